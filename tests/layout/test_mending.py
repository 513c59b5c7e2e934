"""Pages mended by exchanges; their cost is made up, so that it is known what is best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from layout_samples import bare_item, layout, load

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.design.weights import Weights
from epaper.layout.edition.assign import PILE, Load, Objections, PageRoom, assignment_of
from epaper.layout.edition.draft import Desk, Draft
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.exchanges import exchanges, least
from epaper.layout.edition.mending import (
    FIRST_TRIES,
    HARD_TRIES,
    MOST_VERY_ILL,
    TRIES,
    mended,
    urgent_first,
)
from epaper.layout.edition.placed_ad import PlacedAd
from epaper.layout.edition.resorts import (
    COARSE,
    STRETCH,
    all_filled,
    polished,
    stretched,
    with_waiting,
)
from epaper.layout.edition.roles import Casting
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.page import PageLayout
from epaper.layout.search.searchers import Task
from epaper.model.advertisement import AdFile, Advertisement

ROOM = 100.0
Price = Callable[[Sequence[str], Task], "PageLayout | None"]


@dataclass
class MadeUp:
    """In the place of the searchers: a page's layout by the keys of its items."""

    price: Price
    asked: list[Task] = field(default_factory=list)

    def run(self, tasks: Sequence[Task]) -> list[PageLayout | None]:
        self.asked += tasks
        return [self.price([role.name for role in task.items], task) for task in tasks]


def desk_of(loads: Sequence[Load], price: Price, design: Design) -> Desk:
    items = {one.key: bare_item(one.key) for one in loads}
    return Desk(Casting(items, design), MadeUp(price))  # type: ignore[arg-type]


def draft_of(pages: dict[int, list[Load]], layouts: dict[int, PageLayout | None]) -> Draft:
    rooms = {number: PageRoom(number, ROOM) for number in layouts}
    sections = {one.section for loads in pages.values() for one in loads}
    objections = Objections(
        rooms=rooms,
        reach=dict.fromkeys(sections, frozenset(rooms)),
        target=dict.fromkeys(rooms, ROOM),
        weights=Weights(),
    )
    shared = assignment_of(objections, [(x, number) for number, xs in pages.items() for x in xs])
    return Draft(shared, layouts, dict.fromkeys(layouts, Hole(0, (90,) * 5, 2)))


def keys(draft: Draft, number: int) -> list[str]:
    return sorted(one.key for one in draft.loads(number))


def exactly(wanted: Sequence[str], cost: float = 50.0) -> Price:
    """Pages that hold one of the wanted items are good, others cannot be filled."""
    return lambda names, _task: layout(cost) if set(names) & set(wanted) else None


def test_an_exchange_fills_a_page(design: Design) -> None:
    loads = [load(n) for n in range(4)]
    draft = draft_of({3: loads[:2], 4: loads[2:]}, {3: None, 4: layout(60.0)})
    desk = desk_of(loads, exactly(["item-02", "item-03"]), design)
    after = mended(draft, desk, may_hold=False)
    assert after.layouts == {3: layout(50.0), 4: layout(50.0)}
    assert len({"item-02", "item-03"} & set(keys(after, 3))) == 1
    assert sorted(keys(after, 3) + keys(after, 4)) == [one.key for one in loads]


def test_good_pages_are_left_alone(design: Design) -> None:
    loads = [load(n) for n in range(4)]
    draft = draft_of({3: loads[:2], 4: loads[2:]}, {3: layout(60.0), 4: layout(60.0)})
    desk = desk_of(loads, lambda _names, _task: layout(1.0), design)
    assert mended(draft, desk, may_hold=False) is draft


def test_no_exchange_that_makes_the_other_page_worse_by_more(design: Design) -> None:
    loads = [load(n) for n in range(2)]
    draft = draft_of({3: loads[:1], 4: loads[1:]}, {3: layout(200.0), 4: layout(60.0)})

    def price(names: Sequence[str], _task: Task) -> PageLayout:
        return layout(100.0 if names == ["item-01"] else 300.0)

    assert mended(draft, desk_of(loads, price, design), may_hold=False) is draft


