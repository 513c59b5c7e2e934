"""Each weight of the cost by itself: all others at nothing, it bites on the shape it is for and not
on the next best.

The weights of whole pages have their small pages in test_terms.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from generated_day import story

from epaper.layout.design import cost
from epaper.layout.design.reader import Design
from epaper.layout.measure.items import Item, heads, story_item
from epaper.layout.measure.legs import Slot, fill_legs
from epaper.layout.measure.shapes import Shape
from epaper.layout.measure.tables import Shaper
from epaper.layout.search.hole import Hole
from epaper.layout.search.search import PageSearch, search_relaxed
from epaper.model.picture import Picture
from epaper.model.text import rich
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

LIMITS = {
    "SHORT_LEG",
    "LONG_LEG",
    "GREY_DEPTH",
    "GREY_LINES",
    "HIGH_PICTURE",
    "GOOD_PPI",
}  # where a weight begins
OF_PAGES = set(
    "INVERTED TOMBSTONE HEAD_BESIDE_HEAD LEAD_LOW ORDER PICTURE_TOUCH PICTURE_ON_AD PACKAGE_APART "
    "RELATED_APART "
    "SAME_SHAPE NO_DOMINANT SMALL_DOMINANT NO_PICTURE WISH".split()
)
WEIGHTS = [name for name in vars(cost) if name.isupper() and name not in LIMITS]
Test = Callable[[Shape], bool]


@dataclass(frozen=True)
class Scene:
    """A story, how wide its modules are looked at, and which of its shapes the weight is
    against."""

    bad: Test
    good: Test
    words: int = 200
    pictures: tuple[tuple[int, int], ...] = ()
    more: tuple[tuple[str, object], ...] = ()
    tier: str = "major"
    widths: tuple[int, ...] = (1, 2, 3, 4, 5)
    shows: bool = False


def legs(shape: Shape) -> int:
    return max((slot.lines for slot in shape.slots), default=0)


def text_only(shape: Shape) -> bool:
    return not shape.pictures and not shape.quote


SCENES = {
    "OVERSHORT_LEG": Scene(lambda s: legs(s) < 6, lambda s: legs(s) > 7, 60),
    "LONG_LEG_LINE": Scene(lambda s: legs(s) > 52, lambda s: legs(s) < 45, 640),
    "AIR_LINE": Scene(lambda s: s.air == 1, lambda s: s.air == 0),
    "AIR_LINES": Scene(lambda s: s.air == 2, lambda s: s.air == 0),
    "WIDTH_RANK": Scene(lambda s: s.columns == 2, lambda s: s.columns == 3),
    "WIDTH_ODD": Scene(lambda s: s.columns == 5, lambda s: s.columns == 3),
    "PICTURE_SIZE": Scene(
        lambda s: bool(s.pictures) and s.pictures[0].columns == 1,
        lambda s: s.columns == 4 and bool(s.pictures) and s.pictures[0].columns == 2,
        300,
        ((3000, 2000),),
        widths=(4,),
    ),
    "PICTURE_SOFT": Scene(
        lambda s: bool(s.pictures) and s.pictures[0].columns == 3,
        lambda s: bool(s.pictures) and s.pictures[0].columns == 1,
        300,
        ((650, 430),),
        widths=(4,),
    ),
    "PICTURE_LEFT_OUT": Scene(
        lambda s: not s.pictures, lambda s: bool(s.pictures), 300, ((3000, 2000),)
    ),
    "LEADS_PICTURE_LEFT_OUT": Scene(
        lambda s: not s.pictures, lambda s: bool(s.pictures), 300, ((3000, 2000),), tier="lead"
    ),
    "DECK_LEFT_OUT": Scene(
        lambda s: not s.deck, lambda s: s.deck > 0, more=(("deck", "A deck of some words"),)
    ),
    "QUOTE_LEFT_OUT": Scene(
        lambda s: not s.quote,
        lambda s: s.quote is not None,
        400,
        more=(("pull_quote", "You do not wait twice"),),
    ),
    "GREY": Scene(
        lambda s: text_only(s) and s.columns >= 3 and legs(s) > 28,
        lambda s: legs(s) <= 26 and s.columns >= 3,
        700,
    ),
    "GREY_LINE": Scene(
        lambda s: text_only(s) and s.columns == 2 and legs(s) > 45,
        lambda s: legs(s) < 40 and s.columns >= 2,
        700,
    ),
    "HEAD_LOW": Scene(
        lambda s: s.head_line > 40,
        lambda s: 0 < s.head_line < 31,
        200,
        ((2400, 1800),),
        widths=(3,),
    ),
}


def item_of(scene: Scene, design: Design, setter: Typesetter) -> Item:
    pictures = tuple(
        Picture(Path("x.jpg"), "x.jpg", *size, caption=rich("A caption."))
        for size in scene.pictures
    )
    told = story(3, scene.words, pictures=pictures, **dict(scene.more))  # type: ignore[arg-type]
    return replace(story_item(told, design, setter, scene.tier), shows=scene.shows, cache={})


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets every weight but one to nothing."""

    def keep(name: str) -> None:
        for other in WEIGHTS:
            if other != name:
                monkeypatch.setattr(cost, other, 0.0)

    return keep


def test_every_weight_is_tried() -> None:
    elsewhere = {
        "HEADLINE_SIZE",
        "HEADLINE_FILL",
        "HEADLINE_BREAK",
        "PICTURE_CROP",
        "FILLER",
        "FILLER_AREA",
        "UNFILLED",
        "WHITE_LINE",
        "PLAIN_WHITE_STEP",
        "BYLINE_TIGHT",
        "LOOSE_LINE",
    }
    assert set(WEIGHTS) == set(SCENES) | OF_PAGES | elsewhere


