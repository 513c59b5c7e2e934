"""The head of page 1: ears beside the paper's name, and the skybox under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import edition_of

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.edition.front import front_top
from epaper.layout.laid_out import LaidOut
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.furniture import nameplate
from epaper.layout.makeup.inside_box import inside_box
from epaper.layout.makeup.skybox import skybox_marks
from epaper.layout.makeup.teasers import Window, window_of
from epaper.layout.measure.copyfit import Copyfitter
from epaper.model.digests import furniture_digest
from epaper.model.edition import Publication
from epaper.model.finding import Finding
from epaper.model.picture import Picture
from epaper.model.story import Kind, Story
from epaper.model.teasers import Ear, Skybox
from epaper.page.marks import Element, GlyphRun, Link, Mark, PictureMark
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

WEATHER = Ear("left", "Weather", ("Fog early", "then sun"), page=4)
TEASER = Ear("right", story="story-05")
STORIES = [story(n, 90, f"Section {n // 3}") for n in range(9)]
WHERE = {told.slug: [1 + n // 3] for n, told in enumerate(STORIES)}


@pytest.fixture(scope="module")
def composer(book: FontBook, design: Design) -> Composer:
    return Composer(design, Copyfitter(design, Typesetter(book, "en-GB")))


def window(composer: Composer, **more: object) -> Window:
    return window_of(edition_of(STORIES, **more), composer, WHERE, 4)


def links(marks: Sequence[Mark]) -> list[int]:
    """The pages that they lead to."""
    return [m.page for m in marks if isinstance(m, Link)]


def said(marks: Sequence[Mark]) -> str:
    return " ".join(m.text for m in marks if isinstance(m, GlyphRun))


def head(composer: Composer, *ears: Ear, name: str = "The Test") -> tuple[str, list[Finding]]:
    edition = edition_of(STORIES, ears=ears, publication=Publication(name, "TST"))
    boxes = window_of(edition, composer, WHERE, 4).ears
    marks, findings = nameplate(edition, composer, boxes)
    return said(marks), findings


def test_ears_say_their_words_and_lead_inside(composer: Composer) -> None:
    marks = [m for box in window(composer, ears=(WEATHER, TEASER)).ears for m in box.marks]
    assert {m.origin.element for m in marks} == {Element.TEASER}
    assert said(marks).startswith("Weather Fog early then sun Section 1, page 2 Council weighs")
    assert links(marks) == [4, 2]
    (pointer,) = (m for m in marks if isinstance(m, Link) and m.origin.story)
    assert (pointer.origin.story, pointer.label) == (
        "story-05",
        "Council weighs the price of a bridge, page 2",
    )


@pytest.mark.parametrize(
    ("ear", "fact"),
    [
        (replace(WEATHER, page=9), "the left ear leads to page 9, and the paper has 4"),
        (replace(TEASER, story="story-01"), "story-01, which stands on page 1 itself"),
        (replace(TEASER, story="story-99"), "story-99, which is not in the paper"),
    ],
)
def test_an_ear_that_leads_nowhere_is_told(ear: Ear, fact: str, composer: Composer) -> None:
    found = window(composer, ears=(ear,))
    assert [fact in one.message for one in found.findings] == [True]
    assert not [m for box in found.ears for m in box.marks if isinstance(m, Link)]


def test_the_name_makes_room_for_ears_or_they_are_told(composer: Composer) -> None:
    words, findings = head(composer, WEATHER)
    assert "Fog early" in words
    assert findings == []
    long = "The Advertiser and Intelligencer of the Harbour, the Hills and All the Lower Valleys"
    words, findings = head(composer, WEATHER, name=long)
    assert "Fog early" not in words
    assert "the name leaves no room for it" in findings[0].message
    words, findings = head(composer, replace(WEATHER, lines=("so very long a forecast " * 12,)))
    assert "it is deeper than the nameplate" in findings[0].message


def test_the_name_keeps_clear_of_the_ears(composer: Composer) -> None:
    edition = edition_of(
        STORIES, ears=(WEATHER, TEASER), publication=Publication("The Kestrel Bay Courier", "K")
    )
    marks, _ = nameplate(edition, composer, window_of(edition, composer, WHERE, 4).ears)
    runs = [m for m in marks if isinstance(m, GlyphRun)]
    name = next(m for m in runs if m.text.startswith("The Kestrel"))
    ears = [m for m in runs if m.origin.element is Element.TEASER]
    left = max(m.x + m.width for m in ears if m.x < name.x)
    right = min(m.x for m in ears if m.x > name.x)
    assert left < name.x < name.x + name.width < right


def test_a_skybox_chooses_the_best_of_sections_that_page_1_does_not_have(
    composer: Composer,
) -> None:
    kinds = {3: Kind.BRIEF, 7: Kind.FEATURE}
    stories = [replace(s, kind=kinds.get(n, s.kind)) for n, s in enumerate(STORIES)]
    edition = edition_of(stories, skybox=Skybox(auto=True), ears=(TEASER,))
    chosen = window_of(edition, composer, WHERE, 4).skybox
    assert [one.slug for one in chosen] == ["story-04", "story-07"]
    shown = window_of(edition, composer, WHERE, 4, unused={"story-08"}).skybox
    assert [one.slug for one in shown] == ["story-04", "story-08"]


@pytest.mark.parametrize(
    ("skybox", "pages", "has"),
    [
        (Skybox(), 8, True),
        (Skybox(), 6, False),
        (Skybox(auto=True), 4, True),
        (Skybox(auto=False), 16, False),
        (Skybox(("story-04", "story-05"), auto=False), 4, True),
    ],
)
def test_a_skybox_takes_its_lines_from_page_1(
    skybox: Skybox, pages: int, has: bool, design: Design
) -> None:
    edition = edition_of(STORIES, skybox=skybox)
    usual, lines = design.nameplate_lines, design.skybox_lines
    assert front_top(edition, design, pages) == usual + lines * has
    assert front_top(edition, replace(design, skybox_lines=0), pages) == usual


def row(
    composer: Composer, stories: list[Story], depth: float = 70, **pictures: Picture
) -> tuple[list[Mark], list[Finding]]:
    band = Rect(40, 200, 700, depth)
    shots = {slug.replace("_", "-"): picture for slug, picture in pictures.items()}
    return skybox_marks(stories, band, composer, WHERE, pictures=shots)


def test_pointers_stand_side_by_side_in_one_size(composer: Composer) -> None:
    stories = [replace(s, summary="All of it in a line.") for s in STORIES[4:7]]
    marks, findings = row(composer, [*stories])
    assert findings == []
    assert links(marks) == [2, 2, 3]
    assert said(marks).count("All of it in a line.") == 3
    heads = {m.size for m in marks if isinstance(m, GlyphRun) and m.size > 12}
    assert len(heads) == 1
    assert all(m.y < 270 for m in marks if isinstance(m, GlyphRun))


def test_summaries_stand_under_all_or_none(composer: Composer) -> None:
    long = replace(STORIES[4], summary="A long summary of it all. " * 40)
    marks, findings = row(composer, [long, replace(STORIES[6], summary="A line.")])
    assert findings == []
    assert "line" not in said(marks)
    assert "summary" not in said(marks)


def test_a_picture_takes_a_third_of_a_pointer_at_most(composer: Composer) -> None:
    picture = Picture(Path("x.jpg"), "x.jpg", 3000, 2000, digest="abc")
    marks, _ = row(composer, STORIES[4:7], story_05=picture)
    (shown,) = (m for m in marks if isinstance(m, PictureMark))
    assert (said(marks).count("Long come"), said(marks).count("On the long")) == (1, 1)
    assert shown.rect.width <= 700 / 9 * 3
    assert shown.rect.bottom <= 270
    (place,) = (m for m in marks if isinstance(m, Link) and m.origin.story == "story-05")
    assert place.rect.x <= shown.rect.x < place.rect.x + place.rect.width / 2


def test_a_band_too_low_is_told(composer: Composer) -> None:
    marks, findings = row(composer, STORIES[4:6], depth=8)
    assert not links(marks)
    assert ["too low" in one.message for one in findings] == [True, True]


def test_a_changed_ear_is_a_changed_page() -> None:
    bare, eared = edition_of(STORIES), edition_of(STORIES, ears=(WEATHER,))
    moved = edition_of(STORIES, ears=(replace(WEATHER, line=9),))
    assert furniture_digest(bare) != furniture_digest(eared) == furniture_digest(moved)


def test_a_paper_with_ears_and_skybox_adds_up(made: Callable[..., LaidOut]) -> None:
    stories = [story(n, 160, f"Section {n // 4}", 3 + n // 4) for n in range(14)]
    late, later = "story-12", "story-13"
    laid = made(
        stories,
        most=4,
        ears=(replace(TEASER, story=late),),
        skybox=Skybox((late, later), auto=False),
    )
    assert all(not account.lost for account in laid.ledger)
    pages = {placed.slug: placed.pages[0] for placed in laid.placements}
    teasers = [m for m in laid.pages[0].marks if m.origin.element is Element.TEASER]
    found = [(m.origin.story, m.page) for m in teasers if isinstance(m, Link)]
    assert found == [(late, pages[late]), (late, pages[late]), (later, pages[later])]
    inside = [m.origin.story for m in laid.pages[0].marks if m.origin.element is Element.INSIDE]
    assert not {late, later} & {slug for slug in inside if slug}


def test_the_inside_box_goes_by_pages(composer: Composer) -> None:
    best_first = [(told, 9 - n) for n, told in enumerate(STORIES[:8])]
    best_first[2] = (replace(STORIES[2], short_headline="Far too long a headline " * 4), 7)
    marks = inside_box(best_first, Rect(40, 200, 140, 360), composer)
    assert links(marks) == [2, 3, 4, 5, 6, 8, 9]
    assert links(inside_box(best_first, Rect(40, 200, 140, 120), composer)) == [8, 9]


def test_a_deep_inside_box_tells_what_it_points_to(composer: Composer) -> None:
    """Each entry or none; rather than white between entries, never tight."""
    entries = [
        (replace(told, summary="What it is about."), n + 2) for n, told in enumerate(STORIES)
    ]
    said = [
        list(inside_box(entries[:6], Rect(40, 200, 140, depth), composer)) for depth in (300, 500)
    ]
    assert [len(links(marks)) for marks in said] == [6, 6]
    told = [[m for m in marks if isinstance(m, GlyphRun) and "about" in m.text] for marks in said]
    assert [len(runs) for runs in told] == [0, 6]
    without = [(replace(story, summary="", body=()), page) for story, page in entries[:6]]
    assert len(links(inside_box(without, Rect(40, 200, 140, 500), composer))) == 6


def test_an_inside_box_is_not_left_empty_for_long_headlines(composer: Composer) -> None:
    """Few stories inside, and the headlines of most of them over two lines of a narrow box."""
    long = "A headline of so many words that it takes three or four lines of a narrow box"
    entries = [(replace(told, headline=long), n + 2) for n, told in enumerate(STORIES[:5])]
    entries[3] = (STORIES[3], 5)
    assert len(links(inside_box(entries, Rect(40, 200, 110, 420), composer))) == 5
    assert links(inside_box(entries, Rect(40, 200, 110, 100), composer)) == [5]


def test_two_entries_in_a_deep_box_tell_what_they_are_about(composer: Composer) -> None:
    entries = [
        (replace(told, summary="What it is about."), 2 + n) for n, told in enumerate(STORIES)
    ]
    marks = inside_box(entries[:2], Rect(40, 200, 140, 300), composer)
    assert len([m for m in marks if isinstance(m, GlyphRun) and "about" in m.text]) == 2


def test_few_entries_stand_apart_evenly_in_a_deep_box(composer: Composer) -> None:
    """As much white over the first as between two and under the last."""
    bare = [(replace(told, summary="", body=()), 2 + n) for n, told in enumerate(STORIES[:2])]
    marks = inside_box(bare, Rect(40, 200, 140, 400), composer)
    first, last = (m.rect for m in marks if isinstance(m, Link))
    assert last.y - first.bottom < 120
    assert 600 - last.bottom > 60


def test_a_name_at_the_left_has_its_ears_at_the_right(composer: Composer) -> None:
    design = composer.design
    style = replace(design.styles["nameplate"], align="left")
    flush = replace(design, styles={**design.styles, "nameplate": style})
    flushed = Composer(flush, Copyfitter(flush, composer.setter))
    edition = edition_of(
        STORIES, ears=(WEATHER, TEASER), publication=Publication("The Kestrel Bay Courier", "K")
    )
    marks, findings = nameplate(edition, flushed, window_of(edition, flushed, WHERE, 4).ears)
    runs = [m for m in marks if isinstance(m, GlyphRun)]
    name = next(m for m in runs if m.text.startswith("The Kestrel"))
    ears = [m for m in runs if m.origin.element is Element.TEASER]
    assert findings == []
    assert name.x + name.width < min(m.x for m in ears)
    weather = max(m.x + m.width for m in ears if "Fog" in m.text)
    assert weather < min(m.x for m in ears if "Council" in m.text)


def test_few_short_headlines_do_not_stand_far_apart(composer: Composer) -> None:
    """Where only two are short, longer ones stand with them rather than white."""
    longer = "Far too long a headline for two lines of a narrow box that is"
    entries = [
        (told if n in (1, 4) else replace(told, headline=f"{longer} no {n}"), n + 2)
        for n, told in enumerate(replace(one, summary="What it is about.") for one in STORIES[:8])
    ]
    assert len(links(inside_box(entries, Rect(40, 200, 140, 380), composer))) > 4
