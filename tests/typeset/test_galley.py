"""Galleys: whole lines on the grid, all the text, nothing overfull."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset_samples import PROSE, make_style, story

from epaper.model.finding import Severity
from epaper.model.text import (
    Block,
    Crosshead,
    Emphasis,
    ListBlock,
    Paragraph,
    Quotation,
    RichText,
    Span,
    Table,
    count_characters,
    rich,
)
from epaper.page.marks import Element, GlyphRun
from epaper.typeset import linebreak
from epaper.typeset.fonts import default_book
from epaper.typeset.galley import Galley, GalleyStyle, Line
from epaper.typeset.shaping import SOFT_HYPHEN
from epaper.typeset.tokens import InnerBreak, Token, TokenBook
from epaper.typeset.typesetter import Typesetter

MEASURE = 148.8
SHARED = Typesetter(default_book())
STYLE = make_style()


def joined(lines: tuple[Line, ...]) -> str:
    """The text of lines; a soft hyphen joins, any other line's end is white space (or none, inside
    a word).
    """
    return " ".join(line.text for line in lines).replace(SOFT_HYPHEN + " ", "")


def printed_width(typesetter: Typesetter, run: GlyphRun) -> float:
    upem = typesetter.book.metrics(run.face).units_per_em
    glyphs = sum(len(word.glyphs) for word in run.words)
    letters = run.size * sum(word.width for word in run.words) / upem + run.tracking * glyphs
    return run.stretch * letters + run.gap * (len(run.words) - 1)


def check_lines(typesetter: Typesetter, galley: Galley) -> None:
    for number, block in enumerate(galley.blocks):
        for index, setting in enumerate(block.settings):
            lines = galley.realise(number, index)
            assert len(lines) == setting.lines
            for line in lines:
                for run in line.runs:
                    assert run.x >= -0.6 * run.size
                    assert (
                        run.x + printed_width(typesetter, run) <= galley.measure + 0.75 * run.size
                    )
                    for word in run.words:
                        assert "".join(word.clusters) == word.text
                        assert len(word.glyphs) == len(word.advances) == len(word.clusters)
                        assert sum(word.advances) == word.width


def test_lines_join_to_the_text(typesetter: Typesetter, style: GalleyStyle) -> None:
    galley = typesetter.galley(story(PROSE, PROSE), MEASURE, style)
    check_lines(typesetter, galley)
    for number, block in enumerate(galley.blocks):
        for index in range(len(block.settings)):
            assert joined(galley.realise(number, index)) == PROSE
        assert block.characters == count_characters(PROSE)
        assert block.origin.part == number


def test_justified_lines_fill_the_measure(typesetter: Typesetter, style: GalleyStyle) -> None:
    galley = typesetter.galley(story(PROSE), MEASURE, style)
    lines = galley.realise(0, 0)
    for line in lines[:-1]:
        end = max(run.x + printed_width(typesetter, run) for run in line.runs)
        assert line.gap is not None
        assert 0.15 < line.gap < 0.9
        assert -1e-6 <= end - MEASURE <= 6  # what hangs
        assert 0.972 <= line.runs[0].stretch <= 1.028
        assert -0.009 * 9 - 1e-4 <= line.runs[0].tracking <= 0.019 * 9 + 1e-4
    assert lines[-1].gap is None
    ends = [line.hyphenated for line in lines]
    assert not any(all(ends[i : i + 3]) for i in range(len(ends) - 2))
    assert not ends[-2]
    for line in lines:
        assert line.hyphenated == line.runs[-1].words[-1].text.endswith(SOFT_HYPHEN)


@pytest.mark.parametrize("measure", range(90, 140, 4))
def test_a_dateline_is_not_parted(typesetter: Typesetter, style: GalleyStyle, measure: int) -> None:
    galley = typesetter.galley(story(PROSE, dateline="Florida Constantinople"), measure, style)
    runs = [run for line in galley.realise(0, 0) for run in line.runs]
    words = [w.text for r in runs if r.origin.element is Element.DATELINE for w in r.words]
    assert [word.strip() for word in words] == ["Florida", "Constantinople"]


def test_dateline_runs_in(typesetter: Typesetter, style: GalleyStyle) -> None:
    galley = typesetter.galley(story(PROSE, PROSE, dateline="New Delhi"), MEASURE, style)
    runs = galley.realise(0, 0)[0].runs
    assert [(run.origin.element, run.text) for run in runs[:2]] == [
        (Element.DATELINE, "New Delhi "),
        (Element.FURNITURE, "— "),
    ]
    assert galley.blocks[0].characters == count_characters(PROSE + "NewDelhi")
    assert (
        runs[0].words[0].glyphs
        != typesetter.set_line(rich("New"), style.body, runs[0].origin).runs[0].words[0].glyphs
    )
    assert galley.realise(1, 0)[0].runs[0].x == pytest.approx(9, abs=0.01)


def test_every_kind_of_block(typesetter: Typesetter, style: GalleyStyle) -> None:
    cells = (
        (rich("Ward"), rich("Votes")),
        (rich("North, with a rather long name that must turn over"), rich("1,204")),
    )
    blocks = (
        PROSE,
        Crosshead(rich("A long crosshead that surely needs two lines")),
        PROSE,
        Quotation((rich(PROSE), rich("Short."))),
        Paragraph(
            (
                Span("He named "),
                Span("Pather Panchali", Emphasis.ITALIC),
                Span(", “his "),
                Span("best", Emphasis.BOLD),
                Span("”."),
            )
        ),
        ListBlock((rich("One thing"), rich(PROSE)), ordered=True, start=9),
        Table(cells[0], (cells[1],), ("left", "right")),
    )
    galley = typesetter.galley(story(*blocks), MEASURE, style)
    check_lines(typesetter, galley)
    kinds = [block.element.value for block in galley.blocks]
    assert kinds == [
        "body",
        "crosshead",
        "body",
        "quotation",
        "quotation",
        "body",
        "list item",
        "list item",
        "table",
        "table",
    ]
    crosshead = galley.blocks[1]
    assert (crosshead.space_before, crosshead.keep_with_next, crosshead.splittable) == (
        1,
        True,
        False,
    )
    assert galley.realise(2, 0)[0].runs[0].x == pytest.approx(0, abs=0.5)
    assert joined(galley.realise(5, 0)) == "He named Pather Panchali, “his best”."
    assert galley.blocks[5].keep_with_next
    marker = galley.realise(6, 0)[0].runs[0]
    assert (marker.text, marker.origin.element) == ("9. ", Element.FURNITURE)
    assert galley.realise(8, 0)[-1].rules
    row = galley.realise(9, 0)
    assert len(row) > 1
    assert row[0].text.endswith("1,204")


@pytest.mark.parametrize(
    ("last", "closes"), [("John Kell, senator (R-Texas)", True), ("It is a short one.", False)]
)
def test_who_is_quoted_stands_with_the_words(
    typesetter: Typesetter, style: GalleyStyle, last: str, closes: bool
) -> None:
    """Never alone at the head of a leg."""
    said = Quotation((rich(PROSE), rich(last)))
    galley = typesetter.galley(story(PROSE, said), MEASURE, style)
    assert [block.closes for block in galley.blocks] == [False, False, closes]


def test_a_table_is_set_no_smaller_than_presses_print(typesetter: Typesetter) -> None:
    """A league table in agate was 5.9 pt in a narrow column, and its page waited at the shop."""
    head = tuple(map(rich, ("Team", "P", "W", "D", "L", "F", "A", "Pts")))
    row = tuple(map(rich, ("Kestrel Bay Harbour", "14", "12", "10", "11", "23", "18", "25")))
    agate = replace(make_style().table, size=6.4)
    league = story(Table(head, (row,), ("left",) * 8))
    galley = typesetter.galley(league, 138, replace(make_style(), table=agate))
    runs = [run for block in (0, 1) for run in galley.realise(block, 0)[0].runs]
    assert {run.size for run in runs} == {6.0}
    gap = min(b.x - a.x - printed_width(typesetter, a) for a, b in pairwise(runs) if b.x > a.x)
    assert gap > 0.55 * 6


def test_missing_glyphs_are_found(style: GalleyStyle) -> None:
    typesetter = Typesetter(default_book())
    typesetter.galley(story("Plain नमस्ते → text."), MEASURE, style)
    assert typesetter.findings == ()
    galley = typesetter.galley(story("Signed 新 and 新."), MEASURE, style)
    (finding,) = typesetter.findings
    assert finding.severity is Severity.WARNING
    assert (finding.rule, finding.story) == ("type.missing-glyph", "baths")
    assert "U+65B0" in finding.message
    assert joined(galley.realise(0, 0)) == "Signed 新 and 新."


def test_fallback_faces_take_over(typesetter: Typesetter, style: GalleyStyle) -> None:
    galley = typesetter.galley(story("See नमस्ते there"), MEASURE, style)
    runs = galley.realise(0, 0)[0].runs
    assert [run.face for run in runs] == ["serif", "devanagari", "serif"]
    assert "".join(run.text for run in runs) == "See नमस्ते there"


def test_unknown_language_is_not_hyphenated(typesetter: Typesetter, style: GalleyStyle) -> None:
    galley = typesetter.galley(story(PROSE, language="tlh"), MEASURE, style)
    assert not any(line.hyphenated for line in galley.realise(0, 0))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), max_size=6),
    st.floats(40, 300),
)
def test_any_text_survives(words: list[str], measure: float) -> None:
    text = " ".join(words)
    galley = SHARED.galley(story(text), measure, STYLE)
    found = "".join(
        line.text for number in range(len(galley.blocks)) for line in galley.realise(number, 0)
    )
    assert count_characters(found) == count_characters(text)
    assert sum(block.characters for block in galley.blocks) == count_characters(text)
    for number in range(len(galley.blocks)):
        for line in galley.realise(number, 0):
            for run in line.runs:
                for word in run.words:
                    assert "".join(word.clusters) == word.text


def test_a_word_of_many_lines_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its breaks were looked for anew at each of its lines: minutes for 50,000 letters."""
    looked: list[str] = []
    plain = TokenBook.split_anywhere

    def counted(book: TokenBook, token: Token) -> tuple[InnerBreak, ...]:
        looked.append(token.text)
        return plain(book, token)

    monkeypatch.setattr(TokenBook, "split_anywhere", counted)
    galley = SHARED.galley(story("hard" * 500), MEASURE, STYLE)
    assert galley.blocks[0].settings[0].lines > 50
    before = len(looked)
    galley.realise(0, 0)
    assert len(looked) <= before + 1


