"""Stories that run over several pages: where they break."""

from __future__ import annotations

import math
from collections.abc import Iterator

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Item
from epaper.layout.measure.jumps import jump_front, jump_rest
from epaper.typeset.typesetter import Typesetter

NEARLY_WHOLE = 1.25  # times the goal: a story up to this is not broken
LEAST_OVER = 1.5  # times the least part: so much must be over the goal
FILLED = 0.95  # of a page that a part takes which has it to itself, heading and headline with it
LONG = 1.3  # times the longest that a story may be on a page: it runs over several


def whole_or_cut(
    item: Item, goal: float, design: Design, setter: Typesetter
) -> tuple[Item, Item | None]:
    """The part of a story for this page, about `goal` lines of text, and the rest; or the whole
    story.

    A story breaks between paragraphs only, never within a table or over a signature, with at least
    the practice's least part on either side.
    """
    text, least = item.copy.text, design.practice.least_part
    if text.lines <= goal * NEARLY_WHOLE or text.lines - goal < least * LEAST_OVER:
        return item, None
    able = dict(breaks(item, least))
    if not able:
        return item, None
    best = min(able, key=lambda block: abs(able[block] - goal))
    return jump_front(item, best, design, setter), jump_rest(item, best, design, setter)


def breaks(item: Item, least: int) -> Iterator[tuple[int, int]]:
    """Where a story may break, `least` lines on either side: the block before which the rest
    begins, and lines of text before it."""
    text, used = item.copy.text, 0
    for index, block in enumerate(text.blocks[:-1]):
        used += block.settings[0].lines + block.space_before * (index > 0) + block.space_after
        after = text.blocks[index + 1]
        within = block.keep_with_next or after.header or after.closes  # a table, before a signature
        if not within and least <= used <= text.lines - least:
            yield index + 1, used


def parts_of(
    item: Item, area: float, design: Design, setter: Typesetter, *, full: bool = False
) -> list[Item]:
    """A story longer than a page takes in parts, each but the last going on on a later page; any
    other whole.  area: the item's columns x lines; full: its parts have their pages to
    themselves, which they fill evenly."""
    room = design.grid.columns * design.grid.lines
    if item.kind not in ("story", "jump") or area <= room * design.practice.longest * LONG:
        return [item]
    if full:
        pages = math.ceil(area / (room * FILLED))
        return chain(item, item.copy.text.lines / pages, design, setter)
    return chain(item, room * design.practice.part, design, setter)


def chain(item: Item, goal: float, design: Design, setter: Typesetter) -> list[Item]:
    """A story in parts of about `goal` lines."""
    parts: list[Item] = []
    rest: Item | None = item
    while rest is not None:
        part, rest = whole_or_cut(rest, goal, design, setter)
        parts.append(part)
    return parts
