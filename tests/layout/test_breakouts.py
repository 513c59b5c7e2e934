"""Breakouts in the legs of a story: their depth, their places, what the ledger makes of them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story

from epaper.layout.design.reader import Design, load_design
from epaper.layout.measure.breakouts import MOST_QUOTE, PANEL_EDGE, is_brief, set_breakout
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.shapes import BreakoutPlace, PicturePlace, breakout_columns, widest_grey
from epaper.layout.measure.stories import story_item
from epaper.model.breakout import BreakoutItem, BreakoutKind
from epaper.model.picture import Picture
from epaper.resources import shipped
from epaper.typeset.typesetter import Typesetter

NUMBER = BreakoutItem("passengers used the ferry this year", "4.2 million")
TOLD = replace(
    story(1, 420),
    pull_quote="You do not wait for a cable to tell you a second time",
    pull_quote_by="The city engineer",
    number=NUMBER,
    points=("The bridge is shut", "The ferry runs all night", "Work ends in the spring"),
    timeline=(BreakoutItem("The bridge opens.", "1994"), BreakoutItem("It shuts.", "2026")),
)


def test_every_kind_stands_within_its_lines(design: Design, setter: Typesetter) -> None:
    copy = story_item(TOLD, design, setter, "major").copy
    kinds = [kind for kind in BreakoutKind if kind is not BreakoutKind.NESTED]
    assert [one.kind for one in copy.breakouts] == kinds
    for breakout in copy.breakouts:
        made = set_breakout(copy, breakout, design, setter)
        foot = made.depth * design.grid.leading
        for put in made.puts:
            assert put.lines
            last = put.y + (len(put.lines) - 1) * put.step
            assert 0 < put.y <= last < foot - 0.35 * design.grid.leading
            assert all(
                put.x + run.x + run.width <= design.grid.column + 0.5
                for line in put.lines
                for run in line.runs
            )


def test_panels_keep_their_text_off_their_edges(design: Design, setter: Typesetter) -> None:
    """All but a quotation stand on the tint, and none within a tint."""
    panelled = replace(design, breakout_panels=True)
    copy = story_item(TOLD, panelled, setter, "major").copy
    for breakout in copy.breakouts:
        made = set_breakout(copy, breakout, panelled, setter)
        assert made.panel == (breakout.kind is not BreakoutKind.QUOTE)
        for put in made.puts if made.panel else ():
            assert put.x >= PANEL_EDGE
            right = max(run.x + run.width for line in put.lines for run in line.runs)
            assert put.x + right <= design.grid.column - PANEL_EDGE + 0.5
        assert not set_breakout(replace(copy, inset=7.0), breakout, panelled, setter).panel


def test_a_comma_in_a_figure_stands_clear_of_the_words_below(
    design: Design, setter: Typesetter
) -> None:
    figures = {}
    for figure in ("5.180", "5,180"):
        one = replace(TOLD, number=BreakoutItem("wires in all", figure))
        copy = story_item(one, design, setter, "major").copy
        number, words = set_breakout(copy, copy.breakouts[1], design, setter).puts
        figures[figure] = words.y - number.y
    style, small = design.styles["big_number"], design.styles["points"]
    assert figures["5,180"] > figures["5.180"]
    assert figures["5,180"] - 0.8 * small.size > 0.16 * style.size  # what hangs of a comma


@pytest.mark.parametrize("layout", sorted(shipped("layouts").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_big_number_is_no_louder_than_the_lead(layout: Path) -> None:
    """It is an accent: the page's second headline, three columns wide, is as large or larger, and
    so is an inside lead of two."""
    design = load_design(layout)
    second, lead = design.scale["major"][2], design.scale["lead"][1]
    assert design.styles["big_number"].size <= min(second, lead)


@pytest.mark.parametrize(
    ("figure", "parts"),
    [
        ("41", ["41"]),
        ("6,400", ["6,400"]),
        ("31 percent", ["31", "percent"]),
        ("14 million", ["14", "million"]),
        ("CDN$11,000", ["CDN$11,000"]),
        ("73%", ["73%"]),
        ("Rs 40 crore", ["Rs", "40", "crore"]),
        ("three", ["three"]),
    ],
)
def test_a_word_beside_a_figure_is_smaller(
    figure: str, parts: list[str], design: Design, setter: Typesetter
) -> None:
    one = replace(TOLD, number=BreakoutItem("wires in all", figure))
    copy = story_item(one, design, setter, "major").copy
    *puts, _ = set_breakout(copy, copy.breakouts[1], design, setter).puts
    assert [put.lines[0].text for put in puts] == parts
    assert len({put.y for put in puts}) == 1
    sizes = [put.lines[0].runs[0].size for put in puts]
    assert all(
        size == design.styles["big_number"].size * (1 if any(map(str.isdigit, part)) else 0.6)
        for size, part in zip(sizes, parts, strict=True)
        if len(parts) > 1
    )
    for before, after in itertools.pairwise(puts):
        assert after.x > before.x + before.lines[0].width


def test_a_long_figure_is_set_smaller(design: Design, setter: Typesetter) -> None:
    wide = replace(TOLD, number=BreakoutItem("in all", "12,341,234,567.89"))
    copy = story_item(wide, design, setter, "major").copy
    made = set_breakout(copy, copy.breakouts[1], design, setter)
    run = made.puts[0].lines[0].runs[0]
    assert run.size < design.styles["big_number"].size
    assert run.width <= design.grid.column


def test_what_the_editor_wrote_stands_where_there_is_room(
    design: Design, setter: Typesetter
) -> None:
    fitter, item = Copyfitter(design, setter), story_item(TOLD, design, setter, "major")
    shapes = [
        shape
        for depth, cost in enumerate(fitter.costs(item, 3))
        if cost < float("inf")
        for shape in fitter.shapes(item, 3, depth)
    ]
    best = min(shapes, key=lambda shape: shape.cost)
    assert len(best.breakouts) == 2
    for shape in shapes:
        columns = [place.column for place in shape.breakouts]
        assert len(set(columns)) == len(columns)


def test_the_legs_that_breakouts_stand_in() -> None:
    foot = PicturePlace(1, column=0, line=0, columns=1, lines=9, caption=1)
    assert breakout_columns(1, "none", ()) == (0,)
    assert breakout_columns(4, "none", ()) == (2, 0)
    assert breakout_columns(2, "none", (foot,)) == (1,)
    assert breakout_columns(1, "none", (foot,)) == ()


def test_legs_that_nothing_breaks() -> None:
    one = BreakoutPlace(0, column=2, line=0, lines=8)
    assert widest_grey(5, "none", 0, (), ()) == 5
    assert widest_grey(5, "none", 0, (), (one,)) == 2
    assert widest_grey(5, "legs", 2, (), (one,)) == 2
    assert widest_grey(5, "legs", 3, (), ()) == 2


@pytest.mark.parametrize("face", [-1, 0])
def test_a_word_wider_than_its_column_is_set_smaller(
    design: Design, setter: Typesetter, face: int
) -> None:
    narrow = replace(design, grid=replace(design.grid, columns=12))
    told = replace(
        TOLD,
        pull_quote="Nobody speaks of incomprehensibilities",
        pull_quote_by="Councillor Featherstonehaugh-Marjoribanks",
        pictures=(Picture(Path("x.jpg"), "x.jpg", 900, 1200),),
    )
    copy = story_item(told, narrow, setter, "major").copy
    for breakout in copy.breakouts:
        shown = replace(breakout, face=face if breakout.kind is BreakoutKind.QUOTE else -1)
        for put in set_breakout(copy, shown, narrow, setter).puts:
            widest = max(line.width for line in put.lines)
            assert put.x + widest <= narrow.grid.column + 0.5


def test_a_quote_that_the_text_offers_is_read_at_a_glance(
    design: Design, setter: Typesetter
) -> None:
    """In MOST_QUOTE lines of its column; the editor's own may be longer."""
    short = BreakoutItem("We had the machines out for Sunday. The storm did not.", "A. Stroud")
    assert MOST_QUOTE == 5
    assert is_brief(short, design, setter)
    assert not is_brief(BreakoutItem(short.words * 4, short.lead), design, setter)
