"""Words keep the marks on their letters."""

from __future__ import annotations

import unicodedata

import pytest

from epaper.model.letters import IN_WORD, WORD, ends_in_letter, in_word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("रोज का राज।", ["रोज", "का", "राज"]),
        ("क्\u200dष और श्री॥", ["क्\u200dष", "और", "श्री"]),
        ("বাংলা, தமிழ்; తెలుగు", ["বাংলা", "தமிழ்", "తెలుగు"]),
        ("مِثال، اُردو۔", ["مِثال", "اُردو"]),
        ("a\u0301b, it’s 3.5", ["a\u0301b", "it", "s", "3", "5"]),
    ],
)
def test_words_are_whole(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words


def test_every_mark_of_the_scripts_in_use_is_inside_a_word() -> None:
    blocks = [(0x0300, 0x036F), (0x0600, 0x06FF), (0x0900, 0x0DFF), (0x0E00, 0x0EFF)]
    for first, last in blocks:
        for char in map(chr, range(first, last + 1)):
            if unicodedata.category(char) in ("Mn", "Mc"):
                assert WORD.fullmatch(char), f"U+{ord(char):04X}"
            if unicodedata.category(char).startswith("P"):
                assert not WORD.fullmatch(char), f"U+{ord(char):04X}"
    assert "।" not in IN_WORD


def test_a_letter_with_its_mark_is_a_letter() -> None:
    assert in_word("ी")
    assert in_word("क")
    assert in_word("7")
    assert not in_word("।")
    assert not in_word("")
    assert not in_word("-")
    assert ends_in_letter("हिंदी")
    assert ends_in_letter("क्\u200d")
    assert ends_in_letter("word")
    assert not ends_in_letter("हिंदी।")
    assert not ends_in_letter("")
    assert not ends_in_letter("7")
