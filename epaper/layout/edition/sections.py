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
from dataclasses import dataclass, field

from epaper.layout.design.reader import Design
from epaper.model.edition import Edition

WRONG_NUMBER = 1e4  # for each page that a section starts away from its own
WRONG_HAND = 300.0
NO_PAGE = 3e3  # a run of sections without a page of its own


@dataclass(slots=True)
class Run:
    """Sections that follow each other without a new start."""

    start: str
    sections: list[int]
    need: float = 0.0


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
    found = {}
    for place, section in enumerate(edition.sections):
        rules = design.section_starts
        start = section.start or rules.get(section.name, rules.get(section.kind, ""))
        if start:
            found[place] = start
    return found


def divide(
    starts: Mapping[int, str], need: Mapping[int, float], rooms: Mapping[int, float]
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
    share = (
        sum(rooms.values()) / total
    )  # room for each line that is asked for: all pages equally full
    # best[p]: runs so far on the first p pages -> cost and where each run ends
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for run in runs:
        row: dict[int, tuple[float, tuple[int, ...]]] = {}
        for at, (cost, ends) in best.items():
            room = 0.0
            for end in range(at, len(numbers) + 1):
                if end > at:
                    room += rooms[numbers[end - 1]]
                price = (
                    cost
                    + ((run.need * share - room) / page) ** 2
                    + _wrong(run.start, numbers[at:end])
                )
                if end not in row or price < row[end][0]:
                    row[end] = (price, (*ends, end))
        best = row
    ends = best[len(numbers)][1]
    return _division(runs, numbers, ends)


def _runs(starts: Mapping[int, str], need: Mapping[int, float]) -> list[Run]:
    runs: list[Run] = []
    alone = False
    for section in sorted(need):
        start = starts.get(section, "")
        if start == "back":
            continue
        if start or alone or not runs:
            runs.append(Run(start, []))
        runs[-1].sections.append(section)
        runs[-1].need += need[section]
        alone = start == "own page" or start.isdecimal()
    runs += [
        Run("back", [section], need[section])
        for section in sorted(need)
        if starts.get(section) == "back"
    ]
    return runs


def _wrong(start: str, pages: Sequence[int]) -> float:
    if not pages:
        return NO_PAGE
    if start.isdecimal():
        return WRONG_NUMBER * abs(pages[0] - int(start))
    return WRONG_HAND if start == "right-hand page" and pages[0] % 2 == 0 else 0.0


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
