"""An order of items over the regions that a news hole is cut into: the cheapest trees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from epaper.layout.design.weights import Weights
from epaper.layout.search.hole import Region
from epaper.layout.search.slicing import Slicer, Sums
from epaper.layout.search.trees import Node

WHITE_SHARE = 0.5  # of its cost that white at the foot of a region is weighed by when slicing
INF = float("inf")

Part = tuple[int, int, int]  # first item of a region, the first one after it, depth in lines
Row = dict[int, tuple[float, tuple[Part, ...]]]  # items used so far -> cost, the regions' parts


def cheapest_trees(
    slicer: Slicer, cut: Sequence[Region], weights: Weights
) -> tuple[tuple[Node, ...] | None, float]:
    """A tree for each region, and what all cost at least; the slicer's items are shared out to the
    regions in their order.
    """
    items = len(slicer.items)
    best: Row = {0: (0.0, ())}
    for number, region in enumerate(cut):
        best = _with_region(best, slicer, region, weights, last=number == len(cut) - 1)
    if items not in best:
        return None, INF
    cost, parts = best[items]
    trees = tuple(
        slicer.tree(first, end - 1, region.columns, depth)
        for region, (first, end, depth) in zip(cut, parts, strict=True)
    )
    return trees, cost


def _with_region(
    before: Row, slicer: Slicer, region: Region, weights: Weights, *, last: bool
) -> Row:
    """Every number of items with one region more; the last takes all that are left."""
    items = len(slicer.items)
    row: Row = {}
    for first, (base, parts) in before.items():
        for end in range(items if last else first + 1, items + 1):
            cell = slicer.cell(first, end - 1, region.columns) if end > first else None
            if cell is None:
                continue
            depth, cost = _depth(cell.cost, region, weights)
            if base + cost < row.get(end, (INF, ()))[0]:
                row[end] = (base + cost, (*parts, (first, end, depth)))
    return row


def _depth(costs: Sums, region: Region, weights: Weights) -> tuple[int, float]:
    """The whole depth where that can be filled, else the depth at which shapes and white together
    cost least.
    """
    cost = float(costs[region.lines])
    if cost < INF:
        return region.lines, cost
    depths = np.arange(region.lines + 1)
    line = weights.white_line * region.columns * WHITE_SHARE
    white = costs[: region.lines + 1] + (region.lines - depths) * line
    depth = int(np.argmin(white))
    return depth, float(white[depth]) + weights.unfilled
