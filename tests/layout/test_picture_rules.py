"""The picture desk: what a picture's role and its faces allow it on a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.edition.pictures import main_picture
from epaper.layout.laid_out import LaidOut
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.display import DisplayText
from epaper.layout.measure.families import Family, families
from epaper.layout.measure.store import Measured
from epaper.layout.measure.stories import story_item
from epaper.layout.search.hole import Hole
from epaper.model.picture import Picture, PictureRole
from epaper.model.story import Kind
from epaper.page.marks import PictureMark
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

WIDE = Picture(Path("a.jpg"), "a.jpg", 3000, 2000, digest="a")
FACE = (0.4, 0.2, 0.1, 0.15)
LARGE_FACE = (0.3, 0.2, 0.3, 0.5)


def shown(
    design: Design, book: FontBook, *pictures: Picture, kind: Kind = Kind.NEWS, **ask: object
) -> list[Family]:
    setter = Typesetter(book, "en-GB")
    told = replace(story(1, 300), kind=kind, pictures=pictures)
    item = story_item(told, design, setter, "lead")
    item = replace(item, ask=replace(item.ask, **ask))  # type: ignore[arg-type]
    return list(families(item, 5, design, DisplayText(design, setter, Measured())))


def spans(found: list[Family]) -> set[int]:
    return {family.span for family in found if family.visual >= 0}


@pytest.mark.parametrize(
    ("changes", "most"),
    [
        ({}, 5),
        ({"stand_in": True}, 1),
        ({"role": PictureRole.SYMBOL}, 1),
        ({"role": PictureRole.MUG}, 2),
        ({"role": PictureRole.PORTRAIT}, 2),
        ({"faces": (LARGE_FACE,)}, 2),
        ({"faces": (LARGE_FACE, FACE)}, 5),
        ({"faces": (FACE,)}, 5),
        ({"faces": (LARGE_FACE,), "role": PictureRole.ACTION}, 5),
    ],
)
def test_most_columns(
    design: Design, book: FontBook, changes: dict[str, object], most: int
) -> None:
    picture = replace(WIDE, **changes)  # type: ignore[arg-type]
    assert max(spans(shown(design, book, picture))) == most
    assert max(spans(shown(design, book, picture, picture_columns=4))) == min(4, most)


def test_a_picture_with_an_opinion_takes_half_a_page(design: Design, book: FontBook) -> None:
    found = shown(design, book, WIDE, kind=Kind.OPINION)
    assert max(spans(found)) == design.grid.columns // 2
    assert max(spans(shown(design, book, WIDE, kind=Kind.FEATURE))) == 5


def test_a_portrait_is_liked_in_one_column(design: Design, book: FontBook) -> None:
    found = shown(design, book, replace(WIDE, role=PictureRole.MUG))
    assert min(found, key=lambda family: family.cost).span == 1


def test_a_wide_picture_takes_two_columns(design: Design, book: FontBook) -> None:
    assert min(spans(shown(design, book, replace(WIDE, role=PictureRole.WIDE)))) == 2


def test_an_obituary_takes_a_face_or_nothing(design: Design, book: FontBook) -> None:
    """An upright picture in which nobody looked for a face may show one, in one column."""
    assert spans(shown(design, book, WIDE, kind=Kind.OBITUARY)) == set()
    upright = replace(WIDE, width=2000, height=3000)
    assert spans(shown(design, book, upright, kind=Kind.OBITUARY)) == {1}
    action = replace(upright, role=PictureRole.ACTION)
    assert spans(shown(design, book, action, kind=Kind.OBITUARY)) == set()
    with_face = replace(WIDE, faces=(FACE,))
    assert max(spans(shown(design, book, with_face, kind=Kind.OBITUARY))) == 5
    mug = replace(WIDE, role=PictureRole.MUG)
    assert max(spans(shown(design, book, mug, kind=Kind.OBITUARY))) == 2


def test_page_1_shows_no_stand_in(design: Design, book: FontBook) -> None:
    stand_in = replace(WIDE, stand_in=True)
    only = shown(design, book, stand_in, front=True)
    assert spans(only) == set()
    assert only[0].cost == 0
    second = shown(design, book, stand_in, replace(WIDE, digest="b"), front=True)
    assert {family.visual for family in second if family.span} == {1}


def test_a_picture_meant_for_the_skybox_stands_in_no_module(design: Design, book: FontBook) -> None:
    teaser = replace(WIDE, role=PictureRole.TEASER, digest="b")
    found = shown(design, book, WIDE, teaser)
    assert {family.visual for family in found} == {-2, 0}
    assert not any(family.extras for family in found)


def test_the_main_picture_shows_the_matter(design: Design, book: FontBook) -> None:
    setter = Typesetter(book, "en-GB")

    def item(number: int, picture: Picture) -> Item:
        told = replace(story(number, 300), pictures=(picture,), urgency=number)
        return story_item(told, design, setter, "major")

    lead, other = item(1, replace(WIDE, stand_in=True)), item(2, WIDE)
    action = item(3, replace(WIDE, role=PictureRole.ACTION))
    hole = Hole(0, (80,) * 5, 2)
    assert main_picture([lead, other], lead.key, hole, design) == other.key
    assert main_picture([lead], lead.key, hole, design) == ""
    assert main_picture([lead, other, action], lead.key, hole, design) == action.key


def test_a_stand_in_on_page_1_is_told(made: Callable[..., LaidOut]) -> None:
    stand_in = replace(WIDE, stand_in=True, name="flag.jpg")
    day = [replace(story(n, 200), urgency=n, pictures=(stand_in,) * (n == 1)) for n in (1, 2, 3)]
    done = made(day, most=2)
    marks = [mark for page in done.pages for mark in page.marks if isinstance(mark, PictureMark)]
    assert not marks
    (told,) = (one for one in done.findings if one.rule == "layout.picture-left-out")
    assert "page 1 shows no such picture" in told.message


def test_a_picture_without_text_has_a_shape(design: Design, book: FontBook) -> None:
    fitter = Copyfitter(design, Typesetter(book, "en-GB"))
    bare = replace(story(1, 0), body=(), credit="", byline="", pictures=(WIDE,))
    alone = story_item(bare, design, fitter.setter, "small")
    assert fitter.has_shape(alone)
    assert fitter.area(alone) < design.grid.columns * design.grid.lines / 2
    empty = story_item(replace(bare, pictures=()), design, fitter.setter, "small")
    assert not fitter.has_shape(empty)


def test_a_page_of_stand_ins_has_its_entry_elsewhere(design: Design, book: FontBook) -> None:
    """The quote of the lead, which has a stand-in of its own, is what a reader sees first."""
    setter = Typesetter(book, "en-GB")

    def item(number: int, **more: object) -> Item:
        told = replace(story(number, 300), pictures=(replace(WIDE, stand_in=True),), **more)
        return story_item(told, design, setter, "major")

    lead, other = item(1, pull_quote="Nobody asked us"), item(2)
    hole = Hole(0, (80,) * 5, 2)
    assert main_picture([lead, other], lead.key, hole, design) == lead.key


def test_a_front_page_wants_a_picture_of_its_matter() -> None:
    assert not replace(story(1, 300), pictures=(replace(WIDE, stand_in=True),)).shows_matter
    assert replace(story(1, 300), pictures=(WIDE,)).shows_matter
