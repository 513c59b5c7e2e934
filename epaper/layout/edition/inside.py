"""The inside pages: items shared out over them, every page searched, and what went ill mended by
exchanges.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from epaper.layout.edition.assign import PILE, Assignment, Load, Sheet, share_out
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.mending import Mending
from epaper.layout.edition.pictures import main_picture
from epaper.layout.edition.sections import Division, divide, section_starts
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.layout.search.searchers import Role, Searchers, Task
from epaper.model.edition import Edition
from epaper.model.story import Kind

# orders tried for a page in an exchange; the design says how many for the pages that stay
MEND_EFFORT = 6
ROUNDS = 8
CAPS = (
    1.0,
    0.98,
    0.96,
    0.93,
)  # of a page's room that stories may ask for: less, the more pages cannot be filled
MOST_HARD = 0.3  # share of pages that cannot be filled from which fewer stories are tried
# share of a page that stories must ask for, on average, for all pages to be filled
LEAST_FULL = 0.72
HEADED = 0.3  # share of a page from which a section is named in its heading
LEAST_LEAD = 20  # lines of text


@dataclass(frozen=True, slots=True)
class InsidePage:
    number: int
    section: str
    title: str  # of its heading
    items: tuple[Item, ...]
    layout: PageLayout
    hole: Hole
    opening: bool


@dataclass(frozen=True, slots=True)
class Found:
    pages: tuple[InsidePage, ...]
    left: tuple[tuple[Item, str], ...]  # items that found no page, and why
    stretched: Mapping[int, int] = field(
        default_factory=dict
    )  # lines by which a page's own advertisement is deeper


class Inside:
    def __init__(
        self,
        edition: Edition,
        fitter: Copyfitter,
        searchers: Searchers,
        dummy: Dummy,
        progress: Callable[[str, int, int], None],
    ) -> None:
        self.edition, self.fitter, self.searchers, self.progress = (
            edition,
            fitter,
            searchers,
            progress,
        )
        self.dummy = dummy
        self.design, self.grid = fitter.design, fitter.design.grid
        self.sections = [section.name for section in edition.sections]
        self.items: dict[str, Item] = {}
        self.dummy_pages: set[int] = set()  # pages that take news
        self.holes: dict[int, Hole] = {}
        self.openings: dict[int, bool] = {}
        self.heads: dict[int, str] = {}
        self.titles: dict[int, str] = {}
        self.may_hold = True  # all pages are in use, so that a story may have to wait
        self.sheets: dict[int, Sheet] = {}
        self.division = Division()

    def lay_out(
        self, items: Sequence[Item], spare: Sequence[Item], numbers: Sequence[int]
    ) -> Found:
        """The pages of these numbers from these items; `spare` are held, and serve to mend
        pages."""
        self.items = {item.key: item for item in (*items, *spare)}
        self.dummy_pages = set(numbers)
        if not numbers or not items:
            return Found((), tuple((item, "the edition has no page for it") for item in items))
        loads, pile = [self._load(item) for item in items], [self._load(item) for item in spare]
        used = self._reached(loads, numbers)
        while True:
            self.may_hold = used == len(numbers)
            found = self._attempt(loads, pile, numbers[:used])
            if self.may_hold or not {item.key for item, _ in found.left} - {
                load.key for load in pile
            }:
                return found
            used += 1  # a story found no room, and there are pages that none has reached

    def _attempt(self, loads: list[Load], pile: list[Load], numbers: Sequence[int]) -> Found:
        """These pages from these loads, with the held ones to mend them."""
        pile = list(pile)
        self.holes, self.sheets = {}, {}
        for cap in CAPS:
            for number in numbers:
                self.holes[number] = self.dummy.hole(number, 0, self.design)
                self.sheets[number] = Sheet(
                    number, self.holes[number].area(), avoid=self.dummy.avoid(number)
                )
            loads, more = self._within(
                loads, cap * sum(sheet.room for sheet in self.sheets.values())
            )
            pile += more
            self._divide(loads)
            shared = share_out(
                loads, [self.sheets[n] for n in numbers], pile, self.division.backwards
            )
            self._head_pages(shared, numbers)
            layouts = self._search(shared, numbers)
            if sum(layout is None for layout in layouts.values()) <= MOST_HARD * len(numbers):
                break
        mending = Mending(
            shared,
            layouts,
            self.holes,
            self.dummy,
            self.may_hold,
            partial(self._task, shared),
            self.searchers.run,
        )
        for round_number in range(ROUNDS):
            if not mending.mend():
                break
            self.progress("pages", len(numbers) * (round_number + 1) // (ROUNDS + 1), len(numbers))
        mending.last_resort()
        mending.urgent_first()
        mending.polish()
        stretched = mending.stretch()
        self._title_pages(shared)
        self.progress("pages", len(numbers), len(numbers))
        pages = []
        for number in numbers:
            layout = layouts[number]
            if layout is not None:
                chosen = tuple(map(self.searchers.stock.item, self._task(shared, number).items))
                pages.append(
                    InsidePage(
                        number,
                        self.heads[number],
                        self.titles[number],
                        chosen,
                        layout,
                        self.holes[number],
                        self.openings[number],
                    )
                )
        left = tuple((self.items[x.key], self._reason(x, numbers)) for x in shared.pages[PILE])
        return Found(tuple(pages), left, stretched)

    def _divide(self, loads: Sequence[Load]) -> None:
        """Give the sections with a rule for their start their pages."""
        need: dict[int, float] = {}
        for load in loads:
            need[load.section] = need.get(load.section, 0.0) + load.area
        rooms = {number: sheet.room for number, sheet in self.sheets.items()}
        self.division = divide(section_starts(self.edition, self.design), need, rooms)
        for number, sections in self.division.pages.items():
            self.sheets[number] = replace(self.sheets[number], sections=sections)

    def _reached(self, loads: Sequence[Load], numbers: Sequence[int]) -> int:
        """How many pages are used: not all, where the day has too little to fill them."""
        need = sum(load.area for load in loads)
        page = sum(self.dummy.hole(n, 0, self.design).area() for n in numbers) / len(numbers)
        parts = max((load.part for load in loads), default=0)  # of a long story: a page each
        if need > LEAST_FULL * page * len(numbers):
            return len(numbers)
        return min(max(1, math.ceil(need / page), parts), len(numbers))

    def _within(self, loads: list[Load], room: float) -> tuple[list[Load], list[Load]]:
        """The loads that may stay in so much room, and the least urgent ones that go to the
        pile."""
        over = sum(load.area for load in loads) - room if self.may_hold else 0.0
        gone: list[Load] = []
        for load in sorted(loads, key=lambda x: (-x.urgency, -x.area, x.key)):
            if over > 0 and not load.must_run and load.area < over * 1.5:
                gone.append(load)
                over -= load.area
        return [load for load in loads if load not in gone], gone

    def _reason(self, load: Load, numbers: Sequence[int]) -> str:
        return f"no room on pages {numbers[0]} to {numbers[-1]}; its urgency is {load.urgency}"

    # -- what the assignment sees ------------------------------------------------------------------

    def _load(self, item: Item) -> Load:
        story = item.copy.story
        wish = self.edition.wish(item.slug if item.kind == "story" else "")
        related = {*story.related, story.with_story} - {""} if story else set()
        names = {i.slug: i.key for i in self.items.values() if i.copy.story}
        group = ""
        if story:
            group = story.with_story or story.slug
            if group == story.slug and not any(
                i.copy.story and i.copy.story.with_story == group for i in self.items.values()
            ):
                group = ""
        return Load(
            key=item.key,
            section=self.sections.index(item.copy.section),
            urgency=item.copy.urgency,
            area=self.fitter.area(item),
            pictures=bool(item.copy.visuals),
            leads=self._leads(item),
            group=group if group in names or not story or not story.with_story else "",
            related=frozenset(names[slug] for slug in related if slug in names),
            topics=frozenset(t.casefold() for s in item.copy.stories for t in s.tags),
            page=wish.page if wish.page in self.dummy_pages else 0,
            off=frozenset(wish.off),
            chain=item.copy.jump.chain,
            part=item.copy.jump.part,
            must_run=bool(wish.page)
            or item.kind != "story"
            or bool(item.copy.jump.chain)
            or any(s.must_run for s in item.copy.stories),
        )

    def _leads(self, item: Item) -> bool:
        return (
            item.kind == "story"
            and item.copy.text.lines >= LEAST_LEAD
            and item.copy.size is None
            and (
                item.copy.story is not None
                and item.copy.story.kind not in (Kind.SIDEBAR, Kind.FACTBOX, Kind.AGATE)
            )
        )

    def _head_pages(self, shared: Assignment, numbers: Sequence[int]) -> None:
        """The section that takes most of each page; where another begins there, its heading takes
        lines.
        """
        last = ""
        mains: dict[int, str] = {}
        for number in numbers:
            areas: dict[int, float] = {}
            for load in shared.pages[number]:
                areas[load.section] = areas.get(load.section, 0.0) + load.area
            own = [s for s in sorted(areas) if s in self.sheets[number].sections] or sorted(areas)
            last = self.sections[max(own, key=lambda s: areas[s])] if areas else last
            mains[number] = last
        for place, number in enumerate(numbers):
            name = mains[number]
            backwards = name in [self.sections[s] for s in self.division.backwards]
            beside = (
                numbers[place + 1 : place + 2] if backwards else numbers[max(place - 1, 0) : place]
            )
            self.heads[number], self.openings[number] = name, all(mains[n] != name for n in beside)
            if self.openings[number]:
                self.holes[number] = self.dummy.hole(
                    number, self.design.section_head_lines, self.design
                )

    def _title_pages(self, shared: Assignment) -> None:
        """Headings, once it is known what stands where."""
        for number, main in self.heads.items():
            self.titles[number] = self._title(number, shared.pages[number], main)

    def _title(self, number: int, loads: Sequence[Load], main: str) -> str:
        """The page's heading: its main section, and others that take a good part of it; the lead's
        stands first.
        """
        areas: dict[int, float] = {}
        for load in loads:
            areas[load.section] = areas.get(load.section, 0.0) + load.area
        shares = [s for s in sorted(areas) if areas[s] >= HEADED * sum(areas.values())]
        names = [self.sections[s] for s in shares] or [main]
        roles = self._roles(number, loads)
        lead = next(
            (self.items[role.name].copy.section for role in roles if role.tier == "lead"), main
        )
        return " \u00b7 ".join(sorted(names, key=lambda name: (name != lead, names.index(name))))

    # -- searching ---------------------------------------------------------------------------------

    def _task(
        self,
        shared: Assignment,
        number: int,
        loads: Sequence[Load] | None = None,
        relaxed: bool = False,
    ) -> Task:
        chosen = shared.pages[number] if loads is None else loads
        effort = self.design.effort if loads is None else MEND_EFFORT
        return Task(self._roles(number, chosen), self.holes[number], effort, relaxed)

    def _roles(self, number: int, loads: Sequence[Load]) -> tuple[Role, ...]:
        """Items with their parts; the most urgent that can, with a picture if there is one, leads
        the page.
        """
        able = [x for x in loads if x.leads] or [
            x for x in loads if self.items[x.key].kind == "story"
        ]
        own = self.sheets[number].sections
        able = [x for x in able if x.section in own] or able  # a guest does not lead
        lead = (
            min(able, key=lambda x: (x.urgency, not x.pictures, -x.area, x.key)).key if able else ""
        )
        main = main_picture(
            [self.items[x.key] for x in loads], lead, self.holes[number], self.design
        )
        named = [
            Role(x.key, "lead" if x.key == lead else self.items[x.key].ask.tier, x.key == main)
            for x in loads
        ]
        return tuple(sorted(named))

    def _search(self, shared: Assignment, numbers: Sequence[int]) -> dict[int, PageLayout | None]:
        return dict(
            zip(numbers, self.searchers.run([self._task(shared, n) for n in numbers]), strict=True)
        )
