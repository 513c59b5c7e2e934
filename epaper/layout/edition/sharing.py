"""Loads shared out to the pages: a first place for each, then moves and swaps between pages near
each other while they make less wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from epaper.layout.design.weights import Weights
from epaper.layout.edition.assign import (
    LEAST_URGENT,
    PILE,
    Assignment,
    Load,
    Objections,
    PageRoom,
    assignment_of,
)
from epaper.layout.edition.exchanges import exchanges

FAR = 2  # pages: how far an item is tried from its own
PASSES = 4
PART_ROOM, LEAD_ROOM = 0.7, 0.8  # of a part, of a lead: so much room is enough for it
CRUMB = 0.06  # of a page: a section does not reach it for less
LESS = 1e-6


def share_out(
    loads: Sequence[Load],
    rooms: Sequence[PageRoom],
    weights: Weights,
    *,
    pile: Sequence[Load] = (),
    backwards: frozenset[int] = frozenset(),
    closed: frozenset[int] = frozenset(),
) -> Assignment:
    """Loads to pages.  Every load goes somewhere, but for the pile; pages are as full as the day
    is.

    backwards: sections that run from their last page forwards; closed: those whose pages take no
    guests.
    """
    total, room = sum(load.area for load in loads), sum(page.room for page in rooms)
    density = total / room if room else 0.0
    target = {page.number: page.room * density for page in rooms}
    objections = Objections(
        rooms={page.number: page for page in rooms},
        reach=section_reach(loads, rooms, backwards),
        target=target,
        weights=weights,
        backwards=backwards,
        closed=closed,
    )
    placed: dict[Load, int] = {}
    left = dict(target)
    for load in sorted(loads, key=_first_come):
        number = load.page
        if number not in objections.rooms:
            number = _roomiest(load, objections, placed, left)
        placed[load] = number
        left[number] -= load.area
    return _improved(assignment_of(objections, (placed | dict.fromkeys(pile, PILE)).items()))


def _first_come(load: Load) -> tuple[int, int, int, int, float, str]:
    """Fixed ones, then parts of long stories, then leads by urgency, then the largest."""
    return (
        not load.page,
        not load.chain,
        load.part,
        load.urgency if load.leads else LEAST_URGENT,
        -load.area,
        load.key,
    )


def _roomiest(
    load: Load, objections: Objections, placed: Mapping[Load, int], left: Mapping[int, float]
) -> int:
    """Among its section's pages the one for this load: a lead to the first page without one, others
    where room is.  left: columns x lines that each page still should take.
    """
    backwards = load.section in objections.backwards
    reach = objections.reach.get(load.section) or objections.rooms
    numbers = sorted(set(reach) - load.off or reach, reverse=backwards)
    if load.chain:
        taken = [number for other, number in placed.items() if other.chain == load.chain]
        later = [n for n in sorted(objections.rooms) if n > max(taken, default=0)]
        wide = (n for n in later if left[n] > load.area * PART_ROOM)
        return next(wide, later[0] if later else numbers[-1])
    if load.group:
        together = {number for other, number in placed.items() if other.group == load.group}
        beside = next((number for number in numbers if number in together), None)
        if beside is not None:
            return beside
    if load.people:
        homes = {n for other, n in placed.items() if other.people == load.people}
        roomy = [n for n in numbers if n in homes and left[n] > load.area * PART_ROOM]
        if roomy:
            return roomy[0]
    if load.leads:
        led = {number for other, number in placed.items() if other.leads}
        for number in numbers:
            if number not in led and left[number] > load.area * LEAD_ROOM:
                return number
    return max(numbers, key=lambda number: (left[number], -number))


def needs(loads: Sequence[Load]) -> dict[int, float]:
    """Columns x lines that each section asks for; standing matter follows the news."""
    need: dict[int, float] = {}
    for load in loads:
        if load.standing:
            continue
        need[load.section] = need.get(load.section, 0.0) + load.area
    return need


def section_reach(
    loads: Sequence[Load], rooms: Sequence[PageRoom], backwards: frozenset[int] = frozenset()
) -> dict[int, frozenset[int]]:
    """The pages that each section runs over: the sections of a run of pages one after the other,
    room for room.
    """
    need = needs(loads)
    reach: dict[int, frozenset[int]] = {section: frozenset() for section in sorted(need)}
    for sections in dict.fromkeys(page.sections for page in rooms):
        here = [section for section in sorted(need) if section in sections or not sections]
        own = [page for page in rooms if page.sections == sections]
        if backwards and set(here) <= backwards:
            own.reverse()
        for section, numbers in _run(here, own, need).items():
            reach[section] |= numbers
    last = frozenset({rooms[-1].number})  # for a section that has no page of its own
    return {section: numbers or last for section, numbers in reach.items()}


def _run(
    sections: Sequence[int], rooms: Sequence[PageRoom], need: Mapping[int, float]
) -> dict[int, set[int]]:
    """Sections over pages, each page as full as the others."""
    reach: dict[int, set[int]] = {section: set() for section in sections}
    total, room = sum(need[section] for section in sections), sum(page.room for page in rooms)
    if not total or not room:
        return reach
    at, into = 0, 0.0
    for section in sections:
        wanted = need[section]
        while wanted > LESS and at < len(rooms):
            page = rooms[at].room * total / room
            taken = min(wanted, page - into)
            if taken > CRUMB * page or not reach[section]:
                reach[section].add(rooms[at].number)
            wanted -= taken
            into += taken
            if into >= page - LESS:
                at, into = at + 1, 0.0
    return reach


def _improved(shared: Assignment) -> Assignment:
    """After the moves and swaps that make less wrong, the best of each pair of pages first."""
    numbers = sorted(shared.objections.rooms)
    for _ in range(PASSES):
        before = shared
        for place, a in enumerate(numbers):
            for b in numbers[place + 1 : place + 1 + FAR]:
                shared = _settled(shared, a, b)
        if shared is before:
            break
    return shared


def _settled(shared: Assignment, a: int, b: int) -> Assignment:
    """After all exchanges between two pages that make less wrong."""
    while True:
        best = min(exchanges(shared, a, b), key=lambda one: one.drift, default=None)
        if best is None or best.drift >= -LESS:
            return shared
        shared = best.made(shared)
