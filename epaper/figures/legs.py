"""Legs: the columns that a story's text stands in, and whether they end level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from epaper.figures.boxes import illustrations, sold_places
from epaper.figures.lines import BODY, TEXT, TextLine
from epaper.geometry import Rect
from epaper.page.page import Module, Page

LEVEL = 0.5  # lines: legs that differ by less end level


@dataclass(frozen=True, slots=True)
class Leg:
    """Lines of one story that stand in one column."""

    lines: tuple[TextLine, ...]

    @property
    def x(self) -> float:
        return min(line.x for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return min(line.rect.y for line in self.lines)

    @property
    def foot(self) -> float:
        """The last baseline."""
        return max(line.y for line in self.lines)


def legs_of(lines: Iterable[TextLine]) -> dict[str, list[Leg]]:
    """The legs of every story on one page, from left to right.

    The widest lines found the columns; the others stand in the first that they overlap.
    """
    columns: dict[str, list[_Column]] = {}
    own = [line for line in lines if line.story and line.element in TEXT]
    for line in sorted(own, key=lambda one: one.x - one.right):
        here = columns.setdefault(line.story, [])
        home = next((column for column in here if column.holds(line)), None)
        if home is None:
            here.append(_Column(line.x, line.right, [line]))
        else:
            home.lines.append(line)
    return {
        story: [
            Leg(tuple(sorted(column.lines, key=lambda one: one.y)))
            for column in sorted(here, key=lambda one: one.x)
        ]
        for story, here in columns.items()
    }


@dataclass(frozen=True, slots=True)
class _Column:
    x: float
    right: float
    lines: list[TextLine]

    def holds(self, line: TextLine) -> bool:
        return min(self.right, line.right) - max(self.x, line.x) > 1.0


@dataclass(frozen=True, slots=True)
class ShortLeg:
    """A leg that ends above the lowest of its story: by how many lines, and where the white is."""

    lines: float
    rect: Rect


def short_legs(
    page: Page, lines: Iterable[TextLine], legs: Mapping[str, Sequence[Leg]], leading: float
) -> Iterator[ShortLeg]:
    """Of stories in modules of their own.  A leg that ends on a picture or a quote is not judged:
    its depth is theirs."""
    others = _others(page, lines)
    for module in page.modules:
        if module.kind not in ("story", "jump") or not module.story:
            continue
        judged = [
            leg
            for leg in legs.get(module.story, ())
            if any(line.element in BODY for line in leg.lines)
            and not _has_under(leg, module, others)
        ]
        lowest = max((leg.foot for leg in judged), default=0.0)
        for leg in judged:
            short = (lowest - leg.foot) / leading
            if short > LEVEL:
                rect = Rect(leg.x, leg.foot, leg.right - leg.x, lowest - leg.foot)
                yield ShortLeg(short, rect)


def _others(page: Page, lines: Iterable[TextLine]) -> list[Rect]:
    """What may stand in a leg besides its text."""
    words = (line.rect for line in lines if line.element not in TEXT)
    return [*words, *illustrations(page), *sold_places(page)]


def _has_under(leg: Leg, module: Module, boxes: Iterable[Rect]) -> bool:
    """Does any box stand under a leg in its module?"""
    foot, x, right, end = leg.foot, leg.x, leg.right, module.rect.bottom + 1
    return any(
        foot < box.bottom <= end and min(box.right, right) - max(box.x, x) > 1 for box in boxes
    )
