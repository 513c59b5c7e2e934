"""Where an item's pictures may stand in a module of a width: families of plans that share that."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from epaper.layout.design import cost as C
from epaper.layout.design.reader import Design
from epaper.layout.measure.items import Item
from epaper.layout.measure.shapes import PicturePlace
from epaper.layout.measure.words import Words

LEAST_PPI = 100.0
CHART_ASPECT = 0.85  # width over height of a chart of one column


@dataclass(frozen=True, slots=True)
class Family:
    """Plans that share the main picture's place: `mode` says where it stands."""

    mode: str  # "none", "legs", "top", "side"
    visual: int  # index of the main picture, -1 the chart, -2 none
    span: int  # its columns
    extras: tuple[PicturePlace, ...]
    cost: float


def families(item: Item, w: int, design: Design, words: Words) -> Iterator[Family]:
    """Every way to stand an item's pictures in a module of `w` columns, and with none or fewer of
    them.
    """
    count = item.visuals
    if not count:
        yield Family("none", -2, 0, (), 0.0)
        return
    if not item.picture_columns:
        leads = item.tier in ("front", "lead") or item.shows
        first = C.LEADS_PICTURE_LEFT_OUT if leads else C.PICTURE_LEFT_OUT
        yield Family("none", -2, 0, (), first + C.PICTURE_LEFT_OUT * (count - 1))
    main = 0 if item.pictures else -1
    rest = list(range(1, len(item.pictures))) + ([-1] if item.chart and item.pictures else [])
    for p in range(1, w + 1):
        if item.picture_columns and p != item.picture_columns:
            continue
        ppi = item.pictures[main].width / (design.grid.width(p) / 72) if main >= 0 else C.GOOD_PPI
        if ppi < LEAST_PPI and p > 1:
            continue
        ideal = _ideal(item, w)
        size = C.PICTURE_SIZE * abs(p - ideal) * (1.6 if p < ideal else 1.0)
        size += C.PICTURE_SOFT * max(0.0, 1 - ppi / C.GOOD_PPI)
        for extras, price in _extras(item, rest, w, design, words):
            if p == w:
                yield Family("top", main, p, extras, size + price)
                continue
            yield Family("legs", main, p, extras, size + price)
            if not item.pad:  # a box has its picture over or in its text
                yield Family("side", main, p, extras, size + price + 1.5)


def _ideal(item: Item, w: int) -> int:
    """Columns that suit the main picture."""
    if item.shows:
        return max(3, w - 1) if w > 3 else w
    if item.tier == "minor":
        return 2 if w > 2 else w
    return {"front": max(3, w - 1), "lead": max(3, w - 2), "major": max(2, w - 2), "small": 1}[
        item.tier
    ]


Extras = tuple[tuple[PicturePlace, ...], float]  # places at the foot of legs, and what they cost


def _extras(item: Item, rest: list[int], w: int, design: Design, words: Words) -> Iterator[Extras]:
    """Further pictures at the foot of legs, in a row over all of them, and left out."""
    left_out = C.PICTURE_LEFT_OUT * 0.6
    yield (), left_out * len(rest)
    if not rest or w < 2:
        return
    places: list[PicturePlace] = []
    column = 0
    for index in rest:
        span = 2 if w >= 5 and _aspect(item, index) > 1.2 else 1
        if column + span > w - 1:
            break
        depth = round(design.grid.width(span) / _aspect(item, index, span) / design.grid.leading)
        caption = words.caption_lines(item, index, span)
        places.append(PicturePlace(index, column, 0, span, depth + caption, caption))
        column += span
    if places:
        yield tuple(places), left_out * (len(rest) - len(places))
    if 2 <= len(rest) <= w:
        yield _row(item, rest, w, design, words)


def _row(item: Item, rest: list[int], w: int, design: Design, words: Words) -> Extras:
    """A picture series: side by side over the whole width, all of one depth, the widest pictures in
    most columns.
    """
    spans = dict.fromkeys(rest, w // len(rest))
    for index in sorted(rest, key=lambda i: (-_aspect(item, i), i))[: w % len(rest)]:
        spans[index] += 1
    wanted = {i: design.grid.width(spans[i]) / _aspect(item, i, spans[i]) for i in rest}
    depth = max(5, round(sum(wanted.values()) / len(rest) / design.grid.leading))
    caption = max(words.caption_lines(item, i, spans[i]) for i in rest)
    places, column = [], 0
    for index in rest:
        places.append(PicturePlace(index, column, 0, spans[index], depth + caption, caption))
        column += spans[index]
    crops = sum(math.log(wanted[i] / (depth * design.grid.leading)) ** 2 for i in rest if i >= 0)
    return tuple(places), C.PICTURE_CROP * crops


def _aspect(item: Item, index: int, span: int = 1) -> float:
    """Width over height; a chart has its title and notes to hold, and is no deeper for being
    wider."""
    return item.pictures[index].aspect if index >= 0 else CHART_ASPECT * span
