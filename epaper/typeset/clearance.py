"""Lines of a headline kept apart where marks hang from one and stand on the next: by the ink of
their own letters, since the deepest and the tallest that a face has are rare and seldom meet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from epaper.page.direction import direction_of
from epaper.typeset.tokens import Token, TokenBook

CLEAR = 0.03  # em between two inks


class Ink(NamedTuple):
    """Of one glyph on its line, em: from, to, over the baseline, under it."""

    left: float
    right: float
    over: float
    under: float


def clear_step(lines: Sequence[Sequence[Token]], book: TokenBook) -> float:
    """Em from one line to the next at which no ink of two neighbours meets."""
    inks = [_inks(line, book) for line in lines]
    if book.style.align != "left":  # who stands over whom depends on the measure
        inks = [[ink._replace(left=0.0, right=1.0) for ink in line] for line in inks]
    steps = (
        one.under + other.over
        for above, below in pairwise(inks)
        for one in above
        for other in below
        if one.left < other.right and other.left < one.right
    )
    return max(steps, default=-CLEAR) + CLEAR


def _inks(line: Sequence[Token], book: TokenBook) -> list[Ink]:
    fonts, found = book.shaper.book, []
    leftward = direction_of(book.looks[0].language) == "rtl"
    x = 0.0  # from where the line begins
    for token in line:
        at = x
        for piece in token.pieces:
            opened = fonts.open(piece.face)
            scale = piece.scale / opened.metrics.units_per_em
            word, pen = piece.word, at
            places = word.offsets or ((0, 0),) * len(word.glyphs)
            for glyph, advance, (right, up) in zip(word.glyphs, word.advances, places, strict=True):
                box = _box(opened.font, glyph)
                if box.right > box.left:
                    start = pen + (right + box.left) * scale
                    end = pen + (right + box.right) * scale
                    if leftward:  # its glyphs stand as they are seen, from the left
                        start, end = 2 * at + piece.width - end, 2 * at + piece.width - start
                    over, under = (box.over + up) * scale, (box.under - up) * scale
                    found.append(Ink(start, end, over, under))
                pen += advance * scale
            at += piece.width
        x += token.width + book.space
    return found


@lru_cache(maxsize=8192)
def _box(font: hb.Font, glyph: int) -> Ink:
    """A glyph's ink in font units."""
    extents = font.get_glyph_extents(glyph)
    if extents is None:
        return Ink(0.0, 0.0, 0.0, 0.0)
    left, top = extents.x_bearing, extents.y_bearing
    return Ink(left, left + extents.width, top, -top - extents.height)
