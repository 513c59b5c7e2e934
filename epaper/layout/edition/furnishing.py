"""What stands beside the news on inside pages of a thin day: standing matter and the paper's own
advertisements, of which there is less where stories find no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.layout.edition.booking import Bookings
from epaper.layout.edition.budget import Budget
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.house import GIVE, NO_OWN, more_give
from epaper.layout.edition.pagination import Pagination
from epaper.layout.edition.standing import Matter
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter

LEAST_FREED = 0.5  # of what stories that were left take: with less freed for them none was placed


@dataclass(frozen=True, slots=True)
class Furnishing:
    """The dummy of inside pages with `standing` chosen for them and `waiting` to mend them; `over`:
    columns x lines that no news asks for; `own`: with advertisements of the paper itself; `taken`:
    columns x lines that those and standing matter have.  `give`: the share that stories grow by."""

    give: float
    dummy: Dummy
    standing: tuple[Item, ...]
    waiting: tuple[Item, ...]
    over: float
    own: bool
    taken: float

    @property
    def given(self) -> bool:
        """Whether there is anything that could make room."""
        return self.own or bool(self.standing)


@dataclass(frozen=True, slots=True)
class Furnisher:
    """Furnishes the inside pages of a budget around their news; `front`: the dummy of page 1."""

    budget: Budget
    items: Sequence[Item]
    matter: Matter
    front: Dummy
    bookings: Bookings
    fitter: Copyfitter

    def at(self, pagination: Pagination, give: float, own_give: float = 0.0) -> Furnishing:
        """Where stories grow by the share `give`: standing matter, and then the paper's own
        advertisements, take what is more than that; these less, where `own_give` is larger."""
        areas = [(item, self.fitter.area(item)) for item in self.items]
        sold = self.bookings.dummy(pagination, self.budget.inside, before=self.front)
        over = self.bookings.over(pagination, areas, sold, give)
        standing, waiting = self.matter.chosen(over, self.fitter)
        stands = [(item, self.fitter.area(item)) for item in standing]
        dummy = self.bookings.padded(
            pagination,
            self.budget.inside,
            items=[*areas, *stands],
            sold=sold,
            give=max(give, own_give),
        )
        taken = dummy.own_area + sum(area for _, area in stands)
        return Furnishing(
            give=give,
            dummy=dummy,
            standing=standing,
            waiting=waiting,
            over=over,
            own=dummy is not sold,
            taken=taken,
        )

    def first(self, pagination: Pagination, own_below: float) -> Furnishing:
        """The first to try: of those whose own advertisements take less than `own_below` the one
        that leaves them most."""
        one = self.at(pagination, GIVE)
        while one.dummy.own_area >= own_below and one.give < NO_OWN:
            one = self.at(pagination, more_give(one.give))
        return one

    def with_more_room(self, pagination: Pagination, one: Furnishing, left: float) -> Furnishing:
        """The next to try after one in which stories of `left` columns x lines found no place: the
        first that frees room enough for them, before all is given up the largest."""
        more = self.at(pagination, more_give(one.give))
        while one.taken - more.taken < left * LEAST_FREED and more_give(more.give) < NO_OWN:
            more = self.at(pagination, more_give(more.give))
        return more
