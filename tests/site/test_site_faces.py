"""The paper's faces for browsers: cut down to what a day needs, and set as they were printed."""

from __future__ import annotations

import io

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from epaper.site.faces import USUAL
from epaper.site.subset import Said, woff2
from epaper.typeset.fonts import default_book

HINDI = (
    "कार्यक्रम के उद्घाटन में मुख्यमंत्री ने विद्यार्थियों को प्रोत्साहन राशि दी और स्वास्थ्य केंद्र की ज़मीन पर "
    "अतिक्रमण हटाने का आश्वासन दिया। राष्ट्रीय राजमार्ग पर दुर्घटना, द्वितीय श्रेणी के छह कर्मचारी घायल।"
)
URDU = (
    "بلدیہ نے پیر کو پل کی مرمت کے لیے روپے منظور کیے، میئر نے کہا کہ کام مارچ تک مکمل ہو جائے گا۔ "
    "محکمہ تعلیم کے نئے ضابطے، ہسپتالوں کی تجدید اور کسانوں کا احتجاج"
)


def shaped(data: bytes, word: Said) -> list[tuple[int, int, int, int]]:
    """Where the glyphs of a word stand."""
    buffer = hb.Buffer()
    buffer.add_str(word.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if word.leftward else "ltr"
    buffer.language = word.language
    hb.shape(hb.Font(hb.Face(hb.Blob(data))), buffer)
    return [
        (one.x_advance, one.y_advance, one.x_offset, one.y_offset)
        for one in buffer.glyph_positions or ()
    ]


def opened(packed: bytes) -> tuple[bytes, int]:
    """A WOFF2 as a plain font, and how many glyphs it has."""
    font = TTFont(io.BytesIO(packed))
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue(), len(font.getGlyphOrder())


@pytest.mark.parametrize(
    ("face", "text", "language"),
    [
        ("devanagari", HINDI, "hi"),
        ("devanagari-condensed-bold", HINDI, "hi"),
        ("nastaliq", URDU, "ur"),
        ("naskh", URDU, "ur"),
    ],
)
def test_a_face_has_the_forms_of_its_words_and_no_others(
    face: str, text: str, language: str
) -> None:
    data = default_book().path(face).read_bytes()
    words = [Said(word, language, language == "ur") for word in text.split()]
    letters = frozenset(map(ord, text))
    whole = woff2(data, "", letters, USUAL)
    small = woff2(data, "", letters, USUAL, words)
    cut, count = opened(small)
    assert count * 1.5 < opened(whole)[1] or face == "naskh"
    assert len(small) <= len(whole)
    for word in words:
        assert shaped(cut, word) == shaped(data, word), word.text
