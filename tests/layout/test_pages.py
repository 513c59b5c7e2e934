"""Whole pages: what must hold on each."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from generated_day import story
from soundness import assert_sound, counted

from epaper.layout.engine import LaidOut
from epaper.page.dump import dump_page
from epaper.page.marks import AdMark, Element, Link

Made = Callable[..., LaidOut]


def day(seed: int, count: int = 24, longest: int = 420) -> list:  # type: ignore[type-arg]
    return [
        story(
            seed * 50 + n,
            70 + (n * 137 + seed * 61) % longest,
            ("City", "World", "Sport")[n * 3 // count],
            1 + n * 5 % 8,
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_modules_keep_apart_and_inside(made: Made, seed: int) -> None:
    stories = day(seed)
    assert_sound(made(stories), stories)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_story_stands_once_and_whole(made: Made, seed: int) -> None:
    stories = day(seed)
    laid = made(stories)
    assert {p.slug for p in laid.placements} == {s.slug for s in stories}
    parts: dict[str, int] = {}
    for page in laid.pages:
        for module in page.modules:
            if module.kind in ("story", "jump"):
                parts[module.story] = parts.get(module.story, 0) + 1
    for placement in laid.placements:
        assert parts.get(placement.slug, 0) == len(placement.pages)
    for figures in counted(laid, stories):
        assert figures.widows == figures.orphans == 0


def test_the_number_of_jobs_changes_nothing(made: Made) -> None:
    stories = day(4)
    one, two = made(stories), made(stories, jobs=2)
    assert [dump_page(p) for p in one.pages] == [dump_page(p) for p in two.pages]


def test_a_story_longer_than_a_page_runs_over_several(made: Made) -> None:
    laid = made([story(1, 4200, urgency=1), *day(5, 8, 200)], 16)
    placement = next(p for p in laid.placements if p.slug == "story-01")
    assert placement.status == "jumped"
    assert len(placement.pages) >= 3
    assert list(placement.pages) == sorted(set(placement.pages))
    for here, there in itertools.pairwise(placement.pages):
        links = [
            mark
            for mark in laid.pages[here - 1].marks
            if isinstance(mark, Link)
            and mark.origin.element is Element.JUMP_LINE
            and mark.origin.story == "story-01"
        ]
        assert there in {link.page for link in links}
        placed = [m for p in laid.pages for m in p.marks if isinstance(m, AdMark)]
    assert {m.booking for m in placed if not m.asset} == {ad.booking for ad in ads}
    assert max(page.white_share for page in counted(laid)[2:]) <= 0.21
