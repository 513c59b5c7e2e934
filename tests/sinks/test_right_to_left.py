"""Lines that are read from the right: where they stand on a turned page, what viewers find in the
file, and what is read aloud."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from render_samples import page, rendered

from epaper.geometry import Rect
from epaper.model.text import rich
from epaper.page.marks import AdMark, Element, GlyphRun, Link, Mark, Origin, Polygon, Rule
from epaper.page.mirror import mirrored, mirrored_page
from epaper.page.page import Module, Page
from epaper.page.painting import painted
from epaper.page.spread import spread
from epaper.page.style import TextStyle
from epaper.paperwork.spreads import spreads
from epaper.typeset.fonts import default_book
from epaper.typeset.typesetter import Typesetter

STYLE = TextStyle("body", "naskh", 10, 14, align="justify")
TEXT = (
    "بلدیہ نے پیر کو پل کی مرمت کے لیے 2 کروڑ 50 لاکھ روپے منظور کیے (NHAI کا پل)۔ میئر نے کہا "
    "کہ کام مارچ تک مکمل ہو جائے گا، پل 1911 میں بنا تھا۔"
)
WORDS = TEXT.split()
BRACKETS = str.maketrans("", "", "()")
ORIGIN = Origin(Element.BODY, "pul")


def set_page(text: str = TEXT, measure: float = 180.0, style: TextStyle = STYLE) -> Page:
    """A text at the left of a page that is then turned round."""
    setter = Typesetter(default_book(), "ur")
    lines = setter.set_text(rich(text), style, measure, ORIGIN)
    marks = [
        replace(
            run,
            x=run.x + 20,
            y=run.y + 100 + style.leading * number,
            language="ur",
            direction="rtl",
        )
        for number, line in enumerate(lines)
        for run in line.runs
    ]
    return mirrored_page(page(marks))


def test_lines_begin_at_the_right_and_fill_the_measure() -> None:
    turned = set_page()
    first = [mark for mark in turned.marks if isinstance(mark, GlyphRun) and mark.y == 100]
    assert first[0].x + first[0].width == pytest.approx(380, abs=6)  # a stop may hang
    assert min(mark.x for mark in first) == pytest.approx(200, abs=6)
    assert [mark.text.strip() for mark in first[:3]] == ["بلدیہ", "نے", "پیر"]
    assert first[0].x > first[1].x > first[2].x


def test_figures_and_latin_run_to_the_right_among_them() -> None:
    runs = [mark for mark in set_page().marks if isinstance(mark, GlyphRun)]
    at = {mark.words[0].text: mark.x for mark in runs}
    assert at["لیے"] > at["2"] > at["کروڑ"]
    assert "NHAI" in {word.text for mark in runs for word in mark.words}


def test_viewers_find_the_words_and_readers_hear_the_text() -> None:
    data = rendered([set_page()])
    with pypdfium2.PdfDocument(data) as opened:
        seen = opened[0].get_textpage().get_text_range().split()
    # which way its brackets open is a viewer's own reading: some turn them, some do not
    assert sorted(one.translate(BRACKETS) for one in seen) == sorted(
        one.translate(BRACKETS) for one in WORDS
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (section,) = pdf.Root.StructTreeRoot.K.K
        (article,) = section.K
        (paragraph,) = article.K
        assert str(paragraph.ActualText) == TEXT


def test_only_lines_with_words_to_the_left_are_painted_from_the_left() -> None:
    marks = set_page().marks
    order = [mark for _, mark in painted(marks)]
    assert sorted(number for number, _ in painted(marks)) == list(range(len(marks)))
    first = [mark.x for mark in order if isinstance(mark, GlyphRun) and mark.y == 100]
    assert first == sorted(first)
    plain = tuple(replace(m, direction="ltr") for m in marks if isinstance(m, GlyphRun))
    assert [mark for _, mark in painted(plain)] == list(plain)


def test_everything_on_a_page_is_turned_and_twice_is_not() -> None:
    marks: list[Mark] = [
        *set_page().marks,
        Rule(10, 20, 110, 20, 0.5),
        Polygon(((0, 0), (10, 5)), Origin(Element.CHART, "pul")),
        AdMark(Rect(0, 500, 800, 80), "f" * 64, "AD1", ORIGIN, clip=Rect(0, 500, 400, 80)),
        Link(Rect(20, 30, 40, 10), "2", 2),
    ]
    whole = replace(page(marks), modules=(Module(Rect(20, 80, 180, 60), "pul", "story"),))
    turned = mirrored_page(whole)
    assert turned.modules[0].rect == Rect(200, 80, 180, 60)
    assert turned.marks[-1].rect == Rect(340, 30, 40, 10)  # type: ignore[union-attr]
    assert turned.marks[-2].rect == Rect(-400, 500, 800, 80)  # type: ignore[union-attr]
    again = mirrored(turned.marks, 0, 400)
    for before, after in zip(whole.marks, again, strict=True):
        if isinstance(before, GlyphRun):
            assert isinstance(after, GlyphRun)
            assert after.x == pytest.approx(before.x)
        else:
            assert after == before


def test_spreads_are_bound_at_the_right() -> None:
    assert spreads(range(1, 5), leftward=True) == [(1, None), (3, 2), (None, 4)]
    two = spread(page([Rule(10, 20, 110, 20, 0.5)], 2), page([], 3), leftward=True)
    assert two.number == 2
    assert two.marks[0] == Rule(410, 20, 510, 20, 0.5)
