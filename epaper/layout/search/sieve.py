"""Which parts of a page are worth changing round: what the compiled kernel can tell beforehand.

With two parts changed round every item keeps its shape, and much of what a page costs depends on
shapes alone.  `_sieve.c` adds up the rest, for one split after the other.  Where a page has no term
but those that it knows, and costs the same to both, it changes round what is worth it, and terms.py
prices the page that comes of it.  Else it only passes over what cannot be worth it: a new term
is written in terms.py, and here or not.  It must never count more than terms.py does
(tests/layout/test_sieve.py).  Where nothing is compiled all pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from epaper.layout.measure.copy import Item
from epaper.layout.search.architecture import Blueprints
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.kernels import flips, next_flip
from epaper.layout.search.stand import NEIGHBOURS, Stand
from epaper.layout.search.terms import HEADS_LEVEL, PLACELESS, PageTerms
from epaper.layout.search.trees import Leaf, Node

# as in _sieve.c
LEAF, STACKED, BESIDE, REGION = range(4)
WISHES = {"top": 1, "foot": 2, "left": 3}  # any other: the right
RIGHT = 4
MODULE_FIELDS, PICTURE_FIELDS = 11, 5

SLACK = 1e-7  # of a cost: far more than sums in another order differ by
# the terms that `_sieve.c` knows besides: with any other it only sieves
KNOWN = {
    *PLACELESS,
    "order",
    "white under heads",
    "tombstones",
    "voices",
    "pictures touching",
    "picture on advertisement",
    "lead",
    "dominant",
    "wishes",
    "package apart",
    "related apart",
    "skeleton",
}

Row = tuple[float, ...]
Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Standing:
    """A page as it stands; stands in the order of the trees' leaves."""

    cut: Sequence[Region]
    trees: tuple[Node, ...]
    stands: Sequence[Stand]


class Sieve:
    """For all arrangements of some items in a hole."""

    def __init__(
        self, items: Sequence[Item], hole: Hole, terms: PageTerms, blueprints: Blueprints
    ) -> None:
        self.items, self.hole, self.terms, self.blueprints = items, hole, terms, blueprints
        self.numbers = {item.key: float(number) for number, item in enumerate(items)}
        self.wishes = {key: WISHES.get(at, RIGHT) for key, at in terms.wished}
        self.packages = {key: number for number, keys in enumerate(terms.packages) for key in keys}
        self._told: tuple[Node, ...] = ()
        self._page: tuple[Rows, Rows, Rows, Rows] | None = None  # of the trees last told of

    def flips(
        self, page: Standing, placeless: Mapping[str, float], rounds: int, less: float
    ) -> tuple[list[int], float] | None:
        """The splits to change round one after the other, each for a page that costs less by more
        than `less`, and what it costs at last, which is true where the sieve `knows` it; None where
        nothing is compiled.  placeless: of the page, by term."""
        if flips is None:
            return None
        tables = self._tables(page, placeless)
        found: tuple[list[int], float] = flips(*tables, rounds=rounds, less=less)
        return found

    def knows(self, terms: Mapping[str, float], cost: float, told: float) -> bool:
        """Whether a page with these terms costs what `flips` told, but for roundings, and has no
        term that it knows nothing of."""
        return terms.keys() <= KNOWN and abs(told - cost) <= SLACK * (1 + abs(cost))

    def next_flip(self, page: Standing, costs: Mapping[str, float], at: int, limit: float) -> int:
        """The first split from the at-th on with which changed round the page may cost less than
        `limit`; the number of splits where there is none.  costs: as above."""
        if next_flip is None:
            return at
        found: int = next_flip(*self._tables(page, costs), at=at, limit=limit)
        return found

    def _tables(self, page: Standing, costs: Mapping[str, float]) -> tuple[NDArray[Any], ...]:
        if self._page is None or self._told is not page.trees:
            self._told, self._page = page.trees, self._rows(page, costs)
        plans = self.blueprints
        skeletons = (plans.sums, plans.shared, self._plays)
        return (self._rules, *self._page, self._related, self._depths, *skeletons)

    def _rows(self, page: Standing, costs: Mapping[str, float]) -> tuple[Rows, Rows, Rows, Rows]:
        cut, trees, stands = page.cut, page.trees, page.stands
        facts = self.terms.facts
        news = [stand for stand in stands if facts[stand.item.key].is_news]
        by_place = self.terms.dominant_by_place(news) if news else (0.0, 0.0, 0.0)
        lead = self.numbers[self.terms.lead] if news else -1.0
        found = np.array((sum(costs.get(name, 0.0) for name in PLACELESS), *by_place, lead))
        nodes: list[Row] = []
        for region, tree in zip(cut, trees, strict=True):
            nodes.append((REGION, region.column, region.line))
            _add_nodes(nodes, tree)
        modules: list[Row] = []
        pictures: list[Row] = []
        for stand in stands:
            modules.append(self._module(stand, len(pictures)))
            dominates = facts[stand.item.key].dominates
            pictures += [
                (p.column, p.line, p.columns, p.lines, dominates[p.index])
                for p in stand.shape.pictures
            ]
        shown = np.array(pictures, float).reshape(-1, PICTURE_FIELDS)
        return found, np.array(nodes, float), np.array(modules, float), shown

    def _module(self, stand: Stand, first_picture: int) -> Row:
        key, shape = stand.item.key, stand.shape
        facts = self.terms.facts[key]
        return (
            self.numbers[key],
            facts.is_news,
            facts.rank,
            0 if facts.pad else shape.air,
            shape.head.size if shape.head else 0.0,
            shape.head_line,
            facts.second,
            self.wishes.get(key, 0),
            self.packages.get(key, -1),
            first_picture,
            len(shape.pictures),
        )

    @cached_property
    def _rules(self) -> Rows:
        weights = self.terms.weights
        return np.array(
            (
                self.hole.gap,
                self.hole.top,
                HEADS_LEVEL,
                NEIGHBOURS,
                weights.tombstone,
                weights.tombstone_ratio,
                weights.head_beside_head,
                weights.same_voice,
                weights.air_under,
                weights.order,
                weights.picture_touch,
                weights.picture_on_ad,
                weights.lead_low,
                weights.lead_depth,
                weights.upper_page,
                weights.wish,
                weights.package_apart,
                weights.related_apart,
                weights.skeleton,
                self.blueprints.area,
            ),
            float,
        )

    @cached_property
    def _related(self) -> Rows:
        pairs = [(self.numbers[a], self.numbers[b]) for a, b in self.terms.related]
        return np.array(pairs, float).reshape(-1, 2)

    @cached_property
    def _depths(self) -> Rows:
        return np.array(self.hole.depths, float)

    @cached_property
    def _plays(self) -> NDArray[np.float32]:
        """How well each item plays each part of each skeleton."""
        shape = (len(self.items), *self.blueprints.shared.shape)
        plays = np.zeros(shape, np.float32)
        for number, item in enumerate(self.items):
            plays[number] = self.blueprints.played(item)
        return plays


def _add_nodes(nodes: list[Row], node: Node) -> None:
    """A node, then its parts: the splits in the order in which `flip` counts them."""
    if isinstance(node, Leaf):
        nodes.append((LEAF, node.columns, node.lines))
        return
    nodes.append((STACKED if node.stacked else BESIDE, node.columns, node.lines))
    _add_nodes(nodes, node.first)
    _add_nodes(nodes, node.second)
