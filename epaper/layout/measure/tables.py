"""What each item costs at each width and depth.

The text fills exactly what headline, pictures and quote leave of a module; that equation, solved
for the picture's depth, gives every depth that a shape can have.  All plans of a family (one place
of the main picture) are solved at once, as arrays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from epaper.layout.design import cost as C
from epaper.layout.design.reader import Design
from epaper.layout.measure.families import Family, families
from epaper.layout.measure.items import Head, Item, heads
from epaper.layout.measure.shapes import LEAST_LEG, Plan, Shape, build_shape, quote_column
from epaper.layout.measure.standing import standing_shapes
from epaper.layout.measure.words import Words
from epaper.typeset.typesetter import Typesetter

Table = NDArray[np.float64]
Floats = NDArray[np.float64]
CROP_RANGE = 0.42  # how far log(shown aspect / true aspect) may go
RUNNERS = 6  # shapes kept for one width and depth
MOST_PICTURE = 90  # lines
CAPTION_STORY = 24  # lines of text: with pictures, little more than their captions


@dataclass(slots=True)
class Options:
    """All shapes of an item at one width: parallel arrays sorted by depth, then cost."""

    plans: list[Plan] = field(default_factory=list)
    depth: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    cost: Floats = field(default_factory=lambda: np.zeros(0))
    plan: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    legs: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    picture: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    air: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))


class Shaper:
    """All shapes of an item at a width, by depth; keeps what it has computed in the item."""

    def __init__(self, design: Design, setter: Typesetter) -> None:
        self.design = design
        self.setter = setter
        self.words = Words(design, setter)
        self.fixed: dict[tuple[str, int], Table] = {}

    def table(self, item: Item, columns: int) -> Table:
        """Cost by depth in lines, infinite where the item has no shape of that depth."""
        if item.kind in (
            "inside",
            "filler",
        ):  # the same for every day: they hang on the design alone
            if (item.kind, columns) not in self.fixed:
                make = self._inside_table if item.kind == "inside" else self._filler_table
                self.fixed[item.kind, columns] = make(columns)
            return self.fixed[item.kind, columns]
        if item.size:
            return self._standing_table(item, columns)
        key = ("table", columns)
        if key not in item.cache:
            item.cache[key] = self._table(self._options(item, columns))
        return item.cache[key]  # type: ignore[return-value]

    def shapes(self, item: Item, columns: int, depth: int) -> Iterator[Shape]:
        """The shapes of this width and depth, cheapest first."""
        if item.kind in ("inside", "filler"):
            price = float(self.table(item, columns)[depth])
            yield Shape(columns, depth, None, 0, columns, 0, 0, 0, 0, (), None, (), price)
            return
        if item.size:
            yield from standing_shapes(item, self.design, self.setter, self.words)
            return
        found = self._options(item, columns)
        first, last = np.searchsorted(found.depth, (depth, depth + 1))
        for i in range(int(first), min(int(last), int(first) + RUNNERS)):
            yield build_shape(
                found.plans[found.plan[i]],
                columns,
                depth,
                int(found.legs[i]),
                int(found.picture[i]),
                float(found.cost[i]),
                int(found.air[i]),
            )

    # -- tables ------------------------------------------------------------------------------------

    def _inside_table(self, columns: int) -> Table:
        """The Inside box stretches: a column of entries, best at about a third of the page."""
        table = np.full(self.design.grid.lines + 1, np.inf)
        good = self.design.grid.lines * 0.3 / columns
        for depth in range(int(good * 0.55), int(good * 1.7)) if columns <= 2 else ():
            table[depth] = 0.15 * abs(depth - good) + 10.0 * (columns - 1)
        return table

    def _filler_table(self, columns: int) -> Table:
        """A house advertisement takes any room that nothing else fills, the less the better."""
        depths = np.arange(self.design.grid.lines + 1, dtype=float)
        table: Table = C.FILLER + C.FILLER_AREA * columns * depths
        table[:5] = np.inf
        return table

    def _standing_table(self, item: Item, columns: int) -> Table:
        """A standing item has one size."""
        table = np.full(self.design.grid.lines + 1, np.inf)
        if item.size and item.size[0] == columns:
            table[item.size[1]] = 0.0
        return table

    def _table(self, found: Options) -> Table:
        table = np.full(self.design.grid.lines + 1, np.inf)
        np.minimum.at(table, found.depth, found.cost)
        return table

    def _options(self, item: Item, columns: int) -> Options:
        key = ("options", columns)
        if key not in item.cache:
            found = Options()
            if item.size is None and item.min_columns <= columns <= item.max_columns:
                found = self._solved(item, columns)
            item.cache[key] = found
        return item.cache[key]  # type: ignore[return-value]

    def _solved(self, item: Item, columns: int) -> Options:
        plans: list[Plan] = []
        rows: list[Floats] = []
        for family in families(item, columns, self.design, self.words):
            first = len(plans)
            plans += self._plans(item, columns, family)
            rows += self._depths(item, family, plans[first:], first, columns)
        if not rows:
            return Options()
        depth, price, plan, legs, picture = np.concatenate(rows, axis=1)
        air = np.zeros(len(depth))
        airy = np.array([p.mode != "side" for p in plans])[plan.astype(int)]
        depth, price, plan, legs, picture, air = (
            np.concatenate((values, values[airy] + one, values[airy] + two))
            for values, one, two in (
                (depth, 1, 2),
                (price, C.AIR_LINE, C.AIR_LINES),
                (plan, 0, 0),
                (legs, 0, 0),
                (picture, 0, 0),
                (air, 1, 2),
            )
        )
        order = np.lexsort((air, picture, legs, price, depth))
        order = order[depth[order] <= self.design.grid.lines]
        whole = [values[order].astype(np.int64) for values in (depth, plan, legs, picture, air)]
        return Options(plans, whole[0], price[order], whole[1], whole[2], whole[3], whole[4])

    # -- plans -------------------------------------------------------------------------------------

    def _plans(self, item: Item, w: int, family: Family) -> list[Plan]:
        """Every choice of headline, deck, quote and air that the family allows."""
        weight = 4 if item.tier in ("front", "lead") else 1
        head_columns = w - family.span if family.mode == "side" else w
        options: tuple[Head | None, ...] = (
            heads(item, head_columns, self.design, self.setter) if item.head_style else (None,)
        )
        kicker = 1 if item.kicker else 2 if item.kind == "briefs" else 0
        caption = (
            self.words.caption_lines(item, family.visual, family.span) if family.visual >= 0 else 0
        )
        deck = self.words.deck_lines(item, head_columns)
        quote = self.words.quote_lines(item) if item.quote else 0
        byline = self.words.byline_lines(item)
        width_cost = self._width_cost(item, w)
        found = []
        for head in options:
            for deck_on in (deck, 0) if deck else (0,):
                for quote_on in (quote, 0) if quote else (0,):
                    for air in (1, 0) if byline else (0,):
                        price = width_cost + family.cost + (head.cost if head else 0.0)
                        price += C.DECK_LEFT_OUT * weight * (bool(deck) and not deck_on)
                        price += C.QUOTE_LEFT_OUT * (
                            bool(quote) and not quote_on
                        ) + C.BYLINE_TIGHT * (bool(byline) and not air)
                        found.append(
                            Plan(
                                head,
                                kicker,
                                deck_on,
                                byline + air if byline else 0,
                                family.mode,
                                family.visual,
                                family.span,
                                caption,
                                quote_on,
                                family.extras,
                                price,
                                item.pad,
                            )
                        )
        return found

    def _width_cost(self, item: Item, w: int) -> float:
        if item.kind == "briefs":
            return {1: 0.0, 2: 1.0}.get(w, 3.0 + w)
        liked = self.design.widths[
            item.tier if not item.shows or item.tier in ("front", "lead") else "major"
        ]
        step = C.WIDTH_RANK * (3 if item.tier == "front" else 1)
        return (
            step * liked.index(w)
            if w in liked
            else C.WIDTH_ODD + (40 if item.tier == "front" else 0)
        )

    # -- depths ------------------------------------------------------------------------------------

    def _range(self, item: Item, family: Family, caption: int) -> tuple[Floats, Floats]:
        """Depths in lines (caption included) that the main picture can have, and what its crop
        costs at each.
        """
        width, leading = self.design.grid.width(family.span), self.design.grid.leading
        aspect = item.pictures[family.visual].aspect if family.visual >= 0 else 1.5
        give, weight = (
            (CROP_RANGE, C.PICTURE_CROP) if family.visual >= 0 else (0.35, C.PICTURE_CROP * 0.4)
        )
        least = max(5, math.ceil(width / aspect * math.exp(-give) / leading))
        most = min(math.floor(width / aspect * math.exp(give) / leading), MOST_PICTURE)
        depths = np.arange(least, most + 1, dtype=float)
        return depths + caption, weight * np.log(width / (depths * leading) / aspect) ** 2

    def _depths(
        self, item: Item, family: Family, plans: list[Plan], first: int, w: int
    ) -> list[Floats]:
        """Rows of (depth of the module, cost, plan, depth of the legs, depth of the main picture's
        block).
        """
        legs = w - family.span if family.mode == "side" else w
        extras = family.extras
        if extras and legs < max(e.column + e.columns for e in extras):
            return []
        captions = item.visuals and item.text_lines <= CAPTION_STORY
        least_leg = 1 if item.relaxed else LEAST_LEG // 2 if captions else LEAST_LEG
        if extras:
            least_leg += max(e.lines + 1 for e in extras)
        # lines of a leg under the main picture: text, and other pictures at its foot
        under = LEAST_LEG
        if family.mode == "legs":
            under += max(
                (e.lines + 1 for e in extras if e.column + e.columns > w - family.span), default=0
            )
        around = item.text_lines + sum(e.columns * (e.lines + 1) for e in extras)
        numbers = np.arange(first, first + len(plans), dtype=float)[:, None, None]
        top, fixed, price, quoted = (
            np.array(values, dtype=float)[:, None, None]
            for values in zip(
                *((p.top, around + p.byline + p.quote, p.cost, p.quote) for p in plans), strict=True
            )
        )
        pictures, crops = (np.zeros(1), np.zeros(1))
        if family.mode != "none":
            pictures, crops = self._range(item, family, plans[0].caption)
            if not len(pictures):
                return []
        if family.mode == "legs":  # the picture stands in the legs, a line of air under it
            fixed = fixed + family.span * (pictures + 1)[None, None, :]
        column = quote_column(legs, family.mode, extras)
        over = (
            self.words.byline_lines(item) + 1.0 if column == 0 else np.zeros(1)
        )  # over the quote in its leg
        if family.mode == "legs" and column >= w - family.span:
            over = pictures + 1
        least, most = -item.give[0], item.give[1] + 8 * item.relaxed
        rows = []
        for step in (0, 1):  # the whole lines below and above the exact depth of the legs
            d = np.floor(fixed / legs) + step
            off = legs * d - fixed
            good = (least <= off) & (off <= most) & (d >= least_leg) & ((off > 0) if step else True)
            good = good & ((quoted == 0) | ((column >= 0) & (d - quoted - over >= LEAST_LEG)))
            if family.mode == "legs":
                good = good & (d - pictures - 1 >= under)
            cost = price + self._legs_cost(d, off)
            if family.mode == "none" and legs >= 3:
                cost = cost + C.GREY * ((quoted == 0) & (d > C.GREY_DEPTH))
            if family.mode != "legs" and legs >= 2 and not item.broken:
                cost = cost + C.GREY_LINE * (quoted == 0) * np.maximum(0, d - C.GREY_LINES)
            h = pictures[None, None, :]
            if family.mode == "top":
                depth = top + d + h + 1 + 2 * item.pad
                cost = cost + C.HEAD_LOW * np.maximum(0, h - C.HIGH_PICTURE)
            elif family.mode == "side":
                depth = top + d
                h = depth + 0 * h
                good = good & (h == pictures)
            else:
                depth = top + d + 0 * h + 2 * item.pad
            rows.append(self._chosen(good, depth, cost + crops, numbers, d, h))
        return rows

    def _chosen(self, good: NDArray[np.bool_], *columns: Floats) -> Floats:
        """The rows where `good` holds, of arrays that broadcast to one shape."""
        shape = np.broadcast_shapes(good.shape, *(c.shape for c in columns))
        mask = np.broadcast_to(good, shape)
        return np.stack([np.broadcast_to(c, shape)[mask] for c in columns])

    def _legs_cost(self, d: Floats, off: Floats) -> Floats:
        price: Floats = C.LOOSE_LINE * np.abs(off) ** 1.4
        return (
            price
            + C.OVERSHORT_LEG * np.maximum(0, C.SHORT_LEG - d)
            + C.LONG_LEG_LINE * np.maximum(0, d - C.LONG_LEG)
        )
