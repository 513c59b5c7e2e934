"""The best slicing of a rectangle for an order of items, exactly.

A page of rectangles is a slicing tree: a module, or two parts stacked, or two side by side.  For a
fixed order of the items the best tree over all shapes of all items is found by dynamic programming
on (first item, last item, columns), each cell a table of cost by depth (after Gange, Marriott and
Stuckey, "Optimal guillotine layout", 2012).  Depths are whole grid lines, so parts that stand side
by side end exactly level.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from epaper.layout.search.kernels import fill, walk
from epaper.layout.search.trees import Leaf, Node, Split

# 64 bits where shapes are priced, 32 where they are added up: half the work
Sums = NDArray[np.floating[Any]]

MOST_RUNS = 500  # that are kept at hand, and as many that were before


@dataclass(frozen=True, slots=True)
class Cell:
    """Cost by depth of the best tree of some items at some width, and the least and most depth that
    is finite.
    """

    cost: Sums
    first: int
    last: int
    # as many infinite costs as there are depths, then `cost`: room for `stack`; with what is
    # compiled `cost` alone
    padded: Sums


@dataclass(frozen=True, slots=True)
class Choice:
    """An item as the slicing sees it: its costs, and a name that changes when they do."""

    name: tuple[str, int, str]
    costs: Callable[[int], Sums]  # columns -> cost by depth
    least: float  # columns x lines (gap included) that it takes at least


class Run:
    """Items side by side in an order: their costs at every width that was asked for."""

    __slots__ = ("cells", "costs", "filled")

    def __init__(self, costs: Sums) -> None:
        """costs: by width, infinite yet; padding if any, then costs by depth."""
        self.costs = costs
        self.filled = 0  # a bit for each width whose costs are there
        self.cells: dict[int, Cell | None] = {}  # those that were looked at; None: no tree stands


class Known:
    """Runs of the orders so far, all of one size, by their items' names; a name is one letter here,
    for runs are looked up more often than anything else."""

    __slots__ = ("earlier", "letters", "runs")

    def __init__(self) -> None:
        self.letters: dict[tuple[str, int, str], str] = {}
        self.runs: dict[str, Run] = {}
        self.earlier: dict[str, Run] = {}  # not asked for since so many others were

    def turn(self) -> None:
        """Forget runs that nobody has asked for in a while: of a long search they would be most
        of what it takes of memory."""
        if len(self.runs) > MOST_RUNS:
            self.earlier, self.runs = self.runs, {}

    def spelt(self, names: Iterable[tuple[str, int, str]]) -> str:
        letters = self.letters
        return "".join(letters.setdefault(name, chr(len(letters))) for name in names)


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
        known = Known() if known is None else known
        known.turn()
        self.known, self.names = known, known.spelt(item.name for item in items)
        self.wanted = range(1, columns + 1) if wanted is None else sorted(wanted)
        self.areas = [0.0]
        for item in items:
            self.areas.append(self.areas[-1] + item.least)
        n = len(items)
        self.runs: list[list[Run]] = [[] for _ in range(n)]  # by first item and number of items
        self.tables: list[Sums] = []  # of the runs, those of one item first, then those of two
        # of all cells, in one piece: what stands side by side is added up over all cuts at once
        self.costs = np.empty((columns + 1, n, n, lines + 1), np.float32) if fill is None else None
        self._build()

    def cell(self, i: int, j: int, w: int) -> Cell | None:
        """Of items i..j (both included) at w columns; None where no tree stands."""
        run = self.runs[i][j - i]
        if not run.filled >> w & 1:
            return None
        if w not in run.cells:
            run.cells[w] = cell_of(run.costs[w])
        return run.cells[w]

    def _build(self) -> None:
        """All cells, the short runs of items first, by first and last item and columns."""
        n = len(self.items)
        to_fill: list[int] = []
        rows = 2 if fill is None else 1  # `stack` wants its padding
        blank = np.full((self.columns + 1, rows, self.lines + 1), np.inf, np.float32)
        known, earlier = self.known.runs, self.known.earlier
        bits, wanted = (2 << self.columns) - 2, sum(1 << w for w in self.wanted)
        # the most area that stands at each width: what takes more is infinite
        rooms = [w * (self.lines + self.gap) + 1e-6 for w in range(1, self.columns + 1)]
        for length in range(1, n + 1):
            if length == n:
                bits = wanted
            for i in range(n - length + 1):
                j = i + length - 1
                names = self.names[i : j + 1]
                run = known.get(names)
                if run is None:
                    run = earlier.pop(names) if names in earlier else Run(blank.copy())
                    known[names] = run
                self.runs[i].append(run)
                self.tables.append(run.costs)
                todo = bits & ~run.filled
                if todo:
                    todo &= -2 << bisect_left(rooms, self.areas[j + 1] - self.areas[i])
                    run.filled |= todo
                if todo and length == 1:
                    for w in _widths(todo):
                        run.costs[w, -1] = self.items[i].costs(w)[: self.lines + 1]
                    todo = 0
                to_fill.append(todo)
                if self.costs is not None:
                    for w in _widths(todo):
                        self._fill(i, j, w, run.costs[w, -1])
                    self.costs[:, i, j] = run.costs[:, -1]
        if fill is not None and any(to_fill):
            fill(self.tables, to_fill, gap=self.gap)

    def _fill(self, i: int, j: int, w: int, best: Sums) -> None:
        """best: infinite yet, filled here."""
        assert self.costs is not None  # nothing is compiled
        if w > 1:  # side by side: every cut between items, every division of the columns
            left, right = self.costs[1:w, i, i:j], self.costs[w - 1 : 0 : -1, i + 1 : j + 1, j]
            np.minimum.reduce(left + right, axis=(0, 1), out=best)
        for k in range(i, j):
            above, below = self.cell(i, k, w), self.cell(k + 1, j, w)
            if above and below and above.first + self.gap + below.first <= self.lines:
                stack(above, below, self.gap, best)

    def tree(self, i: int, j: int, w: int, depth: int) -> Node:
        """The tree behind the cost of a cell at a depth."""
        if walk is None or self.costs is not None:
            return self._tree(i, j, w, depth)
        tree: Node = walk(
            self.tables,
            first=i,
            last=j,
            columns=w,
            lines=depth,
            gap=self.gap,
            leaf=Leaf,
            split=Split,
        )
        return tree

    def _tree(self, i: int, j: int, w: int, depth: int) -> Node:
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
                        first=self._tree(i, k, left, depth),
                        second=self._tree(k + 1, j, w - left, depth),
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
                        first=self._tree(i, k, w, h),
                        second=self._tree(k + 1, j, w, rest),
                        columns=w,
                        lines=depth,
                    )
        raise AssertionError(
            "a table's cost has no tree"
        )  # the tables and the walk disagree: a bug of ours


def _widths(bits: int) -> list[int]:
    return [w for w in range(bits.bit_length()) if bits >> w & 1]


def cell_of(padded: Sums) -> Cell | None:
    """padded: a row of infinite costs if any, then the costs by depth; None where none is
    finite."""
    finite = np.isfinite(padded[-1]).nonzero()[0]
    return Cell(padded[-1], int(finite[0]), int(finite[-1]), padded) if len(finite) else None


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
