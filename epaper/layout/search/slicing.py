"""The best slicing of a rectangle for an order of items, exactly.

A page of rectangles is a slicing tree: a module, or two parts stacked, or two side by side.  For a
fixed order of the items the best tree over all shapes of all items is found by dynamic programming
on (first item, last item, columns), each cell a table of cost by depth (after Gange, Marriott and
Stuckey, "Optimal guillotine layout", 2012).  Depths are whole grid lines, so parts that stand side
by side end exactly level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from epaper.layout.search.trees import Leaf, Node, Split

# 64 bits where shapes are priced, 32 where they are added up: half the work
Sums = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Cell:
    """Cost by depth of the best tree of some items at some width, and the least and most depth that
    is finite.
    """

    cost: Sums
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An item as the slicing sees it: its costs, and a name that changes when they do."""

    name: tuple[str, int, str]
    costs: Callable[[int], Sums]  # columns -> cost by depth
    least: float  # columns x lines (gap included) that it takes at least


Name = tuple[tuple[tuple[str, int, str], ...], int]  # what stands in the cell, columns
Known = dict[Name, Cell | None]


class Slicer:
    """Cells for one order of items, up to `columns` x `lines`; `known` carries cells from one order
    to the next.
    """

    def __init__(
        self,
        items: Sequence[Choice],
        *,
        columns: int,
        lines: int,
        gap: int,
        known: Known | None = None,
    ) -> None:
        self.items, self.columns, self.lines, self.gap = items, columns, lines, gap
        self.known = {} if known is None else known
        self.names = [item.name for item in items]
        self.areas = [0.0]
        for item in items:
            self.areas.append(self.areas[-1] + item.least)
        n = len(items)
        none: list[list[Cell | None]] = []
        self.grid = [none] + [[[None] * n for _ in range(n)] for _ in range(columns)]
        self.costs = np.full(
            (columns + 1, n, n, lines + 1), np.inf, np.float32
        )  # of the grid's cells, in one piece
        self._build()

    def cell(self, i: int, j: int, w: int) -> Cell | None:
        """Of items i..j (both included) at w columns; None where no tree stands."""
        return self.grid[w][i][j]

    def _build(self) -> None:
        """All cells, the short runs of items first, by columns, first and last item."""
        n, known = len(self.items), self.known
        for length in range(1, n + 1):
            for i in range(n - length + 1):
                j = i + length - 1
                names = tuple(self.names[i : j + 1])
                area = self.areas[j + 1] - self.areas[i]
                for w in range(1, self.columns + 1):
                    if area > w * (self.lines + self.gap) + 1e-6:
                        continue
                    name = (names, w)
                    if name not in known:
                        known[name] = self._cell(i, j, w)
                    cell = known[name]
                    if cell is not None:
                        self.grid[w][i][j] = cell
                        self.costs[w, i, j] = cell.cost

    def _cell(self, i: int, j: int, w: int) -> Cell | None:
        if i == j:
            return cell_of(self.items[i].costs(w)[: self.lines + 1].astype(np.float32))
        if w > 1:  # side by side: every cut between items, every division of the columns
            left, right = self.costs[1:w, i, i:j], self.costs[w - 1 : 0 : -1, i + 1 : j + 1, j]
            best: Sums = (left + right).min(axis=(0, 1))
        else:
            best = np.full(self.lines + 1, np.inf, np.float32)
        for k in range(i, j):
            above = self.grid[w][i][k]
            below = self.grid[w][k + 1][j]
            if above and below and above.first + self.gap + below.first <= self.lines:
                stack(above, below, self.gap, best)
        return cell_of(best)

    def tree(self, i: int, j: int, w: int, depth: int) -> Node:
        """The tree behind the cost of a cell at a depth."""
        cell = self.cell(i, j, w)
        assert cell is not None
        goal = cell.cost[depth]
        if i == j:
            return Leaf(i, w, depth)
        for k in range(i, j):
            for left in range(1, w):
                a, b = self.cell(i, k, left), self.cell(k + 1, j, w - left)
                if a and b and a.cost[depth] + b.cost[depth] == goal:
                    return Split(
                        stacked=False,
                        first=self.tree(i, k, left, depth),
                        second=self.tree(k + 1, j, w - left, depth),
                        columns=w,
                        lines=depth,
                    )
            above, below = self.cell(i, k, w), self.cell(k + 1, j, w)
            if not above or not below:
                continue
            for h in range(above.first, min(above.last, depth - self.gap - below.first) + 1):
                rest = depth - self.gap - h
                if above.cost[h] + below.cost[rest] == goal:
                    return Split(
                        stacked=True,
                        first=self.tree(i, k, w, h),
                        second=self.tree(k + 1, j, w, rest),
                        columns=w,
                        lines=depth,
                    )
        raise AssertionError(
            "a table's cost has no tree"
        )  # the tables and the walk disagree: a bug of ours


def cell_of(table: Sums) -> Cell | None:
    finite = np.isfinite(table).nonzero()[0]
    return Cell(table, int(finite[0]), int(finite[-1])) if len(finite) else None


def stack(above: Cell, below: Cell, gap: int, best: Sums) -> None:
    """Lower `best` to the cost of two parts one above the other with `gap` lines between, for every
    total depth.

    total[d] = min over h of above[h] + below[d - gap - h]: a minimum over a sliding window of the
    reversed table.
    """
    first = above.first + gap + below.first
    rows = min(len(best) - 1, above.last + gap + below.last) - first + 1
    if above.last - above.first > below.last - below.first:
        above, below = below, above  # the sum does not mind, and the fewer windows are the faster
    columns = min(above.last - above.first + 1, rows)
    # windows[c, r] = below.cost[below.first + r - c], infinite outside the table
    padded = np.full(rows + columns, np.inf, best.dtype)
    values = below.cost[below.first : below.first + rows]
    padded[columns : columns + len(values)] = values
    step = padded.itemsize
    windows = np.ndarray((columns, rows), padded.dtype, padded, columns * step, (-step, step))
    least = (windows + above.cost[above.first : above.first + columns, None]).min(axis=0)
    part = best[first : first + rows]
    np.minimum(part, least, out=part)
