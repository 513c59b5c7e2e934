"""Straight type into right type."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.model.text import Emphasis, Span, plain
from epaper.sources.quotes import marks_of, quoting
from epaper.sources.typography import typographic, typographic_rich

CASES = [
    ("en", '"Hello," she said. "It\'s \'fine\'."', "“Hello,” she said. “It’s ‘fine’.”"),
    ("en", "the '90s and rock 'n' roll, dogs' tails", "the ’90s and rock ’n’ roll, dogs’ tails"),
    ("en", "'It's '68 all over again', he said", "‘It’s ’68 all over again’, he said"),
    ("en", "Class of '98 and 'peers'", "Class of ’98 and ‘peers’"),
    ("en", "the answer '42'", "the answer ‘42’"),
    ("en", "He's 6'2\" tall", "He’s 6′2″ tall"),
    ("en", '"Catch 22" it was', "“Catch 22” it was"),
    ("en", 'a 5" disk', "a 5″ disk"),
    ("en", "\"'Stop,' he said\"", "“‘Stop,’ he said”"),
    ("en", "'Oumuamua is a comet", "’Oumuamua is a comet"),
    ("en", "''Wiki''", "“Wiki”"),
    ("en", '("Quoted") "a"—"b"', "(“Quoted”) “a”—“b”"),
    ("en", "wait -- what --- no - yes", "wait – what — no – yes"),
    ("en-US", "wait--what", "wait—what"),
    ("en", "1990-95, 2019-2021, 9:30-10:15", "1990–95, 2019–2021, 9:30–10:15"),
    (
        "en",
        "3-1, 555-1234, 2020-11-23, 747-400, 2007-02",
        "3-1, 555-1234, 2020-11-23, 747-400, 2007-02",
    ),
    ("en", "won 1 - 0, 12 – 3, 2019 - 20 a", "won 1\u00a0–\u00a00, 12\u00a0–\u00a03, 2019 – 20 a"),
    ("en", "so... and . . . on", "so… and … on"),
    ("en", "1/2, 2 1/2 and 3/4; 11/12, 1/20", "½, 2½ and ¾; 11/12, 1/20"),
    ("en", " two  spaces\tand\nlines ", "two spaces and lines"),
    ("en", 'see "http://x.com/a--b"', "see “http://x.com/a--b”"),
    ("de", "\"Hallo, 'Welt'\", sagte er", "„Hallo, ‚Welt‘“, sagte er"),
    ("de", "Hans' Hut, Ku'damm", "Hans’ Hut, Ku’damm"),
    ("fr", 'Il a dit : "oui" ; non !', "Il a dit\u00a0: «\u202foui\u202f»\u202f; non\u202f!"),
    ("fr", "l'homme « ok » «x»", "l’homme «\u202fok\u202f» «\u202fx\u202f»"),
    ("sv", 'Hon sa "hej" och "nej"', "Hon sa ”hej” och ”nej”"),
    ("zh-Hans", '他说"你好"吗', "他说“你好”吗"),
    ("hi", '"नमस्ते" कहा', "“नमस्ते” कहा"),
    ("hi", "'नमस्ते' कहा, राम'की", "‘नमस्ते’ कहा, राम’की"),
    ("hi", "हिंदी'और", "हिंदी’और"),
    ("mr", "\"तो म्हणाला, 'नाही'.\"", "“तो म्हणाला, ‘नाही’.”"),
    ("mr", "'मला \"नको\"'", "‘मला “नको”’"),
    ("bn", '"না," সে বলল', "“না,” সে বলল"),
    ("ta", '"இல்லை"', "“இல்லை”"),
    ("ur", '"نہیں" اس نے کہا', "”نہیں“ اس نے کہا"),
    ("ur", "'نہیں' اس نے کہا", "’نہیں‘ اس نے کہا"),
    ("ur", "“نہیں” اس نے کہا", "“نہیں” اس نے کہا"),  # as written
    ("hi", "बंद है । खुला है ॥", "बंद है\u00a0। खुला है\u00a0॥"),
    ("hi", "बंद है। खुला है ?", "बंद है। खुला है ?"),
    ("ur", "بند ہے ۔ کیوں ؟", "بند ہے\u00a0۔ کیوں\u00a0؟"),
    ("en", "He wrote बंद है ।", "He wrote बंद है\u00a0।"),
    ("hi", "रुको... नहीं -- हाँ - 1990-95", "रुको... नहीं -- हाँ - 1990-95"),  # as written
    ("hi", "वह गया. रात हुई.", "वह गया. रात हुई."),
    ("ur", "رکو... نہیں - ہاں", "رکو... نہیں - ہاں"),
    ("ne", "रोक... अनि - हो", "रोक... अनि - हो"),
]


@pytest.mark.parametrize(("language", "straight", "right"), CASES)
def test_becomes_right_and_stays_so(language: str, straight: str, right: str) -> None:
    assert typographic(straight, language) == right
    assert typographic(right, language) == right


TYPED = st.text(
    st.sampled_from(list("ab1290 \t\n'\"-–—./:…«»“”‘’;!?(),\u00a0\u202fé你@क्।")), max_size=40
)
LANGUAGES = st.sampled_from(["en", "en-US", "de", "fr", "sv", "ru", "hi", "ur", "xx"])


@given(TYPED | st.text(max_size=40), LANGUAGES)
def test_second_run_changes_nothing(text: str, language: str) -> None:
    once = typographic(text, language)
    assert typographic(once, language) == once


@given(TYPED, LANGUAGES)
def test_no_word_is_lost_and_no_straight_quote_left(text: str, language: str) -> None:
    right = typographic(text, language)
    assert [c for c in right if c in "abé你"] == [c for c in text if c in "abé你"]
    if "@" not in text:
        assert "'" not in right
        assert '"' not in right


@given(st.lists(st.tuples(TYPED, st.sampled_from(list(Emphasis))), max_size=6), LANGUAGES)
def test_spans_do_not_change_the_text(parts: list[tuple[str, Emphasis]], language: str) -> None:
    text = tuple(Span(words, emphasis) for words, emphasis in parts)
    assert plain(typographic_rich(text, language)) == typographic(plain(text), language)
    once = typographic_rich(text, language)
    assert typographic_rich(once, language) == once


def test_quote_opens_inside_emphasis() -> None:
    text = (Span("He said "), Span('"no', Emphasis.ITALIC), Span('" twice'))
    assert typographic_rich(text, "en") == (
        Span("He said "),
        Span("“no", Emphasis.ITALIC),
        Span("” twice"),
    )


@pytest.mark.parametrize("piece", ["x", "a@b.c -- ", '"a" ', "'x", "1-"])
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    """A word of 300,000 letters took minutes."""
    begun = time.process_time()
    typographic(piece * (200_000 // len(piece)), "en")
    assert time.process_time() - begun < 5


def test_a_paper_may_have_its_own_marks() -> None:
    own = marks_of("‘ ’ “ ”")
    assert own is not None
    assert marks_of("‘ ’") is None
    assert marks_of("a b c d") is None
    with quoting({"hi": own}):
        assert typographic("\"रुको, 'वह' आया\"", "hi-IN") == "‘रुको, “वह” आया’"
        assert typographic("'नहीं' और 'हाँ'", "hi") == "‘नहीं’ और ‘हाँ’"
        assert typographic('"Stop"', "en") == "“Stop”"
    assert typographic('"रुको"', "hi") == "“रुको”"
