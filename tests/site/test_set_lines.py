"""Which runs of a page are one line, whichever way it is read; and how browsers are told to set
it."""

from __future__ import annotations

from epaper.geometry import Size
from epaper.page.marks import Element, GlyphRun, Origin, Word
from epaper.page.page import Page
from epaper.page.structure import Block, BlockRole, Span
from epaper.site.faces import AS_SET
from epaper.site.reading import lines_of, text_of


def run(x: float, text: str, *, spaced: bool = False, direction: str = "rtl") -> GlyphRun:
    count = len(text)
    word = Word(text, (1,) * count, (500,) * count, tuple(text), 500 * count)
    return GlyphRun(
        x=x,
        y=100.0,
        face="naskh",
        size=10.0,
        words=(word,),
        gap=2.0,
        origin=Origin(Element.NAMEPLATE),
        space_after=spaced,
        width=5.0 * count,
        direction=direction,
    )


def told(*runs: GlyphRun) -> tuple[str, int]:
    page = Page(1, Size(900, 900), "", runs)
    block = Block(BlockRole.PARAGRAPH, Element.NAMEPLATE, (Span(1, 0, len(runs)),))
    lines = lines_of(block, {1: page})
    return text_of(lines), len(lines)


def test_what_stands_far_apart_on_one_height_is_not_one_line_in_urdu() -> None:
    """The nameplate has edition, date and address side by side."""
    assert told(run(800, "شمارہ"), run(400, "پیر"), run(30, "mahtab", direction="ltr")) == (
        "شمارہ پیر mahtab",
        3,
    )


def test_words_of_two_directions_stay_on_their_line() -> None:
    assert told(run(300, "کو", spaced=True), run(100, "T20", direction="ltr")) == ("کو T20", 1)
    assert told(run(120, "2026", direction="ltr"), run(115, "ء")) == ("2026ء", 1)


def test_browsers_keep_ligatures_and_widths() -> None:
    assert "geometricPrecision" in AS_SET
    assert "'liga'" in AS_SET
