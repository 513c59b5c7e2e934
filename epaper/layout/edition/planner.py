"""The edition planned: the front page, what goes inside, and the pages that this makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.booking import Bookings
from epaper.layout.edition.budget import Budget, make_budget, running_stories
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.edition.front import flashes, front_stories, front_top
from epaper.layout.edition.front_page import search_front
from epaper.layout.edition.house import GIVE, NO_OWN, more_give
from epaper.layout.edition.inside import InsideDesk, InsidePages
from epaper.layout.edition.pagination import Pagination, pages_of_contents
from epaper.layout.edition.parts import parts_of
from epaper.layout.edition.tries import FrontStories, FrontTry, front_tries
from epaper.layout.edition.volume import tier_of
from epaper.layout.edition.wishes import wishes_of
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.searchers import Searchers, Stock
from epaper.model.edition import Edition
from epaper.model.story import Story
from epaper.typeset.typesetter import Typesetter

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Inside:
    """The inside pages as they are planned, with the dummy around them."""

    pages: InsidePages
    dummy: Dummy
    pagination: Pagination


class Planner:
    """Plans an edition; what is measured of its stories stays with it."""

    def __init__(
        self,
        edition: Edition,
        design: Design,
        setter: Typesetter,
        *,
        progress: Progress = lambda _stage, _done, _all: None,
        jobs: int = 1,
        taken: frozenset[int] = frozenset(),
        tight: bool = False,
    ) -> None:
        """taken: pages kept from an earlier build, for which nothing is planned; tight: there is
        hardly room for what must run, which comes to the front page first, and no page is given to
        the contents."""
        self.edition, self.design, self.setter = edition, design, setter
        self.progress, self.jobs, self.taken, self.tight = progress, jobs, taken, tight
        self.wishes = wishes_of(edition)
        self.fitter = Copyfitter(design, setter)
        self.bookings = Bookings(edition, design, self.wishes)

    def plan(self) -> Flatplan:
        """Raises LayoutError when no story can be laid out at all."""
        running, held = running_stories(self.edition, self.design, self.taken)
        contents: tuple[int, ...] = ()
        if not self.tight:
            contents = pages_of_contents(running, self.edition, self.design, taken=self.taken)
        front = self._front_stories(running)
        budget = make_budget(
            running,
            front,
            wishes=self.wishes,
            fitter=self.fitter,
            bookings=self.bookings,
            pagination=lambda pages: Pagination(pages, contents, self.taken),
        )
        dummy = self.bookings.dummy(budget.pagination, budget.inside)
        fronts, rests = self._front_page(front, dummy, budget.pagination.pages)
        inside = self._inside(budget, rests, dummy)
        pages = (*fronts, *inside.pages.pages)
        on_pages = {s.slug for page in pages for item in page.items for s in item.copy.stories}
        held += [(story, why) for story, why in budget.dropped if story.slug not in on_pages]
        held += [(story, why) for item, why in inside.pages.left for story in item.copy.stories]
        return Flatplan(
            pages=pages,
            contents=contents,
            held=tuple({story.slug: (story, why) for story, why in held}.values()),
            page_count=inside.pagination.pages,
            dummy=inside.dummy,
            findings=self.bookings.thin(inside.dummy),
            needs=budget.needs,
        )

    # -- the front page ----------------------------------------------------------------------------

    def _front_stories(self, running: Sequence[Story]) -> list[Story]:
        if 1 in self.taken:
            return []
        return front_stories(running, self.edition, self.wishes, self.design, tight=self.tight)

    def _front_page(
        self, stories: Sequence[Story], dummy: Dummy, pages: int
    ) -> tuple[tuple[PlannedPage, ...], tuple[Item, ...]]:
        """The front page, none where it is kept, and what of its stories goes inside."""
        if 1 in self.taken:
            return (), ()
        grid = self.design.grid
        top = front_top(self.edition, self.design, pages)
        hole = dummy.hole(1, top, self.design)
        day = FrontStories(
            stories=stories,
            of_edition=len(self.edition.stories),
            pinned=self.wishes.front | {story.slug for story in flashes(stories)},
            jumps=self.edition.jumps,
            share=sum(hole.depths) / ((grid.lines - top) * grid.columns),
        )
        rounds = front_tries(
            day, self.design, self.setter, lambda item: self.wishes.granted(item, self.fitter)
        )
        page, chosen = search_front(rounds, hole, self.fitter, self.jobs)
        return (page,), self._rests(chosen)

    def _rests(self, chosen: FrontTry) -> tuple[Item, ...]:
        """What goes on inside, and what had to leave, in parts and in the tiers of inside pages."""
        rests: list[Item] = []
        for item in chosen.rests:
            parts = [item]
            if self.edition.jumps:
                parts = parts_of(item, self.fitter.area(item), self.design, self.setter)
            for part in parts:
                tier = tier_of(part.copy.urgency) if part.kind == "story" else part.ask.tier
                rests.append(replace(part, ask=replace(part.ask, tier=tier)))
        return tuple(rests)

    # -- the inside pages --------------------------------------------------------------------------

    def _inside(self, budget: Budget, rests: Sequence[Item], dummy: Dummy) -> _Inside:
        """The inside pages and the dummy around them: more pages while stories find no room and the
        budget has some, fewer of the paper's own advertisements while any are in the way."""
        items = (*(item for item, _ in budget.inside), *rests)
        areas = [(item, self.fitter.area(item)) for item in items]
        pagination = budget.pagination.with_room_for_parts(items, self.edition)
        stock = Stock({item.key: item for item in (*items, *budget.spare)}, self.fitter)
        give = GIVE
        with Searchers(stock, self.jobs) as searchers:
            while True:
                sold = self.bookings.dummy(pagination, budget.inside, before=dummy)
                dummy = self.bookings.padded(
                    pagination, budget.inside, items=areas, sold=sold, give=give
                )
                numbers = pagination.news_pages(dummy, self.design)
                desk = InsideDesk(
                    edition=self.edition,
                    wishes=self.wishes,
                    fitter=self.fitter,
                    searchers=searchers,
                    dummy=dummy,
                    progress=self.progress,
                )
                pages = desk.lay_out(items, budget.spare, numbers)
                if pages.left and dummy is not sold and give < NO_OWN:
                    give = more_give(give)
                elif self._another(pages, areas, pagination, len(numbers)):
                    give, pagination = GIVE, pagination.with_more(self.edition)
                else:
                    break
                dummy = sold
        for number, by in pages.stretched.items():
            dummy = dummy.stretched(number, by, self.design)
        return _Inside(pages, dummy, pagination)

    def _another(
        self,
        pages: InsidePages,
        areas: Sequence[tuple[Item, float]],
        pagination: Pagination,
        numbers: int,
    ) -> bool:
        """More pages are needed: stories were left, the budget has room, and the pages will be full
        enough.  numbers: how many take news now.
        """
        budget, grid = self.edition.pages, self.design.grid
        if not pages.left or pagination.pages >= budget.most:
            return False
        need = sum(area for _, area in areas)
        room = (numbers + budget.multiple) * grid.columns * (grid.lines + grid.gap)
        bound = any(
            item.copy.jump.chain or any(story.must_run for story in item.copy.stories)
            for item, _ in pages.left
        )
        return bound or need > room * self.design.practice.least_added
