"""Stories that are read the other way than their paper, turned round where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import GATHERED, Item
from epaper.page.direction import direction_of
from epaper.page.marks import GlyphRun, Mark
from epaper.page.mirror import mirrored


def turned(
    marks: Sequence[Mark], item: Item, rect: Rect, language: str, design: Design
) -> Sequence[Mark]:
    """A module with what is read the other way than the paper's language turned round in it: a
    story as a whole, one of several in its own column.

    rect: of the module, in points from the page's left and top.
    """
    own = direction_of(language)
    other = {story.slug for story in item.copy.stories if direction_of(story.language) != own}
    if not other:
        return marks
    if item.kind not in GATHERED:
        return mirrored(marks, rect.x, rect.right)
    grid = design.grid
    step = grid.column + grid.gutter
    found: list[Mark] = []
    for mark in marks:
        if mark.origin.story not in other or not isinstance(mark, GlyphRun):
            found.append(mark)
            continue
        left = rect.x + (mark.x - rect.x + grid.gutter / 2) // step * step
        found += mirrored([mark], left, left + grid.column)
    return found
