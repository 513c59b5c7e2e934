"""Headlines of a page in the order of their stories' urgency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.layout.measure.heads import Headlines
from epaper.layout.search.stand import Stand


def sizes_in_order(stands: Sequence[Stand], headlines: Headlines) -> list[Stand]:
    """Headlines set down to the size of a more urgent one of their section, where that is not much
    smaller.
    """
    ordered = list(stands)
    least: dict[str, float] = {}
    for index in sorted(range(len(stands)), key=lambda i: (stands[i].rank, stands[i].item.key)):
        stand = stands[index]
        head, section = stand.shape.head, stand.item.copy.section
        if head is None or stand.item.kind != "story":
            continue
        most = least.get(section, head.size)
        if most < head.size:
            head = headlines.set_down(head, stand.item, most)
            ordered[index] = replace(stand, shape=replace(stand.shape, head=head))
        least[section] = min(most, head.size)
    return ordered