@pytest.mark.parametrize("name", SCENES)
def test_a_shape_costs_its_weight(
    name: str, only: Callable[[str], None], book: FontBook, design: Design
) -> None:
    only(name)
    scene, setter = SCENES[name], Typesetter(book, "en-GB")
    shaper, item = Shaper(design, setter), item_of(SCENES[name], design, setter)
    shapes = [
        shape
        for w in scene.widths
        for depth in np.isfinite(shaper.table(item, w)).nonzero()[0]
        for shape in shaper.shapes(item, w, int(depth))
    ]
    bad, good = [s.cost for s in shapes if scene.bad(s)], [s.cost for s in shapes if scene.good(s)]
    assert bad
    assert good
    assert min(bad) > min(good)
    assert min(good) == pytest.approx(0.0)


def test_a_line_loose(only: Callable[[str], None], book: FontBook, design: Design) -> None:
    only("LOOSE_LINE")
    setter = Typesetter(book, "en-GB")
    item = item_of(Scene(legs_any, legs_any, 220), design, setter)
    table = Shaper(design, setter).table(item, 2)
    finite = table[np.isfinite(table)]
    assert finite.min() == pytest.approx(0.0)
    assert finite.max() > 0.5


def legs_any(_shape: Shape) -> bool:
    return True


@pytest.mark.parametrize(
    ("name", "short", "long"),
    [
        ("HEADLINE_FILL", "Go", "Council weighs the price of the bridge again"),
        (
            "HEADLINE_SIZE",
            "Representatives of Northumberland postpone deliberations indefinitely once more",
            "Bridge shut",
        ),
    ],
)
def test_headlines(
    name: str, short: str, long: str, only: Callable[[str], None], book: FontBook, design: Design
) -> None:
    only(name)
    setter = Typesetter(book, "en-GB")
    prices = []
    for headline in (short, long):
        item = story_item(replace(story(3, 100), headline=headline), design, setter, "lead")
        prices.append(
            min(
                head.cost
                for head in heads(item, 1 if name == "HEADLINE_SIZE" else 4, design, setter)
            )
        )
    assert prices[0] > prices[1]


def test_headlines_break_by_sense(
    only: Callable[[str], None], book: FontBook, design: Design
) -> None:
    only("HEADLINE_BREAK")
    setter = Typesetter(book, "en-GB")
    item = story_item(
        replace(story(3, 100), headline="Council of the bay to close"), design, setter, "lead"
    )
    found = heads(item, 2, design, setter)
    assert any(head.cut.badness for head in found)
    for head in found:
        assert head.cost == pytest.approx(head.cut.badness)


def test_a_crop_costs_what_it_takes(
    only: Callable[[str], None], book: FontBook, design: Design
) -> None:
    only("PICTURE_CROP")
    setter = Typesetter(book, "en-GB")
    shaper = Shaper(design, setter)
    item = item_of(Scene(legs_any, legs_any, 150, ((3000, 2000),)), design, setter)
    seen = 0
    for depth in np.isfinite(shaper.table(item, 3)).nonzero()[0]:
        for shape in shaper.shapes(item, 3, int(depth)):
            for p in shape.pictures:
                shown = design.grid.width(p.columns) / ((p.lines - p.caption) * design.grid.leading)
                assert shape.cost == pytest.approx(cost.PICTURE_CROP * math.log(shown / 1.5) ** 2)
                seen += 1
    assert seen > 10


def test_white_and_house_advertisements(book: FontBook, design: Design) -> None:
    setter = Typesetter(book, "en-GB")
    shaper = Shaper(design, setter)
    item = story_item(story(1, 400), design, setter, "lead")
    hole = Hole(0, (design.grid.lines,) * design.grid.columns, design.grid.gap)
    unfilled = PageSearch([item], hole, shaper).run(4, 0)
    assert unfilled is not None
    assert unfilled.terms["white"] >= cost.UNFILLED + cost.WHITE_LINE * 100
    # too short for any width but one column: the house advertisement stands beside it
    short = story_item(story(1, 60), design, setter, "lead")
    filled = search_relaxed([short], hole, shaper)
    assert filled is not None
    assert "filler" in {placed.key for placed in filled.placed}
    assert filled.terms["shapes"] >= cost.FILLER
    table = shaper._filler_table(3)
    assert table[30] - table[20] == pytest.approx(cost.FILLER_AREA * 30)


def test_a_byline_wants_air(only: Callable[[str], None], book: FontBook, design: Design) -> None:
    only("BYLINE_TIGHT")
    setter = Typesetter(book, "en-GB")
    item = item_of(Scene(legs_any, legs_any, 200, more=(("byline", "A Reporter"),)), design, setter)
    shaper = Shaper(design, setter)
    priced = {
        (shape.byline, round(shape.cost, 3))
        for depth in np.isfinite(shaper.table(item, 2)).nonzero()[0]
        for shape in shaper.shapes(item, 2, int(depth))
    }
    assert priced == {(1, cost.BYLINE_TIGHT), (2, 0.0)}


def test_white_at_the_foot_of_a_leg(book: FontBook, design: Design) -> None:
    setter = Typesetter(book, "en-GB")
    item = story_item(story(1, 60), design, setter, "small")
    lines = item.text_lines
    exact, short = (fill_legs(item.blocks, (Slot(0, 0, lines + more),), 12) for more in (0, 5))
    assert exact is not None
    assert short is not None
    assert short.cost - exact.cost >= cost.PLAIN_WHITE_STEP + cost.WHITE_LINE
