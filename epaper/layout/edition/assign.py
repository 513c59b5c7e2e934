"""What is wrong with items on pages: decided over the whole edition, before any page is searched.

Sections run through the pages in their order, each over as much room as it asks for.  Within that,
every page is to be equally full, to have a lead and a picture, to keep related stories together and
to put the urgent ones first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from epaper.layout.design.weights import Weights

Numbers: TypeAlias = npt.NDArray[np.float64]

PILE = 0  # the page number of what is held
ANYWHERE = -1  # the section of standing matter: it belongs to none
LEAST_URGENT = 9
NOT_FOREIGN_URGENT, NOT_LATE = 6, 7  # urgencies from which it is no matter


@dataclass(frozen=True, slots=True)
class Load:
    """An item as the assignment sees it."""

    key: str
    section: int  # place of the section in the edition's order; ANYWHERE
    urgency: int
    area: float  # columns x lines, gap included
    pictures: bool = False
    leads: bool = False  # long enough to lead a page
    page: int = 0  # fixed by the editor or the layout; 0: free
    off: frozenset[int] = frozenset()  # pages that it must not go to
    group: str = ""  # items of one package
    people: str = ""  # obituaries of one section, which like to stand together
    related: frozenset[str] = frozenset()  # keys
    topics: frozenset[str] = frozenset()
    chain: str = ""  # the story that this is a part of
    part: int = 0
    must_run: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Of what it belongs to."""
        return frozenset((self.group, self.people, self.chain)) - {""}

    @property
    def standing(self) -> bool:
        """It is no news, which never waits for it."""
        return self.section == ANYWHERE


@dataclass(frozen=True, slots=True)
class PageRoom:
    """A page as the assignment sees it."""

    number: int
    room: float  # columns x lines, gap included
    sections: frozenset[int] = frozenset()  # that run here; empty: any
    avoid: frozenset[str] = frozenset()  # topics that must not come here


class Tally(NamedTuple):
    """What counts of the loads of a page."""

    area: float = 0.0
    leads: int = 0
    pictures: int = 0
    loads: int = 0  # how many
    own: float = 0.0  # what is wrong with each load on this page by itself

    def plus(self, load: Load, own: float, sign: int = 1) -> Tally:
        area, leads, pictures, loads, before = self
        return Tally(
            area + sign * load.area,
            leads + sign * load.leads,
            pictures=pictures + sign * load.pictures,
            loads=loads + sign,
            own=before + sign * own,
        )


class Tallies(NamedTuple):
    """Tallies of a page as it may be, in as many ways as the arrays have places."""

    area: Numbers
    leads: Numbers
    pictures: Numbers
    loads: Numbers
    own: Numbers

    def plus(self, others: Tallies, sign: int = 1) -> Tallies:
        """Of every way with each of the others."""
        return Tallies(*(one + sign * other for one, other in zip(self, others, strict=True)))


def tallies(some: Sequence[Tally]) -> Tallies:
    return Tallies(*np.array(some, dtype=float).reshape(len(some), len(Tally._fields)).T)


