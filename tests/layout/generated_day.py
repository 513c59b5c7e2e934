"""Stories made from a list of words, the same on every machine."""

from __future__ import annotations

from epaper.model.story import Story
from epaper.model.text import Paragraph, Span

WORDS = (
    "the harbour council met on Monday to settle what the bridge would cost and who should pay "
    "for it after a long "
    "winter in which no ship had come and few had gone while the market stayed open under its old "
    "glass roof"
).split()


def text(seed: int, words: int) -> str:
    """Sentences of 8 to 17 words, the same for a seed on every machine."""
    state, out = seed * 2654435761 % 2**32, []
    while len(out) < words:
        state = (state * 1103515245 + 12345) % 2**31
        length = 8 + state % 10
        sentence = [WORDS[(state >> 8) * (i + 3) % len(WORDS)] for i in range(length)]
        out += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + "."]
    return " ".join(out)


def story(
    number: int, words: int, section: str = "City", urgency: int = 5, **more: object
) -> Story:
    body = tuple(
        Paragraph((Span(text(number * 100 + part, min(60, words - part * 60))),))
        for part in range((words + 59) // 60)
    )
    headline = (
        "Council weighs the price of a bridge" if number % 2 else "Ships return to the old harbour"
    )
    return Story(f"story-{number:02}", section, headline, body, urgency, credit="Agency", **more)  # type: ignore[arg-type]
