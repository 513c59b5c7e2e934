"""A page as the search leaves it: what stands where, in which shape, at which cost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import FILLER, Item
from epaper.layout.measure.legs import Filling
from epaper.layout.measure.shapes import Shape
from epaper.layout.search.hole import Region
from epaper.units import mm

LEAST_EMPTY = 86.4  # points: a free strip of this depth is a hole, a shallower one is air
MOST_BAND = mm(20)  # of white over the paper's own advertisement: more is seen as a hole


@dataclass(frozen=True, slots=True)
class Placed:
    """An item on a page, with its shape and the filling of its legs; column and line from the top
    left of the page's grid."""

    key: str
    column: int
    line: int
    shape: Shape
    filling: Filling


@dataclass(frozen=True, slots=True)
class PageLayout:
    placed: tuple[Placed, ...]
    cost: float
    terms: Mapping[str, float]
    free: tuple[Region, ...] = ()  # rectangles that no news fills
    bound: float = 0.0  # no layout of these items can cost less
    others: tuple[PageLayout, ...] = ()  # that the search came by, the best first
    rank: int = 0  # among them: 0 is the chosen one, 1 the first runner-up
    skeleton: str = ""  # the page architecture that it keeps to most
    mirrored: bool = False  # left for right
    fit: float = 0.0  # share of its area that keeps to it

    @property
    def relaxed(self) -> bool:
        """White, or a house advertisement, stands where news was wanted."""
        return bool(self.free) or any(
            one.key == FILLER.key or one.filling.white for one in self.placed
        )

    @property
    def places(self) -> tuple[tuple[str, Region], ...]:
        """What stands where: two layouts with the same places are one."""
        return tuple(
            sorted(
                (one.key, Region(one.column, one.line, one.shape.columns, one.shape.lines))
                for one in self.placed
            )
        )


def shown(layout: PageLayout, items: Iterable[Item]) -> frozenset[tuple[str, str, int]]:
    """The pictures, decks and breakouts of the editor's on a page of these items: by the item's
    key, what it is, and its place in the copy."""
    breakouts = {item.key: item.copy.breakouts for item in items}
    return frozenset(
        (one.key, *part)
        for one in layout.placed
        for part in (
            *([("deck", 0)] if one.shape.deck else ()),
            *(("picture", place.index) for place in one.shape.pictures),
            *(
                ("breakout", place.index)
                for place in one.shape.breakouts
                if not breakouts[one.key][place.index].proposed
            ),
        )
    )


def gives_up(new: PageLayout, old: PageLayout, items: Iterable[Item], leading: float) -> bool:
    """Whether `new` leaves out what `old` shows of these items, or more of the page empty."""
    items = tuple(items)
    if shown(old, items) - shown(new, items):
        return True
    return empty_area(new, leading) > empty_area(old, leading)


def empty_area(layout: PageLayout, leading: float) -> int:
    """Columns x lines of the places that nothing fills."""
    return sum(region.area for region in empty_places(layout, leading))


def empty_places(layout: PageLayout, leading: float) -> list[Region]:
    """What of the page neither news nor standing matter fills, in the grid's columns and lines of
    this leading."""
    fillers = [
        Region(one.column, one.line, one.shape.columns, one.shape.lines)
        for one in layout.placed
        if one.key == FILLER.key
    ]
    return [*fillers, *holes(layout, leading)]


def holes(layout: PageLayout, leading: float) -> list[Region]:
    """What of the page is free, where it is more than air."""
    least = math.ceil(LEAST_EMPTY / leading - 1e-6)
    return [region for region in layout.free if region.lines >= least]


def own_lines(free: int, design: Design) -> int:
    """Lines that the paper's own advertisement takes at the foot of `free` ones: a strip, and all
    but a gap where a band of white would stand over that."""
    strip, grid = design.practice.strip_lines, design.grid
    band = max(0, free - strip) * grid.leading
    return free - grid.gap if band > MOST_BAND else min(free - grid.gap, strip)
