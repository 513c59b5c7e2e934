"""Boxes of what stands on a page besides its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.geometry import Rect
from epaper.page.marks import AdMark, Element, Fill, PictureMark, Polygon, Rule
from epaper.page.page import Page


def around(points: Sequence[tuple[float, float]]) -> Rect:
    """The least rectangle with all the points in it."""
    xs, ys = zip(*points, strict=True)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def illustrations(page: Page) -> Iterator[Rect]:
    """Pictures and charts.  A tint is neither."""
    for mark in page.marks:
        match mark:
            case PictureMark():
                yield mark.rect
            case Polygon():
                yield around(mark.points)
            case Fill() if mark.origin.element is not Element.FURNITURE:
                yield mark.rect
            case _:
                pass


def rules(page: Page) -> Iterator[tuple[Rule, Rect]]:
    """Rules and their boxes, which have no width or no depth."""
    for mark in page.marks:
        if isinstance(mark, Rule):
            yield mark, around(((mark.x0, mark.y0), (mark.x1, mark.y1)))


def sold_places(page: Page) -> list[Rect]:
    """Where advertisements stand, the paper's own among them."""
    marks = [mark.rect for mark in page.marks if isinstance(mark, AdMark)]
    return [*marks, *(m.rect for m in page.modules if m.kind == "advertisement")]
