"""Headlines of a page in the order of their stories' urgency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.layout.measure.display import deck_size_fault
from epaper.layout.measure.heads import Headlines
from epaper.layout.search.stand import Stand


def sizes_in_order(stands: Sequence[Stand], headlines: Headlines) -> list[Stand]:
    """Headlines set down to the size of a more urgent one of the page, where that takes as many
    lines.
    """
    ordered = list(stands)
    most: float | None = None
    for index in sorted(range(len(stands)), key=lambda i: (stands[i].rank, stands[i].item.key)):
        stand = stands[index]
        head = stand.shape.head
        if head is None or stand.item.kind != "story":
            continue
        if most is not None and most < head.size and _may(stand, headlines, most):
            head = headlines.set_down(head, stand.item, most)
            ordered[index] = replace(stand, shape=replace(stand.shape, head=head))
        most = head.size if most is None else min(most, head.size)
    return ordered


def _may(stand: Stand, headlines: Headlines, size: float) -> bool:
    """Whether the deck, if it has one, may stand under a headline of that size."""
    shape = stand.shape
    return not shape.deck or not deck_size_fault(headlines.design, shape.head_columns, size)
