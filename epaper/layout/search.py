"""The search for a page: orders of the items, the best slicing of each, flips of its parts, the whole page's cost."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from epaper.layout import cost as C
from epaper.layout.items import Item
from epaper.layout.legs import Fill, fill_legs
from epaper.layout.shapes import Shape, Shaper
from epaper.layout.slicing import Known, Leaf, Node, Slicer, Split

RANK = {"front": 0, "lead": 0, "major": 1, "minor": 2, "small": 3}
MOST_BANS = 60


FILLER = Item("filler", "filler", "", "small", 9, (), lambda _block, _setting: (), relaxed=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stands in the news hole: column and line from its top left."""

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
    white_lines: int  # whole lines left free at the foot of the news hole


def search_page(
    items: Sequence[Item], columns: int, lines: int, gap: int, shaper: Shaper, effort: int = 4, seed: int = 0
) -> PageLayout | None:
    """The best page found for these items, or None when they do not fit."""
    if not items:
        return None
    chance = random.Random(seed)
    best: PageLayout | None = None
    seen: set[tuple[str, ...]] = set()
    known: Known = {}
    for turn in range(effort):
        order = _order(items, turn, chance)
        names = tuple(item.key for item in order)
        if names in seen:
            continue
        seen.add(names)
        found = _solve(order, columns, lines, gap, shaper, known)
        if found and (best is None or found.cost < best.cost - 1e-9):
            best = found
    if best is None and not items[0].relaxed:
        loose = [replace(i, relaxed=True, cache={}) for i in items]
        return search_page(loose, columns, lines, gap, shaper, 2, seed) or search_page(
            [*loose, FILLER], columns, lines, gap, shaper, 3, seed
        )
    return best


