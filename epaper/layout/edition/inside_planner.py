"""The inside pages planned: more of them while stories find no room, less beside the news while
that is in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from epaper.layout.edition.booking import Bookings
from epaper.layout.edition.budget import Budget
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.edition.furnishing import Furnisher, Furnishing
from epaper.layout.edition.house import NO_OWN, more_give
from epaper.layout.edition.inside import InsideDesk, InsidePages
from epaper.layout.edition.pagination import Pagination
from epaper.layout.edition.standing import Matter, is_standing, kept_back
from epaper.layout.edition.volume import Held
from epaper.layout.edition.wishes import Wishes
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.page import empty_area
from epaper.layout.search.searchers import Searchers, Stock
from epaper.model.edition import Edition

Progress = Callable[[str, int, int], None]
LITTLE_OWN = 0.4  # of a page


@dataclass(frozen=True, slots=True)
class Inside:
    """The inside pages as they are planned, with the dummy around them."""

    pages: InsidePages
    dummy: Dummy
    pagination: Pagination
    kept: tuple[Held, ...] = ()  # standing matter


@dataclass(frozen=True, slots=True)
class _Tried:
    """Inside pages as they may be; unused: items of standing matter that were chosen for them and
    found no place."""

    pages: InsidePages
    furnished: Furnishing
    unused: int


@dataclass(frozen=True, slots=True)
class InsidePlanner:
    """Plans the inside pages of a budget."""

    edition: Edition
    wishes: Wishes
    fitter: Copyfitter
    bookings: Bookings
    matter: Matter
    progress: Progress
    jobs: int

    def plan(
        self,
        budget: Budget,
        rests: Sequence[Item],
        dummy: Dummy,
        fronts: Sequence[PlannedPage],
        *,
        own_below: float,
    ) -> Inside:
        """The inside pages and the dummy around them: more pages while stories find no room and the
        budget has some, less standing matter and fewer of the paper's own advertisements while any
        are in the way."""
        items = (*(item for item, _ in budget.inside), *rests)
        areas = [(item, self.fitter.area(item)) for item in items]
        pagination = self._fewer(budget, areas, dummy).with_room_for_parts(items, self.edition)
        matter = self.matter.without({item.slug for page in fronts for item in page.items})
        furnisher = Furnisher(
            budget=budget,
            items=items,
            matter=matter,
            front=dummy,
            bookings=self.bookings,
            fitter=self.fitter,
        )
        everything = (*items, *budget.spare, *matter.every)
        stock = Stock({item.key: item for item in everything}, self.fitter)
        with Searchers(stock, self.jobs) as searchers:
            tried = partial(self._tried, budget, items, searchers)
            furnished, hasty = furnisher.first(pagination, own_below), True
            while True:
                one = tried(pagination, furnished, hasty)
                numbers = pagination.news_pages(furnished.dummy, self.fitter.design)
                news = news_left(one.pages)
                if news and furnished.given and furnished.give < NO_OWN:
                    left = sum(self.fitter.area(item) for item, _ in news)
                    furnished = furnisher.with_more_room(pagination, furnished, left)
                    hasty = True
                elif self._another(one.pages, areas, pagination, len(numbers)):
                    pagination = pagination.with_more(self.edition)
                    furnished, hasty = furnisher.first(pagination, own_below), True
                elif one.pages.given_up:
                    hasty = False  # there is no more room, and some have to wait
                else:
                    break
            one = self._with_less_own(one, furnisher, pagination, tried)
        dummy = one.furnished.dummy
        for number, by in one.pages.stretched.items():
            dummy = dummy.stretched(number, by, self.fitter.design)
        dummy = dummy.with_strips(self.fitter.design, {p.number: p.layout for p in one.pages.pages})
        return Inside(one.pages, dummy, pagination, kept_back(matter, (), one.furnished.over))

    def _with_less_own(
        self,
        one: _Tried,
        furnisher: Furnisher,
        pagination: Pagination,
        tried: Callable[[Pagination, Furnishing, bool], _Tried],
    ) -> _Tried:
        """The pages with fewer of the paper's own advertisements, as long as that makes them
        better."""
        give = one.furnished.give
        for own_give in (more_give(more_give(give)), NO_OWN) if give < NO_OWN else ():
            if not one.furnished.own or not (self._left_out(one) or self._has_little(one)):
                break
            less = tried(pagination, furnisher.at(pagination, give, own_give), True)
            waits = less.pages.given_up or news_left(less.pages)
            if waits or not self._is_better(less, one):
                break
            one = less
        return one

    def _tried(
        self,
        budget: Budget,
        items: Sequence[Item],
        searchers: Searchers,
        pagination: Pagination,
        furnished: Furnishing,
        hasty: bool,
    ) -> _Tried:
        """The inside pages around what stands on them beside the news; hasty: given up as soon as
        it is seen that stories would have to wait."""
        desk = InsideDesk(
            edition=self.edition,
            wishes=self.wishes,
            fitter=self.fitter,
            searchers=searchers,
            dummy=furnished.dummy,
            progress=self.progress,
            hasty=hasty,
        )
        numbers = pagination.news_pages(furnished.dummy, self.fitter.design)
        standing, waiting = furnished.standing, furnished.waiting
        pages = desk.lay_out((*items, *standing), (*budget.spare, *waiting), numbers)
        placed = {item.slug for page in pages.pages for item in page.items}
        return _Tried(pages, furnished, sum(item.slug not in placed for item in standing))

    def _left_out(self, tried: _Tried) -> int:
        """Pictures and decks that the shapes of stories leave out and that could stand there, and
        standing matter that could."""
        count = tried.unused
        for page in tried.pages.pages:
            items = {item.key: item for item in page.items if item.kind == "story"}
            for placed in page.layout.placed:
                if placed.key not in items:
                    continue
                copy, shape = items[placed.key].copy, placed.shape
                shown = sum(place.index >= 0 for place in shape.pictures)
                count += len(copy.pictures) - shown
                size = shape.head.size if shape.head else 0.0
                fault = self.fitter.display.deck_fault(copy, shape.head_columns, size)
                count += bool(copy.deck) and not shape.deck and not fault
        return count

    def _has_little(self, tried: _Tried) -> bool:
        """Whether the paper's own advertisements take so little that stories may well do it."""
        grid = self.fitter.design.grid
        page = grid.columns * (grid.lines + grid.gap)
        return 0 < tried.furnished.dummy.own_area <= LITTLE_OWN * page

    def _is_better(self, less: _Tried, one: _Tried) -> bool:
        """Whether pages with fewer of the paper's own advertisements are: more is shown on them; as
        much is enough where those were little, and news fills their places."""
        here, there = self._left_out(less), self._left_out(one)
        enough = here == there and self._has_little(one)
        return here < there or (enough and self._empty(less) <= self._empty(one))

    def _empty(self, tried: _Tried) -> int:
        """Columns x lines that nothing fills."""
        leading = self.fitter.design.grid.leading
        return sum(empty_area(page.layout, leading) for page in tried.pages.pages)

    def _fewer(
        self, budget: Budget, areas: Sequence[tuple[Item, float]], dummy: Dummy
    ) -> Pagination:
        """On a thin day fewer pages, where the front page has taken more than was reckoned and they
        hold all that is booked."""
        pagination, full = budget.pagination, self.fitter.design.practice.full
        need = sum(area for _, area in areas)
        left = self.bookings.dummy(pagination, budget.inside, before=dummy).left
        least = max(self.wishes.pages, default=1)
        while fewer := pagination.with_fewer(self.edition, least):
            sold = self.bookings.dummy(fewer, budget.inside, before=dummy)
            room = sum(self.bookings.rooms(fewer, sold).values())
            if need > room * full or len(sold.left) > len(left):
                break
            pagination = fewer
        return pagination

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
        budget, grid = self.edition.pages, self.fitter.design.grid
        left = news_left(pages)
        if not left or pagination.pages >= budget.most:
            return False
        need = sum(area for _, area in areas)
        room = (numbers + budget.multiple) * grid.columns * (grid.lines + grid.gap)
        bound = any(
            item.copy.jump.chain or any(story.must_run for story in item.copy.stories)
            for item, _ in left
        )
        return bound or need > room * self.fitter.design.practice.least_added


def news_left(pages: InsidePages) -> list[tuple[Item, str]]:
    """What found no page and is no standing matter."""
    return [one for one in pages.left if not is_standing(one[0])]
