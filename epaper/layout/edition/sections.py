"""Which pages belong to which sections: the rules for where a section starts, kept as well as the
pages allow.

A rule is "new page", "right-hand page", "own page" (and the next section starts a new one, too),
"back" (from the last page forwards, as sport runs in many papers) or a page number, which also
keeps its pages to itself.  Sections between two rules run on after each other.  Where rules, volume
and the number of pages collide, the division with the least harm is found by a dynamic programme
over runs of sections and pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.layout.design.reader import Design
from epaper.layout.design.weights import Weights
from epaper.model.edition import Edition

HARDLY = 0.6  # of what other pages take: sections that fill theirs less share them


@dataclass(frozen=True, slots=True)
class Run:
    """Sections that follow each other without a new start."""

    start: str
    sections: tuple[int, ...]
    need: float  # columns x lines


@dataclass(frozen=True, slots=True)
class Division:
    """Sections by page; no entry where every section may stand.  `backwards` run from their last
    page forwards.
    """

    pages: Mapping[int, frozenset[int]] = field(default_factory=dict)
    backwards: frozenset[int] = frozenset()


def section_starts(edition: Edition, design: Design) -> dict[int, str]:
    """The rule of each section by its place: the edition's, else the layout's for its name or
    kind."""
    starts = {}
    for place, section in enumerate(edition.sections):
        rules = design.section_starts
        start = section.start or rules.get(section.name, rules.get(section.kind, ""))
        if start:
            starts[place] = start
    return starts


def divide(
    starts: Mapping[int, str],
    need: Mapping[int, float],
    rooms: Mapping[int, float],
    weights: Weights,
) -> Division:
    """Pages to runs of sections.

    starts: rule by section; need: columns x lines by section, in the edition's order; rooms:
    columns x lines by page.
    """
    runs = _runs(starts, need)
    numbers = sorted(rooms)
    if (len(runs) < 2 and not any(run.start for run in runs)) or not numbers:
        return Division()
    total = sum(need.values()) or 1.0
    page = sum(rooms.values()) / len(numbers)
    # room for each line that is asked for: all pages equally full
    share = sum(rooms.values()) / total
    # best[p]: runs so far on the first p pages -> cost and where each run ends
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for run in runs:
        row: dict[int, tuple[float, tuple[int, ...]]] = {}
        for at, (cost, ends) in best.items():
            room = 0.0
            for end in range(at, len(numbers) + 1):
                if end > at:
                    room += rooms[numbers[end - 1]]
                off = (run.need * share - room) / page
                price = cost + off**2 + _wrong(run.start, numbers[at:end], weights)
                if end not in row or price < row[end][0]:
                    row[end] = (price, (*ends, end))
        best = row
    return _division(runs, numbers, best[len(numbers)][1])


def apart(
    edition: Edition, design: Design, need: Mapping[int, float], rooms: Mapping[int, float]
) -> tuple[frozenset[int], float]:
    """The sections of opinion that have pages to themselves and fill them well enough, and the
    room of these pages: it is for them, and they are for it.

    need: columns x lines by section; rooms: likewise by page.
    """
    division = divide(section_starts(edition, design), need, rooms, design.weights)
    closed: frozenset[int] = frozenset()
    total = 0.0
    for place, section in enumerate(edition.sections):
        if section.kind != "opinion" or place not in need:
            continue
        room = sum(rooms[number] for number, own in division.pages.items() if own == {place})
        if room and need[place] >= design.practice.opinion_alone * room:
            closed, total = closed | {place}, total + room
    return closed, total


def opened_pages(
    pages: Mapping[int, frozenset[int]],
    need: Mapping[int, float],
    rooms: Mapping[int, float],
    alone: frozenset[int],
) -> dict[int, frozenset[int]]:
    """Sections by page, where sections that hardly fill their pages take those beside them in as
    well: else they stand on a half-empty page beside a crowded one.

    need: columns x lines by section; rooms: likewise by page; alone: sections that take no guests
    and are none.
    """
    full = sum(need.values()) / max(1.0, sum(rooms.values()))
    opened = dict(pages)
    for here in dict.fromkeys(pages.values()):
        own = [number for number in pages if pages[number] == here]
        room = sum(rooms[number] for number in own)
        filled = sum(need.get(section, 0.0) for section in here)
        if here & alone or filled >= HARDLY * full * room:
            continue
        others = [n for n in pages if pages[n] != here and not pages[n] & alone]
        if others:
            beside = min(others, key=lambda n: (min(abs(n - one) for one in own), n))
            opened |= dict.fromkeys(own, here | pages[beside])
    return opened


def _runs(starts: Mapping[int, str], need: Mapping[int, float]) -> list[Run]:
    """Runs in the edition's order, those that start from the back at its end."""
    runs: list[Run] = []
    alone = False
    for section in sorted(need):
        start = starts.get(section, "")
        if start == "back":
            continue
        if start or alone or not runs:
            runs.append(Run(start, (section,), need[section]))
        else:
            last = runs[-1]
            more = (*last.sections, section)
            runs[-1] = replace(last, sections=more, need=last.need + need[section])
        alone = start == "own page" or start.isdecimal()
    backwards = [section for section in sorted(need) if starts.get(section) == "back"]
    return runs + [Run("back", (section,), need[section]) for section in backwards]


def _wrong(start: str, pages: Sequence[int], weights: Weights) -> float:
    """What is wrong with a run of this rule on these pages."""
    if not pages:
        return weights.no_page
    if start.isdecimal():
        return weights.wrong_number * abs(pages[0] - int(start))
    return weights.wrong_hand if start == "right-hand page" and pages[0] % 2 == 0 else 0.0


def _division(runs: Sequence[Run], numbers: Sequence[int], ends: Sequence[int]) -> Division:
    """Runs that got no page join the one before, or the first that has pages."""
    parts: list[tuple[list[int], list[int]]] = []  # sections, pages
    backwards: set[int] = set()
    at, waiting = 0, list[int]()
    for run, end in zip(runs, ends, strict=True):
        if end > at:
            parts.append(([*waiting, *run.sections], list(numbers[at:end])))
            waiting = []
            backwards |= set(run.sections) if run.start == "back" else set()
        elif parts:
            parts[-1][0].extend(run.sections)
        else:
            waiting += run.sections
        at = end
    pages = {number: frozenset(sections) for sections, mine in parts for number in mine}
    return Division(pages, frozenset(backwards))
