"""The compiled page search against the one in Python: the same costs, trees and pages."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from generated_day import story
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.layout.laid_out import LaidOut
from epaper.layout.search import kernels, sieve, slicing
from epaper.layout.search.slicing import Choice, Slicer
from epaper.layout.search.trees import Leaf, Split

ROOT = Path(__file__).parents[2]
compiled = pytest.mark.skipif(
    kernels.fill is None, reason="no compiled kernel: `python hatch_build.py` makes one"
)
COLUMNS = 5
# depths and costs that no sum of 32-bit floats gives exactly, and tables that are empty
rows = st.dictionaries(st.integers(0, 30), st.floats(0, 1e6), max_size=12)
items = st.lists(st.lists(rows, min_size=COLUMNS, max_size=COLUMNS), min_size=1, max_size=6)


def choices(tables: list[list[dict[int, float]]], lines: int) -> list[Choice]:
    def costs(number: int) -> slicing.Sums:
        out = np.full((COLUMNS + 1, lines + 1), np.inf)
        for columns, row in enumerate(tables[number], 1):
            for depth, cost in row.items():
                if depth <= lines:
                    out[columns, depth] = cost
        return out

    return [
        Choice((str(n), 0, ""), costs(n).__getitem__, float(min(map(len, tables[n]))))
        for n in range(len(tables))
    ]


def both(
    tables: list[list[dict[int, float]]], lines: int, gap: int, wanted: set[int]
) -> tuple[Slicer, Slicer]:
    """Compiled, and in Python."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for fill, walk in ((kernels.fill, kernels.walk), (None, None)):
            patch.setattr(slicing, "fill", fill)
            patch.setattr(slicing, "walk", walk)
            found.append(
                Slicer(choices(tables, lines), columns=COLUMNS, lines=lines, gap=gap, wanted=wanted)
            )
    return found[0], found[1]


@compiled
@settings(max_examples=50, deadline=None)  # the machine may be busy
@given(
    items,
    st.integers(0, 30),
    st.sampled_from([0, 1, 2, 31, 2**62]),
    st.sets(st.integers(1, COLUMNS), min_size=1),
)
def test_costs_and_trees_are_the_same(
    tables: list[list[dict[int, float]]], lines: int, gap: int, wanted: set[int]
) -> None:
    fast, slow = both(tables, lines, gap, wanted)
    last = len(tables) - 1
    for i in range(last + 1):
        for j in range(i, last + 1):
            for w in wanted if (i, j) == (0, last) else range(1, COLUMNS + 1):
                one, other = fast.cell(i, j, w), slow.cell(i, j, w)
                assert (one and (one.first, one.last)) == (other and (other.first, other.last))
                assert (one and one.cost.tobytes()) == (other and other.cost.tobytes())
    for w in wanted:
        cell = fast.cell(0, last, w)
        for depth in cell.cost.nonzero()[0] if cell else ():
            if np.isfinite(cell.cost[depth]):
                assert fast.tree(0, last, w, depth) == slow.tree(0, last, w, depth)


@compiled
def test_a_day_is_laid_out_the_same(
    made: Callable[..., LaidOut], monkeypatch: pytest.MonkeyPatch
) -> None:
    day = [story(n, 120 + 70 * (n % 4), urgency=1 + n % 5) for n in range(9)]
    fast = made(day, effort=3)
    monkeypatch.setattr(slicing, "fill", None)
    monkeypatch.setattr(slicing, "walk", None)
    monkeypatch.setattr(sieve, "next_flip", None)
    monkeypatch.setattr(sieve, "flips", None)
    slow = made(day, effort=3)
    assert len(fast.sheets) > 1
    assert fast.sheets == slow.sheets


@compiled
def test_what_does_not_belong_together_is_refused() -> None:
    fill, walk = kernels.fill, kernels.walk
    assert fill is not None
    assert walk is not None
    one, other, both_items = (np.full((3, 2, 5), np.inf, np.float32) for _ in range(3))
    run = [one, other, both_items]
    fill(run, [0, 0, 6], gap=1)
    assert np.isinf(both_items).all()
    still = both_items.copy()
    still.flags.writeable = False
    wrong: list[tuple[object, object, int, type[Exception] | tuple[type[Exception], ...]]] = [
        (run[:2], [0, 0], 1, ValueError),  # runs of no order
        ([], [], 1, ValueError),
        (run, [0, 0], 1, ValueError),
        (run, [0, 0, 8], 1, ValueError),  # a width beyond the tables
        (run, [0, 0, 1], 1, ValueError),
        (run, [2, 0, 0], 1, ValueError),  # one item is not filled
        (run, [0, 0, 1 << 80], 1, OverflowError),
        (run, [0, 0, "1"], 1, TypeError),
        (run, [0, 0, []], 1, TypeError),
        (run, [0, 0, 2], -1, ValueError),
        ([one, other, both_items[:2]], [0, 0, 2], 1, ValueError),
        ([one, other, both_items[:, :1]], [0, 0, 2], 1, ValueError),
        ([one, other, both_items[..., :4].copy()], [0, 0, 2], 1, ValueError),
        ([one, other, both_items[0]], [0, 0, 2], 1, TypeError),
        ([one, other, both_items.astype(float)], [0, 0, 2], 1, TypeError),
        ([one, other, both_items[::-1]], [0, 0, 2], 1, ValueError),  # not in one piece
        ([one, other, b"costs"], [0, 0, 2], 1, (TypeError, BufferError)),
        ([one, other, None], [0, 0, 2], 1, TypeError),
        ([one, other, still], [0, 0, 2], 1, (ValueError, BufferError)),
        (tuple(run), [0, 0, 2], 1, TypeError),
    ]
    for tables, widths, gap, fault in wrong:
        with pytest.raises(fault):
            fill(tables, widths, gap=gap)
    found = {"leaf": Leaf, "split": Split, "gap": 1}
    assert walk([one], first=0, last=0, columns=2, lines=4, **found) == Leaf(0, 2, 4)
    for first, last, columns, lines, fault in (
        (0, 1, 2, 4, AssertionError),  # nothing stands there
        (0, 2, 2, 4, ValueError),
        (1, 0, 2, 4, ValueError),
        (-1, 1, 2, 4, ValueError),
        (0, 1, 3, 4, ValueError),
        (0, 1, 2, 5, ValueError),
    ):
        with pytest.raises(fault):
            walk(run, first=first, last=last, columns=columns, lines=lines, **found)


def test_one_variable_switches_it_off() -> None:
    say = "from epaper.layout.search import kernels; print(kernels.fill, kernels.kernels_line())"
    told = subprocess.run(
        [sys.executable, "-c", say],
        cwd=ROOT,
        env=os.environ | {"EPAPER_KERNELS": "off", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "None page search not compiled: same pages, slower\n"


def test_runs_that_were_forgotten_are_made_again(
    made: Callable[..., LaidOut], monkeypatch: pytest.MonkeyPatch
) -> None:
    day = [story(n, 120 + 70 * (n % 4), urgency=1 + n % 5) for n in range(9)]
    kept = made(day, effort=6)
    monkeypatch.setattr(slicing, "MOST_RUNS", 12)
    assert made(day, effort=6).sheets == kept.sheets
