"""Every shape that a story can take: its parts keep apart, stay inside, and hold exactly its
text."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
from generated_day import story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.shapes import PicturePlace, Shape
from epaper.layout.measure.stories import story_item
from epaper.model.picture import Picture
from epaper.model.text import rich
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

SIZES = ((3000, 2000), (800, 620), (2000, 3000), (1500, 1500), (600, 400), (4000, 1500))


def cells_of(shape: Shape) -> list[tuple[int, int]]:
    """(column, line) of every part that text, pictures and breakouts take."""
    found = []
    for p in shape.pictures:
        found += [
            (c, n)
            for c in range(p.column, p.column + p.columns)
            for n in range(p.line, p.line + p.lines)
        ]
    slots = [*shape.slots, *shape.breakouts]
    for s in slots:
        found += [(s.column, n) for n in range(s.line, s.line + s.lines)]
    head = range(shape.head_line, shape.legs_line) if shape.head else range(0)
    found += [(c, n) for c in range(shape.head_columns) for n in head]
    return found


def ppi_of(place: PicturePlace, item: Item, design: Design) -> float:
    """Of what is shown of a picture; endless in one column, where any may stand."""
    if place.columns == 1 or place.index < 0:
        return math.inf
    picture, grid = item.copy.pictures[place.index], design.grid
    depth = (place.lines - place.caption) * grid.leading
    return 72 * min(picture.width / grid.width(place.columns), picture.height / depth)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.integers(20, 700),
    st.lists(st.sampled_from(SIZES), max_size=4),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["lead", "major", "minor", "small"]),
    st.booleans(),
)
def test_parts_keep_apart(
    book: FontBook,
    design: Design,
    words: int,
    sizes: list[tuple[int, int]],
    deck: bool,
    quote: bool,
    tier: str,
    shows: bool,
) -> None:
    setter = Typesetter(book, "en-GB")
    pictures = tuple(
        Picture(Path("x.jpg"), f"{n}.jpg", *size, caption=rich("A caption."), credit="Staff")
        for n, size in enumerate(sizes)
    )
    told = story(
        words % 50,
        words,
        pictures=pictures,
        deck="A deck of some words" if deck else "",
        pull_quote="You do not wait for a cable to tell you twice" if quote else "",
    )
    item = story_item(told, design, setter, tier)
    item = replace(item, ask=replace(item.ask, shows=shows))
    fitter = Copyfitter(design, setter)
    filled, least = 0, design.practice.least_ppi * 0.98  # a depth is whole lines
    for w in range(1, design.grid.columns + 1):
        depths = np.isfinite(fitter.costs(item, w)).nonzero()[0]
        for depth in depths[:: max(1, len(depths) // 12)]:
            for shape in fitter.shapes(item, w, int(depth)):
                cells = cells_of(shape)
                assert len(cells) == len(set(cells)), shape
                assert all(0 <= c < w and 0 <= n < depth for c, n in cells), shape
                assert all(ppi_of(p, item, design) >= least for p in shape.pictures), shape
            filled += check_fill(item, w, int(depth), fitter)
    assert filled


def check_fill(item: Item, w: int, depth: int, fitter: Copyfitter) -> bool:
    """The cheapest shape that can be filled holds every line of the story, and no leg ends short of
    the foot.  False where none can be filled.
    """
    real = fitter.fitted(item, w, depth)
    if real is None:
        return False
    shape, fill = real
    assert fill.white == 0
    lines = dict.fromkeys(range(len(item.copy.text.blocks)), 0)
    feet: dict[int, int] = {}
    for piece in fill.parts:
        lines[piece.block] += piece.last - piece.first
        feet[piece.slot] = max(feet.get(piece.slot, 0), piece.line + piece.last - piece.first)
    for piece in fill.parts:
        assert (
            lines[piece.block] == item.copy.text.blocks[piece.block].settings[piece.setting].lines
        )
    assert all(feet[slot] == shape.slots[slot].lines for slot in feet)
    assert {n for n, slot in enumerate(shape.slots) if slot.lines} == set(feet)
    return True