def test_a_page_is_never_left_without_news(design: Design) -> None:
    loads = [load(n) for n in range(2)]
    draft = draft_of({3: loads[:1], 4: loads[1:]}, {3: None, 4: layout(200.0)})
    desk = desk_of(loads, lambda names, _task: layout(0.0) if len(names) != 1 else None, design)
    assert mended(draft, desk, may_hold=False) is draft


def test_a_held_story_mends_a_page_only_where_stories_may_wait(design: Design) -> None:
    loads = [load(0), load(1), load(9)]
    draft = draft_of({3: loads[:2], PILE: loads[2:]}, {3: None})
    desk = desk_of(loads, exactly(["item-09"]), design)
    assert mended(draft, desk, may_hold=False) is draft
    after = mended(draft, desk, may_hold=True)
    assert "item-09" in keys(after, 3)
    assert after.layouts[3] == layout(50.0)


@pytest.mark.parametrize(("cost", "tried"), [(250.0, False), (600.0, True)])
def test_a_very_ill_page_takes_stories_that_wait(cost: float, tried: bool, design: Design) -> None:
    """One that could be a little better leaves them."""
    loads = [load(0), load(1), load(9)]
    draft = draft_of({3: loads[:2], PILE: loads[2:]}, {3: layout(cost)})
    price: Price = lambda names, _task: layout(60.0 if "item-09" in names else cost)  # noqa: E731
    after = mended(draft, desk_of(loads, price, design), may_hold=True)
    assert ("item-09" in keys(after, 3)) is tried


def test_a_very_ill_page_need_not_wait_for_pages_that_are_a_little_ill(design: Design) -> None:
    """In the round in which a usual exchange helps another page, it is tried with all that may."""
    loads = [load(0), load(1), load(2), load(3), load(9)]
    pages = {3: loads[:2], 4: loads[2:4], PILE: loads[4:]}
    draft = draft_of(pages, {3: layout(200.0), 4: layout(600.0)})
    price: Price = lambda names, _task: layout(60.0 if "item-09" in names else 590.0)  # noqa: E731
    after = mended(draft, desk_of(loads, price, design), may_hold=True)
    assert "item-09" in keys(after, 4)


def test_no_story_waits_for_a_page_that_is_a_little_better(design: Design) -> None:
    loads = [load(0), load(1), load(2)]

    def held(before: PageLayout | None, after: float) -> int:
        price: Price = lambda names, _task: layout(after) if len(names) == 2 else before  # noqa: E731
        draft = draft_of({3: loads, PILE: []}, {3: before})
        return len(mended(draft, desk_of(loads, price, design), may_hold=True).loads(PILE))

    assert held(layout(400.0), after=150.0) == 0
    assert held(layout(800.0), after=50.0) == 1
    assert held(None, after=150.0) == 1  # it cannot be filled


def test_the_worst_of_many_very_ill_pages_are_tried_first(design: Design) -> None:
    count = MOST_VERY_ILL + 2
    loads = [load(n) for n in range(count)]
    draft = draft_of(
        {n + 3: [loads[n], load(10 + n)] for n in range(count)} | {PILE: [load(99)]},
        {n + 3: layout(400.0 + n) for n in range(count)},
    )
    every = [one for number in (*draft.numbers, PILE) for one in draft.loads(number)]
    desk = desk_of(every, lambda _names, _task: None, design)
    mended(draft, desk, may_hold=True)
    asked = desk.searchers.asked  # type: ignore[attr-defined]
    with_waiting = [task for task in asked if "item-99" in [role.name for role in task.items]]
    others = {role.name for task in with_waiting for role in task.items} - {"item-99"}
    assert others <= {f"item-{n:02}" for n in (*range(2, count), *range(12, 10 + count))}
    assert others


