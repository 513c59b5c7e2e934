"""The slicing programme against every tree of small cases."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from epaper.layout.search.slicing import Cell, Choice, Slicer, stack
from epaper.layout.search.trees import leaves, place

LINES, GAP = 12, 1
tables = st.dictionaries(
    st.integers(1, 3),
    st.dictionaries(st.integers(1, LINES), st.integers(0, 9), min_size=1, max_size=4),
    min_size=1,
)


def choice(number: int, costs: dict[int, dict[int, int]]) -> Choice:
    def table(columns: int) -> np.ndarray:
        out = np.full(LINES + 1, np.inf)
        for depth, cost in costs.get(columns, {}).items():
            out[depth] = cost
        return out

    least = min(w * (min(depths) + GAP) for w, depths in costs.items())
    return Choice((str(number), 0), table, least)


def brute(costs: list[dict[int, dict[int, int]]], i: int, j: int, w: int) -> dict[int, float]:
    """Cost by depth of the cheapest tree, by trying them all."""
    if i == j:
        return {d: float(c) for d, c in costs[i].get(w, {}).items()}
    best: dict[int, float] = {}
    for k in range(i, j):
        for above, a in brute(costs, i, k, w).items():
            for below, b in brute(costs, k + 1, j, w).items():
                if above + GAP + below <= LINES:
                    best[above + GAP + below] = min(best.get(above + GAP + below, np.inf), a + b)
        for left in range(1, w):
            right = brute(costs, k + 1, j, w - left)
            for depth, a in brute(costs, i, k, left).items():
                if depth in right:
                    best[depth] = min(best.get(depth, np.inf), a + right[depth])
    return best


@given(st.lists(tables, min_size=1, max_size=4))
def test_the_best_tree_of_all(costs: list[dict[int, dict[int, int]]]) -> None:
    slicer = Slicer([choice(i, c) for i, c in enumerate(costs)], columns=3, lines=LINES, gap=GAP)
    wanted = brute(costs, 0, len(costs) - 1, 3)
    cell = slicer.cell(0, len(costs) - 1, 3)
    found = (
        {}
        if cell is None
        else {d: float(cell.cost[d]) for d in range(LINES + 1) if np.isfinite(cell.cost[d])}
    )
    assert found == wanted
    for depth, cost in found.items():
        tree = slicer.tree(0, len(costs) - 1, 3, depth)
        assert sum(costs[leaf.item][leaf.columns][leaf.lines] for leaf in leaves(tree)) == cost
        cells = [
            (c, line)
            for _, spot in place(tree, 0, 0, GAP)
            for c in range(spot.column, spot.column + spot.columns)
            for line in range(spot.line, spot.line + spot.lines)
        ]
        assert len(cells) == len(set(cells))
        assert all(0 <= c < 3 and 0 <= line < depth for c, line in cells)


def test_stack_is_the_sum_over_a_gap() -> None:
    above, below, out = np.full(8, np.inf), np.full(8, np.inf), np.full(8, np.inf)
    above[2], above[3], below[1], below[4] = 5.0, 1.0, 2.0, 0.5
    stack(Cell(above, 2, 3), Cell(below, 1, 4), 1, out)
    assert {d: out[d] for d in range(8) if np.isfinite(out[d])} == {4: 7.0, 5: 3.0, 7: 5.5}
