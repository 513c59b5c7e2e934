"""Lines as they are printed: what fills the measure, what ends short of it, and why."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset_samples import BODY, PROSE

from epaper.page.marks import Element, GlyphRun, Origin
from epaper.typeset.compose import set_lines
from epaper.typeset.fonts import default_book
from epaper.typeset.galley import Line
from epaper.typeset.hyphenation import hyphenator
from epaper.typeset.linebreak import (
    DEAR,
    Spacing,
    break_paragraph,
    find_points,
    strained,
    total_fit,
)
from epaper.typeset.lines import WIDEST, LineSetter, cut_lines
from epaper.typeset.shaping import Shaper
from epaper.typeset.tokens import TokenBook

BOOK = TokenBook(Shaper(default_book()), BODY, hyphenator("en-GB"))
SPACING = Spacing()
SETTER = LineSetter(BOOK, BODY, (Origin(Element.BODY),) * 3)
LONG = "Vytautas Landsbergis-Zemkalnis congratulated Sviatlana Tsikhanouskaya, whose strength "
LONG += "through straightforward thoroughness stretched throughout; Kristijonas thought otherwise."


def lines_of(words: list[str], measure: float) -> tuple[tuple[Line, ...], bool]:
    """A paragraph set in `measure` em, and whether it can be broken within the tolerance."""
    tokens = [BOOK[word] for word in words]
    best = break_paragraph(BOOK, tokens, measure, 0.0, SPACING)[0]
    cut = cut_lines(BOOK, tokens, best.codes)
    found = total_fit(
        find_points(tokens, SPACING.space, 0.0, {}), measure, SPACING, SPACING.tolerance
    )
    fits = any(one.demerits < DEAR for one in found.values())
    return set_lines(SETTER, cut, measure * BODY.size, 0.0, indent=0.0, spacing=SPACING), fits


def printed(run: GlyphRun) -> float:
    units = default_book().metrics(run.face).units_per_em
    letters = run.size * sum(word.width for word in run.words) / units
    letters += run.tracking * sum(len(word.glyphs) for word in run.words)
    return run.stretch * letters + run.gap * (len(run.words) - 1)


def white(line: Line) -> float:
    """Between two words as the eye sees it, in spaces of the face."""
    run = line.runs[0]
    return (run.gap + run.stretch * run.tracking) / (BOOK.space * BODY.size)


def check(words: list[str], measure: float) -> int:
    """What holds of every paragraph; how many of its lines end short."""
    lines, fits = lines_of(words, measure)
    short = 0
    for line in lines[:-1]:
        if line.gap is None or (len(line.runs) == 1 and len(line.runs[0].words) == 1):
            continue  # one word: it is as wide as it is
        assert white(line) <= 2.2
        assert all(
            0.97 < run.stretch < 1.03 and run.tracking < 0.0196 * run.size for run in line.runs
        )
        for run, following in pairwise(line.runs):
            space = run.gap if run.space_after else 0.0
            assert following.x == pytest.approx(run.x + printed(run) + space)
        end = line.runs[-1].x + printed(line.runs[-1])
        hung = end - line.width  # of hanging characters
        assert -1e-6 <= hung < 0.8 * BODY.size
        if line.width < measure * BODY.size - 1e-6:
            short += 1
            assert not fits
            assert white(line) == pytest.approx(WIDEST)  # no shorter than it must be
        else:
            assert line.width == pytest.approx(measure * BODY.size)
    return short


@pytest.mark.parametrize("measure", [9.0, 11.0, 13.0, 14.9, 16.0, 17.7, 24.0])
def test_lines_fill_the_measure_or_could_not(measure: float) -> None:
    for text in (PROSE, LONG):
        words = text.split()
        for start in range(0, len(words) - 6, 3):
            check(words[start:], measure)


def test_a_line_of_long_words_ends_short_and_does_not_gape() -> None:
    assert sum(check(LONG.split(), measure) for measure in (10.0, 11.0, 12.0, 13.0)) > 0
    assert check(PROSE.split(), 16.0) == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("aeinorstlh", min_size=1, max_size=11), min_size=4, max_size=25),
    st.floats(8.0, 20.0),
)
def test_any_words(words: list[str], measure: float) -> None:
    check(words, measure)


def test_letters_are_strained_only_where_spaces_have_given_their_stretch() -> None:
    """Continuous, steady, and never dearer than spaces alone."""
    for spaces, strain in ((0.56, 0.3), (0.28, 0.3), (0.7, 0.0)):
        steps = [strained(want / 100, spaces, strain) for want in range(300)]
        assert all(a < b for a, b in pairwise(steps))
        assert max(b - a for a, b in pairwise(steps)) < 0.02 / spaces
        for want, ratio in enumerate(steps):
            alone = want / 100 / spaces
            assert ratio == pytest.approx(alone) if alone <= 1 else ratio <= alone + 1e-9
