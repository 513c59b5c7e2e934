"""Which parts of a page are worth changing round: what the compiled kernel can tell beforehand.

With two parts changed round every item keeps its shape, and much of what a page costs depends on
shapes alone.  `_sieve.c` adds up what the rest costs at least, for one split after the other, and
passes over those that cannot be worth it.  It decides nothing: what it lets pass is priced by
terms.py, and a term that it does not know is nothing to it.  It must never count more than terms.py
does (tests/layout/test_sieve.py).  Where nothing is compiled all pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from epaper.layout.measure.copy import Item
from epaper.layout.search.architecture import Blueprints
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.kernels import next_flip
from epaper.layout.search.stand import NEIGHBOURS, Stand
from epaper.layout.search.terms import HEADS_LEVEL, PLACELESS, PageTerms
from epaper.layout.search.trees import Leaf, Node

# as in _sieve.c
LEAF, STACKED, BESIDE, REGION = range(4)
WISHES = {"top": 1, "foot": 2, "left": 3}  # any other: the right
RIGHT = 4
MODULE_FIELDS, PICTURE_FIELDS = 11, 5

Row = tuple[float, ...]
Rows = NDArray[np.float64]


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

    def next_flip(
        self,
        cut: Sequence[Region],
        trees: tuple[Node, ...],
        stands: Sequence[Stand],
        costs: Mapping[str, float],
        at: int,
        limit: float,
    ) -> int:
        """The first split from the at-th on with which changed round the page may cost less than
        `limit`; the number of splits where there is none.  costs: of the page as it stands, by
        term."""
        if next_flip is None:
            return at
        if self._page is None or self._told is not trees:
            self._told, self._page = trees, self._rows(cut, trees, stands, costs)
        found, nodes, modules, pictures = self._page
        return next_flip(
            self._rules,
            found,
            nodes,
            modules,
            pictures,
            self._related,
            self._depths,
            self.blueprints.sums,
            self.blueprints.shared,
            self._plays,
            at=at,
            limit=limit,
        )

    def _rows(
        self,
        cut: Sequence[Region],
        trees: Sequence[Node],
        stands: Sequence[Stand],
        costs: Mapping[str, float],
    ) -> tuple[Rows, Rows, Rows, Rows]:
        """stands: in the order of the trees' leaves."""
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
