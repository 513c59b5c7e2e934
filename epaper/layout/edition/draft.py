"""The inside pages while they are worked on: what is on each, in which hole, and how it is laid
out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.layout.edition.assign import Assignment, Load
from epaper.layout.edition.exchanges import Exchange
from epaper.layout.edition.roles import Casting
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.layout.search.searchers import Role, Searchers, Task

# orders tried for a page in an exchange: many where it is to be better, few where anything will do
MEND_EFFORT, HARD_EFFORT = 10, 6
WIDE_LEAD = 3  # columns from which a lead is wide


@dataclass(frozen=True, slots=True)
class Draft:
    """Every step returns a draft of its own."""

    shared: Assignment
    layouts: Mapping[int, PageLayout | None]
    holes: Mapping[int, Hole]

    @property
    def numbers(self) -> list[int]:
        return sorted(self.layouts)

    def loads(self, number: int) -> tuple[Load, ...]:
        return self.shared.pages[number]

    def is_hard(self, number: int) -> bool:
        """The page is not filled by news alone."""
        return is_hard(self.layouts[number])

    def cost(self, number: int) -> float:
        return self.cost_of(self.layouts[number], self.loads(number))

    def cost_of(self, layout: PageLayout | None, loads: Sequence[Load]) -> float:
        """Of a page of these loads."""
        if layout is None:
            return self.shared.objections.weights.page_unfilled if loads else 0.0
        return layout.cost

    def with_layout(
        self, number: int, layout: PageLayout | None, hole: Hole | None = None
    ) -> Draft:
        holes = self.holes if hole is None else {**self.holes, number: hole}
        return replace(self, layouts={**self.layouts, number: layout}, holes=holes)

    def with_exchange(self, exchange: Exchange, layouts: Mapping[int, PageLayout | None]) -> Draft:
        """After an exchange, with the layouts of the pages that it changes."""
        return replace(self, shared=exchange.made(self.shared), layouts={**self.layouts, **layouts})


def is_hard(layout: PageLayout | None) -> bool:
    return layout is None or layout.relaxed


@dataclass(frozen=True, slots=True)
class Desk:
    """Has pages of a draft searched."""

    casting: Casting
    searchers: Searchers

    def roles(
        self, draft: Draft, number: int, loads: Sequence[Load] | None = None
    ) -> tuple[Role, ...]:
        here = draft.loads(number) if loads is None else loads
        sections = draft.shared.objections.rooms[number].sections
        return self.casting.roles(here, draft.holes[number], sections)

    def task(self, draft: Draft, number: int, relaxed: bool = False) -> Task:
        """The search of a page as it stands, as thorough as the design says."""
        effort = self.casting.design.effort
        return self._task(draft, number, draft.loads(number), effort, relaxed=relaxed)

    def last_task(self, draft: Draft, number: int) -> Task:
        """The same with steps from the best page of all, the one that it has among them."""
        task, layout = self.task(draft, number), draft.layouts[number]
        start = tuple(placed.key for placed in layout.placed) if layout else ()
        known = {load.key for load in draft.loads(number)}
        return replace(task, start=start if set(start) == known else ())

    def wide_task(self, draft: Draft, number: int) -> Task:
        """The same with a lead that is wide."""
        task = self.task(draft, number)
        items = (replace(r, least=WIDE_LEAD) if r.tier == "lead" else r for r in task.items)
        return replace(task, items=tuple(items))

    def trial(
        self, draft: Draft, number: int, loads: Sequence[Load], limit: float = math.inf
    ) -> Task:
        """The search of a page with other loads, as for an exchange that is of use only where the
        page costs less than `limit`."""
        if draft.is_hard(number):
            return self._task(draft, number, loads, HARD_EFFORT)
        return replace(self._task(draft, number, loads, MEND_EFFORT), limit=limit)

    def _task(
        self, draft: Draft, number: int, loads: Sequence[Load], effort: int, relaxed: bool = False
    ) -> Task:
        roles = self.roles(draft, number, loads)
        page = self.casting.kind_of_page(roles)
        return Task(roles, draft.holes[number], effort, relaxed, page=page)

    def search(self, tasks: Iterable[Task]) -> list[PageLayout | None]:
        return self.searchers.run(list(tasks))
