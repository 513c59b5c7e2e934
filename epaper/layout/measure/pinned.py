"""What is pinned to a page before its stories are searched: a rail of agate in one column, a strip
of it over all columns, each story under a head of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from epaper.layout.design.reader import Design
from epaper.layout.measure.agate import agate_blocks, foot_white, whole_agate
from epaper.layout.measure.copy import Ask, Copy, Headline, Item, Lines, Text, digest_of, text_of
from epaper.layout.measure.legs import Filling, Slot, fill_legs
from epaper.layout.measure.shapes import Shape
from epaper.layout.measure.stories import always, brief_head, with_makers
from epaper.model.story import Story
from epaper.page.marks import Element
from epaper.typeset.galley import GalleyBlock
from epaper.typeset.typesetter import Typesetter

RAIL = "rail"  # the kind of such an item, a strip's as well
TITLE_LINES = 2
MOST_MORE = 1.3  # lines over the head of a story, besides the usual one; the rest stays at the foot
MOST_WHOLE = 14  # lines of a story in a strip that no column breaks
NEVER = 1e6  # the cost of white that stands at one joint and not at others


def pinned_item(
    stories: Sequence[Story], title: str, design: Design, setter: Typesetter, strip: bool = False
) -> Item:
    """Agate stories gathered under one title, each with a head of its own; one alone under its own
    headline.  `strip`: its columns may break a long story, which no rail does."""
    alone = len(stories) == 1
    blocks: list[GalleyBlock] = []
    makers: list[Callable[[int], Lines]] = []
    for story in stories:
        if not alone:
            head, lines = brief_head(story, design, setter)
            blocks.append(replace(head, space_before=1 if blocks else 0))
            makers.append(partial(always, lines))
        body, realise = whole_agate(story, design, setter)
        if strip and sum(block.settings[0].lines for block in body) > MOST_WHOLE:
            body, realise = agate_blocks(story, design, setter)
        last = len(body) - 1
        white = foot_white(realise(last, 0), design.grid.leading) if body else 0.0
        body, realise = with_makers(
            story, (story.byline,), design, setter, blocks=body, realise=realise
        )
        blocks += [replace(block, give_before=0) for block in body]
        makers += [partial(realise, index) for index in range(last + 1)]
        if len(body) > last + 1:  # who made it, at one distance from the last row
            lines = _raised(realise(last + 1, 0), white * design.grid.leading)
            makers.append(partial(always, lines))
    copy = Copy(
        digest=digest_of(RAIL, title, strip, *stories),
        key=f"{RAIL}:{stories[0].slug}",
        kind=RAIL,
        section=stories[0].section,
        urgency=min(story.urgency for story in stories),
        stories=tuple(stories),
        text=text_of(tuple(blocks), lambda block, setting: makers[block](setting)),
        headline=Headline(stories[0].headline if alone else title),
    )
    return Item(copy, Ask())


def pinned_shape(
    item: Item, columns: int, most: int, design: Design, depth: int = 0
) -> tuple[Shape, Filling] | None:
    """The shallowest shape of it of at most so many lines, or the one of exactly `depth`; air at
    the foot of its legs is part of it.  None where it has none."""
    text, weights = item.copy.text, replace(design.weights, crosshead_air=NEVER)
    blocks = text.blocks
    if depth:
        blocks = _opened(text, depth - TITLE_LINES - text.lines, design.grid.leading)
    least = depth - TITLE_LINES if depth else max(1, math.ceil(text.lines / columns))
    for lines in range(least, (depth or most) - TITLE_LINES + 1):
        slots = tuple(Slot(column, TITLE_LINES, lines) for column in range(columns))
        filling = fill_legs(blocks, slots, weights, most_white=lines * columns)
        if filling is not None:
            return _shape(columns, lines + TITLE_LINES, slots), replace(filling, white=0)
    return None


def _raised(lines: Lines, points: float) -> Lines:
    return tuple(
        replace(line, runs=tuple(replace(run, y=run.y - points) for run in line.runs))
        for line in lines
    )


def _opened(text: Text, spare: int, grid: float) -> tuple[GalleyBlock, ...]:
    """White over the heads where a rail has lines to spare, a line at a time where there is least,
    up to MOST_MORE over each."""
    blocks = list(text.blocks)
    white = {
        number: foot_white(text.realise(number - 1, 0), grid)
        for number, block in enumerate(blocks)
        if number and block.element is Element.HEADLINE
    }
    for _ in range(spare if white else 0):
        least = min(white, key=lambda number: (white[number], number))
        if white[least] + 1 > MOST_MORE:
            break
        white[least] += 1
        blocks[least] = replace(blocks[least], space_before=blocks[least].space_before + 1)
    return tuple(blocks)


def _shape(columns: int, lines: int, slots: tuple[Slot, ...]) -> Shape:
    return Shape(
        columns=columns,
        lines=lines,
        head=None,
        head_line=0,
        head_columns=columns,
        kicker=TITLE_LINES,
        deck=0,
        byline=0,
        legs_line=TITLE_LINES,
        pictures=(),
        breakouts=(),
        slots=slots,
        cost=0.0,
    )
