"""Stories in Latin letters in papers of other letters: of one size and colour with those."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.model.text import rich
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.fonts import default_book
from epaper.typeset.galley import Line
from epaper.typeset.looks import LATIN_SHARE
from epaper.typeset.typesetter import Typesetter
from tests.typeset.typeset_samples import make_style, story

ORIGIN = Origin(Element.BODY, "baths")
NARROW = 112  # points: a column of eight
TEXT = (
    "The municipal corporation heard for two hours why the new water rates had been announced "
    "before the pipes were changed. Councillors of both sides said that the commissioner had "
    "promised the work before the monsoon, and that not half of it was done; people in the "
    "suburbs have water three days a week and pay the tanker drivers what they ask. The "
    "administration answered that the tenders had come in late, that engineers were scarce, and "
    "that the remaining streets would be dug up within the month."
)


def lines(paper: str, body: TextStyle, measure: float = NARROW) -> tuple[Line, ...]:
    setter = Typesetter(default_book(), paper)
    galley = setter.galley(story(TEXT, language="en-GB"), measure, replace(make_style(), body=body))
    return galley.realise(0, 0)


def body(face: str) -> TextStyle:
    return TextStyle("body", face, 9.8, 13, align="justify", hyphenate=True, first_indent=8)


@pytest.mark.parametrize("dress", ["devanagari", "devanagari-narrow", "nastaliq"])
def test_its_letters_are_smaller_than_those_around_it(dress: str) -> None:
    (size,) = {run.size for line in lines("hi", body(dress)) for run in line.runs}
    assert size == pytest.approx(9.8 * LATIN_SHARE)


@pytest.mark.parametrize(("paper", "dress"), [("en-GB", "serif"), ("hi", "devanagari-condensed")])
def test_letters_of_a_face_of_their_own_or_made_to_fit_keep_their_size(
    paper: str, dress: str
) -> None:
    sizes = {run.size for line in lines(paper, body(dress)) for run in line.runs}
    assert sizes == {9.8}


def test_a_headline_keeps_its_size() -> None:
    setter = Typesetter(default_book(), "mr")
    setter.learn({"baths": "en-GB"})
    head = TextStyle("headline", "devanagari", 24, 28, weight="bold")
    line = setter.set_line(rich("Baths to reopen"), head, ORIGIN)
    assert {run.size for run in line.runs} == {24}


def test_latin_words_in_a_story_of_other_letters_keep_their_size() -> None:
    setter = Typesetter(default_book(), "hi")
    (line,) = setter.set_text(rich("वह Pune में है"), body("devanagari"), 300, ORIGIN)
    assert {run.size for run in line.runs} == {9.8}


@pytest.mark.parametrize("dress", ["devanagari-narrow", "serif-narrow", "naskh"])
def test_its_narrow_columns_gape_less_than_in_a_paper_of_its_own(dress: str) -> None:
    def widest(paper: str) -> float:
        return max(line.gap for line in lines(paper, body(dress)) if line.gap)

    assert widest("hi") < widest("en-GB")
    assert widest("hi") <= 1.5 * 0.24


@pytest.mark.parametrize(
    ("dress", "family"),
    [
        ("devanagari", "serif"),
        ("devanagari-narrow", "serif-narrow"),
        ("devanagari-condensed", "devanagari-condensed"),
        ("nastaliq", "serif"),
        ("serif-narrow", "serif-narrow"),
    ],
)
def test_an_english_story_in_a_paper_of_another_script_has_a_text_face_of_latin(
    dress: str, family: str
) -> None:
    setter = Typesetter(default_book(), "hi")
    body = TextStyle("body", dress, 9.8, 13)
    galley = setter.galley(
        story("Rain came", language="en-GB"), 300, replace(make_style(), body=body)
    )
    (run,) = galley.realise(0, 0)[0].runs
    assert run.face == family
