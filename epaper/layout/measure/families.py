"""Where an item's pictures may stand in a module of a width: families of shapes that share that."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from epaper.layout.design.reader import Design
from epaper.layout.measure.chart_room import chart_lines
from epaper.layout.measure.copy import Copy, Item
from epaper.layout.measure.desk import allowed, aspects, least_columns, most_columns
from epaper.layout.measure.display import DisplayText
from epaper.layout.measure.shapes import PicturePlace
from epaper.model.picture import PictureRole

CHART_ASPECT = 0.85  # width over height of a chart of one column
WIDE_ASPECT, WIDE_MODULE = 1.2, 5  # a further picture so wide takes two columns of such a module
UPRIGHT, UPRIGHT_COLUMNS = 0.85, 2  # width over height of a deep picture, and what suits it
STAMP_COLUMNS = 2  # that a picture wider than high has at least
LEAST_ROW = 5  # lines of a row of pictures
SMALL_TIERS = ("minor", "small")  # of stories whose pictures are no larger than the page's own


@dataclass(frozen=True, slots=True)
class Family:
    """Shapes that share the main picture's place: `mode` says where it stands."""

    mode: str  # "none", "legs", "top", "under", "side"
    visual: int  # index of the main picture, -1 the chart, -2 none
    span: int  # its columns
    extras: tuple[PicturePlace, ...]
    cost: float


Extras = tuple[tuple[PicturePlace, ...], float]  # places at the foot of legs, and what they cost


def families(item: Item, columns: int, design: Design, display: DisplayText) -> Iterator[Family]:
    """Every way to stand an item's pictures in a module of so many columns, and with none or fewer
    of them.
    """
    copy, weights = item.copy, design.weights
    pictures = allowed(item)
    visuals = len(pictures) + (copy.chart is not None)
    if not visuals:
        yield Family(mode="none", visual=-2, span=0, extras=(), cost=0.0)
        return
    if not item.ask.picture_columns:
        leads = item.ask.tier in ("front", "lead") or item.ask.shows
        first = weights.leads_picture_left_out if leads else weights.picture_left_out
        yield Family(
            mode="none",
            visual=-2,
            span=0,
            extras=(),
            cost=first + weights.picture_left_out * (visuals - 1),
        )
    main = pictures[0] if pictures else -1
    further = pictures[1:] + ([-1] if copy.chart and pictures else [])
    least, most = _spans(copy, main, columns, design)
    wished = min(item.ask.picture_columns, most)
    for span in range(min(least, most), min(columns, most) + 1):
        if wished and span != wished:
            continue
        ppi = weights.good_ppi
        if main >= 0:
            ppi = _ppi(copy, main, design.grid.width(span))
        if ppi < design.practice.least_ppi and span > 1:
            continue
        size = _size_cost(span, _ideal(item, main, columns, design), ppi, design)
        size += weights.picture_vast * _vast(item, main, span, design)
        if span == 1 and _wants_columns(copy, main, most, design):
            shown_first = item.ask.tier in ("front", "lead") or item.ask.shows
            size += weights.leads_picture_stamp if shown_first else weights.picture_stamp
        for extras, price in _extras(
            copy, further, columns=columns, design=design, display=display
        ):
            if span == columns:
                mode = "top" if main >= 0 else "under"  # over a headline it were its neighbour's
                yield Family(mode=mode, visual=main, span=span, extras=extras, cost=size + price)
                continue
            yield Family(mode="legs", visual=main, span=span, extras=extras, cost=size + price)
            if not copy.pad:  # a box has its picture over or in its text
                cost = size + price + weights.picture_beside
                yield Family(mode="side", visual=main, span=span, extras=extras, cost=cost)


