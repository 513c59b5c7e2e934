"""The one room that grants wishes: what a wish asks of an item, and what the pages are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import bare_item, edition_of

from epaper.layout.design.reader import Design
from epaper.layout.edition.wishes import unmet, wishes_of
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.shapes import PicturePlace, Shape
from epaper.layout.measure.stories import briefs_item, story_item
from epaper.layout.search.hole import Hole
from epaper.layout.search.stand import Stand
from epaper.model.finding import Finding
from epaper.model.picture import Picture
from epaper.model.plan import Wish
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

PICTURE = (Picture(Path("x.jpg"), "x.jpg", 3000, 2000),)
HOLE = Hole(0, (90,) * 5, 2)


@pytest.fixture(scope="module")
def fitter(book: FontBook, design: Design) -> Copyfitter:
    return Copyfitter(design, Typesetter(book, "en-GB"))


def item_of(fitter: Copyfitter, **more: object) -> Item:
    told = replace(story(1, 150, **more), pictures=PICTURE)  # type: ignore[arg-type]
    return story_item(told, fitter.design, fitter.setter, "major")


def granted(wish: Wish, item: Item, fitter: Copyfitter) -> Item:
    return wishes_of(edition_of([story(1, 150)], wishes=(wish,))).granted(item, fitter)


def test_a_wish_asks_for_width_picture_headline_and_place(fitter: Copyfitter) -> None:
    item = item_of(fitter)
    wish = Wish("story-01", columns=3, picture=2, headline=24.0, at="top")
    ask = granted(wish, item, fitter).ask
    assert (ask.min_columns, ask.max_columns) == (3, 3)
    assert (ask.picture_columns, ask.head_size, ask.at) == (2, 24.0, "top")
    assert granted(wish, item, fitter).copy is item.copy


def test_no_wish_no_change(fitter: Copyfitter) -> None:
    item = item_of(fitter)
    assert granted(Wish("story-02", columns=3), item, fitter) is item
    assert granted(Wish("story-01", page=3), item, fitter) is item


def test_a_wish_that_no_shape_can_meet_is_not_granted(fitter: Copyfitter) -> None:
    item = item_of(fitter)
    beyond = fitter.design.grid.columns + 1
    assert granted(Wish("story-01", columns=beyond), item, fitter) is item
    assert granted(Wish("story-01", columns=1, picture=3), item, fitter) is item


def test_briefs_and_rests_have_no_wishes(fitter: Copyfitter) -> None:
    told = story(1, 150)
    briefs = briefs_item([told], fitter.design, fitter.setter)
    wish = Wish("story-01", columns=2)
    assert granted(wish, briefs, fitter) is briefs
    rest = bare_item("story-01", kind="jump", stories=(told,))
    assert granted(wish, rest, fitter) is rest


def test_a_page_beyond_the_budget_is_no_page_but_the_story_is_named() -> None:
    edition = edition_of([story(1, 90)], most=8, wishes=(Wish("story-01", page=60),))
    wishes = wishes_of(edition)
    assert wishes.of(bare_item("story-01")).page == 0
    assert wishes.pages == frozenset()
    assert wishes.with_page == {"story-01"}


def test_pages_that_are_wished() -> None:
    stories = [story(n, 90) for n in range(4)]
    given = (Wish("story-00", page=1), Wish("story-01", page=4), Wish("story-02", off=(1,)))
    wishes = wishes_of(edition_of(stories, wishes=given))
    assert wishes.front == {"story-00"}
    assert wishes.pages == {1, 4}
    assert [wishes.off_front(told) for told in stories] == [False, True, True, False]


# -- what is told ----------------------------------------------------------------------------------

SHAPE = Shape(
    columns=3,
    lines=40,
    head=None,
    head_line=0,
    head_columns=3,
    kicker=0,
    deck=0,
    byline=0,
    legs_line=4,
    pictures=(PicturePlace(0, 1, 4, 2, 20, 2),),
    breakouts=(),
    slots=(),
    cost=0.0,
)
STAND = Stand(bare_item("story-01"), 0, 10, SHAPE)


def told(wish: Wish, numbers: tuple[int, ...] = (3,), briefs: bool = False) -> list[Finding]:
    edition = edition_of([story(1, 90)], wishes=(replace(wish, line=7),))
    stands = {} if briefs else {"story-01": (STAND, HOLE)}
    where = {"story-01": numbers} if numbers else {}
    held = {"story-01": "killed by Desk, 22:10: the court forbids it"}
    return unmet(edition, where, stands, pages=8, held=held)


@pytest.mark.parametrize(
    "wish",
    [
        Wish("story-01", page=3),
        Wish("story-01", off=(4, 5)),
        Wish("story-01", columns=3),
        Wish("story-01", picture=2),
        Wish("story-01", at="left"),
    ],
)
def test_wishes_that_are_met_are_not_told(wish: Wish) -> None:
    assert told(wish) == []


@pytest.mark.parametrize(
    ("wish", "fact"),
    [
        (Wish("story-01", page=4), "page 4 is wished, it stands on page 3; that page has no room"),
        (Wish("story-01", page=60), "the edition has 8 pages"),
        (Wish("story-01", off=(3,)), "it stands on page 3, which it was to keep off"),
        (Wish("story-01", columns=2), "2 columns are wished, it has 3"),
        (Wish("story-01", picture=3), "a picture of 3 columns is wished"),
        (Wish("story-01", at="top"), "the top of the page is wished"),
        (Wish("story-01", at="right"), "the right of the page is wished"),
    ],
)
def test_wishes_that_are_not_met_are_told(wish: Wish, fact: str) -> None:
    (finding,) = told(wish)
    assert finding.rule == "plan.unmet"
    assert fact in finding.message
    assert (finding.story, finding.page, finding.line) == ("story-01", 3, 7)


def test_a_held_story_and_one_in_a_column_of_briefs() -> None:
    (held,) = told(Wish("story-01", columns=2), numbers=())
    assert held.message == (
        "story-01 is wished for and is killed by Desk, 22:10: the court forbids it"
    )
    assert (held.line, held.field) == (7, "stories.story-01")
    (brief,) = told(Wish("story-01", columns=2), briefs=True)
    assert "it runs in a column of briefs" in brief.message
    assert told(Wish("story-01", page=3), briefs=True) == []
