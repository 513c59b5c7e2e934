"""Two small pages in the sample day's faces, to be pressed; a way to spoil one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from epaper.geometry import Size
from epaper.issue.issue import Issue
from epaper.model.press import PressSettings
from epaper.page.marks import GlyphRun
from epaper.page.page import Page
from epaper.resources import shipped
from epaper.sinks.press.printing import PressPass
from epaper.sources.press import find_press
from epaper.work.step import Works
from epaper.work.store import Store

DATE = "20261123"
SIZE = Size(300, 400)
SHOP = replace(find_press("indian-coldset-broadsheet", shipped("layouts") / "press"), trim=SIZE)


def press_of(
    issue: Issue, cache: Path, shop: PressSettings = SHOP, **settings: object
) -> PressPass:
    return PressPass(issue, replace(shop, **settings), Works(Store(cache), 1))  # type: ignore[arg-type]


def two_pages(sample: Issue, spoilt: int = 0) -> Issue:
    """Two small pages of short lines; `spoilt`: on that page one stands 2 pt from the trim."""
    lines = [
        mark
        for page in sample.pages[:2]
        for mark in page.marks
        if isinstance(mark, GlyphRun) and mark.words and 40 < mark.width < 200
    ]
    by_face = {line.face: line for line in lines if line.colour == "black"}
    some = tuple(by_face.values())[:7]  # as many as stand on such a page
    pages = tuple(small_page(number, some, sample) for number in (1, 2))
    changed = [near_trim(page) if page.number == spoilt else page for page in pages]
    return replace(sample, pages=tuple(changed), findings=())


def small_page(number: int, lines: Sequence[GlyphRun], sample: Issue) -> Page:
    marks = [replace(line, x=40, y=60 + 40 * n + number) for n, line in enumerate(lines)]
    return Page(number, SIZE, sample.pages[0].section, tuple(marks))


def near_trim(page: Page) -> Page:
    first, *others = page.marks
    assert isinstance(first, GlyphRun)
    return replace(page, marks=(replace(first, x=2.0), *others))
