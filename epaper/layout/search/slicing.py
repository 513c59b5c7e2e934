"""The best slicing of a rectangle for an order of items, exactly.

A page of rectangles is a slicing tree: a module, or two parts stacked, or two side by side.  For a
fixed order of the items the best tree over all shapes of all items is found by dynamic programming
on (first item, last item, columns), each cell a table of cost by depth (after Gange, Marriott and
Stuckey, "Optimal guillotine layout", 2012).  Depths are whole grid lines, so parts that stand side
by side end exactly level.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from epaper.layout.search.kernels import fill
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
    padded: Sums  # as many infinite costs as there are depths, then `cost`: room for `stack`


@dataclass(frozen=True, slots=True)
class Choice:
    """An item as the slicing sees it: its costs, and a name that changes when they do."""

    name: tuple[str, int, str]
    costs: Callable[[int], Sums]  # columns -> cost by depth
    least: float  # columns x lines (gap included) that it takes at least


class Run:
    """Items side by side in an order, and their cells at every width that was asked for."""

    __slots__ = ("cells", "costs")

    def __init__(self, columns: int, lines: int) -> None:
        self.cells: dict[int, Cell | None] = {}  # by columns; None: no tree stands
        self.costs = np.full((columns + 1, 2, lines + 1), np.inf, np.float32)  # padding, costs


Known = dict[tuple[tuple[str, int, str], ...], Run]  # by the items' names


class Slicer:
    """Cells for one order of items, up to `columns` x `lines`; `known` carries cells from one order
    to the next.  wanted: widths at which all items together are asked for, every width without it.
    """

    def __init__(
        self,
        items: Sequence[Choice],
        *,
        columns: int,
        lines: int,
        gap: int,
        known: Known | None = None,
        wanted: Collection[int] | None = None,
    ) -> None:
        self.items, self.columns, self.lines, self.gap = items, columns, lines, gap
        self.known = {} if known is None else known
        self.wanted = range(1, columns + 1) if wanted is None else sorted(wanted)
        self.names = [item.name for item in items]
        self.areas = [0.0]
        for item in items:
            self.areas.append(self.areas[-1] + item.least)
        n = len(items)
        nothing: dict[int, Cell | None] = {}
        self.runs = [[nothing] * n for _ in range(n)]  # cells by first and last item
        # of those cells, in one piece: what stands side by side is added up over all cuts at once
        self.costs = np.empty((columns + 1, n, n, lines + 1), np.float32)
        self._build()

    def cell(self, i: int, j: int, w: int) -> Cell | None:
        """Of items i..j (both included) at w columns; None where no tree stands."""
        return self.runs[i][j].get(w)

    def _build(self) -> None:
        """All cells, the short runs of items first, by first and last item and columns."""
        n = len(self.items)
        columns = range(1, self.columns + 1)
        for length in range(1, n + 1):
            widths = self.wanted if length == n else columns
            for i in range(n - length + 1):
                j = i + length - 1
                names = tuple(self.names[i : j + 1])
                run = self.known.get(names)
                if run is None:
                    run = self.known[names] = Run(self.columns, self.lines)
                area = self.areas[j + 1] - self.areas[i]
                todo = [
                    w
                    for w in widths
                    if w not in run.cells and area <= w * (self.lines + self.gap) + 1e-6
                ]
                if todo:
                    run.cells.update(zip(todo, self._cells(i, j, todo, run.costs), strict=True))
                self.runs[i][j] = run.cells
                self.costs[:, i, j] = run.costs[:, 1]

    def _cells(self, i: int, j: int, widths: list[int], padded: Sums) -> list[Cell | None]:
        """padded: by width, infinite yet, filled here."""
        if i == j or fill is None:
            return [self._cell(i, j, w, padded[w]) for w in widths]
        spans = fill(self.costs, padded, i, j, widths=widths, gap=self.gap)
        return [
            Cell(padded[w, 1], span[0], span[1], padded[w]) if span else None
            for w, span in zip(widths, spans, strict=True)
        ]

    def _cell(self, i: int, j: int, w: int, padded: Sums) -> Cell | None:
        """padded: infinite yet, filled here."""
        best = padded[1]
        if i == j:
            best[:] = self.items[i].costs(w)[: self.lines + 1]
            return cell_of(padded)
        if w > 1:  # side by side: every cut between items, every division of the columns
            left, right = self.costs[1:w, i, i:j], self.costs[w - 1 : 0 : -1, i + 1 : j + 1, j]
            np.minimum.reduce(left + right, axis=(0, 1), out=best)
        for k in range(i, j):
            above, below = self.runs[i][k].get(w), self.runs[k + 1][j].get(w)
            if above and below and above.first + self.gap + below.first <= self.lines:
                stack(above, below, self.gap, best)
        return cell_of(padded)

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


def cell_of(padded: Sums) -> Cell | None:
    """padded: a row of infinite costs, then the costs by depth; None where none is finite."""
    finite = np.isfinite(padded[1]).nonzero()[0]
    return Cell(padded[1], int(finite[0]), int(finite[-1]), padded) if len(finite) else None


def stack(above: Cell, below: Cell, gap: int, best: Sums) -> None:
    """Lower `best` to the cost of two parts one above the other with `gap` lines between, for every
    total depth.

    total[d] = min over h of above[h] + below[d - gap - h]: a minimum over a sliding window of the
    reversed table.  The windows are a view of the padded costs: nothing is copied for them, as this
    runs more often than anything else of the search.
    """
    first = above.first + gap + below.first
    rows = min(len(best) - 1, above.last + gap + below.last) - first + 1
    if above.last - above.first > below.last - below.first:
        above, below = below, above  # the sum does not mind, and the fewer windows are the faster
    columns = min(above.last - above.first + 1, rows)
    # windows[c, r] = below.cost[below.first + r - c], infinite before the table
    padded = below.padded
    step = padded.itemsize
    start = (len(best) + below.first) * step
    windows = np.ndarray((columns, rows), padded.dtype, padded, start, (-step, step))
    sums = windows + above.cost[above.first : above.first + columns, None]
    part = best[first : first + rows]
    np.minimum(part, np.minimum.reduce(sums, axis=0), out=part)
