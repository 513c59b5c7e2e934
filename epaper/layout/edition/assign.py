"""Which item goes to which page: decided over the whole edition, before any page is searched.

Sections run through the pages in their order, each over as much room as it asks for.  Within that,
items are shared out so that every page is equally full, has a lead and a picture, keeps related
stories together and puts the urgent ones first; a local search of moves and swaps makes the sum of
these objections small.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FILL = 4000.0  # times the square of the share by which a page is too full or too empty
# share of a page's room from which stories at their best shapes will hardly be squeezed in
OVERFULL = 1.12
NO_LEAD = 30.0  # a page without a story that can lead it
NO_PICTURE = 18.0  # a page of grey
CROWDED = 8.0  # an item more than MOST_ITEMS: crumbs
MOST_ITEMS = 9
# a story on a page that its section does not reach, and as much again a page farther
FOREIGN = 25.0
# a story among sections that keep their pages to themselves, or one of theirs elsewhere
RESERVED = 250.0
FARTHEST = 4  # pages: from there on it is all the same
URGENT_FOREIGN = 0.4  # and so much of that more for each step that the story is urgent
LATER = 0.4  # an urgent story a page later in its section, times how urgent
RELATED = 8.0  # related stories on unlike pages
PACKAGE = 2000.0  # a side story away from its main story
PART_ORDER = 1e6  # the parts of a long story not on pages that follow
PINNED = 1e6  # against the editor's word
TOPIC = 1e4  # a story on a page whose advertiser must not meet its topic
FAR = 2  # pages: how far an item is tried from its own
HELD = 0.12  # for each line of a column of a story that is held, times how urgent it is
URGENT, URGENT_HELD = 3, 300.0  # the day's first news runs, and be it on a page of another section
PILE = 0  # the page number of what is held


@dataclass(frozen=True, slots=True)
class Load:
    """An item as the assignment sees it."""

    key: str
    section: int  # place of the section in the edition's order
    urgency: int
    area: float  # columns x lines, gap included
    pictures: bool = False
    leads: bool = False  # long enough to lead a page
    page: int = 0  # fixed by the editor or the layout; 0: free
    off: frozenset[int] = frozenset()  # pages that it must not go to
    group: str = ""  # items of one package
    related: frozenset[str] = frozenset()  # keys
    topics: frozenset[str] = frozenset()
    chain: str = ""  # the story that this is a part of
    part: int = 0
    must_run: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as the assignment sees it."""

    number: int
    room: float  # columns x lines, gap included
    sections: frozenset[int] = frozenset()  # that run here; empty: any
    avoid: frozenset[str] = frozenset()  # topics that must not come here


@dataclass(frozen=True, slots=True)
class Tally:
    """What counts of the loads of a page."""

    area: float = 0.0
    leads: int = 0
    pictures: int = 0
    count: int = 0
    own: float = 0.0  # what is wrong with each load on this page by itself

    def plus(self, load: Load, own: float, sign: int = 1) -> Tally:
        return Tally(
            self.area + sign * load.area,
            self.leads + sign * load.leads,
            self.pictures + sign * load.pictures,
            self.count + sign,
            self.own + sign * own,
        )


