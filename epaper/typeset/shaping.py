"""Shaping with HarfBuzz, a word at a time, every distinct word once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

import uharfbuzz as hb

from epaper.page.marks import Word
from epaper.typeset.fonts import FontBook, OpenFace

SOFT_HYPHEN = "\u00ad"
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f")
_FIXED_SPACES = frozenset(
    "\u00a0\u2007\u2009\u200a\u202f"
)  # HarfBuzz makes them of the face's space


@dataclass(frozen=True, slots=True)
class Look:
    """What decides the glyphs of a piece of text; `scale` is its size as a share of the style's."""

    face: str
    features: tuple[str, ...] = ()
    upper: bool = False
    scale: float = 1.0


class Piece(NamedTuple):
    """A shaped word or part of one in one face; width in em of the style's size, tracking left
    out."""

    face: str
    scale: float
    word: Word
    width: float
    role: int = 0  # index into the origins that the line is set with


class Shaper:
    """Shapes words.  `missing` has, by word, the characters that neither its face nor a fallback
    can show.
    """

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.missing: dict[str, str] = {}
        self._cache: dict[Look, dict[str, tuple[Piece, ...]]] = {}

    def shape(self, text: str, look: Look) -> tuple[Piece, ...]:
        """The pieces of a word, more than one where a fallback face has to help.

        A soft hyphen at the end is printed as a hyphen.
        """
        cache = self._cache.setdefault(look, {})
        pieces = cache.get(text)
        if pieces is None:
            pieces = cache[text] = tuple(
                self._piece(part, face, look) for face, part in self._by_face(text, look)
            )
        return pieces

    def _by_face(self, text: str, look: Look) -> list[tuple[str, str]]:
        """Cut the text where its characters need another face; marks stay with what they stand
        on."""
        opened = self.book.open(look.face)
        if all(ord(char) in opened.characters for char in text.removesuffix(SOFT_HYPHEN)):
            return [(look.face, text)]
        parts: list[tuple[str, str]] = []
        for char in text:
            clings = (
                char in _INVISIBLE
                or char == SOFT_HYPHEN
                or unicodedata.category(char).startswith("M")
            )
            if parts and (clings or (char.isspace() and char in _FIXED_SPACES)):
                face = parts[-1][0]
            else:
                face = self._face_for(char, look.face, text)
            if parts and parts[-1][0] == face:
                parts[-1] = (face, parts[-1][1] + char)
            else:
                parts.append((face, char))
        return parts

    def _face_for(self, char: str, face: str, word: str) -> str:
        if char in _INVISIBLE or char in _FIXED_SPACES or char == SOFT_HYPHEN:
            return face
        for candidate in (face, *self.book.fallbacks):
            if ord(char) in self.book.open(candidate).characters:
                return candidate
        self.missing[word] = "".join(dict.fromkeys(self.missing.get(word, "") + char))
        return face

    def _piece(self, text: str, face: str, look: Look) -> Piece:
        opened = self.book.open(face)
        word = shape_word(opened, text, look.features, look.upper)
        return Piece(face, look.scale, word, word.width * look.scale / opened.metrics.units_per_em)


def shape_word(face: OpenFace, text: str, features: tuple[str, ...], upper: bool) -> Word:
    """Shape `text` in reading order; clusters keep it as written, even where capitals are shown."""
    shown, origins = _shown(text, upper)
    buffer = hb.Buffer()
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    hb.shape(face.font, buffer, dict.fromkeys(features, True) if features else None)
    infos, positions = (
        buffer.glyph_infos or (),
        buffer.glyph_positions or (),
    )  # None for an empty text
    starts = [origins[info.cluster] for info in infos]
    ends: dict[int, int] = {}
    following = len(text)
    for start in reversed(starts):
        if start not in ends:
            ends[start] = following
        following = start
    clusters: list[str] = []
    done = 0
    for start in (
        starts
    ):  # a letter that becomes two ("ß" in capitals) has one glyph with its text and one with none
        clusters.append(text[done : ends[start]])
        done = ends[start]
    advances = tuple(position.x_advance for position in positions)
    moved = any(position.x_offset or position.y_offset for position in positions)
    return Word(
        text,
        tuple(info.codepoint for info in infos),
        advances,
        tuple(clusters),
        width=sum(advances),
        offsets=tuple((position.x_offset, position.y_offset) for position in positions)
        if moved
        else (),
    )


def _shown(text: str, upper: bool) -> tuple[str, range | list[int]]:
    """The characters to draw, and for each the index of the one it stands for."""
    if text.endswith(SOFT_HYPHEN):
        text = text[:-1] + "-"
    if not upper:
        return text, range(len(text))
    origins = [index for index, char in enumerate(text) for _ in char.upper()]
    return "".join(char.upper() for char in text), origins


def caret_widths(word: Word, units_per_em: int) -> list[float]:
    """Widths in em from the word's start to before each character and to its end (ligatures shared
    out evenly).
    """
    widths = [0.0]
    for advance, cluster in zip(word.advances, word.clusters, strict=True):
        before = widths[-1]
        if not cluster:  # a later glyph of a cluster widens its last character
            widths[-1] += advance / units_per_em
        for index in range(len(cluster)):
            widths.append(before + advance * (index + 1) / len(cluster) / units_per_em)
    return widths
