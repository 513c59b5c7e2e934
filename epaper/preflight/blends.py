"""Ink of pages that are transparent in part: what it adds up to shows on drawn plates alone."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from epaper.adverts.plates import PPI, WINDOW, NoPlatesError, mean_over_windows, total_ink
from epaper.adverts.walk import blends
from epaper.geometry import Rect
from epaper.model.finding import Finding
from epaper.model.press import PressSettings
from epaper.preflight.coverage import page_box
from epaper.preflight.rules import finding

SLACK = 0.5  # per cent


def check_blends(pdf: pikepdf.Pdf, data: bytes, settings: PressSettings) -> Iterator[Finding]:
    """`data`: the file.  One finding a page: too much ink, or ink that nobody knows."""
    for number, page in enumerate(pdf.pages, 1):
        if not blends(page):
            continue
        try:
            mean, row, column = mean_over_windows(total_ink(data, number))
        except NoPlatesError as error:
            fact = f"the page is transparent in part, and its ink is not known: {error}"
            yield finding("ink.unknown", fact, number)
            continue
        if mean > settings.ink_limit + SLACK:
            crop, trim = [float(v) for v in page.cropbox], page_box(page)
            point = 72 / PPI
            x, y = crop[0] + column * point - trim[0], trim[3] - crop[3] + row * point
            fact = f"{mean:.0f} % ink over 15 mm2 as it adds up, {settings.ink_limit:.0f} % at most"
            place = Rect(x, y, WINDOW * point, WINDOW * point)
            yield finding("ink.total-drawn", fact, number, place)
