"""The heading of each page: the section that takes most of it, where that begins, and what it is
called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.layout.edition.assign import Assignment, Load

MOST = 0.5  # of a page


@dataclass(frozen=True, slots=True)
class Heading:
    section: str
    opening: bool  # the section begins on this page, under its own heading


def page_headings(
    shared: Assignment, numbers: Sequence[int], names: Sequence[str]
) -> dict[int, Heading]:
    """The main section of each page; one of its own where it keeps pages to itself.

    names: of sections, in the edition's order.
    """
    objections = shared.objections
    last = ""
    mains: dict[int, str] = {}
    for number in numbers:
        areas = areas_of(shared.pages[number])
        own = [section for section in areas if section in objections.rooms[number].sections]
        if areas:
            last = names[max(own or areas, key=lambda section: areas[section])]
        mains[number] = last
    backwards = {names[section] for section in objections.backwards}
    headings = {}
    for place, number in enumerate(numbers):
        before = numbers[max(place - 1, 0) : place]
        beside = numbers[place + 1 : place + 2] if mains[number] in backwards else before
        opening = all(mains[other] != mains[number] for other in beside)
        headings[number] = Heading(mains[number], opening)
    return headings


def home_of(loads: Sequence[Load], lead: int, share: float) -> int:
    """The section that a page is of, in which stories have no label: that of its lead; but one that
    takes most of the page where the lead's takes less than `share` of it."""
    areas = areas_of(loads)
    total = sum(areas.values())
    main = max(areas, key=lambda section: areas[section], default=lead)
    guest = areas.get(lead, 0.0) < share * total and areas[main] > MOST * total
    return main if guest else lead


def page_titles(
    loads: Sequence[Load], main: str, lead: str, names: Sequence[str], share: float
) -> tuple[str, ...]:
    """The sections in a page's heading: the lead's, its main one, and others that take `share` of
    it or more.
    """
    areas = areas_of(loads)
    total = sum(areas.values())
    titles = [names[section] for section in areas if areas[section] >= share * total] or [main]
    titles += [lead] if lead not in titles else []
    return tuple(sorted(titles, key=lambda name: (name != lead, titles.index(name))))


def areas_of(loads: Sequence[Load]) -> Mapping[int, float]:
    """Columns x lines of news by section, in the edition's order."""
    areas: dict[int, float] = {}
    for load in loads:
        if load.standing:
            continue
        areas[load.section] = areas.get(load.section, 0.0) + load.area
    return dict(sorted(areas.items()))
