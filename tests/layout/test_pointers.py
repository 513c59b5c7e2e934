"""Pointers to related stories: who points to whom, and the page that each one names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from generated_day import story
from layout_samples import edition_of, said

from epaper.geometry import Rect, Size
from epaper.issue.issue import LockedPage, PlanSheet
from epaper.layout.design.practice import Practice
from epaper.layout.design.reader import Design
from epaper.layout.edition.kits import with_kits
from epaper.layout.laid_out import LaidOut
from epaper.layout.makeup.locked import changes
from epaper.layout.makeup.pointing import pointed
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.lastlines import WIDEST_PAGE, set_pointer
from epaper.layout.measure.stories import story_item
from epaper.layout.search.page import Placed
from epaper.model.digests import furniture_digest
from epaper.model.stop import Stop, StopKind
from epaper.model.story import Kind, Pointer
from epaper.page.marks import Element, Link, Origin
from epaper.page.page import Page
from epaper.typeset.typesetter import Typesetter


def test_who_points_to_whom() -> None:
    day = [
        replace(story(1, 300), related=("story-02", "story-03", "agate")),
        replace(story(2, 300), short_headline="Ships back", with_story="story-01"),
        replace(story(3, 300), short_headline="Ships back"),
        replace(story(4, 300), related=("story-01", "story-02", "story-03")),
        replace(story(5, 300), slug="agate", kind=Kind.AGATE, related=("story-01",)),
        replace(story(6, 300), related=("held",)),
        replace(story(7, 300), slug="held", stop=Stop(StopKind.HOLD)),
    ]
    kits = with_kits(edition_of(day), Practice())
    points = {one.slug: one.read_also for one in kits.edition.stories}
    assert points["story-01"] == (Pointer("story-03", day[2].headline, 1),)
    assert [one.slug for one in points["story-04"]] == ["story-01", "story-02", "story-03"]
    assert points["agate"] == points["story-06"] == ()
    assert [one.rule for one in kits.findings] == ["layout.read-also"]
    assert "story-03" in kits.findings[0].message


@pytest.mark.parametrize("title", ["Ships back", "Ships return to the old harbour", "No room " * 9])
def test_a_pointer_takes_as_many_lines_whatever_its_page(
    design: Design, setter: Typesetter, title: str
) -> None:
    pointer = Pointer("other", title, 0)
    reserved = set_pointer(pointer, WIDEST_PAGE, "s", design, setter=setter)[0].settings
    for page in (1, 7, 12, 120):
        block, lines = set_pointer(pointer, page, "s", design, setter=setter)
        assert block.settings == reserved
        assert str(page) in lines[-1].text
    assert reserved[0].lines <= 2


def test_pointers_name_the_true_page(made: Callable[..., LaidOut]) -> None:
    day = [story(n, 420, urgency=1 + n // 3) for n in range(1, 12)]
    last = replace(day[-1], related=("story-01",), headline="The last of all")
    laid = made([*day[:-1], last])
    where = {one.slug: one.pages for one in laid.placements}
    links = [
        mark
        for page in laid.pages
        for mark in page.marks
        if isinstance(mark, Link) and mark.origin.element is Element.READ_ALSO
    ]
    assert [link.page for link in links] == [where["story-01"][0]]
    assert where["story-11"] != where["story-01"]
    line = said(laid, Element.READ_ALSO, "story-11")
    assert line.startswith("Read also")
    assert line.endswith(str(where["story-01"][0]))
    assert all(one.lost == 0 for one in laid.ledger)


@pytest.mark.parametrize(
    ("where", "named", "told"),
    [
        ({"a": [3], "b": [4]}, ["a, page 3", "b, page 4"], 0),
        ({"a": [2], "b": [4], "c": [5]}, ["c, page 5", "b, page 4"], 0),  # a is on the same page
        ({"a": [1, 2], "b": [4], "c": [5]}, ["c, page 5", "b, page 4"], 0),  # goes on there
        ({"a": [2], "b": [2], "c": [5]}, ["c, page 5"], 0),
        ({"a": [2], "b": [4], "c": [2]}, ["b, page 4"], 0),
        ({"b": [4]}, ["b, page 4"], 1),  # a found no room
    ],
)
def test_no_pointer_leads_to_its_own_page(
    where: dict[str, list[int]], named: list[str], told: int, design: Design, setter: Typesetter
) -> None:
    pointers = tuple(Pointer(slug, slug, place) for place, slug in enumerate("abc"))
    item = story_item(replace(story(1, 300), read_also=pointers), design, setter, "minor")
    fitter = Copyfitter(design, setter)
    fits = (fitter.fitted(item, 2, depth) for depth in range(design.grid.lines))
    shape, filling = next(one for one in fits if one)
    found, placed, findings = pointed(item, Placed("s", 0, 0, shape, filling), 2, where, fitter)
    text = found.copy.text
    lines_of = [
        "".join(line.text for line in text.realise(part.block, part.setting))
        for part in placed.filling.parts
        if text.blocks[part.block].element is Element.READ_ALSO
    ]
    assert lines_of == [f"Read also: {one}" for one in named]
    assert sorted(page for _, page in found.copy.points_to) == sorted(int(n[-1]) for n in named)
    assert len(findings) == told


def test_a_pointer_to_a_story_without_room_is_dropped_and_told(
    made: Callable[..., LaidOut],
) -> None:
    """One page: the related story is the least urgent, and waits."""
    first = replace(story(1, 420, urgency=2), related=("late",))
    late = replace(story(2, 700, urgency=9), slug="late")
    laid = made(
        [first, late, *(story(n, 500, urgency=3) for n in range(3, 8))], most=1, jumps=False
    )
    assert next(one for one in laid.placements if one.slug == "late").status == "held"
    assert said(laid, Element.READ_ALSO, "story-01") == ""
    told = [one for one in laid.findings if one.rule == "layout.read-also"]
    assert [one.story for one in told] == ["story-01"]
    assert "late" in told[0].message
    assert all(one.lost == 0 for one in laid.ledger)


@pytest.mark.parametrize(("short", "page"), [(True, 5), (False, 3)])
def test_a_short_title_names_the_page_where_it_stands(
    short: bool, page: int, design: Design, setter: Typesetter
) -> None:
    """Over the rest of a story that is continued."""
    pointer = Pointer("b", "Ships back", 0, short=short)
    item = story_item(replace(story(1, 300), read_also=(pointer,)), design, setter, "minor")
    fitter = Copyfitter(design, setter)
    fits = (fitter.fitted(item, 2, depth) for depth in range(design.grid.lines))
    placed = Placed("s", 0, 0, *next(one for one in fits if one))
    found, *_ = pointed(item, placed, 2, {"b": [3, 5]}, fitter)
    assert found.copy.points_to == ((0, page),)
    found, *_ = pointed(item, placed, 2, {"b": [3]}, fitter)
    assert found.copy.points_to == ((0, 3),)


def test_a_headline_too_long_for_a_pointer_gives_way_to_the_short_one() -> None:
    long = replace(story(2, 300), headline="Ships " * 12, short_headline="Ships back")
    kits = with_kits(edition_of([replace(story(1, 300), related=(long.slug,)), long]), Practice())
    assert kits.edition.stories[0].read_also == (Pointer(long.slug, "Ships back", 0, short=True),)


def test_a_locked_page_whose_pointer_is_out_of_date_is_told() -> None:
    day = [replace(story(1, 300), related=("story-02", "story-03")), story(2, 300), story(3, 300)]
    edition = edition_of(day)
    link = Link(Rect(0, 0, 9, 9), "Read also", 5, origin=Origin(Element.READ_ALSO, "story-01", 1))
    page = Page(2, Size(100, 100), "City", (link,))
    sheet = PlanSheet(2, "City", "stories", ("story-01",))
    locked = {2: LockedPage(page, (), (), (), sheet=sheet, furniture=furniture_digest(edition))}

    def told(*pages: int) -> list[str]:
        where = {"story-01": (2,), "story-03": pages}
        return [one.message for one in changes(locked, edition, lambda slug: where.get(slug, ()))]

    assert told(5) == told(4, 5) == []
    fact = "page 2 is locked, but it points to story-03 on page 5, which is"
    assert told(6) == [f"{fact} on page 6"]
    assert told() == [f"{fact} held"]
