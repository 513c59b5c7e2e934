"""`python -m epaper`."""

from epaper.cli import main

if __name__ == "__main__":
    main()