def test_more_is_tried_only_where_all_is_to_be_tried(design: Design) -> None:
    """For a page that cannot be filled and for a very ill one; a quick round has the usual few."""
    loads = [load(n) for n in range(16)]
    for ill in (None, layout(600.0)):
        draft = draft_of({3: loads[:8], 4: loads[8:]}, {3: ill, 4: layout(60.0)})
        tried = []
        for thorough in (False, True):
            desk = desk_of(loads, lambda _names, _task: None, design)
            mended(draft, desk, may_hold=False, thorough=thorough)
            tried.append(len(desk.searchers.asked))  # type: ignore[attr-defined]
        assert TRIES == tried[0] < tried[1]


def test_more_is_tried_for_a_page_only_where_none_of_the_first_fills_it(design: Design) -> None:
    """The first are those that the assignment minds least."""
    loads = [load(n) for n in range(16)]
    draft = draft_of({3: loads[:8], 4: loads[8:]}, {3: None, 4: layout(60.0)})
    tried = exchanges(draft.shared, 3, 4, most=2)
    ranked = least(tried, len(tried))
    for wanted, most in ((ranked[3], FIRST_TRIES), (ranked[FIRST_TRIES + 9], HARD_TRIES)):
        here = sorted(load.key for load in wanted.after(draft.shared)[0])

        def price(names: Sequence[str], _task: Task, here: list[str] = here) -> PageLayout | None:
            there = sorted({load.key for load in loads} - set(here))
            return layout(50.0) if sorted(names) in (here, there) else None

        desk = desk_of(loads, price, design)
        after = mended(draft, desk, may_hold=False)
        assert keys(after, 3) == here
        asked = desk.searchers.asked  # type: ignore[attr-defined]
        assert len(asked) == most + 1  # once the other page


def test_what_the_editor_pinned_stays(design: Design) -> None:
    loads = [load(0, page=3), load(1, page=4)]
    draft = draft_of({3: loads[:1], 4: loads[1:]}, {3: None, 4: None})
    desk = desk_of(loads, lambda _names, _task: layout(0.0), design)
    assert mended(draft, desk, may_hold=True) is draft


def test_an_urgent_story_that_waits_takes_a_place(design: Design) -> None:
    loads = [load(0, 50.0, urgency=8), load(1, 50.0, urgency=8), load(9, 50.0, urgency=1)]
    draft = draft_of({3: loads[:2], PILE: loads[2:]}, {3: layout(60.0)})
    desk = desk_of(loads, lambda _names, _task: layout(60.0), design)
    after = urgent_first(draft, desk)
    assert "item-09" in keys(after, 3)
    assert len(keys(after, PILE)) == 1


def test_it_takes_none_where_the_page_could_not_be_filled(design: Design) -> None:
    loads = [load(0, 50.0, urgency=8), load(1, 50.0, urgency=8), load(9, 50.0, urgency=1)]
    draft = draft_of({3: loads[:2], PILE: loads[2:]}, {3: layout(60.0)})
    desk = desk_of(loads, exactly(["item-00", "item-01"], 60.0), design)
    without = desk_of(loads, lambda _names, _task: None, design)
    assert urgent_first(draft, without) is draft
    assert keys(urgent_first(draft, desk), PILE) in (["item-00"], ["item-01"])


def test_pages_that_cannot_be_filled_are_relaxed(design: Design) -> None:
    loads = [load(0), load(1)]
    draft = draft_of({3: loads}, {3: None})
    desk = desk_of(loads, lambda _names, task: layout(9.0) if task.relaxed else None, design)
    after = all_filled(draft, desk)
    assert after.layouts[3] == layout(9.0)
    assert keys(after, 3) == ["item-00", "item-01"]


def test_else_their_least_story_waits_and_what_must_run_stays(design: Design) -> None:
    loads = [load(0, urgency=8, must_run=True), load(1, urgency=7), load(2, urgency=2)]
    draft = draft_of({3: loads}, {3: None})
    desk = desk_of(loads, lambda names, _task: layout(9.0) if len(names) == 2 else None, design)
    after = all_filled(draft, desk)
    assert keys(after, PILE) == ["item-01"]
    assert after.layouts[3] == layout(9.0)


