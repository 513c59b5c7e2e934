"""The contents in columns: where each ends, so that they end level and no entry stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from epaper.layout.measure.entries import Entry
from epaper.typeset.galley import Line

LONELY = 9.0  # lines short, squared, that an entry alone at a column's end or head is worth
ROUNDING = 1e-6  # lines


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry, or the heading of a section; its lines of text and of summary."""

    lines: float
    text: tuple[Line, ...]
    style: str = "contents_head"
    summary: tuple[Line, ...] = ()
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading, the one over what goes on in a next column, and its entries."""

    heading: Piece
    continued: Piece
    entries: tuple[Piece, ...]


_Flow = Sequence[tuple[Part, int]]  # entries in order: their section, their place in it
_Best = tuple[float, tuple[int, ...]]  # lines short, squared; where each column ends


def poured(
    parts: Sequence[Part], gap: float, count: int, goal: int
) -> tuple[tuple[Piece, ...], ...] | None:
    """The pieces in so many columns of at most `goal` lines; None where they do not fit.

    A heading stands with an entry at least, and again over what goes on in the next column.  Of the
    ways to break, the one whose columns end most level, and that leaves no entry of a section alone
    beside its others: a shortest path over the entries, column after column.
    """
    flow = [(part, place) for part in parts for place in range(len(part.entries))]
    lonely = [LONELY * _lonely(flow, end) for end in range(len(flow) + 1)]
    rest = _rest(flow, gap)
    ways: dict[int, _Best] = {0: (0.0, ())}  # entries that stand -> the best way there
    for columns in reversed(range(count)):  # that are left after this one
        reached: dict[int, _Best] = {}
        room = columns * (goal + gap) + ROUNDING
        for start, (price, cuts) in ways.items():
            for end, used in _ends(flow, start, gap, goal):
                if rest[end] > room:
                    continue  # not even without another heading
                left = (goal - used) ** 2 if end > start else 0.0
                total = price + left + lonely[end]
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*cuts, end))
        ways = reached
    if len(flow) not in ways:
        return None
    cuts = ways[len(flow)][1]
    return tuple(
        _column(flow[start:end]) for start, end in pairwise((0, *cuts)) if end > start or not flow
    )


def _rest(flow: _Flow, gap: float) -> list[float]:
    """Lines that all from an entry on take at least, with their gaps."""
    found = [0.0]
    for part, place in reversed(flow):
        heading = 0.0 if place else part.heading.lines + gap
        found.append(found[-1] + heading + part.entries[place].lines + gap)
    return found[::-1]


def _ends(flow: _Flow, start: int, gap: float, goal: int) -> Iterator[tuple[int, float]]:
    """Where a column from an entry on may end, with the lines that it takes then."""
    if start == len(flow):
        yield start, 0.0
    used = -gap
    for end in range(start, len(flow)):
        part, place = flow[end]
        if end == start or not place:
            used += (part.continued if place else part.heading).lines + gap
        used += part.entries[place].lines + gap
        if used > goal:
            return
        yield end + 1, used


def _lonely(flow: _Flow, end: int) -> int:
    """Entries that a column's end parts from the others of their section."""
    if end == len(flow) or not flow[end][1]:
        return 0
    part, place = flow[end]
    return int(place == 1) + int(place == len(part.entries) - 1)


def _column(flow: _Flow) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for number, (part, place) in enumerate(flow):
        if not number or not place:
            pieces.append(part.continued if place else part.heading)
        pieces.append(part.entries[place])
    return tuple(pieces)
