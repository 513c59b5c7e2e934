"""The news hole: what advertisements leave of a page, as rectangles of whole columns and grid
lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_CUTS = 6
LEAST_DEPTH = 8  # lines: a shallower strip holds no news
THIN_AREA = 40  # columns x lines: a part of less holds little


class Region(NamedTuple):
    """A rectangle of the grid: column and line of its top left, columns wide, lines deep."""

    column: int
    line: int
    columns: int
    lines: int

    @property
    def area(self) -> int:
        return self.columns * self.lines


@dataclass(frozen=True, slots=True)
class Hole:
    """Lines free in each column, from `top`; advertisements stand at the foot, so every column is
    free from its head.
    """

    top: int
    depths: tuple[int, ...]  # by column
    gap: int  # lines between modules

    @property
    def columns(self) -> int:
        return len(self.depths)

    def area(self) -> int:
        """Columns x lines, with the gap that each column's last module does not need."""
        return sum(d + self.gap for d in self.depths if d > 0)

    def cuts(self) -> tuple[tuple[Region, ...], ...]:
        """The ways to cut the hole into rectangles, each a set that news can fill on its own; the
        fewest parts first.

        Stories keep to rectangles, so none is split over the columns of an advertisement of uneven
        depth.
        """
        cuts = {cut for cut in _cuts(0, self.top, self.depths, self.gap) if cut}
        fewest = min(map(len, cuts), default=0)
        ranked = sorted(
            cuts,
            key=lambda cut: (len(cut), _thin(cut), [(r.line, r.column, -r.columns) for r in cut]),
        )
        return tuple(cut for cut in ranked if len(cut) <= fewest + 1)[:MOST_CUTS]


def _thin(cut: Sequence[Region]) -> int:
    """Parts that hold little: one column of few lines."""
    return sum(r.lines < LEAST_DEPTH * 2 or r.area < THIN_AREA for r in cut)


def _cuts(column: int, line: int, depths: tuple[int, ...], gap: int) -> list[tuple[Region, ...]]:
    if not depths:
        return [()]
    least = min(depths)
    if max(depths) < LEAST_DEPTH:
        return [()]
    if all(d == least for d in depths):
        return [(Region(column, line, len(depths), least),)]
    cuts: list[tuple[Region, ...]] = []
    for i in range(1, len(depths)):  # cut down between columns of unlike depth
        if depths[i] != depths[i - 1]:
            for left in _cuts(column, line, depths[:i], gap):
                cuts += [left + right for right in _cuts(column + i, line, depths[i:], gap)]
    if least >= LEAST_DEPTH:  # cut across under the shallowest column
        under = tuple(max(0, d - least - gap) for d in depths)
        top = Region(column, line, len(depths), least)
        for rest in _strips(column, line + least + gap, under, gap):
            cuts.append((top, *rest))
    return cuts


def _strips(column: int, line: int, depths: tuple[int, ...], gap: int) -> list[tuple[Region, ...]]:
    """Cuts of what stands under a cut across: runs of columns between those that end there."""
    runs: list[tuple[int, tuple[int, ...]]] = []
    start = 0
    while start < len(depths):
        if depths[start] == 0:
            start += 1
            continue
        end = start
        while end < len(depths) and depths[end]:
            end += 1
        runs.append((start, depths[start:end]))
        start = end
    cuts: list[tuple[Region, ...]] = [()]
    for start, run in runs:
        cuts = [a + b for a in cuts for b in _cuts(column + start, line, run, gap)]
    return cuts
