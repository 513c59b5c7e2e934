"""The paper's own advertisements, booked where the day's news is too thin for its pages.

They run last: what news and paid advertisements leave is first taken up by larger pictures; only
what is more than that is booked, the paper's own files first, then plain ones with its name.  Whole
pages are given up only where news would take too little of every page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from epaper.layout.design.reader import Design
from epaper.layout.edition.ad_size import size_of
from epaper.model.advertisement import PANORAMA, AdFile, Advertisement
from epaper.model.edition import Edition

PLAIN = "house "  # and a number: how a plain one is booked
GIVE = 0.05  # share of a page that stories can grow by: larger pictures and headlines
# a next try, where stories found no room beside what was booked, is so much more than twice the
# last; from MOST_GIVE on none is booked.  Each try lays all inside pages out again.
MORE_GIVE, MOST_GIVE = 0.01, 0.2
NO_OWN = 1e9  # books none
ROOMY = 0.6  # of a page: where less is free, no strip stands under it
MOST_GROWN = 0.05  # more of all pages: larger pictures take up so much, and nothing is booked
LEAST_NEWS = 0.6  # of a page that takes news at all
# of a page that is left and is booked, of a page's depth that one over all its columns takes
LEAST_DEPTH, MOST_DEPTH = 0.1, 0.6


def more_give(give: float) -> float:
    """The next share to try; at last the one that books none."""
    return 2 * give + MORE_GIVE if give < MOST_GIVE else NO_OWN


def house_ads(
    need: float,
    rooms: Mapping[int, float],
    stories: int,
    edition: Edition,
    design: Design,
    *,
    parts: int = 0,
    give: float = GIVE,
) -> tuple[Advertisement, ...]:
    """What to book so that the news fills the rest; nothing on a full day.

    stories: how many there are inside; parts: of the story that has most, a page each;
    need: columns x lines that the stories inside ask for; rooms: likewise what each page has for
    them.
    """
    over = sum(rooms.values()) - need * (1 + give)
    if over <= 0 or not rooms:
        return ()
    grid = design.grid
    page = float(grid.columns * (grid.lines + grid.gap))
    booked, over = _own_files(edition, design, over)
    mean = sum(rooms.values()) / len(rooms)
    used = min(max(1, math.ceil(need / (LEAST_NEWS * mean))), max(1, stories), len(rooms))
    used = min(max(used, parts), len(rooms))
    for _ in range(len(rooms) - used):
        if over >= page:
            over -= page
            booked.append(plain_house(len(booked), grid.lines, edition, design))
    if over < max(page * LEAST_DEPTH, sum(rooms.values()) * MOST_GROWN):
        return tuple(booked)
    # what is left, over all columns at the foot of pages: a strip on each as far as that goes
    strip = size_of(replace(plain_house(0, 1, edition, design), size="strip"), design)[1]
    wide = max(1, sum(room >= ROOMY * page for room in rooms.values()))
    strips = min(used, wide, math.ceil(over / (grid.columns * (strip + grid.gap))))
    for _ in range(strips):
        lines = math.floor(min(over / strips / page, MOST_DEPTH) * grid.lines)
        booked.append(plain_house(len(booked), lines, edition, design))
    return tuple(booked)


def _own_files(edition: Edition, design: Design, over: float) -> tuple[list[Advertisement], float]:
    """The paper's own files, the largest first, and what is over beside them."""
    able = [
        ad
        for ad in edition.advertisements
        if ad.house and not ad.file.fault and ad.size != PANORAMA
    ]
    booked = []
    for ad in sorted(able, key=lambda ad: (-math.prod(size_of(ad, design)), ad.booking)):
        columns, lines = size_of(ad, design)
        area = columns * (lines + design.grid.gap)
        if area <= over:
            over -= area
            booked.append(ad)
    return booked, over


def plain_house(number: int, lines: int, edition: Edition, design: Design) -> Advertisement:
    """The paper's name over all columns, of whole lines of the grid."""
    whole = lines >= design.grid.lines
    return Advertisement(
        booking=f"{PLAIN}{number + 1}",
        advertiser=edition.publication.name,
        file=AdFile(Path(), ""),
        size="full page" if whole else "",
        columns=0 if whole else design.grid.columns,
        depth=0.0 if whole else lines * design.grid.leading,
        house=True,
    )
