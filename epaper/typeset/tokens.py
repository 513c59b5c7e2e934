"""Tokens: text between spaces, measured once however often it comes.

All widths are in em of the style's size, so that one measuring serves every size of a face.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from epaper.model.text import Emphasis, RichText, count_characters
from epaper.page.direction import direction_of
from epaper.page.style import TextStyle
from epaper.typeset.bidi import runs_left
from epaper.typeset.hyphenation import Hyphenator
from epaper.typeset.looks import emphasis_look
from epaper.typeset.scripts import (
    APART,
    INDIC,
    JOINERS,
    UNMARKED,
    cluster_starts,
    runs_of,
    script_of,
)
from epaper.typeset.shaping import SOFT_HYPHEN, Look, Piece, Shaper, caret_widths

# share of its width that a character may stand out of the measure (Thanh 2000; margins of
# microtype)
HANG_RIGHT = {
    ".": 0.7,
    ",": 0.6,
    "-": 0.55,
    SOFT_HYPHEN: 0.55,
    "–": 0.3,
    "—": 0.2,
    "’": 0.5,
    "”": 0.5,
    ":": 0.4,
    ";": 0.4,
    "!": 0.15,
    "?": 0.15,
    "'": 0.5,
    '"': 0.5,
    "।": 0.3,
    "॥": 0.2,
    "۔": 0.5,
    "،": 0.4,
}
HANG_LEFT = {"“": 0.5, "‘": 0.5, "„": 0.4, "«": 0.2, "'": 0.5, '"': 0.5}
_STOPS = frozenset(".,;:!?…।॥۔،؟)]”’")  # that a writer parted from the word begin no line
_CLOSING, _OPENING = "".join(sorted(_STOPS)) + "»\"'", "([“‘„«\"'"
DASHES = frozenset(("–", "—", "-"))
# em: a smaller space would not part the words of scripts that have gaps within them (Arabic), or
# whose letters hang from one line
LEAST_SPACE = {"Arab": 0.2, **dict.fromkeys(INDIC, 0.16)}
HYPHEN_COST = 0.0
LOATH_COST = 140.0  # to hyphenate a short word, or before two letters
STUB_COST = 320.0  # to leave one syllable of two signs before the hyphen ("नि-")
NAME_COST = 70.0  # to hyphenate a word with a capital
EXPLICIT_COST = 60.0  # to break at a hyphen or a slash that the writer put
ADDRESS_COST = 1.0e5  # the same of an address: any line that ends short is better
SPLIT_COST = 900.0  # to break a word too wide for the measure where no rule allows it
# letters, figures, and the marks of the scripts whose letters carry them, which are no \w
_W = r"[\w\u0300-\u036f\u0610-\u065f\u0900-\u0963\u0966-\u0dff\u200c\u200d]"
# never before one or two letters or figures: "SARS-CoV-/2"
_EXPLICIT = re.compile(rf"(?<={_W}{_W}[-–/])(?={_W}(?:{_W}|[-–/]){{2}})|(?<=[—\u200b…/])(?={_W})")
_WHITE = re.compile("[ \\t\\n\\r\\f\\v\\x85\\u2028\\u2029]")
_SIGNS = frozenset(":./@_")
_BREAKERS = frozenset("-–—/…\u200b")
# addresses of the web and of mail, and names of files and hosts, break after their own signs and
# never get a hyphen, which a reader would type
_ADDRESS = re.compile(
    r"://|^[\W_]*www\.|@\w|[A-Za-z][\w-]+\.[a-z]{2,}(?=\W*$|[/:?])|[A-Za-z]\w*_\w"
)
# but not between the sign of a name in a network and the name: "@/MerPolCC"
_IN_ADDRESS = re.compile(r"(?<=[./?&=_:;,+~%-])(?=\w)|(?<=\w[@#])(?=\w)|(?<=\w)(?=[?&#])")

# kinds of break inside a token: soft hyphen, none to add, at a written hyphen, and within a word of
# a script that puts no sign there
SOFT, EXPLICIT, HARD_HYPHEN, UNSIGNED = 0, 1, 2, 3

Key = str | tuple[tuple[int, str], ...]  # plain roman text, or (look number, text) parts


class InnerBreak(NamedTuple):
    """A place inside a token where a line may end."""

    offset: int  # characters before it
    before: float  # width of the part before it with its hyphen, less what hangs
    after: float  # width of the rest
    cost: float
    kind: int
    letters: int = 0  # before it, that tracking parts; of Latin its characters


class Token(NamedTuple):
    text: str
    parts: tuple[tuple[int, str], ...]
    pieces: tuple[Piece, ...]
    width: float
    glyphs: int
    left: float  # what hangs out on the left
    right: float
    breaks: tuple[InnerBreak, ...]
    glued: bool  # no line starts with it (a dash between spaces)
    missing: str
    characters: int  # as the ledger counts


class TokenBook(dict[Key, Token]):
    """Tokens of one style's letters; looking one up measures it.

    Look 0 is the style's own, 1.. are its emphases, and further looks may be added (a dateline's
    small capitals).
    """

    def __init__(
        self, shaper: Shaper, style: TextStyle, hyphenator: Hyphenator | None, language: str = ""
    ) -> None:
        super().__init__()
        self.shaper, self.style, self.hyphenator = shaper, style, hyphenator
        self.leftward = direction_of(language) == "rtl"  # its lines begin at the right
        self.looks = [emphasis_look(shaper, style, emphasis, language) for emphasis in Emphasis]
        self.roles = [0] * len(self.looks)
        space = shaper.shape(" ", self.looks[0])[0]
        least = LEAST_SPACE.get(shaper.book.script(space.face), 0.0)
        self.space = max(space.width, least) + style.tracking

    def add_look(self, look: Look, role: int) -> int:
        """The number of a look, for keys; its text will be set with the origin of `role`."""
        for number, known in enumerate(zip(self.looks, self.roles, strict=True)):
            if known == (look, role):
                return number
        self.looks.append(look)
        self.roles.append(role)
        return len(self.looks) - 1

    def __missing__(self, key: Key) -> Token:
        token = self[key] = self._measure(((0, key),) if isinstance(key, str) else key)
        return token

    def tokens(self, text: RichText) -> list[Token]:
        """The text's tokens in order; an empty text has none."""
        if len(text) == 1 and text[0].emphasis is Emphasis.ROMAN:
            found = [self[word] for word in split_words(text[0].text) if word]
        else:
            found = [self[key] for key in split_keys(text)]
        return (
            found
            if all(token.pieces for token in found)
            else [token for token in found if token.pieces]
        )

    def pieces(self, parts: tuple[tuple[int, str], ...]) -> tuple[Piece, ...]:
        """Shaped pieces of a token or of a part of one."""
        found: list[Piece] = []
        for look, text in parts:
            for piece in self.shaper.shape(text, self.looks[look]):
                role = self.roles[look]
                found.append(piece._replace(role=role) if role else piece)
        return tuple(found)

    def fragment(self, token: Token, start: int, end: int, kind: int) -> tuple[Piece, ...]:
        """The pieces of token.text[start:end], with a printed hyphen when it ends at a soft one."""
        parts: list[tuple[int, str]] = []
        at = 0
        for look, text in token.parts:
            piece = text[max(0, start - at) : max(0, end - at)]
            if piece:
                parts.append((look, piece))
            at += len(text)
        if kind in (SOFT, UNSIGNED) and end < len(token.text):
            parts[-1] = (parts[-1][0], parts[-1][1] + SOFT_HYPHEN)
        return self.pieces(tuple(parts))

    def _measure(self, raw: tuple[tuple[int, str], ...]) -> Token:
        marked = "".join(text for _, text in raw)
        parts = (
            tuple((look, text.replace(SOFT_HYPHEN, "")) for look, text in raw)
            if SOFT_HYPHEN in marked
            else raw
        )
        text = marked.replace(SOFT_HYPHEN, "")
        pieces = self.pieces(parts)
        carets = [0.0]
        for piece in pieces:
            upem = self.shaper.book.metrics(piece.face).units_per_em
            start = carets[-1]
            carets += [start + caret * piece.scale for caret in caret_widths(piece.word, upem)[1:]]
        tracking = self.style.tracking
        spaced = sum(piece.spaced for piece in pieces)
        if tracking and spaced:
            before = letters_before(text)
            carets = [caret + tracking * before[at] for at, caret in enumerate(carets)]
        return Token(
            text=text,
            parts=parts,
            pieces=pieces,
            width=carets[-1],
            glyphs=spaced,
            left=HANG_LEFT.get(text[:1], 0.0) * (carets[1] - carets[0] if text else 0.0),
            right=_hang_right(text, carets),
            breaks=self._breaks(text, marked, carets, parts[0][0] if parts else 0),
            glued=text in DASHES or (text != "" and _STOPS.issuperset(text)),
            missing="".join(self.shaper.missing.get(text, "") for _, text in parts)
            if self.shaper.missing
            else "",
            characters=count_characters(text),
        )

    def _breaks(
        self, text: str, marked: str, carets: list[float], look: int
    ) -> tuple[InnerBreak, ...]:
        if len(text) < 4:
            return ()
        hyphen = self.shaper.shape(SOFT_HYPHEN, self.looks[look])[0].width + self.style.tracking
        hyphen *= 1 - HANG_RIGHT[SOFT_HYPHEN]
        found: dict[int, InnerBreak] = {}
        total, letters = carets[-1], letters_before(text)
        address = is_address(text)
        if self.hyphenator is not None and not address:
            cost = NAME_COST if text[:1].isupper() or text[1:2].isupper() else HYPHEN_COST
            costs = (cost, LOATH_COST, STUB_COST)
            for point, loath in self.hyphenator.points(text):
                kind = _sign(text, point)
                found[point] = InnerBreak(
                    point,
                    carets[point] + (hyphen if kind == SOFT else 0.0),
                    total - carets[point],
                    costs[loath],
                    kind=kind,
                    letters=letters[point],
                )
        if SOFT_HYPHEN in marked:
            point = 0
            for part in marked.split(SOFT_HYPHEN)[:-1]:
                point += len(part)
                if 0 < point < len(text):
                    kind = _sign(text, point)
                    found[point] = InnerBreak(
                        point,
                        carets[point] + (hyphen if kind == SOFT else 0.0),
                        total - carets[point],
                        HYPHEN_COST,
                        kind=kind,
                        letters=letters[point],
                    )
        pattern = _IN_ADDRESS if address else _EXPLICIT
        for match in pattern.finditer(text) if address or not _BREAKERS.isdisjoint(text) else ():
            point = match.start()
            if point == len(text) or not any(map(str.isalnum, text[:point])):
                continue  # "@" alone says nothing
            kind = HARD_HYPHEN if text[point - 1] in "-–" else EXPLICIT
            hang = HANG_RIGHT.get(text[point - 1], 0.0) * (carets[point] - carets[point - 1])
            found[point] = InnerBreak(
                point,
                carets[point] - hang,
                total - carets[point],
                EXPLICIT_COST,
                kind=kind,
                letters=letters[point],
            )
        return tuple(found[point] for point in sorted(found))

    def split_token(self, token: Token) -> Token:
        """The token with a break at every letter."""
        return token._replace(breaks=self.split_anywhere(token))

    def split_anywhere(self, token: Token) -> tuple[InnerBreak, ...]:
        """Breaks for a word wider than the measure: its own, and one at every letter, without a
        hyphen in addresses and in codes of letters and figures.
        """
        plain = is_address(token.text)
        carets = [0.0]
        for piece in token.pieces:
            upem = self.shaper.book.metrics(piece.face).units_per_em
            carets += [
                carets[-1] + caret * piece.scale for caret in caret_widths(piece.word, upem)[1:]
            ]
        hyphen = self.shaper.shape(SOFT_HYPHEN, self.looks[0])[0].width
        tracking = self.style.tracking if token.glyphs else 0.0
        found = {inner.offset: inner for inner in token.breaks}
        letters = letters_before(token.text)
        for point in cluster_starts(token.text)[1:]:
            if not plain and not _parts_well(token.text, point):
                continue
            lettered = not plain and _in_word(token.text, point)
            kind = _sign(token.text, point) if lettered else EXPLICIT
            width = hyphen if kind == SOFT else 0.0
            if carets[point] < carets[-1]:
                own = letters[point]
                after = token.width - carets[point] - tracking * own
                before = carets[point] + tracking * (own + 1) + width
                cost = ADDRESS_COST if plain else SPLIT_COST
                inner = InnerBreak(point, before, after, cost, kind=kind, letters=own)
                found.setdefault(point, inner)
        return tuple(found[point] for point in sorted(found))


