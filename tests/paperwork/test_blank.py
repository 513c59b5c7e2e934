"""The labelled blank."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paperwork_samples import bare, colour_operators, faults, sheets_of

from epaper.geometry import Size
from epaper.paperwork.blank import blank
from epaper.paperwork.faces import pieces, text_width
from epaper.paperwork.shaped import is_shaped, shaped
from epaper.units import mm

BAY = ("A-17", "Bay Air", "30 × 20 mm")
REASON = "spring.pdf is encrypted; ask for a file without a password"


@pytest.mark.parametrize(
    ("width", "depth"), [(30, 20), (50, 80), (328, 60), (163, 240), (40, 500), (328, 500)]
)
def test_it_says_what_is_booked_and_why_it_is_blank(width: float, depth: float) -> None:
    size = Size(mm(width), mm(depth))
    measure = f"{width} × {depth} mm"
    pdf = blank(("A-17", "Tannery Hill Optics", measure), size, REASON)
    assert not faults(pdf)
    (sheet,) = sheets_of(pdf)
    for told in ("A-17", "Tannery Hill Optics", measure, REASON):
        assert bare(told) in sheet.text
    assert sheet.size.width == pytest.approx(size.width, abs=0.01)
    assert sheet.size.height == pytest.approx(size.height, abs=0.01)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.pages[0].TrimBox == opened.pages[0].MediaBox


def test_it_prints_in_black_alone() -> None:
    pdf = blank(("A-17", "Tannery Hill Optics", "71 × 106 mm"), Size(200, 300), REASON)
    assert colour_operators(pdf) == {"0 g", "0 G"}


@settings(max_examples=25, deadline=None)
@given(st.integers(30, 400), st.integers(20, 600), st.text("abc def-", max_size=300))
def test_words_stay_inside_and_are_never_too_small(width: int, depth: int, reason: str) -> None:
    pdf = blank(
        ("B-2", "Mill Lane Bakery", f"{width} × {depth} mm"), Size(mm(width), mm(depth)), reason
    )
    assert not faults(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        sizes = re.findall(rb"/F\S+ ([\d.]+) Tf", opened.pages[0].Contents.read_bytes())
    assert min(map(float, sizes)) >= 6


def test_larger_spaces_have_larger_words_and_a_long_reason_is_cut_with_a_sign() -> None:
    small, large = (blank(BAY, Size(w, w), "x") for w in (100, 800))
    heights = [max(b.height for b in sheets_of(pdf)[0].letters) for pdf in (small, large)]
    assert heights[1] > 2 * heights[0]
    (sheet,) = sheets_of(blank(BAY, Size(mm(30), mm(20)), "too long " * 60))
    assert sheet.text.endswith("…")
    assert "BayAir" in sheet.text


@pytest.mark.parametrize("name", ["शिव ऑप्टिक्स", "শিব অপটিক্স", "சிவா ஆப்டிக்ஸ்", "مہتاب آپٹکس"])
def test_a_name_in_another_script_is_no_row_of_boxes(name: str) -> None:
    fonts = {font for font, part in pieces(name, "sans-bold") if part.strip()}
    assert not any(font.startswith("epaper-sans") for font in fonts)
    assert not faults(blank(("A-17", name, "71 × 106 mm"), Size(200, 300), REASON))


@pytest.mark.parametrize("name", ["श्री क्षेत्र ऑप्टिक्स", "মহাশ্বেতা স্টোর্স", "ஸ்ரீ கோவில்", "مہتاب آپٹکس"])
def test_letters_of_a_name_join_and_the_name_is_found(name: str) -> None:
    (font, part), *others = pieces(name, "sans-bold")
    assert part == name
    assert not others
    glyphs, width = shaped(name, font.removeprefix("epaper-"))
    assert len(glyphs) < len(name) or "ہ" in name  # consonants became conjuncts
    assert text_width(name, "sans-bold", 10) == pytest.approx(width * 10)
    assert is_shaped(name)
    pdf = blank(("A-17", name, "71 × 106 mm"), Size(200, 300), REASON)
    assert pdf == blank(("A-17", name, "71 × 106 mm"), Size(200, 300), REASON)
    (sheet,) = sheets_of(pdf)
    assert "A-17" in sheet.text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert b"3 Tr" in opened.pages[0].Contents.read_bytes()


def test_names_in_latin_letters_are_no_outlines() -> None:
    assert not is_shaped("Tannery Hill Optics – 71 × 106 mm")
