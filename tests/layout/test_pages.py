"""Whole pages: what must hold on each."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import edition_of
from soundness import assert_sound, counted
from test_standing_matter import matter

from epaper.issue.ledger import accounts, check
from epaper.layout.design.reader import Design
from epaper.layout.engine import lay_out
from epaper.layout.laid_out import LaidOut
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.story import Kind, Story
from epaper.page.dump import dump_page
from epaper.page.marks import AdMark, Element, GlyphRun, Link
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm

Made = Callable[..., LaidOut]


def day(seed: int, count: int = 24, longest: int = 420) -> list[Story]:
    return [
        story(
            seed * 50 + n,
            70 + (n * 137 + seed * 61) % longest,
            ("City", "World", "Sport")[n * 3 // count],
            1 + n * 5 % 8,
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def laid_once(made: Made) -> Callable[[int], LaidOut]:
    return functools.cache(lambda seed: made(day(seed)))


@pytest.fixture(params=[1, 3])
def laid_day(
    request: pytest.FixtureRequest, laid_once: Callable[[int], LaidOut]
) -> tuple[LaidOut, list[Story]]:
    return laid_once(request.param), day(request.param)


def test_modules_keep_apart_and_inside(laid_day: tuple[LaidOut, list[Story]]) -> None:
    assert_sound(*laid_day)


def test_every_story_stands_once_and_whole(laid_day: tuple[LaidOut, list[Story]]) -> None:
    laid, stories = laid_day
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


def test_the_number_of_jobs_changes_nothing(
    laid_once: Callable[[int], LaidOut], made: Made
) -> None:
    one, two = laid_once(3), made(day(3), jobs=2)
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
        words = " ".join(
            run.text
            for run in laid.pages[here - 1].marks
            if isinstance(run, GlyphRun) and run.origin.element is Element.JUMP_LINE
        )
        assert re.search(rf"(Continued on|price,) page {there}\b", words)


def test_without_jumps_no_story_goes_on(made: Made) -> None:
    laid = made([story(1, 900, urgency=1), *day(6)], 16, jumps=False)
    assert {p.status for p in laid.placements} == {"placed"}


def test_must_run_is_never_held(made: Made) -> None:
    stories = day(7, 40)
    stories[-1] = story(99, 200, "Sport", 8, must_run=True)
    laid = made(stories, 4)
    held = {p.slug for p in laid.placements if p.status == "held"}
    assert held
    assert "story-99" not in held


def test_a_thin_day_leaves_no_page_half_filled(made: Made) -> None:
    laid = made(day(8, 3), 8)
    whites = [page.white_share for page in counted(laid)]
    assert max(whites) < 0.52  # of the news, nameplate and all
    assert empty_share(laid) <= 45  # three stories, no picture, nothing else
    filled = made([*day(8, 3), *matter(9)], 8)
    assert empty_share(filled) < 15


def empty_share(laid: LaidOut) -> int:
    """Percent of page 1 that nothing fills."""
    told = [one.message for one in laid.findings if one.rule == "layout.front-empty"]
    found = [re.search(r"(\d+)% of it", message) for message in told]
    return max((int(one[1]) for one in found if one), default=0)


def test_a_day_of_short_stories_fills_its_front_page(made: Made) -> None:
    shorts = [story(n, 40 + n % 7, ("City", "World")[n % 2], 2 + n % 5) for n in range(1, 41)]
    laid = made(shorts, 2, effort=4)
    front = [module for module in laid.pages[0].modules if module.kind == "story"]
    assert len(front) > 9
    assert empty_share(laid) < 10


def test_a_days_contents_name_every_story(made: Made) -> None:
    laid = made(day(9, 40, 120), 24)
    page = laid.pages[1]
    kinds = [module.kind for module in page.modules]
    assert kinds.count("contents") == 1
    assert "story" in kinds
    marks = [m for m in page.marks if m.origin.element is Element.CONTENTS]
    links = {(m.origin.story, m.page) for m in marks if isinstance(m, Link)}
    assert links == {(p.slug, p.pages[0]) for p in laid.placements if p.pages}
    feet = [m.y for m in marks if isinstance(m, GlyphRun)]
    assert page.type_area is not None
    assert max(feet) <= page.type_area.bottom + 1
    assert ("Contents", 2, 1) in [(e.title, e.page, e.level) for e in laid.outline]


def test_a_layout_may_have_its_contents_on_a_page(
    made: Made, book: FontBook, design: Design
) -> None:
    stories = day(9, 12)
    laid = lay_out(
        edition_of(stories), replace(design, effort=4, contents="page"), Typesetter(book, "en-GB")
    )
    page = laid.pages[1]
    assert page.section == "Contents"
    assert {m.origin.element for m in page.marks} <= {Element.CONTENTS, Element.FOLIO}
    assert sum(isinstance(m, Link) for m in page.marks) == len(stories)


def test_news_keeps_off_the_advertisements(made: Made) -> None:
    sizes = [(5, 60, 1), (2, 150, 0), (3, 100, 0), (1, 80, 0), (2, 90, 0), (4, 120, 0)]
    ads = tuple(
        Advertisement(
            f"B{n}",
            f"Firm {n}",
            AdFile(Path("gone.pdf"), "gone.pdf", fault="is not there"),
            "",
            c,
            mm(d),
            page,
        )
        for n, (c, d, page) in enumerate(sizes)
    )
    laid = made(day(10, 28, 300), 12, effort=6, advertisements=ads)
    sold = [(p.number, m) for p in laid.pages for m in p.modules if m.kind == "advertisement"]
    assert {m.note.split(",")[0] for _, m in sold} >= {ad.booking for ad in ads}
    for page in laid.pages:
        for a, b in itertools.combinations(page.modules, 2):
            assert not a.rect.overlaps(b.rect, 0.5), (page.number, a, b)
    placed = [m for p in laid.pages for m in p.marks if isinstance(m, AdMark)]
    assert {m.booking for m in placed if not m.asset} == {ad.booking for ad in ads}
    own = {page.number for page in laid.pages for m in page.modules if m.note.startswith("house")}
    news = [page for page in counted(laid)[2:] if page.page not in own]
    assert max(page.white_share for page in news) <= 0.21


def test_a_brief_with_byline_and_credit_has_a_line_for_each(made: Made) -> None:
    """No character stands between them that no editor wrote."""
    stories = [story(n, 150) for n in range(8)]
    stories += [story(n, 40, kind=Kind.BRIEF, byline="A Writer") for n in range(20, 24)]
    laid = made(stories)
    check(accounts(stories, laid.pages, [], laid.cut))
    brief = [
        mark
        for page in laid.pages
        for mark in page.marks
        if isinstance(mark, GlyphRun) and mark.origin.story == "story-20"
    ]
    tail = [(mark.origin.element, mark.text) for mark in brief[-2:]]
    assert tail == [(Element.BYLINE, "A Writer"), (Element.CREDIT, "Agency")]