def test_a_story_that_waits_comes_to_a_page_of_any_section_that_pictures_fill(
    design: Design,
) -> None:
    loads = [load(0, 50.0), load(9, 30.0, section=4), load(8, 80.0)]
    draft = draft_of({3: loads[:1], PILE: loads[1:]}, {3: layout(60.0)})
    able = desk_of(loads, lambda _names, _task: layout(60.0), design)
    after = with_waiting(draft, able)
    assert keys(after, 3) == ["item-00", "item-09"]
    assert keys(after, PILE) == ["item-08"]  # for which there is no room
    unable = desk_of(loads, lambda _names, _task: None, design)
    assert with_waiting(draft, unable) is draft
    dear = desk_of(loads, lambda _names, _task: layout(5000.0), design)
    assert with_waiting(draft, dear) is draft


def test_none_comes_to_a_page_whose_own_stories_ask_for_all_of_it(design: Design) -> None:
    loads = [load(0, 95.0), load(9, 4.0)]
    draft = draft_of({3: loads[:1], PILE: loads[1:]}, {3: layout(60.0)})
    assert with_waiting(draft, desk_of(loads, lambda _n, _t: layout(1.0), design)) is draft


def test_polishing_never_makes_a_page_worse(design: Design) -> None:
    loads = [load(0), load(1)]
    draft = draft_of({3: loads[:1], 4: loads[1:]}, {3: layout(50.0), 4: layout(50.0)})

    def price(names: Sequence[str], _task: Task) -> PageLayout:
        return layout(40.0 if names == ["item-00"] else 60.0)

    assert polished(draft, desk_of(loads, price, design)).layouts == {
        3: layout(40.0),
        4: layout(50.0),
    }


def test_polishing_gives_up_no_full_place(design: Design) -> None:
    """An empty one would have the paper's own advertisement."""
    loads = [load(0)]
    empty = replace(layout(10.0), free=(Region(0, 50, 5, 40),))
    draft = draft_of({3: loads}, {3: layout(50.0)})
    assert polished(draft, desk_of(loads, lambda *_: empty, design)).layouts[3] == layout(50.0)
    before = draft_of({3: loads}, {3: replace(empty, cost=20.0)})
    assert polished(before, desk_of(loads, lambda *_: empty, design)).layouts[3] == empty


def test_a_thorough_search_is_as_the_design_says(design: Design) -> None:
    loads = [load(0)]
    desk = desk_of(loads, lambda _names, _task: layout(1.0), design)
    polished(draft_of({3: loads}, {3: layout(50.0)}), desk)
    assert [task.effort for task in desk.searchers.asked] == [design.effort]  # type: ignore[attr-defined]


@pytest.fixture
def thin(design: Design) -> Dummy:
    """A page whose foot is the paper's own plain advertisement."""
    own = Advertisement("house 1", "The Test", AdFile(Path(), ""), columns=5, depth=300, house=True)
    placed = PlacedAd(own, 0, 62, design.grid.columns, 30, Rect(0, 0, 1, 1))
    return Dummy({3: (placed,)}, {3: (60,) * design.grid.columns})


def test_an_own_advertisement_follows_the_news(design: Design, thin: Dummy) -> None:
    loads = [load(0)]
    hole = thin.hole(3, 0, design)
    draft = replace(draft_of({3: loads}, {3: None}), holes={3: hole})

    def price(_names: Sequence[str], task: Task) -> PageLayout | None:
        return layout(30.0) if task.hole.depths[0] == hole.depths[0] - 7 else None

    final = stretched(draft, desk_of(loads, price, design), thin)
    assert final.by == {3: 7}
    assert final.draft.layouts[3] == layout(30.0)
    assert set(final.draft.holes[3].depths) == {hole.depths[0] - 7}


