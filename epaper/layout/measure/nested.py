"""A short story that stands within the module of the one it belongs to, on a tint in one leg."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from epaper.layout.design.reader import Design
from epaper.layout.design.styles import galley_style
from epaper.layout.measure.breakouts import PANEL_EDGE, Put, SetBreakout, text_base
from epaper.layout.measure.copy import Copy
from epaper.layout.measure.stories import with_makers
from epaper.model.story import Kind, Story
from epaper.model.text import rich
from epaper.page.marks import Element, Origin
from epaper.typeset.typesetter import Typesetter
from epaper.work.fence import fence

HEAD_LINE = 1.6  # grid lines from the top line's baseline to the headline's first
UNDER_HEAD = 1.4  # from its last baseline to that of the text, which is on the grid


def nested_story(copy: Copy, slug: str) -> Story:
    return next(story for story in copy.stories if story.slug == slug)


def set_nested(story: Story, copy: Copy, design: Design, setter: Typesetter) -> SetBreakout:
    """The story under a small headline, its text in the style of boxes, and who made it."""
    with fence(story.slug):
        edge = 0.0 if copy.inset else PANEL_EDGE  # no tint on a tint
        puts = tuple(_puts(story, copy.inset + edge, design, setter))
        leading, base = design.grid.leading, text_base(design, setter)
        foot = max(put.y + (len(put.lines) - 1) * put.step for put in puts)
        depth = math.floor((foot - base) / leading + 0.01) + 2
        placed = tuple(replace(put, x=put.x + edge) for put in puts)
        return SetBreakout(depth, placed, panel=not copy.inset)


def _puts(story: Story, inset: float, design: Design, setter: Typesetter) -> Iterator[Put]:
    leading, base = design.grid.leading, text_base(design, setter)
    measure = design.grid.column - 2 * inset
    origin = Origin(Element.HEADLINE, story.slug)
    head = setter.set_text(rich(story.headline), design.styles["brief_head"], measure, origin)
    yield Put(head, 0.0, base + HEAD_LINE * leading, leading)
    line = round(HEAD_LINE + len(head) - 1 + UNDER_HEAD)
    galley = setter.galley(story, measure, galley_style(design, replace(story, kind=Kind.FACTBOX)))
    by = (story.byline,)
    blocks, realise = with_makers(
        story, by, design, setter, blocks=galley.blocks, realise=galley.realise, inset=inset
    )
    for index, block in enumerate(blocks):
        line += block.space_before if index else 0
        lines = realise(index, 0)
        yield Put(lines, 0.0, base + line * leading, leading)
        line += len(lines) + block.space_after
