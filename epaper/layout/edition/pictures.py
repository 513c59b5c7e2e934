"""Which picture is a page's main one: the first thing that a reader sees of it."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Item
from epaper.layout.measure.desk import allowed, may_dominate
from epaper.layout.search.hole import Hole
from epaper.model.picture import Picture, PictureRole

FEWEST_COLUMNS = 2  # of a page's main picture, where no picture has pixels for more
GOOD_ENOUGH = 0.8  # of the pixels an inch that a picture needs
UPRIGHT = 0.9  # width over height
LEAST_COLUMNS, LEAST_DEPTH = 4, 40  # of a page that has room for one


def main_picture(items: Sequence[Item], lead: str, hole: Hole, design: Design) -> str:
    """The key of the item whose picture should dominate the page: the lead's where it is good
    enough and shows the matter, else the most urgent story's; on a page without any the story whose
    quote or number is to be the entry; empty where there is neither, or no room."""
    if hole.columns < LEAST_COLUMNS or max(hole.depths, default=0) < LEAST_DEPTH:
        return ""
    able = [
        item
        for item in items
        if _first(item) is not None
        and item.copy.size is None
        and not item.copy.pad
        and item.kind == "story"
    ]
    good = _sharp(able, min(design.practice.main_columns, hole.columns), design)
    good = good or _sharp(able, min(FEWEST_COLUMNS, hole.columns), design)
    if not good:
        return "" if able else _entry(items, lead)
    home = next((item.copy.section for item in items if item.key == lead), "")
    return min(
        good,
        key=lambda i: (
            i.key != lead,
            bool(home) and i.copy.section != home,  # a guest's picture is not the page's
            _shown(i).aspect < UPRIGHT,
            _shown(i).role is not PictureRole.ACTION,
            i.copy.urgency,
            i.key,
        ),
    ).key


def _sharp(items: Sequence[Item], columns: int, design: Design) -> list[Item]:
    """Those whose picture has pixels enough for so many columns."""
    least = design.weights.good_ppi * GOOD_ENOUGH * design.grid.width(columns) / 72
    return [item for item in items if _shown(item).width >= least]


def _entry(items: Sequence[Item], lead: str) -> str:
    """On a page without pictures of its matter, the story whose quote, number or points catch the
    eye: the lead's where it has any, else what the editor wrote before what a text offers."""
    able = [
        item
        for item in items
        if item.copy.breakouts and item.copy.chart is None and _first(item) is None
    ]
    first = min(
        able,
        key=lambda i: (
            i.key != lead,
            all(breakout.proposed for breakout in i.copy.breakouts),
            i.copy.urgency,
            i.key,
        ),
        default=None,
    )
    return first.key if first else ""


def _first(item: Item) -> int | None:
    """The item's main picture where it may dominate a page."""
    first = next(iter(allowed(item)), None)
    return first if first is not None and may_dominate(item.copy, first) else None


def _shown(item: Item) -> Picture:
    return item.copy.pictures[_first(item) or 0]
