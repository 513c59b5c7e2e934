"""The news budget: what runs, what goes inside, what waits, and on how many pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from generated_day import story
from layout_samples import bare_item, edition_of

from epaper.errors import LayoutError
from epaper.layout.design.reader import Design
from epaper.layout.edition.booking import Bookings
from epaper.layout.edition.budget import Budget, make_budget, running_stories
from epaper.layout.edition.contents_room import ContentsRoom
from epaper.layout.edition.dummy import make_dummy
from epaper.layout.edition.pagination import Pagination
from epaper.layout.edition.wishes import wishes_of
from epaper.layout.measure.copy import Jump
from epaper.layout.measure.copyfit import Copyfitter
from epaper.model.edition import Edition, PageBudget, Section
from epaper.model.plan import Wish
from epaper.model.stop import Stop, StopKind
from epaper.model.story import Kind, Story
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

NONE: frozenset[int] = frozenset()

HELD = Stop(StopKind.HOLD, "waits for the lawyer")


@pytest.fixture(scope="module")
def fitter(book: FontBook, design: Design) -> Copyfitter:
    return Copyfitter(design, Typesetter(book, "en-GB"))


def budget_of(edition: Edition, fitter: Copyfitter, front: Sequence[Story] = ()) -> Budget:
    wishes = wishes_of(edition)
    return make_budget(
        edition.stories,
        front,
        wishes=wishes,
        fitter=fitter,
        bookings=Bookings(edition, fitter.design, wishes),
        pagination=lambda pages: Pagination(pages, ContentsRoom(), NONE),
    )


def slugs(budget: Budget) -> set[str]:
    return {told.slug for item, _ in budget.inside for told in item.copy.stories}


# -- what runs -------------------------------------------------------------------------------------


def test_the_editor_holds(design: Design) -> None:
    stories = [story(0, 90), replace(story(1, 90), stop=HELD)]
    running, held = running_stories(edition_of(stories), design, ())
    assert running == stories[:1]
    assert held == [(stories[1], "held: waits for the lawyer")]


def test_a_story_longer_than_a_page_needs_jumps(design: Design) -> None:
    stories = [story(0, 90), story(1, 5000)]
    assert running_stories(edition_of(stories), design, ())[0] == stories
    running, held = running_stories(edition_of(stories, jumps=False), design, ())
    assert running == stories[:1]
    assert "has no jumps" in held[0][1]


def test_a_day_without_a_story_is_an_error_but_where_pages_are_kept(design: Design) -> None:
    edition = edition_of([replace(story(0, 90), stop=HELD)])
    with pytest.raises(LayoutError, match="story-00: held: waits for the lawyer"):
        running_stories(edition, design, ())
    assert running_stories(edition, design, (2,))[0] == []


# -- what goes inside ------------------------------------------------------------------------------


def test_all_but_the_front_goes_inside(fitter: Copyfitter) -> None:
    stories = [story(n, 120) for n in range(6)]
    budget = budget_of(edition_of(stories), fitter, stories[:2])
    assert slugs(budget) == {told.slug for told in stories[2:]}
    assert budget.dropped == budget.spare == []
    assert all(area == fitter.area(item) for item, area in budget.inside)


def test_more_stories_make_more_pages(fitter: Copyfitter) -> None:
    counts = [
        budget_of(
            edition_of([story(n, 300) for n in range(many)], most=30), fitter
        ).pagination.pages
        for many in (5, 20, 40)
    ]
    assert counts == sorted(set(counts))


def test_what_is_over_waits_and_serves_to_mend_pages(fitter: Copyfitter) -> None:
    stories = [story(n, 300, urgency=2 + n % 7) for n in range(30)]
    budget = budget_of(edition_of(stories, most=4), fitter)
    assert budget.pagination.pages == 4
    assert budget.dropped
    held = {told.slug for told, _ in budget.dropped}
    assert held == {item.slug for item in budget.spare}
    assert held | slugs(budget) == {told.slug for told in stories}
    assert min(told.urgency for told, _ in budget.dropped) >= 6


def test_opinion_waits_for_opinion_only(fitter: Copyfitter) -> None:
    """More urgent news of other sections does not empty the page that opinion has to itself."""
    news = [story(n, 300, urgency=3) for n in range(30)]
    views = [replace(story(n, 300, "Views", urgency=5), kind=Kind.OPINION) for n in range(30, 36)]
    sections = (Section("City"), Section("Views", "opinion"))
    budget = budget_of(edition_of([*news, *views], most=5, sections=sections), fitter)
    room = fitter.design.grid.columns * fitter.design.grid.lines
    own = sum(area for item, area in budget.inside if item.copy.section == "Views")
    assert own > 0.6 * room


def test_a_story_with_a_wished_page_does_not_wait(fitter: Copyfitter) -> None:
    stories = [story(n, 300, urgency=2 + n % 7) for n in range(30)]
    least = budget_of(edition_of(stories, most=4), fitter).dropped[0][0].slug
    wished = edition_of(stories, most=4, wishes=(Wish(least, page=3),))
    assert least in slugs(budget_of(wished, fitter))


def test_a_wished_page_is_made(fitter: Copyfitter) -> None:
    stories = [story(n, 90) for n in range(4)]
    usual = budget_of(edition_of(stories, most=12), fitter).pagination.pages
    wished = edition_of(stories, most=12, wishes=(Wish("story-01", page=9),))
    assert usual < 9
    assert budget_of(wished, fitter).pagination.pages == 9


def test_a_long_story_is_in_parts_only_where_it_may_jump(fitter: Copyfitter) -> None:
    stories = [story(0, 4000), story(1, 120)]
    chains = [item.copy.jump.chain for item, _ in budget_of(edition_of(stories), fitter).inside]
    assert chains.count("story-00") >= 2
    whole = budget_of(edition_of(stories, jumps=False), fitter)
    assert not any(item.copy.jump.chain for item, _ in whole.inside)


def test_a_standing_item_too_large_for_its_size_waits(fitter: Copyfitter) -> None:
    crossword = replace(story(1, 500), size=(1, 60.0))
    budget = budget_of(edition_of([story(0, 120), crossword]), fitter)
    assert slugs(budget) == {"story-00"}
    assert "do not fit into 1 column x" in budget.dropped[0][1]


def test_a_column_of_briefs_loses_only_those_that_wait(fitter: Copyfitter) -> None:
    briefs = [replace(story(n, 40, urgency=9), kind=Kind.BRIEF) for n in range(20, 24)]
    news = [story(n, 300, urgency=2) for n in range(15)]
    budget = budget_of(edition_of([*news, *briefs], most=3), fitter)
    gone = {told.slug for told, _ in budget.dropped}
    assert gone
    assert not gone & slugs(budget)
    assert gone | slugs(budget) == {told.slug for told in (*news, *briefs)}


# -- the pages -------------------------------------------------------------------------------------


def test_inside_is_what_is_not_front_contents_or_taken() -> None:
    pages = Pagination(8, ContentsRoom(2), taken=frozenset({5}))
    assert pages.inside == (3, 4, 6, 7, 8)
    assert pages.barred == {2, 5}


def test_a_page_full_of_advertisements_takes_no_news(design: Design) -> None:
    pages = Pagination(4, ContentsRoom(), NONE)
    dummy = make_dummy([], 4, design)
    full = replace(dummy, depths={3: (0,) * design.grid.columns})
    assert pages.news_pages(dummy, design) == [2, 3, 4]
    assert pages.news_pages(full, design) == [2, 4]


def test_every_part_of_a_long_story_has_a_page() -> None:
    edition = edition_of([story(0, 90)], most=10)
    parts = [bare_item("a", kind="jump", jump=Jump("a", part)) for part in range(1, 4)]
    pages = Pagination(4, ContentsRoom(2), NONE)
    assert pages.with_room_for_parts([bare_item("b")], edition).pages == 4
    assert pages.with_room_for_parts(parts, edition).pages == 5
    begun = [bare_item("a", jump=Jump("a", 0)), *parts]
    assert pages.with_room_for_parts(begun, edition).pages == 6


def test_more_pages_come_as_the_press_prints_them() -> None:
    edition = replace(edition_of([story(0, 90)]), pages=PageBudget(1, 14, 4))
    assert Pagination(8, ContentsRoom(), NONE).with_more(edition).pages == 12
    assert Pagination(12, ContentsRoom(), NONE).with_more(edition).pages == 14
