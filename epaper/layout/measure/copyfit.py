"""Copyfitting: what an item costs at each width and depth, and the shape that its text fills."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Item
from epaper.layout.measure.display import DisplayText
from epaper.layout.measure.heads import Headlines
from epaper.layout.measure.legs import Filling, fill_legs
from epaper.layout.measure.listing import Listing
from epaper.layout.measure.shapes import Costs, Shape, Shapes
from epaper.layout.measure.solving import Solver
from epaper.layout.measure.standing import standing_shapes
from epaper.layout.measure.store import Measured
from epaper.model.story import Story
from epaper.typeset.typesetter import Typesetter
from epaper.work.fence import fence
from epaper.work.kept import digest_of

RUNNERS_UP = 6  # shapes tried for one width and depth
LEAST_FILLER = 5  # lines of a house advertisement among news
INSIDE_SHARE = 0.3  # of a page's lines over its columns: the Inside box at its best
INSIDE_RANGE = (0.55, 1.7)  # times that
INSIDE_LINE, INSIDE_COLUMN = 0.15, 10.0  # cost of a line off that, and of a second column
INSIDE_COLUMNS = 2
BARE = ("inside", "filler")  # kinds whose modules hold no story


class Copyfitter:
    """All shapes of items for a design; keeps what it has computed in `measured`, in `listing`, and
    the items of whole stories, by story, tier and whether on page 1, in `wholes`.

    One that outlives a layout keeps in `searched` the pages that were searched with it, by all that
    they hang on."""

    def __init__(self, design: Design, setter: Typesetter) -> None:
        self.design, self.setter = design, setter
        self.measured = Measured()
        self.listing = Listing(design, setter)
        self.wholes: dict[tuple[Story, str, bool], Item] = {}
        self.searched: dict[Hashable, Any] | None = None
        self.headlines = Headlines(design, setter, self.measured)
        self.display = DisplayText(design, setter, self.measured)
        self.solver = Solver(design, self.headlines, self.display)

    @cached_property
    def digest(self) -> str:
        """Of all that a shape hangs on besides the item: the design, the faces, the language."""
        setter = self.setter
        return digest_of((self.design, setter.book.digest, setter.language, setter.spacing))

    def costs(self, item: Item, columns: int) -> Costs:
        """Cost by depth in lines, infinite where the item has no shape of that depth."""
        known = self.measured.item(item).costs
        if columns not in known:
            with fence(item.slug):
                known[columns] = self._costs(item, columns)
        return known[columns]

    def _costs(self, item: Item, columns: int) -> Costs:
        if item.kind == "inside":
            return self._inside_costs(columns)
        if item.kind == "filler":
            return self._filler_costs(columns)
        costs = np.full(self.design.grid.lines + 1, np.inf)
        if item.copy.size:
            if item.copy.size[0] == columns:
                costs[item.copy.size[1]] = 0.0
            return costs
        shapes = self._solved(item, columns)
        np.minimum.at(costs, shapes.depth, shapes.cost)
        return costs

    def _inside_costs(self, columns: int) -> Costs:
        """The Inside box stretches: a column of entries, best at about a third of the page."""
        costs = np.full(self.design.grid.lines + 1, np.inf)
        good = self.design.grid.lines * INSIDE_SHARE / columns
        least, most = (int(good * share) for share in INSIDE_RANGE)
        for depth in range(least, most) if columns <= INSIDE_COLUMNS else ():
            costs[depth] = INSIDE_LINE * abs(depth - good) + INSIDE_COLUMN * (columns - 1)
        return costs

    def _filler_costs(self, columns: int) -> Costs:
        """A house advertisement takes any room that nothing else fills, the less the better."""
        weights = self.design.weights
        depths = np.arange(self.design.grid.lines + 1, dtype=float)
        costs: Costs = weights.filler + weights.filler_area * columns * depths
        costs[:LEAST_FILLER] = np.inf
        return costs

    def _solved(self, item: Item, columns: int) -> Shapes:
        known = self.measured.item(item).shapes
        if columns not in known:
            able = item.ask.min_columns <= columns <= item.ask.max_columns
            known[columns] = self.solver.shapes(item, columns) if able else Shapes()
        return known[columns]

    def shapes(self, item: Item, columns: int, depth: int) -> Iterator[Shape]:
        """The shapes of this width and depth, cheapest first."""
        if item.kind in BARE:
            yield _bare(columns, depth, float(self.costs(item, columns)[depth]))
            return
        if item.copy.size:
            yield from standing_shapes(item, self.headlines, self.display)
            return
        shapes = self._solved(item, columns)
        first, last = map(int, np.searchsorted(shapes.depth, (depth, depth + 1)))
        for place in range(first, min(last, first + RUNNERS_UP)):
            yield shapes.shape(place, columns)

    def fitted(self, item: Item, columns: int, depth: int) -> tuple[Shape, Filling] | None:
        """The cheapest shape of this width and depth whose legs can be filled."""
        known = self.measured.item(item).fitted
        if (columns, depth) not in known:
            with fence(item.slug):
                known[columns, depth] = self._fitted(item, columns, depth)
        return known[columns, depth]

    def _fitted(self, item: Item, columns: int, depth: int) -> tuple[Shape, Filling] | None:
        shapes = list(self.shapes(item, columns, depth))
        under = any(slot.under for shape in shapes for slot in shape.slots)
        for strict in (True, False) if under else (False,):
            for shape in shapes:
                filling = Filling((), 0.0, 0)
                if item.kind not in BARE:
                    found = self._filling(item, shape, strict)
                    if found is None:
                        continue
                    filling = found
                if item.copy.size:
                    filling = replace(filling, white=0)  # air in a standing item is part of it
                return shape, filling
        return None

    def _filling(self, item: Item, shape: Shape, strict: bool) -> Filling | None:
        """The legs of a shape filled, with white at their foot where the item is relaxed."""
        known = self.measured.copy(item.copy).fillings
        white = self.design.practice.relaxed_white if item.ask.relaxed else 0
        key = (shape.slots, white, strict)
        if key not in known:
            weights = self.design.weights
            known[key] = fill_legs(
                item.copy.text.blocks, shape.slots, weights, white, strict=strict
            )
        return known[key]

    def area(self, item: Item) -> float:
        """Columns x lines (gap included) of the item at its cheapest shape, of the widths that suit
        its tier.
        """
        known = self.measured.item(item)
        if not known.area:
            known.area = self._area(item)
        return known.area

    def _area(self, item: Item) -> float:
        grid, ask = self.design.grid, item.ask
        widths = self.design.widths[ask.tier]
        liked = [width for width in widths if ask.min_columns <= width <= ask.max_columns]
        best = (math.inf, math.inf)
        for columns in (*liked[:2], *range(1, grid.columns + 1)):
            costs = self.costs(item, columns)
            if np.isfinite(costs).any():
                depth = int(np.argmin(costs))
                best = min(best, (float(costs[depth]), float(columns * (depth + grid.gap))))
                if columns in liked[1:2]:
                    break
        if best[1] < math.inf:
            return best[1]
        if not ask.relaxed:  # legs that nothing makes level: it is no larger for that
            return self._area(replace(item, ask=replace(ask, relaxed=True)))
        return float(grid.columns * grid.lines)

    def has_shape(self, item: Item) -> bool:
        """Whether the item can be set at all."""
        widths = range(1, self.design.grid.columns + 1)
        return any(np.isfinite(self.costs(item, columns)).any() for columns in widths)


def _bare(columns: int, depth: int, cost: float) -> Shape:
    """A module without a story's parts."""
    return Shape(
        columns=columns,
        lines=depth,
        head=None,
        head_line=0,
        head_columns=columns,
        kicker=0,
        deck=0,
        byline=0,
        legs_line=0,
        pictures=(),
        breakouts=(),
        slots=(),
        cost=cost,
    )
