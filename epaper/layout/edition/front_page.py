"""The front page searched: of all that may stand on it, what makes the best page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from epaper.errors import LayoutError
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.edition.standing import FRONT_FEW, FRONT_MOST, Matter
from epaper.layout.edition.tries import FrontTry
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.page import PageLayout, empty_area, empty_places, gives_up
from epaper.layout.search.searchers import Role, Searchers, Stock, Task

FRONT_EFFORT = 6  # orders tried for each front page; the design says how many for the one chosen
GOOD_FRONT = 165.0  # cost at which no shorter front page is tried
FRONT_ROUNDS = 3  # of tries that standing matter helps, where the paper has more pages
STANDING_PRICE = 15.0  # of standing matter on the front page
# shares of page 1, where no more can be filled
SHORT = tuple(share / 100 for share in range(95, 5, -5))
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
    ways = [(rounds, False), (filled, False), (rounds, True), (bare, False), (full, False)]
    ways += [(bare, True), (filled, True), (full, True)]
    short = [_shallower(hole, share) for share in SHORT]
    with Searchers(stock, jobs) as searchers:
        tried = (_best(some, hole, searchers, relaxed) for some, relaxed in ways)
        chosen = next((one for one in tried if one is not None), None)
        if chosen is None:  # white at the foot of the page
            over_white = (
                _best(some, less, searchers, relaxed)
                for less in short
                for relaxed in (False, True)
                for some in (filled[::-1], full[::-1], rounds, bare)
            )
            anywhere = (
                _best(some, hole, searchers, relaxed=True, empty=True) for some in (rounds, bare)
            )
            every = itertools.chain(over_white, anywhere)
            chosen = next((one for one in every if one is not None), None)
        if chosen is None:
            raise LayoutError(
                "page 1 cannot be laid out from these stories; give the lead a shorter headline "
                "or a picture"
            )
        layout, one, task = chosen
        # as thoroughly as every other page
        start = None if task.relaxed else tuple(placed.key for placed in layout.placed)
        again = searchers.run([replace(task, effort=fitter.design.effort, start=start)])[0]
    if again and is_better(again, layout, one.fronts, fitter.design.grid.leading):
        layout = again
    return PlannedPage(
        number=1,
        section=one.fronts[0].copy.section,
        items=one.fronts,
        layout=_over_white(layout, task.hole, hole),
        hole=hole,
    ), one


def is_better(new: PageLayout, old: PageLayout, items: Sequence[Item], leading: float) -> bool:
    """A fuller page is, whatever it costs; else one that costs less and gives nothing up."""
    if empty_area(new, leading) < empty_area(old, leading):
        return True
    return new.cost < old.cost and not gives_up(new, old, items, leading)


def _shallower(hole: Hole, share: float) -> Hole:
    """That share of a hole, from its head."""
    deepest = int(max(hole.depths) * share)
    return replace(hole, depths=tuple(min(depth, deepest) for depth in hole.depths))


def _over_white(layout: PageLayout, filled: Hole, whole: Hole) -> PageLayout:
    """The layout of a part of a hole, with what is empty below it."""
    lines = max(whole.depths) - max(filled.depths)
    if not lines:
        return layout
    below = Region(0, whole.top + max(filled.depths), whole.columns, lines)
    return replace(layout, free=(*layout.free, below))


def _best(
    rounds: Sequence[Sequence[FrontTry]],
    hole: Hole,
    searchers: Searchers,
    relaxed: bool,
    *,
    empty: bool = False,
) -> tuple[PageLayout, FrontTry, Task] | None:
    """The best of the first rounds that have a good one; with more jumps only where there is no
    other.  relaxed: with white at the foot of legs; empty: with a place that nothing fills."""
    leading = searchers.stock.fitter.design.grid.leading
    for last in (False, True):
        best: tuple[PageLayout, FrontTry, Task] | None = None
        least = float("inf")
        for tries in rounds:
            here = [one for one in tries if one.last is last]
            tasks = [
                Task(_roles(one.fronts), hole, FRONT_EFFORT, relaxed, page="front") for one in here
            ]
            for one, task, layout in zip(here, tasks, searchers.run(tasks), strict=True):
                if layout is None or (not empty and empty_places(layout, leading)):
                    continue  # the paper's own advertisement would stand there
                if layout.cost + one.price < least:
                    least, best = layout.cost + one.price, (layout, one, task)
            if least < GOOD_FRONT:
                break
        if best:
            return best
    return None


def _with_matter(rounds: Sequence[Sequence[FrontTry]], matter: Matter) -> list[list[FrontTry]]:
    """The same with items of standing matter, those that are next in turn; few ones first."""
    alone = any(not one.rests for tries in rounds for one in tries)  # all may stand on page 1
    few = matter.items[: FRONT_MOST if alone else FRONT_FEW]
    sets = [
        tuple(sizes[0 if small else -1] for sizes in few[:count])
        for count in range(1, len(few) + 1)
        for small in ((True, False) if count <= FRONT_FEW else (False,))
    ]
    if not alone:
        rounds = rounds[:FRONT_ROUNDS]
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
