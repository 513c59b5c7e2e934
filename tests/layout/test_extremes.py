"""The days that break layouts: far too little, far too much, only of one kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from soundness import MOST_WHITE, assert_sound, counted

from epaper.layout.laid_out import LaidOut
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import PageBudget
from epaper.model.picture import Picture
from epaper.model.plan import Wish
from epaper.model.story import Kind, Story
from epaper.model.text import rich
from epaper.units import mm

Made = Callable[..., LaidOut]
BRING = "bring more stories or pictures, or standing matter to editions/standing/"
SECTIONS = ("City", "World", "Sport")


def picture(number: int) -> Picture:
    wide, deep = ((3000, 2000), (2000, 3000), (2400, 2400), (4000, 1800))[number % 4]
    return Picture(
        Path(f"gone-{number}.jpg"),
        f"gone-{number}.jpg",
        wide,
        deep,
        rich("A caption of some words."),
        "Staff",
    )


def many(count: int, words: tuple[int, ...], **more: object) -> list[Story]:
    return [
        story(n, words[n % len(words)], SECTIONS[n * 3 // count], 1 + n * 5 % 8, **more)  # type: ignore[arg-type]
        for n in range(count)
    ]


def test_three_stories_for_eight_pages(made: Made) -> None:
    stories = [replace(s, pictures=(picture(n),)) for n, s in enumerate(many(3, (400,)))]
    laid = made(stories, pages=PageBudget(8, 8, 2))
    assert_sound(laid, stories)
    assert len(laid.pages) == 8
    assert all(p.pages for p in laid.placements)
    (thin,) = (f for f in laid.findings if f.rule == "layout.thin")
    assert thin.remedy == f"ask for fewer pages (`pages: 6`, it is 8 now), or {BRING}"


def test_a_paper_of_one_sheet_is_not_told_to_have_fewer_pages(made: Made) -> None:
    laid = made(many(3, (100,)), pages=PageBudget(2, 2, 1))
    (thin,) = (f for f in laid.findings if f.rule == "layout.thin")
    assert thin.remedy == BRING


def test_many_more_stories_than_room(made: Made) -> None:
    stories = many(100, (90, 160, 280, 420))
    stories[-1] = replace(stories[-1], urgency=8, must_run=True)
    laid = made(stories, pages=PageBudget(3, 3, 1))
    assert_sound(laid, stories)
    urgency = {s.slug: s.urgency for s in stories}
    placed = [urgency[p.slug] for p in laid.placements if p.pages and p.slug != stories[-1].slug]
    held = [urgency[p.slug] for p in laid.placements if not p.pages]
    assert sum(placed) / len(placed) < sum(held) / len(held) - 2  # the urgent ones are in


def test_only_briefs(made: Made) -> None:
    stories = many(30, (40, 60, 75), kind=Kind.BRIEF)
    laid = made(stories, pages=PageBudget(2, 8, 2), effort=96)  # as shipped
    assert_sound(laid, stories, white=0.42)  # too little for its pages, which is told
    assert "layout.thin" in {finding.rule for finding in laid.findings}
    assert all(p.pages for p in laid.placements)
    assert counted(laid)[0].white_share <= 0.09


def test_only_long_stories(made: Made) -> None:
    stories = many(8, (1500,))
    laid = made(stories, pages=PageBudget(12, 12, 2))
    assert_sound(laid, stories)


@pytest.mark.parametrize(("pictures", "count"), [(0, 20), (1, 20), (4, 12)])
def test_no_pictures_or_only_pictures(made: Made, pictures: int, count: int) -> None:
    words = (30,) if pictures else (80, 200, 330)
    stories = [
        replace(s, pictures=tuple(picture(n + k) for k in range(pictures)))
        for n, s in enumerate(many(count, words))
    ]
    laid = made(stories, pages=PageBudget(4, 16, 2))
    assert_sound(laid, stories, white=0.45 if pictures == 4 else MOST_WHITE)
    # four pictures with thirty words each ask for more room than any count of words foretells
    assert sum(not p.pages for p in laid.placements) <= (pictures == 4)


def test_a_page_that_is_all_but_one_column_advertisements(made: Made) -> None:
    file = AdFile(Path("gone.pdf"), "gone.pdf", fault="is not there")
    ads = tuple(Advertisement(f"B{n}", f"Firm {n}", file, "", 4, mm(361), n) for n in (3, 4, 5))
    stories = many(30, (90, 200, 320))
    laid = made(stories, pages=PageBudget(8, 8, 2), advertisements=ads)
    assert_sound(laid, stories, white=0.45)  # white under a thin day's news, above a strip
    sold = [m.note for p in laid.pages for m in p.modules if m.kind == "advertisement"]
    assert sum(note.startswith("B") for note in sold) == 3


def test_long_stories_for_few_pages(made: Made) -> None:
    stories = many(9, (900, 2600, 1700))
    laid = made(stories, pages=PageBudget(1, 4, 1))
    assert_sound(laid, stories)
    assert any(p.pages for p in laid.placements)


def test_pinned_front_stories_stay_and_news_keeps_its_pictures(made: Made) -> None:
    briefs = [replace(s, kind=Kind.BRIEF) for s in many(8, (50,))]
    news = [replace(story(40 + n, 90, "City", 5), pictures=(picture(n),)) for n in range(2)]
    stories = [*briefs, *news]
    wishes = tuple(Wish(s.slug, page=1) for s in briefs[:2])
    laid = made(stories, pages=PageBudget(1, 4, 1), wishes=wishes)
    assert_sound(laid, stories)
    pages = {p.slug: p.pages for p in laid.placements}
    assert all(pages[wish.slug] == (1,) for wish in wishes)
