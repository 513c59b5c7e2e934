from __future__ import annotations

from itertools import pairwise

import pytest

from epaper.model.text import rich
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.fonts import default_book
from epaper.typeset.headline import cut_headline
from epaper.typeset.shaping import Look, Shaper
from epaper.typeset.tokens import TokenBook
from epaper.typeset.typesetter import Typesetter

HEAD = TextStyle("headline", "headline", 36, 37, weight="bold")
ORIGIN = Origin(Element.HEADLINE, "baths")
BAD_ENDS = {"a", "an", "the", "of", "in", "to", "for", "on", "at", "and", "with", "by"}
HEADLINES = [
    "Council votes to reopen the old baths in spring",
    "Prime Minister Narendra Modi opens a bridge over the Ganges",
    "Flood of 2014 cost the city £4.7 million, inquiry finds",
    "Scientists find water ice at the south pole of the Moon",
    "Thousands march for peace in capital",
    "Rain",
]


@pytest.mark.parametrize("text", HEADLINES)
def test_cuts_keep_the_words(typesetter: Typesetter, text: str) -> None:
    cuts = typesetter.headline_cuts(text, HEAD, 4)
    assert [len(cut.lines) for cut in cuts] == list(range(1, min(4, len(text.split())) + 1))
    assert cuts[0].badness == 0
    for cut in cuts:
        assert " ".join(cut.lines) == text
        assert all(
            width * 36 == pytest.approx(typesetter.width(line, HEAD))
            for line, width in zip(cut.lines, cut.widths, strict=True)
        )
        assert cut.size_for(300) * max(cut.widths) == pytest.approx(300)


@pytest.mark.parametrize("text", HEADLINES[:5])
def test_two_lines_break_by_sense(typesetter: Typesetter, text: str) -> None:
    for cut in typesetter.headline_cuts(text, HEAD, 3)[1:]:
        assert not BAD_ENDS & {line.split()[-1].lower() for line in cut.lines[:-1]}


def test_names_and_numbers_hold_together(typesetter: Typesetter) -> None:
    cut = typesetter.headline_cuts(HEADLINES[1], HEAD, 2)[1]
    assert not cut.lines[0].endswith(("Prime", "Minister", "Narendra"))
    cut = typesetter.headline_cuts(HEADLINES[2], HEAD, 2)[1]
    assert "£4.7 million" in " | ".join(cut.lines)


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("centre", 0.5), ("right", 1.0)])
def test_set_headline_aligns(typesetter: Typesetter, align: str, share: float) -> None:
    style = TextStyle("headline", "headline", 36, 37, align=align)
    cut = typesetter.headline_cuts(HEADLINES[0], style, 2)[1]
    lines = typesetter.set_headline(cut, style, 20, 400, ORIGIN)
    assert len(lines) == 2
    for line in lines:
        assert line.runs[0].x == pytest.approx((400 - line.width) * share)
        assert line.runs[0].size == 20


def test_long_headlines_take_no_time(typesetter: Typesetter) -> None:
    cuts = typesetter.headline_cuts("word " * 300, HEAD, 4)
    assert len(cuts[-1].lines) == 4


def test_deck_lines_are_even_and_leave_no_lone_word(typesetter: Typesetter) -> None:
    style = TextStyle("deck", "serif", 13, 16)
    text = (
        "Campaigners hail the vote as engineers say the foundations can be saved for less than "
        "was feared in May"
    )
    for measure in range(160, 400, 20):
        lines = typesetter.set_text(rich(text), style, measure, ORIGIN)
        assert " ".join(line.text for line in lines) == text
        assert all(line.width <= measure + 1e-6 for line in lines)
        assert " " in lines[-1].text


def test_capitals_keep_the_text(typesetter: Typesetter) -> None:
    style = TextStyle("kicker", "sans", 8, 10, upper=True, tracking=0.05)
    (run,) = typesetter.set_line(rich("Große Straße"), style, ORIGIN).runs
    assert run.text == "Große Straße"
    assert len(run.words[0].glyphs) == 6
    assert typesetter.set_line(rich("ok"), style, ORIGIN).width == pytest.approx(
        typesetter.width("ok", style)
    )


@pytest.mark.parametrize(
    ("face", "text"),
    [
        ("tamil-condensed-bold", "கழுகு யூகம் வீழ்ச்சி நீதி"),
        ("bengali-condensed-bold", "অদ্ভুত উদ্ধৃতি পৌঁছালেন তাঁরা"),
        ("devanagari-condensed-bold", "अद्भुत क्रुद्ध सर्वांकडे र्‍हींचे"),
    ],
)
def test_marks_of_a_headlines_lines_do_not_meet(face: str, text: str) -> None:
    """The lines of a headline stand as far apart as its own deepest and tallest letters ask."""
    look = TextStyle("headline", face, 30, 31)
    shaper = Shaper(default_book())
    for cut in cut_headline(text, TokenBook(shaper, look, None), 4):
        inks = [shaper.ink(shaper.shape(line, Look(face))) for line in cut.lines]
        assert cut.rise >= inks[0][0] - 1e-9
        assert cut.drop >= inks[-1][1] - 1e-9
        for above, below in pairwise(inks):
            assert cut.step > above[1] + below[0]
