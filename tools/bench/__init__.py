"""The bench: the same generated text and pictures built by epaper and by Typst, in the same run."""
