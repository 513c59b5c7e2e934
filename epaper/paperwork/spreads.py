"""Pages as they face each other, and how large they can be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from epaper.geometry import Rect, Size

Spread = tuple[int | None, int | None]  # page numbers, left and right


def spreads(numbers: Iterable[int], leftward: bool = False) -> list[Spread]:
    """Pages as they face each other: the first alone on the right, then even beside odd; the other
    way round in a paper that is read from the right."""
    known = set(numbers)
    pairs = [(n - n % 2, n - n % 2 + 1) for n in sorted(known)]
    faced = [pair[::-1] if leftward else pair for pair in dict.fromkeys(pairs)]
    return [
        (left if left in known else None, right if right in known else None)
        for left, right in faced
    ]


@dataclass(frozen=True, slots=True)
class SpreadGrid:
    """Cells for spreads, row by row from the top left of `room`; `page` is a page's size."""

    room: Rect
    page: Size
    columns: int
    rows: int
    caption: float  # room under each page
    gap: float  # between cells

    @property
    def height(self) -> float:
        return self.rows * (self.page.height + self.caption) + (self.rows - 1) * self.gap

    def cell(self, place: int, side: int) -> Rect:
        """The page of spread `place`, counted from 0, on the left (0) or right (1)."""
        row, column = divmod(place, self.columns)
        x = self.room.x + column * (2 * self.page.width + self.gap) + side * self.page.width
        y = self.room.y + row * (self.page.height + self.caption + self.gap)
        return Rect(x, y, self.page.width, self.page.height)


def largest_grid(
    count: int, room: Rect, page: Size, *, caption: float, gap: float, most: float
) -> SpreadGrid:
    """The grid that shows `count` spreads as large as the room allows, pages no deeper than `most`.

    `page` gives the shape.  Where even one column leaves no room, pages have no size.
    """
    best = SpreadGrid(room, Size(0.0, 0.0), max(count, 1), 1, caption=caption, gap=gap)
    for columns in range(1, count + 1):
        rows = -(-count // columns)
        width = (room.width - (columns - 1) * gap) / columns / 2
        depth = (room.height - (rows - 1) * gap) / rows - caption
        depth = min(depth, width * page.height / page.width, most)
        if depth > best.page.height + 0.01:
            size = Size(depth * page.width / page.height, depth)
            best = SpreadGrid(room, size, columns, rows, caption=caption, gap=gap)
    return best
