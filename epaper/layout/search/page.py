"""A page as the search leaves it: what stands where, in which shape, at which cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from epaper.layout.measure.copy import FILLER
from epaper.layout.measure.legs import Filling
from epaper.layout.measure.shapes import Shape
from epaper.layout.search.hole import Region


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
