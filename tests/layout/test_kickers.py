"""What stands above a headline: a kicker, a guest's section, both or neither."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.makeup.account import left_out
from epaper.layout.makeup.compose import Composer
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.stories import story_item
from epaper.layout.search.page import Placed
from epaper.page.marks import Element, GlyphRun
from epaper.typeset.typesetter import Typesetter


def kicker_of(item: Item, design: Design, setter: Typesetter) -> list[tuple[str, Element]]:
    fitter = Copyfitter(design, setter)
    depth = next(n for n, cost in enumerate(fitter.costs(item, 2)) if cost < float("inf"))
    fitted = fitter.fitted(item, 2, depth)
    assert fitted is not None
    shape, filling = fitted
    placed = Placed(item.key, 0, 0, shape, filling=filling)
    marks, _ = Composer(design, fitter).module(item, placed, item.kind)
    style = design.styles["kicker"]
    return [
        (mark.text.strip(), mark.origin.element)
        for mark in marks
        if isinstance(mark, GlyphRun)
        and mark.face.startswith(style.face)
        and mark.size == style.size
        and mark.colour == style.colour
    ]


@pytest.mark.parametrize(
    ("kicker", "label", "said"),
    [
        ("", "", []),
        ("Tide", "", [("Tide", Element.KICKER)]),
        ("", "World", [("World", Element.FURNITURE)]),
        ("Tide", "World", [("World ·", Element.FURNITURE), ("Tide", Element.KICKER)]),
        ("world", "World", [("world", Element.KICKER)]),
    ],
)
def test_a_guests_section_stands_before_its_kicker(
    design: Design, setter: Typesetter, kicker: str, label: str, said: list[tuple[str, Element]]
) -> None:
    bare = replace(design, propose=())
    item = story_item(replace(story(1, 300), kicker=kicker), bare, setter, "minor")
    item = replace(item, ask=replace(item.ask, label=label))
    assert kicker_of(item, bare, setter) == said


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"kicker": "Tide"}, ""),
        ({"kicker": "Ann Wood", "byline": "Ann Wood"}, "byline"),
        ({"kicker": "Staff reporter", "byline_role": "staff reporter"}, "byline"),
        ({"kicker": "city"}, "section"),
        ({"kicker": "Council"}, "headline"),
        ({"kicker": "Coun"}, ""),
    ],
)
def test_a_kicker_that_says_what_stands_beside_it_is_left_out_and_told(
    design: Design, setter: Typesetter, changes: dict[str, str], what: str
) -> None:
    told = replace(story(1, 300), **changes)  # type: ignore[arg-type]
    assert told.repeated_kicker == what
    item = story_item(told, design, setter, "minor")
    assert item.copy.kicker == ("" if what else told.kicker)
    fitter = Copyfitter(design, setter)
    depth = next(n for n, cost in enumerate(fitter.costs(item, 2)) if cost < float("inf"))
    shape = next(fitter.shapes(item, 2, depth))
    cut = {one.rule: one.characters for one in left_out(item, shape)}
    assert cut.get(f"a kicker that the {what} repeats", 0) == (
        len(told.kicker.replace(" ", "")) if what else 0
    )
