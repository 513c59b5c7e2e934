"""The paper's own advertisements, booked where the day's news is too thin for its pages.

They run last: what news and paid advertisements leave is first taken up by larger pictures; only what is more than that
is booked, the paper's own files first, then plain ones with its name.  Whole pages are given up only where news would
take too little of every page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from epaper.layout.design import Design
from epaper.layout.dummy import size_of
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import Edition

GIVE = 0.05  # share of a page that stories can grow by: larger pictures and headlines
MORE, MOST = 0.06, 0.25  # a next try, where stories found no room beside what was booked, and the last
LEAST_NEWS = 0.8  # of a page that takes news at all
SIZES = ("half page", "quarter page", "eighth page")


def house_ads(
    need: float, rooms: Mapping[int, float], stories: int, edition: Edition, design: Design, give: float = GIVE
) -> tuple[Advertisement, ...]:
    """What to book so that the news fills the rest; nothing on a full day.

    need: columns x lines that the stories inside ask for; rooms: likewise what each page has for them.
    """
    grid = design.grid
    page = float(grid.columns * (grid.lines + grid.gap))
    over = sum(rooms.values()) - need * (1 + give)
    if over <= 0 or not rooms:
        return ()
    found: list[Advertisement] = []

    def book(ad: Advertisement) -> None:
        nonlocal over
        columns, lines = size_of(ad, design)
        over -= columns * (lines + grid.gap)
        found.append(ad)

    mean = sum(rooms.values()) / len(rooms)
    used = min(max(1, math.ceil(need / (LEAST_NEWS * mean))), max(1, stories), len(rooms))
    own = [ad for ad in edition.advertisements if ad.house and not ad.file.fault]
    for ad in sorted(own, key=lambda ad: (-math.prod(size_of(ad, design)), ad.booking)):
        if _area(ad, design) <= over:
            book(ad)
    for _ in range(len(rooms) - used):
        if over >= page:
            book(_plain(len(found), "full page", edition))
    for size in SIZES:
        ad = _plain(0, size, edition)
        most = math.inf if size == SIZES[-1] else used  # the larger ones: one a page
        count = 0
        while over >= _area(ad, design) * (1.0 if size == SIZES[-1] else 1.3) and count < most:
            book(_plain(len(found), size, edition))
            count += 1
    return tuple(found)


def _area(ad: Advertisement, design: Design) -> float:
    columns, lines = size_of(ad, design)
    return columns * (lines + design.grid.gap)


def _plain(number: int, size: str, edition: Edition) -> Advertisement:
    return Advertisement(
        f"house {number + 1}", edition.publication.name, AdFile(Path(), ""), size, 0, 0.0, house=True
    )  # fmt: skip
