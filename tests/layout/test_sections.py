"""Rules for where sections start: kept, and against all divisions on small cases."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from dataclasses import replace

from generated_day import story
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from epaper.layout.design.reader import load_design
from epaper.layout.design.weights import Weights
from epaper.layout.edition.sections import Division, divide, opened_pages, section_starts
from epaper.layout.laid_out import LaidOut
from epaper.model.edition import Edition, Publication, Section
from epaper.model.story import Kind
from epaper.resources import shipped

ROOM = 100.0
WEIGHTS = Weights()


def pages_of(division: Division, section: int) -> list[int]:
    return sorted(n for n, sections in division.pages.items() if section in sections)


def rooms(*numbers: int) -> dict[int, float]:
    return dict.fromkeys(numbers, ROOM)


def test_no_rule_no_division() -> None:
    assert not divide({}, {0: 150.0, 1: 50.0}, rooms(3, 4), WEIGHTS).pages


def test_a_fixed_page_is_kept_and_kept_alone() -> None:
    found = divide({1: "6"}, {0: 250.0, 1: 70.0, 2: 80.0}, rooms(3, 4, 5, 6, 7), WEIGHTS)
    assert pages_of(found, 1) == [6]
    assert pages_of(found, 2) == [7]


def test_sport_runs_from_the_back() -> None:
    found = divide({1: "back"}, {0: 200.0, 1: 200.0, 2: 200.0}, rooms(*range(3, 9)), WEIGHTS)
    assert pages_of(found, 1) == [7, 8]
    assert found.backwards == {1}
    assert pages_of(found, 0) == pages_of(found, 2) == [3, 4, 5, 6]


def test_a_section_that_hardly_fills_its_page_shares_it() -> None:
    pages = {3: frozenset({0, 1}), 4: frozenset({0, 1}), 5: frozenset({2}), 6: frozenset({3})}
    room = rooms(3, 4, 5, 6)
    views = frozenset({2})
    found = opened_pages(pages, {0: 150.0, 1: 150.0, 2: 20.0, 3: 30.0}, room, views)
    assert found == {**pages, 6: frozenset({0, 1, 3})}
    thin = {0: 40.0, 1: 40.0, 2: 40.0, 3: 30.0}  # a thin day: all pages are alike
    assert opened_pages(pages, thin, room, views) == pages


def test_a_right_hand_page() -> None:
    found = divide({1: "right-hand page"}, {0: 200.0, 1: 200.0}, rooms(2, 3, 4, 5), WEIGHTS)
    assert min(pages_of(found, 1)) % 2 == 1


def test_too_few_pages_share() -> None:
    found = divide(
        {0: "own page", 1: "own page", 2: "back"}, {0: 30.0, 1: 30.0, 2: 30.0}, rooms(3), WEIGHTS
    )
    assert found.pages[3] == {0, 1, 2}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.integers(20, 300), min_size=2, max_size=4), st.data())
def test_the_best_of_all_divisions(needs: list[int], data: st.DataObject) -> None:
    words = ["new page", "right-hand page", "5"]
    starts = {n: data.draw(st.sampled_from(words)) for n in range(1, len(needs))}
    numbers = list(range(3, 9))
    need = {n: float(area) for n, area in enumerate(needs)}
    share = ROOM * len(numbers) / sum(needs)

    def cost(ends: tuple[int, ...]) -> float:
        total, at = 0.0, 0
        for section, end in enumerate((*ends, len(numbers))):
            mine = numbers[at:end]
            total += ((need[section] * share - ROOM * len(mine)) / ROOM) ** 2
            start = starts.get(section, "")
            if not mine:
                total += WEIGHTS.no_page
            elif start.isdecimal():
                total += WEIGHTS.wrong_number * abs(mine[0] - int(start))
            elif start == "right-hand page":
                total += WEIGHTS.wrong_hand * (mine[0] % 2 == 0)
            at = end
        return total

    every = itertools.combinations_with_replacement(range(len(numbers) + 1), len(needs) - 1)
    best = min(every, key=cost)
    found = divide(starts, need, rooms(*numbers), WEIGHTS)
    sizes = [len(pages_of(found, n)) for n in need]
    # every section has pages of its own
    assume(all(b > a for a, b in itertools.pairwise((0, *best, len(numbers)))))
    assert cost(tuple(itertools.accumulate(sizes))[:-1]) <= cost(best) + 1e-6


def test_the_layouts_rule_is_for_the_very_name_or_the_kind() -> None:
    design = load_design(shipped("layouts") / "tabloid.yaml")
    rules = {"Wind-Up": "back", "wind_up": "3", "sport": "own page"}
    names = ("Wind-Up", "wind_up", "WIND-UP")
    sections = (*(Section(name) for name in names), Section("Games", "sport"))
    edition = Edition(Publication("The Test", "T"), datetime.date(2026, 1, 1), (), sections)
    found = section_starts(edition, replace(design, section_starts=rules))
    assert found == {0: "back", 1: "3", 3: "own page"}


def test_opinion_takes_no_guests_where_it_fills_its_page(made: Callable[..., LaidOut]) -> None:
    day = [story(n, 330, urgency=2 + n // 3) for n in range(1, 9)]
    day += [replace(story(n, 560, "Opinion"), kind=Kind.OPINION) for n in range(9, 12)]
    sections = (Section("City"), Section("Opinion", "opinion"))
    laid = made(day, most=3, sections=sections)
    own = {one.slug: one.section for one in day}
    here = [{own[slug] for slug in sheet.stories} for sheet in laid.sheets]
    assert {"Opinion"} in here
    assert sum("Opinion" in sections for sections in here) == 1
