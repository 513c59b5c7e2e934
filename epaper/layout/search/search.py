"""The search for a page: orders of the items, the best slicing of each, flips of its parts, the
whole page's cost.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from epaper.layout.design import cost as C
from epaper.layout.measure.items import Item
from epaper.layout.measure.legs import Fill, fill_legs
from epaper.layout.measure.shapes import Shape
from epaper.layout.measure.tables import Shaper, Table
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.slicing import Choice, Known, Leaf, Node, Slicer, Split
from epaper.layout.search.slicing import Table as Sums
from epaper.layout.search.terms import RANK, Stand, package_of, page_terms, with_sizes_in_order

USUAL_MODULES = 8  # of a page: the time for an order grows with the third power of their number
MOST_ROUNDS = 40
RUNNERS_UP = 5  # of a page that are kept
# a shape that costs so much more than the slicing thought is taken without slicing again
NEAR = 3.0
RELAXED_WHITE = 12  # lines that a leg may end short where nothing else fits
INF = float("inf")

FILLER = Item("filler", "filler", "", "small", 9, (), lambda _block, _setting: (), relaxed=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stands: column and line from the top left of the page's grid."""

    item: int
    column: int
    line: int
    columns: int
    lines: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An item on a page, with its shape and the filling of its legs."""

    key: str
    column: int
    line: int
    shape: Shape
    fill: Fill


@dataclass(frozen=True, slots=True)
class PageLayout:
    placed: tuple[Placed, ...]
    cost: float
    terms: Mapping[str, float]
    free: tuple[Region, ...] = ()  # rectangles that no news fills
    bound: float = 0.0  # no layout of these items can cost less
    others: tuple[PageLayout, ...] = ()  # that the search came by, the best first
    rank: int = 0  # among them: 0 is the best, 1 the first runner-up

    @property
    def relaxed(self) -> bool:
        """White, or a house advertisement, stands where news was wanted."""
        return bool(self.free) or any(
            p.key.startswith(FILLER.key) or p.fill.white for p in self.placed
        )


def fitting(item: Item, columns: int, depth: int, shaper: Shaper) -> tuple[Shape, Fill] | None:
    """The cheapest shape of this width and depth whose legs can be filled."""
    if item.kind in ("inside", "filler"):
        return next(shaper.shapes(item, columns, depth)), Fill((), 0.0, 0)
    key = ("fitting", columns, depth)
    if key not in item.cache:
        item.cache[key] = None
        for shape in shaper.shapes(item, columns, depth):
            fill = fill_shape(item, shape)
            if fill is not None and item.size:
                fill = replace(fill, white=0)  # air in a standing item is part of it
            if fill is not None:
                item.cache[key] = (shape, fill)
                break
    return item.cache[key]  # type: ignore[return-value]


def fill_shape(item: Item, shape: Shape) -> Fill | None:
    key = ("fill", shape.slots)
    if key not in item.cache:
        item.cache[key] = fill_legs(item.blocks, shape.slots, RELAXED_WHITE if item.relaxed else 0)
    return item.cache[key]  # type: ignore[return-value]


class PageSearch:
    """All layouts tried for one set of items in one hole.  What it learns of a shape stays in the
    search, so that the result depends on nothing but items, hole, effort and seed."""

    def __init__(self, items: Sequence[Item], hole: Hole, shaper: Shaper) -> None:
        self.items, self.hole, self.shaper = items, hole, shaper
        self.known: dict[int, Known] = {}  # by the lines of the deepest region
        self.corrected: dict[tuple[str, int], Table] = {}
        self.versions: dict[str, int] = {}
        self.least = {item.key: self._least(item) for item in items}
        self.cuts = hole.cuts()
        self.found: dict[tuple[tuple[str, int, int, int, int], ...], PageLayout] = {}

    def _least(self, item: Item) -> float:
        areas = [INF]
        for w in range(1, self.hole.columns + 1):
            finite = np.isfinite(self.shaper.table(item, w)).nonzero()[0]
            if len(finite):
                areas.append(w * (int(finite[0]) + self.hole.gap))
        return min(areas)

    def table(self, item: Item, columns: int) -> Table:
        known = self.corrected.get((item.key, columns))
        return self.shaper.table(item, columns) if known is None else known

    def run(self, effort: int, seed: int) -> PageLayout | None:
        """The best layout over `effort` orders of the items, from the best found so far."""
        chance = random.Random(seed)
        best: PageLayout | None = None
        best_order: list[Item] = []
        seen: set[tuple[str, ...]] = set()
        for turn in range(effort):
            order = next_order(self.items, turn, best_order, chance)
            names = tuple(item.key for item in order)
            if names in seen:
                continue
            seen.add(names)
            found = self.solve(order, best.cost if best else INF)
            if found and (best is None or found.cost < best.cost - 1e-9):
                best, best_order = found, order
        return replace(best, others=self._runners_up(best)) if best else None

    def _runners_up(self, best: PageLayout) -> tuple[PageLayout, ...]:
        """The next best of all different layouts found."""
        ranked = sorted(
            self.found.items(), key=lambda one: (one[1].cost, [p.key for p in one[1].placed])
        )
        chosen = _places(best)
        others = [layout for places, layout in ranked if places != chosen][:RUNNERS_UP]
        return tuple(replace(layout, rank=n) for n, layout in enumerate(others, 1))

    def solve(self, order: list[Item], limit: float = INF) -> PageLayout | None:
        """The best layout of this order over the ways to cut the hole; None where it would not cost
        less than `limit`.
        """
        best: PageLayout | None = None
        for cut in self.cuts:
            found = self._solve(order, cut, min(limit, best.cost) if best else limit)
            if found and (best is None or found.cost < best.cost - 1e-9):
                best = found
        return best

    def _solve(self, order: list[Item], cut: tuple[Region, ...], limit: float) -> PageLayout | None:
        """Slice, check that the legs can be filled, correct the tables of shapes that cannot, slice
        again.
        """
        for _ in range(MOST_ROUNDS):
            trees, least = self._trees(order, cut)
            if (
                trees is None or least >= limit
            ):  # what stands beside what can only add to the cost of the shapes
                return None
            wrong = []
            for tree in trees:
                for leaf in leaves(tree):
                    item = order[leaf.item]
                    real = fitting(item, leaf.columns, leaf.lines, self.shaper)
                    if (
                        real is None
                        or real[0].cost > self.table(item, leaf.columns)[leaf.lines] + NEAR
                    ):
                        wrong.append((item, leaf.columns))
            if not wrong:
                return self._finish(order, cut, trees)
            for item, columns in wrong:
                self._correct(item, columns)
        return None

    def _correct(self, item: Item, columns: int) -> None:
        """The true costs of all depths at this width: slicing again costs more than trying them
        all.
        """
        if (item.key, columns) in self.corrected:
            return
        table = self.shaper.table(item, columns).copy()
        for depth in np.isfinite(table).nonzero()[0]:
            real = fitting(item, columns, int(depth), self.shaper)
            table[depth] = real[0].cost if real else INF
        self.corrected[item.key, columns] = table
        self.versions[item.key] = self.versions.get(item.key, 0) + (1 << columns)

    def _trees(self, order: list[Item], cut: tuple[Region, ...]) -> tuple[list[Node] | None, float]:
        """A tree for each region, and what all cost at least; the items are shared out to the
        regions in their order.
        """
        choices = [
            Choice((i.key, self.versions.get(i.key, 0)), partial(self.table, i), self.least[i.key])
            for i in order
        ]
        lines = max((r.lines for r in cut), default=0)
        slicer = Slicer(
            choices, self.hole.columns, lines, self.hole.gap, self.known.setdefault(lines, {})
        )
        n = len(order)
        best: dict[int, tuple[float, list[tuple[int, int, int]]]] = {
            0: (0.0, [])
        }  # items used -> cost, parts
        for number, region in enumerate(cut):
            row: dict[int, tuple[float, list[tuple[int, int, int]]]] = {}
            for i, (base, parts) in best.items():
                ends = range(n, n + 1) if number == len(cut) - 1 else range(i + 1, n + 1)
                for j in ends:
                    if j == i:
                        continue
                    part = slicer.cell(i, j - 1, region.columns)
                    if part is None:
                        continue
                    depth, price = self._depth(part.cost, region)
                    if base + price < row.get(j, (INF, []))[0]:
                        row[j] = (base + price, [*parts, (i, j, depth)])
            best = row
        if n not in best:
            return None, INF
        cost, parts = best[n]
        trees = [
            slicer.tree(i, j - 1, region.columns, depth)
            for region, (i, j, depth) in zip(cut, parts, strict=True)
        ]
        return trees, cost

    def _depth(self, table: Sums, region: Region) -> tuple[int, float]:
        """The whole depth where that can be filled, else the depth at which shapes and white
        together cost least.
        """
        price = float(table[region.lines])
        if price < INF:
            return region.lines, price
        depths = np.arange(region.lines + 1)
        white = table[: region.lines + 1] + (region.lines - depths) * (
            C.WHITE_LINE * region.columns * 0.5
        )
        depth = int(np.argmin(white))
        return depth, float(white[depth]) + C.UNFILLED

    def _finish(self, order: list[Item], cut: tuple[Region, ...], trees: list[Node]) -> PageLayout:
        """The page with its parts flipped where that is better."""

        def stands(trees: Sequence[Node]) -> list[Stand]:
            found = []
            for region, tree in zip(cut, trees, strict=True):
                for s in place(tree, region.column, region.line, self.hole.gap):
                    real = fitting(order[s.item], s.columns, s.lines, self.shaper)
                    assert real is not None
                    found.append(Stand(order[s.item], s.column, s.line, real[0]))
            return with_sizes_in_order(found)

        def price(trees: Sequence[Node]) -> tuple[float, dict[str, float], list[Stand]]:
            spots = stands(trees)
            terms = page_terms(spots, self.hole)
            return sum(terms.values()), terms, spots

        best = price(trees)
        for _ in range(2):
            changed = False
            for number in range(len(trees)):
                for index in range(len(leaves(trees[number])) - 1):
                    trial = [*trees]
                    trial[number] = flip(trees[number], index)
                    new = price(trial)
                    if new[0] < best[0] - 1e-9:
                        trees, best, changed = trial, new, True
            if not changed:
                break
        _, terms, spots = best
        free = []
        for region, tree in zip(cut, trees, strict=True):
            if tree.lines < region.lines:
                first = region.line + tree.lines
                free.append(Region(region.column, first, region.columns, region.lines - tree.lines))
        terms["white"] = sum(r.area for r in free) * C.WHITE_LINE + C.UNFILLED * len(free)
        placed = []
        for s in spots:
            real = fitting(s.item, s.shape.columns, s.shape.lines, self.shaper)
            assert real is not None
            placed.append(Placed(s.item.key, s.column, s.line, s.shape, real[1]))
        layout = PageLayout(tuple(placed), sum(terms.values()), terms, tuple(free), self.bound())
        self.found[_places(layout)] = layout
        return layout

    def bound(self) -> float:
        """Each item at its cheapest: no layout of these items costs less."""
        return float(
            sum(
                min(float(self.shaper.table(i, w).min()) for w in range(1, self.hole.columns + 1))
                for i in self.items
            )
        )


def _places(layout: PageLayout) -> tuple[tuple[str, int, int, int, int], ...]:
    """What stands where: two layouts with the same places are one."""
    return tuple(
        sorted((p.key, p.column, p.line, p.shape.columns, p.shape.lines) for p in layout.placed)
    )


def orders_for(effort: int, modules: int) -> int:
    """Orders to try for a page: as many as the design says, fewer where the page is crowded and
    each takes longer.
    """
    return max(1, round(effort * min(1.0, (USUAL_MODULES / max(1, modules)) ** 3)))


def search_page(
    items: Sequence[Item], hole: Hole, shaper: Shaper, effort: int = 4, seed: int = 0
) -> PageLayout | None:
    """The best page found for these items, or None when they do not fill it or do not fit."""
    if not items or not hole.cuts():
        return None
    return PageSearch(items, hole, shaper).run(orders_for(effort, len(items)), seed)


def search_relaxed(
    items: Sequence[Item], hole: Hole, shaper: Shaper, seed: int = 0
) -> PageLayout | None:
    """A page with white at the foot of legs, or a house advertisement in it, where no other
    fits."""
    if not items or not hole.cuts():
        return None
    loose = [replace(i, relaxed=True, cache={}) for i in items]
    return search_page(loose, hole, shaper, 3, seed) or search_page(
        [*loose, FILLER], hole, shaper, 4, seed
    )


def next_order(
    items: Sequence[Item], turn: int, best: Sequence[Item], chance: random.Random
) -> list[Item]:
    """The turn-th order to try: by importance, then the shortest beside the lead, then steps from
    the best so far.
    """
    ranks = {i.key: (RANK[i.tier], i.urgency, -i.text_lines, i.key) for i in items}
    mains: dict[str, tuple[int, int, int, str]] = {}  # a package stands where its first story does
    for i in items:
        mains[package_of(i) or i.key] = min(
            ranks[i.key], mains.get(package_of(i) or i.key, ranks[i.key])
        )
    base = sorted(items, key=lambda i: (mains[package_of(i) or i.key], ranks[i.key]))
    if turn == 0 or len(base) < 3:
        return base
    if turn == 1:
        return [base[0], base[-1], *base[1:-1]]
    order = list(best or base)
    for _ in range(1 + (turn % 3 == 2)):
        a, b = chance.randrange(1, len(order)), chance.randrange(1, len(order))
        if chance.random() < 0.5:
            order[a], order[b] = order[b], order[a]
        else:
            order.insert(b, order.pop(a))
    return order


def leaves(node: Node) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    return leaves(node.first) + leaves(node.second)


def place(node: Node, column: int, line: int, gap: int) -> list[Spot]:
    if isinstance(node, Leaf):
        return [Spot(node.item, column, line, node.columns, node.lines)]
    first = place(node.first, column, line, gap)
    if node.stacked:
        return first + place(node.second, column, line + node.first.lines + gap, gap)
    return first + place(node.second, column + node.first.columns, line, gap)


def flip(node: Node, index: int) -> Node:
    """The tree with the parts of its index-th split (in preorder) changed round."""
    count = -1

    def walk(n: Node) -> Node:
        nonlocal count
        if isinstance(n, Leaf):
            return n
        count += 1
        if count == index:
            return Split(n.stacked, n.second, n.first, n.columns, n.lines)
        first = walk(n.first)
        return Split(n.stacked, first, walk(n.second), n.columns, n.lines)

    return walk(node)
