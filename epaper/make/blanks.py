"""Labelled blanks: what stands in place of an advertisement whose file cannot be printed."""

from __future__ import annotations

from epaper.geometry import Size
from epaper.layout.design.reader import Design
from epaper.model.edition import Edition
from epaper.page.marks import AdMark
from epaper.units import to_mm


def blank_of(mark: AdMark, edition: Edition, design: Design) -> bytes:
    """The blank for a booking as a PDF of its space."""
    from epaper.paperwork.blank import blank  # slow to load, and mostly every file can be printed

    ad = next(one for one in edition.advertisements if one.booking == mark.booking)
    rect, grid, words = mark.rect, design.grid, design.words
    columns = round((rect.width + grid.gutter) / (grid.column + grid.gutter))
    measure = words.measure(round(to_mm(rect.width)), round(to_mm(rect.height)))
    heads = (words.booking(ad.booking, columns), ad.advertiser, measure)
    return blank(heads, Size(rect.width, rect.height), words.unprintable(ad.file.name))
