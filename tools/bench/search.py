"""The page search by itself: cost and time a page by the number of orders tried, on one core, and a
slow reference.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from pathlib import Path

from epaper.day import open_day
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.engine import plan_day
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.orders import USUAL_MODULES, orders_for
from epaper.layout.search.search import PageSearch
from epaper.paths import DayPaths
from epaper.typeset.typesetter import Typesetter

STEPS = (1, 10, 50, 200)
REFERENCE, SEEDS = (
    2000,
    3,
)  # orders of each of so many searches from different seeds: the best of them
MOST_PAGES = 12
SAMPLE = 4  # crowded pages that the reference is run on


def search_lines(place: Path, date: str) -> Iterator[str]:
    """Lines to print for the day in `place`/editions; items are measured anew for each run."""
    day = open_day(DayPaths(datetime.date.fromisoformat(date), place / "editions"))
    setter = Typesetter(day.book, day.edition.publication.language)
    _, plan = plan_day(day.edition, Copyfitter(day.design, setter))
    fitter = Copyfitter(day.design, setter)
    pages = [page for page in plan.pages if page.number > 1][:MOST_PAGES]
    modules = sorted(len(page.items) for page in pages)
    yield f"  {len(pages)} pages of {modules[0]} to {modules[-1]} modules"
    for effort in STEPS:
        found, seconds = _searched(pages, fitter, effort)
        yield (
            f"  {effort:5} orders: cost {sum(found) / len(pages):7.1f} a page, {seconds:.3f} s a "
            "page"
        )
    usual, seconds = _searched(pages, fitter, 0)
    yield (
        f"  the default ({fitter.design.effort}): cost {sum(usual) / len(pages):7.1f} a page, "
        f"{seconds:.3f} s a page"
    )
    many = modules[-1] > USUAL_MODULES  # the reference of a crowded page takes its time
    sample = pages[:: max(1, len(pages) // SAMPLE)][:SAMPLE] if many else pages
    places = [pages.index(page) for page in sample]
    runs = [_searched(sample, fitter, REFERENCE, seed)[0] for seed in range(SEEDS)]
    reference = sum(map(min, zip(*runs, strict=True)))
    ours = sum(usual[at] for at in places)
    bound = sum(page.layout.bound for page in sample)
    yield (
        f"  {REFERENCE:5} orders from {SEEDS} seeds on {len(sample)} of them: cost "
        f"{reference / len(sample):.1f} a page; "
        f"the default is {ours / reference - 1:.1%} above it, the lower bound "
        f"{bound / len(sample):.1f}"
    )


def _searched(
    pages: list[PlannedPage], fitter: Copyfitter, effort: int, seed: int = 0
) -> tuple[list[float], float]:
    """Cost of each page, and seconds a page; the items' tables, which every search needs, are made
    before.

    effort: orders of the stories; 0 for what a build tries at last, from the page that it has.
    """
    for page in pages:
        PageSearch(page.items, page.hole, fitter).run(1, seed)
    begin = time.process_time()
    found = []
    for page in pages:
        known = [placed.key for placed in page.layout.placed]
        whole = set(known) == {item.key for item in page.items}
        start = None if effort else known if whole else ()
        usual = orders_for(fitter.design.effort, len(page.items))
        search = PageSearch(page.items, page.hole, fitter)
        found.append(search.run(effort or usual, seed, start=start))
    seconds = (time.process_time() - begin) / len(pages)
    return [layout.cost if layout else float("inf") for layout in found], seconds
