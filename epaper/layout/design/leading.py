"""Leading that a script asks for: a layout made for Latin, led out for a paper in other letters."""

from __future__ import annotations

import math
from dataclasses import replace

from epaper.geometry import Rect
from epaper.layout.design.reader import Design, Grid
from epaper.typeset.fonts import FontBook
from epaper.typeset.scripts import script_of_language

AIR = 0.15  # em between the tallest letter of a line and the deepest of the line above


def led_out(design: Design, book: FontBook, language: str) -> Design:
    """The design with the leading that a paper's script needs.

    A layout's grid suits the face that it names for its text.  Where a face of another script
    stands in for that one, with marks over and under its letters, lines stand apart by what that
    face's ink takes and AIR, never closer than the layout says; all other leadings grow in
    proportion, so that what stood on the grid stands on it still, and what is counted in lines
    takes fewer.
    """
    factor = _factor(design, book, language)
    if factor == 1:
        return design
    return replace(
        design,
        grid=_grid(design.grid, factor),
        styles={
            name: replace(style, leading=style.leading * factor)
            for name, style in design.styles.items()
        },
        nameplate_lines=math.ceil(design.nameplate_lines / factor),
        skybox_lines=math.ceil(design.skybox_lines / factor),
        section_head_lines=math.ceil(design.section_head_lines / factor),
    )


def _factor(design: Design, book: FontBook, language: str) -> float:
    """By how much lines stand further apart than the layout says, 1 or more."""
    script, body = script_of_language(language), design.styles["body"]
    if body.face not in book:
        return 1  # which is told
    face = book.member(body.face, "bold" in body.weight, "italic" in body.weight)
    if not script or book.script(face) == script:
        return 1
    letters = book.stand_in(face, script)
    if letters is None or not (metrics := book.metrics(letters)).stacks:
        return 1
    ink = (metrics.rise + metrics.drop) / metrics.units_per_em
    return max(1.0, body.size * (ink + AIR) / body.leading)


def _grid(grid: Grid, factor: float) -> Grid:
    """The same type area in fewer lines, further apart; it ends where the last line does."""
    leading, area = grid.leading * factor, grid.type_area
    lines = int(grid.lines / factor + 1e-6)
    room = Rect(area.x, area.y, area.width, lines * leading)
    return replace(grid, leading=leading, lines=lines, type_area=room)
