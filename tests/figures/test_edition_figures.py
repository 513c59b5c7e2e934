"""Figures of whole editions: nothing counted on a sound page, and nothing that hangs on where it
lies."""

from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st
from planted import (
    AREA,
    COLUMNS,
    LEADING,
    MEASURE,
    advertisement,
    figures,
    headline,
    leg,
    line,
    moved_page,
    page,
    picture,
    story_module,
)

from epaper.figures.figures import FEW_PAGES, edition_figures
from epaper.figures.record import PageFigures
from epaper.geometry import Rect
from epaper.page.marks import Element, Fill, Mark, Polygon, Rule
from epaper.page.page import Page

FAULTS = (
    "loose_lines",
    "wide_lines",
    "short_lines",
    "ladders",
    "widows",
    "orphans",
    "off_grid_lines",
    "uneven_legs",
    "uneven_lines",
    "tombstones",
    "importance_wrong",
    "heading_wrong",
    "grey_fields",
    "without_entry",
    "stretched_joints",
)


def sound() -> list[Mark]:
    """A page as it should be: a headline, a picture, three legs that end level, a sign-off."""
    marks: list[Mark] = [
        line("City", 40, 52, Element.SECTION_HEAD, story="", size=16),
        headline("Boats", 40, 90, 36, width=320),
        picture(Rect(150, 104, 2 * MEASURE + 10, 296)),
        line("Boats at Skarre", 150, 409, Element.CAPTION, size=7, width=210),
        *leg(COLUMNS[0], 120, 29, 0),
        *leg(COLUMNS[0], 410, 25, 1),
        *leg(COLUMNS[1], 430, 23, 2),
        *leg(COLUMNS[2], 430, 22, 3),
        line("Courier", 330, 650, Element.CREDIT, size=6, width=30),
    ]
    return marks


MODULES = (story_module(Rect(40, 60, 320, 600)),)


def faults(one: PageFigures) -> dict[str, int]:
    return {name: getattr(one, name) for name in FAULTS if getattr(one, name)}


def test_nothing_is_counted_on_a_sound_page() -> None:
    found = figures(page(sound(), modules=MODULES))
    assert faults(found.pages[0]) == {}
    assert found.pages[0].white_share < 0.01
    assert found.pages[0].spots == ()
    assert found.pages[0].lines == 99


def test_every_count_of_a_page_is_a_fault_or_named_here() -> None:
    others = {
        "page",
        "white_share",
        "lines",
        "hyphenated_lines",
        "space_sd",
        "headline_sizes",
        "joints",
        "spots",
    }
    assert {one.name for one in fields(PageFigures)} == others | set(FAULTS)


def test_pages_without_stories_have_no_faults() -> None:
    contents = [line("Boats 3", 40, 60 + 11 * i, Element.CONTENTS, part=i) for i in range(50)]
    nameplate = line("The Courier", 40, 90, Element.NAMEPLATE, story="", size=60, width=320)
    pages = [
        page([], 1),
        page([nameplate], 2),
        page(contents, 3),
        page([advertisement(AREA)], 4),
        Page(5, page([]).size, "", ()),
    ]
    found = figures(*pages)
    assert [faults(one) for one in found.pages] == [{}] * 5
    assert [one.lines for one in found.pages] == [0] * 5
    assert [one.page for one in found.pages] == [1, 2, 3, 4, 5]
    assert found.pages[0].white_share == 1
    assert (found.space_sd, found.headline_sizes, found.joints) == (0, (), {})


def test_an_edition_without_pages() -> None:
    assert figures().pages == ()


def ill() -> list[Mark]:
    """A page with faults of many kinds."""
    rule = Rule(40, 300, 360, 300, 0.5)
    tint, chart = (
        Fill(Rect(40, 310, 90, 60), "tint"),
        Polygon(((300, 400), (350, 450)), line("a", 1, 1, Element.CHART).origin),
    )
    return [
        headline("Rye", 40, 80, 20, story="harvest", width=100),
        headline("Boats", 160, 80, 20, width=100),
        *leg(40, 120, 5, 0, story="harvest"),
        *leg(150, 123, 3, 0),
        *leg(260, 100, 1, 0),
        *leg(40, 400, 12, 1, gap=6),
        rule,
        tint,
        chart,
    ]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(-20, 20), st.sampled_from((-200.0, 0.0, 37.5)))
def test_a_page_moved_by_whole_leadings_is_the_same_page(lines: int, dx: float) -> None:
    still = page(leg(40, 100, 40, story="ferry"), 3)
    pages = page(ill(), 2, modules=MODULES), page(sound(), 4, modules=MODULES)
    counted = figures(*pages, still)
    moved = figures(*(moved_page(one, dx, lines * LEADING) for one in pages), still)
    for one, other in zip(counted.pages, moved.pages, strict=True):
        assert faults(one) == faults(other)
        assert [spot.what for spot in one.spots] == [spot.what for spot in other.spots]
        assert one.joints == other.joints
    assert faults(counted.pages[0])


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.permutations([1, 2, 3]))
def test_pages_are_counted_in_the_order_they_are_given(order: list[int]) -> None:
    pages = {1: page(ill(), 1), 2: page(leg(40, 100, 40, story="ferry"), 2), 3: page([], 3)}
    alone = {one.page: faults(one) for one in figures(*pages.values()).pages}
    found = figures(*(pages[number] for number in order))
    assert [one.page for one in found.pages] == order
    assert {one.page: faults(one) for one in found.pages} == alone


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.floats(0.5, 3.0))
def test_size_alone_changes_no_count_but_sizes(times: float) -> None:
    """Points of type grow with the leading: what is counted in lines and ems stays."""
    one = figures(page([*leg(40, 100, 10), *leg(150, 100, 10, 1)])).pages[0]
    grown = [*leg(40, 100, 10), *leg(150, 100, 10, 1)]
    scaled = [
        type(run)(
            run.x * times,
            run.y * times,
            run.face,
            run.size * times,
            run.words,
            run.gap * times,
            run.origin,
            width=run.width * times,
        )
        for run in grown
    ]
    other = figures(page(scaled), leading=LEADING * times).pages[0]
    assert faults(one) == faults(other)
    assert one.space_sd == other.space_sd


def test_several_processes_count_the_same() -> None:
    numbers = range(1, FEW_PAGES + 2)
    pages = [page([*sound()[:n], *sound()[-3:]], n, modules=MODULES) for n in numbers]
    one, two = (edition_figures(pages, leading=LEADING, stories={}, jobs=jobs) for jobs in (1, 2))
    assert one == two
