"""An item where it stands on a page, and what is beside it."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from epaper.layout.measure.copy import Item
from epaper.layout.measure.shapes import Shape
from epaper.layout.search.hole import Hole
from epaper.layout.search.orders import RANK

LEAST_URGENT = 9
NEIGHBOURS = 3  # lines between stacked modules, with one to spare


class Stand(NamedTuple):
    """An item where it stands on the page's grid, in its shape."""

    item: Item
    column: int
    line: int
    shape: Shape

    @property
    def right(self) -> int:
        return self.column + self.shape.columns

    @property
    def foot(self) -> int:
        return self.line + self.shape.lines


def rank_of(item: Item) -> tuple[int, int]:
    """How urgent an item is on its page, the lead first; the rest of a story that began elsewhere
    is no news here, whatever its beginning was."""
    if item.kind == "jump":
        return RANK["small"], LEAST_URGENT
    return RANK[item.ask.tier], item.copy.urgency


def stands_at(stand: Stand, place: str, hole: Hole) -> bool:
    """Whether a story stands at the top, foot, left or right of the news hole."""
    if place == "top":
        return stand.line == hole.top
    if place == "foot":
        return all(
            stand.foot >= hole.top + hole.depths[column]
            for column in range(stand.column, stand.right)
        )
    return stand.column == 0 if place == "left" else stand.right == hole.columns


def neighbours(a: Stand, b: Stand) -> bool:
    """Whether two modules stand side by side or one on the other."""
    level = max(a.line, b.line) < min(a.foot, b.foot)
    over = max(a.column, b.column) < min(a.right, b.right)
    side = level and (a.right == b.column or b.right == a.column)
    stacked = over and min(abs(a.foot - b.line), abs(b.foot - a.line)) <= NEIGHBOURS
    return side or stacked


class Standing(Protocol):
    """What stands on a page in a shape, from a line of its grid."""

    @property
    def line(self) -> int: ...

    @property
    def shape(self) -> Shape: ...


def touching_pictures(left: Standing, right: Standing) -> int:
    """Pairs of pictures of two stories side by side with nothing but the gutter, or the fold,
    between."""
    return sum(
        p.column + p.columns == left.shape.columns
        and q.column == 0
        and min(left.line + p.line + p.lines, right.line + q.line + q.lines)
        > max(left.line + p.line, right.line + q.line)
        for p in left.shape.pictures
        for q in right.shape.pictures
    )
