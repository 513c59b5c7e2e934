"""Words of Nastaliq that would meet the line above are moved; all else of them stays."""

from __future__ import annotations

import itertools
from dataclasses import replace

from epaper.layout.makeup.clearing import _feet, _Inks, _meets, _tops, _words, cleared
from epaper.model.story import Story
from epaper.model.text import Paragraph, rich
from epaper.page.marks import GlyphRun
from epaper.page.style import TextStyle
from epaper.typeset.fonts import default_book
from epaper.typeset.galley import GalleyStyle
from epaper.typeset.typesetter import Typesetter

LEADING = 16.8
TEXT = (
    "کونسل کی مجلس میں گئی رات کی بحث کے بعد کہا گیا کہ کچھ کشتی گھاٹ پر کھڑی ہے اور گاؤں کی سڑک "
    "بھی کھلی رہے گی۔ لوگ کہتے ہیں کہ پچھلے سال کی نسبت کم لکڑی کٹی، مگر کچھ گھر اب بھی گرم نہیں۔ "
    "چراگاہ کی نگرانی کے لیے گیارہ آدمی مقرر کیے گئے ہیں جو صبح سے شام تک گشت کریں گے اور کسی کو "
    "لکڑی کاٹنے نہیں دیں گے، کیونکہ پچھلے برس کی آگ میں کئی گھر جل گئے تھے اور کچھ لوگ زخمی ہوئے۔"
)


def leg(face: str = "nastaliq", size: float = 10.4) -> list[GlyphRun]:
    """A paragraph in one column, as a page's mirror shows it."""
    body = TextStyle("body", face, size, LEADING, align="justify")
    style = GalleyStyle(body, body, body, body, body)
    story = Story("lakri", "", "", (Paragraph(rich(TEXT)),), language="ur")
    galley = Typesetter(default_book(), "ur").galley(story, 148, style)
    return [
        replace(run, y=at * LEADING)
        for at, line in enumerate(galley.realise(0, 0))
        for run in line.runs
    ]


def lines(runs: list[GlyphRun]) -> list[list[GlyphRun]]:
    ys = sorted({run.y for run in runs})
    return [[run for run in runs if run.y == y] for y in ys]


def met(runs: list[GlyphRun]) -> int:
    """Words that meet the line above."""
    inks, rows = _Inks(default_book()), lines(runs)
    return sum(
        _meets(_tops(word, inks), _feet(_words(above), inks), 0, 0.0) > 0
        for above, line in itertools.pairwise(rows)
        for word in _words(line)
    )


def test_most_words_that_would_meet_are_moved() -> None:
    before = leg()
    after = cleared(before, LEADING, default_book())
    assert met(before) > 3
    assert met(after) * 2 < met(before)


def test_lines_keep_their_ends_their_baselines_and_their_order() -> None:
    before = leg()
    after = cleared(before, LEADING, default_book())
    assert [run.y for run in after] == [run.y for run in before]
    assert [run.text for run in after] == [run.text for run in before]
    for old, new in zip(lines(before), lines(after), strict=True):
        assert min(run.x for run in new) == min(run.x for run in old)
        ends = [max(run.x + run.width for run in row) for row in (old, new)]
        assert ends[0] == ends[1]
        words = [_words(row) for row in (old, new)]
        gaps = [
            [b[0].x - a[-1].x - a[-1].width for a, b in itertools.pairwise(row)] for row in words
        ]
        assert all(n >= min(o, 0.16 * 10.4) for o, n in zip(*gaps, strict=True))


def test_lines_with_room_between_them_stay_as_they_are() -> None:
    before = leg("naskh", 9.0)
    assert cleared(before, LEADING, default_book()) == before
