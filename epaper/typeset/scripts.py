"""Scripts of the world as far as setting differs by them: which a character belongs to, where text
changes from one to another, and where a word of one may be parted.

Codes are those of ISO 15924.  The ranges are Unicode's blocks; what several scripts share (spaces,
figures, stops, dandas) belongs to none, and goes with what stands before it, as Unicode Standard
Annex 24 says.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

_BLOCKS = (  # from, up to, script; in order
    (0x0590, 0x0600, "Hebr"),
    (0x0600, 0x0700, "Arab"),
    (0x0750, 0x0780, "Arab"),
    (0x0860, 0x0900, "Arab"),
    (0x0900, 0x0980, "Deva"),
    (0x0980, 0x0A00, "Beng"),
    (0x0A00, 0x0A80, "Guru"),
    (0x0A80, 0x0B00, "Gujr"),
    (0x0B00, 0x0B80, "Orya"),
    (0x0B80, 0x0C00, "Taml"),
    (0x0C00, 0x0C80, "Telu"),
    (0x0C80, 0x0D00, "Knda"),
    (0x0D00, 0x0D80, "Mlym"),
    (0x0D80, 0x0E00, "Sinh"),
    (0x1CD0, 0x1D00, "Deva"),
    (0xA8E0, 0xA900, "Deva"),
    (0xFB1D, 0xFB50, "Hebr"),
    (0xFB50, 0xFE00, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
)
_STARTS = [start for start, _, _ in _BLOCKS]
_SHARED = frozenset("\u0964\u0965\u0640\u060c\u061b\u061f")  # dandas, tatweel, Arabic stops
INDIC = frozenset("Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh".split())
# of these no head line joins the letters.  Their words are so long that two or three fill a line
# of a newspaper, and the spaces between those would gape: their dailies space the letters, too
# (W3C, Tamil Layout Requirements, on justification)
APART = frozenset("Taml Telu Knda Mlym".split())
# a word that goes on in the next line gets no sign (W3C, Tamil Layout Requirements, on hyphenation;
# so Daily Thanthi)
UNMARKED = frozenset(("Taml",))
# consonants that a killed vowel does not bind to the next one: its sign is written (pulli), and
# both stand beside each other
_UNBOUND = frozenset(("Taml",))
_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca")
_OF_LANGUAGES = {
    **dict.fromkeys(("hi", "mr", "ne", "sa", "kok", "mai", "bho", "doi"), "Deva"),
    **dict.fromkeys(("bn", "as", "mni"), "Beng"),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "sd", "ks", "ckb", "ug"), "Arab"),
    **{"pa": "Guru", "gu": "Gujr", "or": "Orya", "ta": "Taml", "te": "Telu", "kn": "Knda"},
    **{"ml": "Mlym", "si": "Sinh", "he": "Hebr", "yi": "Hebr"},
}
AYTHAM = "\u0b83"
JOINERS = "\u200c\u200d"
LEAST_CLUSTERS = 2  # on either side of a hyphen, or one of so many signs
SIGNS_BEFORE, SIGNS_AFTER = 3, 4  # the minima of the Marathi patterns that pyphen ships
LEAST_SIGNS = 2  # likewise ("का-"), where lines would gape


def script_of(char: str) -> str:
    """A character's script; empty for those that several share, and for all that is set like
    Latin."""
    code = ord(char)
    if code < _STARTS[0]:
        return ""
    start, end, script = _BLOCKS[bisect_right(_STARTS, code) - 1]
    return script if start <= code < end and char not in _SHARED else ""


def script_of_language(language: str) -> str:
    """The script that a language (a BCP 47 tag) is usually written in, unless it names another."""
    name, *others = language.split("-")
    named = [tag.title() for tag in others if len(tag) == 4 and tag.isalpha()]
    if named:
        return "" if named[0] == "Latn" else named[0]
    return _OF_LANGUAGES.get(name.lower(), "")


def joins(script: str) -> bool:
    """Whether its letters join or hang on each other, so that no space may be put between them."""
    return (script in INDIC and script not in APART) or script == "Arab"


def hyphenates(script: str) -> bool:
    """Whether a word of it may be parted with a hyphen."""
    return script != "Arab"


@lru_cache(maxsize=65536)
def runs_of(text: str) -> tuple[tuple[str, str], ...]:
    """A text in its runs: script and characters.  What scripts share goes with the run before it;
    at the text's start, with the run after it."""
    if text.isascii():
        return (("", text),)
    runs: list[tuple[str, str]] = []
    for char in text:
        script = _own(char)
        if not runs:
            runs.append((script or "", char))
        elif script is None or script == runs[-1][0]:
            runs[-1] = (runs[-1][0], runs[-1][1] + char)
        elif all(_own(other) is None for other in runs[-1][1]):
            runs[-1] = (script, runs[-1][1] + char)
        else:
            runs.append((script, char))
    return tuple(runs)