class Assignment:
    """Loads on pages, and what is wrong with that."""

    def __init__(
        self,
        sheets: Mapping[int, Sheet],
        reach: Mapping[int, frozenset[int]],
        target: Mapping[int, float],
        backwards: frozenset[int] = frozenset(),
    ) -> None:
        self.sheets, self.reach, self.target = sheets, reach, target
        self.backwards = backwards  # sections that run from their last page forwards
        self.pages: dict[int, list[Load]] = {PILE: [], **{number: [] for number in sheets}}
        self.homes: dict[str, int] = {}  # key -> page
        self.bonds: dict[str, list[Load]] = {}  # package or long story -> its loads
        self._own: dict[tuple[str, int], float] = {}

    def put(self, load: Load, page: int) -> None:
        self.pages[page].append(load)
        self.homes[load.key] = page
        for name in {load.group, load.chain} - {""}:
            self.bonds.setdefault(name, []).append(load)

    def tally(self, page: int) -> Tally:
        found = Tally()
        for load in self.pages[page]:
            found = found.plus(load, self.own(load, page))
        return found

    def price(self, page: int, tally: Tally) -> float:
        """What is wrong with a page of these loads."""
        if page == PILE:
            return tally.own
        sheet = self.sheets[page]
        room = max(sheet.room, 1.0)
        off = (tally.area - self.target[page]) / room
        price = FILL * off * off + tally.own + CROWDED * max(0, tally.count - MOST_ITEMS)
        if tally.area > room * OVERFULL:
            price += 10 * FILL * (tally.area / room - OVERFULL) ** 2 + 20
        if tally.count:
            price += NO_LEAD * (not tally.leads) + NO_PICTURE * (not tally.pictures)
        return price

    def own(self, load: Load, page: int) -> float:
        key = (load.key, page)
        if key not in self._own:
            self._own[key] = self._wrong(load, page)
        return self._own[key]

    def _wrong(self, load: Load, page: int) -> float:
        if load.page:
            return PINNED * (load.page != page)
        if page == PILE:
            urgent = URGENT_HELD * (load.urgency <= URGENT)
            return PINNED * load.must_run + urgent + HELD * load.area * max(1, 9 - load.urgency)
        price = PINNED * (page in load.off) + TOPIC * bool(load.topics & self.sheets[page].avoid)
        own = self.sheets[page].sections
        price += RESERVED * bool(own and load.section not in own)
        reach = self.reach.get(load.section) or frozenset(
            self.sheets
        )  # a section that was held whole
        if page not in reach:
            away = 1 + min(FARTHEST, *(abs(page - p) for p in reach))
            return price + FOREIGN * away * (1 + URGENT_FOREIGN * max(0, 6 - load.urgency))
        start = max(reach) if load.section in self.backwards else min(reach)
        return price + LATER * abs(page - start) * max(0, 7 - load.urgency)

    def torn(self, moved: Sequence[Load], homes: Mapping[str, int]) -> float:
        """Related stories apart, packages torn, parts of long stories out of order; of the loads
        that moved.
        """
        price = 0.0
        for load in moved:
            for key in load.related:
                price += RELATED * (homes.get(key) != homes[load.key])
        for name in sorted({x.group for x in moved} | {x.chain for x in moved}):
            loads = self.bonds.get(name, [])
            group = {homes[x.key] for x in loads if x.group == name}
            price += PACKAGE * max(0, len(group) - 1)
            parts = [
                homes[x.key]
                for x in sorted((x for x in loads if x.chain == name), key=lambda x: x.part)
            ]
            price += PART_ORDER * sum(
                later <= earlier for earlier, later in itertools.pairwise(parts)
            )
        return price


def share_out(
    loads: Sequence[Load],
    sheets: Sequence[Sheet],
    pile: Sequence[Load] = (),
    backwards: frozenset[int] = frozenset(),
) -> Assignment:
    """Loads to pages.  Every load goes somewhere, but for the pile; pages are as full as the day
    is.
    """
    total, room = sum(load.area for load in loads), sum(sheet.room for sheet in sheets)
    density = total / room if room else 0.0
    target = {sheet.number: sheet.room * density for sheet in sheets}
    found = Assignment(
        {s.number: s for s in sheets}, section_reach(loads, sheets, backwards), target, backwards
    )
    left = dict(target)
    for load in sorted(loads, key=_first_come):
        number = load.page if load.page in found.sheets else _roomiest(load, found, left)
        found.put(load, number)
        left[number] -= load.area
    for load in pile:
        found.put(load, PILE)
    _improve(found)
    return found


def _first_come(load: Load) -> tuple[int, int, int, int, float, str]:
    """Fixed ones, then parts of long stories, then leads by urgency, then the largest."""
    return (
        not load.page,
        not load.chain,
        load.part,
        load.urgency if load.leads else 9,
        -load.area,
        load.key,
    )


def _roomiest(load: Load, found: Assignment, left: Mapping[int, float]) -> int:
    """Among its section's pages the one for this load: a lead to the first page without one, others
    where room is.
    """
    pages, numbers = (
        found.pages,
        sorted(found.reach[load.section], reverse=load.section in found.backwards),
    )
    if load.chain:
        taken = [n for n, loads in pages.items() if n and any(x.chain == load.chain for x in loads)]
        later = [n for n in sorted(found.sheets) if n > max(taken, default=0)]
        return next(
            (n for n in later if left[n] > load.area * 0.7), later[0] if later else numbers[-1]
        )
    with_group = [n for n in numbers if load.group and any(x.group == load.group for x in pages[n])]
    if with_group:
        return with_group[0]
    if load.leads:
        for number in numbers:
            if not any(x.leads for x in pages[number]) and left[number] > load.area * 0.8:
                return number
    return max(numbers, key=lambda n: (left[n], -n))


