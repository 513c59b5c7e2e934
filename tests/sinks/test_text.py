"""What was set comes out of the file: the characters, and each glyph's place."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from render_samples import (
    BODY,
    FACE_ASSETS,
    font,
    issue_of,
    page,
    printed_width,
    rendered,
    run,
    word,
)

from epaper.errors import FontError
from epaper.page.marks import GlyphRun, Word
from epaper.sinks.pdf.shown import NOTHING, Drawn, Shown, shown
from epaper.sinks.screen import print_screen
from epaper.typeset.fonts import default_book
from epaper.typeset.shaping import shape_word

NEEDS_POPPLER = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler-utils is not installed"
)


def poppler(tool: str, pdf: bytes, tmp_path: Path, *options: str) -> str:
    path = tmp_path / "sample.pdf"
    path.write_bytes(pdf)
    command = [tool, *options, str(path), *(["-"] if tool == "pdftotext" else [])]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def read_text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[0].get_textpage().get_text_range()


@NEEDS_POPPLER
def test_text_copies_as_written(tmp_path: Path) -> None:
    lines = [
        "An office of five affluent finches, \u201cquoted\u201d",
        "nation\u00ad",
        "al news \u2014 caf\u00e9 \u00a3 12",
    ]
    pdf = rendered([page([run(line, 40, 100 + 12 * i) for i, line in enumerate(lines)])])
    made = poppler("pdftotext", pdf, tmp_path, "-raw").split("\n")[:3]
    assert [line.rstrip() for line in made] == [lines[0], "nation-", lines[2]]
    # where it puts lines together, the word is whole
    assert "\nnational news" in poppler("pdftotext", pdf, tmp_path)


def test_a_hyphen_is_soft_where_letters_know_none() -> None:
    """A viewer joins at a hyphen after Latin letters, and leaves it standing after others."""
    divided = word("nation\u00ad")
    assert shown(divided)[-1].text == "-"
    deva = Word("\u0928\u0917\u00ad", (1, 2, 3), (5, 5, 5), ("\u0928", "\u0917", "\u00ad"), 15)
    assert shown(deva)[-1].text == "\u00ad "


@NEEDS_POPPLER
def test_small_capitals_and_old_style_figures_copy_as_written(tmp_path: Path) -> None:
    pdf = rendered([page([run("Nato met in 1987", 40, 100, features=("smcp", "onum"))])])
    assert poppler("pdftotext", pdf, tmp_path).strip() == "Nato met in 1987"


@NEEDS_POPPLER
def test_letters_shown_as_capitals_copy_as_written(tmp_path: Path) -> None:
    words = (word("city", shown="CITY"), word("desk", shown="DESK"))
    pdf = rendered([page([GlyphRun(40, 100, "serif", 10, words, 3, BODY)])])
    assert poppler("pdftotext", pdf, tmp_path).strip() == "city desk"


def test_one_letter_shown_as_two_glyphs_is_drawn_as_one() -> None:
    s = word("s").glyphs[0]
    width = word("s").width
    strasse = Word(
        "a\u00df", (word("a").glyphs[0], s, s), (width,) * 3, ("a", "\u00df", ""), 3 * width
    )
    double = Drawn(((s, 0, 0), (s, width, 0)), 2 * width)
    assert shown(strasse)[1] == Shown(double, "\u00df", 2 * width)
    pdf = rendered([page([GlyphRun(40, 100, "serif", 10, (strasse, word("is")), 3, BODY)])])
    assert read_text(pdf).strip() == "a\u00df is"


def test_accents_of_their_own_copy_as_written() -> None:
    text = "q\u0323\u0301 ende"
    assert read_text(rendered([page([run(text, 40, 100)])])).strip() == text


def test_a_cluster_is_drawn_as_one_and_marks_follow_it() -> None:
    """Viewers take the width from a glyph whose text has a mark without a width."""
    moved = Word("\u0915\u0941", (7, 9), (600, 0), ("\u0915\u0941", ""), 600, ((0, 0), (-40, 5)))
    look = Drawn(((7, 0, 0), (9, 560, 5)), 600)
    assert shown(moved) == (Shown(look, "\u0915", 600), Shown(NOTHING, "\u0941", 0))


def test_no_glyph_stands_for_more_than_eight_units() -> None:
    long = Word("abcdefghij", (3,), (900,), ("abcdefghij",), 900)
    assert [piece.text for piece in shown(long)] == ["abcdefgh", "ij"]


def test_pieces_of_a_word_that_runs_left_stand_from_left_to_right() -> None:
    """In reading order its first letter stands at the right, carried there by its offset."""
    word = Word("ab", (1, 2), (10, 30), ("a", "b"), 40, ((30, 0), (-10, 0)))
    assert shown(word) == (Shown(2, "b", 30), Shown(1, "a", 10))


@pytest.mark.parametrize(
    ("face", "size", "gap", "stretch", "tracking"),
    [
        ("serif", 9, 2.2, 1.0, 0.0),
        ("serif", 9, 3.7, 1.018, 0.0),
        ("serif", 8.7, 2.4, 0.985, 0.12),
        ("headline-bold", 61.5, 14.2, 1.0, -0.6),
        ("sans", 7, 1.1, 1.0, 0.3),
    ],
)
def test_words_stand_where_the_gap_puts_them(
    face: str, size: float, gap: float, stretch: float, tracking: float
) -> None:
    """Each word's first letter: an l has the same left bearing everywhere, so distances between l
    are exact.
    """
    mark = run(
        "lAVA lToy lAVAT lWe lo", 5, 300, face, size, gap, stretch=stretch, tracking=tracking
    )
    with pypdfium2.PdfDocument(rendered([page([mark])])) as opened:
        text = opened[0].get_textpage()
        chars = text.get_text_range()
        starts = [text.get_charbox(i)[0] for i, char in enumerate(chars) if char == "l"]
    upem = font(face).face.upem
    expected = [0.0]
    for one in mark.words[:-1]:
        width = stretch * (size * one.width / upem + tracking * len(one.glyphs))
        expected.append(expected[-1] + width + gap)
    assert [start - starts[0] for start in starts] == pytest.approx(expected, abs=0.02)
    last = mark.words[-1]
    whole = expected[-1] + stretch * (size * last.width / upem + tracking * len(last.glyphs))
    assert whole == pytest.approx(printed_width(mark))


@NEEDS_POPPLER
def test_space_after_parts_runs(tmp_path: Path) -> None:
    first = run("bold", 40, 100, "serif-bold", space_after=True)
    second = run(
        "then roman", 40 + printed_width(first) + 1.0, 100
    )  # too near for a reader to guess a space
    pdf = rendered([page([first, second])])
    assert poppler("pdftotext", pdf, tmp_path).strip() == "bold then roman"


@NEEDS_POPPLER
def test_fonts_are_embedded_subsets(tmp_path: Path) -> None:
    pdf = rendered([page([run("one", 40, 100), run("two", 40, 120, "headline-bold")])])
    rows = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]
    assert len(rows) == 2
    for row in rows:
        assert row[6] == "+"
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]
    assert b"Helvetica" not in pdf


def test_widths_agree_with_the_font() -> None:
    pdf = rendered([page([run("fine words", 40, 100)])])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (face,) = opened.pages[0].Resources.Font.values()
        given = list(face.DescendantFonts[0].W)
        gids = face.DescendantFonts[0].CIDToGIDMap.read_bytes()
    starts, lists = [int(code) for code in given[::2]], given[1::2]
    assert starts == sorted(starts)
    assert len(gids) == 2 * (starts[-1] + len(lists[-1]))
    widths = [width for one in lists for width in one]
    advances = {
        round(font("serif").get_glyph_h_advance(g))
        for w in (word("fine"), word("words"))
        for g in w.glyphs
    }
    assert {round(float(width)) for width in widths} <= advances | {
        font("serif").get_glyph_h_advance(1)
    } | {200, 250}


def test_a_page_keeps_its_bytes_whatever_else_the_document_says() -> None:
    def stream(*others: str) -> bytes:
        pages = [
            page([run("fine words", 40, 100)]),
            *(page([run(text, 40, 100)]) for text in others),
        ]
        with pikepdf.open(io.BytesIO(rendered(pages))) as opened:
            return opened.pages[0].Contents.read_bytes()

    assert stream() == stream("affairs", "QUITE other (letters), 1884") == stream("zzz")


def test_an_unknown_face_is_named() -> None:
    less = {"sans": FACE_ASSETS["sans"]}
    issue = replace(issue_of([page([run("x", 1, 1)])]), faces=less)
    with pytest.raises(FontError, match=r"there is no face called serif; add serif\.ttf"):
        print_screen(issue, io.BytesIO())


@pytest.mark.parametrize(
    ("face", "text", "wanted"),
    [("tamil", "யார்க்\u200cஷயர்", "யா|ர|்|க|்|\u200cஷ|ய|ர|்"), ("bengali", "র\u200c্যাব", "র|\u200c্|যা|ব")],
)
def test_joiners_stand_before_a_letter_that_is_seen(face: str, text: str, wanted: str) -> None:
    """A viewer drops a glyph whose text is a joiner or ends in one."""
    parts = shown(shape_word(default_book().open(face), text, (), False))
    assert "|".join(one.text for one in parts) == wanted
    assert sum(one.advance for one in parts) == sum(
        shape_word(default_book().open(face), text, (), False).advances
    )
