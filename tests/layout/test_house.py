"""The paper's own advertisements: none on a full day, as much as is over on a thin one, never in
the way of news.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from generated_day import story
from hypothesis import example, given
from hypothesis import strategies as st

from epaper.layout.design.reader import load_design
from epaper.layout.edition.ad_size import size_of
from epaper.layout.edition.booking import Bookings, no_story
from epaper.layout.edition.dummy import make_dummy
from epaper.layout.edition.house import house_ads
from epaper.layout.edition.wishes import wishes_of
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import Edition, PageBudget, Publication, Section
from epaper.resources import shipped

DESIGN = load_design(shipped("layouts") / "broadsheet.yaml")
GRID = DESIGN.grid
PAGE = float(GRID.columns * (GRID.lines + GRID.gap))
EDITION = Edition(
    Publication("The Test", "TST"), datetime.date(2026, 1, 1), (story(1, 60),), (Section("City"),)
)


def area(ad: Advertisement) -> float:
    columns, lines = size_of(ad, DESIGN)
    return columns * (lines + GRID.gap)


@example(1.1, 4)
@example(0.5, 4)
@given(st.floats(0.0, 1.3), st.integers(1, 20))
def test_no_more_than_is_over(share: float, pages: int) -> None:
    rooms = dict.fromkeys(range(3, 3 + pages), PAGE)
    found = house_ads(share * pages * PAGE, rooms, 50, EDITION, DESIGN)
    over = pages * PAGE * (1 - share)
    assert sum(map(area, found)) <= max(0.0, over) + 1
    if share > 0.95:
        assert not found
    if share < 0.7:
        assert found


def test_the_papers_own_files_come_first() -> None:
    own = Advertisement(
        "H1", "The Test", AdFile(Path("own.pdf"), "own.pdf", 300, 300), "half page", house=True
    )
    found = house_ads(
        2 * PAGE,
        dict.fromkeys(range(3, 7), PAGE),
        30,
        replace(EDITION, advertisements=(own,)),
        DESIGN,
    )
    assert found[0] == own


def test_they_stand_last_and_off_the_front() -> None:
    sold = Advertisement("B1", "Firm", AdFile(Path("x.pdf"), "x.pdf", fault="a test"), "half page")
    house = house_ads(PAGE, dict.fromkeys(range(3, 9), PAGE), 30, EDITION, DESIGN)
    dummy = make_dummy((sold,), 8, DESIGN, barred=(2,), house=house)
    assert 1 not in dummy.pages
    assert [p.ad.booking for ads in dummy.pages.values() for p in ads].count("B1") == 1


def test_one_at_the_foot_can_follow_the_news() -> None:
    (strip,) = house_ads(0.65 * PAGE, {3: PAGE}, 9, EDITION, DESIGN)
    dummy = make_dummy((), 4, DESIGN, barred=(2,), house=(strip,))
    (page,) = dummy.pages
    old = dummy.elastic(page)
    assert old is not None
    new = dummy.stretched(page, 5, DESIGN).elastic(page)
    assert new is not None
    assert (new.line, new.lines) == (old.line - 5, old.lines + 5)
    assert abs(new.rect.bottom - old.rect.bottom) < 1e-6
    assert (
        dummy.stretched(page, 5, DESIGN).hole(page, 0, DESIGN).depths[0]
        == dummy.hole(page, 0, DESIGN).depths[0] - 5
    )


def test_a_paper_that_grew_over_its_least_is_not_told_to_have_fewer_pages() -> None:
    """What it has is what its stories need."""
    edition = replace(EDITION, pages=PageBudget(4, 16, 2))
    bookings = Bookings(edition, DESIGN, wishes_of(edition))
    (least,), (grown,) = (bookings.thin(200, count) for count in (4, 6))
    assert least.remedy.startswith("ask for fewer pages")
    assert grown.remedy.startswith("bring more stories")
    assert bookings.thin(0, 4) == ()


def test_an_empty_page_names_the_setting_that_made_it() -> None:
    budget = PageBudget(4, 16, 2)
    assert no_story(4, 4, budget).remedy == "ask for fewer pages (`pages: {least: 2}`, it is 4 now)"
    grown = no_story(6, 6, budget)
    assert grown.message == "page 6 has no story"
    assert "`pages: {most: 4}`" in grown.remedy