def section_reach(
    loads: Sequence[Load], sheets: Sequence[Sheet], backwards: frozenset[int] = frozenset()
) -> dict[int, frozenset[int]]:
    """The pages that each section runs over: the sections of a run of pages one after the other,
    room for room.
    """
    need: dict[int, float] = {}
    for load in loads:
        need[load.section] = need.get(load.section, 0.0) + load.area
    reach: dict[int, set[int]] = {section: set() for section in sorted(need)}
    for sections in dict.fromkeys(sheet.sections for sheet in sheets):
        here = [section for section in sorted(need) if section in sections or not sections]
        own = [sheet for sheet in sheets if sheet.sections == sections]
        if backwards and set(here) <= backwards:
            own.reverse()
        _run(here, own, need, reach)
    for numbers in reach.values():
        if not numbers:  # no page is its own
            numbers.add(sheets[-1].number)
    return {section: frozenset(numbers) for section, numbers in reach.items()}


def _run(
    sections: Sequence[int],
    sheets: Sequence[Sheet],
    need: Mapping[int, float],
    reach: Mapping[int, set[int]],
) -> None:
    """Sections over pages, each page as full as the others."""
    total, room = sum(need[s] for s in sections), sum(sheet.room for sheet in sheets)
    if not total or not room:
        return
    at, into = 0, 0.0
    for section in sections:
        wanted = need[section]
        while wanted > 1e-6 and at < len(sheets):
            page = sheets[at].room * total / room
            taken = min(wanted, page - into)
            if taken > 0.06 * page or not reach[section]:
                reach[section].add(sheets[at].number)
            wanted -= taken
            into += taken
            if into >= page - 1e-6:
                at, into = at + 1, 0.0


def _improve(found: Assignment, passes: int = 4) -> None:
    """Moves and swaps between pages near each other while they lower the sum."""
    numbers = sorted(found.sheets)
    for _ in range(passes):
        better = False
        for index, a in enumerate(numbers):
            for b in numbers[index + 1 : index + 1 + FAR]:
                while (
                    best := min(priced_exchanges(found, a, b), key=lambda p: p[0], default=None)
                ) and best[0] < -1e-6:
                    apply(found, a, b, best[1])
                    better = True
        if not better:
            return


Exchange = tuple[tuple[Load, ...], tuple[Load, ...]]  # what goes from a to b, and from b to a


def priced_exchanges(
    found: Assignment, a: int, b: int, most: int = 1, coming: Sequence[Load] | None = None
) -> list[tuple[float, Exchange]]:
    """Exchanges of up to `most` loads each way between two pages, each with what it adds to the
    sum; what the editor pinned stays.

    coming: those of b that may go to a, where not all.
    """
    tally_a, tally_b = found.tally(a), found.tally(b)
    before = found.price(a, tally_a) + found.price(b, tally_b)
    out = _takings([x for x in found.pages[a] if not x.page], most)
    back = _takings([y for y in (found.pages[b] if coming is None else coming) if not y.page], most)
    steps: list[tuple[float, Exchange]] = []
    for going in out:
        less = _changed(tally_a, found, a, going, -1)
        more = _changed(tally_b, found, b, going, 1)
        for taken in back:
            if going or taken:
                here, there = (
                    _changed(less, found, a, taken, 1),
                    _changed(more, found, b, taken, -1),
                )
                steps.append(
                    (found.price(a, here) + found.price(b, there) - before, (going, taken))
                )
    return [(price + _tearing(found, a, b, step), step) for price, step in steps]


def _takings(loads: Sequence[Load], most: int) -> list[tuple[Load, ...]]:
    """Nothing, each load, and so on up to `most` of them."""
    return [some for count in range(most + 1) for some in itertools.combinations(loads, count)]


def _changed(tally: Tally, found: Assignment, page: int, loads: Sequence[Load], sign: int) -> Tally:
    for load in loads:
        tally = tally.plus(load, found.own(load, page), sign)
    return tally


def _tearing(found: Assignment, a: int, b: int, step: Exchange) -> float:
    moved = [x for x in (*step[0], *step[1]) if x.related or x.group or x.chain]
    if not moved:
        return 0.0
    homes = {**found.homes, **{x.key: b for x in step[0]}, **{x.key: a for x in step[1]}}
    return found.torn(moved, homes) - found.torn(moved, found.homes)


def apply(found: Assignment, a: int, b: int, step: Exchange) -> None:
    out, back = step
    found.pages[a] = [x for x in found.pages[a] if x not in out] + list(back)
    found.pages[b] = [x for x in found.pages[b] if x not in back] + list(out)
    found.homes |= {x.key: b for x in out} | {x.key: a for x in back}