def _own(char: str) -> str | None:
    """A letter's script, "" for one that is set like Latin; None for what goes with the others."""
    script = script_of(char)
    if script:
        return script
    return "" if unicodedata.category(char)[0] in "LN" else None


@lru_cache(maxsize=65536)
def cluster_starts(text: str) -> tuple[int, ...]:
    """Where the clusters of a text begin, the first at 0: letters with the marks on them (Unicode
    Standard Annex 29), and consonants that are bound into one sign (its rule GB9c).  No line ends
    inside one."""
    starts = [0] if text else []
    for at in range(1, len(text)):
        before, char = text[at - 1], text[at]
        if unicodedata.category(char)[0] == "M" or char in JOINERS:
            continue
        if before == "\u200d" and unicodedata.category(char)[0] in "LS":
            continue
        if _binds(text, at) or _modifies(text, at):
            continue
        starts.append(at)
    return tuple(starts)


def _modifies(text: str, at: int) -> bool:
    """Whether a character is part of the picture before it: a skin tone, a tag, the other half of
    a flag."""
    code = ord(text[at])
    if 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return True
    if not 0x1F1E6 <= code <= 0x1F1FF:
        return False
    before = 0
    while before < at and 0x1F1E6 <= ord(text[at - 1 - before]) <= 0x1F1FF:
        before += 1
    return before % 2 == 1


def _binds(text: str, at: int) -> bool:
    """Whether a killed vowel before `at` binds the letter there to the consonant before it."""
    script = script_of(text[at])
    if script in _UNBOUND:  # but for two signs: kssa, and the shri of names
        return text[at - 2 : at + 1] in ("\u0b95\u0bcd\u0bb7", "\u0bb8\u0bcd\u0bb0")
    if script not in INDIC or unicodedata.category(text[at]) != "Lo":
        return False
    before = at - 1
    while before and text[before] in JOINERS:
        before -= 1
    return text[before] in _VIRAMAS and text[before + 1 : at] != "\u200c"


def syllable_breaks(word: str, before: int = SIGNS_BEFORE) -> tuple[int, ...]:
    """Where a word of an Indic script may be hyphenated: between its written syllables, two
    clusters on either side, or one that is written with many signs ("प्रा-"),
    `before` at least before the hyphen.  A consonant without vowel stays with the syllable before
    it.

    Such a break is one between sounds as these scripts write them, which is all that their
    patterns for hyphenation say too.
    """
    if AYTHAM in word:
        return tuple(at for at in _breaks(word, before) if not _at_aytham(word, at))
    return _breaks(word, before)


def _at_aytham(word: str, at: int) -> bool:
    """Whether a break would tear the three dots of Tamil from what they belong to: a letter before
    them, or, where they make it an f, the one after."""
    if word[at - 1] == AYTHAM:
        return True
    dots_of_f = word[at] == AYTHAM and word[at + 1 : at + 2] == "ப"
    return word[at] == AYTHAM and (not dots_of_f or word[at + 2 : at + 3] in _VIRAMAS)


def _breaks(word: str, before: int) -> tuple[int, ...]:
    starts = (*cluster_starts(word), len(word))
    clusters = list(pairwise(starts))
    return tuple(
        start
        for number, (start, end) in enumerate(clusters)
        if number
        and not _dead(word[start:end])
        and (number >= LEAST_CLUSTERS or start >= before)
        and (number <= len(clusters) - LEAST_CLUSTERS or len(word) - start >= SIGNS_AFTER)
    )


def _dead(cluster: str) -> bool:
    """Whether a cluster is a consonant alone, its vowel killed."""
    return cluster.rstrip(JOINERS)[-1:] in _VIRAMAS
