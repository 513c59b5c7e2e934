"""Captions: the white under them, which a picture takes up by whole lines."""

from __future__ import annotations

import math

from epaper.layout.measure.breakouts import text_base, text_cap
from epaper.layout.measure.copy import Item
from epaper.layout.measure.desk import aspects
from epaper.layout.measure.display import DisplayText
from epaper.layout.measure.shapes import PicturePlace, Shape
from epaper.model.picture import PictureRole

UNDER_PICTURE = 0.25  # grid lines from a picture to its caption
CAPTION_BASE = 0.78  # of a caption's leading from there to its first baseline
DESCENT = 0.25  # em
# grid lines of white under a caption at least: over text, over a headline
LEAST_WHITE, LEAST_OVER_HEAD = 0.75, 1.15


def deeper_by(place: PicturePlace, item: Item, shape: Shape, display: DisplayText) -> int:
    """Whole lines by which a picture may be deeper than its place, its foot still on the grid, so
    that about a line of white stands between its caption and what follows in the module."""
    if place.index < 0 or not place.caption or item.copy.size or not _alone(place, shape):
        return 0
    picture = item.copy.pictures[place.index]
    if picture.role is PictureRole.CUT_OUT:  # it stands whole in its place
        return 0
    foot = place.line + place.lines
    over_head = shape.head is not None and place.line < shape.head_line
    below = shape.head_line if over_head else foot + 1
    if below >= shape.lines:  # nothing stands under it
        return 0
    white = below - foot + _white(place, item, display)
    more = math.floor(white - (LEAST_OVER_HEAD if over_head else LEAST_WHITE))
    design = display.design
    width = design.grid.width(place.columns) - 2 * item.copy.inset
    depth = (place.lines - place.caption) * design.grid.leading
    sharp = max(picture.height * 72 / design.practice.least_ppi, width / picture.aspect)
    narrowest = aspects(picture)[0]
    most = min(width / narrowest, sharp) if narrowest else sharp
    return max(0, min(more, math.floor((most - depth) / design.grid.leading)))


def _alone(place: PicturePlace, shape: Shape) -> bool:
    """Whether no other picture ends level with it, whose foot it would leave."""
    foot = place.line + place.lines
    return not any(
        other is not place and other.line + other.lines == foot for other in shape.pictures
    )


def _white(place: PicturePlace, item: Item, display: DisplayText) -> float:
    """Grid lines from the descenders of caption and credit to the capitals of a line that follows
    right under their lines."""
    design, styles = display.design, display.design.styles
    caption = display.caption(item.copy, place.index, place.columns)
    credit, beside = display.picture_credit(item.copy, place.index, place.columns)
    style = styles["caption"]
    leading = design.grid.leading
    base = text_base(design, display.setter)
    foot = base + (UNDER_PICTURE - 1) * leading + DESCENT * style.size
    foot += style.leading * (CAPTION_BASE + len(caption) - 1)
    if not beside:
        foot += styles["picture_credit"].leading * len(credit)
    return place.caption + (base - text_cap(design, display.setter) - foot) / leading
