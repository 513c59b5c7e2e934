"""White at the joints of a module, on finished marks of every shape that a story may take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story

from epaper.figures.figures import edition_figures
from epaper.layout.design.reader import Design
from epaper.layout.makeup.compose import Composer
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.stories import story_item
from epaper.layout.search.page import Placed
from epaper.model.picture import Picture
from epaper.model.text import rich
from epaper.page.page import Page
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

SHOWN = Picture(
    Path("a.jpg"),
    "a.jpg",
    3000,
    2000,
    caption=rich("The mole on Sunday"),
    credit="Ada Rook",
    digest="a",
)
TOLD = replace(
    story(1, 330),
    kicker="Harbour",
    deck="Two of five wires were found broken on Sunday",
    byline="Ada Rook",
    pictures=(SHOWN,),
)
STEP = 7  # of the depths that are looked at


@pytest.fixture(scope="module")
def fitter(book: FontBook, design: Design) -> Copyfitter:
    return Copyfitter(design, Typesetter(book, "en-GB"))


@pytest.fixture(scope="module")
def white(fitter: Copyfitter) -> dict[str, list[float]]:
    """Lines of white by joint, over all widths and tiers."""
    found: dict[str, list[float]] = {}
    for page in pages(fitter):
        figures = edition_figures([page], leading=fitter.design.grid.leading, stories={}).pages[0]
        for name, lines in figures.joints.items():
            found.setdefault(name, []).extend(lines)
    return found


def pages(fitter: Copyfitter) -> Iterator[Page]:
    grid, composer = fitter.design.grid, Composer(fitter.design, fitter)
    for tier in ("lead", "minor", "small"):
        item = story_item(TOLD, fitter.design, fitter.setter, tier)
        for columns in range(1, grid.columns + 1):
            for depth in range(1, grid.lines, STEP):
                fitted = fitter.fitted(item, columns, depth)
                if fitted:
                    marks, module = composer.module(item, Placed("s", 0, 0, *fitted), "story")
                    yield Page(
                        2,
                        grid.trim,
                        "City",
                        tuple(marks),
                        modules=(module,),
                        type_area=grid.type_area,
                    )


def test_a_kicker_stands_over_headlines_of_all_sizes_at_one_distance(
    white: dict[str, list[float]],
) -> None:
    lines = white["kicker to headline"]
    assert len(lines) > 10
    assert max(lines) - min(lines) <= 0.15


def test_the_white_over_and_under_a_deck_differs_by_half_a_line(
    white: dict[str, list[float]],
) -> None:
    for joint in ("headline to deck", "deck to byline"):
        assert max(white[joint]) - min(white[joint]) <= 0.65, (joint, sorted(white[joint]))


@pytest.mark.parametrize(
    ("joint", "least", "most"), [("caption to text", 0.7, 1.85), ("caption to kicker", 0.95, 2.05)]
)
def test_about_a_line_of_white_stands_under_a_caption(
    joint: str, least: float, most: float, white: dict[str, list[float]]
) -> None:
    assert len(white[joint]) > 3
    assert least <= min(white[joint]) <= max(white[joint]) <= most, sorted(white[joint])
