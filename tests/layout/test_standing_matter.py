"""Standing matter on the pages: after news, before the paper's own advertisements, lost nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.laid_out import LaidOut
from epaper.model.edition import PageBudget
from epaper.model.finding import Severity
from epaper.model.standing import Standing, StandingKind
from epaper.model.story import Kind, Story
from epaper.units import mm

Made = Callable[..., LaidOut]
FEW, MANY = 30, 90  # words of the two sizes
SMALL = 4  # share of orders that is enough here
NEWS = (420, 90, 300, 180)  # words of the stories
KINDS = (
    (StandingKind.ON_THIS_DAY, Kind.FACTBOX),
    (StandingKind.EVENTS, Kind.AGATE),
    (StandingKind.PUZZLE, Kind.FACTBOX),
)


def matter(count: int) -> list[Story]:
    found = []
    for n in range(count):
        kind, voice = KINDS[n % len(KINDS)]
        short, long = (story(80 + n, words).body for words in (FEW, MANY))
        found.append(
            replace(
                story(80 + n, MANY),
                section="",
                headline=f"Item {n}",
                credit="",
                urgency=9,
                kind=voice,
                body=long,
                standing=Standing(kind, (short, long)),
            )
        )
    return found


def states(laid: LaidOut, standing: bool = True) -> dict[str, str]:
    return {
        one.slug: one.status
        for one in laid.placements
        if (int(one.slug.removeprefix("story-")) >= 80) is standing
    }


def own(laid: LaidOut) -> dict[int, float]:
    """Share of the type area that the paper's own advertisements take, by page."""
    found: dict[int, float] = {}
    for page in laid.pages:
        for module in page.modules:
            if module.kind == "advertisement":
                share = module.rect.area / page.type_area.area
                found[page.number] = found.get(page.number, 0.0) + share
    return found


@pytest.fixture(scope="module")
def thin(made: Made) -> LaidOut:
    news = [story(n, NEWS[n % 4]) for n in range(1, 15)]
    return made([*news, *matter(9)], effort=SMALL, pages=PageBudget(4, 4, 2))


def test_a_thin_day_prints_it_and_every_story(thin: LaidOut) -> None:
    assert set(states(thin, standing=False).values()) <= {"placed", "jumped"}
    assert "placed" in states(thin).values()
    assert 1 not in own(thin)


def test_nothing_of_it_is_lost(thin: LaidOut) -> None:
    assert not any(account.lost for account in thin.ledger)
    assert {one.slug for one in thin.ledger} == {one.slug for one in thin.placements}
    kept = [one for one in thin.placements if one.status == "kept"]
    assert all(one.reason for one in kept)


def test_what_ran_and_what_waits_is_said_without_a_warning(thin: LaidOut) -> None:
    (told,) = (one for one in thin.findings if one.rule == "layout.standing")
    assert told.severity is Severity.INFO
    assert all(slug in told.message for slug in states(thin))
    assert not [f for f in thin.findings if f.rule == "layout.held"]


def test_with_it_there_is_less_of_the_papers_own(made: Made, thin: LaidOut) -> None:
    news = [story(n, NEWS[n % 4]) for n in range(1, 15)]
    alone = made(news, effort=SMALL, pages=PageBudget(4, 4, 2))
    rule = "layout.front-empty"
    hole = [any(f.rule == rule for f in laid.findings) for laid in (thin, alone)]
    with_it, without = (sum(own(laid).values()) for laid in (thin, alone))
    assert with_it < without or hole == [False, True]  # more, but no white on page 1


def test_a_page_has_a_strip_of_the_papers_own_or_no_band_of_white_over_it(
    thin: LaidOut, design: Design
) -> None:
    assert own(thin)
    strip = design.practice.strip_lines * design.grid.leading
    for page in thin.pages:
        found = [module.rect for module in page.modules if module.kind == "advertisement"]
        assert len(found) <= 1
        for rect in found:
            above = [m.rect.bottom for m in page.modules if m.rect.bottom < rect.y]
            band = rect.y - max(above, default=rect.y)
            assert band <= mm(20) + 0.1
            gap = design.grid.gap * design.grid.leading
            assert rect.height <= strip + 0.1 or band <= gap + 0.1 or not above


def test_all_of_it_stands_where_there_is_room(thin: LaidOut) -> None:
    assert set(states(thin).values()) == {"placed"}


def test_a_full_day_keeps_it_for_another(made: Made) -> None:
    news = [story(n, 600) for n in range(1, 10)]
    laid = made([*news, *matter(3)], effort=SMALL, pages=PageBudget(2, 2, 2))
    assert set(states(laid).values()) == {"kept"}
    assert not any(account.lost for account in laid.ledger)


def test_one_story_of_a_few_words_makes_a_page_without_an_advertisement(made: Made) -> None:
    laid = made([story(1, 360)], effort=SMALL)
    assert len(laid.pages) == 1
    assert not own(laid)
    (empty,) = (one for one in laid.findings if one.rule == "layout.front-empty")
    assert "editions/standing/" in empty.remedy
    filled = made([story(1, 360), *matter(6)], effort=SMALL)
    assert len(filled.pages) == 1
    assert not own(filled)
    assert list(states(filled).values()).count("placed") >= 3


def test_one_long_story_and_three_short_ones_stand_on_one_page(made: Made) -> None:
    news = [story(1, 1000, urgency=2), *(story(n, 80) for n in (2, 3, 4))]
    laid = made([*news, *matter(3)], effort=SMALL)
    assert len(laid.pages) == 1
    assert not own(laid)
    assert set(states(laid, standing=False).values()) == {"placed"}
