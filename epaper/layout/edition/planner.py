"""The edition planned: the front page, what goes inside, and the pages that this makes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from epaper.layout.edition.booking import Bookings
from epaper.layout.edition.budget import Budget, make_budget, running_stories, unasked
from epaper.layout.edition.contents_room import WHOLE, ContentsRoom, contents_room, frames_of, under
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.edition.front import alone_on, flashes, front_stories, front_top
from epaper.layout.edition.front_page import search_front
from epaper.layout.edition.inside_planner import InsidePlanner, news_left
from epaper.layout.edition.kits import with_kits
from epaper.layout.edition.pagination import Pagination
from epaper.layout.edition.parts import parts_of
from epaper.layout.edition.standing import standing_matter
from epaper.layout.edition.tries import FrontStories, FrontTry, front_tries
from epaper.layout.edition.volume import Held, tier_of
from epaper.layout.edition.wishes import wishes_of
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.entries import by_section
from epaper.layout.search.page import empty_places
from epaper.model.edition import Edition
from epaper.model.story import Story

Progress = Callable[[str, int, int], None]
LITTLE = 0.3  # of a page: parts of a long story have their pages to themselves beside no more


class Planner:
    """Plans an edition; what is measured of its stories stays with the fitter."""

    def __init__(
        self,
        edition: Edition,
        fitter: Copyfitter,
        *,
        progress: Progress = lambda _stage, _done, _all: None,
        jobs: int = 1,
        kept: Mapping[int, Sequence[Story]] | None = None,
        tight: bool = False,
    ) -> None:
        """kept: pages of an earlier build, for which nothing is planned, with their stories; tight:
        there is hardly room for what must run, which comes to the front page first, and no room is
        given to the contents."""
        self.fitter, self.design, self.setter = fitter, fitter.design, fitter.setter
        kits = with_kits(edition, self.design.practice, itertools.chain(*(kept or {}).values()))
        self.edition, self.findings = kits.edition, kits.findings
        self.progress, self.jobs, self.tight = progress, jobs, tight
        self.kept = kept or {}
        self.taken = frozenset(self.kept)
        self.wishes = wishes_of(edition)
        self.bookings = Bookings(self.edition, self.design, self.wishes)
        self.alone = False  # page 1 is to take the whole day
        self.matter = standing_matter(edition, self.fitter, self.wishes.with_page)

    def plan(self) -> Flatplan:
        """Raises LayoutError when no story can be laid out at all."""
        running, held = running_stories(self.edition, self.design, self.taken)
        room = ContentsRoom()
        if not self.tight:
            kept = [story for stories in self.kept.values() for story in stories]
            room = contents_room(running, self.edition, self.fitter.listing, kept=kept)
        self.alone = 1 not in self.taken and bool(self._alone(running))
        if self.alone:
            plan = self._planned(running, held, room)
            if not self._front_empty(plan):
                return plan
            self.alone = False
            more = self._planned(running, held, room)
            return plan if self._front_empty(more) else more
        while True:
            plan = self._planned(running, held, room)
            larger = None if self._listed(plan) else room.larger(plan.page_count)
            if larger is None:
                return plan
            room = larger

    def _front_empty(self, plan: Flatplan) -> bool:
        """Whether page 1 has a hole."""
        leading = self.design.grid.leading
        return any(empty_places(page.layout, leading) for page in plan.pages if page.number == 1)

    def _planned(
        self, running: Sequence[Story], stopped: Sequence[Held], room: ContentsRoom
    ) -> Flatplan:
        """The flatplan with this room for the contents, on a thin day with more; with still more
        only instead of the paper's own advertisements."""
        front = self._front_stories(running)
        budget = self._budget(running, front, room)
        if not budget.pagination.rail:
            return self._around(stopped, front, budget)
        over = unasked(budget, front, self.bookings)
        rooms = [room.filling(over, self.design), room.filling(over, self.design, WHOLE)]
        if rooms[0] != room:
            budget = self._budget(running, front, rooms[0])
        plan = self._around(stopped, front, budget)
        if rooms[1] == rooms[0] or not plan.dummy.own_area:
            return plan
        budget = self._budget(running, front, rooms[1])
        more = self._around(stopped, front, budget, own_below=plan.dummy.own_area)
        better = more.dummy.own_area < plan.dummy.own_area and len(more.held) <= len(plan.held)
        return more if better else plan

    def _around(
        self,
        stopped: Sequence[Held],
        front: Sequence[Story],
        budget: Budget,
        *,
        own_below: float = math.inf,
    ) -> Flatplan:
        """The flatplan of a budget; with less of the paper's own advertisements than `own_below`
        columns x lines, or none."""
        held = list(stopped)
        dummy = self.bookings.dummy(budget.pagination, budget.inside)
        fronts, rests = self._front_page(front, dummy, budget)
        planner = InsidePlanner(
            edition=self.edition,
            wishes=self.wishes,
            fitter=self.fitter,
            bookings=self.bookings,
            matter=self.matter,
            progress=self.progress,
            jobs=self.jobs,
        )
        inside = planner.plan(budget, rests, dummy, fronts, own_below=own_below)
        pages = (*fronts, *inside.pages.pages)
        on_pages = {s.slug for page in pages for item in page.items for s in item.copy.stories}
        held += [(story, why) for story, why in budget.dropped if story.slug not in on_pages]
        held += [
            (story, why) for item, why in news_left(inside.pages) for story in item.copy.stories
        ]
        return Flatplan(
            pages=pages,
            contents=inside.pagination.contents,
            held=_with_nested(held, on_pages),
            page_count=inside.pagination.pages,
            dummy=inside.dummy,
            findings=tuple(self.findings),
            needs=budget.needs,
            kept=tuple(one for one in inside.kept if one[0].slug not in on_pages),
            rail=inside.pagination.rail,
        )

    def _budget(
        self, running: Sequence[Story], front: Sequence[Story], room: ContentsRoom
    ) -> Budget:
        return make_budget(
            running,
            front,
            wishes=self.wishes,
            fitter=self.fitter,
            bookings=self.bookings,
            pagination=lambda pages: Pagination(pages, room, self.taken),
        )

    def _listed(self, plan: Flatplan) -> bool:
        """Whether the contents have room for all that the plan places."""
        frames = frames_of(plan.contents, self.design)
        if plan.rail:
            tops = {page.number: page.hole.top for page in plan.pages}
            frames = [under(plan.rail, tops.get(plan.rail.page, 0))]
        if not frames:
            return True
        first: dict[str, int] = {}
        stories = {s.slug: s for page in plan.pages for i in page.items for s in i.copy.stories}
        for page in plan.pages:
            for item in page.items:
                for story in item.copy.stories:
                    first[story.slug] = min(page.number, first.get(story.slug, page.number))
        for number, kept in self.kept.items():
            for story in kept:
                stories[story.slug] = story
                first[story.slug] = min(number, first.get(story.slug, number))
        names = (section.name for section in self.edition.sections)
        return (
            self.fitter.listing.filled(by_section(names, stories.values(), first), frames)
            is not None
        )

    # -- the front page ----------------------------------------------------------------------------

    def _front_stories(self, running: Sequence[Story]) -> list[Story]:
        if 1 in self.taken:
            return []
        if self.alone:
            return self._alone(running)
        return front_stories(running, self.edition, self.wishes, self.design, tight=self.tight)

    def _alone(self, running: Sequence[Story]) -> list[Story]:
        return alone_on(running, self.edition, self.wishes, self.design)

    def _front_page(
        self, stories: Sequence[Story], dummy: Dummy, budget: Budget
    ) -> tuple[tuple[PlannedPage, ...], tuple[Item, ...]]:
        """The front page, none where it is kept, and what of its stories goes inside."""
        if 1 in self.taken:
            return (), ()
        grid = self.design.grid
        top = front_top(self.edition, self.design, budget.pagination.pages)
        hole = dummy.hole(1, top, self.design)
        day = FrontStories(
            stories=stories,
            of_edition=sum(not story.standing for story in self.edition.stories),
            pinned=self.wishes.front | {story.slug for story in flashes(stories)},
            jumps=self.edition.jumps,
            share=sum(hole.depths) / ((grid.lines - top) * grid.columns),
            alone=self.alone,
        )
        rounds = front_tries(
            day, self.design, self.setter, lambda item: self.wishes.granted(item, self.fitter)
        )
        page, chosen = search_front(rounds, hole, self.fitter, self.jobs, matter=self.matter)
        others = sum(area for _, area in budget.inside)
        return (page,), self._rests(chosen, full=others < LITTLE * grid.columns * grid.lines)

    def _rests(self, chosen: FrontTry, *, full: bool) -> tuple[Item, ...]:
        """What goes on inside, and what had to leave, in parts and in the tiers of inside pages.
        full: there is hardly anything else inside."""
        rests: list[Item] = []
        for item in chosen.rests:
            parts = [item]
            if self.edition.jumps:
                area = self.fitter.area(item)
                parts = parts_of(item, area, self.design, self.setter, full=full)
            for part in parts:
                tier = tier_of(part.copy.urgency) if part.kind == "story" else part.ask.tier
                rests.append(replace(part, ask=replace(part.ask, tier=tier)))
        return tuple(rests)


def _with_nested(held: Sequence[Held], on_pages: Collection[str]) -> tuple[Held, ...]:
    """Each story once, and with it those that were to stand within its module."""
    found = {story.slug: (story, why) for story, why in held}
    for story, _ in held:
        for child in story.nested:
            why = f"it stands within {story.slug}, which is held"
            if child.slug not in on_pages:
                found.setdefault(child.slug, (child, why))
    return tuple(found.values())
