"""The slicing programme against every tree of small cases."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from epaper.layout.search.slicing import Cell, Choice, Known, Slicer, cell_of, stack
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


def padded(costs: dict[int, float], lines: int) -> np.ndarray:
    """A row of infinite costs, then the costs by depth."""
    rows = np.full((2, lines + 1), np.inf, np.float32)
    for depth, cost in costs.items():
        rows[1, depth] = cost
    return rows


def cell(costs: dict[int, float], lines: int) -> Cell:
    found = cell_of(padded(costs, lines))
    assert found is not None
    return found


def test_a_cell_knows_where_it_is_finite() -> None:
    one = cell({2: 5.0, 4: 1.0}, 7)
    assert (one.first, one.last, one.cost[2]) == (2, 4, 5.0)
    assert cell_of(padded({}, 7)) is None


def test_stack_is_the_sum_over_a_gap() -> None:
    out = np.full(8, np.inf, np.float32)
    stack(cell({2: 5.0, 3: 1.0}, 7), cell({1: 2.0, 4: 0.5}, 7), 1, out)
    assert {d: out[d] for d in range(8) if np.isfinite(out[d])} == {4: 7.0, 5: 3.0, 7: 5.5}


costs_by_depth = st.dictionaries(st.integers(0, LINES), st.floats(0, 99, width=32), min_size=1)


@given(costs_by_depth, costs_by_depth, costs_by_depth, st.integers(0, 3))
def test_stack_is_what_every_two_depths_give(
    above: dict[int, float], below: dict[int, float], before: dict[int, float], gap: int
) -> None:
    wanted = padded(before, LINES)[1]
    for high, a in above.items():
        for low, b in below.items():
            if high + gap + low <= LINES:
                total = np.float32(a) + np.float32(b)
                wanted[high + gap + low] = min(wanted[high + gap + low], total)
    found = padded(before, LINES)[1]
    if min(above) + gap + min(below) <= LINES:  # as the slicing asks
        stack(cell(above, LINES), cell(below, LINES), gap, found)
    assert found.tolist() == wanted.tolist()


@given(st.lists(tables, min_size=1, max_size=4), st.sets(st.integers(1, 3), min_size=1))
def test_widths_that_are_not_wanted_change_no_other(
    costs: list[dict[int, dict[int, int]]], wanted: set[int]
) -> None:
    items = [choice(number, table) for number, table in enumerate(costs)]
    whole = Slicer(items, columns=3, lines=LINES, gap=GAP)
    part = Slicer(items, columns=3, lines=LINES, gap=GAP, wanted=wanted)
    last = len(items) - 1
    for i in range(len(items)):
        for j in range(i, len(items)):
            for w in wanted if (i, j) == (0, last) else range(1, 4):
                one, other = whole.cell(i, j, w), part.cell(i, j, w)
                assert (one and one.cost.tolist()) == (other and other.cost.tolist())


@given(st.lists(tables, min_size=2, max_size=4))
def test_cells_known_from_another_order_are_the_same(
    costs: list[dict[int, dict[int, int]]],
) -> None:
    items = [choice(number, table) for number, table in enumerate(costs)]
    known = Known()
    Slicer(items[1:] + items[:1], columns=3, lines=LINES, gap=GAP, known=known, wanted={2})
    with_known = Slicer(items, columns=3, lines=LINES, gap=GAP, known=known)
    fresh = Slicer(items, columns=3, lines=LINES, gap=GAP)
    for w in range(1, 4):
        one, other = with_known.cell(0, len(items) - 1, w), fresh.cell(0, len(items) - 1, w)
        assert (one and one.cost.tolist()) == (other and other.cost.tolist())
