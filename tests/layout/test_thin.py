"""A day with too little for its pages is told so, as its pages are drawn; the paper's own
advertisement stands under no band of white."""

from __future__ import annotations

import datetime
from dataclasses import replace
from types import SimpleNamespace

import pytest
from generated_day import story

from epaper.layout.design.reader import Design, load_design
from epaper.layout.edition.dummy import Dummy, make_dummy
from epaper.layout.edition.house import plain_house
from epaper.layout.search.hole import Region
from epaper.layout.search.page import PageLayout, Placed, holes, own_lines
from epaper.layout.thin import thin
from epaper.model.edition import Edition, PageBudget, Publication, Section
from epaper.page.page import Module, Page
from epaper.resources import shipped
from epaper.units import mm

DESIGN = load_design(shipped("layouts") / "broadsheet.yaml")
GRID = DESIGN.grid
EDITION = Edition(
    Publication("The Test", "TST"),
    datetime.date(2026, 1, 1),
    (story(1, 60),),
    (Section("City"),),
    pages=PageBudget(4, 8, 2),
)


def page(*modules: tuple[int, int, int, int, str, str], number: int = 2) -> Page:
    """A page of modules: column, line, columns, lines, kind, note."""
    drawn = tuple(
        Module(GRID.rect(column, line, columns, lines), "", kind, note)
        for column, line, columns, lines, kind, note in modules
    )
    return Page(number, GRID.trim, "City", (), modules=drawn, type_area=GRID.type_area)


def news(lines: int, column: int = 0, columns: int = 0) -> tuple[int, int, int, int, str, str]:
    return column, 4, columns or GRID.columns, lines - 4, "story", ""


def own(line: int, note: str) -> tuple[int, int, int, int, str, str]:
    return 0, line, GRID.columns, GRID.lines - line, "advertisement", note


def said(*pages: Page) -> list[str]:
    return [finding.message for finding in thin(EDITION, DESIGN, pages)]


@pytest.mark.parametrize("note", ["house 1, The Test", "house advertisement"])
def test_what_is_the_papers_own_is_told_whoever_put_it_there(note: str) -> None:
    half = GRID.lines // 2
    (told,) = said(page(news(half - GRID.gap), own(half, note)))
    assert told == (
        "the day has too little for its pages; the paper's own advertisements fill 0.5 pages"
    )


def test_a_page_that_ends_well_above_its_foot_is_told() -> None:
    (told,) = said(page(news(GRID.lines - 30)))
    assert told.startswith("the day has too little for its pages; white fills 0.")


def test_both_are_one_finding() -> None:
    (told,) = said(
        page(news(GRID.lines - 50), own(GRID.lines - 24, "house advertisement")),
        page(news(GRID.lines - 30), number=3),
    )
    assert "the paper's own advertisements and white fill" in told


def test_a_hole_in_one_column_is_a_hole() -> None:
    beside = news(GRID.lines - 12, column=1, columns=GRID.columns - 1)
    assert said(page(news(GRID.lines, columns=1), beside))


def test_full_pages_and_sold_ones_are_told_nothing() -> None:
    sold = own(GRID.lines - 24, "B1, A Firm")
    assert not said(page(news(GRID.lines)), page(news(GRID.lines - 26), sold, number=3))
    assert not said(page(news(GRID.lines - 3)))  # air


def test_a_page_without_a_story_is_told_by_itself() -> None:
    bare = page((0, 0, GRID.columns, GRID.lines, "advertisement", ""), number=4)
    assert not said(page(news(GRID.lines)), bare)
    (told,) = said(page(news(GRID.lines - 26)), bare)  # and belongs to the share
    assert " and white fill 1." in told


def booked(lines: int) -> Dummy:
    return make_dummy((), 4, DESIGN, house=(plain_house(0, lines, EDITION, DESIGN),))


def test_no_band_of_white_stands_over_the_papers_own() -> None:
    strip = DESIGN.practice.strip_lines
    ((number, (old,)),) = booked(60).pages.items()
    white = PageLayout((), 0.0, {})
    shape = SimpleNamespace(columns=GRID.columns, lines=old.line - 20)
    over = PageLayout((Placed("news", 0, 4, shape, None),), 0.0, {})  # type: ignore[arg-type]
    (deep,) = booked(60).with_strips(DESIGN, {number: over}).pages[number]
    assert deep.line == old.line - 16 + GRID.gap  # up to the news, above what was booked
    assert deep.line + deep.lines == GRID.lines
    assert booked(60).with_strips(DESIGN, {number: white}).pages[number][0].lines == strip
    assert booked(60).with_strips(DESIGN, {}).pages[number] == (old,)  # is not laid out here


@pytest.mark.parametrize("leading", [10.8, 13.0, 16.8])
@pytest.mark.parametrize("free", range(10, 70))
def test_the_papers_own_is_a_strip_or_fills_its_place(leading: float, free: int) -> None:
    design: Design = replace(DESIGN, grid=replace(GRID, leading=leading))
    lines = own_lines(free, design)
    band = free - lines
    assert band >= GRID.gap
    assert band == GRID.gap or band * leading <= mm(20)


@pytest.mark.parametrize(("leading", "least"), [(10.8, 8), (13.0, 7), (16.8, 6)])
def test_a_hole_is_as_deep_in_every_script(leading: float, least: int) -> None:
    free = tuple(Region(0, 0, 2, lines) for lines in range(1, 12))
    layout = PageLayout((), 0.0, {}, free=free)
    assert min(region.lines for region in holes(layout, leading)) == least


def test_a_rectangle_of_type_is_needed_to_judge() -> None:
    assert not thin(EDITION, DESIGN, [replace(page(news(20)), type_area=None)])
