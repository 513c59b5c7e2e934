"""What is pinned to a page before its stories are searched: a rail of agate in one column, a strip
of it over all columns, each story under a head of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from epaper.layout.design.reader import Design
from epaper.layout.measure.agate import agate_blocks
from epaper.layout.measure.copy import Ask, Copy, Headline, Item, Lines, digest_of, text_of
from epaper.layout.measure.legs import Filling, Slot, fill_legs
from epaper.layout.measure.shapes import Shape
from epaper.layout.measure.stories import always, brief_head, with_makers
from epaper.model.story import Story
from epaper.page.marks import Element
from epaper.typeset.galley import GalleyBlock
from epaper.typeset.typesetter import Typesetter

RAIL = "rail"  # the kind of such an item, a strip's as well
TITLE_LINES = 2
MOST_MORE = 2  # lines over the head of a story, besides the usual one
NEVER = 1e6  # the cost of white that stands at one joint and not at others


def pinned_item(stories: Sequence[Story], title: str, design: Design, setter: Typesetter) -> Item:
    """Agate stories gathered under one title, each with a head of its own; one alone under its own
    headline."""
    alone = len(stories) == 1
    blocks: list[GalleyBlock] = []
    makers: list[Callable[[int], Lines]] = []
    for story in stories:
        if not alone:
            head, lines = brief_head(story, design, setter)
            blocks.append(replace(head, space_before=1 if blocks else 0))
            makers.append(partial(always, lines))
        body, realise = agate_blocks(story, design, setter)
        body, realise = with_makers(
            story, (story.byline,), design, setter, blocks=body, realise=realise
        )
        blocks += [replace(block, give_before=0) for block in body]
        makers += [partial(realise, index) for index in range(len(body))]
    copy = Copy(
        digest=digest_of(RAIL, title, *stories),
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
    blocks = _opened(text.blocks, depth - TITLE_LINES - text.lines) if depth else text.blocks
    least = depth - TITLE_LINES if depth else max(1, math.ceil(text.lines / columns))
    for lines in range(least, (depth or most) - TITLE_LINES + 1):
        slots = tuple(Slot(column, TITLE_LINES, lines) for column in range(columns))
        filling = fill_legs(blocks, slots, weights, most_white=lines * columns)
        if filling is not None:
            return _shape(columns, lines + TITLE_LINES, slots), replace(filling, white=0)
    return None


def _opened(blocks: Sequence[GalleyBlock], spare: int) -> list[GalleyBlock]:
    """The same white more over the head of every story, where a rail has lines to spare."""
    heads = [n for n, block in enumerate(blocks) if n and block.element is Element.HEADLINE]
    more = min(MOST_MORE, max(0, spare) // max(1, len(heads)))
    return [
        replace(block, space_before=block.space_before + more) if number in heads else block
        for number, block in enumerate(blocks)
    ]


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
