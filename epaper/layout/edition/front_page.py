"""The front page searched: of all that may stand on it, what makes the best page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.errors import LayoutError
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.edition.standing import FRONT_MOST, Matter
from epaper.layout.edition.tries import FrontTry
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout, empty_places
from epaper.layout.search.searchers import Role, Searchers, Stock, Task

FRONT_EFFORT = 6  # orders tried for each front page; the design says how many for the one chosen
GOOD_FRONT = 150.0  # cost at which no shorter front page is tried
STANDING_PRICE = 15.0  # of standing matter on the front page
FULL, LOOSE, EMPTY = "full", "loose", "empty"  # how a page may be filled
NO_MATTER = Matter()


def search_front(
    rounds: Sequence[Sequence[FrontTry]],
    hole: Hole,
    fitter: Copyfitter,
    jobs: int,
    matter: Matter = NO_MATTER,
) -> tuple[PlannedPage, FrontTry]:
    """The front page, and the try that it came of; where news cannot fill it, `matter` stands
    beside the news, and before an empty place.  Raises LayoutError where none can be made."""
    filled = _with_matter(rounds, matter)
    items = [item for tries in (*rounds, *filled) for one in tries for item in one.fronts]
    stock = Stock({item.copy.digest: item for item in items}, fitter)
    bare, full = _bare(rounds), _bare(filled)
    ways = [(rounds, FULL), (filled, FULL), (rounds, LOOSE), (bare, FULL), (full, FULL)]
    ways += [(bare, LOOSE), (filled, LOOSE), (full, LOOSE)]
    ways += [(some, EMPTY) for some in (filled, full, rounds, bare)]
    with Searchers(stock, jobs) as searchers:
        tried = (_best(some, hole, searchers, how) for some, how in ways)
        chosen = next((one for one in tried if one is not None), None)
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
    rounds: Sequence[Sequence[FrontTry]], hole: Hole, searchers: Searchers, how: str
) -> tuple[PageLayout, FrontTry, Task] | None:
    """The best of the first rounds that have a good one; with more jumps only where there is no
    other.  how: FULL, LOOSE with white at the foot of legs, EMPTY with a place that nothing
    fills."""
    for last in (False, True):
        best: tuple[PageLayout, FrontTry, Task] | None = None
        least = float("inf")
        for tries in rounds:
            here = [one for one in tries if one.last is last]
            tasks = [Task(_roles(one.fronts), hole, FRONT_EFFORT, how != FULL) for one in here]
            for one, task, layout in zip(here, tasks, searchers.run(tasks), strict=True):
                if layout is None or (how != EMPTY and empty_places(layout)):
                    continue
                if layout.cost + one.price < least:
                    least, best = layout.cost + one.price, (layout, one, task)
            if least < GOOD_FRONT:
                break
        if best:
            return best
    return None


def _with_matter(rounds: Sequence[Sequence[FrontTry]], matter: Matter) -> list[list[FrontTry]]:
    """The same with a few items of standing matter, those that are next in turn."""
    few = matter.items[:FRONT_MOST]
    sets = [
        tuple(sizes[0 if small else -1] for sizes in few[:count])
        for count in range(1, len(few) + 1)
        for small in (True, False)
    ]
    return [
        [
            replace(one, fronts=(*one.fronts, *some), price=one.price + STANDING_PRICE * len(some))
            for one in tries
            if not one.last
        ]
        for some in dict.fromkeys(sets)
        for tries in rounds
    ]


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
