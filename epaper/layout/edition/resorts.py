"""What is done to the pages once stories have been exchanged: last resorts for those that cannot be
filled, a thorough search, and the paper's own advertisements made to fit."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.layout.edition.assign import PILE
from epaper.layout.edition.draft import WIDE_LEAD, Desk, Draft
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.exchanges import Exchange
from epaper.layout.edition.mending import LEAST_GAIN
from epaper.layout.measure.copy import Item
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout, empty_area, gives_up, shown
from epaper.layout.search.searchers import Task

STRETCH = tuple(range(-24, 81))  # lines by which the paper's own advertisement may be deeper
OWN_LINE = 0.5  # what a line of one column more of it costs: pictures are larger before
COARSE = 4  # lines: its steps; every line only near the best where the page could not be filled
MOST_FILLING, MOST_TRIALS = 3, 20  # items of standing matter that fill a page; sets of them tried
ROOMY = 0.9  # of a page's room: one of which its stories ask for no more may have guests
MOST_GUESTS, FEW_WAITING = 3, 5  # that come to it at once; stories of which they are chosen
LEAST_OWN, LEAST_NEWS = 10, 5  # lines of it, and of the news above it
NOTHING_DONE: Mapping[int, PageLayout | None] = {}


_Stretch = tuple[float, int, Draft]  # its price, the lines, and the page with it


@dataclass(frozen=True, slots=True)
class Stretched:
    """A draft, and the lines by which the paper's own advertisement is deeper, by page."""

    draft: Draft
    by: Mapping[int, int]


def all_filled(draft: Draft, desk: Desk) -> Draft:
    """Pages that still cannot be filled: with standing matter, then with white or a house
    advertisement, else without their least story.
    """
    for number in draft.numbers:
        if draft.is_hard(number) and draft.loads(number):
            draft = _with_standing(draft, desk, number)
        while draft.layouts[number] is None and draft.loads(number):
            relaxed = desk.search([desk.task(draft, number, relaxed=True)])[0]
            draft = draft.with_layout(number, relaxed)
            if relaxed is None:
                draft = _with_standing(draft, desk, number, relaxed=True)
            if draft.layouts[number] is None:
                draft = _without_least(draft, number)
                draft = draft.with_layout(number, desk.search([desk.task(draft, number)])[0])
        draft = _with_news(draft, desk, number)
    return draft


def _with_news(draft: Draft, desk: Desk, number: int) -> Draft:
    """The page with news that waits, instead of the paper's own advertisement, as far as that
    goes."""
    hole, leading = draft.holes[number], desk.casting.design.grid.leading
    while empty := _empty(draft.layouts[number], hole, leading):
        waiting = [load for load in draft.loads(PILE) if not load.standing and not load.page]
        waiting.sort(key=lambda load: (load.urgency, -load.area, load.key))
        trials = [
            Exchange(number, PILE, going=(), coming=(load,), drift=0.0)
            for load in waiting[:MOST_TRIALS]
            if number not in load.off
        ]
        tasks = [desk.trial(draft, number, one.after(draft.shared)[0]) for one in trials]
        layouts = desk.search(replace(task, relaxed=True) for task in tasks)
        better = [
            (_empty(layout, hole, leading), place, layout)
            for place, layout in enumerate(layouts)
            if layout is not None and _empty(layout, hole, leading) < empty
        ]
        if not better:
            break
        _, place, layout = min(better, key=lambda one: one[:2])
        draft = draft.with_exchange(trials[place], {number: layout})
    return draft


def with_waiting(draft: Draft, desk: Desk) -> Draft:
    """Stories that wait, on pages whose own ask for little of them, so that pictures fill the rest:
    of any section, those whose coming serves the paper most, until none does."""
    for number in draft.numbers:
        while trials := _guests(draft, number):
            hard = draft.is_hard(number)
            tasks = [desk.trial(draft, number, one.after(draft.shared)[0]) for one in trials]
            effort = desk.casting.design.effort
            layouts = desk.search(replace(task, relaxed=hard, effort=effort) for task in tasks)
            gains = [
                (draft.cost(number) - layout.cost - one.drift, -place)
                for place, (one, layout) in enumerate(zip(trials, layouts, strict=True))
                if layout is not None and (hard or not layout.relaxed)
            ]
            gain, place = max(gains, default=(0.0, 0))
            if gain <= LEAST_GAIN:
                break
            draft = draft.with_exchange(trials[-place], {number: layouts[-place]})
    return draft


def _guests(draft: Draft, number: int) -> list[Exchange]:
    """Waiting stories, one or several, that may come to a page that has room for them, those first
    that are missed most; each with what it is worth that they wait no longer."""
    objections = draft.shared.objections
    page = objections.rooms[number]
    here = draft.shared.tally(number).area
    if not draft.loads(number) or here > ROOMY * page.room or page.sections & objections.closed:
        return []
    able = [
        load
        for load in draft.loads(PILE)
        if not (load.standing or load.page or load.names or number in load.off)
    ]
    # a page that one section has to itself takes a guest rather than that it waits
    apart = objections.weights.reserved if page.sections else 0.0
    drifts = {
        load.key: max(0.0, objections.own(load, number) - apart) - objections.own(load, PILE)
        for load in able
    }
    able.sort(key=lambda load: (drifts[load.key], load.key))
    some = (
        coming
        for count in range(1, MOST_GUESTS + 1)
        for coming in itertools.combinations(able[:FEW_WAITING], count)
        if here + sum(load.area for load in coming) <= page.room
    )
    return [
        Exchange(
            number, PILE, going=(), coming=coming, drift=sum(drifts[one.key] for one in coming)
        )
        for coming in some
    ]


