"""Legs: the columns that a story's text stands in, and whether they end level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def legs_of(lines: Iterable[TextLine], story: str) -> list[Leg]:
    """The legs of a story on one page, from left to right."""
    columns: list[list[TextLine]] = []
    for line in sorted(
        (one for one in lines if one.story == story and one.element in TEXT),
        key=lambda one: one.x - one.right,
    ):
        home = next((c for c in columns if any(line.overlaps(other) for other in c)), None)
        if home is None:
            columns.append([line])
        else:
            home.append(line)
    legs = [Leg(tuple(sorted(column, key=lambda one: one.y))) for column in columns]
    return sorted(legs, key=lambda leg: leg.x)


@dataclass(frozen=True, slots=True)
class ShortLeg:
    """A leg that ends above the lowest of its story: by how many lines, and where the white is."""

    lines: float
    rect: Rect


def short_legs(page: Page, lines: Sequence[TextLine], leading: float) -> Iterator[ShortLeg]:
    """Of stories in modules of their own.  A leg that ends on a picture or a quote is not judged:
    its depth is theirs."""
    others = _others(page, lines)
    for module in page.modules:
        if module.kind not in ("story", "jump") or not module.story:
            continue
        here = [line for line in lines if line.story == module.story and _within(line, module)]
        legs = [
            leg
            for leg in legs_of(here, module.story)
            if any(line.element in BODY for line in leg.lines)
            and not any(_stands_under(box, leg, module) for box in others)
        ]
        lowest = max((leg.foot for leg in legs), default=0.0)
        for leg in legs:
            short = (lowest - leg.foot) / leading
            if short > LEVEL:
                rect = Rect(leg.x, leg.foot, leg.right - leg.x, lowest - leg.foot)
                yield ShortLeg(short, rect)


def _others(page: Page, lines: Iterable[TextLine]) -> list[Rect]:
    """What may stand in a leg besides its text."""
    words = (line.rect for line in lines if line.element not in TEXT)
    return [*words, *illustrations(page), *sold_places(page)]


def _within(line: TextLine, module: Module) -> bool:
    middle = (line.x + line.right) / 2
    inside = module.rect.x - 1 <= middle <= module.rect.right + 1
    return inside and module.rect.y - 1 <= line.y <= module.rect.bottom + 1


def _stands_under(box: Rect, leg: Leg, module: Module) -> bool:
    inside = leg.foot < box.bottom <= module.rect.bottom + 1
    return inside and min(box.right, leg.right) - max(box.x, leg.x) > 1
