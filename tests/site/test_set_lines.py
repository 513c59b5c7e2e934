"""Which runs of a page are one line, whichever way it is read; and how browsers are told to set
it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.geometry import Size
from epaper.model.text import rich
from epaper.page.marks import Element, GlyphRun, Origin, Word
from epaper.page.mirror import mirrored
from epaper.page.page import Page
from epaper.page.structure import Article, Block, BlockRole, SectionContent, Span, Structure
from epaper.page.style import TextStyle
from epaper.sinks.pdf.tags import read_aloud
from epaper.site.faces import AS_SET
from epaper.site.reading import block_text, lines_of, sought_text, text_of
from epaper.typeset.fonts import default_book
from epaper.typeset.typesetter import Typesetter


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


@pytest.mark.parametrize(
    ("language", "face", "text"),
    [
        ("en", "serif", "Ask for the papers at www.mahtabpura.example/archive/of/the/town/hall or"),
        ("en", "serif", "The well-known and much-loved half-hourly ferry-boat of long-ago days."),
        ("en", "serif", "An uncharacteristically straightforward thoroughness of investigation."),
        ("ur", "naskh", "ہم سے dak@mahtabpura.example پر یا www.mahtabpura.example پر پوچھیں۔"),
    ],
)
@pytest.mark.parametrize("measure", [40.0, 60.0, 90.0])
@pytest.mark.parametrize("align", ["justify", "left"])
def test_a_word_that_a_line_parts_is_one_word(
    language: str, face: str, text: str, measure: float, align: str
) -> None:
    """With a hyphen or without one: addresses get none, and a word keeps the one it has."""
    setter = Typesetter(default_book(), language)
    style = TextStyle("body", face, 10, 14, align=align)
    lines = setter.set_text(rich(text), style, measure, Origin(Element.BODY, "story"))
    marks = tuple(
        replace(run, y=100.0 + 14 * number)
        for number, line in enumerate(lines)
        for run in line.runs
    )
    if language == "ur":  # lines from the right are set as their page's mirror shows them
        marks = tuple(one for one in mirrored(marks, 0.0, measure) if isinstance(one, GlyphRun))
    page = Page(1, Size(900, 900), "", marks)
    block = Block(BlockRole.PARAGRAPH, Element.BODY, (Span(1, 0, len(marks)),))
    assert len(lines) > 2
    assert block_text(block, {1: page}) == text
    structure = Structure((SectionContent("", (Article("story", "", (block,)),)),))
    parted = any(line.runs[-1].parted for line in lines[:-1])
    heard = read_aloud(structure, (page,))
    assert heard == ({0: text} if parted or language == "ur" else {})


def test_a_gap_parts_words_that_are_read_from_the_right() -> None:
    """After the name in a byline no space was set, and what its bearer is stands off."""
    assert told(run(300, "گلنار"), run(260, "نمائندہ")) == ("گلنار نمائندہ", 1)
    assert told(run(300, "گل"), run(290, "نار")) == ("گل نار".replace(" ", ""), 1)


def test_name_and_office_of_a_byline_are_parted_for_search() -> None:
    name = run(300, "گلنار")
    office = replace(run(260, "نمائندہ"), face="naskh-italic")
    for element, text in ((Element.BYLINE, "گلنار\nنمائندہ"), (Element.BODY, "گلنار نمائندہ")):
        page = Page(1, Size(900, 900), "", (name, office))
        block = Block(BlockRole.PARAGRAPH, element, (Span(1, 0, 2),))
        assert sought_text(block, {1: page}) == text
    two_words = (run(100, "Osric", spaced=True, direction="ltr"), run(130, "Tarn", direction="ltr"))
    block = Block(BlockRole.PARAGRAPH, Element.BYLINE, (Span(1, 0, 2),))
    assert sought_text(block, {1: Page(1, Size(900, 900), "", two_words)}) == "Osric Tarn"
