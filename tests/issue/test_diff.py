"""Two issues compared: pages, stories, plates and causes, one change at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.geometry import Rect
from epaper.issue.diff import compare, plates_of
from epaper.issue.issue import Booking, Input, Issue
from epaper.page.marks import (
    AdMark,
    Element,
    Fill,
    GlyphRun,
    Link,
    Mark,
    Origin,
    PictureMark,
    Polygon,
    Rule,
)
from epaper.page.style import Colour

ORIGIN = Origin(Element.FURNITURE)
COLOURS = {
    "black": Colour("black", (0, 0, 0, 1)),
    "accent": Colour("accent", (0.1, 0.9, 0.8, 0)),
    "white": Colour("white", (0, 0, 0, 0)),
}


@pytest.mark.parametrize(
    ("mark", "inks"),
    [
        (Rule(0, 0, 9, 0, 0.5), ("K",)),
        (Fill(Rect(0, 0, 1, 1), "accent"), ("C", "M", "Y")),
        (Fill(Rect(0, 0, 1, 1), "white"), ("K",)),  # what it covers is black
        (Polygon(((0, 0), (1, 1)), ORIGIN, fill="accent", stroke="black"), ("C", "K", "M", "Y")),
        (Link(Rect(0, 0, 1, 1), "on", 2), ()),
        (AdMark(Rect(0, 0, 1, 1), "", "A1", ORIGIN), ("C", "K", "M", "Y")),
        (
            PictureMark(
                Rect(0, 0, 1, 1), "", "a.jpg", (0, 0, 1, 1), pixels=(1, 1), alt="", origin=ORIGIN
            ),
            ("C", "K", "M", "Y"),
        ),
    ],
)
def test_the_inks_of_a_mark(mark: Mark, inks: tuple[str, ...]) -> None:
    assert tuple(sorted(plates_of(mark, COLOURS))) == inks


def with_page(issue: Issue, number: int, marks: tuple[Mark, ...]) -> Issue:
    pages = tuple(
        replace(page, marks=marks) if page.number == number else page for page in issue.pages
    )
    return replace(issue, pages=pages)


def first_text(issue: Issue, number: int) -> tuple[int, GlyphRun]:
    page = issue.page(number)
    assert page is not None
    return next(
        (place, mark)
        for place, mark in enumerate(page.marks)
        if isinstance(mark, GlyphRun) and mark.origin.element is Element.BODY
    )


def test_an_issue_is_the_same_as_itself(sample: Issue) -> None:
    found = compare(sample, sample)
    assert found.pages == ()
    assert found.causes == ()


def test_a_line_that_moves_costs_the_black_plate(sample: Issue) -> None:
    place, run = first_text(sample, 3)
    page = sample.page(3)
    assert page is not None
    moved = (*page.marks[:place], replace(run, y=run.y + 1), *page.marks[place + 1 :])
    (difference,) = compare(sample, with_page(sample, 3, moved)).pages
    assert difference.page == 3
    assert difference.what == "changed"
    assert difference.plates == ("K",)
    assert difference.stories == (run.origin.story,)
    assert difference.came == difference.went == ()
    assert str(difference) == f"page 3: plates K; differs {run.origin.story}"


def test_a_story_that_leaves_a_page_is_named(sample: Issue) -> None:
    _, run = first_text(sample, 4)
    page = sample.page(4)
    assert page is not None
    gone = tuple(mark for mark in page.marks if mark.origin.story != run.origin.story)
    (difference,) = compare(sample, with_page(sample, 4, gone)).pages
    assert difference.went == (run.origin.story,)
    (back,) = compare(with_page(sample, 4, gone), sample).pages
    assert back.came == (run.origin.story,)
    assert f"went {run.origin.story}" in str(difference)


def test_a_link_is_not_printed(sample: Issue) -> None:
    page = sample.page(5)
    assert page is not None
    more = (*page.marks, Link(Rect(1, 1, 2, 2), "nowhere", 1))
    assert compare(sample, with_page(sample, 5, more)).pages == ()


def test_a_page_more_or_less(sample: Issue) -> None:
    shorter = replace(sample, pages=sample.pages[:-1])
    last = sample.pages[-1].number
    assert [(p.page, p.what) for p in compare(sample, shorter).pages] == [(last, "gone")]
    assert [(p.page, p.what) for p in compare(shorter, sample).pages] == [(last, "new")]


def test_a_colour_that_changes_touches_the_pages_that_have_it(sample: Issue) -> None:
    palette = tuple(
        replace(colour, cmyk=(1.0, 0.0, 0.0, 0.0)) if colour.name == "accent" else colour
        for colour in sample.palette
    )
    found = compare(sample, replace(sample, palette=palette)).pages
    marked = {
        page.number
        for page in sample.pages
        for mark in page.marks
        if "accent" in (getattr(mark, "colour", ""), getattr(mark, "fill", ""))
    }
    assert marked
    assert {page.page for page in found} >= marked
    assert all("C" in page.plates for page in found)


def test_causes_are_told_by_name(sample: Issue) -> None:
    first, second, *rest = sample.stories
    changed = replace(
        sample,
        stories=(
            replace(first, digest="other"),
            replace(second, status="held", reason="late"),
            *rest,
        ),
        bookings=(Booking("A1", "Mill Bakery", (3,), "d", file="f"),),
        inputs=(*sample.inputs, Input("layouts/own.yaml", "x")),
        furniture="other",
        program="9.9",
    )
    causes = compare(sample, changed).causes
    assert f"{first.slug} has changed" in causes
    assert f"{second.slug} was {second.status}, it is held: late" in causes
    assert "advertisement A1 is new" in causes
    assert "layouts/own.yaml has changed" in causes
    assert any("name, date line, number or price" in cause for cause in causes)
    assert any("9.9" in cause for cause in causes)
    gone = compare(sample, replace(sample, stories=sample.stories[1:])).causes
    assert gone == (f"{first.slug} is no longer in the day",)


def test_an_advertisement_changes_in_three_ways(sample: Issue) -> None:
    base = Booking("A1", "Mill Bakery", (3,), "d", file="f")
    before = replace(sample, bookings=(base,))
    for booking, words in (
        (replace(base, file="g"), "has another file"),
        (replace(base, digest="e"), "is booked otherwise"),
    ):
        after = replace(sample, bookings=(booking,))
        assert compare(before, after).causes == (f"advertisement A1 {words}",)
    assert compare(before, sample).causes == ("advertisement A1 is gone",)


def test_the_data_is_plain(sample: Issue) -> None:
    place, run = first_text(sample, 3)
    page = sample.page(3)
    assert page is not None
    moved = (*page.marks[:place], replace(run, y=run.y + 1), *page.marks[place + 1 :])
    data = compare(sample, with_page(sample, 3, moved)).as_data()
    assert data["pages"][0]["page"] == 3
    assert list(data["pages"][0]["plates"]) == ["K"]
    assert data["causes"] == []
