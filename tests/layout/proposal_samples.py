"""Stories whose text offers something."""

from __future__ import annotations

from dataclasses import replace

from generated_day import story

from epaper.model.story import Story
from epaper.model.text import Paragraph, rich
from epaper.words.reader import words_for

WORDS = words_for("en")


FIRST = "The council closed the bridge on Monday. " * 3


PARTS = (
    "“We had no other choice than to close the whole bridge,” said Marta Vane, the city engineer.",
    "The repair will cost £4.2 million by the council’s own reckoning. It is a large sum.",
    "The Harbour Board found cracks in 14 cables in the spring.",
    "Lorries of the Aldmark Company used the bridge 300 times a day.",
    "He did not say when the bridge would open in 2027.",
    "The Aldmark Company wants 1,200 tonnes carried over the Corran ferry every week.",
)


def told(*parts: str, filler: int = 300, **more: object) -> Story:
    """The parts between paragraphs that offer nothing."""
    plain = "and so on it went for many an hour without a name or a sum to speak of at all " * 4
    texts = [FIRST, *parts]
    texts += [plain] * (filler // 76)
    body = tuple(Paragraph(rich(text)) for text in texts)
    return replace(story(1, 60), headline="A headline", body=body, **more)  # type: ignore[arg-type]
