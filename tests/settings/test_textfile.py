"""One form of text: NFC, joiners where letters change with them, nothing that nobody sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.settings.notes import Notes
from epaper.settings.textfile import clean, note_controls

JOINERS = "\u200c\u200d"
KEPT = [
    "क्\u200dष",  # a half form: not the ligature क्ष
    "क्\u200c",  # a virama that is seen, at a word's end
    "दु\u200dऱ्याला",
    "র\u200d্যাব",  # Bengali ra with ya-phala
    "ක්\u200dෂ",
    "می\u200cخواهم",  # Persian, and so Urdu
    "ہم\u200dآہنگ",
    "👩\u200d👩\u200d👧",
    "❤\ufe0f\u200d🔥",
    "Auf\u200clage, Schiff\u200cfahrt",  # German parts no ligature over a seam
]
STRAY = [
    ("wo\u200crd and\u200d word\u200c", "word and word"),
    ("\u200d\u200dReader\u200d,", "Reader,"),
    ("\u200c \u200c \u200c", "  "),
    ("हिंदी a\u200db हिंदी", "हिंदी ab हिंदी"),
]
FORMS = [  # as typed, in the model: U+0958 and its like are no canonical form, NFC parts them
    ("\u0958लम", "क\u093cलम"),
    ("\u095cक", "ड\u093cक"),
    ("\u0928\u093cा", "\u0929ा"),  # these are, and NFC joins them
    ("\u09dfা", "\u09af\u09bcা"),
    ("ক\u09c7\u09be", "ক\u09cb"),
    ("க\u0bc6\u0bbe", "க\u0bca"),
    ("\u0627\u0653ج", "\u0622ج"),
    ("क\u094d\u093c", "क\u093c\u094d"),  # nukta before virama
    ("e\u0301", "é"),
]


@pytest.mark.parametrize("text", KEPT)
def test_joiners_that_letters_change_with_stay(text: str) -> None:
    notes = Notes("a.md")
    note_controls(text, notes)
    assert clean(text) == unicodedata.normalize("NFC", text)
    assert not notes.found


@pytest.mark.parametrize(("text", "kept"), STRAY)
def test_stray_joiners_go_and_are_told(text: str, kept: str) -> None:
    notes = Notes("a.md")
    note_controls(text, notes)
    assert clean(text) == kept
    assert [one.rule for one in notes.found] == ["text.joiner"]


@pytest.mark.parametrize(("typed", "form"), FORMS)
def test_one_form(typed: str, form: str) -> None:
    assert clean(typed) == form
    assert clean(form) == form


@given(st.text("कख\u093c\u094dािaf \u200c\u200dیم.👩", max_size=20))
def test_twice_is_once_and_only_joiners_go(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    bare = str.maketrans("", "", JOINERS)
    assert once.translate(bare) == unicodedata.normalize("NFC", text).translate(bare)
