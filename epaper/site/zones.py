"""Where a story stands on a page: rectangles that can be tapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from epaper.geometry import Rect
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, PictureMark, Polygon, Rule
from epaper.page.page import Page

RISE, DROP = 0.95, 0.3  # of the size, over and under a baseline
GAP = 30.0  # points between marks that stand in one rectangle


def ink_of(mark: Mark) -> Rect:
    """The room that a mark takes."""
    match mark:
        case GlyphRun():
            top = mark.y - RISE * mark.size
            return Rect(mark.x, top, mark.width, (RISE + DROP) * mark.size)
        case Rule():
            left, right = sorted((mark.x0, mark.x1))
            top, bottom = sorted((mark.y0, mark.y1))
            return Rect(left, top, right - left, bottom - top)
        case Polygon():
            across, down = [x for x, _ in mark.points], [y for _, y in mark.points]
            left, top = min(across), min(down)
            return Rect(left, top, max(across) - left, max(down) - top)
        case PictureMark() | Fill() | Link():
            return mark.rect
        case AdMark():
            return mark.clip or mark.rect


def around(rects: Iterable[Rect]) -> Rect:
    some = list(rects)
    left, top = min(r.x for r in some), min(r.y for r in some)
    right, bottom = max(r.right for r in some), max(r.bottom for r in some)
    return Rect(left, top, right - left, bottom - top)


def zones_of(page: Page, slug: str, marks: Sequence[Mark]) -> tuple[Rect, ...]:
    """A story's rectangles on a page: its modules, grown to what stands out of them by a hair;
    where it has none of its own, its marks column by column."""
    own = [module.rect for module in page.modules if module.story == slug]
    inks = [ink_of(mark) for mark in marks]
    if own:
        held: list[list[Rect]] = [[rect] for rect in own]
        for ink in inks:
            nearest = max(range(len(own)), key=lambda at: _shared(own[at], ink))
            held[nearest].append(ink)
        return tuple(around(rects) for rects in held)
    return tuple(around(rects) for rects in _columns(inks))


def _shared(rect: Rect, ink: Rect) -> float:
    """How much of the ink lies in the rectangle; less than nothing where they are apart."""
    across = min(rect.right, ink.right) - max(rect.x, ink.x)
    down = min(rect.bottom, ink.bottom) - max(rect.y, ink.y)
    return min(across, down) if across < 0 or down < 0 else across * down


def _columns(inks: Sequence[Rect]) -> list[list[Rect]]:
    """Marks that touch or nearly do, as groups."""
    groups: list[list[Rect]] = []
    for ink in inks:
        reach = Rect(ink.x - 2, ink.y - GAP, ink.width + 4, ink.height + 2 * GAP)
        near = [group for group in groups if around(group).overlaps(reach)]
        joined = [ink, *(rect for group in near for rect in group)]
        groups = [group for group in groups if group not in near] + [joined]
    return groups