@lru_cache(maxsize=65536)
def letters_before(text: str) -> Sequence[int]:
    """By place in a word, how many letters stand before it that tracking parts: those that have
    marks on them with these as one."""
    if text.isascii() or APART.isdisjoint(script for script, _ in runs_of(text)):
        return range(len(text) + 1)
    starts = cluster_starts(text)
    return tuple(bisect_left(starts, at) for at in range(len(text) + 1))


def is_address(text: str) -> bool:
    """Whether a word is an address of the web or of mail, or the name of a host or a file."""
    return not _SIGNS.isdisjoint(text) and _ADDRESS.search(text) is not None


def _sign(text: str, point: int) -> int:
    """Whether a hyphen is put before a place in a word, or no sign at all."""
    return UNSIGNED if script_of(text[point - 1]) in UNMARKED else SOFT


def _parts_well(text: str, point: int) -> bool:
    """Whether a place in a word leaves its stops and closing signs to what is before them, and its
    opening ones to what follows."""
    within = bool(text[point:].rstrip(_CLOSING)) and bool(text[:point].lstrip(_OPENING))
    return within or not text.strip(_CLOSING + _OPENING)  # nothing but signs breaks anywhere


def _in_word(text: str, point: int) -> bool:
    """Whether letters stand on both sides of a place, and no figure next to them: a hyphen there
    would not be taken for a part of a code.
    """
    if runs_left(text) or not (_is_letter(text[point - 1]) and _is_letter(text[point])):
        return False
    start, end = point, point
    while start and (text[start - 1].isalnum() or _is_letter(text[start - 1])):
        start -= 1
    while end < len(text) and (text[end].isalnum() or _is_letter(text[end])):
        end += 1
    return all(map(_is_letter, text[start:end]))


