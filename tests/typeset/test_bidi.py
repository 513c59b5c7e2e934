"""Words that run to the left stand to the left; what is read keeps its order."""

from __future__ import annotations

import pytest
from typeset_samples import make_style, story

from epaper.model.text import rich
from epaper.page.marks import Element, GlyphRun, Origin, Word
from epaper.page.style import TextStyle
from epaper.typeset.bidi import levels_of, order_on_line, parts_of, runs_left
from epaper.typeset.fonts import default_book
from epaper.typeset.shaping import shape_word
from epaper.typeset.typesetter import Typesetter

# after UAX 9, worked out by hand: parts from left to right
ORDERS = [
    ("read باب here", "read", "باب", "here"),
    ("a ب د b", "a", "د", "ب", "b"),
    ("in ب 1984 b", "in", "1984", "ب", "b"),
    ("a (ب د) b", "a", "(", "د", "ب", ")", "b"),
    ("a ب, د! b", "a", "د", ",", "ب", "!", "b"),
]


@pytest.mark.parametrize(("line", "wanted"), [(line, wanted) for line, *wanted in ORDERS])
def test_the_parts_of_a_line_from_left_to_right(line: str, wanted: list[str]) -> None:
    parts: list[str] = []
    for number, word in enumerate(line.split()):
        parts += [" "] if number else []
        parts += [part for part, _ in parts_of(word)] if runs_left(word) else [word]
    order, _ = order_on_line(parts, leftward=False)
    assert [parts[place] for place in order if parts[place] != " "] == wanted


def test_brackets_go_with_what_they_hold() -> None:
    """Rule N0: about Latin that follows Latin they run to the right in a text from the right."""
    parts = ["e-Gov", " ", "(NIC)", " ", "بھی"]
    order, turned = order_on_line(parts, leftward=True)
    assert [parts[place] for place in order] == ["بھی", " ", "e-Gov", " ", "(NIC)"]
    assert not turned[2]


def test_a_line_goes_by_its_paragraph() -> None:
    """A comma at a line's end between Latin words is theirs, a pair of brackets over two lines is
    one; a word that is parted stays one."""
    lines = [(["کہا", " ", "Reuters,"], False), (["London", " ", "نے"], False)]
    of_line, _ = levels_of(lines, leftward=True)
    assert of_line == (1, 1, 2)
    parts = ["کہا", " ", "Reuters", ","]
    alone, _ = order_on_line(parts, leftward=True)
    levels, _ = levels_of([(parts, False), (["London", " ", "نے"], False)], leftward=True)
    order, _ = order_on_line(parts, True, levels)
    assert [parts[at] for at in alone] == [",", "Reuters", " ", "کہا"]
    assert [parts[at] for at in order] == ["Reuters", ",", " ", "کہا"]
    first, _ = levels_of([(["Liver\u00ad"], True), (["pool", " ", "نے"], False)], leftward=True)
    assert first == (2,)


def test_a_latin_phrase_over_two_lines_of_urdu_keeps_its_comma() -> None:
    text = "یہ Liverpool, Manchester, Birmingham, Newcastle نے کہا"
    galley = Typesetter(default_book(), "ur").galley(story(text, language="ur"), 90, make_style())
    lines = galley.realise(0, 0)
    assert len(lines) > 1
    found = 0
    for line in lines[:-1]:
        for word, sign in zip(line.runs, line.runs[1:], strict=False):
            if sign.text == "," and word.text.isascii():
                # as the page's mirror shows it: what is read to the right of a word stands left
                assert sign.x < word.x
                found += 1
    assert found


def places(word: Word) -> list[int]:
    """Where each glyph is drawn, in font units."""
    pen, found = 0, []
    for advance, (right, _) in zip(word.advances, word.offsets, strict=True):
        found.append(pen + right)
        pen += advance
    return found


def test_glyphs_run_to_the_left_and_are_read_as_written() -> None:
    face = default_book().open("fallback-math")
    word = shape_word(face, "اردو", (), False, leftward=True)
    assert "".join(word.clusters) == word.text
    drawn = places(word)
    assert drawn == sorted(drawn, reverse=True)
    assert drawn[-1] == 0
    assert drawn[0] + word.advances[0] == word.width


def runs_of(text: str) -> list[GlyphRun]:
    galley = Typesetter(default_book()).galley(story(text), 300, make_style())
    return [run for line in galley.realise(0, 0) for run in line.runs]


def test_a_line_with_words_of_both_ways() -> None:
    runs = runs_of("The sign read اردو دار there.")
    assert "".join(run.text for run in runs) == "The sign read اردو دار there."
    first, second = (run for run in runs if run.direction == "rtl")
    assert first.x > second.x  # read first, stands at the right
    assert first.x + first.width <= next(run.x for run in runs if run.text == "there.")


def test_other_lines_are_as_they_were() -> None:
    assert all(run.direction == "ltr" for run in runs_of("Plain नमस्ते text."))


@pytest.mark.parametrize("odd", ["\U00018d09", "\u2067", "\u2069", "\x1c", "\u202b", "\u061c"])
def test_characters_without_a_way_of_their_own(odd: str) -> None:
    parts = ["a", " ", f"{odd}", "\u0628", odd, " ", "b"]
    order, _ = order_on_line(parts, leftward=False)
    assert sorted(order) == list(range(len(parts)))


def test_a_latin_line_in_an_urdu_paper_keeps_its_signs() -> None:
    """A photographer's name with a quoted one in it: the line has no word that runs to the left."""
    style = TextStyle("credit", "naskh", 7, 8)
    origin = Origin(Element.PICTURE_CREDIT)
    line = Typesetter(default_book(), "ur").set_line(rich("Trevor “Freespace”"), style, origin)
    runs = sorted(line.runs, key=lambda run: -run.x)  # as the page's mirror shows it
    assert "".join(run.words[0].text for run in runs) == "Trevor“Freespace”"
