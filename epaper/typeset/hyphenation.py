"""Where words may be broken: Liang's patterns (1983) as pyphen ships them, with the house's own
minima.

pyphen's dictionaries are read here by a short parser of our own: breaking is by far the dearest
part of measuring text, and this is four times as fast as asking pyphen word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyphen

from epaper.typeset.scripts import (
    INDIC,
    LEAST_SIGNS,
    SIGNS_BEFORE,
    cluster_starts,
    runs_of,
    syllable_breaks,
)

MIN_LETTERS = 5  # shorter words stay whole
USUAL_LETTERS = 6  # shorter ones are broken with reluctance
BEFORE, AFTER = 2, 3  # letters that must stay on either side
_DICTIONARIES = {  # British patterns alone are sparse for narrow columns
    "en": ("en_GB", "en_US"),
    "en-GB": ("en_GB", "en_US"),
    "en-IN": ("en_GB", "en_US"),
}
# endings of two letters that may stand by themselves after a hyphen where no other place will do;
# British patterns find others ("act-or")
_ENDINGS = dict.fromkeys(
    ("en", "en-GB", "en-IN", "en-US"),
    ("en_US", frozenset(("al", "cy", "ed", "en", "er", "es", "gy", "ly", "or", "ry", "ty"))),
)
# words of Indic scripts of so many clusters are broken like others, shorter ones with reluctance
USUAL_SYLLABLES = 6
_DENSE = ("ta", "ml", "te", "kn")  # whose words are long: their dailies hyphenate as ours do
STUB = 2  # how loath one is to leave a syllable of two signs before the hyphen
# what no hyphen stands before: the root's last letter goes with the root ("report-ed", "build-ing",
# though "commit-ted")
_PARTICIPLE = re.compile(r"(?:[b-df-hj-np-sv-xz]t|[bcf-hj-np-tv-xz]d)(?:ed|ing)$")
_CORE = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_INDIC_WORD = re.compile("[\u0900-\u0963\u0971-\u0dff\u200c\u200d]+")  # without dandas
_NO_DIGITS = str.maketrans("", "", "0123456789")
_COMMANDS = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUND", "NOHYPHEN", "NEXTLEVEL")


class Patterns:
    """One dictionary: pattern letters to the pattern as written ("hy3ph"), decoded when first
    met."""

    def __init__(self, path: Path) -> None:
        encoding, _, body = path.read_bytes().partition(b"\n")
        name = encoding.decode("ascii").strip()
        text = body.decode("cp1251" if name.lower() == "microsoft-cp1251" else name)
        lines = [line.strip() for line in text.splitlines()]
        plain = [
            line for line in lines if line and not line.startswith(_COMMANDS) and "/" not in line
        ]
        self._raw = {
            line.translate(_NO_DIGITS): line for line in plain
        }  # "/" marks a change of spelling: left out
        self._marks: dict[str, tuple[tuple[int, int], ...]] = {}
        self._shortest = min(map(len, self._raw), default=1)
        self._longest: dict[str, int] = {}  # length of patterns by their first two letters
        for letters in self._raw:
            if len(letters) > self._longest.get(letters[:2], 0):
                self._longest[letters[:2]] = len(letters)

    def points(self, word: str) -> set[int]:
        """Offsets in a word in small letters before which a hyphen may stand."""
        pointed = f".{word}."
        size = len(pointed)
        levels = [0] * (size + 1)
        raw, longest = self._raw, self._longest
        for start in range(size - 1):
            reach = start + longest.get(pointed[start : start + 2], 1)
            for end in range(start + self._shortest, min(reach, size) + 1):
                part = pointed[start:end]
                if part in raw:
                    for index, level in self._marks.get(part) or self._decode(part):
                        if level > levels[start + index]:  # noqa: PLR1730 - max costs twice as much
                            levels[start + index] = level
        return {index - 1 for index in range(2, size - 1) if levels[index] & 1}

    def _decode(self, letters: str) -> tuple[tuple[int, int], ...]:
        marks: list[tuple[int, int]] = []  # letters before, level
        at = 0
        for char in self._raw[letters]:
            if "0" <= char <= "9":
                marks.append((at, int(char)))
            else:
                at += 1
        self._marks[letters] = tuple(marks)
        return self._marks[letters]


class Point(NamedTuple):
    """A place for a soft hyphen: characters before it, and how loath one is to take it: not at
    all, where lines would gape else, or only where they would gape badly."""

    offset: int
    loath: int


class Hyphenator:
    """Break points of words of one language; none at all where no dictionary knows the language."""

    def __init__(self, language: str) -> None:
        names = _DICTIONARIES.get(language) or (
            pyphen.language_fallback(language.replace("-", "_")),
        )
        self._patterns = [_patterns(Path(pyphen.LANGUAGES[name])) for name in names if name]
        name, self._endings = _ENDINGS.get(language, ("", frozenset()))
        self._ends = _patterns(Path(pyphen.LANGUAGES[name])) if name else None
        self._english = language.partition("-")[0] == "en"
        self._dense = language.partition("-")[0] in _DENSE
        self._cache: dict[str, tuple[Point, ...]] = {}

    def points(self, token: str) -> tuple[Point, ...]:
        """Where in a token ("“newspaper,") a soft hyphen may stand; "iPhone" and "NATO" stay
        whole.
        """
        if not token.isascii() and any(script in INDIC for script, _ in runs_of(token)):
            return tuple(self._syllables(token))
        if not self._patterns or len(token) < MIN_LETTERS:
            return ()
        if token.isalpha() and token.islower():
            return self._word(token)
        found: list[Point] = []
        for match in _CORE.finditer(token):
            letters = match.group()
            if len(letters) >= MIN_LETTERS and letters[1:].islower():
                start = match.start()
                found += [Point(start + at, loath) for at, loath in self._word(letters.lower())]
        return tuple(found)

    def _syllables(self, token: str) -> Iterator[Point]:
        """The points in words of Indic scripts, which need no dictionary; see syllable_breaks."""
        start = 0
        for script, run in runs_of(token):
            for match in _INDIC_WORD.finditer(run) if script in INDIC else ():
                word = match.group()
                starts = cluster_starts(word)
                loath = not self._dense or len(starts) < USUAL_SYLLABLES
                before = SIGNS_BEFORE if self._dense else LEAST_SIGNS
                for at in syllable_breaks(word, before):
                    stub = at < SIGNS_BEFORE and at == starts[1]  # "नि-"
                    yield Point(start + match.start() + at, STUB if stub else loath)
            start += len(run)

    def _word(self, letters: str) -> tuple[Point, ...]:
        points = self._cache.get(letters)
        if points is None:
            stem = min(
                (letters.index(mark) for mark in "’'" if mark in letters), default=len(letters)
            )
            found: set[int] = set()
            ends: set[int] = set()
            for patterns in self._patterns:
                here = patterns.points(letters)
                found |= here
                if patterns is self._ends:
                    ends = here
            usual = [at for at in sorted(found) if BEFORE <= at <= stem - AFTER]
            if self._english:
                usual = [at for at in usual if not _PARTICIPLE.match(letters, at - 1, stem)]
            short = len(letters) < USUAL_LETTERS
            points = tuple(Point(at, short) for at in usual)
            end = stem - 2
            if end in ends and end >= AFTER and letters[end:stem] in self._endings:
                points = (*points, Point(end, True))
            self._cache[letters] = points
        return points


@lru_cache(maxsize=32)
def _patterns(path: Path) -> Patterns:
    return Patterns(path)


@lru_cache(maxsize=32)
def hyphenator(language: str) -> Hyphenator:
    return Hyphenator(language)
