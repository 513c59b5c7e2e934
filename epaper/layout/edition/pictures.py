"""Which picture is a page's main one: the first thing that a reader sees of it."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Item
from epaper.layout.search.hole import Hole

GOOD_ENOUGH = 0.8  # of the pixels an inch that a picture needs
UPRIGHT = 0.9  # width over height
LEAST_COLUMNS, LEAST_DEPTH = 4, 40  # of a page that has room for one


def main_picture(items: Sequence[Item], lead: str, hole: Hole, design: Design) -> str:
    """The key of the item whose picture should dominate the page: the lead's where it is good
    enough, else the most urgent story's; empty where the page has none, or is too small for one."""
    if hole.columns < LEAST_COLUMNS or max(hole.depths, default=0) < LEAST_DEPTH:
        return ""
    able = [
        item
        for item in items
        if item.copy.pictures
        and item.copy.size is None
        and not item.copy.pad
        and item.kind == "story"
    ]
    span = min(design.practice.main_columns, hole.columns)
    good = [
        item
        for item in able
        if item.copy.pictures[0].width / (design.grid.width(span) / 72)
        >= design.weights.good_ppi * GOOD_ENOUGH
    ]
    if not good:
        return ""
    return min(
        good,
        key=lambda i: (i.key != lead, i.copy.pictures[0].aspect < UPRIGHT, i.copy.urgency, i.key),
    ).key
