"""Sentences and words of a text, in any script: a danda, or an Urdu stop, ends a sentence where a
text has any; a full stop ends none after an abbreviation or an initial."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from epaper.model.letters import IN_WORD
from epaper.words.words import Words

_CASED = range(0x41, 0x530)  # Latin, Greek, Cyrillic: the scripts with capitals that papers print
UPPER = "".join(chr(code) for code in _CASED if chr(code).isupper())  # inside a character class
LOWER = "".join(chr(code) for code in _CASED if chr(code).islower())
DANDAS = ("।", "॥", "۔")  # of Indic scripts and Urdu
STOPS = (".", "!", *DANDAS)  # of a sentence that tells something
_SENTENCE = re.compile(
    r"(?<=[.!?])(?:[”’\"]|\s?»)?\s+(?=[“‘\"«„]?[^\W\d_]|[“‘«„])"
    r"|(?<=[।॥۔؟])[”’\"»]?\s+(?=\S)"
)
_QUOTED = re.compile(r"[“„«]([^“”„«»]+)[”“»]")
_PAIRS = ("“”", "„“", "„”", "«»")
_LAST_WORD = re.compile(rf"([{IN_WORD}]+)\.$")
STEM = 5  # letters by which two words are one
_FIRST_WORD = re.compile(rf"[{IN_WORD}’'-]+")


def sentences(text: str, words: Words | None) -> list[str]:
    """A paragraph's sentences; a quotation is not parted from its marks.  words: of the text's
    language, which tell its abbreviations."""
    found: list[str] = []
    start = 0
    danda = any(mark in text for mark in DANDAS)
    for match in _SENTENCE.finditer(text):
        piece = text[start : match.start()] + match.group().rstrip()
        if is_open(piece) or (piece.endswith(".") and (danda or _goes_on(piece, words))):
            continue
        found.append(piece.strip())
        start = match.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def quotations(text: str) -> Iterator[re.Match[str]]:
    """Those in marks that belong together; group 1 is what stands between them."""
    return (found for found in _QUOTED.finditer(text) if found[0][0] + found[0][-1] in _PAIRS)


def is_open(piece: str) -> bool:
    """Whether a quotation begins in it and does not end: “ ”, „ “, or « »."""
    opening, closing = ("„", "“") if "„" in piece else ("“", "”")
    return piece.count(opening) > piece.count(closing) or piece.count("«") > piece.count("»")


def _goes_on(piece: str, words: Words | None) -> bool:
    """Whether the full stop at the end of a piece ends no sentence."""
    last = _LAST_WORD.search(piece)
    if last is None:
        return False
    word = last[1]
    if words and (word in words.abbreviations or _is_ordinal(word, words)):
        return True
    letters = [char for char in word if not unicodedata.category(char).startswith("M")]
    return len(letters) == 1 and letters[0].isalpha() and not letters[0].islower()


def _is_ordinal(word: str, words: Words) -> bool:
    return words.ordinals_stop and word.isdecimal() and len(word) <= 2


def first_word(sentence: str) -> str:
    """In small letters; empty where something else comes first."""
    found = _FIRST_WORD.match(sentence)
    return found[0].lower() if found else ""


def begins_with(sentence: str, those: Sequence[str]) -> bool:
    """Whether its first word is one of those, or begins with one that ends in an apostrophe, as
    "c’" in "c’est"."""
    first = first_word(sentence)
    elided, mark, _ = first.partition("’")
    return first in those or bool(mark and elided + mark in those)


def has_any(sentence: str, those: tuple[str, ...]) -> bool:
    """Whether any of those words or phrases, in small letters, stands in it."""
    return bool(those) and bool(_any_of(those).search(sentence.lower()))


@lru_cache(maxsize=64)
def _any_of(those: tuple[str, ...]) -> re.Pattern[str]:
    ends = (re.escape(one) + ("" if one.endswith("’") else rf"(?![{IN_WORD}])") for one in those)
    return re.compile(rf"(?<![{IN_WORD}])(?:{'|'.join(ends)})")


def is_whole(sentence: str, limits: tuple[int, int], words: Words, leaning: bool = True) -> bool:
    """A sentence from its capital, where its script has any, to its stop, of a good length, that
    leans on no other."""
    if not first_word(sentence) or sentence[0].lower() == sentence[0] != sentence[0].upper():
        return False
    if not sentence.rstrip("”’»").endswith(STOPS) and leaning:
        return False
    if sentence.count("(") != sentence.count(")") or is_open(sentence) or _closes(sentence):
        return False
    if leaning and (begins_with(sentence, words.leaning) or has_any(sentence, words.referring)):
        return False
    return limits[0] <= len(sentence.split()) <= limits[1]


def _closes(sentence: str) -> bool:
    """Whether a quotation ends in it that began before."""
    opening, closing = ("„", "“") if "„" in sentence else ("“", "”")
    return sentence.count(opening) < sentence.count(closing) or (
        sentence.count("«") < sentence.count("»")
    )


def weighty(text: str, words: Words) -> frozenset[str]:
    """The words of a text that not any text has, by their first letters: "killed" is "kills"."""
    found = re.findall(rf"[{IN_WORD}]{{4,}}", text.lower())
    known = (word for word in found if not word.isdigit() and word not in words.common)
    return frozenset(word[:STEM] for word in known)
