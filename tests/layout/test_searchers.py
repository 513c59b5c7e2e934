"""Pages searched by several processes: the same result as by one, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.edition.front_page import is_better
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.shapes import PicturePlace
from epaper.layout.measure.stories import story_item
from epaper.layout.search import sieve
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.page import PageLayout, empty_places, gives_up, shown
from epaper.layout.search.search import PageSearch, search_page, search_relaxed
from epaper.layout.search.searchers import Role, Searchers, Stock, Task
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter


@pytest.fixture(scope="module")
def stock(book: FontBook, design: Design) -> Stock:
    setter = Typesetter(book, "en-GB")
    items = [story_item(story(n, 70 + 30 * n), design, setter, "minor") for n in range(7)]
    return Stock({item.key: item for item in items}, Copyfitter(design, setter))


@pytest.fixture(scope="module")
def hole(design: Design) -> Hole:
    return Hole(0, (design.grid.lines,) * design.grid.columns, design.grid.gap)


def task_of(stock: Stock, hole: Hole, keys: list[str], lead: str = "", effort: int = 4) -> Task:
    roles = tuple(Role(key, "lead" if key == lead else "minor") for key in keys)
    return Task(roles, hole, effort)


def test_an_item_takes_its_part(stock: Stock) -> None:
    item = stock.item(Role("story-03", "lead", shows=True))
    assert (item.ask.tier, item.ask.shows) == ("lead", True)
    assert item.copy is stock.items["story-03"].copy
    assert stock.item(Role("story-03", "minor")) == stock.items["story-03"]


def test_two_processes_find_what_one_finds(stock: Stock, hole: Hole) -> None:
    names = sorted(stock.items)
    tasks = [task_of(stock, hole, names, lead=name) for name in names[:3]]
    tasks.append(replace(tasks[0], relaxed=True))
    runs = []
    for jobs in (1, 2):
        with Searchers(stock, jobs) as searchers:
            assert len(searchers.workers) == (jobs if jobs > 1 else 0)
            runs.append(searchers.run(tasks))
    assert [one and (one.cost, one.places) for one in runs[0]] == [
        one and (one.cost, one.places) for one in runs[1]
    ]
    assert any(runs[0])


def test_a_task_is_done_once(stock: Stock, hole: Hole, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Task] = []

    def search(self: Stock, task: Task) -> PageLayout | None:
        done.append(task)
        return None

    monkeypatch.setattr(Stock, "search", search)
    task, other = task_of(stock, hole, ["story-01"]), task_of(stock, hole, ["story-02"])
    with Searchers(stock, 1) as searchers:
        assert searchers.run([task, other, task]) == [None, None, None]
        searchers.run([other, task])
    assert done == [task, other]


def test_no_items_or_no_hole_no_page(stock: Stock, hole: Hole) -> None:
    item = stock.items["story-01"]
    none = Hole(0, (0,) * hole.columns, hole.gap)
    for search in (search_page, search_relaxed):
        assert search([], hole, stock.fitter) is None
        assert search([item], none, stock.fitter) is None


def test_more_orders_never_make_a_page_worse(stock: Stock, hole: Hole) -> None:
    items = list(stock.items.values())
    costs = []
    for effort in (1, 4, 16):
        layout = PageSearch(items, hole, stock.fitter).run(effort, 0)
        assert layout is not None
        costs.append(layout.cost)
    assert costs == sorted(costs, reverse=True)


def test_a_page_that_costs_more_than_is_of_use_is_none(stock: Stock, hole: Hole) -> None:
    items = list(stock.items.values())
    layout = PageSearch(items, hole, stock.fitter).run(8, 0)
    assert layout is not None
    under = search_page(items, hole, stock.fitter, 8, limit=layout.bound)
    over = PageSearch(items, hole, stock.fitter).run(8, 0, limit=2 * layout.cost)
    assert under is None
    assert over is not None
    assert over.cost < 2 * layout.cost


def test_a_search_goes_on_from_a_page_and_gives_nothing_up(stock: Stock, hole: Hole) -> None:
    items = list(stock.items.values())
    leading = stock.fitter.design.grid.leading
    for effort in (1, 2, 6):
        first = PageSearch(items, hole, stock.fitter).run(effort, 0)
        assert first is not None
        start = [placed.key for placed in first.placed]
        again = PageSearch(items, hole, stock.fitter).run(effort, 0, start=start)
        assert again is not None
        assert again.cost <= first.cost
        assert shown(again, items) >= shown(first, items)
        assert len(empty_places(again, leading)) <= len(empty_places(first, leading))
        assert {placed.key for placed in again.placed} == set(start)


def test_steps_begin_at_the_known_page_where_a_cheaper_one_shows_less(
    stock: Stock, hole: Hole, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = list(stock.items.values())
    known = PageSearch(items, hole, stock.fitter).solve(items)
    wide = PageSearch(items, hole, stock.fitter).run(6, 0)
    assert known is not None
    assert wide is not None
    assert wide.cost < known.cost
    monkeypatch.setattr("epaper.layout.search.search.gives_up", lambda *_: True)
    start = [item.key for item in items]
    found = PageSearch(items, hole, stock.fitter).run(6, 0, start=start)
    assert found is not None
    assert found.places == known.places


def test_what_a_page_gives_up(stock: Stock, hole: Hole) -> None:
    items, leading = list(stock.items.values()), stock.fitter.design.grid.leading
    found = PageSearch(items, hole, stock.fitter).run(6, 0)
    assert found is not None
    full = replace(found, free=())
    first, *rest = full.placed
    picture = replace(first, shape=replace(first.shape, pictures=(PicturePlace(0, 0, 0, 1, 8, 1),)))
    pictured = replace(full, placed=(picture, *rest))
    two_holes = (Region(0, 0, 1, 20), Region(1, 0, 1, 20))
    emptier, less_empty = replace(full, free=(Region(0, 0, 2, 30),)), replace(full, free=two_holes)
    assert not gives_up(full, full, items, leading)
    assert gives_up(full, pictured, items, leading)
    assert not gives_up(pictured, full, items, leading)
    assert gives_up(emptier, less_empty, items, leading)
    assert not gives_up(less_empty, emptier, items, leading)
    # on page 1 a fuller page, else a cheaper one that gives nothing up
    cheap = replace(full, cost=full.cost - 20)
    assert is_better(cheap, full, items, leading)
    assert not is_better(cheap, pictured, items, leading)
    assert is_better(full, replace(emptier, cost=1.0), items, leading)


def test_pages_of_no_use_are_not_kept_whatever_is_compiled(
    stock: Stock, hole: Hole, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = list(stock.items.values())
    first = PageSearch(items, hole, stock.fitter).run(16, 0)
    assert first is not None
    limit = (first.cost + first.others[-1].cost) / 2
    kept = []
    for name in ("", "flips"):  # none compiled the second time
        if name:
            monkeypatch.setattr(sieve, name, None)
        search = PageSearch(items, hole, stock.fitter)
        found = search.run(16, 0, limit=limit)
        assert found is not None
        assert found.places == first.places
        kept.append([(one.places, one.cost) for one in search.layouts.values()])
    assert kept[0] == kept[1]
    assert all(cost < limit for _, cost in kept[0])


def test_runners_up_are_other_pages_the_best_first(stock: Stock, hole: Hole) -> None:
    layout = PageSearch(list(stock.items.values()), hole, stock.fitter).run(16, 0)
    assert layout is not None
    assert layout.others
    every = [layout, *layout.others]
    assert len({one.places for one in every}) == len(every)
    assert [one.cost for one in every] == sorted(one.cost for one in every)
    assert [one.rank for one in every] == list(range(len(every)))
    assert all(one.cost >= layout.bound - 1e-6 for one in every)


def test_the_terms_are_the_cost(stock: Stock, hole: Hole) -> None:
    layout = search_page(list(stock.items.values()), hole, stock.fitter)
    assert layout is not None
    assert sum(layout.terms.values()) == pytest.approx(layout.cost)
    assert layout.terms["white"] == 0.0 or layout.free
    assert layout.relaxed == bool(layout.free)


def test_every_item_stands_once_and_inside(stock: Stock, hole: Hole) -> None:
    layout = search_page(list(stock.items.values()), hole, stock.fitter)
    assert layout is not None
    assert sorted(one.key for one in layout.placed) == sorted(stock.items)
    cells: set[tuple[int, int]] = set()
    for _, region in layout.places:
        here = {
            (column, line)
            for column in range(region.column, region.column + region.columns)
            for line in range(region.line, region.line + region.lines)
        }
        assert not here & cells
        cells |= here
    assert all(0 <= column < hole.columns and 0 <= line < hole.depths[0] for column, line in cells)
