"""What a hit shows: its text where what was sought stands thickest, with that marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from epaper.archive.entry import Piece
from epaper.archive.folding import Unit, units
from epaper.archive.query import Term

WINDOW = 32  # words of a snippet
BEFORE = 6  # of them before the first that was sought
UNSPACED_WINDOW = 96  # letters, in scripts without spaces
MOST_CHARACTERS = 400  # of a snippet: one word may be a page long
TOPS = (80, 320)  # words of a text, in which most that is sought stands: read first
MORE = "…"
PARTED = " · "  # between kicker, deck, byline, caption: parts of a story that no full stop ends
_ENDS = tuple('.!?…:।॥۔؟”’"»')


@dataclass(frozen=True, slots=True)
class _Part:
    """Of a text: its first and last unit, how many of the terms stand in it, and where the terms
    stand from its first unit on."""

    begin: int
    last: int
    terms: int
    spans: Sequence[tuple[int, int]]


def marked(text: str, terms: Sequence[Term], inside: bool) -> tuple[Piece, ...]:
    """The whole of a text, such as a headline."""
    told = list(units(text))
    spans = [(told[first].start, told[last].end) for first, last, _ in _found(told, terms, inside)]
    return _pieces(text, spans, 0, len(text))


def snippet(text: str, terms: Sequence[Term], inside: bool) -> tuple[Piece, ...]:
    """The part of a text in which most of the terms stand, the first such; its beginning where none
    does."""
    source, told = units(text), list[Unit]()
    for much in TOPS:
        told += islice(source, much - len(told))
        part = _densest(told, terms, inside)
        if part.terms == len(terms) and part.last < len(told) - 1:
            return _shown(text, told, part)
    told += source
    if not told:
        return _pieces(text, [], 0, min(len(text), MOST_CHARACTERS))
    return _shown(text, told, _densest(told, terms, inside))


def _shown(text: str, told: Sequence[Unit], part: _Part) -> tuple[Piece, ...]:
    start = 0 if part.begin == 0 else told[part.begin].start
    end = len(text) if part.last == len(told) - 1 else told[part.last].end
    end = min(end, start + MOST_CHARACTERS)
    pieces = _pieces(text, part.spans, start, end)
    head = (Piece(MORE),) if start else ()
    tail = (Piece(MORE),) if end < len(text) else ()
    return (*head, *pieces, *tail)


def _found(
    told: Sequence[Unit], terms: Sequence[Term], inside: bool
) -> Iterator[tuple[int, int, int]]:
    """First and last unit and number of the term, in order of place; none within another."""
    at = 0
    plain = not inside and all(not term.begins for term in terms)
    firsts = {term.units[0] for term in terms}
    initials = tuple({first[0] for first in firsts})
    words = [unit.folded for unit in told]
    while at < len(words):
        word = words[at]
        if word not in firsts and (plain or (not inside and not word.startswith(initials))):
            at += 1
            continue
        long = 0
        for number, term in enumerate(terms):
            if len(term.units) > long and _stands(words, at, term, inside):
                long, which = len(term.units), number
        if long:
            yield at, at + long - 1, which
        at += max(1, long)


def _stands(words: Sequence[str], at: int, term: Term, inside: bool) -> bool:
    """Does a term begin at this unit?"""
    last = len(term.units) - 1
    if at + last >= len(words):
        return False
    if last == 0 and inside:
        return term.units[0] in words[at]
    for number, sought in enumerate(term.units):
        folded = words[at + number]
        if folded == sought:
            continue
        if number == last and (term.begins or inside) and folded.startswith(sought):
            continue
        if number == 0 and inside and folded.endswith(sought):
            continue
        return False
    return True


def _densest(told: Sequence[Unit], terms: Sequence[Term], inside: bool) -> _Part:
    """The first window in which most different terms stand."""
    glued = sum(map(attrgetter("glued"), told))
    window = UNSPACED_WINDOW if glued * 2 > len(told) else WINDOW
    found = list(_found(told, terms, inside))
    best, place = 0, 0
    for number, (first, _, _) in enumerate(found):
        within = set()
        for at, _, term in islice(found, number, None):
            if at >= first + window - BEFORE:
                break
            within.add(term)
        if len(within) > best:
            best, place = len(within), first
        if best == len(terms):
            break
    begin = max(0, min(place - BEFORE, len(told) - window))
    last = min(len(told), begin + window) - 1
    spans = [(told[i].start, told[j].end) for i, j, _ in found if i >= begin]
    return _Part(begin, last, best, spans)


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    """Between two places of a text, in one line."""
    pieces: list[Piece] = []
    at = start
    for first, last in spans:
        if first < at or first >= end:
            continue
        pieces.append(Piece(_one_line(text, at, first)))
        at = min(last, end)
        pieces.append(Piece(_one_line(text, first, at), True))
    pieces.append(Piece(_one_line(text, at, end)))
    return tuple(piece for piece in pieces if piece.text)


def _one_line(text: str, start: int, end: int) -> str:
    """From one place of a text to another; a line end parts what would else run together."""
    told = (
        PARTED
        if char == "\n" and place and not text.endswith(_ENDS, 0, place)
        else " "
        if char in "\n\r\t\x00"
        else char
        for place, char in enumerate(text[start:end], start)
    )
    return "".join(told)
