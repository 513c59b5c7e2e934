"""The real shapes a story can take: columns x depth, with what headline, deck, pictures and quote.

A module of w columns holds, from the top: kicker and headline, deck, then w legs of d lines.  Pictures stand over the
headline, at the head of the rightmost legs, or in columns of their own beside the text.  The text fills what is left
exactly; that equation, solved for the picture's depth, gives every depth a shape can have.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epaper.layout import cost as C
from epaper.layout.design import Design
from epaper.layout.items import Head, Item, heads
from epaper.layout.legs import Slot
from epaper.model.text import RichText, rich
from epaper.page.marks import Element, Origin
from epaper.typeset.galley import Line
from epaper.typeset.typesetter import Typesetter

Table = NDArray[np.float64]
LEAST_LEG = 4
LEAST_PPI = 100.0
CROP_RANGE = 0.42  # how far log(shown aspect / true aspect) may go


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A picture (or, index -1, the chart) in the module: its block with caption, in columns and lines."""

    index: int
    column: int
    line: int
    columns: int
    lines: int  # with the caption
    caption: int  # lines of it that are caption


@dataclass(frozen=True, slots=True)
class Shape:
    columns: int
    lines: int
    head: Head | None
    head_line: int  # where the kicker or headline begins
    head_columns: int
    kicker: int  # lines
    deck: int
    byline: int
    legs_line: int
    pictures: tuple[PicturePlace, ...]
    quote: Slot | None
    slots: tuple[Slot, ...]
    cost: float
    white: int = 0

    @property
    def note(self) -> str:
        parts = [f"{self.columns} columns x {self.lines} lines"]
        if self.head:
            parts.append(f"head {self.head.size:g} pt in {len(self.head.cut.lines)}")
        parts += [f"{'chart' if p.index < 0 else 'picture'} {p.columns} x {p.lines}" for p in self.pictures]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Plan:
    """A family of shapes before the depth is fixed: `mode` says where the main picture stands."""

    head: Head | None
    kicker: int
    deck: int
    byline: int
    mode: str  # "none", "legs", "top", "side"
    visual: int  # index of the main picture, -1 the chart, -2 none
    span: int  # its columns
    caption: int
    quote: int  # lines, 0 for none
    extras: tuple[PicturePlace, ...]  # further pictures, at the foot of legs; line counts from the foot
    cost: float

    @property
    def top(self) -> int:
        return self.kicker + (self.head.lines if self.head else 0) + self.deck


Entry = tuple[
    float, Plan, int, int, int
]  # cost, plan, lines of the legs, of the main picture, extra lines above the legs


