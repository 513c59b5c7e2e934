"""The front page searched: of all that may stand on it, what makes the best page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.errors import LayoutError
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.edition.tries import FrontTry
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.layout.search.searchers import Role, Searchers, Stock, Task

FRONT_EFFORT = 6  # orders tried for each front page; the design says how many for the one chosen
GOOD_FRONT = 165.0  # cost at which no shorter front page is tried


def search_front(
    rounds: Sequence[Sequence[FrontTry]], hole: Hole, fitter: Copyfitter, jobs: int
) -> tuple[PlannedPage, FrontTry]:
    """The front page, and the try that it came of.  Raises LayoutError where none can be made."""
    items = [item for tries in rounds for one in tries for item in one.fronts]
    stock = Stock({item.copy.digest: item for item in items}, fitter)
    with Searchers(stock, jobs) as searchers:
        chosen = _best(rounds, hole, searchers) or _best(_bare(rounds), hole, searchers)
        if chosen is None:
            raise LayoutError(
                "page 1 cannot be laid out from these stories; give the lead a shorter headline "
                "or a picture"
            )
        layout, one, task = chosen
        # as thoroughly as every other page
        again = searchers.run([replace(task, effort=fitter.design.effort)])[0]
    if again and again.cost < layout.cost:
        layout = again
    return PlannedPage(
        number=1, section=one.fronts[0].copy.section, items=one.fronts, layout=layout, hole=hole
    ), one


def _best(
    rounds: Sequence[Sequence[FrontTry]], hole: Hole, searchers: Searchers
) -> tuple[PageLayout, FrontTry, Task] | None:
    """The best of the first rounds that have a good one; with more jumps, and then with white, only
    where there is no other."""
    for last, relaxed in ((False, False), (True, False), (False, True), (True, True)):
        best: tuple[PageLayout, FrontTry, Task] | None = None
        least = float("inf")
        for tries in rounds:
            here = [one for one in tries if one.last is last]
            tasks = [Task(_roles(one.fronts), hole, FRONT_EFFORT, relaxed, "front") for one in here]
            for one, task, layout in zip(here, tasks, searchers.run(tasks), strict=True):
                if layout and layout.cost + one.price < least:
                    least, best = layout.cost + one.price, (layout, one, task)
            if least < GOOD_FRONT:
                break
        if best:
            return best
    return None


def _bare(rounds: Sequence[Sequence[FrontTry]]) -> list[list[FrontTry]]:
    """The same without pointers to the inside, which a page can do without; those that had any."""
    return [
        [
            replace(one, fronts=tuple(item for item in one.fronts if item.kind != "inside"))
            for one in tries
            if any(item.kind == "inside" for item in one.fronts)
        ]
        for tries in rounds
    ]


def _roles(items: Sequence[Item]) -> tuple[Role, ...]:
    return tuple(Role(item.copy.digest, item.ask.tier, item.ask.shows) for item in items)
