"""The orders of a page's items that the search tries."""

from __future__ import annotations

import random
from collections.abc import Sequence

from epaper.layout.measure.copy import Copy, Item

RANK = {"front": 0, "lead": 0, "major": 1, "minor": 2, "small": 3}
USUAL_MODULES = 8  # of a page: the time for an order grows with the third power of their number
SWAPS = 0.5  # share of the steps that change two items round; the others move one


def orders_for(effort: int, modules: int) -> int:
    """Orders to try for a page: as many as the design says, fewer where the page is crowded and
    each takes longer.
    """
    return max(1, round(effort * min(1.0, (USUAL_MODULES / max(1, modules)) ** 3)))


def orders_near(effort: int, modules: int) -> int:
    """Orders to try at last near the best page of all; the time for one grows with the modules."""
    return max(1, round(effort * min(1.0, USUAL_MODULES / max(1, modules))))


def next_order(
    items: Sequence[Item], turn: int, best: Sequence[Item], chance: random.Random
) -> list[Item]:
    """The turn-th order to try: by importance, then the shortest beside the lead, then steps from
    the best so far.
    """
    base = by_importance(items)
    if turn == 0 or len(base) < 3:
        return base
    if turn == 1:
        return [base[0], base[-1], *base[1:-1]]
    order = list(best or base)
    for _ in range(1 + (turn % 3 == 2)):
        a, b = chance.randrange(1, len(order)), chance.randrange(1, len(order))
        if chance.random() < SWAPS:
            order[a], order[b] = order[b], order[a]
        else:
            order.insert(b, order.pop(a))
    return order


def stepped(before: Sequence[Item], chance: random.Random) -> list[Item]:
    """Two items changed round, or one moved."""
    order = list(before)
    a, b = chance.randrange(len(order)), chance.randrange(len(order))
    if chance.random() < SWAPS:
        order[a], order[b] = order[b], order[a]
    else:
        order.insert(b, order.pop(a))
    return order


def by_importance(items: Sequence[Item]) -> list[Item]:
    """Leads first, then by urgency, the longest first; a package stands where its first story
    does."""
    ranks = {i.key: (RANK[i.ask.tier], i.copy.urgency, -i.copy.text.lines, i.key) for i in items}
    names = {item.key: package_of(item.copy) or item.key for item in items}
    firsts: dict[str, tuple[int, int, int, str]] = {}
    for item in items:
        rank, name = ranks[item.key], names[item.key]
        firsts[name] = min(rank, firsts.get(name, rank))
    return sorted(items, key=lambda item: (firsts[names[item.key]], ranks[item.key]))


def package_of(copy: Copy) -> str:
    """The slug of the main story of the package that a story may belong to."""
    return (copy.story.with_story or copy.slug) if copy.story else ""
