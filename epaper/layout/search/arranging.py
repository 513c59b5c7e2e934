"""Trees of a page turned into places: their parts changed round where the whole page is better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.sizes import sizes_in_order
from epaper.layout.search.stand import Stand
from epaper.layout.search.terms import page_terms
from epaper.layout.search.trees import Node, flip, leaves, place

FLIP_ROUNDS = 2
LESS = 1e-9  # cost by which a page must be better than another


@dataclass(frozen=True, slots=True)
class Arranged:
    """Trees of all regions, where that puts the items, and its terms without white."""

    trees: tuple[Node, ...]
    stands: tuple[Stand, ...]
    terms: dict[str, float]
    cost: float


@dataclass(frozen=True, slots=True)
class Arranger:
    """Arranges items whose shapes can all be filled at the depths of their leaves."""

    hole: Hole
    fitter: Copyfitter

    def best(
        self, order: Sequence[Item], cut: tuple[Region, ...], trees: tuple[Node, ...]
    ) -> Arranged:
        """The best of these trees with their parts changed round one after the other."""
        best = self._arranged(order, cut, trees)
        for _ in range(FLIP_ROUNDS):
            before = best
            for number in range(len(trees)):
                for index in range(len(leaves(best.trees[number])) - 1):
                    flipped = [*best.trees]
                    flipped[number] = flip(best.trees[number], index)
                    trial = self._arranged(order, cut, tuple(flipped))
                    if trial.cost < best.cost - LESS:
                        best = trial
            if best is before:
                break
        return best

    def _arranged(
        self, order: Sequence[Item], cut: tuple[Region, ...], trees: tuple[Node, ...]
    ) -> Arranged:
        stands = []
        for region, tree in zip(cut, trees, strict=True):
            for number, spot in place(tree, region.column, region.line, self.hole.gap):
                fitted = self.fitter.fitted(order[number], spot.columns, spot.lines)
                assert fitted is not None  # the slicing was corrected until all items fit
                stands.append(Stand(order[number], spot.column, spot.line, fitted[0]))
        ordered = tuple(sizes_in_order(stands, self.fitter.headlines))
        terms = page_terms(ordered, self.hole, self.fitter.design.weights)
        return Arranged(trees, ordered, terms, sum(terms.values()))
