"""Two pages of the sample day, pressed; ways to spoil one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from epaper.issue.issue import Issue
from epaper.model.press import PressSettings
from epaper.page.marks import GlyphRun
from epaper.page.page import Page
from epaper.resources import shipped
from epaper.sinks.press.printing import PressPass
from epaper.sources.press import find_press
from epaper.work.step import Works
from epaper.work.store import Store

# how large a picture runs is the layout's matter, not the press pass's
SHOP = replace(
    find_press("indian-coldset-broadsheet", shipped("layouts") / "press"), picture_ppi_error=50
)
DATE = "20261123"


def press_of(
    issue: Issue, cache: Path, shop: PressSettings = SHOP, **settings: object
) -> PressPass:
    return PressPass(issue, replace(shop, **settings), Works(Store(cache), 1))  # type: ignore[arg-type]


def two_pages(sample: Issue, spoilt: int = 0) -> Issue:
    """Pages 1 and 2; `spoilt`: on that page a word stands 2 pt from the trim."""
    pages = [near_trim(page) if page.number == spoilt else page for page in sample.pages[:2]]
    return replace(sample, pages=tuple(pages))


def near_trim(page: Page) -> Page:
    at = next(
        n for n, m in enumerate(page.marks) if isinstance(m, GlyphRun) and m.colour == "black"
    )
    run = page.marks[at]
    assert isinstance(run, GlyphRun)
    marks = (*page.marks[:at], replace(run, x=2.0), *page.marks[at + 1 :])
    return replace(page, marks=marks)
