"""What a hit shows: its text where what was sought stands thickest, with that marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from epaper.archive.entry import Piece
from epaper.archive.folding import Unit, units
from epaper.archive.query import Term

WINDOW = 32  # words of a snippet
BEFORE = 6  # of them before the first that was sought
UNSPACED_WINDOW = 96  # letters, in scripts without spaces
MOST_CHARACTERS = 400  # of a snippet: one word may be a page long
MORE = "…"


def marked(text: str, terms: Sequence[Term], inside: bool) -> tuple[Piece, ...]:
    """The whole of a text, such as a headline."""
    told = list(units(text))
    spans = [(told[first].start, told[last].end) for first, last, _ in _found(told, terms, inside)]
    return _pieces(text, spans, 0, len(text))


def snippet(text: str, terms: Sequence[Term], inside: bool) -> tuple[Piece, ...]:
    """The part of a text in which most of the terms stand, the first such; its beginning where none
    does."""
    told = list(units(text))
    if not told:
        return _pieces(text, [], 0, min(len(text), MOST_CHARACTERS))
    window = UNSPACED_WINDOW if sum(u.glued for u in told) * 2 > len(told) else WINDOW
    found = list(_found(told, terms, inside))
    first = _densest(found, window, len(terms))
    begin = max(0, min(first - BEFORE, len(told) - window))
    last = min(len(told), begin + window) - 1
    start = 0 if begin == 0 else told[begin].start
    end = len(text) if last == len(told) - 1 else told[last].end
    end = min(end, start + MOST_CHARACTERS)
    spans = [(told[i].start, told[j].end) for i, j, _ in found if i >= begin]
    pieces = _pieces(text, spans, start, end)
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
    while at < len(told):
        word = told[at].folded
        if word not in firsts and (plain or (not inside and not word.startswith(initials))):
            at += 1
            continue
        long = 0
        for number, term in enumerate(terms):
            if len(term.units) > long and _stands(told, at, term, inside):
                long, which = len(term.units), number
        if long:
            yield at, at + long - 1, which
        at += max(1, long)


def _stands(told: Sequence[Unit], at: int, term: Term, inside: bool) -> bool:
    """Does a term begin at this unit?"""
    last = len(term.units) - 1
    if at + last >= len(told):
        return False
    if last == 0 and inside:
        return term.units[0] in told[at].folded
    for number, sought in enumerate(term.units):
        folded = told[at + number].folded
        if folded == sought:
            continue
        if number == last and (term.begins or inside) and folded.startswith(sought):
            continue
        if number == 0 and inside and folded.endswith(sought):
            continue
        return False
    return True


def _densest(found: Sequence[tuple[int, int, int]], window: int, most: int) -> int:
    """The unit at which the window with most different terms begins; `most`: there are no more."""
    best, place = 0, 0
    for number, (first, _, _) in enumerate(found):
        inside = set()
        for at, _, term in islice(found, number, None):
            if at >= first + window - BEFORE:
                break
            inside.add(term)
        if len(inside) > best:
            best, place = len(inside), first
        if best == most:
            break
    return place


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    """Between two places of a text; line ends are spaces."""
    pieces: list[Piece] = []
    at = start
    for first, last in spans:
        if first < at or first >= end:
            continue
        pieces += [Piece(text[at:first]), Piece(text[first : min(last, end)], True)]
        at = min(last, end)
    pieces.append(Piece(text[at:end]))
    flat = (Piece(_one_line(piece.text), piece.marked) for piece in pieces)
    return tuple(piece for piece in flat if piece.text)


def _one_line(text: str) -> str:
    return "".join(" " if char in "\n\r\t\x00" else char for char in text)
