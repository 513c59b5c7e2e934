"""The inside pages: items shared out over them, every page searched, and what went ill mended."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.layout.edition.assign import PILE, Assignment, Load, PageRoom
from epaper.layout.edition.draft import Desk, Draft
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.facing import Facing
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.edition.headings import Heading, areas_of, page_headings
from epaper.layout.edition.loads import loads_of
from epaper.layout.edition.mending import mended, urgent_first
from epaper.layout.edition.pins import Pin, page_of, pins_of
from epaper.layout.edition.planned import PageHead, planned_page
from epaper.layout.edition.resorts import all_filled, polished, stretched, with_waiting
from epaper.layout.edition.roles import Casting
from epaper.layout.edition.sections import Division, apart, divide, opened_pages, section_starts
from epaper.layout.edition.sharing import needs, share_out
from epaper.layout.edition.wishes import Wishes
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.searchers import Searchers
from epaper.model.edition import Edition
from epaper.units import page_span

ROUNDS = 6  # of mending
HASTY_ROUNDS = 2  # after which a plan with pages that cannot be filled may be given up
# of a page's room that stories may ask for: less, the more pages cannot be filled
CAPS = (1.0, 0.96, 0.94, 0.92)
MOST_HARD = 0.3  # share of pages that cannot be filled from which fewer stories are tried
FAR_OVER = 1.5  # times what is over: a story so much larger is not held for it


@dataclass(frozen=True, slots=True)
class InsidePages:
    pages: tuple[PlannedPage, ...]
    left: tuple[tuple[Item, str], ...]  # items that found no page, and why
    # lines by which a page's own advertisement is deeper
    stretched: Mapping[int, int] = field(default_factory=dict)
    given_up: bool = False  # there is too little room, and more may be had: there are no pages


@dataclass(frozen=True, slots=True)
class _Shared:
    """Loads shared out to pages, these headed and searched for the first time."""

    draft: Draft
    headings: Mapping[int, Heading]


@dataclass(frozen=True, slots=True)
class InsideDesk:
    """Lays out the inside pages around what the dummy holds."""

    edition: Edition
    wishes: Wishes
    fitter: Copyfitter
    searchers: Searchers
    dummy: Dummy
    progress: Callable[[str, int, int], None]
    pins: Mapping[int, Pin] = field(default_factory=dict)  # rails and strips by page
    hasty: bool = False  # more room may be had: given up as soon as stories would have to wait

    @property
    def sections(self) -> list[str]:
        return [section.name for section in self.edition.sections]

    @property
    def kinds(self) -> dict[str, str]:
        return {section.name: section.kind for section in self.edition.sections}

    @property
    def _opinion(self) -> frozenset[int]:
        """Places of the sections that keep to themselves."""
        every = enumerate(self.edition.sections)
        return frozenset(place for place, section in every if section.kind == "opinion")

    def lay_out(
        self, items: Sequence[Item], spare: Sequence[Item], numbers: Sequence[int]
    ) -> InsidePages:
        """The pages of these numbers from these items; `spare` are held, and serve to mend
        pages."""
        if not numbers or not items:
            why = "the edition has no page for it"
            return InsidePages((), tuple((item, why) for item in items))
        pins, items = self._pinned(items, spare, numbers)
        known = {item.key: item for item in (*items, *spare)}
        casting = Casting(known, self.fitter.design, self.sections, self._opinion, kinds=self.kinds)
        desk = Desk(casting, self.searchers)
        loads, pile = (
            loads_of(
                some,
                known,
                sections=self.sections,
                pages=numbers,
                wishes=self.wishes,
                fitter=self.fitter,
            )
            for some in (items, spare)
        )
        held = {load.key for load in pile}
        held |= {load.key for load in loads if load.standing}
        last = max((numbers.index(page) + 1 for page in pins), default=0)
        for used in range(max(last, self._reached(loads, numbers)), len(numbers) + 1):
            pages = replace(self, pins=pins)._attempt(
                desk, loads, pile=pile, numbers=numbers[:used], may_hold=used == len(numbers)
            )
            if {item.key for item, _ in pages.left} <= held:
                break  # else a story found no room, and there may be pages that none has reached
        return pages

    def _pinned(
        self, items: Sequence[Item], spare: Sequence[Item], numbers: Sequence[int]
    ) -> tuple[dict[int, Pin], list[Item]]:
        """Rails and strips by the page of their section, and the items without what they gather;
        one for which no page has room is taken apart again."""
        design = self.fitter.design
        pins, gathered = pins_of(
            items, self.edition, self.wishes, design, setter=self.fitter.setter
        )
        places: dict[int, Pin] = {}
        if pins:
            gone = {item.key for some in gathered.values() for item in some}
            rest = [item for item in items if item.key not in gone]
            areas, holes = self._areas(rest, spare, numbers), self._holes(numbers)
            for pin in pins:
                section = self.sections.index(pin.item.copy.section)
                here = {page: area.get(section, 0.0) for page, area in areas.items()}
                free = [number for number in numbers if number not in places]
                if page := page_of(pin, free, here, holes):
                    places[page] = pin
        taken = {item.key for pin in places.values() for item in gathered[pin.item.key]}
        return places, [item for item in items if item.key not in taken]

    def _areas(
        self, items: Sequence[Item], spare: Sequence[Item], numbers: Sequence[int]
    ) -> dict[int, Mapping[int, float]]:
        """Columns x lines of each section on each page, as the items would be shared out."""
        known = {item.key: item for item in (*items, *spare)}
        loads = loads_of(
            items,
            known,
            sections=self.sections,
            pages=numbers,
            wishes=self.wishes,
            fitter=self.fitter,
        )
        shared = self._assigned(loads, (), self._rooms(numbers))
        return {number: areas_of(shared.pages[number]) for number in numbers}

    def _holes(self, numbers: Sequence[int]) -> dict[int, Hole]:
        """Under a section's heading, which any page may have."""
        design = self.fitter.design
        top = design.section_head_lines
        return {number: self.dummy.hole(number, top, design) for number in numbers}

    def _attempt(
        self,
        desk: Desk,
        loads: Sequence[Load],
        pile: Sequence[Load],
        numbers: Sequence[int],
        may_hold: bool,
    ) -> InsidePages:
        """These pages from these loads, with the held ones to mend them; may_hold: all pages are in
        use, so that a story may have to wait."""
        rooms = self._rooms(numbers)
        for cap in CAPS:
            loads, gone = self.waiting(loads, rooms, cap) if may_hold else (loads, ())
            if self.hasty and _too_many(gone, rooms, cap):
                return InsidePages((), self._left(gone, desk, numbers), given_up=True)
            pile = (*pile, *gone)
            shared = self._shared(desk, loads, pile, rooms)
            hard = sum(layout is None for layout in shared.draft.layouts.values())
            if hard <= MOST_HARD * len(numbers):
                break
        draft = self._mended(shared.draft, desk, may_hold)
        full = _filled(draft, desk)
        if self.hasty and _news_waits(full):
            left = self._left(full.loads(PILE), desk, numbers)
            return InsidePages((), left, given_up=True)
        dummy = replace(self.dummy, pinned=frozenset(self.pins))
        final = stretched(polished(full, desk), desk, dummy)
        self.progress("pages", len(numbers), len(numbers))
        together = Facing(self.fitter.design, desk.casting.items).chosen(final.draft)
        pages = tuple(
            self._planned(desk, together, number, shared.headings[number])
            for number in numbers
            if together.layouts[number] is not None
        )
        return InsidePages(pages, self._left(final.draft.loads(PILE), desk, numbers), final.by)

    def _left(
        self, loads: Iterable[Load], desk: Desk, numbers: Sequence[int]
    ) -> tuple[tuple[Item, str], ...]:
        return tuple((desk.casting.items[load.key], _why_left(load, numbers)) for load in loads)

    def waiting(
        self, loads: Sequence[Load], rooms: Sequence[PageRoom], cap: float
    ) -> tuple[Sequence[Load], Sequence[Load]]:
        """The loads that may stay on these pages, filled to a share of `cap`, and those that must
        wait.  Opinion that fills the pages it has to itself is weighed there, against itself only:
        else the more urgent news of a full day leaves it half a page, and comes there as a guest.
        """
        room = {page.number: page.room for page in rooms}
        if sum(load.area for load in loads) <= cap * sum(room.values()):
            return loads, ()
        closed, apart_room = apart(self.edition, self.fitter.design, needs(loads), room)
        theirs = [load for load in loads if load.section in closed]
        others = [load for load in loads if load.section not in closed]
        kept, gone = _within(theirs, cap * apart_room)
        news, more = _within(others, cap * (sum(room.values()) - apart_room))
        stay = {load.key for load in (*kept, *news)}
        return [load for load in loads if load.key in stay], (*gone, *more)

    def _mended(self, draft: Draft, desk: Desk, may_hold: bool) -> Draft:
        pages = len(draft.numbers)
        for turn in range(ROUNDS):
            after = mended(draft, desk, may_hold=may_hold)
            if after is draft:
                break
            draft = after
            self.progress("pages", pages * (turn + 1) // (ROUNDS + 1), pages)
            hard = self.hasty and any(map(draft.is_hard, draft.numbers))
            if hard and turn + 1 == HASTY_ROUNDS and _news_waits(_filled(draft, desk)):
                break  # it will be given up
        return draft

    def _rooms(self, numbers: Sequence[int]) -> list[PageRoom]:
        design, dummy = self.fitter.design, self.dummy
        return [
            PageRoom(
                n,
                dummy.hole(n, 0, design).area() - (self.pins[n].area if n in self.pins else 0),
                avoid=dummy.avoid(n),
            )
            for n in numbers
        ]

    def _shared(
        self, desk: Desk, loads: Sequence[Load], pile: Sequence[Load], rooms: Sequence[PageRoom]
    ) -> _Shared:
        """Share the loads out, head the pages and search each; where a section begins, its heading
        takes lines.
        """
        design = self.fitter.design
        shared = self._assigned(loads, pile, rooms)
        numbers = [page.number for page in rooms]
        headings = page_headings(shared, numbers, self.sections)
        holes = {
            number: self.dummy.hole(
                number, design.section_head_lines if heading.opening else 0, design
            )
            for number, heading in headings.items()
        }
        left = {
            number: standing.hole
            for number, pin in self.pins.items()
            if number in holes and (standing := pin.placed(holes[number], number))
        }
        empty = Draft(shared, dict.fromkeys(numbers), holes | left)
        layouts = desk.search(desk.task(empty, number) for number in numbers)
        draft = Draft(shared, dict(zip(numbers, layouts, strict=True)), holes | left)
        return _Shared(draft, headings)

    def _assigned(
        self, loads: Sequence[Load], pile: Sequence[Load], rooms: Sequence[PageRoom]
    ) -> Assignment:
        """The loads shared out to pages, each section where the layout wants it."""
        design = self.fitter.design
        starts = section_starts(self.edition, design)
        division = divide(
            starts, needs(loads), {page.number: page.room for page in rooms}, design.weights
        )
        opened = opened_pages(
            division.pages, needs(loads), {page.number: page.room for page in rooms}, self._opinion
        )
        own = [
            PageRoom(page.number, page.room, opened.get(page.number, page.sections), page.avoid)
            for page in rooms
        ]
        loads, pile = (_off(some, self._opinion_pages(division)) for some in (loads, pile))
        return share_out(
            loads,
            own,
            design.weights,
            pile=pile,
            backwards=division.backwards,
            closed=frozenset(self._closed(needs(loads), own)),
        )

    def _opinion_pages(self, division: Division) -> frozenset[int]:
        """Pages that opinion has to itself: standing matter is no guest there."""
        own = self._opinion
        return frozenset(number for number, here in division.pages.items() if here <= own)

    def _closed(self, need: Mapping[int, float], rooms: Sequence[PageRoom]) -> Iterator[int]:
        """Sections of opinion that have pages to themselves and fill them well enough."""
        for section in sorted(self._opinion & set(need)):
            room = sum(page.room for page in rooms if page.sections == {section})
            if room and need[section] >= self.fitter.design.practice.opinion_alone * room:
                yield section

    def _reached(self, loads: Sequence[Load], numbers: Sequence[int]) -> int:
        """How many pages are used: not all, where the day has too little to fill them."""
        need = sum(load.area for load in loads)
        page = sum(room.room for room in self._rooms(numbers)) / len(numbers)
        parts = max((load.part for load in loads), default=0)  # of a long story: a page each
        if need > self.fitter.design.practice.least_used * page * len(numbers):
            return len(numbers)
        return min(max(1, math.ceil(need / page), parts), len(numbers))

    def _planned(self, desk: Desk, draft: Draft, number: int, heading: Heading) -> PlannedPage:
        own = sorted(draft.shared.objections.rooms[number].sections)
        sheet = PageHead(
            number, heading.section, heading.opening, tuple(self.sections[place] for place in own)
        )
        hole = self.dummy.hole(number, draft.holes[number].top, self.fitter.design)
        return planned_page(desk, draft, sheet, hole, pin=self.pins.get(number))


def _off(loads: Sequence[Load], pages: frozenset[int]) -> list[Load]:
    """The loads, standing matter kept off these pages."""
    return [replace(load, off=load.off | pages) if load.standing else load for load in loads]


def _filled(draft: Draft, desk: Desk) -> Draft:
    """With no page left empty, and those that wait where that serves the paper."""
    return with_waiting(urgent_first(all_filled(draft, desk), desk), desk)


def _news_waits(draft: Draft) -> bool:
    return any(not load.standing for load in draft.loads(PILE))


def _too_many(gone: Sequence[Load], rooms: Sequence[PageRoom], cap: float) -> bool:
    """Whether stories that must wait will hardly find a place by mending: pages could not be filled
    with them, or they are many."""
    much = sum(load.area for load in gone) > (1 - CAPS[1]) * sum(page.room for page in rooms)
    return bool(gone) and (much or cap < CAPS[0])


def _within(loads: Sequence[Load], room: float) -> tuple[Sequence[Load], Sequence[Load]]:
    """The loads that may stay in so much room, and the least urgent ones that must wait."""
    over = sum(load.area for load in loads) - room
    gone: list[Load] = []
    for load in sorted(loads, key=lambda one: (-one.urgency, -one.area, one.key)):
        if over > 0 and not load.must_run and load.area < over * FAR_OVER:
            gone.append(load)
            over -= load.area
    return [load for load in loads if load not in gone], gone


def _why_left(load: Load, numbers: Sequence[int]) -> str:
    return f"no room on {page_span(numbers[0], numbers[-1])}; its urgency is {load.urgency}"
