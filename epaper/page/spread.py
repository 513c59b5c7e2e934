"""Two facing pages as one double-width page: a panorama, printed across the fold."""

from __future__ import annotations

from dataclasses import replace

from epaper.geometry import Rect, Size
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, PictureMark, Polygon, Rule
from epaper.page.page import Module, Page


def spread(lower: Page, upper: Page, leftward: bool = False) -> Page:
    """One page as wide as both, under the lower one's number; that stands at the left, in a paper
    that is read from the right (`leftward`) at the right.  Raises ValueError where their depths
    differ.
    """
    left, right = (upper, lower) if leftward else (lower, upper)
    if abs(left.size.height - right.size.height) > 0.01:
        raise ValueError(f"pages {left.number} and {right.number} differ in depth")
    dx = left.size.width
    marks = (*left.marks, *(moved(mark, dx) for mark in right.marks))
    modules = (
        *left.modules,
        *(Module(moved_rect(m.rect, dx, 0.0), m.story, m.kind, m.note) for m in right.modules),
    )
    return Page(
        lower.number,
        Size(dx + right.size.width, left.size.height),
        lower.section,
        marks,
        modules=modules,
    )


def moved(mark: Mark, dx: float, dy: float = 0.0) -> Mark:
    """The mark `dx` points farther right and `dy` farther down."""
    match mark:
        case GlyphRun():
            return replace(mark, x=mark.x + dx, y=mark.y + dy)
        case Rule():
            return replace(mark, x0=mark.x0 + dx, x1=mark.x1 + dx, y0=mark.y0 + dy, y1=mark.y1 + dy)
        case Polygon():
            return replace(mark, points=tuple((x + dx, y + dy) for x, y in mark.points))
        case AdMark(clip=Rect() as clip):
            return replace(mark, rect=moved_rect(mark.rect, dx, dy), clip=moved_rect(clip, dx, dy))
        case Fill() | PictureMark() | AdMark() | Link():
            return replace(mark, rect=moved_rect(mark.rect, dx, dy))


def moved_rect(rect: Rect, dx: float, dy: float) -> Rect:
    return replace(rect, x=rect.x + dx, y=rect.y + dy)
