"""A picture's credit runs in at the end of its caption where it has room there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.measure.display import CREDIT_GAP, DisplayText
from epaper.layout.measure.store import Measured
from epaper.layout.measure.stories import story_item
from epaper.model.picture import Picture
from epaper.model.text import rich
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

SHORT = "The wall at noon"


def shown(design: Design, book: FontBook, caption: str, credit: str) -> tuple[int, float, float]:
    """Lines under the picture, where the credit begins, and the caption's last width."""
    setter = Typesetter(book, "en-GB")
    picture = Picture(Path("a"), "a", 900, 600, caption=rich(caption), credit=credit)
    copy = story_item(replace(story(1, 90), pictures=(picture,)), design, setter, "small").copy
    display = DisplayText(design, setter, Measured())
    _, beside = display.picture_credit(copy, 0, 1)
    last = display.caption(copy, 0, 1)[-1:]
    return display.caption_lines(copy, 0, 1), beside, last[0].width if last else 0.0


def test_it_costs_no_line_where_it_fits(design: Design, book: FontBook) -> None:
    lines, beside, width = shown(design, book, SHORT, "Ann Rye")
    assert beside == pytest.approx(width + CREDIT_GAP)
    assert lines == shown(design, book, SHORT, "")[0]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("", "Ann Rye"),
        (SHORT, "The Kestrel Bay Courier, by courtesy of its own archive"),
        ("הקיר בצהריים", "Ann Rye"),
    ],
)
def test_it_stands_below_where_it_does_not(
    design: Design, book: FontBook, caption: str, credit: str
) -> None:
    lines, beside, _ = shown(design, book, caption, credit)
    assert beside == 0
    assert lines >= (shown(design, book, caption, "")[0] if caption else 1)
