"""Where the columns of the contents end, against all the ways that there are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations_with_replacement, pairwise

import pytest

from epaper.layout.measure.pouring import LONELY, Part, Piece, poured

GAP = 0.6


def part(place: int, entries: list[int]) -> Part:
    heading, again = Piece(1.5, (), f"section {place}"), Piece(1.5, (), f"goes on {place}")
    pieces = tuple(Piece(lines, (), f"{place}.{n}") for n, lines in enumerate(entries))
    return Part(heading, again, pieces)


def columns_of(parts: list[Part], ends: tuple[int, ...]) -> Iterator[list[Piece]]:
    flow = [(one, n) for one in parts for n in range(len(one.entries))]
    for start, end in pairwise((0, *ends, len(flow))):
        column: list[Piece] = []
        for place in range(start, end):
            one, n = flow[place]
            if place == start or not n:
                column.append(one.continued if n else one.heading)
            column.append(one.entries[n])
        yield column


def price_of(parts: list[Part], ends: tuple[int, ...], goal: int) -> float:
    """Of one way; infinite where a column is too long."""
    depths = [
        sum(piece.lines + GAP for piece in column) - GAP for column in columns_of(parts, ends)
    ]
    if any(depth > goal for depth in depths):
        return float("inf")
    price = sum((goal - depth) ** 2 for depth in depths if depth > 0)
    flow = [(one, n) for one in parts for n in range(len(one.entries))]
    for end in ends:
        if end < len(flow) and flow[end][1]:
            one, n = flow[end]
            price += LONELY * ((n == 1) + (n == len(one.entries) - 1))
    return price


@pytest.mark.parametrize("seed", range(40))
def test_no_way_is_better(seed: int) -> None:
    chance = random.Random(seed)
    parts = [
        part(place, [chance.randint(1, 4) for _ in range(chance.randint(1, 4))])
        for place in range(chance.randint(1, 3))
    ]
    entries = sum(len(one.entries) for one in parts)
    count, goal = chance.randint(1, 4), chance.randint(6, 16)
    able = combinations_with_replacement(range(entries + 1), count - 1)
    best = min((price_of(parts, ends, goal) for ends in able), default=float("inf"))
    found = poured(parts, GAP, count, goal)
    if found is None:
        assert best == float("inf")
        return
    sizes = [sum(piece.style[0].isdigit() for piece in column) for column in found]
    ends = tuple(sum(sizes[: n + 1]) for n in range(len(sizes) - 1))
    ends += (entries,) * (count - 1 - len(ends))
    assert price_of(parts, ends, goal) == pytest.approx(best)
