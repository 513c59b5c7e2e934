"""All shapes of an item at a width.

The text fills exactly what headline, pictures and breakouts leave of a module; that equation,
solved for the picture's depth, gives every depth that a shape can have.  All sketches of a family
(one place of the main picture) are solved at once, as arrays.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epaper.layout.design.reader import Design
from epaper.layout.design.weights import Weights
from epaper.layout.measure.chart_room import chart_lines
from epaper.layout.measure.copy import Item, Text
from epaper.layout.measure.desk import aspects, may_dominate
from epaper.layout.measure.display import DisplayText
from epaper.layout.measure.families import Family, families
from epaper.layout.measure.heads import Headlines
from epaper.layout.measure.shapes import (
    LEAST_LEG,
    MOST_BREAKOUTS,
    BreakoutPlace,
    Floats,
    Head,
    Shapes,
    Sketch,
    breakout_columns,
    widest_grey,
)
from epaper.model.breakout import Breakout, BreakoutKind

LEAST_PICTURE = 5  # lines
CHART_GIVE = 4  # lines by which a chart of many bars may be deeper than it must
CAPTION_STORY = 24  # lines of text: with pictures, little more than their captions
RELAXED_LONGER = 8  # lines a leg by which a text may run short where nothing else fits
LOOSE_POWER = 1.4  # of the lines by which a text is set longer or shorter
TITLE_LINES = 2  # of a column of briefs
BRIEFS_WIDTHS = {1: 0.0, 2: 1.0}  # cost of a column of briefs by its columns
WIDE_BRIEFS = 3.0  # likewise of wider ones, beside their columns
BELOW_AND_ABOVE = np.array((0.0, 1.0))[:, None, None, None]  # lines, down an axis of their own


@dataclass(frozen=True, slots=True)
class Solver:
    """Shapes of items, from a design and what is set at its widths."""

    design: Design
    headlines: Headlines
    display: DisplayText

    def shapes(self, item: Item, columns: int) -> Shapes:
        """Every shape of so many columns, without and with a line of air at the headline."""
        sketches: list[Sketch] = []
        rows: list[Floats] = []
        for family in families(item, columns, self.design, self.display):
            first, more = len(sketches), self._sketches(item, columns, family)
            if more:  # none where no headline fits
                sketches += more
                rows += self._depths(item, family, sketches=more, first=first, columns=columns)
        if not rows:
            return Shapes()
        depth, cost, sketch, legs, picture = np.concatenate(rows, axis=1)
        air = np.zeros(len(depth))
        airy = np.array([one.mode != "side" and one.head is not None for one in sketches])
        airy = airy[sketch.astype(int)]
        depth, cost, sketch, legs, picture, air = (
            np.concatenate((values, values[airy] + one))
            for values, one in (
                (depth, 1),
                (cost, self.design.weights.air_line),
                (sketch, 0),
                (legs, 0),
                (picture, 0),
                (air, 1),
            )
        )
        order = np.lexsort((air, picture, legs, cost, depth))
        order = order[depth[order] <= self.design.grid.lines]
        depths, places, legs_lines, picture_lines, airs = (
            values[order].astype(np.int64) for values in (depth, sketch, legs, picture, air)
        )
        return Shapes(
            sketches=sketches,
            depth=depths,
            cost=cost[order],
            sketch=places,
            legs=legs_lines,
            picture=picture_lines,
            air=airs,
        )

    # -- sketches ----------------------------------------------------------------------------------

    def _sketches(self, item: Item, columns: int, family: Family) -> list[Sketch]:
        """Every choice of headline, deck and breakouts that the family allows."""
        copy, weights = item.copy, self.design.weights
        head_columns = columns - family.span if family.mode == "side" else columns
        heads: tuple[Head | None, ...] = (None,)
        if copy.headline.style:
            heads = self.headlines.heads(item, head_columns)
        caption = 0
        if family.visual >= 0:
            caption = self.display.caption_lines(copy, family.visual, family.span)
        deck = self.display.deck_lines(copy, head_columns)
        byline = self.display.byline_lines(copy)
        leads = item.ask.tier in ("front", "lead")
        no_deck = weights.deck_left_out * (weights.leads_deck if leads else 1)
        width_cost = self._width_cost(item, columns)
        choices = itertools.product(
            heads, (deck, 0) if deck else (0,), self._breakout_sets(item, columns, family)
        )
        sketches = []
        faults = {
            head: self.display.deck_fault(copy, head_columns, head.size if head else 0.0)
            for head in (heads if deck else ())
        }
        decks = {
            head: self.display.deck_lines(
                copy, head_columns, self.headlines.spare(head, item) if head else 0.0
            )
            for head in faults
        }
        for head, deck_set, (breakouts, price) in choices:
            if deck_set and faults[head]:
                continue
            deck_set = deck_set and decks[head]
            cost = width_cost + family.cost + price + (head.cost if head else 0.0)
            cost += no_deck * (bool(deck) and not deck_set)
            sketches.append(
                Sketch(
                    head=head,
                    kicker=item.kicker_lines or TITLE_LINES * (item.kind == "briefs"),
                    deck=deck_set,
                    byline=byline,
                    mode=family.mode,
                    visual=family.visual,
                    span=family.span,
                    caption=caption,
                    breakouts=breakouts,
                    extras=family.extras,
                    cost=cost,
                    pad=copy.pad,
                )
            )
        return sketches

    def _breakout_sets(
        self, item: Item, columns: int, family: Family
    ) -> list[tuple[tuple[BreakoutPlace, ...], float]]:
        """Breakouts that may stand together, two at most, each in a leg of its own, and what it
        costs to set those that are proposed and to leave out those that the editor wrote."""
        copy, weights = item.copy, self.design.weights
        bare = family.visual < -1 or not may_dominate(copy, family.visual)
        entry = weights.no_entry * (item.ask.shows and bare)
        legs = columns - family.span if family.mode == "side" else columns
        places = breakout_columns(legs, family.mode, family.extras)
        every = range(len(copy.breakouts))
        found = []
        bound = {i for i in every if copy.breakouts[i].kind is BreakoutKind.NESTED}
        for count in range(len(bound), min(len(places), MOST_BREAKOUTS) + 1):
            for chosen in itertools.combinations(every, count):
                if not bound <= set(chosen):
                    continue
                price = sum(
                    self._breakout_price(copy.breakouts[index], index in chosen) for index in every
                )
                price += 0.0 if chosen else entry
                depths = (self.display.breakout(copy, index).depth for index in chosen)
                stand = zip(chosen, places, depths, strict=False)
                found.append((tuple(BreakoutPlace(i, c, 0, n) for i, c, n in stand), price))
        return found

    def _breakout_price(self, breakout: Breakout, is_set: bool) -> float:
        """Of setting what is proposed, and of leaving out what the editor wrote, a face with it."""
        weights = self.design.weights
        price = weights.picture_left_out * (breakout.face >= 0 and not is_set)
        if breakout.proposed:
            points = weights.proposed_points * (breakout.kind is BreakoutKind.POINTS)
            return price + (weights.proposed + points) * is_set
        return price + weights.breakout_left_out * (not is_set)

    def _width_cost(self, item: Item, columns: int) -> float:
        if item.kind == "briefs":
            return BRIEFS_WIDTHS.get(columns, WIDE_BRIEFS + columns)
        tier, weights = item.ask.tier, self.design.weights
        leads = tier in ("front", "lead")
        liked = self.design.widths["major" if item.ask.shows and not leads else tier]
        if columns not in liked:
            return weights.width_odd + (weights.leads_width_odd if leads else 0)
        step = weights.width_rank * (weights.front_width_rank if tier == "front" else 1)
        return step * liked.index(columns)

    # -- depths ------------------------------------------------------------------------------------

    def _range(self, item: Item, family: Family, caption: int) -> tuple[Floats, Floats]:
        """Depths in lines (caption included) that the main picture can have, and what its crop
        costs at each.
        """
        weights, practice = self.design.weights, self.design.practice
        width, leading = self.design.grid.width(family.span), self.design.grid.leading
        aspect, give, weight = 1.5, practice.chart_give, weights.picture_crop * weights.chart_crop
        if family.visual >= 0:
            aspect = item.copy.pictures[family.visual].aspect
            give, weight = practice.most_crop, weights.picture_crop
        narrow, wide = aspect * math.exp(-give), aspect * math.exp(give)
        if family.visual >= 0 and not item.copy.size:
            faces = aspects(item.copy.pictures[family.visual])
            narrow, wide = max(narrow, faces[0]), min(wide, faces[1])
        least = max(LEAST_PICTURE, math.ceil(width / wide / leading))
        deepest = math.floor(width / narrow / leading)
        if family.visual < 0 and item.copy.chart:
            least = max(least, chart_lines(item.copy.chart))
            deepest = max(deepest, least + CHART_GIVE)
        if family.visual >= 0:  # cropped at its sides, it is enlarged
            sharp = item.copy.pictures[family.visual].height * 72 / practice.least_ppi
            deepest = min(deepest, math.floor(max(sharp, width / aspect) / leading))
        depths = np.arange(least, min(deepest, practice.most_picture) + 1, dtype=float)
        return depths + caption, weight * np.log(width / (depths * leading) / aspect) ** 2

    def _depths(
        self, item: Item, family: Family, sketches: list[Sketch], first: int, columns: int
    ) -> list[Floats]:
        """Rows of (depth of the module, cost, sketch, depth of the legs, depth of the main
        picture's block); sketches are numbered from `first`."""
        text, extras, mode = item.copy.text, family.extras, family.mode
        weights = self.design.weights
        legs = columns - family.span if mode == "side" else columns
        if extras and legs < max(extra.column + extra.columns for extra in extras):
            return []
        least_leg = self._least_leg(item, family)
        under = self._under_picture(family, columns)
        around = text.lines + sum(extra.columns * (extra.lines + 1) for extra in extras)
        numbers = np.arange(first, first + len(sketches), dtype=float)[:, None, None]
        top, fixed, price, first_broken, second_broken = _columns(sketches, around)
        pictures, crops = (np.zeros(1), np.zeros(1))
        if mode != "none":
            pictures, crops = self._range(item, family, sketches[0].caption)
            if not len(pictures):
                return []
        if mode == "legs":  # the picture stands in the legs, a line of air under it
            fixed = fixed + family.span * (pictures + 1)[None, None, :]
        overs = self._over_breakouts(item, family, legs, columns=columns, pictures=pictures)
        broken = list(zip((first_broken, second_broken), overs, strict=False))
        grey = _grey(text, family, legs, sketches, weights=weights, whole=True)
        least, most = -text.shorter, text.longer + RELAXED_LONGER * item.ask.relaxed * legs
        # the whole lines below and above the exact depth of the legs
        d = np.floor(fixed / legs) + BELOW_AND_ABOVE
        off = legs * d - fixed
        good = (least <= off) & (off <= most) & (d >= least_leg)
        good = good & ((BELOW_AND_ABOVE == 0) | (off > 0))
        for depths, over in broken:
            good = good & ((depths == 0) | (d - depths - over >= LEAST_LEG))
        cost = price + self._legs_cost(d, off)
        cost = cost + grey * np.maximum(0, d - weights.grey_lines)
        if mode == "legs":
            left = d - pictures - 1
            good = good & (left >= under)
            if (left > weights.grey_lines).any():
                bare = _grey(text, family, legs, sketches, weights=weights, whole=False)
                over = np.maximum(0, left - weights.grey_lines)
                cost = cost + np.maximum(0.0, bare - grey) * over
        h = pictures[None, None, :]
        if mode == "under":
            depth = top + d + h + 1 + 2 * item.copy.pad
        elif mode == "top":
            depth = top + d + h + 1 + 2 * item.copy.pad
            leads = item.ask.tier in ("front", "lead")
            low = weights.head_low * (weights.leads_head_low if leads else 1.0)
            cost = cost + low * np.maximum(0, h - weights.high_picture)
        elif mode == "side":
            depth = top + d
            h = depth + 0 * h
            good = good & (h == pictures)
        else:
            depth = top + d + 0 * h + 2 * item.copy.pad
        return [_chosen(good, depth, cost + crops, numbers, d, h)]

    def _over_breakouts(
        self, item: Item, family: Family, legs: int, columns: int, pictures: Floats
    ) -> list[Floats]:
        """Lines over the first breakout in its leg, and over the second; as many as have a leg."""
        overs = []
        for column in breakout_columns(legs, family.mode, family.extras):
            over = np.zeros(1)
            if column == 0:  # text stands between the headline and a breakout
                over = over + self.display.byline_lines(item.copy) + 1.0 + LEAST_LEG
            if family.mode == "legs" and column >= columns - family.span:
                over = pictures + 1
            overs.append(over)
        return overs

    def _least_leg(self, item: Item, family: Family) -> int:
        """Lines of the shortest leg that the family may have, the pictures at its foot included;
        none where a picture over all columns is all there is."""
        if family.mode in ("top", "under") and not item.copy.text.lines:
            return 0
        captions = item.copy.visuals and item.copy.text.lines <= CAPTION_STORY
        quote = item.copy.story is not None and item.copy.story.is_quote  # and who said it
        least = 1 if item.ask.relaxed or quote else LEAST_LEG // 2 if captions else LEAST_LEG
        return least + max((extra.lines + 1 for extra in family.extras), default=0)

    def _under_picture(self, family: Family, columns: int) -> int:
        """Lines of a leg under the main picture: text, and other pictures at its foot."""
        beside = columns - family.span
        return LEAST_LEG + max(
            (extra.lines + 1 for extra in family.extras if extra.column + extra.columns > beside),
            default=0,
        )

    def _legs_cost(self, d: Floats, off: Floats) -> Floats:
        weights = self.design.weights
        cost: Floats = weights.loose_line * np.abs(off) ** LOOSE_POWER
        return (
            cost
            + weights.short_leg_line * np.maximum(0, weights.short_leg - d)
            + weights.long_leg_line * np.maximum(0, d - weights.long_leg)
        )


def _grey(
    text: Text, family: Family, legs: int, sketches: Sequence[Sketch], weights: Weights, whole: bool
) -> Floats:
    """What a line costs in legs of each sketch that stand side by side and that nothing breaks; not
    `whole`: under their main picture, which breaks none there."""
    if text.broken:
        return np.zeros(1)[:, None, None]
    mode, span, extras = family.mode if whole else "none", family.span, family.extras
    wide = (widest_grey(legs, mode, span, extras, breakouts=one.breakouts) for one in sketches)
    return np.array([weights.grey_line * (count > 1) for count in wide])[:, None, None]


def _columns(sketches: Sequence[Sketch], around: int) -> Iterator[Floats]:
    """Of each sketch, down the first axis: the lines over its legs, those in them, what it costs,
    the depths of two breakouts; `around`: the lines in the legs of every one."""
    rows = []
    for one in sketches:
        depths = _two_depths(one.breakouts)
        rows.append((one.top, around + one.byline + sum(depths), one.cost, *depths))
    return (np.array(values, dtype=float)[:, None, None] for values in zip(*rows, strict=True))


def _two_depths(breakouts: Sequence[BreakoutPlace]) -> tuple[int, int]:
    """Lines of the first and of the second breakout, nought for one that is not there."""
    first, second, *_ = [place.lines for place in breakouts] + [0, 0]
    return first, second


def _chosen(good: NDArray[np.bool_], *columns: Floats) -> Floats:
    """The rows where `good` holds, of arrays that broadcast to one shape."""
    shape = np.broadcast_shapes(good.shape, *(column.shape for column in columns))
    whole = np.empty((len(columns), *shape))
    for row, column in zip(whole, columns, strict=True):
        row[...] = column
    mask = np.zeros(shape, np.bool_)
    mask[...] = good
    chosen: Floats = whole[:, mask]
    return chosen
