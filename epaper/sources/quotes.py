"""Straight quotes into opening and closing quotes, apostrophes and primes, as a language has them.

Every straight quote is replaced: what a quote is follows from its neighbours and, where they leave
it open, from whether a quotation is open already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from epaper.model.letters import in_word

APOSTROPHE = "’"
_ENGLISH = ("“", "”", "‘", "’")
_PAIRS = {  # double opening, double closing, single opening, single closing
    "de": ("„", "“", "‚", "‘"),
    "cs": ("„", "“", "‚", "‘"),
    "sk": ("„", "“", "‚", "‘"),
    "sl": ("„", "“", "‚", "‘"),
    "pl": ("„", "”", "‚", "’"),
    "hu": ("„", "”", "’", "’"),
    "ro": ("„", "”", "‚", "’"),
    "fr": ("«", "»", "‘", "’"),
    "ru": ("«", "»", "„", "“"),
    "uk": ("«", "»", "„", "“"),
    "el": ("«", "»", "‘", "’"),
    "ar": ("«", "»", "‘", "’"),
    "fa": ("«", "»", "‘", "’"),
    "ur": ("”", "“", "’", "‘"),  # CLDR: right to left, a quotation begins with what closes ours
    "sv": ("”", "”", "’", "’"),  # alike: which one it is follows from the count
    "fi": ("”", "”", "’", "’"),
    "de-ch": ("«", "»", "‹", "›"),
}
_OPENERS = set("([{<–—/“‘„‚«‹\u00a0\u202f")
_CLIPPED = re.compile(
    r"'(?:\d\ds?(?![\w'])|(?:tis|twas|twere|em|til|n)\b)", re.IGNORECASE
)  # '90s, rock 'n' roll
_FEET_AND_INCHES = re.compile(r"(?<=\d)'(?=\s?\d{1,2}[½¼¾]?(?:\"|''))")
_INCHES_AFTER_FEET = re.compile(r"(?<=\d)['′]\s?\d{1,2}[½¼¾]?(\"|'')")
_CLOSING_SINGLE = re.compile(r"(?<=\S)['’](?!\w)")


Marks = tuple[str, str, str, str]
_SIGNS = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』")
# The marks of the paper in hand; every text of it is set by them, so that no reader hands them on
_OWN: ContextVar[Mapping[str, Marks] | None] = ContextVar("quotes", default=None)


def marks_of(text: str) -> Marks | None:
    """Four quotation marks, the outer pair before the inner one; None for anything else."""
    marks = text.split()
    if len(marks) != 4 or not all(mark in _SIGNS for mark in marks):
        return None
    return marks[0], marks[1], marks[2], marks[3]


@contextmanager
def quoting(own: Mapping[str, Marks]) -> Iterator[None]:
    """Within it, texts get these marks by language instead of the usual ones."""
    before = _OWN.set(own)
    try:
        yield
    finally:
        _OWN.reset(before)


def in_force() -> tuple[tuple[str, Marks], ...]:
    """The paper's own marks, for what a reading hangs on."""
    return tuple(sorted((_OWN.get() or {}).items()))


def _marks(language: str) -> Marks:
    tags = language.casefold(), language.casefold().partition("-")[0]
    known = [marks[tag] for marks in (_OWN.get() or {}, _PAIRS) for tag in tags if tag in marks]
    return known[0] if known else _ENGLISH


def quoted(text: str, language: str) -> Iterable[tuple[int, int, str]]:
    """Edits (from, to, new text) that leave no straight quote in the text."""
    if '"' not in text and "'" not in text:
        return []
    return _Quoter(text, _marks(language)).edits()


class _Quoter:
    """Goes through a text from left to right and keeps count of the quotations that are open."""

    def __init__(self, text: str, pairs: Marks) -> None:
        self.text = text
        self.double, self.single = pairs[:2], pairs[2:]
        self.openers = _OPENERS - {pairs[1], pairs[3]} | {pairs[0], pairs[2]}
        self.new = dict[int, str]()
        self.inner = self.single  # of the single quotation that is open
        self.double_open = False
        self.single_open = False
        self.primes = {found.start() for found in _FEET_AND_INCHES.finditer(text)}
        self.inches = {found.start(1) for found in _INCHES_AFTER_FEET.finditer(text)}
        self.last_closing = max(
            (found.start() for found in _CLOSING_SINGLE.finditer(text)), default=-1
        )

    def edits(self) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(self.text):
            char = self.text[at]
            length = 1
            if char == '"' or (char == "'" and self.is_pair(at)):
                length = 1 if char == '"' else 2
                self.new[at] = "″" if at in self.inches else self.double_quote(at, at + length)
                found.append((at, at + length, self.new[at]))
            elif char == "'":
                self.new[at] = "′" if at in self.primes else self.single_quote(at)
                found.append((at, at + 1, self.new[at]))
            elif char in "“”„«»":
                self.double_open = self.is_opening(at, char)
            at += length
        return found

    def is_opening(self, at: int, char: str) -> bool:
        """Does a right quote that stands in the text open?  “ closes in German, ” opens in
        Swedish."""
        if self.double[0] == self.double[1]:
            return not self.double_open
        return char == self.double[0] or (char != self.double[1] and char in "“„«")

    def is_pair(self, at: int) -> bool:
        """Two straight apostrophes that stand for one double quote."""
        text = self.text
        return (
            text[at : at + 2] == "''" and text[at + 2 : at + 3] != "'" and text[at - 1 : at] != "'"
        )

    def before(self, at: int) -> str:
        if at == 0:
            return " "
        char = self.text[at - 1]
        return self.new.get(at - 1, char)

    def opens(self, at: int, end: int) -> bool | None:
        """True: the neighbours make it an opening quote, False: a closing one, None: they leave it
        open.
        """
        before, after = self.before(at), self.text[end : end + 1] or " "
        room_before = before.isspace() or before in self.openers
        room_after = after.isspace()
        if room_before and not room_after:
            return True
        if room_after and not room_before:
            return False
        if not room_before and not in_word(after) and after not in "\"'“‘„‚«‹([{":
            return False
        return None

    def double_quote(self, at: int, end: int) -> str:
        opens = self.opens(at, end)
        if not self.double_open and opens is False and self.before(at).isdigit():
            return "″"
        self.double_open = not self.double_open if opens is None else opens
        return self.double[0] if self.double_open else self.double[1]

    def single_quote(self, at: int) -> str:
        before, after = self.before(at), self.text[at + 1 : at + 2]
        if in_word(before) and in_word(after):
            return APOSTROPHE
        if _CLIPPED.match(self.text, at) and not in_word(before):
            return APOSTROPHE
        if (
            at >= 2
            and self.text[at - 2 : at].lower() in ("'n", "’n")
            and self.new.get(at - 2) == APOSTROPHE
        ):
            return APOSTROPHE
        opens = self.opens(at, at + 1)
        if opens is None:
            opens = not self.single_open and not in_word(before)
        if opens:
            if self.last_closing <= at:
                return APOSTROPHE
            self.single_open = True
            outer = self.double[0] in "‘‚" and not self.double_open  # 'so' in a paper that has ‘so’
            self.inner = self.double if outer else self.single
            return self.inner[0]
        if not self.single_open:
            return APOSTROPHE
        self.single_open = False
        return self.inner[1]
