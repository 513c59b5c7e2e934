"""Which code stands for which glyph, decided once for the whole document.

A code is one pair (look, text that it stands for); see shown.  Small capitals, alternates and
ligatures therefore copy as they were written, and one glyph may have several codes.  A code hangs
on its glyph and text as far as it can be had, not on what else the document says: so a page that is
kept from an earlier build keeps its bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from epaper.errors import FontError
from epaper.page.marks import GlyphRun, Word
from epaper.page.page import Page
from epaper.sinks.pdf.shown import Look, Parts, shown

# codes beyond the font's glyphs that the others share: few, so that tables stay small
SPREAD = 2048
MOST_CODES = 0xFFFE  # codes are two bytes, and 0 is left to .notdef
Pair = tuple[Look, str]


@dataclass(frozen=True, slots=True)
class FaceCodes:
    """A face as the document uses it.  space is "" without a space.

    widths are thousandths of an em by look, whole because some viewers drop the rest, and 0 where a
    cluster leads the pen back, as a font program knows no less; TJ makes up for both.
    """

    face: str
    resource: str  # its name in the pages' resources, "Fserif-bold"
    units_per_em: int
    codes: Mapping[Pair, int]
    widths: Mapping[Look, int]
    space: str  # the hex of the space's code
    space_width: int


@lru_cache(maxsize=64)
def open_font(path: Path) -> hb.Font:
    """The font file, ready to be asked for widths.  FontError when it cannot be read."""
    try:
        return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    except (OSError, hb.HarfBuzzError) as error:
        raise FontError(
            f"font file {path.name} cannot be read ({error}); put it back or name another"
        ) from error


def face_codes(pages: Iterable[Page], faces: Mapping[str, Path]) -> dict[str, FaceCodes]:
    """Codes by face id for every glyph of the pages, faces in sorted order."""
    words = _words_by_face(pages)
    return {
        face: _face_codes(face, _resource(face), words[face].values(), _path(face, faces))
        for face in sorted(words)
    }


def _resource(face: str) -> str:
    """A name that a content stream can hold."""
    return "F" + "".join(char if char.isascii() and char.isalnum() else "-" for char in face)


def _codes(pairs: Iterable[Pair], font: hb.Font) -> dict[Pair, int]:
    """A glyph that says its own character has its number for a code; others a code drawn from what
    they are.
    """
    count = font.face.glyph_count
    codes: dict[Pair, int] = {}
    others: list[Pair] = []
    taken: set[int] = set()
    for glyph, text in sorted(pairs, key=in_order):
        if (
            isinstance(glyph, int)
            and glyph not in taken
            and glyph
            and len(text) == 1
            and font.get_nominal_glyph(ord(text)) == glyph
        ):
            codes[glyph, text] = glyph
            taken.add(glyph)
        else:
            others.append((glyph, text))
    first = count if MOST_CODES - count > 2 * len(others) else 1
    for glyph, text in others:
        look = glyph if isinstance(glyph, int) else tuple(glyph)
        digest = hashlib.blake2b(f"{look} {text}".encode(), digest_size=4).digest()
        code = first + int.from_bytes(digest, "big") % (min(SPREAD, MOST_CODES - first) or 1)
        while code in taken:
            code = code + 1 if code < MOST_CODES else first
        taken.add(code)
        codes[glyph, text] = code
    return dict(sorted(codes.items(), key=lambda item: item[1]))


def in_order(pair: Pair) -> tuple[bool, int, Parts, int, str]:
    """Glyphs of the face before our own."""
    look, text = pair
    if isinstance(look, int):
        return (False, look, (), 0, text)
    return (True, 0, look.parts, look.advance, text)


def _path(face: str, faces: Mapping[str, Path]) -> Path:
    if face not in faces:
        raise FontError(
            f"there is no face called {face}; add {face}.ttf to the fonts or use "
            f"{', '.join(sorted(faces))}"
        )
    return faces[face]


def _words_by_face(pages: Iterable[Page]) -> dict[str, dict[int, Word]]:
    """Every Word object once: the typesetter shapes a word once and uses the object again."""
    words: dict[str, dict[int, Word]] = {}
    for page in pages:
        for mark in page.marks:
            if isinstance(mark, GlyphRun):
                seen = words.setdefault(mark.face, {})
                for word in mark.words:
                    seen[id(word)] = word
    return words


def _face_codes(face: str, resource: str, words: Iterable[Word], path: Path) -> FaceCodes:
    font = open_font(path)
    pairs: set[Pair] = set()
    for word in words:
        pairs.update((piece.look, piece.text) for piece in shown(word))
    space = font.get_nominal_glyph(0x20)
    if space is not None:
        pairs.add((space, " "))
    if len(pairs) > MOST_CODES:
        raise FontError(
            f"face {face} needs {len(pairs)} codes, {MOST_CODES} at most; set some stories in "
            "another face"
        )
    codes = _codes(pairs, font)
    scale = 1000 / font.face.upem
    advances = {
        look: font.get_glyph_h_advance(look) if isinstance(look, int) else look.advance
        for look, _ in codes
    }
    widths = {look: max(0, round(advance * scale)) for look, advance in advances.items()}
    return FaceCodes(
        face,
        resource,
        font.face.upem,
        codes,
        widths=widths,
        space="" if space is None else f"{codes[space, ' ']:04x}",
        space_width=0 if space is None else widths[space],
    )
