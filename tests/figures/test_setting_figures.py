"""Widows, orphans, word spaces, hyphens and the grid are counted where they were planted."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import (
    COLUMNS,
    GAP,
    LEADING,
    SIZE,
    counted,
    figures,
    leg,
    line,
    page,
    paragraph,
    spots,
    word,
)

from epaper.page.marks import Element, GlyphRun, Origin

LEFT, RIGHT = COLUMNS[0], COLUMNS[1]


def over_two_legs(left: int, right: int) -> list[GlyphRun]:
    """A paragraph with so many lines at the foot of one leg and at the head of the next."""
    foot = [(LEFT, 300 - LEADING * i) for i in reversed(range(left))]
    return paragraph([*foot, *((RIGHT, 100 + LEADING * i) for i in range(right))])


def test_a_last_line_alone_at_the_head_of_a_leg_is_a_widow() -> None:
    found = counted(over_two_legs(3, 1))
    assert (found.widows, found.orphans) == (1, 0)
    assert spots(found, "widow")[0].x == RIGHT
    assert counted(over_two_legs(3, 2)).widows == 0


def test_a_first_line_alone_at_the_foot_of_a_leg_is_an_orphan() -> None:
    found = counted(over_two_legs(1, 3))
    assert (found.widows, found.orphans) == (0, 1)
    assert spots(found, "orphan")[0].x == LEFT
    assert counted(over_two_legs(2, 3)).orphans == 0


def test_a_widow_on_the_page_that_a_story_jumps_to_is_counted_there() -> None:
    first, second = leg(LEFT, 600, 3), leg(RIGHT, 100, 1)
    found = figures(page(first, 1), page(second, 5))
    assert [one.widows for one in found.pages] == [0, 1]


def test_a_paragraph_round_a_picture_stays_in_its_leg() -> None:
    lines = paragraph([(LEFT, 100), (LEFT, 110), (LEFT, 200)])
    found = counted(lines)
    assert (found.widows, found.orphans) == (0, 0)


def test_a_paragraph_of_one_line_is_no_widow() -> None:
    found = counted([*leg(LEFT, 300, 2, 0), *leg(RIGHT, 100, 1, 1)])
    assert (found.widows, found.orphans) == (0, 0)


def test_a_dateline_and_its_text_are_one_line() -> None:
    dateline = line("SKARRE", LEFT, 100, Element.DATELINE, width=30)
    dash = line("\u2014", LEFT + 33, 100, Element.FURNITURE, width=5)
    text = leg(LEFT + 40, 100, 1)
    found = counted([dateline, dash, *text, *leg(LEFT, 110, 2)])
    assert found.lines == 3


def test_runs_from_right_to_left_are_one_line() -> None:
    first = line("one", LEFT + 60, 100, width=40, direction="rtl")
    found = counted([first, line("two", LEFT, 100, width=57, direction="rtl")])
    assert found.lines == 1


def spaced(gap: float, **more: object) -> list[GlyphRun]:
    """Three lines, the middle one with this word space in em."""
    lines = leg(LEFT, 100, 3)
    lines[1] = replace(lines[1], gap=gap * SIZE, **more)  # type: ignore[arg-type]
    return lines


def test_loose_lines_and_holes() -> None:
    usual = counted(spaced(0.26))
    assert (usual.loose_lines, usual.wide_lines, usual.lines) == (0, 0, 3)
    loose = counted(spaced(0.52))
    assert (loose.loose_lines, loose.wide_lines) == (1, 0)
    assert spots(loose, "loose line")[0].bottom > 110 > spots(loose, "loose line")[0].y
    wide = counted(spaced(0.6))
    assert (wide.loose_lines, wide.wide_lines) == (1, 1)
    assert len(spots(wide, "word space over 2.2 times normal")) == 1


def test_lines_that_end_short() -> None:
    """In their own leg; last lines, ragged ones and those whose stop hangs out are not."""
    lines = [*leg(LEFT, 100, 6, 0), *leg(RIGHT, 100, 6, 1)]
    for at, width in ((1, -9.0), (3, 2.0), (5, -30.0), (8, -0.4), (9, -20.0)):
        lines[at] = replace(lines[at], width=lines[at].width + width, gap=GAP * 1.1)
    found = counted(lines)
    assert found.short_lines == 2
    assert [round(spot.y) for spot in spots(found, "line ends short")] == [
        round(line.y - 0.7 * SIZE) for line in (lines[1], lines[9])
    ]
    even = [
        replace(line, width=line.width - 9 * (n % 3)) for n, line in enumerate(leg(LEFT, 100, 9))
    ]
    assert counted(even).short_lines == 0


def test_tracking_widens_the_white_between_words() -> None:
    assert counted(spaced(0.49)).loose_lines == 0
    assert counted(spaced(0.49, tracking=0.02 * SIZE)).loose_lines == 1


def test_the_last_line_of_a_paragraph_is_not_spaced_to_the_measure() -> None:
    lines = [*leg(LEFT, 100, 3, 0), *leg(LEFT, 200, 3, 1), *leg(LEFT, 300, 3, 2)]
    lines[-1] = replace(lines[-1], gap=SIZE)
    assert counted(lines).loose_lines == 0


def test_ragged_text_has_no_loose_lines() -> None:
    lines = leg(LEFT, 100, 6, gap=0.6 * SIZE)
    assert counted([*lines, *leg(RIGHT, 100, 3, story="ferry")]).loose_lines == 0


def test_the_spread_of_spaces_is_in_units_of_the_normal_one() -> None:
    lines = leg(LEFT, 100, 3)
    lines[0], lines[1] = replace(lines[0], gap=0.5 * GAP), replace(lines[1], gap=1.5 * GAP)
    found = figures(page(lines))
    assert found.normal_space == GAP / SIZE
    assert found.space_sd == found.pages[0].space_sd == 0.5


def hyphened(run: GlyphRun, own: bool = False) -> GlyphRun:
    """The line ends in the typesetter's hyphen, or in one of the word's own."""
    if own:
        return replace(run, words=(*run.words[:-1], word("half-")))
    last = word("inter")
    soft = replace(last, text="inter\u00ad", clusters=(*last.clusters, "\u00ad"))
    return replace(run, words=(*run.words[:-1], soft))


@pytest.mark.parametrize("own", [False, True])
def test_hyphens_and_ladders(own: bool) -> None:
    lines = leg(LEFT, 100, 8)
    for hyphens, ladders in ((1, 0), (2, 0), (3, 1), (4, 1)):
        found = counted([hyphened(run, own) if i < hyphens else run for i, run in enumerate(lines)])
        assert (found.hyphenated_lines, found.ladders) == (hyphens, ladders)
        assert [spot.y < 120 < spot.bottom for spot in spots(found, "ladder")] == [True] * ladders


def test_a_ladder_goes_on_in_the_next_leg() -> None:
    found = counted([hyphened(run) for run in over_two_legs(2, 2)[:3]] + over_two_legs(2, 2)[3:])
    assert found.ladders == 1


def test_a_dash_at_the_end_of_a_line_is_no_hyphen() -> None:
    lines = leg(LEFT, 100, 3)
    lines[0] = replace(lines[0], words=(word("word"), word("\u2013")))
    assert counted(lines).hyphenated_lines == 0


def test_lines_off_the_grid_of_the_edition() -> None:
    one, other = page(leg(LEFT, 100, 5), 2), page(leg(LEFT, 103, 2), 3)
    assert [p.off_grid_lines for p in figures(one, other).pages] == [0, 2]
    assert [p.off_grid_lines for p in figures(one, page(leg(LEFT, 120, 2), 3)).pages] == [0, 0]


def test_crossheads_and_captions_may_leave_the_grid() -> None:
    marks = [*leg(LEFT, 100, 5), line("Boats", LEFT, 203, Element.CAPTION)]
    assert counted(marks).off_grid_lines == 0


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 4), st.sampled_from((0.5, 3.0, 5.0)))
def test_every_line_moved_off_the_grid_is_counted(count: int, by: float) -> None:
    lines = leg(LEFT, 100, 10)
    shifted = [replace(run, y=run.y + by) if i < count else run for i, run in enumerate(lines)]
    assert counted(shifted).off_grid_lines == count


def test_what_is_not_body_text_is_not_counted_as_such() -> None:
    contents = GlyphRun(LEFT, 100, "serif", SIZE, (word("Ferry"),), 0, Origin(Element.CONTENTS))
    assert counted([contents]).lines == 0
