"""The news hole, and pages searched in it."""

from __future__ import annotations

from generated_day import story
from hypothesis import given
from hypothesis import strategies as st

from epaper.layout.design.reader import Design
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.stories import story_item
from epaper.layout.search.hole import LEAST_DEPTH, Hole
from epaper.layout.search.search import PageSearch
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter


@given(st.lists(st.sampled_from([0, 10, 20, 40, 90]), min_size=1, max_size=6), st.integers(0, 5))
def test_cuts_keep_apart_and_inside(depths: list[int], top: int) -> None:
    hole = Hole(top, tuple(depths), 2)
    for cut in hole.cuts():
        cells: set[tuple[int, int]] = set()
        for region in cut:
            assert region.lines >= LEAST_DEPTH
            for column in range(region.column, region.column + region.columns):
                assert region.line >= top
                assert region.line + region.lines <= top + depths[column]
                here = {(column, line) for line in range(region.line, region.line + region.lines)}
                assert not cells & here
                cells |= here


def test_no_hole_no_cut() -> None:
    assert Hole(0, (0, 0, 0), 2).cuts() == ()
    assert Hole(0, (90, 90, 40), 2).cuts()


def test_a_page_over_a_stack_of_advertisements(book: FontBook, design: Design) -> None:
    setter = Typesetter(book, "en-GB")
    fitter = Copyfitter(design, setter)
    lines = design.grid.lines
    hole = Hole(0, (lines, lines, lines - 40, lines - 40, lines - 40), design.grid.gap)
    items = [story_item(story(n, 150 + 40 * n), design, setter, "minor") for n in range(6)]
    found = PageSearch(items, hole, fitter).run(24, 0)
    assert found is not None
    assert {placed.key for placed in found.placed} == {item.key for item in items}
    for placed in found.placed:
        for column in range(placed.column, placed.column + placed.shape.columns):
            assert placed.line + placed.shape.lines <= hole.depths[column]
    assert not found.free
    assert found.cost >= found.bound - 1e-6
