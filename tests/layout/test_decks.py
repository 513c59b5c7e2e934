"""Decks: under which headlines they stand, and what is told of one that is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.makeup.account import told_of
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.display import DisplayText
from epaper.layout.measure.stories import story_item
from epaper.model.story import Story
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

SHORT = "Two of five wires were found broken"
LONG = " ".join([SHORT] * 8)


@pytest.fixture(scope="module")
def fitter(book: FontBook, design: Design) -> Copyfitter:
    return Copyfitter(design, Typesetter(book, "en-GB"))


@pytest.mark.parametrize(
    ("deck", "columns", "size", "why"),
    [
        (SHORT, 2, 26.0, ""),
        (SHORT, 2, 21.0, "its headline has 21 pt, and decks stand under 23 pt or more"),
        (LONG, 2, 26.0, "it has 7 lines at its width, and 3 are the most"),
        ("", 2, 26.0, ""),
    ],
)
def test_headlines_that_a_deck_stands_under(
    deck: str, columns: int, size: float, why: str, fitter: Copyfitter
) -> None:
    item = story_item(told(deck), fitter.design, fitter.setter, "minor")
    assert fitter.display.deck_fault(item.copy, columns, size) == why


def test_a_deck_is_plainly_smaller_than_its_headline(fitter: Copyfitter) -> None:
    styles = fitter.design.styles
    large = {**styles, "deck": replace(styles["deck"], size=20.0)}
    design = replace(fitter.design, styles=large)
    other = DisplayText(design, fitter.setter, Copyfitter(design, fitter.setter).measured)
    item = story_item(told(SHORT), design, fitter.setter, "minor")
    fault = "its 20 pt are more than 60 % of its headline's 26 pt"
    assert other.deck_fault(item.copy, 2, 26.0) == fault


@pytest.mark.parametrize(
    ("tier", "deck", "why"),
    [
        ("small", SHORT, "its headline has 17 pt, and decks stand under 23 pt or more"),
        ("lead", LONG, "it has 7 lines at its width, and 3 are the most"),
    ],
)
def test_the_warning_gives_the_reason(tier: str, deck: str, why: str, fitter: Copyfitter) -> None:
    item = story_item(told(deck), fitter.design, fitter.setter, tier)
    costs = fitter.costs(item, 2)
    fitted = fitter.fitted(item, 2, int(costs[:, 0].argmin() if costs.ndim > 1 else costs.argmin()))
    assert fitted is not None
    shape = fitted[0]
    assert not shape.deck
    (finding,) = told_of(item, shape, 3, fitter.display)
    assert finding.rule == "layout.deck-left-out"
    assert finding.message == f"the deck of story-1 is left out: {why}"


def told(deck: str) -> Story:
    return replace(story(1, 300), deck=deck, slug="story-1")