def _is_letter(char: str) -> bool:
    """Also a mark on one, which is a vowel in many scripts."""
    return char.isalpha() or unicodedata.category(char)[0] == "M" or char in JOINERS


def _hang_right(text: str, carets: list[float]) -> float:
    if not text:
        return 0.0
    hang = HANG_RIGHT.get(text[-1], 0.0) * (carets[-1] - carets[-2])
    if text[-1] in "’”'\"" and text[-2:-1] in (
        ".",
        ",",
    ):  # the quote hangs as a whole, the stop below it not at all
        return (carets[-1] - carets[-2]) * 0.7
    return hang


def split_words(text: str) -> list[str]:
    """Parts between breaking white space; no-break and thin spaces stay inside."""
    return text.split(" ") if text.isprintable() else _WHITE.split(text)


def split_keys(text: RichText) -> list[Key]:
    """Keys of the tokens of a text; a token may run over several spans."""
    numbers = {emphasis: number for number, emphasis in enumerate(Emphasis)}
    keys: list[Key] = []
    current: list[tuple[int, str]] = []
    for span in text:
        number = numbers[span.emphasis]
        for index, part in enumerate(split_words(span.text)):
            if index and current:
                keys.append(_key(current))
                current = []
            if part:
                current.append((number, part))
    if current:
        keys.append(_key(current))
    return keys


def _key(parts: list[tuple[int, str]]) -> Key:
    joined: list[tuple[int, str]] = []
    for look, text in parts:
        if joined and joined[-1][0] == look:
            joined[-1] = (look, joined[-1][1] + text)
        else:
            joined.append((look, text))
    return joined[0][1] if len(joined) == 1 and joined[0][0] == 0 else tuple(joined)
