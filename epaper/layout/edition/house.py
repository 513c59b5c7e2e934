"""The paper's own advertisements, booked where the day's news is too thin for its pages.

They run last: what news and paid advertisements leave is first taken up by larger pictures; only
what is more than that is booked, the paper's own files first, then plain ones with its name.  Whole
pages are given up only where news would take too little of every page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from epaper.layout.design.reader import Design
from epaper.layout.edition.dummy import size_of
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import Edition

GIVE = 0.05  # share of a page that stories can grow by: larger pictures and headlines
NO_OWN = 1e9  # books none
MORE, MOST = (
    0.06,
    0.25,
)  # a next try, where stories found no room beside what was booked, and the last
LEAST_NEWS = 0.8  # of a page that takes news at all
LEAST, USUAL, MOST_SHARE = 0.1, 0.4, 0.6  # of a page's depth that one over all its columns takes


def house_ads(
    need: float,
    rooms: Mapping[int, float],
    stories: int,
    edition: Edition,
    design: Design,
    give: float = GIVE,
) -> tuple[Advertisement, ...]:
    """What to book so that the news fills the rest; nothing on a full day.

    need: columns x lines that the stories inside ask for; rooms: likewise what each page has for
    them.
    """
    grid = design.grid
    page = float(grid.columns * (grid.lines + grid.gap))
    over = sum(rooms.values()) - need * (1 + give)
    if over <= 0 or not rooms:
        return ()
    found: list[Advertisement] = []
    own = [
        ad
        for ad in edition.advertisements
        if ad.house and not ad.file.fault and ad.size != "panorama"
    ]
    for ad in sorted(own, key=lambda ad: (-math.prod(size_of(ad, design)), ad.booking)):
        columns, lines = size_of(ad, design)
        area = columns * (lines + grid.gap)
        if area <= over:
            over -= area
            found.append(ad)
    mean = sum(rooms.values()) / len(rooms)
    used = min(max(1, math.ceil(need / (LEAST_NEWS * mean))), max(1, stories), len(rooms))
    for _ in range(len(rooms) - used):
        if over >= page:
            over -= page
            found.append(_plain(len(found), grid.lines, edition, design))
    # what is left, over all columns at the foot of some pages
    strips = min(used, math.ceil(over / (page * USUAL))) if over >= page * LEAST else 0
    for _ in range(strips):
        lines = math.floor(min(over / strips / page, MOST_SHARE) * grid.lines)
        found.append(_plain(len(found), lines, edition, design))
    return tuple(found)


def _plain(number: int, lines: int, edition: Edition, design: Design) -> Advertisement:
    """The paper's name over all columns, of whole lines of the grid."""
    size = "full page" if lines >= design.grid.lines else ""
    columns, depth = (0, 0.0) if size else (design.grid.columns, lines * design.grid.leading)
    nothing = AdFile(Path(), "")
    return Advertisement(
        f"house {number + 1}", edition.publication.name, nothing, size, columns, depth, house=True
    )