def test_it_is_tried_at_every_line_only_near_the_best(design: Design, thin: Dummy) -> None:
    """As good as all lines, where pages are the worse the further they are from the best."""
    loads = [load(0)]
    hole = thin.hole(3, 0, design)
    draft = replace(draft_of({3: loads}, {3: None}), holes={3: hole})

    def price(_names: Sequence[str], task: Task) -> PageLayout | None:
        off = abs(hole.depths[0] - task.hole.depths[0] - 13)
        return layout(30.0 + 10.0 * off) if off < COARSE else None

    desk = desk_of(loads, price, design)
    final = stretched(draft, desk, thin)
    assert final.by == {3: 13}
    assert final.draft.layouts[3] == layout(30.0)
    tried = [task.hole.depths for task in desk.searchers.asked]  # type: ignore[attr-defined]
    assert len(tried) == len(set(tried)) < len(STRETCH) / 2


def test_it_stays_where_that_helps_nothing(design: Design, thin: Dummy) -> None:
    loads = [load(0)]
    draft = replace(draft_of({3: loads}, {3: layout(30.0)}), holes={3: thin.hole(3, 0, design)})
    final = stretched(draft, desk_of(loads, lambda _names, _task: layout(29.0), design), thin)
    assert final.by == {}
    assert final.draft == draft


# -- exchanges -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("most", "count"), [(1, 3 * 3 - 1), (2, 4 * 4 - 1)])
def test_the_drift_of_an_exchange_is_what_it_adds(design: Design, most: int, count: int) -> None:
    loads = [load(0, 30.0), load(1, 40.0, group="fire"), load(2, 50.0), load(3, 20.0, group="fire")]
    draft = draft_of({3: loads[:2], 4: loads[2:]}, {3: None, 4: None})
    shared = draft.shared

    def total(pages: Sequence[int]) -> float:
        return sum(shared.objections.page(n, state.tally(n)) for n in pages) + state.torn(
            loads, state.homes
        )

    state = shared
    before = total((3, 4))
    made = exchanges(shared, 3, 4, most=most)
    assert len(made) == count
    for one in made:
        state = one.made(shared)
        assert total((3, 4)) - before == pytest.approx(one.drift)
        assert state.pages[3] == one.after(shared)[0]


def test_the_least_are_the_first_of_all_in_order(design: Design) -> None:
    loads = [load(n, 30.0 + n % 3) for n in range(8)]
    shared = draft_of({3: loads[:4], 4: loads[4:]}, {3: None, 4: None}).shared
    made = exchanges(shared, 3, 4, most=2)
    every = sorted(made, key=lambda one: (one.drift, one.b, one.keys))
    for most in (1, 7, len(every) + 1):
        assert least(made, most) == every[:most]
        assert least(made[::-1], most) == every[:most]
        swaps = [one for one in every if one.coming]
        assert least(made, most, lambda one: bool(one.coming)) == swaps[:most]


def test_an_exchange_leaves_the_assignment_as_it_was(design: Design) -> None:
    loads = [load(0), load(1)]
    shared = draft_of({3: loads[:1], 4: loads[1:]}, {3: None, 4: None}).shared
    one = exchanges(shared, 3, 4)[0]
    after = one.made(shared)
    assert shared.homes == {"item-00": 3, "item-01": 4}
    assert after is not shared
    assert set(after.homes) == set(shared.homes)


def test_exchanges_are_priced_anew_when_what_belongs_to_them_has_moved(design: Design) -> None:
    fire = [load(n, 30.0, group="fire") for n in (0, 1)]
    loads = {3: fire[:1], 4: [load(2, 30.0)], 5: fire[1:], 6: [load(3, 30.0)]}
    shared = draft_of(loads, dict.fromkeys(loads)).shared
    assert exchanges(shared, 3, 4) is exchanges(shared, 3, 4)
    moved = next(one for one in exchanges(shared, 5, 6) if not one.coming).made(shared)
    again = next(one for one in exchanges(moved, 4, 5) if one.going and not one.coming)
    assert again not in exchanges(shared, 4, 5)
    alone = replace(moved, objections=replace(moved.objections, priced={}))
    for a, b in ((3, 4), (3, 6), (4, 5)):
        assert exchanges(moved, a, b) == exchanges(alone, a, b)
