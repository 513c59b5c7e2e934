"""Lines off the baseline grid, counted on the finished pages: not asked of the layout that promised
them.
"""

from __future__ import annotations

from collections import Counter

from epaper.page.marks import Element, GlyphRun
from epaper.page.page import Document, Page

SLACK = 0.1  # points; the grid is known to a tenth
ON_GRID = {Element.BODY, Element.DATELINE, Element.QUOTATION, Element.LIST_ITEM}


def off_grid_lines(document: Document, leading: float) -> dict[int, int]:
    """Body lines of each page, by its number, whose baseline is not a whole number of `leading`
    from the grid's.

    The grid is where most body lines of the document stand.
    """
    lines = {page.number: _baselines(page) for page in document.pages}
    phases = Counter(round(y % leading, 1) for found in lines.values() for _, y in found)
    if not phases:
        return dict.fromkeys(lines, 0)
    grid = phases.most_common(1)[0][0]
    return {
        number: sum(_distance(y, grid, leading) > SLACK for _, y in found)
        for number, found in lines.items()
    }


def _baselines(page: Page) -> set[tuple[object, float]]:
    """Each line once, however many runs it has: told apart by what it belongs to and its height."""
    return {
        (mark.origin, round(mark.y, 3))
        for mark in page.marks
        if isinstance(mark, GlyphRun) and mark.origin.element in ON_GRID
    }


def _distance(y: float, grid: float, leading: float) -> float:
    rest = (y - grid) % leading
    return min(rest, leading - rest)
