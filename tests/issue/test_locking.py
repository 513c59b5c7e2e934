"""Locked pages from the issue before: what stands on them goes with them, and only that."""

from __future__ import annotations

from dataclasses import replace

from epaper.issue.issue import Booking, Issue
from epaper.issue.locking import as_locked, locked_pages, stories_on, together
from epaper.model.plan import PageWish
from epaper.page.marks import Link

LOCK = PageWish(4, lock=True)


def test_without_a_lock_or_an_issue_nothing_is_kept(sample: Issue) -> None:
    assert locked_pages(sample, ()) == ({}, ())
    assert locked_pages(sample, (PageWish(4, runner_up=1),)) == ({}, ())
    assert locked_pages(None, (LOCK,)) == ({}, ())


def test_a_page_is_kept_with_its_stories_bookmarks_and_plan(sample: Issue) -> None:
    pages, told = locked_pages(sample, (LOCK,))
    assert list(pages) == [4]
    assert told == ()
    page = pages[4]
    assert page.page == sample.page(4)
    here = {story.slug for story in page.stories}
    assert here == set(stories_on(page.page))
    assert here == {story.slug for story in sample.stories if 4 in story.pages}
    assert {entry.page for entry in page.outline} == {4}
    assert page.sheet == sample.sheet(4)
    assert page.furniture == sample.furniture


def test_a_jump_takes_its_other_pages_along(sample: Issue) -> None:
    jumped = next(story for story in sample.stories if len(story.pages) > 1)
    first, *others = jumped.pages
    pages, told = locked_pages(sample, (PageWish(first, lock=True),))
    assert set(pages) >= set(jumped.pages)
    assert {finding.page for finding in told} == set(pages) - {first}
    assert all(jumped.slug in finding.message for finding in told if finding.page in others)
    assert all(finding.rule == "plan.locked" for finding in told)


def test_words_about_a_story_are_no_story(sample: Issue) -> None:
    contents = sample.page(2)
    assert contents is not None
    listed = {mark.origin.story for mark in contents.marks if isinstance(mark, Link)}
    here = {story.slug for story in sample.stories if 2 in story.pages}
    assert len(listed) > len(here)
    assert set(stories_on(contents)) == here
    front = sample.page(1)
    assert front is not None
    elsewhere = {story.slug for story in sample.stories if story.pages and 1 not in story.pages}
    assert not elsewhere & set(stories_on(front))


def test_a_page_that_the_issue_has_not_is_not_kept(sample: Issue) -> None:
    pages, told = locked_pages(sample, (PageWish(40, lock=True),))
    assert pages == {}
    assert told == ()


def test_a_page_that_waits_comes_before_the_one_that_stands(sample: Issue) -> None:
    page = sample.page(4)
    assert page is not None
    waiting = as_locked(sample, replace(page, section="As it was"))
    pages, _ = locked_pages(replace(sample, locks=(waiting,)), (LOCK,))
    assert pages[4].page.section == "As it was"


def test_only_bookings_of_the_page_go_with_it(sample: Issue) -> None:
    here = Booking("A1", "Mill Bakery", (4,), "d", file="f")
    there = Booking("A2", "Bay Air", (5,), "d", file="f")
    pages, _ = locked_pages(replace(sample, bookings=(here, there)), (LOCK,))
    assert pages[4].bookings == (here,)


def test_together_follows_stories_from_page_to_page(sample: Issue) -> None:
    page = sample.page(4)
    assert page is not None
    one, two, three, *_ = sample.stories
    base = as_locked(sample, page)
    chain = {
        1: replace(base, stories=(one,)),
        2: replace(base, stories=(one, two)),
        3: replace(base, stories=(two,)),
        4: replace(base, stories=(three,)),
    }
    assert together(chain, {3: None}) == {1: one.slug, 2: two.slug, 3: ""}
    assert together(chain, {4: None}) == {4: ""}
    assert together(chain, {9: None}) == {}
