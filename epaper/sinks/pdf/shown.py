"""What a word shows, piece by piece: a glyph, or several drawn as one, each with the text that it
stands for.

Letters that are moved, stacked or made of several glyphs are drawn whole, as one glyph of our own
that has the cluster's advance, so that no viewer takes a moved mark for a gap between words.  What
viewers do with the text decides how it is given: one of them takes the width from a glyph whose
text has a mark of no width, another drops text of more than eight units, so such a glyph has the
text before its first mark, and glyphs that show nothing follow it with the rest.

The pieces of a word stand from left to right, also where it runs to the left: that is how most
programs write such words, and what most viewers turn round again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from epaper.page.marks import SOFT_HYPHEN, Word

MOST_UNITS = 8  # of UTF-16 for one glyph
# What the hyphen at a line's end stands for.  After Latin, Greek and Cyrillic letters viewers join
# a word at a hyphen where they search and copy (pdf.js, poppler), and at the soft one they do not;
# the tags say the word whole.  Others know no hyphen of their own: theirs is soft, and for viewers
# that drop a sign without a look a space follows it.
HYPHEN, SOFT_SPACED = "-", "\u00ad "
JOINED_BEFORE = "\u0530"  # the first letter after Cyrillic


Parts = tuple[tuple[int, int, int], ...]  # of glyphs: number, and place in font units, y up


class Drawn(NamedTuple):
    """Glyphs drawn as one, their places counted from the pen, and how far the pen goes on.  Without
    glyphs it shows nothing."""

    parts: Parts
    advance: int


NOTHING = Drawn((), 0)
Look = int | Drawn  # a glyph of the face, or one of our own


class Shown(NamedTuple):
    """One code of a word: what it looks like, its text, and its advance in font units."""

    look: Look
    text: str
    advance: int


def clusters(word: Word) -> list[tuple[int, int]]:
    """The glyphs of each cluster, from and up to: one with text and those without that follow
    it."""
    starts = [index for index, text in enumerate(word.clusters) if text or not index]
    return list(zip(starts, [*starts[1:], len(word.clusters)], strict=True))


@lru_cache(maxsize=65536)
def shown(word: Word) -> tuple[Shown, ...]:
    """The pieces of a word from left to right; in the order in which it is read, their texts are
    its text, and at a line's end a hyphen as viewers join it."""
    if word.text.endswith(SOFT_HYPHEN) and word.clusters[-1] == SOFT_HYPHEN:
        *others, hyphen = _pieces(word)
        look = hyphen.look if hyphen.advance else NOTHING  # some scripts part words without a sign
        alone = HYPHEN if word.text[-2:-1] < JOINED_BEFORE else SOFT_SPACED
        return (*others, hyphen._replace(look=look, text=alone))
    return _pieces(word)


def _pieces(word: Word) -> tuple[Shown, ...]:
    if not word.offsets and all(text and _head(text) == len(text) for text in word.clusters):
        return tuple(map(Shown, word.glyphs, word.clusters, word.advances))
    pens = [0, *accumulate(word.advances)]
    offsets = word.offsets or ((0, 0),) * len(word.glyphs)
    spans = clusters(word)
    leftward = _runs_left(pens, offsets, spans)
    pieces: list[tuple[Shown, ...]] = []
    for start, end in spans:
        left = word.width - pens[end] if leftward else pens[start]
        parts = tuple(
            (word.glyphs[at], pens[at] + offsets[at][0] - left, offsets[at][1])
            for at in range(start, end)
        )
        pieces.append(tuple(_cluster(parts, pens[end] - pens[start], word.clusters[start])))
    if leftward:
        return tuple(piece for group in reversed(pieces) for piece in group)
    return tuple(_joined(piece for group in pieces for piece in group))


def _joined(pieces: Iterable[Shown]) -> Iterator[Shown]:
    """Pieces of no look whose text is a joiner alone have it said by the piece after them: a viewer
    drops it else."""
    held: list[Shown] = []
    for piece in pieces:
        if not piece.advance and piece.text and all(map(_is_joiner, piece.text)):
            held.append(piece)
        else:
            yield piece._replace(text="".join(one.text for one in held) + piece.text)
            held = []
    yield from held


def _is_joiner(char: str) -> bool:
    return unicodedata.category(char) == "Cf" and char != SOFT_HYPHEN


def _runs_left(
    pens: list[int], offsets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> bool:
    """Whether a word's last cluster stands left of its first: its glyphs are in reading order, and
    their offsets carry them to their places."""
    first, last = spans[0][0], spans[-1][0]
    return pens[first] + offsets[first][0] > pens[last] + offsets[last][0]


def _cluster(parts: Parts, advance: int, text: str) -> Iterator[Shown]:
    """A cluster's look with as much of its text as it may have, and the rest behind it; before it
    what its text begins with and no look may say: a joiner with the mark after it."""
    alone = len(parts) == 1 and not any(parts[0][1:])
    start = _unsaid(text)
    if start:
        yield Shown(NOTHING, text[:start], 0)
        text = text[start:]
    head = _head(text)
    yield Shown(parts[0][0] if alone else Drawn(parts, advance), text[:head], advance)
    while head < len(text):
        size = _fitting(text[head:])
        yield Shown(NOTHING, text[head : head + size], 0)
        head += size


def _unsaid(text: str) -> int:
    """How many characters a joiner and the marks after it are with which a text begins, letters
    following."""
    start = next((at for at, char in enumerate(text) if not _is_mark(char)), 0)
    return start if start > 1 and _is_joiner(text[0]) else 0


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn" or _is_joiner(char)


def _head(text: str) -> int:
    """How many characters a glyph that shows a cluster may stand for: those before the first mark
    without a width, and before the joiner in front of it; the first of all whatever it is."""
    marks = (at for at, char in enumerate(text) if at and unicodedata.category(char) == "Mn")
    head = min(_fitting(text), next(marks, len(text)))
    while head > 1 and unicodedata.category(text[head - 1]) == "Cf":
        head -= 1  # a viewer drops a glyph whose text ends in a sign of no look
    return head


def _fitting(text: str) -> int:
    """How many characters go into MOST_UNITS."""
    units = 0
    for at, char in enumerate(text):
        units += 1 + (char > "\uffff")
        if units > MOST_UNITS:
            return at
    return len(text)