def _empty(layout: PageLayout | None, hole: Hole, leading: float) -> int:
    """Columns x lines that the paper's own advertisement would take among the news."""
    return empty_area(layout, leading) if layout else hole.area()


def _with_standing(draft: Draft, desk: Desk, number: int, *, relaxed: bool = False) -> Draft:
    """The page with the standing matter that waits and makes the best page of it; as few items as
    fill it.  relaxed: with white or a house advertisement beside them."""
    able = [load for load in draft.loads(PILE) if load.standing and number not in load.off]
    for count in range(1, MOST_FILLING + 1):
        trials = [
            Exchange(number, PILE, going=(), coming=coming, drift=0.0)
            for coming in itertools.islice(itertools.combinations(able, count), MOST_TRIALS)
        ]
        tasks = [desk.trial(draft, number, one.after(draft.shared)[0]) for one in trials]
        layouts = desk.search(replace(task, relaxed=relaxed) for task in tasks)
        full = [
            (layout.cost, place, layout)
            for place, layout in enumerate(layouts)
            if layout is not None and (relaxed or not layout.relaxed)
        ]
        if full:
            _, place, layout = min(full, key=lambda one: one[:2])
            return draft.with_exchange(trials[place], {number: layout})
    return draft


def _without_least(draft: Draft, number: int) -> Draft:
    """The page's least urgent story waits; one that must run only where there is no other."""
    loads = draft.loads(number)
    able = [load for load in loads if not load.must_run] or loads
    least = max(able, key=lambda load: (load.urgency, load.area, load.key))
    exchange = Exchange(number, PILE, going=(least,), coming=(), drift=0.0)
    return draft.with_exchange(exchange, {})


def polished(
    draft: Draft, desk: Desk, done: Mapping[int, PageLayout | None] = NOTHING_DONE
) -> Draft:
    """Each page searched from what it has come to, those that were exchanged with as many orders as
    the others; where the lead came out narrow, pages with a wide one are tried, too: no step from a
    page with a narrow one leads there.

    done: pages as they came of such a search; those that are as they were need no other."""
    todo = [n for n in draft.numbers if n not in done or draft.layouts[n] is not done[n]]
    tasks = [desk.last_task(draft, number) for number in todo]
    draft = _with_better(draft, desk, tasks, todo)
    narrow = [number for number in draft.numbers if _is_narrow(draft, desk, number)]
    return _with_better(draft, desk, [desk.wide_task(draft, number) for number in narrow], narrow)


def _with_better(draft: Draft, desk: Desk, tasks: Sequence[Task], numbers: Sequence[int]) -> Draft:
    """With the layouts that cost no more than those before and give nothing up; numbers: of the
    tasks' pages."""
    leading = desk.casting.design.grid.leading
    for number, layout in zip(numbers, desk.search(tasks), strict=True):
        old = draft.layouts[number]
        if layout is None:
            continue
        if old is not None and (
            layout.cost > old.cost or gives_up(layout, old, _items(draft, desk, number), leading)
        ):
            continue
        draft = draft.with_layout(number, layout)
    return draft


def _items(draft: Draft, desk: Desk, number: int) -> list[Item]:
    """Of a page."""
    return [desk.casting.items[load.key] for load in draft.loads(number)]


def _is_narrow(draft: Draft, desk: Desk, number: int) -> bool:
    """Whether a page's lead stands in fewer columns than a lead should."""
    layout, hole = draft.layouts[number], draft.holes[number]
    if layout is None or hole.columns <= WIDE_LEAD:
        return False
    leads = {role.name for role in desk.roles(draft, number) if role.tier == "lead"}
    return any(one.key in leads and one.shape.columns < WIDE_LEAD for one in layout.placed)


def stretched(draft: Draft, desk: Desk, dummy: Dummy) -> Stretched:
    """Own advertisements made deeper or shallower where that makes the news above them better."""
    lines = {}
    for number in draft.numbers:
        if draft.loads(number) and dummy.elastic(number):
            draft, by = _stretched_page(draft, desk, dummy, number)
            lines[number] = by
    return Stretched(draft, {number: by for number, by in lines.items() if by})


def _stretched_page(draft: Draft, desk: Desk, dummy: Dummy, number: int) -> tuple[Draft, int]:
    own, hole = dummy.elastic(number), draft.holes[number]
    assert own is not None
    hard = draft.is_hard(number)
    able = [
        by for by in STRETCH if own.lines + by >= LEAST_OWN and min(hole.depths) - by >= LEAST_NEWS
    ]
    old, items = draft.layouts[number], _items(draft, desk, number)
    must = frozenset() if hard or old is None else shown(old, items)

    def best_of(steps: Sequence[int], best: _Stretch, relaxed: bool) -> _Stretch:
        task, holes = desk.task(draft, number, relaxed), [_shallower(hole, by) for by in steps]
        layouts = desk.search(replace(task, hole=one) for one in holes)
        for by, one, layout in zip(steps, holes, layouts, strict=True):
            if layout is None or must - shown(layout, items):
                continue
            price = layout.cost + OWN_LINE * hole.columns * max(0, by)
            if price < best[0] - LEAST_GAIN:
                best = (price, by, draft.with_layout(number, layout, one))
        return best

    best: _Stretch = (draft.cost(number), 0, draft)
    for relaxed in (False, True) if hard else (False,):
        best = best_of([by for by in able if by % COARSE == 0], best, relaxed)
        if hard:  # the lines between: near the best, or all of them where no other fills the page
            near = COARSE if best[1] else len(STRETCH)
            between = [by for by in able if by % COARSE and abs(by - best[1]) < near]
            best = best_of(between, best, relaxed)
        if best[1]:
            break
    return best[2], best[1]


def _shallower(hole: Hole, by: int) -> Hole:
    return replace(hole, depths=tuple(depth - by for depth in hole.depths))
