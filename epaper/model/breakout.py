"""What stands out of a story's legs between rules: a quote, points, a big number, a timeline, a
short story that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BreakoutKind(StrEnum):
    QUOTE = "pull quote"
    NUMBER = "number"
    POINTS = "points"
    TIMELINE = "timeline"
    NESTED = "nested story"  # a whole story, of its own ledger


@dataclass(frozen=True, slots=True)
class BreakoutItem:
    """`lead` is who said it, the figure, or the date; a point has none."""

    words: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Breakout:
    """`proposed`: taken word for word from the story's text by a rule, and printed there again.

    `face`: which of the story's pictures shows who speaks, -1 none; it is cut small into the quote
    and stands nowhere else.
    """

    kind: BreakoutKind
    items: tuple[BreakoutItem, ...]
    proposed: bool = False
    face: int = -1

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(item.lead + item.words for item in self.items)
