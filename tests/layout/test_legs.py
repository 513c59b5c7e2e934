"""Filling legs, against every possible filling on small cases."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.layout.design.weights import Weights
from epaper.layout.measure.legs import MIN_PART, Slot, fill_legs
from epaper.page.marks import Element, Origin
from epaper.typeset.galley import GalleyBlock, Setting


def block(*lines: int) -> GalleyBlock:
    return GalleyBlock(Origin(Element.BODY, "s"), tuple(Setting(n, 0.0, ()) for n in lines), 10)


def breaks_are_clean(lines: tuple[int, ...], legs: tuple[int, ...]) -> bool:
    """Every leg break falls between paragraphs or leaves MIN_PART lines on both sides."""
    at = 0
    for leg in legs[:-1]:
        at += leg
        start = 0
        for n in lines:
            inside = at - start
            if 0 < inside < n and (inside < MIN_PART or n - inside < MIN_PART):
                return False
            start += n
    return True


@given(
    st.lists(st.tuples(st.integers(1, 7), st.booleans()), min_size=1, max_size=5),
    st.lists(st.integers(3, 8), min_size=1, max_size=3),
)
def test_finds_an_exact_filling_whenever_there_is_one(
    paragraphs: list[tuple[int, bool]], legs: list[int]
) -> None:
    blocks = [block(n, n + 1) if loose else block(n) for n, loose in paragraphs]
    slots = [Slot(i, 0, n) for i, n in enumerate(legs)]
    possible = any(
        sum(lines) == sum(legs) and breaks_are_clean(lines, tuple(legs))
        for lines in product(*([s.lines for s in b.settings] for b in blocks))
    )
    fill = fill_legs(blocks, slots, Weights())
    assert (fill is not None) == possible
    if fill:
        assert fill.white == 0
        covered = sorted(
            (p.slot, line) for p in fill.parts for line in range(p.line, p.line + p.last - p.first)
        )
        assert covered == [(s, line) for s, n in enumerate(legs) for line in range(n)]
        assert all(
            p.last - p.first >= MIN_PART
            or p.last - p.first == blocks[p.block].settings[p.setting].lines
            for p in fill.parts
        )


def test_a_crosshead_never_stands_at_the_foot_of_a_leg() -> None:
    crosshead = GalleyBlock(
        Origin(Element.CROSSHEAD, "s"),
        (Setting(1, 0.0, ()),),
        5,
        space_before=1,
        splittable=False,
        keep_with_next=True,
    )
    fill = fill_legs([block(4), crosshead, block(6)], [Slot(0, 0, 6), Slot(1, 0, 6)], Weights())
    assert fill is None  # the only filling would leave it there

    longer = fill_legs([block(4), crosshead, block(6)], [Slot(0, 0, 4), Slot(1, 0, 7)], Weights())
    assert longer is not None
    assert [p.slot for p in longer.parts if p.block == 1] == [1]


def test_white_at_the_foot_only_when_it_is_let_through() -> None:
    blocks, slots = [block(5)], [Slot(0, 0, 7)]
    assert fill_legs(blocks, slots, Weights()) is None
    fill = fill_legs(blocks, slots, Weights(), most_white=4)
    assert fill is not None
    assert fill.white == 2


SIGNATURE = GalleyBlock(
    Origin(Element.CREDIT, "s"), (Setting(1, 0.0, ()),), 5, splittable=False, closes=True
)


@pytest.mark.parametrize(
    ("letter", "legs", "fits"),
    [
        (block(6), (6, 1), False),  # alone at the head of a leg
        (block(6), (5, 2), False),  # with one line
        (block(6), (4, 3), True),
        (block(6), (7,), True),
        (block(6, 7), (6, 2), False),
        (block(6, 7), (5, 3), True),  # a line longer, so that it has two with it
        (block(1), (2,), True),
    ],
)
def test_a_signature_keeps_two_lines_of_its_letter(
    letter: GalleyBlock, legs: tuple[int, ...], fits: bool
) -> None:
    slots = [Slot(i, 0, n) for i, n in enumerate(legs)]
    assert (fill_legs([letter, SIGNATURE], slots, Weights()) is not None) == fits


def test_a_last_line_of_one_takes_the_paragraph_before_it_along() -> None:
    blocks = [block(4), block(1), SIGNATURE]
    assert fill_legs(blocks, [Slot(0, 0, 4), Slot(1, 0, 2)], Weights()) is None
    assert fill_legs(blocks, [Slot(0, 0, 2), Slot(1, 0, 4)], Weights()) is not None


def test_what_is_signed_and_nothing_else_may_stand_anywhere() -> None:
    assert fill_legs([SIGNATURE], [Slot(0, 0, 1)], Weights()) is not None