class Shaper:
    """All shapes of an item at a width, by depth; keeps what it has computed in the item."""

    def __init__(self, design: Design, setter: Typesetter) -> None:
        self.design = design
        self.setter = setter

    # -- words that stand outside the legs ---------------------------------------------------------------------------

    def deck_text(self, item: Item, columns: int) -> tuple[Line, ...]:
        key = ("deck", columns)
        if key not in item.cache:
            style = self.design.styles["deck"]
            measure = self.design.grid.width(min(columns, 4))
            item.cache[key] = self.setter.set_text(item.deck, style, measure, Origin(Element.DECK, item.key))
        return item.cache[key]  # type: ignore[return-value]

    def deck_lines(self, item: Item, columns: int) -> int:
        if not item.deck:
            return 0
        style = self.design.styles["deck"]
        return math.ceil(len(self.deck_text(item, columns)) * style.leading / self.design.grid.leading + 0.35)

    def quote_text(self, item: Item) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        if "quote" not in item.cache:
            origin = Origin(Element.PULL_QUOTE, item.key)
            measure = self.design.grid.column
            words = self.setter.set_text(rich(item.quote), self.design.styles["pull_quote"], measure, origin)
            by = self.setter.set_text(rich(item.quote_by), self.design.styles["pull_quote_by"], measure, origin)
            item.cache["quote"] = (words, by if item.quote_by else ())
        return item.cache["quote"]  # type: ignore[return-value]

    def quote_lines(self, item: Item) -> int:
        """Lines of the quote's block with a rule and air above and below."""
        words, by = self.quote_text(item)
        text = len(words) * self.design.styles["pull_quote"].leading / self.design.grid.leading
        return math.ceil(text) + len(by) + 3

    def caption_text(self, item: Item, index: int, columns: int) -> tuple[Line, ...]:
        key = ("caption", index, columns)
        if key not in item.cache:
            words: RichText = item.pictures[index].caption if index >= 0 else ()
            origin = Origin(Element.CAPTION, item.key, max(index, 0))
            style = self.design.styles["caption"]
            item.cache[key] = (
                self.setter.set_text(words, style, self.design.grid.width(columns), origin) if words else ()
            )
        return item.cache[key]  # type: ignore[return-value]

    def caption_lines(self, item: Item, index: int, columns: int) -> int:
        """Grid lines under the picture: caption and credit with their air, none for a chart."""
        if index < 0:
            return 0
        lines = self.caption_text(item, index, columns)
        credit = 0.75 if item.pictures[index].credit else 0.0
        depth = len(lines) * self.design.styles["caption"].leading / self.design.grid.leading
        return math.ceil(depth + credit + 0.35) if lines or credit else 0

    # -- plans --------------------------------------------------------------------------------------------------------

    def table(self, item: Item, columns: int) -> Table:
        """Cost by depth, infinite where the item has no shape of that depth."""
        key = ("table", columns)
        if item.kind == "inside":
            return self._inside_table(columns)
        if item.kind == "filler":
            return self._filler_table(columns)
        if key not in item.cache:
            best: dict[int, list[Entry]] = {}
            if item.min_columns <= columns <= item.max_columns:
                for plan in self._plans(item, columns):
                    for depth, price, legs, picture in self._depths(item, plan, columns):
                        for air in (0, 1) if plan.mode != "side" else (0,):
                            if depth + air <= self.design.grid.lines:
                                entry = (price + air * C.AIR_LINE, plan, legs, picture, air)
                                best.setdefault(depth + air, []).append(entry)
            for entries in best.values():
                entries.sort(key=lambda e: (e[0], e[2], e[3], e[4]))
                del entries[6:]
            item.cache[key, "plans"] = best
            item.cache[key] = self._array(best)
        return item.cache[key]  # type: ignore[return-value]

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

    def _array(self, best: dict[int, list[Entry]]) -> Table:
        table = np.full(self.design.grid.lines + 1, np.inf)
        for depth, entries in best.items():
            if entries:
                table[depth] = entries[0][0]
        return table

    def drop(self, item: Item, columns: int, depths: Sequence[int], bad: Callable[[Shape], bool]) -> None:
        """Drop the best shapes of these depths until one is not bad."""
        key = ("table", columns)
        plans: dict[int, list[Entry]] = item.cache[key, "plans"]  # type: ignore[assignment]
        for depth in depths:
            while plans[depth] and bad(self.shape(item, columns, depth)):
                del plans[depth][0]
        item.cache["bans"] = int(str(item.cache.get("bans", 0))) + 1
        item.cache[key] = self._array(plans)

    def _plans(self, item: Item, w: int) -> Iterator[Plan]:
        width_cost = self._width_cost(item, w)
        weight = 4 if item.tier in ("front", "lead") else 1
        options: tuple[Head | None, ...] = heads(item, w, self.design, self.setter) if item.head_style else (None,)
        title = 2 if item.kind == "briefs" else 0
        kicker = 1 if item.kicker else title
        for mode, visual, span, extras, picture_cost in self._visuals(item, w):
            head_columns = w - span if mode == "side" else w
            if mode == "side" and item.head_style:
                options = heads(item, head_columns, self.design, self.setter)
            elif item.head_style:
                options = heads(item, w, self.design, self.setter)
            caption = self.caption_lines(item, visual, span) if visual >= 0 else 0
            deck = self.deck_lines(item, head_columns)
            quote = self.quote_lines(item) if item.quote else 0
            byline = bool(item.byline) + bool(item.byline_role)
            for head in options:
                head_cost = head.cost if head else 0.0
                for deck_on in (deck, 0) if deck else (0,):
                    for quote_on in (quote, 0) if quote else (0,):
                        for air in (1, 0) if byline else (0,):
                            price = width_cost + head_cost + picture_cost
                            price += C.DECK_LEFT_OUT * weight * (bool(deck) and not deck_on)
                            price += C.QUOTE_LEFT_OUT * (bool(quote) and not quote_on) + 0.4 * (not air)
                            yield Plan(
                                head, kicker, deck_on, byline + air if byline else 0, mode, visual, span, caption, quote_on,
                                extras, price,
                            )  # fmt: skip

    def _width_cost(self, item: Item, w: int) -> float:
        if item.kind == "briefs":
            return {1: 0.0, 2: 1.0}.get(w, 3.0 + w)
        liked = self.design.widths[item.tier]
        step = C.WIDTH_RANK * (3 if item.tier == "front" else 1)
        return step * liked.index(w) if w in liked else C.WIDTH_ODD + (40 if item.tier == "front" else 0)

    def _visuals(self, item: Item, w: int) -> Iterator[tuple[str, int, int, tuple[PicturePlace, ...], float]]:
        """(mode, index of the main visual, its columns, further pictures, cost)."""
        count = item.visuals
        if not count:
            yield "none", -2, 0, (), 0.0
            return
        yield "none", -2, 0, (), C.PICTURE_LEFT_OUT * count
        main = 0 if item.pictures else -1
        rest = list(range(1, len(item.pictures))) + ([-1] if item.chart and item.pictures else [])
        for extras, left_out in self._extras(item, rest, w):
            missing = C.PICTURE_LEFT_OUT * 0.6 * left_out
            ideal = {
                "front": max(3, w - 1),
                "lead": max(3, w - 2),
                "major": max(2, w - 2),
                "minor": 2 if w > 2 else w,
                "small": 1,
            }[item.tier]
            for p in range(1, w + 1):
                if main >= 0 and item.pictures[main].width / (self.design.grid.width(p) / 72) < LEAST_PPI and p > 1:
                    continue
                size = C.PICTURE_SIZE * abs(p - ideal) * (1.6 if p < ideal else 1.0)
                if p == w:
                    yield "top", main, p, extras, size + missing
                else:
                    yield "legs", main, p, extras, size + missing
                    yield "side", main, p, extras, size + missing + 1.5

    def _extras(self, item: Item, rest: list[int], w: int) -> Iterator[tuple[tuple[PicturePlace, ...], int]]:
        if not rest or w < 2:
            yield (), len(rest)
            return
        places: list[PicturePlace] = []
        column = 0
        for index in rest:
            span = 2 if w >= 5 and index >= 0 and item.pictures[index].aspect > 1.2 else 1
            if column + span > w - 1:
                break
            aspect = item.pictures[index].aspect if index >= 0 else 0.85 * span
            depth = round(self.design.grid.width(span) / aspect / self.design.grid.leading)
            caption = self.caption_lines(item, index, span)
            places.append(PicturePlace(index, column, 0, span, depth + caption, caption))
            column += span
        yield tuple(places), len(rest) - len(places)
        if places:
            yield (), len(rest)

    # -- depths -------------------------------------------------------------------------------------------------------

    def _aspect(self, item: Item, visual: int) -> float:
        return item.pictures[visual].aspect if visual >= 0 else 1.5

    def _range(self, item: Item, plan: Plan) -> range:
        """Depths in lines (caption included) that the main picture can have."""
        width, leading = self.design.grid.width(plan.span), self.design.grid.leading
        natural = width / self._aspect(item, plan.visual)
        give = CROP_RANGE if plan.visual >= 0 else 0.35
        least = math.ceil(natural * math.exp(-give) / leading)
        most = math.floor(natural * math.exp(give) / leading)
        return range(max(5, least) + plan.caption, min(most, 90) + plan.caption + 1)

    def _crop_cost(self, item: Item, plan: Plan, lines: int) -> float:
        depth = (lines - plan.caption) * self.design.grid.leading
        shown = self.design.grid.width(plan.span) / depth
        weight = C.PICTURE_CROP if plan.visual >= 0 else C.PICTURE_CROP * 0.4
        off = math.log(shown / self._aspect(item, plan.visual))
        return float(weight * off * off)

    def _depths(self, item: Item, plan: Plan, w: int) -> Iterator[tuple[int, float, int, int]]:
        """(depth of the module, cost, depth of the legs, depth of the main picture's block)."""
        fixed = item.text_lines + plan.byline + plan.quote + sum(e.columns * (e.lines + 1) for e in plan.extras)
        least, most = -item.give[0], item.give[1] + 8 * item.relaxed
        legs = w - plan.span if plan.mode == "side" else w
        deepest_extra = max((e.lines + 1 for e in plan.extras), default=0)
        if plan.extras and legs <= max(e.column + e.columns for e in plan.extras) - 1:
            return
        if plan.mode == "legs":
            for h in self._range(item, plan):
                under = plan.span * (h + 1)
                for d in {math.floor((fixed + under) / w), math.ceil((fixed + under) / w)}:
                    off = w * d - fixed - under
                    if least <= off <= most and (d - h - 1 >= LEAST_LEG) and d >= deepest_extra + LEAST_LEG:
                        price = plan.cost + self._legs_cost(item, plan, d, w, off) + self._crop_cost(item, plan, h)
                        yield plan.top + d, price, d, h
            return
        for d in sorted({math.floor(fixed / legs), math.ceil(fixed / legs)}):
            off = legs * d - fixed
            if (
                not least <= off <= most
                or d < (1 if item.relaxed else LEAST_LEG)
                or (plan.extras and d < deepest_extra + LEAST_LEG)
            ):
                continue
            price = plan.cost + self._legs_cost(item, plan, d, legs, off)
            if plan.mode == "none":
                yield plan.top + d, price, d, 0
            elif plan.mode == "side":
                h = plan.top + d
                if h in self._range(item, plan):
                    yield h, price + self._crop_cost(item, plan, h), d, h
            else:
                for h in self._range(item, plan):
                    yield plan.top + d + h + 1, price + self._crop_cost(item, plan, h), d, h

    def _legs_cost(self, item: Item, plan: Plan, d: int, legs: int, off: int) -> float:
        price = C.LOOSE_LINE * float(abs(off) ** 1.4)
        price += C.OVERSHORT_LEG * max(0, C.SHORT_LEG - d) + C.LONG_LEG_LINE * max(0, d - C.LONG_LEG)
        if plan.mode == "none" and not plan.quote and legs >= 3 and d > C.GREY_DEPTH:
            price += C.GREY
        return price

    # -- one shape ----------------------------------------------------------------------------------------------------

    def shape(self, item: Item, columns: int, depth: int) -> Shape:
        """The best shape at this width and depth, with its slots."""
        if item.kind in ("inside", "filler"):
            price = float(self.table(item, columns)[depth])
            return Shape(columns, depth, None, 0, columns, 0, 0, 0, 0, (), None, (), price)
        self.table(item, columns)
        plans: dict[int, list[Entry]] = item.cache[("table", columns), "plans"]  # type: ignore[assignment]
        price, plan, d, h, air = plans[depth][0]
        return build_shape(plan, columns, depth, d, h, price, air)