def _spans(copy: Copy, index: int, columns: int, design: Design) -> tuple[int, int]:
    """Fewest and most columns of a visual in a module of so many; a chart and a standing item have
    any, a picture with an opinion half the page: it is larger than no leader."""
    if index < 0 or copy.size:
        return 1, columns
    picture = copy.pictures[index]
    least, most = min(least_columns(picture), columns), most_columns(picture, copy.story)
    if copy.story is not None and copy.story.kind in design.opinion_kinds:
        most = min(most, max(least, design.grid.columns // 2))
    return least, most


def _wants_columns(copy: Copy, index: int, most: int, design: Design) -> bool:
    """Whether a picture is a stamp in one column: it is wider than high, may have two and is sharp
    enough for them."""
    if index < 0 or copy.size or most < STAMP_COLUMNS or copy.pictures[index].is_portrait:
        return False
    sharp = _ppi(copy, index, design.grid.width(STAMP_COLUMNS)) >= design.practice.least_ppi
    return sharp and copy.pictures[index].aspect >= WIDE_ASPECT


def _size_cost(span: int, ideal: int, ppi: float, design: Design) -> float:
    """A main picture smaller or larger than suits the tier, or coarse at its width."""
    weights = design.weights
    cost = weights.picture_size * abs(span - ideal)
    cost *= weights.picture_small if span < ideal else 1.0
    return cost + weights.picture_soft * max(0.0, 1 - ppi / weights.good_ppi)


def _vast(item: Item, main: int, span: int, design: Design) -> int:
    """Columns by which a small story's picture is wider than a page's main one and one more, where
    the editor has not asked for it."""
    picture = item.copy.pictures[main] if main >= 0 else None
    if picture is None or picture.role is PictureRole.WIDE or item.ask.tier not in SMALL_TIERS:
        return 0
    if item.ask.picture_columns:
        return 0
    return max(0, span - design.practice.main_columns - 1)


def _ideal(item: Item, main: int, columns: int, design: Design) -> int:
    """Columns that suit the main picture; one where it is a portrait or stands for the matter."""
    if main >= 0 and most_columns(item.copy.pictures[main], item.copy.story) < columns:
        return 1
    if main >= 0 and item.copy.pictures[main].role is PictureRole.WIDE:
        return columns
    if item.ask.shows:
        upright = main >= 0 and item.copy.pictures[main].aspect < UPRIGHT
        return UPRIGHT_COLUMNS if upright else max(design.practice.main_columns, columns - 1)
    if item.ask.tier == "minor":
        return 2 if columns > 2 else columns
    return {
        "front": max(3, columns - 1),
        "lead": max(3, columns - 2),
        "major": max(2, columns - 2),
        "small": 1,
    }[item.ask.tier]


def _extras(
    copy: Copy, further: list[int], columns: int, design: Design, display: DisplayText
) -> Iterator[Extras]:
    """Further pictures at the foot of legs, in a row over all of them, and left out."""
    left_out = design.weights.picture_left_out * design.weights.further_picture
    yield (), left_out * len(further)
    if not further or columns < 2:
        return
    places = _at_feet(copy, further, columns=columns, design=design, display=display)
    if places:
        yield places, left_out * (len(further) - len(places))
    if 2 <= len(further) <= columns:
        row, price = _row(copy, further, columns=columns, design=design, display=display)
        fits = all(_suits(copy, place, columns, design) for place in row)
        if fits and all(_is_sharp(copy, place, design) for place in row):
            yield row, price


def _at_feet(
    copy: Copy, further: list[int], columns: int, design: Design, display: DisplayText
) -> tuple[PicturePlace, ...]:
    """As many as stand side by side with a leg left beside them, each as deep as it is."""
    places: list[PicturePlace] = []
    column = 0
    for index in further:
        wide = columns >= WIDE_MODULE and _aspect(copy, index, 1, design) > WIDE_ASPECT
        sharp = index < 0 or _ppi(copy, index, design.grid.width(2)) >= design.practice.least_ppi
        span = 2 if wide and sharp and _spans(copy, index, columns, design)[1] > 1 else 1
        if column + span > columns - 1:
            break
        depth = round(
            design.grid.width(span) / _aspect(copy, index, span, design) / design.grid.leading
        )
        places.append(
            _place(
                index,
                column,
                span=span,
                depth=depth,
                caption=display.caption_lines(copy, index, span),
            )
        )
        column += span
    return tuple(places)


def _row(
    copy: Copy, further: list[int], columns: int, design: Design, display: DisplayText
) -> Extras:
    """A picture series: side by side over the whole width, all of one depth, the widest pictures in
    most columns.
    """
    grid = design.grid
    spans = dict.fromkeys(further, columns // len(further))
    widest = sorted(further, key=lambda index: (-_aspect(copy, index, 1, design), index))
    for index in widest[: columns % len(further)]:
        spans[index] += 1
    wanted = {i: grid.width(spans[i]) / _aspect(copy, i, spans[i], design) for i in further}
    depth = max(LEAST_ROW, round(sum(wanted.values()) / len(further) / grid.leading))
    caption = max(display.caption_lines(copy, index, spans[index]) for index in further)
    places, column = [], 0
    for index in further:
        places.append(_place(index, column, span=spans[index], depth=depth, caption=caption))
        column += spans[index]
    crops = sum(math.log(wanted[i] / (depth * grid.leading)) ** 2 for i in further if i >= 0)
    return tuple(places), design.weights.picture_crop * crops


def _suits(copy: Copy, place: PicturePlace, columns: int, design: Design) -> bool:
    """Whether a picture may be so wide, and its faces stay whole in such a frame."""
    if place.index < 0:
        return True
    least, most = aspects(copy.pictures[place.index])
    depth = (place.lines - place.caption) * design.grid.leading
    shown = design.grid.width(place.columns) / depth
    widest = _spans(copy, place.index, columns, design)[1]
    return place.columns <= widest and least <= shown <= most


def _place(index: int, column: int, span: int, depth: int, caption: int) -> PicturePlace:
    return PicturePlace(
        index=index, column=column, line=0, columns=span, lines=depth + caption, caption=caption
    )


def _is_sharp(copy: Copy, place: PicturePlace, design: Design) -> bool:
    """Whether a picture has pixels enough for its place, or takes one column, as any may."""
    if place.index < 0 or place.columns == 1:
        return True
    depth = (place.lines - place.caption) * design.grid.leading
    ppi = _ppi(copy, place.index, design.grid.width(place.columns), depth)
    return ppi >= design.practice.least_ppi


def _ppi(copy: Copy, index: int, width: float, depth: float = 0.0) -> float:
    """Pixels to the inch of a picture that fills a frame; depth 0: a frame of its own shape."""
    picture = copy.pictures[index]
    return 72 * min(picture.width / width, picture.height / depth if depth else math.inf)


def _aspect(copy: Copy, index: int, span: int, design: Design) -> float:
    """Width over height; a chart has its title and notes to hold, and is no deeper for being
    wider."""
    if index >= 0:
        return copy.pictures[index].aspect
    assert copy.chart is not None
    deep = chart_lines(copy.chart) * design.grid.leading
    return min(CHART_ASPECT * span, design.grid.width(span) / deep)
