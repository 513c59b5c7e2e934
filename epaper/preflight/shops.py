"""What a print shop would refuse of every paper in a layout, known before anything is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from epaper.geometry import Rect, Size
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.press import PressSettings
from epaper.units import counted, to_mm

E, W = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Sheet:
    """Of a layout, what a shop asks of it; `sizes`: points of its styles by name."""

    layout: str
    trim: Size
    type_area: Rect
    sizes: Mapping[str, float]


def check_shop(settings: PressSettings, sheet: Sheet, edition: Edition) -> Iterator[Finding]:
    """Errors: every page would wait.  Warnings: some may."""
    shop = settings.name
    wanted = settings.trim
    if wanted is not None and not settings.takes(sheet.trim):
        yield _told(
            E,
            "press.trim",
            f"{shop} prints pages of {_size(wanted)}, the layout {sheet.layout} has "
            f"{_size(sheet.trim)}",
            "name a shop and a layout of one size",
        )
    yield from _margins(settings, sheet)
    small = {name: size for name, size in sheet.sizes.items() if size < settings.smallest_type}
    for name, size in sorted(small.items()):
        fact = f"style {name} of the layout {sheet.layout} is {size:g} pt"
        least = f"{shop} prints {settings.smallest_type:g} pt at least"
        yield _told(W, "press.type", f"{fact}, {least}", "set it larger")
    yield from _counts(settings, edition)
    for ad in edition.advertisements:
        if ad.colour == "colour" and ad.page and not settings.in_colour(ad.page):
            fact = f"{ad.booking} ({ad.advertiser}) is booked in colour on page {ad.page}"
            yield _told(
                W, "press.colour", f"{fact}, which {shop} prints in black", "book a colour page"
            )


def _margins(settings: PressSettings, sheet: Sheet) -> Iterator[Finding]:
    area, trim = sheet.type_area, sheet.trim
    gaps = {
        "left": area.x,
        "right": trim.width - area.right,
        "upper": area.y,
        "lower": trim.height - area.bottom,
    }
    side = min(gaps, key=lambda name: gaps[name])
    if gaps[side] < settings.type_to_trim - 0.02:
        yield _told(
            E,
            "press.margin",
            f"the {side} margin of the layout {sheet.layout} is {to_mm(gaps[side]):.1f} mm, "
            f"{settings.name} wants type {to_mm(settings.type_to_trim):.1f} mm from the trim",
            "widen it",
        )


def _counts(settings: PressSettings, edition: Edition) -> Iterator[Finding]:
    """The paper's numbers of pages against what the press folds."""
    budget, folds = edition.pages, settings.page_multiple
    able = [n for n in range(budget.least, budget.most + 1) if n % budget.multiple == 0]
    wrong = [n for n in able or [budget.most] if n % folds]
    if not wrong:
        return
    none = len(wrong) == len(able or [budget.most])
    counts = (
        counted(wrong[0], "page") if len(able) < 2 else f"{budget.least} to {budget.most} pages"
    )
    yield _told(
        E if none else W,
        "press.multiple",
        f"{settings.name} folds {folds} pages at a time, the paper has {counts}, "
        f"{budget.multiple} at a time",
        f"write pages: {{multiple: {folds}}} with a least and a most that it divides",
    )


def _told(severity: Severity, rule: str, fact: str, remedy: str) -> Finding:
    return Finding(severity, rule, fact, remedy, file="publication", field="press")


def _size(size: Size) -> str:
    return f"{to_mm(size.width):.4g} x {to_mm(size.height):.4g} mm"