@dataclass(frozen=True, slots=True)
class Objections:
    """What an editor objects to in the sharing out, for these pages."""

    rooms: Mapping[int, PageRoom]
    reach: Mapping[int, frozenset[int]]  # section -> the pages that it runs over
    target: Mapping[int, float]  # columns x lines that each page should take
    weights: Weights
    backwards: frozenset[int] = frozenset()  # sections that run from their last page forwards
    closed: frozenset[int] = frozenset()  # sections on whose pages no other one is a guest
    # what is wrong with a load on a page by itself, computed once: (key, page) ->
    known: dict[tuple[str, int], float] = field(default_factory=dict, repr=False)
    # likewise exchanges between two pages, with all that they hang on; see exchanges.py
    priced: dict[tuple[int, int], Any] = field(default_factory=dict, repr=False)

    def page(self, page: int, ways: Tallies) -> Numbers:
        """What is wrong with a page in each of these ways."""
        if page == PILE:
            return ways.own
        weights = self.weights
        room = max(self.rooms[page].room, 1.0)
        off = (ways.area - self.target[page]) / room
        crowd = np.maximum(0.0, ways.loads - weights.crowd)
        price: Numbers = weights.fullness * off * off + ways.own + weights.crowded * crowd
        over = ways.area / room - weights.overfull
        full = weights.overfull_share * weights.fullness * (over * over) + weights.overfull_page
        price += np.where(ways.area > room * weights.overfull, full, 0.0)
        leaderless = weights.leaderless * (ways.leads == 0)
        grey = leaderless + weights.grey_page * (ways.pictures == 0)
        price += np.where(ways.loads != 0, grey, 0.0)
        return price

    def own(self, load: Load, page: int) -> float:
        """What is wrong with a load on a page by itself."""
        key = (load.key, page)
        if key not in self.known:
            self.known[key] = self._own(load, page)
        return self.known[key]

    def _own(self, load: Load, page: int) -> float:
        weights = self.weights
        if load.page:
            return weights.pinned * (load.page != page)
        if page == PILE and load.standing:
            return 0.0
        if page == PILE:
            missed = weights.held * load.area * max(1, LEAST_URGENT - load.urgency)
            urgent = weights.urgent_held * (load.urgency <= weights.urgent)
            return weights.pinned * load.must_run + urgent + missed
        own = self.rooms[page]
        price = weights.pinned * (page in load.off) + weights.topic * bool(load.topics & own.avoid)
        if load.standing:
            return price
        price += weights.reserved * bool(own.sections and load.section not in own.sections)
        guest = own.sections & self.closed and load.section not in own.sections
        price += weights.opinion_guest * bool(guest)
        # a section that was held whole may go anywhere
        reach = self.reach.get(load.section) or frozenset(self.rooms)
        if page not in reach:
            away = 1 + min(weights.foreign_pages, *(abs(page - number) for number in reach))
            steps = max(0, NOT_FOREIGN_URGENT - load.urgency)
            return price + weights.foreign * away * (1 + weights.foreign_urgent * steps)
        start = max(reach) if load.section in self.backwards else min(reach)
        return price + weights.later * abs(page - start) * max(0, NOT_LATE - load.urgency)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Loads on pages, those that are held on the page PILE; made by `assignment_of`."""

    objections: Objections
    pages: Mapping[int, tuple[Load, ...]]
    homes: Mapping[str, int]  # key -> page
    bonds: Mapping[str, tuple[Load, ...]]  # package or long story -> its loads

    def tally(self, page: int) -> Tally:
        tally = Tally()
        for load in self.pages[page]:
            tally = tally.plus(load, self.objections.own(load, page))
        return tally

    def torn(self, moved: Sequence[Load], homes: Mapping[str, int]) -> float:
        """Related stories apart, packages torn, parts of long stories out of order; of the loads
        that moved.
        """
        weights = self.objections.weights
        price = 0.0
        for load in moved:
            for key in load.related:
                price += weights.unrelated * (homes.get(key) != homes[load.key])
        for name in sorted({name for load in moved for name in load.names}):
            loads = self.bonds.get(name, ())
            people = {homes[load.key] for load in loads if load.people == name}
            price += weights.people_apart * max(0, len(people) - 1)
            group = {homes[load.key] for load in loads if load.group == name}
            price += weights.package * max(0, len(group) - 1)
            chain = sorted((load for load in loads if load.chain == name), key=lambda x: x.part)
            steps = itertools.pairwise(homes[load.key] for load in chain)
            price += weights.part_order * sum(later <= earlier for earlier, later in steps)
        return price

    def with_pages(self, pages: Mapping[int, tuple[Load, ...]]) -> Assignment:
        """With other loads on these pages; together they hold what they held before."""
        homes = {load.key: number for number, loads in pages.items() for load in loads}
        return replace(self, pages={**self.pages, **pages}, homes={**self.homes, **homes})


def assignment_of(objections: Objections, placed: Iterable[tuple[Load, int]]) -> Assignment:
    """Loads with their pages, in the order in which they are put there."""
    pages: dict[int, tuple[Load, ...]] = {PILE: (), **dict.fromkeys(objections.rooms, ())}
    homes: dict[str, int] = {}
    bonds: dict[str, tuple[Load, ...]] = {}
    for load, page in placed:
        pages[page] = (*pages[page], load)
        homes[load.key] = page
        for name in load.names:
            bonds[name] = (*bonds.get(name, ()), load)
    return Assignment(objections, pages, homes, bonds)
