"""The size of an advertisement: as it is booked, and as its file is."""

from __future__ import annotations

import math

from epaper.layout.design.reader import Design
from epaper.layout.edition.placed_ad import PlacedAd
from epaper.model.advertisement import PANORAMA, Advertisement
from epaper.model.finding import Finding, Severity
from epaper.units import counted, to_mm

SIZE_SLACK = 0.015  # share by which a file may differ from its booked size
LINE_SLACK = 0.15  # of a grid line: so much may a booked depth run over


def size_of(ad: Advertisement, design: Design) -> tuple[int, int]:
    """Columns and grid lines; an advertisement's foot stands on the foot of the type area."""
    grid = design.grid
    half_columns, half_lines = max(1, grid.columns // 2), (grid.lines - grid.gap) // 2
    named = {
        "strip": (grid.columns, min(design.practice.strip_lines, grid.lines // 5)),
        "eighth page": (half_columns, grid.lines // 4),
        "quarter page": (half_columns, half_lines),
        "half page": (grid.columns, half_lines),
        "full page": (grid.columns, grid.lines),
        PANORAMA: (grid.columns, half_lines),
    }
    if ad.size:
        return named[ad.size]
    lines = math.ceil(ad.depth / grid.leading - LINE_SLACK)
    return min(ad.columns, grid.columns), min(lines, grid.lines)


def too_large(ad: Advertisement, design: Design) -> list[Finding]:
    """A booking that is larger than the page."""
    grid = design.grid
    deepest = (grid.lines + LINE_SLACK) * grid.leading
    if ad.columns <= grid.columns and ad.depth <= deepest:
        return []
    fact = (
        f"{ad.booking} is booked at {counted(ad.columns, 'column')} x {to_mm(ad.depth):.0f} mm, "
        f"{design.name} has {grid.columns} x {to_mm(grid.type_area.height):.0f} mm; "
        "it is cut to that"
    )
    return [_told("ad.size", fact, "book a size that the page has", ad)]


def _told(rule: str, fact: str, remedy: str, ad: Advertisement) -> Finding:
    return Finding(Severity.WARNING, rule, fact, remedy, file=ad.source, line=ad.line)


def odd_size(placed: PlacedAd, design: Design) -> list[Finding]:
    """A file whose shape differs from what was booked; it is centred, never scaled out of
    proportion.  A picture that is enlarged too far.
    """
    file, (wide, deep) = placed.ad.file, _space(placed, design)
    width, height = (file.width, file.height) if file.width else map(float, file.pixels)
    if file.fault or not width or not height or placed.half == "right":
        return []
    scale = min(wide / width, deep / height)
    if not file.width:  # a picture takes the size that was booked
        coarse = _coarse(placed, scale, design.weights.good_ppi)
        if abs((width / height) / (wide / deep) - 1) < SIZE_SLACK:
            return coarse
        return [*coarse, _odd(placed, "has another shape", (wide, deep), "it is centred")]
    if abs(width / wide - 1) < SIZE_SLACK and abs(height / deep - 1) < SIZE_SLACK:
        return []
    smaller = scale < 1 - SIZE_SLACK
    done = f"it is set at {scale:.0%} and centred" if smaller else "it is centred"
    return [_odd(placed, f"is {_millimetres(width, height)}", (wide, deep), done)]


def _space(placed: PlacedAd, design: Design) -> tuple[float, float]:
    """Points that the file has; a panorama's runs across the fold, from outer margin to outer
    margin."""
    grid = design.grid
    wide = placed.rect.width
    if placed.half:
        wide = grid.trim.width - grid.type_area.x + grid.type_area.right
    return wide, placed.rect.height


def _odd(placed: PlacedAd, what: str, space: tuple[float, float], done: str) -> Finding:
    booking, name = placed.ad.booking, placed.ad.file.name
    fact = f"{booking}: {name} {what}, {_millimetres(*space)} is booked; {done}"
    return _told("ad.size", fact, "ask for the size that was booked", placed.ad)


def _millimetres(width: float, height: float) -> str:
    return f"{to_mm(width):.0f} x {to_mm(height):.0f} mm"


def _coarse(placed: PlacedAd, scale: float, needed: float) -> list[Finding]:
    """A picture that is enlarged too far; scale: points a pixel, needed: pixels an inch."""
    ppi = round(72 / scale)
    if ppi >= needed:
        return []
    fact = (
        f"{placed.ad.booking}: {placed.ad.file.name} prints at {ppi} pixels an inch, "
        f"{needed:.0f} are needed"
    )
    remedy = "ask for a larger file, or book a smaller size"
    return [_told("ad.resolution", fact, remedy, placed.ad)]
