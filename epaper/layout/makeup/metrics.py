"""What can be counted on a finished page: white space, loose lines, hyphens, widows, orphans, lines
off the grid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.layout.measure.items import Item
from epaper.layout.search.search import PageLayout, Placed
from epaper.page.marks import Element

LOOSE_EM = 0.5  # inter-word space in em from which a line reads as loose
TEXT = {Element.BODY, Element.DATELINE, Element.QUOTATION, Element.LIST_ITEM}


@dataclass(frozen=True, slots=True)
class PageMetrics:
    page: int
    white_share: float  # of the type area, white that nobody asked for
    lines: int
    loose_lines: int
    hyphenated_lines: int
    widows: int
    orphans: int
    off_grid_lines: int
    cost: Mapping[str, float]
    bound: float = 0.0  # no layout of the page's stories costs less
    gaps: tuple[float, ...] = ()  # inter-word space of each justified line, em


def page_metrics(
    page: int, parts: Sequence[tuple[Item, Placed]], white: int, room: int, layout: PageLayout
) -> PageMetrics:
    """Counted from the pieces of galley as they stand; `white` and `room` in columns x lines."""
    total = loose = hyphens = widows = orphans = 0
    gaps: list[float] = []
    for item, placed in parts:
        white += placed.fill.white
        for piece in placed.fill.pieces:
            block = item.blocks[piece.block]
            if block.element not in TEXT:
                continue
            set_lines = item.realise(piece.block, piece.setting)
            here = set_lines[piece.first : piece.last]
            total += len(here)
            gaps += [round(line.gap, 4) for line in here if line.gap is not None]
            loose += sum(line.gap is not None and line.gap > LOOSE_EM for line in here)
            hyphens += sum(line.hyphenated for line in here)
            split_head, split_tail = piece.first > 0, piece.last < len(set_lines)
            widows += split_head and len(here) == 1
            orphans += split_tail and len(here) == 1
    share = round(white / room, 4)
    terms = dict(layout.terms)
    return PageMetrics(
        page, share, total, loose, hyphens, widows, orphans, 0, terms, layout.bound, tuple(gaps)
    )
