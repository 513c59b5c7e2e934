"""Headlines of a page in the order of their stories' urgency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from epaper.layout.measure.copy import Item
from epaper.layout.measure.display import deck_size_fault
from epaper.layout.measure.heads import Headlines
from epaper.layout.measure.shapes import Shape
from epaper.layout.search.stand import Stand, rank_of

# shapes under headlines that were set down, by item, columns, lines and size
SetDown = dict[tuple[str, int, int, float], Shape]


def by_urgency(items: Iterable[Item]) -> dict[str, int]:
    """The places of a page's items by how urgent they are, 0 the most, by key."""
    ranked = sorted({(rank_of(item), item.key) for item in items})
    return {key: place for place, (_, key) in enumerate(ranked)}


def sizes_in_order(
    stands: Sequence[Stand], headlines: Headlines, known: SetDown, urgency: Mapping[str, int]
) -> list[Stand]:
    """Headlines set down to the size of a more urgent one of the page, where that takes as many
    lines; `known` carries them from one arrangement of the same items to the next.  urgency: of
    all items that may stand there, as `by_urgency` has it: it is asked for on every page tried.
    """
    ordered = list(stands)
    most: float | None = None
    for _, index in sorted((urgency[stand.item.key], i) for i, stand in enumerate(stands)):
        stand = stands[index]
        head = stand.shape.head
        if head is None or stand.item.kind != "story":
            continue
        if most is not None and most < head.size:
            name = (stand.item.key, stand.shape.columns, stand.shape.lines, most)
            if name not in known:
                known[name] = _set_down(stand, headlines, most)
            if known[name] is not stand.shape:
                ordered[index] = Stand(stand.item, stand.column, stand.line, known[name])
            head = known[name].head or head
        most = head.size if most is None else min(most, head.size)
    return ordered


def _set_down(stand: Stand, headlines: Headlines, most: float) -> Shape:
    shape = stand.shape
    if shape.head is None or not _may(stand, headlines, most):
        return shape
    head = headlines.set_down(shape.head, stand.item, most)
    return shape if head is shape.head else replace(shape, head=head)


def _may(stand: Stand, headlines: Headlines, size: float) -> bool:
    """Whether the deck, if it has one, may stand under a headline of that size."""
    shape = stand.shape
    return not shape.deck or not deck_size_fault(headlines.design, shape.head_columns, size)
