"""Trees of a page turned into places: their parts changed round where the whole page is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.legs import Filling
from epaper.layout.measure.shapes import Shape
from epaper.layout.search.architecture import Blueprints, Played
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.sieve import Sieve, Standing
from epaper.layout.search.sizes import SetDown, by_urgency, sizes_in_order
from epaper.layout.search.stand import Stand
from epaper.layout.search.terms import PageTerms
from epaper.layout.search.trees import Node, flip_among, leaves, place

FLIP_ROUNDS = 2
INF = float("inf")
LESS = 1e-9  # cost by which a page must be better than another
ROUNDING = 1e-6  # share of a cost that the kernel's sums may be off by, and more


@dataclass(frozen=True, slots=True)
class Arranged:
    """Trees of all regions, where that puts the items, and its terms without white."""

    trees: tuple[Node, ...]
    stands: tuple[Stand, ...]
    terms: dict[str, float]
    cost: float
    skeleton: int = -1  # of the blueprints: the one that it keeps to most
    fit: float = 0.0


@dataclass(frozen=True, slots=True)
class Shaped:
    """Items by key in the shapes that a page has for them, and the terms that hang on these
    alone: with parts of the page changed round both are as they were."""

    shapes: Mapping[str, Shape]
    placeless: Mapping[str, float]


@dataclass(slots=True)
class _Seen:
    """Items where they stand, as they were arranged before."""

    stands: tuple[Stand, ...]
    terms: dict[str, float]
    skeleton: int = -1
    fit: float = -1.0  # below 0: not yet known


class Arranger:
    """Arranges items whose shapes can all be filled at the depths of their leaves."""

    def __init__(
        self, items: Sequence[Item], hole: Hole, fitter: Copyfitter, blueprints: Blueprints
    ) -> None:
        self.hole, self.fitter, self.blueprints = hole, fitter, blueprints
        self.terms = PageTerms(items, hole, fitter.design.weights)
        # different trees put items in the same places; in another order it is another sum
        self.seen: dict[tuple[tuple[str, Region], ...], _Seen] = {}
        # what places cost at least that were given up for it
        self.dear: dict[tuple[tuple[str, Region], ...], float] = {}
        self.played: Played = {}
        self.sieve = Sieve(items, hole, self.terms, blueprints)
        self._fitted: dict[tuple[str, int, int], tuple[Shape, Filling] | None] = {}
        self._set_down: SetDown = {}
        self._urgency = by_urgency(items)

    def fitted(self, item: Item, columns: int, lines: int) -> tuple[Shape, Filling] | None:
        """What the copyfitter says, asked once."""
        name = (item.key, columns, lines)
        if name not in self._fitted:
            self._fitted[name] = self.fitter.fitted(item, columns, lines)
        return self._fitted[name]

    def best(
        self, order: Sequence[Item], cut: tuple[Region, ...], trees: tuple[Node, ...], limit: float
    ) -> Arranged | None:
        """The best of these trees with their parts changed round one after the other; None where
        it does not cost less than `limit`."""
        best = self._best(order, cut, trees, limit)
        return best if best and best.cost < limit else None

    def _best(
        self, order: Sequence[Item], cut: tuple[Region, ...], trees: tuple[Node, ...], limit: float
    ) -> Arranged | None:
        """The same, or one that costs `limit`."""
        stands = self._stands(self._spots(order, cut, trees))
        shapes = {stand.item.key: stand.shape for stand in stands}
        shaped = Shaped(shapes, self.terms.placeless(stands))
        page = Standing(cut, trees, stands)
        found = self.sieve.flips(page, shaped.placeless, FLIP_ROUNDS, LESS)
        if found is not None:
            flips, cost = found
            if cost > limit + abs(limit) * ROUNDING:
                return None
            flipped = reduce(flip_among, flips, trees)
            best = self._arranged(order, cut, flipped, INF, shaped=shaped)
            if best is not None and self.sieve.knows(best.terms, best.cost, cost):
                return best
        base = self._arranged(order, cut, trees, INF, shaped=shaped)
        assert base is not None  # nothing limits its cost
        return self._flipped(order, cut, base)

    def _flipped(self, order: Sequence[Item], cut: tuple[Region, ...], best: Arranged) -> Arranged:
        """The same, each page priced that may cost less."""
        splits = sum(len(leaves(tree)) - 1 for tree in best.trees)
        for _ in range(FLIP_ROUNDS):
            before, at = best, 0
            while True:
                limit = best.cost - LESS
                page = Standing(cut, best.trees, best.stands)
                at = self.sieve.next_flip(page, best.terms, at, limit)
                if at == splits:
                    break
                trial = self._arranged(order, cut, flip_among(best.trees, at), limit)
                best = trial or best
                at += 1
            if best is before:
                break
        return best

    def _spots(
        self, order: Sequence[Item], cut: tuple[Region, ...], trees: tuple[Node, ...]
    ) -> list[tuple[Item, Region]]:
        """Where trees put the items, in the order of their leaves."""
        return [
            (order[number], spot)
            for region, tree in zip(cut, trees, strict=True)
            for number, spot in place(tree, region.column, region.line, self.hole.gap)
        ]

    def _arranged(
        self,
        order: Sequence[Item],
        cut: tuple[Region, ...],
        trees: tuple[Node, ...],
        limit: float,
        shaped: Shaped | None = None,
    ) -> Arranged | None:
        """None where it does not cost less than `limit`.  shaped: what is known of the items with
        these columns and lines, wherever they stand."""
        spots = self._spots(order, cut, trees)
        name = tuple((item.key, spot) for item, spot in spots)
        seen = self.seen.get(name)
        if seen is None:
            if self.dear.get(name, -INF) >= limit:
                return None
            seen = self._seen(spots, limit, shaped)
            if seen is None:
                self.dear[name] = limit
                return None
            self.seen[name] = seen
        cost = sum(seen.terms.values())
        if cost >= limit:
            return None
        if self.blueprints.skeletons and seen.fit < 0:
            fits = self.blueprints.fits(seen.stands, self.played)
            seen.skeleton = int(fits.argmax())
            seen.fit = float(fits[seen.skeleton])
            seen.terms["skeleton"] = self.fitter.design.weights.skeleton * (1 - seen.fit)
            cost = sum(seen.terms.values())
        if cost >= limit:
            return None
        return Arranged(
            trees, seen.stands, seen.terms, cost, skeleton=seen.skeleton, fit=max(0.0, seen.fit)
        )

    def _seen(
        self, spots: Sequence[tuple[Item, Region]], limit: float, shaped: Shaped | None
    ) -> _Seen | None:
        """None where the terms alone cost `limit`."""
        if shaped is None:
            stands, placeless = self._stands(spots), None
        else:
            shapes, placeless = shaped.shapes, shaped.placeless
            stands = tuple(
                Stand(item, spot.column, spot.line, shapes[item.key]) for item, spot in spots
            )
        terms = self.terms.below(stands, limit, placeless)
        return None if terms is None else _Seen(stands, terms)

    def _stands(self, spots: Sequence[tuple[Item, Region]]) -> tuple[Stand, ...]:
        """In the shapes that they have there."""
        stands = []
        for item, spot in spots:
            fitted = self.fitted(item, spot.columns, spot.lines)
            assert fitted is not None  # the slicing was corrected until all items fit
            stands.append(Stand(item, spot.column, spot.line, fitted[0]))
        return tuple(sizes_in_order(stands, self.fitter.headlines, self._set_down, self._urgency))
