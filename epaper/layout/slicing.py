"""The best slicing of a rectangle for an order of items, exactly.

A page of rectangles is a slicing tree: a module, or two parts stacked, or two side by side.  For a fixed order of the
items the best tree over all shapes of all items is found by dynamic programming on (first item, last item, columns),
each cell a table of cost by depth (after Gange, Marriott and Stuckey, "Optimal guillotine layout", 2012).  Depths are
whole grid lines, so parts that stand side by side end exactly level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from epaper.layout.cost import WHITE_LINE
from epaper.layout.items import Item
from epaper.layout.shapes import Shaper, Table

Key = tuple[int, int, int]  # first item, last item, columns
Known = dict[tuple[tuple[tuple[str, object], ...], int], Table | None]  # cells by what stands in them, over all orders


@dataclass(frozen=True, slots=True)
class Leaf:
    item: int
    columns: int
    lines: int


@dataclass(frozen=True, slots=True)
class Split:
    stacked: bool  # else side by side
    first: Node
    second: Node
    columns: int
    lines: int


Node = Leaf | Split


class Slicer:
    """Tables for one order of items over a news hole of `columns` x `lines`."""

    def __init__(
        self, items: Sequence[Item], columns: int, lines: int, gap: int, shaper: Shaper, known: Known | None = None
    ) -> None:
        self.items, self.columns, self.lines, self.gap, self.shaper = items, columns, lines, gap, shaper
        self.tables: dict[Key, Table | None] = {}
        self.known = {} if known is None else known
        self._build()

    def _build(self) -> None:
        n = len(self.items)
        names = [(item.key, item.cache.get("bans", 0)) for item in self.items]
        for length in range(1, n + 1):
            for i in range(n - length + 1):
                for w in range(1, self.columns + 1) if length < n else (self.columns,):
                    name = (tuple(names[i : i + length]), w)
                    if name not in self.known:
                        table = self._cell(i, i + length - 1, w)
                        self.known[name] = table if table is not None and np.isfinite(table).any() else None
                    self.tables[i, i + length - 1, w] = self.known[name]

    def _cell(self, i: int, j: int, w: int) -> Table | None:
        if i == j:
            return self.shaper.table(self.items[i], w)[: self.lines + 1]
        best: Table | None = None
        for k in range(i, j):
            for part in self._parts(i, k, j, w):
                best = part if best is None else np.minimum(best, part)
        return best

    def _parts(self, i: int, k: int, j: int, w: int) -> list[Table]:
        found = []
        above, below = self.tables.get((i, k, w)), self.tables.get((k + 1, j, w))
        if above is not None and below is not None:
            found.append(stack(above, below, self.gap))
        for left in range(1, w):
            a, b = self.tables.get((i, k, left)), self.tables.get((k + 1, j, w - left))
            if a is not None and b is not None:
                found.append(a + b)
        return found

    @property
    def table(self) -> Table | None:
        return self.tables[0, len(self.items) - 1, self.columns]

    def best_depth(self) -> int | None:
        """The whole depth where that can be filled, else the depth at which shapes and white together cost least."""
        table = self.table
        if table is None:
            return None
        if np.isfinite(table[self.lines]):
            return self.lines
        white = (self.lines - np.arange(len(table))) * (WHITE_LINE * self.columns * 0.5)
        return int(np.argmin(table + white))

    def tree(self, depth: int) -> Node:
        return self._tree(0, len(self.items) - 1, self.columns, depth)

    def _tree(self, i: int, j: int, w: int, depth: int) -> Node:
        table = self.tables[i, j, w]
        assert table is not None
        goal = table[depth]
        if i == j:
            return Leaf(i, w, depth)
        for k in range(i, j):
            for left in range(1, w):
                a, b = self.tables.get((i, k, left)), self.tables.get((k + 1, j, w - left))
                if a is not None and b is not None and a[depth] + b[depth] == goal:
                    return Split(False, self._tree(i, k, left, depth), self._tree(k + 1, j, w - left, depth), w, depth)
            above, below = self.tables.get((i, k, w)), self.tables.get((k + 1, j, w))
            if above is None or below is None:
                continue
            for h in np.flatnonzero(np.isfinite(above[: depth - self.gap + 1])):
                rest = depth - self.gap - int(h)
                if above[h] + below[rest] == goal:
                    return Split(True, self._tree(i, k, w, int(h)), self._tree(k + 1, j, w, rest), w, depth)
        raise AssertionError("a table's cost has no tree")  # the tables and the walk disagree: a bug of ours


def stack(above: Table, below: Table, gap: int) -> Table:
    """Cheapest cost of two parts one above the other with `gap` lines between, for every total depth.

    out[d] = min over h of above[h] + below[d - gap - h]: a minimum over a sliding window of the reversed table.
    """
    finite = np.flatnonzero(np.isfinite(above))
    first, last = int(finite[0]), int(finite[-1]) + 1
    least: Table = (_window(below, gap)[:, first:last] + above[first:last]).min(axis=1)
    return least


def _window(below: Table, gap: int) -> Table:
    """Row d, column h: below[d - gap - h], infinite outside the table; a view on one padded copy."""
    size = len(below)
    padded = np.full(2 * size + gap, np.inf)
    padded[size + gap :] = below
    step = padded.strides[0]
    return np.ndarray((size, size), padded.dtype, padded, size * step, (step, -step))
