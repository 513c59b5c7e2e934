"""Facing pages planned together: of the arrangements found for each, the two that go together
best."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.draft import Draft
from epaper.layout.measure.copy import Item
from epaper.layout.search.page import PageLayout, Placed, shown
from epaper.layout.search.stand import touching_pictures

LEVEL = 3  # lines: headlines nearer than this in height stand beside each other
GIVES = 45.0  # cost that a page may give up for the page that it faces


@dataclass(frozen=True, slots=True)
class Facing:
    """Chooses among the arrangements of facing pages; `items` by their keys."""

    design: Design
    items: Mapping[str, Item]

    def chosen(self, draft: Draft) -> Draft:
        """The draft with the arrangements that suit the page beside; a locked page beside, one of
        advertisements or a last page leaves a page as it is."""
        for left, right in _spreads(draft.numbers):
            draft = self._spread(draft, left, right)
        return draft

    def _spread(self, draft: Draft, left: int, right: int) -> Draft:
        first, second = draft.layouts[left], draft.layouts[right]
        if first is None or second is None or not draft.loads(left) or not draft.loads(right):
            return draft
        pairs = [
            (one.cost + other.cost + self.objections(one, other), place, one, other)
            for place, (one, other) in enumerate(
                itertools.product(self._ways(draft, left, first), self._ways(draft, right, second))
            )
        ]
        _, place, one, other = min(pairs, key=lambda pair: pair[:2])
        if place == 0:
            return draft
        draft = draft.with_layout(left, _instead(first, one))
        return draft.with_layout(right, _instead(second, other))

    def _ways(self, draft: Draft, number: int, layout: PageLayout) -> list[PageLayout]:
        """The page as it is, and runners-up that cost little more, fill it as well and show as
        much."""
        items = [self.items[load.key] for load in draft.loads(number)]
        wanted = shown(layout, items)
        return [layout] + [
            one
            for one in layout.others
            if one.cost <= layout.cost + GIVES
            and (layout.relaxed or not one.relaxed)
            and wanted <= shown(one, items)
        ]

    def objections(self, left: PageLayout, right: PageLayout) -> float:
        """What is wrong with two pages side by side."""
        weights = self.design.weights
        cost = 0.0
        if left.skeleton and left.skeleton == right.skeleton:
            alike = left.mirrored == right.mirrored
            cost += weights.same_skeleton if alike else weights.mirrored_skeleton
        columns = self.design.grid.columns
        inner = [one for one in left.placed if one.column + one.shape.columns == columns]
        outer = [one for one in right.placed if one.column == 0]
        across = sum(_heads_level(one, other) for one in inner for other in outer)
        touching = sum(touching_pictures(one, other) > 0 for one in inner for other in outer)
        return cost + weights.heads_across * across + weights.picture_touch * touching


def _spreads(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Even pages with the odd ones that they face."""
    return ((n, n + 1) for n in numbers if n % 2 == 0 and n + 1 in numbers)


def _instead(layout: PageLayout, chosen: PageLayout) -> PageLayout:
    """The chosen arrangement, with the others as its runners-up in the order of their cost."""
    if chosen is layout:
        return layout
    rest = (replace(layout, others=()), *(one for one in layout.others if one is not chosen))
    ranked = tuple(replace(one, rank=rank) for rank, one in enumerate(rest, 1))
    return replace(chosen, others=ranked, rank=0)


def _heads_level(left: Placed, right: Placed) -> bool:
    """Headlines of one size side by side across the fold."""
    one, other = left.shape.head, right.shape.head
    if one is None or other is None or one.size != other.size:
        return False
    return abs(left.line + left.shape.head_line - right.line - right.shape.head_line) <= LEVEL