def build_shape(plan: Plan, w: int, depth: int, d: int, h: int, price: float, air: int) -> Shape:
    """Slots and places of a plan once its depths are known."""
    head_line = h + 1 if plan.mode == "top" else 0
    legs_line = head_line + plan.top + air
    legs = w - plan.span if plan.mode == "side" else w
    pictures: list[PicturePlace] = []
    if plan.mode == "top":
        pictures.append(PicturePlace(plan.visual, 0, 0, plan.span, h, plan.caption))
    elif plan.mode == "side":
        pictures.append(PicturePlace(plan.visual, legs, 0, plan.span, h, plan.caption))
    elif plan.mode == "legs":
        pictures.append(PicturePlace(plan.visual, w - plan.span, legs_line, plan.span, h, plan.caption))
    foot = legs_line + d
    for e in plan.extras:
        pictures.append(PicturePlace(e.index, e.column, foot - e.lines, e.columns, e.lines, e.caption))
    quote: Slot | None = None
    slots: list[Slot] = []
    free = [c for c in range(legs) if not any(e.column <= c < e.column + e.columns for e in plan.extras)]
    quote_column = free[min(len(free) - 1, max(0, len(free) // 2 - (plan.mode == "legs")))] if free else 0
    for c in range(legs):
        top = legs_line + (plan.byline if c == 0 else 0)
        if plan.mode == "legs" and c >= w - plan.span:
            top = legs_line + h + 1
        bottom = foot
        for e in plan.extras:
            if e.column <= c < e.column + e.columns:
                bottom = foot - e.lines - 1
        if plan.quote and c == quote_column and bottom - top - plan.quote >= 2 * LEAST_LEG:
            above = (bottom - top - plan.quote) // 2
            quote = Slot(c, top + above, plan.quote)
            slots.append(Slot(c, top, above))
            slots.append(Slot(c, top + above + plan.quote, bottom - top - above - plan.quote))
        elif plan.quote and c == quote_column:
            quote = Slot(c, top, plan.quote)
            slots.append(Slot(c, top + plan.quote, max(0, bottom - top - plan.quote)))
        else:
            slots.append(Slot(c, top, bottom - top))
    return Shape(
        w, depth, plan.head, head_line, legs, plan.kicker, plan.deck, plan.byline, legs_line,
        tuple(pictures), quote, tuple(slots), price,
    )  # fmt: skip
