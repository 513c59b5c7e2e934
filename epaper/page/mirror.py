"""Pages turned round for papers that are read from the right: columns, pictures, tables and
advertisements stand where a mirror would show them, each the right way round in itself.

A layout knows one direction only.  It sets the lines of such a text as a mirror shows them (their
first word at the left), and the whole page is turned at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from epaper.geometry import Rect
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, PictureMark, Polygon, Rule
from epaper.page.page import Page


def mirrored_page(page: Page) -> Page:
    width = page.size.width
    return replace(
        page,
        marks=mirrored(page.marks, 0.0, width),
        modules=tuple(replace(module, rect=_rect(module.rect, width)) for module in page.modules),
        type_area=_rect(page.type_area, width) if page.type_area else None,
    )


def mirrored(marks: Iterable[Mark], left: float, right: float) -> tuple[Mark, ...]:
    """The marks turned about the middle between two edges, in points from the page's left."""
    return tuple(_mirrored(mark, left + right) for mark in marks)


def _mirrored(mark: Mark, edges: float) -> Mark:
    match mark:
        case GlyphRun():
            return replace(mark, x=edges - mark.x - mark.width)
        case Rule():
            return replace(mark, x0=edges - mark.x1, x1=edges - mark.x0, y0=mark.y1, y1=mark.y0)
        case Polygon():
            return replace(mark, points=tuple((edges - x, y) for x, y in mark.points))
        case AdMark(clip=Rect() as clip):
            return replace(mark, rect=_rect(mark.rect, edges), clip=_rect(clip, edges))
        case Fill() | PictureMark() | AdMark() | Link():
            return replace(mark, rect=_rect(mark.rect, edges))


def _rect(rect: Rect, edges: float) -> Rect:
    return replace(rect, x=edges - rect.right)
