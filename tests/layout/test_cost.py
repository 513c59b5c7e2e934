"""Each weight of the cost by itself: all others at nothing, it bites on the shape it is for and not
on the next best.

The weights of whole pages have their small pages in test_terms.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.design.weights import Weights
from epaper.layout.measure.copy import FILLER, Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.legs import Slot, fill_legs
from epaper.layout.measure.shapes import Shape
from epaper.layout.measure.stories import story_item
from epaper.layout.search.hole import Hole
from epaper.layout.search.search import PageSearch, search_relaxed
from epaper.model.picture import Picture
from epaper.model.text import rich
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

LIMITS = set(  # where a weight begins, or what it is multiplied by
    "short_leg long_leg grey_lines headline_spare leads_deck front_width_rank "
    "leads_headline_size leads_head_low "
    "chart_crop picture_small good_ppi further_picture high_picture tombstone_ratio lead_depth "
    "rival upper_page dominant_share most_dominant entry_instead overfull "
    "overfull_share crowd foreign_pages foreign_urgent urgent".split()
)
OF_PAGES = set(  # see test_terms
    "air_under near_lead "
    "inverted equal_to_lead same_voice same_breakout tombstone head_beside_head lead_low order "
    "picture_touch picture_on_ad package_apart related_apart same_shape no_dominant wrong_dominant "
    "small_dominant large_dominant no_picture wish".split()
)
OF_SKELETONS = set(  # see test_skeletons
    "skeleton same_skeleton mirrored_skeleton heads_across".split()
)
OF_FLATPLANS = set(  # see test_objections, test_front and test_mending
    "jump front_fewer front_more front_few front_urgent "
    "fullness overfull_page leaderless grey_page crowded foreign "
    "reserved opinion_guest later unrelated people_apart package topic held urgent_held "
    "part_order pinned page_unfilled drift wrong_number wrong_hand no_page".split()
)
WEIGHTS = [field.name for field in fields(Weights) if field.name not in LIMITS]
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
    return not shape.pictures and not shape.breakouts


SCENES = {
    "short_leg_line": Scene(lambda s: legs(s) < 6, lambda s: legs(s) > 7, 60),
    "long_leg_line": Scene(lambda s: legs(s) > 52, lambda s: legs(s) < 45, 640),
    "air_line": Scene(lambda s: s.air == 1, lambda s: s.air == 0),
    "width_rank": Scene(lambda s: s.columns == 2, lambda s: s.columns == 3),
    "width_odd": Scene(lambda s: s.columns == 5, lambda s: s.columns == 3),
    "picture_size": Scene(
        lambda s: bool(s.pictures) and s.pictures[0].columns == 1,
        lambda s: s.columns == 4 and bool(s.pictures) and s.pictures[0].columns == 2,
        300,
        ((3000, 2000),),
        widths=(4,),
    ),
    "picture_vast": Scene(
        lambda s: bool(s.pictures) and s.pictures[0].columns == 5,
        lambda s: bool(s.pictures) and s.pictures[0].columns <= 4,
        300,
        ((3000, 2000),),
        tier="small",
        widths=(5,),
    ),
    "picture_soft": Scene(
        lambda s: bool(s.pictures) and s.pictures[0].columns == 3,
        lambda s: bool(s.pictures) and s.pictures[0].columns == 1,
        300,
        ((650, 430),),
        widths=(4,),
    ),
    "picture_left_out": Scene(
        lambda s: not s.pictures, lambda s: bool(s.pictures), 300, ((3000, 2000),)
    ),
    "leads_picture_left_out": Scene(
        lambda s: not s.pictures, lambda s: bool(s.pictures), 300, ((3000, 2000),), tier="lead"
    ),
    "deck_left_out": Scene(
        lambda s: not s.deck, lambda s: s.deck > 0, more=(("deck", "A deck of some words"),)
    ),
    "breakout_left_out": Scene(
        lambda s: not s.breakouts,
        lambda s: bool(s.breakouts),
        400,
        more=(("pull_quote", "You do not wait twice"),),
    ),
    "grey_line": Scene(
        lambda s: text_only(s) and s.columns == 2 and legs(s) > 45,
        lambda s: legs(s) < 36 and s.columns >= 2,
        700,
    ),
    "picture_stamp": Scene(
        lambda s: bool(s.pictures) and s.pictures[0].columns == 1,
        lambda s: bool(s.pictures) and s.pictures[0].columns == 2,
        300,
        ((3000, 2000),),
    ),
    "leads_picture_stamp": Scene(
        lambda s: bool(s.pictures) and s.pictures[0].columns == 1,
        lambda s: bool(s.pictures) and s.pictures[0].columns == 2,
        300,
        ((3000, 2000),),
        tier="lead",
    ),
    "no_entry": Scene(
        lambda s: not s.breakouts,
        lambda s: bool(s.breakouts),
        400,
        more=(("pull_quote", "You do not wait twice"),),
        shows=True,
    ),
    "head_low": Scene(
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
    item = story_item(told, design, setter, scene.tier)
    return replace(item, ask=replace(item.ask, shows=scene.shows))


def only(name: str, design: Design) -> Design:
    """The design with every weight but one at nothing."""
    usual = {field.name: getattr(design.weights, field.name) for field in fields(Weights)}
    nothing = {other: 0.0 for other in WEIGHTS if other != name}
    return replace(design, weights=Weights(**usual | nothing))


def test_every_weight_is_tried() -> None:
    elsewhere = set(
        "headline_size headline_fill headline_break headline_forced picture_crop picture_beside "
        "filler filler_area unfilled white_line white_foot loose_line leads_width_odd "
        "proposed proposed_points crosshead_high crosshead_low crosshead_air".split()
    )
    assert set(WEIGHTS) == set(SCENES) | OF_PAGES | OF_SKELETONS | OF_FLATPLANS | elsewhere


@pytest.mark.parametrize("name", SCENES)
def test_a_shape_costs_its_weight(name: str, book: FontBook, design: Design) -> None:
    design = only(name, design)
    scene, setter = SCENES[name], Typesetter(book, "en-GB")
    fitter, item = Copyfitter(design, setter), item_of(SCENES[name], design, setter)
    shapes = [
        shape
        for w in scene.widths
        for depth in np.isfinite(fitter.costs(item, w)).nonzero()[0]
        for shape in fitter.shapes(item, w, int(depth))
    ]
    bad, good = [s.cost for s in shapes if scene.bad(s)], [s.cost for s in shapes if scene.good(s)]
    assert bad
    assert good
    assert min(bad) > min(good)
    assert min(good) == pytest.approx(0.0)


def test_a_line_loose(book: FontBook, design: Design) -> None:
    design = only("loose_line", design)
    setter = Typesetter(book, "en-GB")
    item = item_of(Scene(legs_any, legs_any, 220), design, setter)
    table = Copyfitter(design, setter).costs(item, 2)
    finite = table[np.isfinite(table)]
    assert finite.min() == pytest.approx(0.0)
    assert finite.max() > 0.5


def legs_any(_shape: Shape) -> bool:
    return True


@pytest.mark.parametrize(
    ("name", "short", "long"),
    [
        ("headline_fill", "Go", "Council weighs the price of the bridge again"),
        ("headline_size", "Representatives postpone the bridge again", "Bridge shut"),
    ],
)
def test_headlines(name: str, short: str, long: str, book: FontBook, design: Design) -> None:
    design = only(name, design)
    setter = Typesetter(book, "en-GB")
    prices = []
    for headline in (short, long):
        item = story_item(replace(story(3, 100), headline=headline), design, setter, "lead")
        prices.append(
            min(
                head.cost
                for head in Copyfitter(design, setter).headlines.heads(
                    item, 1 if name == "headline_size" else 4
                )
            )
        )
    assert prices[0] > prices[1]


def test_a_headline_too_long_for_its_range_is_set_at_a_price(
    book: FontBook, design: Design
) -> None:
    design = only("headline_forced", design)
    setter = Typesetter(book, "en-GB")
    words = "Internationalisierungsbeauftragtenstelle postpone deliberations indefinitely once more"
    item = story_item(replace(story(3, 100), headline=words), design, setter, "lead")
    headlines = Copyfitter(design, setter).headlines
    assert headlines.heads(item, 1) == ()  # no size of 12 points or more fits it there
    assert [head.cost for head in headlines.heads(item, 2)] == [design.weights.headline_forced]
    assert min(head.cost for head in headlines.heads(item, 5)) == 0.0


def test_headlines_break_by_sense(book: FontBook, design: Design) -> None:
    design = only("headline_break", design)
    setter = Typesetter(book, "en-GB")
    item = story_item(
        replace(story(3, 100), headline="Council of the bay to close"), design, setter, "lead"
    )
    found = Copyfitter(design, setter).headlines.heads(item, 2)
    assert any(head.cut.badness for head in found)
    for head in found:
        assert head.cost == pytest.approx(head.cut.badness)


def test_a_crop_costs_what_it_takes(book: FontBook, design: Design) -> None:
    design = only("picture_crop", design)
    setter = Typesetter(book, "en-GB")
    fitter = Copyfitter(design, setter)
    item = item_of(Scene(legs_any, legs_any, 150, ((3000, 2000),)), design, setter)
    seen = 0
    for depth in np.isfinite(fitter.costs(item, 3)).nonzero()[0]:
        for shape in fitter.shapes(item, 3, int(depth)):
            for p in shape.pictures:
                shown = design.grid.width(p.columns) / ((p.lines - p.caption) * design.grid.leading)
                assert shape.cost == pytest.approx(
                    design.weights.picture_crop * math.log(shown / 1.5) ** 2
                )
                seen += 1
    assert seen > 10


def test_white_and_house_advertisements(book: FontBook, design: Design) -> None:
    setter = Typesetter(book, "en-GB")
    fitter = Copyfitter(design, setter)
    item = story_item(story(1, 430), design, setter, "lead")
    hole = Hole(0, (design.grid.lines,) * design.grid.columns, design.grid.gap)
    unfilled = PageSearch([item], hole, fitter).run(4, 0)
    assert unfilled is not None
    assert unfilled.terms["white"] >= design.weights.unfilled + design.weights.white_line * 100
    # too short for any width but one column: the house advertisement stands beside it
    short = story_item(story(1, 60), design, setter, "lead")
    filled = search_relaxed([short], hole, fitter)
    assert filled is not None
    assert "filler" in {placed.key for placed in filled.placed}
    assert filled.terms["shapes"] >= design.weights.filler
    table = fitter.costs(FILLER, 3)
    assert table[30] - table[20] == pytest.approx(design.weights.filler_area * 30)


def test_white_at_the_foot_of_a_leg(book: FontBook, design: Design) -> None:
    setter = Typesetter(book, "en-GB")
    item = story_item(story(1, 60), design, setter, "small")
    lines = item.copy.text.lines
    exact, short = (
        fill_legs(item.copy.text.blocks, (Slot(0, 0, lines + more),), design.weights, 12)
        for more in (0, 5)
    )
    assert exact is not None
    assert short is not None
    assert short.cost - exact.cost >= design.weights.white_foot + design.weights.white_line
