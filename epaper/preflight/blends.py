"""Ink of pages that are transparent in part: what it adds up to shows on drawn plates alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pikepdf

from epaper.adverts.plates import PPI, WINDOW, NoPlatesError, mean_over_windows, total_ink
from epaper.adverts.walk import blends
from epaper.geometry import Rect
from epaper.model.finding import Finding
from epaper.model.press import PressSettings
from epaper.preflight.coverage import page_box
from epaper.preflight.rules import finding

SLACK = 0.5  # per cent


def check_blends(
    pdf: pikepdf.Pdf, data: bytes, settings: PressSettings, told: Sequence[Sequence[Rect]] = ()
) -> Iterator[Finding]:
    """`data`: the file; `told`: places by page whose ink is known to be too much.  One finding a
    page: too much ink beside those, or ink that nobody knows."""
    for number, page in enumerate(pdf.pages, 1):
        if not blends(page):
            continue
        try:
            total = total_ink(data, number)
        except NoPlatesError as error:
            fact = f"the page is transparent in part, and its ink is not known: {error}"
            yield finding("ink.unknown", fact, number)
            continue
        crop, trim = [float(v) for v in page.cropbox], page_box(page)
        left, top, point = crop[0] - trim[0], trim[3] - crop[3], 72 / PPI
        for place in told[number - 1] if number <= len(told) else ():
            x0, y0 = (max(0, math.floor(v / point)) for v in (place.x - left, place.y - top))
            x1, y1 = (
                max(0, math.ceil(v / point)) for v in (place.right - left, place.bottom - top)
            )
            total[y0:y1, x0:x1] = 0
        mean, row, column = mean_over_windows(total)
        if mean > settings.ink_limit + SLACK:
            x, y = left + column * point, top + row * point
            fact = f"{mean:.0f} % ink over 15 mm2 as it adds up, {settings.ink_limit:.0f} % at most"
            place = Rect(x, y, WINDOW * point, WINDOW * point)
            yield finding("ink.total-drawn", fact, number, place)
