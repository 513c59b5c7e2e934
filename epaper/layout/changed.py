"""What has changed since the last build, and on which of its pages."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from epaper.issue.issue import LockedPage, PlanSheet, Steady, StoryRecord
from epaper.issue.locking import is_same
from epaper.layout.design.reader import Design
from epaper.layout.late_ads import booked, rebooked
from epaper.model.digests import booking_digest, furniture_digest
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.model.plan import PageWish, Wish
from epaper.model.story import Story


@dataclass(frozen=True, slots=True)
class Before:
    """The last build: its pages, and what it went by."""

    pages: Mapping[int, LockedPage]
    stories: Mapping[str, StoryRecord]
    wishes: tuple[Wish, ...] = ()
    page_wishes: tuple[PageWish, ...] = ()
    findings: tuple[Finding, ...] = ()
    plated: frozenset[int] = frozenset()  # pages that a print shop has
    steady: Steady | None = None  # how it went by the one before it
    fresh: str = ""  # why the day must be planned anew

    @property
    def sheets(self) -> dict[int, PlanSheet]:
        return {number: page.sheet for number, page in self.pages.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than it was: reasons by page, stories that come and that go."""

    reasons: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    coming: tuple[Story, ...] = ()
    gone: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()  # stories whose words or pictures have


def change_of(edition: Edition, before: Before, locked: Iterable[int], design: Design) -> Change:
    """What has changed since the last build, pages that are locked apart."""
    stories = {story.slug: story for story in edition.stories}
    reasons: dict[int, list[str]] = {}
    gone: set[str] = set()
    changed: set[str] = set()
    for number, page in before.pages.items():
        if number in locked:
            continue
        told = reasons.setdefault(number, [])
        for was in page.stories:
            now = stories.get(was.slug)
            if now is None or now.stop or was.slug in edition.barred:
                gone.add(was.slug)
                why = str(now.stop) if now and now.stop else "no longer in the day"
                told.append(f"{was.slug} is {why}")
            elif not is_same(now, was):
                changed.add(was.slug)
                told.append(f"{was.slug} has changed")
        told += _bookings(page, edition)
    also = (
        _wishes(edition, before),
        booked(edition, before.pages, design),
        rebooked(edition, before.pages),
    )
    for number, why in itertools.chain(*also):
        reasons.setdefault(number, []).append(why)
    if 1 in before.pages and before.pages[1].furniture != furniture_digest(edition):
        reasons.setdefault(1, []).append("ears or skybox have changed")
    coming = [story for story in edition.stories if comes(story, edition, before)]
    told_of = {n: tuple(dict.fromkeys(why)) for n, why in sorted(reasons.items()) if why}
    return Change(
        {number: why for number, why in told_of.items() if number not in locked},
        tuple(coming),
        frozenset(gone),
        frozenset(changed),
    )


def comes(story: Story, edition: Edition, before: Before) -> bool:
    """It is new, or waited and has changed or been released since."""
    if story.stop or story.standing or story.slug in edition.barred:
        return False
    was = before.stories.get(story.slug)
    return was is None or (not was.pages and (bool(was.stop) or not is_same(story, was)))


def _bookings(page: LockedPage, edition: Edition) -> Iterator[str]:
    booked = {ad.booking: ad for ad in edition.advertisements}
    for was in page.bookings:
        now = booked.get(was.booking)
        if now is None:
            yield f"advertisement {was.booking} is no longer booked"
        elif now.file.digest != was.file or booking_digest(now) != was.digest:
            yield f"advertisement {was.booking} has changed"


def _wishes(edition: Edition, before: Before) -> Iterator[tuple[int, str]]:
    """Pages that wishes of plan.yaml have to do with which it did not have before, or no more."""
    then = {wish.slug: replace(wish, line=0) for wish in before.wishes}
    now = {wish.slug: replace(wish, line=0) for wish in edition.wishes}
    where = {story.slug: story.pages for story in before.stories.values()}
    for slug in sorted(then.keys() | now.keys()):
        if then.get(slug) != now.get(slug):
            wanted = now[slug].page if slug in now else 0
            for number in {*where.get(slug, ()), wanted} & set(before.pages):
                yield number, f"{slug} is wished otherwise"
    was = {wish.number: wish.runner_up for wish in before.page_wishes}
    runners = {wish.number: wish.runner_up for wish in edition.page_wishes}
    for number in sorted(was.keys() | runners.keys()):
        if was.get(number, 0) != runners.get(number, 0) and number in before.pages:
            yield number, "another runner-up of it is wished"
