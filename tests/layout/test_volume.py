"""How many pages a day makes, and what waits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story
from hypothesis import given
from hypothesis import strategies as st
from layout_samples import bare_item, edition_of

from epaper.layout.design.reader import Design
from epaper.layout.edition.volume import (
    gather_briefs,
    in_multiples,
    items_of,
    page_count,
    tier_of,
    to_hold,
)
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.model.edition import PageBudget
from epaper.model.story import Kind, Story
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

ROOM = 400.0


def brief(number: int, section: str = "City") -> Story:
    return replace(story(number, 30, section), kind=Kind.BRIEF)


def item(slug: str, urgency: int, **more: object) -> Item:
    told = replace(story(1, 60, urgency=urgency), slug=slug, **more)  # type: ignore[arg-type]
    return bare_item(slug, stories=(told,))


@pytest.mark.parametrize(
    ("urgency", "tier"), [(1, "major"), (3, "major"), (4, "minor"), (6, "small")]
)
def test_tiers_by_urgency(urgency: int, tier: str) -> None:
    assert tier_of(urgency) == tier


@given(st.floats(0, 20 * ROOM), st.integers(1, 8), st.integers(0, 16), st.sampled_from([1, 2, 4]))
def test_pages_are_enough_and_as_the_press_prints_them(
    need: float, least: int, more: int, multiple: int
) -> None:
    budget = PageBudget(least, least + more, multiple)
    rooms = [0.0, 0.0, *[ROOM] * (budget.most - 2)]
    pages = page_count(need, rooms, budget, 0.97)
    assert 1 <= pages <= budget.most
    assert pages == budget.most or pages % multiple == 0
    if pages < budget.most:
        assert sum(rooms[:pages]) * 0.97 >= need * 0.99
    assert pages >= min(least, budget.most)


def test_no_page_too_many() -> None:
    budget = PageBudget(1, 12, 1)
    rooms = [0.0, *[ROOM] * 11]
    assert page_count(3 * ROOM * 0.97, rooms, budget, 0.97) == 4
    assert page_count(3.2 * ROOM * 0.97, rooms, budget, 0.97) == 5


@pytest.mark.parametrize(("pages", "printed"), [(0, 0), (1, 4), (4, 4), (5, 8), (11, 10)])
def test_in_multiples_within_the_budget(pages: int, printed: int) -> None:
    assert in_multiples(pages, PageBudget(1, 10, 4)) == printed


def test_the_least_urgent_wait_the_longest_first() -> None:
    items = [(item("a", 2), 50.0), (item("b", 7), 30.0), (item("c", 7), 60.0), (item("d", 6), 20.0)]
    held = to_hold(items, 85.0, 8)
    assert [told.slug for told, _ in held] == ["c", "b"]
    assert held[0][1] == "no room in 8 pages; with urgency 7 it is the least urgent left"


def test_nothing_waits_where_there_is_room() -> None:
    assert to_hold([(item("a", 9), 50.0)], 0.0, 8) == []


def test_what_must_run_or_is_wanted_does_not_wait() -> None:
    items = [(item("a", 9, must_run=True), 50.0), (item("b", 8), 50.0), (item("c", 7), 50.0)]
    assert [told.slug for told, _ in to_hold(items, 40.0, 8, wanted={"b"})] == ["c"]


def test_a_story_far_larger_than_what_is_over_stays() -> None:
    items = [(item("long", 9), 200.0), (item("short", 8), 30.0)]
    assert [told.slug for told, _ in to_hold(items, 20.0, 8)] == ["short"]


def test_a_single_brief_joins_those_of_the_section_before() -> None:
    stories = [brief(1), brief(2), brief(3, "World"), story(4, 90, "World")]
    city, world = gather_briefs(stories, edition_of(stories))
    assert [told.slug for told in city] == ["story-01", "story-02", "story-03"]
    assert [told.slug for told in world] == ["story-04"]


def test_the_first_brief_has_nowhere_to_go() -> None:
    stories = [brief(1), brief(2, "World"), brief(3, "World")]
    city, world = gather_briefs(stories, edition_of(stories))
    assert len(city) == 1
    assert len(world) == 2


def test_briefs_are_gathered_but_for_one_alone_and_one_with_a_chart(
    book: FontBook, design: Design
) -> None:
    fitter = Copyfitter(design, Typesetter(book, "en-GB"))
    one = items_of([replace(brief(1), urgency=5), story(2, 90)], fitter)
    assert [item.kind for item in one] == ["story", "story"]
    assert one[0].ask.max_columns == 2
    two = items_of([brief(1), brief(2), story(3, 90)], fitter)
    assert sorted(item.kind for item in two) == ["briefs", "story"]


def test_a_brief_of_a_storys_length_may_stand_wide_and_an_urgent_one(
    book: FontBook, design: Design
) -> None:
    """It may have to lead its page."""
    fitter = Copyfitter(design, Typesetter(book, "en-GB"))
    long = replace(story(1, 150), kind=Kind.BRIEF, urgency=5)
    urgent = replace(brief(1), urgency=2)
    for one in (long, urgent):
        assert items_of([one], fitter)[0].ask.max_columns == 99


def test_a_story_is_set_once_however_often_its_items_are_asked_for(
    book: FontBook, design: Design
) -> None:
    fitter = Copyfitter(design, Typesetter(book, "en-GB"))
    told = story(1, 150)
    (first,), (again,) = items_of([told], fitter), items_of([replace(told)], fitter)
    assert first is again
    (other,) = items_of([replace(told, urgency=1)], fitter)
    assert other.ask.tier != first.ask.tier
