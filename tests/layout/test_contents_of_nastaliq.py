"""The contents of an Urdu paper: what hangs or carries marks keeps clear of rules and of itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story

from epaper.layout.design.reader import load_design
from epaper.layout.makeup.clearing import CLEAR, _feet, _Inks, _tops
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.contents import contents_marks
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.entries import Entry
from epaper.layout.measure.listing import Frame
from epaper.page.marks import GlyphRun, Link, Mark, Rule
from epaper.typeset.fonts import default_book
from epaper.typeset.typesetter import Typesetter
from epaper.words.reader import words_for

URDU = Path(__file__).parents[2] / "layouts" / "urdu.yaml"
HEADS = (
    "چاقو کے وار سے خاتون کے قتل کے شبہ میں پولیس نے ایک شخص کو گرفتار کر لیا",
    "آزادی ووٹ کی سالگرہ سے قبل پولیس کی کاٹالان علیحدہ پسندوں کے ساتھ جھڑپ",
    "امریکہ کو اے آئی کے لئے فنڈنگ کو دوگنا کرنا چاہیئے",
)
SUMMARY = "آج صبح کے علاقے میں ایک خاتون کی لاش ملنے کے بعد قتل کی تحقیقات شروع کر دی گئی ہیں۔"


@pytest.fixture(scope="module")
def marks() -> list[Mark]:
    design = load_design(URDU, words_for("ur"))
    composer = Composer(design, Copyfitter(design, Typesetter(default_book(), "ur")))
    told = [
        replace(story(n, 60), headline=head, summary=SUMMARY, language="ur")
        for n, head in enumerate(HEADS)
    ]
    sections = [(name, [Entry(one, 3) for one in told]) for name in ("قومی", "کھیل")]
    ((drawn, _),) = contents_marks(sections, composer, [Frame(2, 0, 0, 4, 60)])
    return drawn


def lines(runs: list[GlyphRun]) -> Iterator[list[GlyphRun]]:
    for _, group in itertools.groupby(runs, key=lambda run: run.y):
        yield list(group)


def test_a_heading_keeps_clear_of_its_rule(marks: list[Mark]) -> None:
    inks = _Inks(default_book())
    found = 0
    for rule, run in itertools.pairwise(marks):
        if isinstance(rule, Rule) and rule.y0 == rule.y1 and isinstance(run, GlyphRun):
            found += 1
            assert min(_tops([run], inks).values()) > rule.y0 + 1.5
    assert found == 2


def test_lines_of_an_entry_do_not_meet(marks: list[Mark]) -> None:
    """Nor does a summary meet the last line of its headline."""
    inks, meeting, seen = _Inks(default_book()), 0, 0
    entry: list[GlyphRun] = []
    for mark in marks:
        if isinstance(mark, GlyphRun):
            if mark.face.startswith("nastaliq") and mark.size < 12:  # no heading, no figure
                entry.append(mark)
        elif isinstance(mark, Link):
            for above, below in itertools.pairwise(lines(entry)):
                feet, tops = _feet([above], inks), _tops(below, inks)
                seen += 1
                meeting += any(feet[s] > tops[s] + CLEAR for s in tops if s in feet)
            entry = []
    assert seen > 6
    assert not meeting
