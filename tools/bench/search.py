"""The page search by itself: cost and time a page after 1 to 2,000 orders, on one core."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from pathlib import Path

from epaper.build import Request, planned
from epaper.layout.search import PageSearch

STEPS = (1, 10, 50, 200)
REFERENCE = 2000
SAMPLE = 3  # pages that the reference is run on


def search_lines(place: Path, date: str) -> Iterator[str]:
    """Lines to print for the day in `place`/editions; items are measured anew for each run."""
    request = Request(datetime.date.fromisoformat(date), place / "editions")
    found_plan = planned(request)
    plan, shaper = found_plan.plan, found_plan.shaper
    default = shaper.design.effort
    pages = [page for page in plan.pages if page.number > 1][:12]
    for page in pages:  # the items' tables, which every search needs, are made once
        PageSearch(page.items, page.hole, shaper).run(1, 0)
    costs: dict[int, list[float]] = {}
    for effort in sorted({*STEPS, default}):
        start = time.process_time()
        found = [PageSearch(page.items, page.hole, shaper).run(effort, 0) for page in pages]
        took = (time.process_time() - start) / len(pages)
        costs[effort] = [layout.cost for layout in found if layout]
        name = " (the default)" if effort == default else ""
        yield f"  {effort:5} orders: cost {sum(costs[effort]) / len(pages):7.1f} a page, {took:.3f} s a page{name}"
    sample = pages[:SAMPLE]
    best = [PageSearch(page.items, page.hole, shaper).run(REFERENCE, 0) for page in sample]
    reference = sum(layout.cost for layout in best if layout)
    ours = sum(costs[default][:SAMPLE])
    bound = sum(layout.bound for layout in best if layout)
    yield (
        f"  {REFERENCE:5} orders on {SAMPLE} pages: cost {reference / SAMPLE:.1f} a page; the default is "
        f"{ours / reference - 1:.0%} above it, the lower bound {bound / SAMPLE:.1f}"
    )
