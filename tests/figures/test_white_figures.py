"""White, fields of grey and legs that do not end level are counted where they were planted."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import (
    AREA,
    COLUMNS,
    LEADING,
    MEASURE,
    SIZE,
    advertisement,
    counted,
    headline,
    leg,
    line,
    picture,
    spots,
    story_module,
)

from epaper.geometry import Rect
from epaper.page.marks import Element, Fill, GlyphRun, Mark, Origin, Polygon, Rule
from epaper.page.page import Module
from epaper.units import mm

FIRST = AREA.y + LEADING  # baseline
LINES = int(AREA.height / LEADING)


def full(columns: Iterable[float] = COLUMNS, lines: int = LINES, **more: object) -> list[GlyphRun]:
    return [run for x in columns for run in leg(x, FIRST, lines, int(x), **more)]


def test_a_page_full_of_text_has_no_white() -> None:
    assert counted(full()).white_share == 0


def test_white_is_what_lies_far_from_ink() -> None:
    """Two thirds of the page are full of text; the rest is white but for the air of the lines."""
    found = counted(full(COLUMNS[:2]))
    right = COLUMNS[1] + MEASURE + 1.2 * LEADING
    assert found.white_share == pytest.approx((AREA.right - right) / AREA.width, abs=0.02)
    (hole,) = spots(found, "white")
    assert hole.x == pytest.approx(right, abs=mm(2))
    assert hole.height == pytest.approx(AREA.height, abs=mm(2))


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(3, 40))
def test_a_hole_over_a_sign_off_is_white(lines: int) -> None:
    """A leg that was stretched by so many lines."""
    marks = [*full(COLUMNS[:2]), *leg(COLUMNS[2], FIRST, LINES - lines - 1)]
    marks.append(line("Courier", COLUMNS[2], FIRST + LEADING * (LINES - 1), Element.CREDIT))
    found = counted(marks)
    assert (found.white_share > 0) == (lines >= 3)
    air = 2 * 1.2 * LEADING
    depth = (lines + 1) * LEADING - air - 0.92 * SIZE
    assert found.white_share * AREA.area == pytest.approx(MEASURE * depth, rel=0.25, abs=1100)


def test_the_air_between_lines_and_under_a_headline_is_not_white() -> None:
    marks = [headline("Boats", 40, FIRST + 10, width=320)]
    marks += [run for x in COLUMNS for run in leg(x, FIRST + 35, LINES - 4, int(x))]
    assert counted(marks).white_share == 0


def test_pictures_charts_and_rules_are_ink_and_a_tint_is_not() -> None:
    hole = Rect(COLUMNS[2], AREA.y, MEASURE, AREA.height)
    text: list[Mark] = [*full(COLUMNS[:2])]
    chart = Origin(Element.CHART, "bridge")
    corners = ((hole.x, hole.y), (hole.right, hole.y), (hole.right, hole.bottom))
    rules = [Rule(hole.x, y, hole.right, y, 0.5) for y in range(40, 660, 10)]
    white = counted(text).white_share
    assert white > 0.2
    for ink in ([picture(hole)], [Polygon(corners, chart)], [Fill(hole, "black", chart)], rules):
        assert counted([*text, *ink]).white_share == 0
    assert counted([*text, Fill(hole, "tint")]).white_share == white


def test_advertisements_are_no_part_of_the_page_that_is_measured() -> None:
    marks: list[Mark] = [*leg(40, FIRST, LINES), *leg(150, FIRST, 20, 1), *leg(150, 500, 17, 2)]
    sold = Rect(COLUMNS[2], AREA.y, MEASURE, AREA.height)
    module = Module(sold, "", "advertisement")
    by_mark, by_module = counted([*marks, advertisement(sold)]), counted(marks, modules=(module,))
    narrow = Rect(AREA.x, AREA.y, AREA.width - MEASURE, AREA.height)
    alone = counted(marks, type_area=narrow)
    assert by_mark.white_share == by_module.white_share > 0.05
    assert by_mark.white_share == pytest.approx(alone.white_share, rel=0.1)


def test_a_page_of_advertisements_alone_has_no_white() -> None:
    assert counted([advertisement(AREA)]).white_share == 0


def test_the_strip_of_a_section_heading_is_furniture() -> None:
    body = [run for x in COLUMNS for run in leg(x, FIRST + 60, LINES - 6, int(x))]
    heading = line("City", 40, FIRST + 25, Element.SECTION_HEAD, story="", size=30, width=60)
    other = headline("City", 40, FIRST + 25, size=30, width=60)
    assert counted([heading, *body]).white_share == 0
    assert counted([other, *body]).white_share > 0


def test_a_page_without_a_type_area_is_not_measured() -> None:
    found = counted(full(COLUMNS[:1]), type_area=None)
    assert found.white_share == 0
    assert found.lines == LINES


# Grey fields: NEEDED lines of text on the three columns are one.

NEEDED = int(mm(150) / LEADING) + 1  # lines of a field


def field(lines: int = NEEDED, columns: Iterable[float] = COLUMNS) -> list[GlyphRun]:
    return full(columns, lines)


def test_a_field_of_text_alone_is_grey() -> None:
    found = counted(field())
    assert found.grey_fields == 1
    (spot,) = spots(found, "grey field")
    assert (spot.x, spot.right) == (COLUMNS[0], COLUMNS[2] + MEASURE)
    assert spot.height == pytest.approx(LEADING * NEEDED, abs=LEADING)


def test_a_field_that_is_less_deep_or_less_wide_is_not_grey() -> None:
    assert counted(field(NEEDED - 2)).grey_fields == 0
    assert counted(field(columns=COLUMNS[:1])).grey_fields == 0
    apart = [*field(columns=COLUMNS[:1]), *field(columns=COLUMNS[2:])]
    assert counted(apart).grey_fields == 0


MIDDLE = FIRST + LEADING * NEEDED // 2
ENTRIES: dict[str, Mark] = {
    "picture": picture(Rect(COLUMNS[1], MIDDLE, MEASURE, 60)),
    "headline": headline("Boats", COLUMNS[1], MIDDLE, story="ferry"),
    "quote": line("We stay", COLUMNS[1], MIDDLE, Element.PULL_QUOTE, size=14),
    "crosshead": line("Boats", COLUMNS[1], MIDDLE, Element.CROSSHEAD),
    "point": line("Buses", COLUMNS[1], MIDDLE, Element.LIST_ITEM, part=9),
    "rule": Rule(COLUMNS[1], MIDDLE, COLUMNS[1] + MEASURE, MIDDLE, 0.5),
    "column rule": Rule(COLUMNS[1] - 5, FIRST, COLUMNS[1] - 5, AREA.bottom, 0.25),
    "advertisement": advertisement(Rect(COLUMNS[1], MIDDLE, MEASURE, 60)),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_breaks_a_field(entry: str) -> None:
    assert counted([*field(), ENTRIES[entry]]).grey_fields == 0


def test_rules_in_a_table_and_tints_break_no_field() -> None:
    in_table = Rule(40, MIDDLE, 250, MIDDLE, 0.25, origin=Origin(Element.TABLE, "bridge"))
    marks = [*field(), in_table, Fill(AREA, "tint")]
    assert counted(marks).grey_fields == 1


def test_text_of_two_stories_side_by_side_is_one_field() -> None:
    marks = [*field(columns=COLUMNS[:1]), *full(COLUMNS[1:], NEEDED, story="ferry")]
    assert counted(marks).grey_fields == 1


def test_two_fields_are_two() -> None:
    upper, lower = field(), [run for x in COLUMNS for run in leg(x, 700, NEEDED, int(x) + 1)]
    area = Rect(40, 40, 320, 1200)
    assert counted([*upper, *lower], type_area=area).grey_fields == 2


MODULE = Rect(40, 90, 320, 120)


def test_legs_that_end_above_the_lowest() -> None:
    lines = [*leg(40, 100, 10), *leg(150, 100, 10, 1), *leg(260, 100, 7, 2)]
    found = counted(lines, modules=[story_module(MODULE)])
    assert (found.uneven_legs, found.uneven_lines) == (1, 3)
    (white,) = spots(found, "leg not level")
    assert (white.x, white.y, white.height) == (260, 160, 30)
    level = counted([*lines, *leg(260, 170, 3, 3)], modules=[story_module(MODULE)])
    assert (level.uneven_legs, level.uneven_lines) == (0, 0)


def test_a_sign_off_is_the_end_of_its_leg() -> None:
    lines = [*leg(40, 100, 10), *leg(150, 100, 9, 1)]
    signed = [*lines, line("Courier", 220, 190, Element.CREDIT, width=30, size=6)]
    assert counted(lines, modules=[story_module(MODULE)]).uneven_legs == 1
    assert counted(signed, modules=[story_module(MODULE)]).uneven_legs == 0


def test_a_leg_that_ends_on_a_picture_is_not_judged() -> None:
    marks = [*leg(40, 100, 10), *leg(150, 100, 4, 1), picture(Rect(150, 140, 100, 50))]
    assert counted(marks, modules=[story_module(MODULE)]).uneven_legs == 0


def test_a_tint_under_the_legs_hides_nothing() -> None:
    marks = [Fill(MODULE, "tint"), *leg(40, 100, 10), *leg(150, 100, 8, 1)]
    assert counted(marks, modules=[story_module(MODULE)]).uneven_legs == 1


def test_briefs_have_no_common_foot() -> None:
    lines = [*leg(40, 100, 10), *leg(150, 100, 8, 1)]
    assert counted(lines, modules=[story_module(MODULE, "", "briefs")]).uneven_legs == 0
