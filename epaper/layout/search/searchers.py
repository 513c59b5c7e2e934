"""Pages searched by several processes, with the same result as by one."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.layout.search.search import search_page, search_relaxed
from epaper.work.hands import Hands
from epaper.work.kept import kept


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """An item's part on a page: its tier, whether it has the page's main picture, the section that
    a guest is labelled with, and the columns that it has at least."""

    name: str
    tier: str
    shows: bool = False
    label: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """A page to search: names of items with the part that each has there."""

    items: tuple[Role, ...]
    hole: Hole
    effort: int
    relaxed: bool = False
    page: str = "news"  # "front" or the kind of its section
    limit: float = math.inf  # cost below which a layout is of use
    # the page's last search: keys of the items in the order of a page known already, or ()
    start: tuple[str, ...] | None = None

    @property
    def how(self) -> tuple[Hashable, ...]:
        """All that it says besides the items."""
        return self.hole, self.effort, self.relaxed, self.page, self.limit, self.start


@dataclass(frozen=True, slots=True)
class Stock:
    """The items by name, and what measures them."""

    items: Mapping[str, Item]
    fitter: Copyfitter

    def item(self, role: Role) -> Item:
        item = self.items[role.name]
        least = max(item.ask.min_columns, min(role.least, item.ask.max_columns))
        ask = replace(
            item.ask, tier=role.tier, shows=role.shows, label=role.label, min_columns=least
        )
        return replace(item, ask=ask)

    def facts(self, task: Task) -> Hashable:
        """All that a search of the stock's fitter hangs on."""
        items = (self.item(role) for role in task.items)
        named = tuple((item.key, item.copy, item.copy.urgency, item.ask) for item in items)
        return named, task.how

    def search(self, task: Task) -> PageLayout | None:
        """What the page's search finds, or found in an earlier run."""
        items = [self.item(role) for role in task.items]
        named = [(i.copy.digest, i.copy.urgency, i.key, i.ask) for i in items]
        facts = (self.fitter.digest, named, task.how)
        return kept("page searches", facts, lambda: self._search(task, items))

    def _search(self, task: Task, items: Sequence[Item]) -> PageLayout | None:
        if task.relaxed:
            return search_relaxed(items, task.hole, self.fitter, task.page)
        return search_page(
            items,
            task.hole,
            self.fitter,
            task.effort,
            page=task.page,
            limit=task.limit,
            start=task.start,
        )


class Searchers(Hands[Task, PageLayout | None]):
    """Runs tasks on `jobs` processes; a context manager."""

    def __init__(self, stock: Stock, jobs: int) -> None:
        self.stock, self.digest = stock, stock.fitter.digest  # found before there are workers
        super().__init__(stock.search, jobs, "lay out", needs=_measured)
        self.done: dict[Task, PageLayout | None] = {}

    def run(self, tasks: Sequence[Task]) -> list[PageLayout | None]:
        """A layout for each task, or None; tasks done before are not done again."""
        fresh = [task for task in dict.fromkeys(tasks) if task not in self.done]
        known = self.stock.fitter.searched
        facts = {} if known is None else {task: self.stock.facts(task) for task in fresh}
        self.done |= {task: known[one] for task, one in facts.items() if known and one in known}
        fresh = [task for task in fresh if task not in self.done]
        self.done |= dict(zip(fresh, self.do(fresh), strict=True))
        if known is not None:
            known |= {facts[task]: self.done[task] for task in fresh}
        return [self.done[task] for task in tasks]


def _measured(task: Task) -> list[str]:
    """What a worker has measured once it has done a task."""
    return [f"{role.name} {role.tier}" for role in task.items]