def _order(items: Sequence[Item], turn: int, chance: random.Random) -> list[Item]:
    base = sorted(items, key=lambda i: (RANK[i.tier], i.urgency, -i.text_lines, i.key))
    if turn == 0 or len(base) < 2:
        return base
    if turn == 1:  # the second story beside the lead, the shortest at its side
        return [base[0], base[-1], *base[1:-1]]
    rest = base[1:]
    for _ in range(1 + turn // 2):
        a, b = chance.randrange(len(rest)), chance.randrange(len(rest))
        rest[a], rest[b] = rest[b], rest[a]
    return [base[0], *rest]


def _solve(order: list[Item], columns: int, lines: int, gap: int, shaper: Shaper, known: Known) -> PageLayout | None:
    """Slice, check that the legs can be filled, drop shapes that cannot, slice again."""
    fills: dict[tuple[str, int, int], tuple[Shape, Fill]] = {}
    for _ in range(MOST_BANS):
        slicer = Slicer(order, columns, lines, gap, shaper, known)
        depth = slicer.best_depth()
        if depth is None:
            return None
        tree = slicer.tree(depth)
        banned = False
        for leaf in leaves(tree):
            item = order[leaf.item]
            shape = shaper.shape(item, leaf.columns, leaf.lines)
            filled = fills.get((item.key, leaf.columns, leaf.lines))
            if filled and filled[0] == shape:
                continue
            fill = fill_shape(item, shape)
            if fill is None:
                _sweep(item, leaf.columns, shaper)
                banned = True
            else:
                fills[item.key, leaf.columns, leaf.lines] = (shape, fill)
        if not banned:
            return _finish(order, tree, fills, lines - depth, gap)
    return None


def _sweep(item: Item, columns: int, shaper: Shaper) -> None:
    """Drop every shape of this width that cannot be filled: slicing again costs more than trying them all."""
    depths = [int(d) for d in np.flatnonzero(np.isfinite(shaper.table(item, columns)))]
    shaper.drop(item, columns, depths, lambda shape: fill_shape(item, shape) is None)


def fill_shape(item: Item, shape: Shape) -> Fill | None:
    if item.kind in ("inside", "filler"):
        return Fill((), 0.0, 0)
    key = ("fill", shape.slots)
    if key not in item.cache:
        item.cache[key] = fill_legs(item.blocks, shape.slots, 12 if item.relaxed else 0)
    return item.cache[key]  # type: ignore[return-value]


def leaves(node: Node) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    return leaves(node.first) + leaves(node.second)


def _finish(
    order: list[Item], tree: Node, fills: Mapping[tuple[str, int, int], tuple[Shape, Fill]], white: int, gap: int
) -> PageLayout:
    def cost_of(node: Node) -> tuple[float, dict[str, float], list[Spot]]:
        spots = place(node, 0, 0, gap)
        placed = [(order[s.item], s, fills[order[s.item].key, s.columns, s.lines][0]) for s in spots]
        terms = page_terms(placed)
        terms["shapes"] = sum(shape.cost for _, _, shape in placed)
        terms["white"] = white * C.WHITE_LINE * tree.columns
        return sum(terms.values()), terms, spots

    best = cost_of(tree)
    for _ in range(2):  # flip parts while that helps
        changed = False
        for index in range(len(order) - 1):
            other = flip(tree, index)
            trial = cost_of(other)
            if trial[0] < best[0] - 1e-9:
                tree, best, changed = other, trial, True
        if not changed:
            break
    total, terms, spots = best
    placed = []
    for spot in spots:
        shape, fill = fills[order[spot.item].key, spot.columns, spot.lines]
        placed.append(Placed(order[spot.item].key, spot.column, spot.line, shape, fill))
    return PageLayout(tuple(placed), total, terms, white)


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
            return replace(n, first=n.second, second=n.first)
        first = walk(n.first)
        return replace(n, first=first, second=walk(n.second)) if isinstance(n, Split) else n

    return walk(node)


def page_terms(placed: Sequence[tuple[Item, Spot, Shape]]) -> dict[str, float]:
    """Terms of the cost that only the whole page shows."""
    terms = {
        "order": 0.0,
        "tombstones": 0.0,
        "pictures touching": 0.0,
        "lead": 0.0,
        "same shapes": 0.0,
        "dominant": 0.0,
    }
    first = min(placed, key=lambda p: (RANK[p[0].tier], p[0].urgency, p[0].key))
    terms["lead"] = C.LEAD_LOW * min(1.0, first[1].line / 12)
    for a_index, (item_a, a, shape_a) in enumerate(placed):
        for item_b, b, shape_b in placed[a_index + 1 :]:
            terms["order"] += _order_cost(item_a, a, item_b, b)
            if a.column + a.columns == b.column or b.column + b.columns == a.column:
                terms["tombstones"] += _tombstone(a, shape_a, b, shape_b)
                terms["pictures touching"] += C.PICTURE_TOUCH * _touch(a, shape_a, b, shape_b)
    widths = [s.columns for _, s, _ in placed]
    terms["same shapes"] = C.SAME_SHAPE * sum(max(0, widths.count(w) - 2) for w in set(widths))
    areas = sorted(
        ((p.columns * p.lines, s.line + p.line) for _, s, shape in placed for p in shape.pictures), reverse=True
    )
    if areas and ((len(areas) > 1 and areas[1][0] > 0.75 * areas[0][0]) or areas[0][1] > 60):
        terms["dominant"] = C.NO_DOMINANT
    return terms


def _order_cost(item_a: Item, a: Spot, item_b: Item, b: Spot) -> float:
    high, low = (a, b) if (RANK[item_a.tier], item_a.urgency) <= (RANK[item_b.tier], item_b.urgency) else (b, a)
    if (RANK[item_a.tier], item_a.urgency) == (RANK[item_b.tier], item_b.urgency):
        return 0.0
    return C.ORDER * max(0, high.line - low.line)


def _tombstone(a: Spot, shape_a: Shape, b: Spot, shape_b: Shape) -> float:
    if shape_a.head is None or shape_b.head is None:
        return 0.0
    if abs(a.line + shape_a.head_line - b.line - shape_b.head_line) > 3:
        return 0.0
    like = 0.86 < shape_a.head.size / shape_b.head.size < 1.17
    return C.TOMBSTONE if like else C.TOMBSTONE * 0.15


def _touch(a: Spot, shape_a: Shape, b: Spot, shape_b: Shape) -> int:
    left, left_shape, right, right_shape = (a, shape_a, b, shape_b) if a.column < b.column else (b, shape_b, a, shape_a)
    return sum(
        p.column + p.columns == left.columns
        and q.column == 0
        and min(left.line + p.line + p.lines, right.line + q.line + q.lines)
        > max(left.line + p.line, right.line + q.line)
        for p in left_shape.pictures
        for q in right_shape.pictures
    )
