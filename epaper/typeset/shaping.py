"""Shaping with HarfBuzz, a word at a time, every distinct word once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import uharfbuzz as hb

from epaper.page.direction import direction_of
from epaper.page.marks import Word
from epaper.typeset.bidi import parted_signs, parts_of, runs_left
from epaper.typeset.fonts import FontBook, OpenFace
from epaper.typeset.scripts import UNMARKED, cluster_starts, joins, runs_of
from epaper.typeset.vowels import one_letter

SOFT_HYPHEN = "\u00ad"
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f")
_FIXED_SPACES = frozenset(
    "\u00a0\u2007\u2009\u200a\u202f"
)  # HarfBuzz makes them of the face's space


@dataclass(frozen=True, slots=True)
class Look:
    """What decides the glyphs of a piece of text; `scale` is its size as a share of the style's,
    `language` a BCP 47 tag (letters may look otherwise in Marathi than in Hindi); `stressed`: it
    stands out by its slant, which letters of other scripts lack."""

    face: str
    features: tuple[str, ...] = ()
    upper: bool = False
    scale: float = 1.0
    language: str = ""
    stressed: bool = False


class Piece(NamedTuple):
    """A shaped word or part of one in one face; width in em of the style's size, tracking left
    out."""

    face: str
    scale: float
    word: Word
    width: float
    role: int = 0  # index into the origins that the line is set with
    leftward: bool = False  # its script runs to the left
    # letters, with the marks on them, that tracking parts: none where they join
    spaced: int = 0


class _Part(NamedTuple):
    """A part of a word: one face, one script."""

    face: str
    script: str
    text: str


class Shaper:
    """Shapes words.  `missing` has, by word, the characters that neither its face nor a fallback
    can show.
    """

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.missing: dict[str, str] = {}
        self.leftward = False  # words were shaped that run to the left
        self._cache: dict[Look, dict[str, tuple[Piece, ...]]] = {}

    def shape(self, text: str, look: Look) -> tuple[Piece, ...]:
        """The pieces of a word, more than one where scripts change in it or a fallback face has to
        help.

        A soft hyphen at the end is printed as a hyphen.
        """
        cache = self._cache.setdefault(look, {})
        pieces = cache.get(text)
        if pieces is None:
            if runs_left(text):
                ways = parts_of(text)
            elif direction_of(look.language) == "rtl":  # signs about it go the text's way
                ways = [(part, False) for part in parted_signs(text)]
            else:
                ways = [(text, False)]
            self.leftward = self.leftward or len(ways) > 1 or ways[0][1]
            pieces = cache[text] = tuple(
                self._piece(part, look, leftward)
                for way, leftward in ways
                for part in self._parts(way, look)
            )
        return pieces

    def turned(self, piece: Piece) -> Piece:
        """A piece of signs that stands inside text that runs to the left: its brackets open there
        to the left."""
        look = Look(piece.face, scale=piece.scale)
        part = _Part(piece.face, "", piece.word.text)
        return self._piece(part, look, True)._replace(role=piece.role)

    def ink(self, pieces: Sequence[Piece]) -> tuple[float, float]:
        """How far the ink of a word reaches over its baseline and under it, in em of its style's
        size; not less than nothing."""
        rise = drop = 0.0
        for piece in pieces:
            opened, word = self.book.open(piece.face), piece.word
            em = piece.scale / opened.metrics.units_per_em
            offsets = word.offsets or ((0, 0),) * len(word.glyphs)
            for glyph, (_, up) in zip(word.glyphs, offsets, strict=True):
                extents = opened.font.get_glyph_extents(glyph)
                if extents is not None and extents.height:
                    top = up + extents.y_bearing
                    rise, drop = max(rise, top * em), max(drop, -(top + extents.height) * em)
        return rise, drop

    def _parts(self, text: str, look: Look) -> list[_Part]:
        """Cut the text where scripts change and where its characters need another face."""
        opened = self.book.open(look.face)
        able = all(ord(char) in opened.characters for char in text.removesuffix(SOFT_HYPHEN))
        able = able and (not opened.towers or opened.towers.isdisjoint(map(ord, text)))
        runs = runs_of(text)
        if able and len(runs) == 1:
            return [_Part(look.face, runs[0][0], text)]
        parts: list[_Part] = []
        for script, run in runs:
            other = None
            if script and not able:
                other = self.book.stand_in(look.face, script, look.stressed)
            wanted = tuple(dict.fromkeys((other or look.face, look.face)))
            parts += self._able(_Part("", script, run), wanted, text)
        return parts

    def _able(self, run: _Part, wanted: Sequence[str], word: str) -> list[_Part]:
        """A run of one script in the faces that have its characters, those wanted before others;
        marks stay with what they stand on."""
        parts: list[_Part] = []
        for char in run.text:
            clings = (
                char in _INVISIBLE
                or char == SOFT_HYPHEN
                or unicodedata.category(char).startswith("M")
            )
            if parts and (clings or (char.isspace() and char in _FIXED_SPACES)):
                face = parts[-1].face
            else:
                face = self._face_for(char, wanted, word)
            if clings and parts and self._lacks(face, char):
                parts[-1:] = self._with_mark(parts[-1], char, wanted, word)
            elif parts and parts[-1].face == face:
                parts[-1] = parts[-1]._replace(text=parts[-1].text + char)
            else:
                parts.append(_Part(face, run.script, char))
        return parts

    def _lacks(self, face: str, mark: str) -> bool:
        invisible = mark in _INVISIBLE or mark == SOFT_HYPHEN
        return not invisible and ord(mark) not in self.book.open(face).characters

    def _with_mark(self, part: _Part, mark: str, wanted: Sequence[str], word: str) -> list[_Part]:
        """A part with a mark that its face lacks: the letter under it goes with it into a face that
        has both."""
        start = cluster_starts(part.text)[-1]
        cluster = part.text[start:] + mark
        needed = {ord(char) for char in cluster if char not in _INVISIBLE}
        for face in (*wanted, *self.book.fallbacks):
            if needed <= self.book.open(face).characters:
                before = [part._replace(text=part.text[:start])] if start else []
                return [*before, _Part(face, part.script, cluster)]
        self.missing[word] = "".join(dict.fromkeys(self.missing.get(word, "") + mark))
        return [part._replace(text=part.text + mark)]

    def _face_for(self, char: str, wanted: Sequence[str], word: str) -> str:
        if char in _INVISIBLE or char in _FIXED_SPACES or char == SOFT_HYPHEN:
            return wanted[0]
        for candidate in (*wanted, *self.book.fallbacks):
            opened = self.book.open(candidate)
            if ord(char) in opened.towers:
                return self.book.lower(candidate, ord(char)) or candidate
            if ord(char) in opened.characters:
                return candidate
        self.missing[word] = "".join(dict.fromkeys(self.missing.get(word, "") + char))
        return wanted[0]

    def _piece(self, part: _Part, look: Look, leftward: bool = False) -> Piece:
        opened = self.book.open(part.face)
        parted = part.script in UNMARKED and part.text.endswith(SOFT_HYPHEN)
        text = part.text.removesuffix(SOFT_HYPHEN) if parted else part.text
        word = shape_word(
            opened, text, look.features, look.upper, leftward=leftward, language=look.language
        )
        scale = 1.0 if part.script else look.scale  # only Latin has capitals to make small
        width = word.width * scale / opened.metrics.units_per_em
        spaced = 0 if joins(part.script) else sum(map(bool, word.clusters))
        if parted:
            word = unmarked(word, opened)
        return Piece(part.face, scale, word, width, leftward=leftward, spaced=spaced)


def unmarked(word: Word, face: OpenFace) -> Word:
    """A part of a word that ends in a soft hyphen of no look and no advance: readers of the file
    join it to the rest as they do after a hyphen."""
    space = face.font.get_nominal_glyph(ord(" ")) or word.glyphs[-1]
    return replace(
        word,
        text=word.text + SOFT_HYPHEN,
        glyphs=(*word.glyphs, space),
        advances=(*word.advances, 0),
        clusters=(*word.clusters, SOFT_HYPHEN),
        offsets=(*word.offsets, (0, 0)) if word.offsets else (),
    )


def shape_word(
    face: OpenFace,
    text: str,
    features: tuple[str, ...],
    upper: bool,
    leftward: bool = False,
    language: str = "",
) -> Word:
    """Shape `text` in reading order; clusters keep it as written, even where capitals are shown.

    The glyphs of a word that runs to the left are in reading order too: their offsets carry them to
    their places.
    """
    shown, origins = _shown(text, upper)
    buffer = hb.Buffer()
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.language = language or "en"  # HarfBuzz would ask the machine
    hb.shape(face.font, buffer, dict.fromkeys(features, True) if features else None)
    infos, positions = (
        buffer.glyph_infos or (),
        buffer.glyph_positions or (),
    )  # None for an empty text
    offsets = [(position.x_offset, position.y_offset) for position in positions]
    if leftward:  # HarfBuzz gives glyphs from left to right
        infos, positions = infos[::-1], positions[::-1]
        offsets = _carried(positions, offsets[::-1])
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
    moved = any(map(any, offsets))
    return Word(
        text,
        tuple(info.codepoint for info in infos),
        advances,
        tuple(clusters),
        width=sum(advances),
        offsets=tuple(offsets) if moved else (),
    )


def _carried(
    positions: Sequence[hb.GlyphPosition], offsets: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Offsets of glyphs in reading order that carry each from where the pen would draw it to its
    place, counted from the word's right edge."""
    carried = []
    pen, edge = 0, sum(position.x_advance for position in positions)
    for position, (right, up) in zip(positions, offsets, strict=True):
        edge -= position.x_advance
        carried.append((edge + right - pen, up))
        pen += position.x_advance
    return carried


def _shown(text: str, upper: bool) -> tuple[str, range | list[int]]:
    """The characters to draw, and for each the index of the one it stands for."""
    if text.endswith(SOFT_HYPHEN):
        text = text[:-1] + "-"
    if not upper:
        return one_letter(text) or (text, range(len(text)))
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
