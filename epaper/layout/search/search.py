"""The search for a page: orders of the items, the best slicing of each, flips of its parts, the
whole page's cost.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from epaper.layout.measure.copy import FILLER, Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.shapes import Costs
from epaper.layout.search.architecture import Sketch, blueprints, skeletons_for
from epaper.layout.search.arranging import LESS, Arranger
from epaper.layout.search.cutting import INF, cheapest_trees
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.orders import next_order, orders_for, orders_near, stepped
from epaper.layout.search.page import PageLayout, Placed, gives_up
from epaper.layout.search.slicing import Choice, Known, Slicer
from epaper.layout.search.trees import Node, leaves, shuffled

MOST_ROUNDS = 40  # of slicing again for an order of items
RUNNERS_UP = 5  # of a page that are kept
OF_OTHERS = 6  # likewise, each the best of another skeleton
# a shape that costs so much more than the slicing thought is taken without slicing again
NEAR = 3.0
RELAXED_EFFORT, FILLER_EFFORT = 3, 4
SKETCHED = 0.22  # share of a page's orders that are sketches after skeletons
LEAST_SKETCHED = 2
CHANGED_ROUND = 0.3  # share of the best page's splits, before an item of its order is moved
# of the usual orders near a page: so many while they bring anything, so many that bring nothing
MOST_NEAR, PATIENCE = 2, 0.6

Places = tuple[tuple[str, Region], ...]


class PageSearch:
    """All layouts tried for one set of items in one hole.  What it learns of a shape stays in the
    search, so that the result depends on nothing but items, hole, effort and seed."""

    def __init__(
        self, items: Sequence[Item], hole: Hole, fitter: Copyfitter, page: str = "news"
    ) -> None:
        """page: "front" or the kind of its section, for which there are skeletons."""
        self.items, self.hole, self.fitter = items, hole, fitter
        self.weights = fitter.design.weights
        drawn = skeletons_for(fitter.design.skeletons, page) if self.weights.skeleton else ()
        self.blueprints = blueprints(drawn, hole, fitter.design.grid.lines)
        self.arranger = Arranger(items, hole, fitter, self.blueprints)
        self.cells: dict[int, Known] = {}  # by the lines of the deepest region
        # by key and columns: as the copyfitter says, and what turned out of shapes that were tried
        self.plain = {
            (item.key, columns): fitter.costs(item, columns)
            for item in items
            for columns in range(1, hole.columns + 1)
        }
        self.corrected: dict[tuple[str, int], Costs] = {}
        self.versions: dict[str, int] = {}
        self.least = {item.key: self._least(item) for item in items}
        self.cuts = hole.cuts()
        self.bound = self._bound()
        self.layouts: dict[Places, PageLayout] = {}
        # of the same: the order of the items that their trees are of, with these, and the sketch
        self.found: dict[Places, tuple[Sequence[Item], tuple[Node, ...], Sketch | None]] = {}
        self.limit = INF  # cost from which no page is of use

    def _least(self, item: Item) -> float:
        """Columns x lines that an item takes at least."""
        areas = [INF]
        for columns in range(1, self.hole.columns + 1):
            finite = np.isfinite(self.plain[item.key, columns]).nonzero()[0]
            if len(finite):
                areas.append(columns * (int(finite[0]) + self.hole.gap))
        return min(areas)

    def _bound(self) -> float:
        """Each item at its cheapest: no layout of these items costs less."""
        widths = range(1, self.hole.columns + 1)
        return float(
            sum(
                min(float(self.plain[item.key, columns].min()) for columns in widths)
                for item in self.items
            )
        )

    def _costs(self, item: Item, columns: int) -> Costs:
        known = self.corrected.get((item.key, columns))
        return self.plain[item.key, columns] if known is None else known

    def run(
        self, effort: int, seed: int, limit: float = INF, start: Sequence[str] | None = None
    ) -> PageLayout | None:
        """The best layout over `effort` orders of the items, from the best found so far; None where
        none costs less than `limit`.

        start: keys of the items in the order of a page that is known already, or ().  Then the
        search ends with steps near the best page of all, as many as for a page of few modules.
        """
        chance = random.Random(seed)
        self.limit = limit
        best: PageLayout | None = None
        best_order: list[Item] = []
        best_sketch: Sketch | None = None
        seen: set[tuple[str | int, ...]] = set()
        sketches = self._sketches(effort)
        for turn in range(effort):
            sketch = None
            if 0 < turn <= len(sketches):
                sketch = sketches[turn - 1]
                order = list(sketch.order)
            else:
                step = turn - len(sketches) if turn else 0
                order = next_order(self.items, step, best_order, chance)
                sketch = best_sketch if step % 2 else None
            names = (sketch.number if sketch else "", *(item.key for item in order))
            if names in seen:
                continue
            seen.add(names)
            layout = self.solve(order, best.cost if best else limit, sketch)
            if layout and layout.cost < (best.cost - LESS if best else limit):
                best, best_order, best_sketch = layout, order, sketch
        if start is not None:
            best = self._refined(best, start, chance)
        return replace(best, others=self._runners_up(best)) if best else None

    def _refined(
        self, best: PageLayout | None, start: Sequence[str], chance: random.Random
    ) -> PageLayout | None:
        """The better one of `best` and a page that is known, after steps from it: an order of the
        same trees with some splits changed round, in which the best shapes stay within reach, and
        one item moved."""
        items = {item.key: item for item in self.items}
        known = self.solve([items[key] for key in start]) if start else None
        if known and (best is None or not self._is_better(best, known)):
            best = known
        if best is None:
            return None
        seen: set[tuple[str | int, ...]] = {("", *start)}
        usual = orders_near(self.fitter.design.effort, len(self.items))
        gained = 0
        for turn in range(1, round(usual * MOST_NEAR)):
            if turn - gained > usual * PATIENCE:
                break
            whose, trees, drawn = self.found[best.places]
            near = [whose[n] for tree in trees for n in shuffled(tree, chance, CHANGED_ROUND)]
            order, sketch = stepped(near, chance), None if turn % 2 else drawn
            names = (sketch.number if sketch else "", *(item.key for item in order))
            if names in seen:
                continue
            seen.add(names)
            layout = self.solve(order, best.cost, sketch)
            if layout and self._is_better(layout, best):
                best, gained = layout, turn
        return best

    def _is_better(self, layout: PageLayout, best: PageLayout) -> bool:
        """It costs less, and nothing that is shown and no full place is given up for that."""
        leading = self.fitter.design.grid.leading
        cheaper = layout.cost < best.cost - LESS
        return cheaper and not gives_up(layout, best, self.items, leading)

    def _sketches(self, effort: int) -> list[Sketch]:
        """The page after the skeletons that suit it best."""
        if len(self.items) < 2 or not self.blueprints.skeletons:
            return []
        areas = {item.key: self.least[item.key] for item in self.items}
        most = max(LEAST_SKETCHED, round(effort * SKETCHED))
        return self.blueprints.sketches(self.items, areas)[:most]

    def _runners_up(self, best: PageLayout) -> tuple[PageLayout, ...]:
        """The next best of all different layouts found, and the best of each other skeleton."""
        ranked = sorted(
            self.layouts.items(), key=lambda one: (one[1].cost, [p.key for p in one[1].placed])
        )
        chosen = best.places
        unlike = [layout for places, layout in ranked if places != chosen]
        firsts: dict[tuple[str, bool], PageLayout] = {}
        for layout in unlike:
            firsts.setdefault((layout.skeleton, layout.mirrored), layout)
        firsts.pop((best.skeleton, best.mirrored), None)
        own = list(firsts.values())[:OF_OTHERS] if best.skeleton else []
        others = [layout for layout in unlike if layout in own or layout in unlike[:RUNNERS_UP]]
        return tuple(replace(layout, rank=rank) for rank, layout in enumerate(others, 1))

    def solve(
        self, order: Sequence[Item], limit: float = INF, sketch: Sketch | None = None
    ) -> PageLayout | None:
        """The best layout of this order over the ways to cut the hole, drawn to the rooms of a
        sketch; None where it would not cost less than `limit`.
        """
        best: PageLayout | None = None
        for cut in self.cuts:
            layout = self._solve(order, cut, min(limit, best.cost) if best else limit, sketch)
            if layout and (best is None or layout.cost < best.cost - LESS):
                best = layout
        return best

    def _solve(
        self, order: Sequence[Item], cut: tuple[Region, ...], limit: float, sketch: Sketch | None
    ) -> PageLayout | None:
        """Slice, check that the legs can be filled, correct the costs of shapes that cannot, slice
        again.
        """
        for _ in range(MOST_ROUNDS):
            trees, least = cheapest_trees(self._slicer(order, cut, sketch), cut, self.weights)
            if trees is None:
                return None
            # what stands beside what can only add to the cost of the shapes
            if (self._shapes(order, trees) if sketch else least) >= limit:
                return None
            wrong = self._wrong(order, trees)
            if not wrong:
                return self._finish(order, cut, trees, sketch)
            for item, columns in wrong:
                self._correct(item, columns)
        return None

    def _shapes(self, order: Sequence[Item], trees: Iterable[Node]) -> float:
        """What the shapes of trees cost that were drawn to a sketch, without what the sketch adds;
        nothing for a white foot, which is not theirs."""
        found = (
            self._costs(order[leaf.item], leaf.columns)[leaf.lines]
            for tree in trees
            for leaf in leaves(tree)
        )
        return float(sum(found))

    def _wrong(self, order: Sequence[Item], trees: Iterable[Node]) -> list[tuple[Item, int]]:
        """Items, with their columns, whose shape cannot be filled at about the cost that the
        slicing thought."""
        wrong = []
        for tree in trees:
            for leaf in leaves(tree):
                item = order[leaf.item]
                real = self.arranger.fitted(item, leaf.columns, leaf.lines)
                thought = self._costs(item, leaf.columns)[leaf.lines]
                if real is None or real[0].cost > thought + NEAR:
                    wrong.append((item, leaf.columns))
        return wrong

    def _correct(self, item: Item, columns: int) -> None:
        """The true costs of all depths at this width: slicing again costs more than trying them
        all.
        """
        if (item.key, columns) in self.corrected:
            return
        costs = self.plain[item.key, columns].copy()
        for depth in np.isfinite(costs).nonzero()[0]:
            real = self.arranger.fitted(item, columns, int(depth))
            costs[depth] = real[0].cost if real else INF
        self.corrected[item.key, columns] = costs
        self.versions[item.key] = self.versions.get(item.key, 0) + (1 << columns)

    def _drawn(self, sketch: Sketch, item: Item, columns: int) -> Costs:
        """The costs with what lies beyond the item's room in a sketch."""
        costs = self._costs(item, columns)
        missed = self.blueprints.missed(
            sketch, item.key, columns, np.arange(len(costs), dtype=float)
        )
        drawn: Costs = costs + self.weights.skeleton * missed
        return drawn

    def _slicer(
        self, order: Sequence[Item], cut: tuple[Region, ...], sketch: Sketch | None
    ) -> Slicer:
        choices = [
            Choice(
                (
                    item.key,
                    self.versions.get(item.key, 0),
                    sketch.room_name(item.key) if sketch else "",
                ),
                partial(self._drawn, sketch, item) if sketch else partial(self._costs, item),
                self.least[item.key],
            )
            for item in order
        ]
        lines = max((region.lines for region in cut), default=0)
        return Slicer(
            choices,
            columns=self.hole.columns,
            lines=lines,
            gap=self.hole.gap,
            known=self.cells.setdefault(lines, Known()),
            wanted={region.columns for region in cut},
        )

    def _finish(
        self,
        order: Sequence[Item],
        cut: tuple[Region, ...],
        trees: tuple[Node, ...],
        sketch: Sketch | None,
    ) -> PageLayout | None:
        """The page with its parts flipped where that is better; None where it is of no use."""
        free = tuple(
            Region(
                region.column, region.line + tree.lines, region.columns, region.lines - tree.lines
            )
            for region, tree in zip(cut, trees, strict=True)
            if tree.lines < region.lines
        )
        white = sum(region.area for region in free) * self.weights.white_line
        white += self.weights.unfilled * len(free)
        best = self.arranger.best(order, cut, trees, self.limit - white)
        if best is None:
            return None
        terms = best.terms | {"white": white}
        placed = []
        for stand in best.stands:
            shape = stand.shape
            fitted = self.arranger.fitted(stand.item, shape.columns, shape.lines)
            assert fitted is not None  # it stands there
            placed.append(
                Placed(
                    key=stand.item.key,
                    column=stand.column,
                    line=stand.line,
                    shape=stand.shape,
                    filling=fitted[1],
                )
            )
        layout = PageLayout(
            placed=tuple(placed), cost=sum(terms.values()), terms=terms, free=free, bound=self.bound
        )
        if best.skeleton >= 0:
            kept = self.blueprints.skeletons[best.skeleton]
            layout = replace(layout, skeleton=kept.name, mirrored=kept.mirrored, fit=best.fit)
        places = layout.places
        self.layouts[places], self.found[places] = layout, (order, best.trees, sketch)
        return layout


def search_page(
    items: Sequence[Item],
    hole: Hole,
    fitter: Copyfitter,
    effort: int = 4,
    page: str = "news",
    limit: float = INF,
    start: Sequence[str] | None = None,
) -> PageLayout | None:
    """The best page found for these items, or None when they do not fill it or do not fit, or
    nothing found costs less than `limit`.

    page: "front" or the kind of its section; start: see `PageSearch.run`.
    """
    if not items or not hole.cuts():
        return None
    orders = orders_for(effort, len(items))
    return PageSearch(items, hole, fitter, page).run(orders, 0, limit, start)


def search_relaxed(
    items: Sequence[Item], hole: Hole, fitter: Copyfitter, page: str = "news"
) -> PageLayout | None:
    """A page with white at the foot of legs, or a house advertisement in it, where no other
    fits."""
    if not items or not hole.cuts():
        return None
    loose = [replace(item, ask=replace(item.ask, relaxed=True)) for item in items]
    return search_page(loose, hole, fitter, RELAXED_EFFORT, page=page) or search_page(
        [*loose, FILLER], hole, fitter, FILLER_EFFORT, page=page
    )