def test_a_paragraph_as_long_as_a_book_is_set_in_fair_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """60,000 words took a minute: each number of lines that they could fill was kept to the end."""
    text = " ".join([PROSE] * 8)
    whole = SHARED.galley(story(text), MEASURE, STYLE).blocks[0].settings[0]
    monkeypatch.setattr(linebreak, "LONG", 50)
    galley = Typesetter(default_book()).galley(story(text), MEASURE, STYLE)
    assert joined(galley.realise(0, 0)) == text
    assert abs(galley.blocks[0].settings[0].lines - whole.lines) <= 1


def letter(*signed: Span) -> list[Block]:
    return [Paragraph(rich(PROSE)), Paragraph(signed), Crosshead(rich("Next"))]


@pytest.mark.parametrize(
    ("signed", "closes"),
    [
        ((Span("Ada Rook", Emphasis.BOLD), Span(", nurse, Saltmarsh")), True),
        ((Span("Ada Rook, Saltmarsh", Emphasis.ITALIC),), True),
        ((Span("Ada Rook", Emphasis.SMALL_CAPS), Span(" (retired)")), True),
        ((Span("— Ada Rook"),), True),
        ((Span("Ada Rook went home"),), False),
        ((Span("Referee:", Emphasis.BOLD), Span(" A. Rook (Saltmarsh).")), False),
        ((Span("Note", Emphasis.BOLD), Span(" that" * 20)), False),
    ],
)
def test_a_signature_stays_with_its_letter(
    typesetter: Typesetter, style: GalleyStyle, signed: RichText, closes: bool
) -> None:
    _, name, head = typesetter.galley(story(*letter(*signed)), MEASURE, style).blocks
    assert name.closes == closes
    assert (name.splittable and closes) is False
    assert (head.give_before > 1) == closes  # white over the next letter's head levels legs


def test_no_story_begins_with_its_signature(typesetter: Typesetter, style: GalleyStyle) -> None:
    signed = letter(Span("Ada Rook", Emphasis.BOLD))[1:]
    assert not typesetter.galley(story(*signed), MEASURE, style).blocks[0].closes


def test_short_bold_lines_in_a_row_are_no_signatures(
    typesetter: Typesetter, style: GalleyStyle
) -> None:
    scores = [Paragraph((Span(f"Side {n}", Emphasis.BOLD), Span(" 2, Mole 1"))) for n in range(3)]
    blocks = typesetter.galley(story(PROSE, *scores, PROSE), MEASURE, style).blocks
    assert [block.closes for block in blocks] == [False, True, False, False, False]
    head = Paragraph(rich("Group F", Emphasis.BOLD))
    blocks = typesetter.galley(story(PROSE, head, PROSE), MEASURE, style).blocks
    assert not any(block.closes for block in blocks)
