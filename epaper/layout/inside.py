"""The inside pages: items shared out over them, every page searched, and what went ill mended by exchanges."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.layout.assign import (
    PILE,
    Assignment,
    Exchange,
    Load,
    Sheet,
    apply,
    priced_exchanges,
    share_out,
)
from epaper.layout.dummy import Dummy
from epaper.layout.hole import Hole
from epaper.layout.items import Item
from epaper.layout.pictures import main_picture
from epaper.layout.search import PageLayout
from epaper.layout.searchers import Role, Searchers, Task
from epaper.layout.sections import Division, divide, section_starts
from epaper.layout.tables import Shaper
from epaper.layout.volume import area_of
from epaper.model.edition import Edition
from epaper.model.story import Kind

MEND_EFFORT = 6  # orders tried for a page in an exchange; the design says how many for the pages that stay
ILL = 140.0  # cost of a page from which exchanges are tried
EMPTY = 1000.0  # cost of a page that cannot be filled
ROUNDS = 8
TRIES = 6  # exchanges tried for a page in a round
HARD_TRIES = 60  # likewise at most for a page that cannot be filled
MANY_TRIES = 160  # for all such pages together
WAITING = 24  # of them, those that are missed most
URGENT_TRIES = 40  # exchanges tried in a pass for urgent stories that wait
PASSES = 3  # of exchanges for the sake of urgent stories that wait
FEW_HARD = 30  # tries for each from which two stories at once are tried
FROM_PILE = 20  # exchanges with the held stories tried for such a page
CAPS = (1.0, 0.98, 0.96, 0.93)  # of a page's room that stories may ask for: less, the more pages cannot be filled
MOST_HARD = 0.3  # share of pages that cannot be filled from which fewer stories are tried
NEAR, HARD_NEAR = 2, 4  # pages: how far away the other page of an exchange is
LEAST_FULL = 0.72  # share of a page that stories must ask for, on average, for all pages to be filled
HEADED = 0.3  # share of a page from which a section is named in its heading
DRIFT = 0.3  # weight of what the assignment minds beside what the pages cost
LEAST_GAIN = 5.0
LEAST_LEAD = 20  # lines of text
STRETCH = tuple(range(-24, 81))  # lines by which the paper's own advertisement may be deeper
LEAST_OWN, LEAST_NEWS = 10, 5  # lines of it, and of the news above it


Trial = tuple[int, int, Exchange, float]  # pages, what they exchange, what the assignment minds of that


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
    stretched: Mapping[int, int] = field(default_factory=dict)  # lines by which a page's own advertisement is deeper


class Inside:
    def __init__(
        self, edition: Edition, shaper: Shaper, searchers: Searchers, dummy: Dummy,
        progress: Callable[[str, int, int], None],
    ) -> None:  # fmt: skip
        self.edition, self.shaper, self.searchers, self.progress = edition, shaper, searchers, progress
        self.dummy = dummy
        self.design, self.grid = shaper.design, shaper.design.grid
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

    def lay_out(self, items: Sequence[Item], spare: Sequence[Item], numbers: Sequence[int]) -> Found:
        """The pages of these numbers from these items; `spare` are held, and serve to mend pages."""
        self.items = {item.key: item for item in (*items, *spare)}
        self.dummy_pages = set(numbers)
        if not numbers or not items:
            return Found((), tuple((item, "the edition has no page for it") for item in items))
        loads, pile = [self._load(item) for item in items], [self._load(item) for item in spare]
        used = self._reached(loads, numbers)
        while True:
            self.may_hold = used == len(numbers)
            found = self._attempt(loads, pile, numbers[:used])
            if self.may_hold or not {item.key for item, _ in found.left} - {load.key for load in pile}:
                return found
            used += 1  # a story found no room, and there are pages that none has reached

    def _attempt(self, loads: list[Load], pile: list[Load], numbers: Sequence[int]) -> Found:
        """These pages from these loads, with the held ones to mend them."""
        pile = list(pile)
        self.holes, self.sheets = {}, {}
        for cap in CAPS:
            for number in numbers:
                self.holes[number] = self.dummy.hole(number, 0, self.design)
                self.sheets[number] = Sheet(number, self.holes[number].area(), avoid=self.dummy.avoid(number))
            loads, more = self._within(loads, cap * sum(sheet.room for sheet in self.sheets.values()))
            pile += more
            self._divide(loads)
            shared = share_out(loads, [self.sheets[n] for n in numbers], pile, self.division.backwards)
            self._head_pages(shared, numbers)
            layouts = self._search(shared, numbers)
            if sum(layout is None for layout in layouts.values()) <= MOST_HARD * len(numbers):
                break
        for round_number in range(ROUNDS):
            if not self._mend(shared, layouts, numbers):
                break
            self.progress("pages", len(numbers) * (round_number + 1) // (ROUNDS + 1), len(numbers))
        self._last_resort(shared, layouts, numbers)
        self._urgent_first(shared, layouts, numbers)
        self._polish(shared, layouts, numbers)
        stretched = self._stretch(shared, layouts, numbers)
        self.progress("pages", len(numbers), len(numbers))
        pages = []
        for number in numbers:
            layout = layouts[number]
            if layout is not None:
                chosen = tuple(map(self.searchers.stock.item, self._task(shared, number).items))
                pages.append(
                    InsidePage(
                        number, self.heads[number], self.titles[number], chosen, layout, self.holes[number],
                        self.openings[number],
                    )
                )  # fmt: skip
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
        """The loads that may stay in so much room, and the least urgent ones that go to the pile."""
        over = sum(load.area for load in loads) - room if self.may_hold else 0.0
        gone: list[Load] = []
        for load in sorted(loads, key=lambda x: (-x.urgency, -x.area, x.key)):
            if over > 0 and not load.must_run and load.area < over * 1.5:
                gone.append(load)
                over -= load.area
        return [load for load in loads if load not in gone], gone

    def _reason(self, load: Load, numbers: Sequence[int]) -> str:
        return f"no room in the edition's {numbers[-1]} pages; its urgency is {load.urgency}"

    # -- what the assignment sees -------------------------------------------------------------------------------------

    def _load(self, item: Item) -> Load:
        story = item.story
        wish = self.edition.wish(item.slug if item.kind == "story" else "")
        related = {*story.related, story.with_story} - {""} if story else set()
        names = {i.slug: i.key for i in self.items.values() if i.story}
        group = ""
        if story:
            group = story.with_story or story.slug
            if group == story.slug and not any(i.story and i.story.with_story == group for i in self.items.values()):
                group = ""
        return Load(
            key=item.key,
            section=self.sections.index(item.section),
            urgency=item.urgency,
            area=area_of(item, self.shaper),
            pictures=bool(item.visuals),
            leads=self._leads(item),
            group=group if group in names or not story or not story.with_story else "",
            related=frozenset(names[slug] for slug in related if slug in names),
            topics=frozenset(t.casefold() for s in item.stories for t in s.tags),
            page=wish.page if wish.page in self.dummy_pages else 0,
            off=frozenset(wish.off),
            chain=item.chain,
            part=item.part,
            must_run=bool(wish.page)
            or item.kind != "story"
            or bool(item.chain)
            or any(s.must_run for s in item.stories),
        )

    def _leads(self, item: Item) -> bool:
        return (
            item.kind == "story"
            and item.text_lines >= LEAST_LEAD
            and item.size is None
            and (item.story is not None and item.story.kind not in (Kind.SIDEBAR, Kind.FACTBOX, Kind.AGATE))
        )

    def _head_pages(self, shared: Assignment, numbers: Sequence[int]) -> None:
        """The section that takes most of each page; where another begins there, its heading takes lines."""
        last = ""
        mains: dict[int, str] = {}
        shares: dict[int, dict[int, float]] = {}
        for number in numbers:
            areas: dict[int, float] = {}
            for load in shared.pages[number]:
                areas[load.section] = areas.get(load.section, 0.0) + load.area
            own = [s for s in sorted(areas) if s in self.sheets[number].sections] or sorted(areas)
            last = self.sections[max(own, key=lambda s: areas[s])] if areas else last
            mains[number], shares[number] = last, areas
        for place, number in enumerate(numbers):
            name = mains[number]
            backwards = name in [self.sections[s] for s in self.division.backwards]
            beside = numbers[place + 1 : place + 2] if backwards else numbers[max(place - 1, 0) : place]
            self.heads[number], self.openings[number] = name, all(mains[n] != name for n in beside)
            self.titles[number] = self._title(number, shared.pages[number], shares[number], name)
            if self.openings[number]:
                self.holes[number] = self.dummy.hole(number, self.design.section_head_lines, self.design)

    def _title(self, number: int, loads: Sequence[Load], areas: Mapping[int, float], main: str) -> str:
        """The page's heading: its main section, and others that take a good part of it; the lead's stands first."""
        own = self.sheets[number].sections
        shares = [s for s in sorted(areas) if areas[s] >= HEADED * sum(areas.values()) and (s in own or not own)]
        names = [self.sections[s] for s in shares] or [main]
        roles = self._roles(number, loads)
        lead = next((self.items[role.name].section for role in roles if role.tier == "lead"), main)
        return " \u00b7 ".join(sorted(names, key=lambda name: (name != lead, names.index(name))))

    # -- searching ----------------------------------------------------------------------------------------------------

    def _task(
        self, shared: Assignment, number: int, loads: Sequence[Load] | None = None, relaxed: bool = False
    ) -> Task:
        chosen = shared.pages[number] if loads is None else loads
        effort = self.design.effort if loads is None else MEND_EFFORT
        return Task(self._roles(number, chosen), self.holes[number], effort, relaxed)

    def _roles(self, number: int, loads: Sequence[Load]) -> tuple[Role, ...]:
        """Items with their parts; the most urgent that can, with a picture if there is one, leads the page."""
        able = [x for x in loads if x.leads] or [x for x in loads if self.items[x.key].kind == "story"]
        own = self.sheets[number].sections
        able = [x for x in able if x.section in own] or able  # a guest does not lead
        lead = min(able, key=lambda x: (x.urgency, not x.pictures, -x.area, x.key)).key if able else ""
        main = main_picture([self.items[x.key] for x in loads], lead, self.holes[number], self.design)
        named = [Role(x.key, "lead" if x.key == lead else self.items[x.key].tier, x.key == main) for x in loads]
        return tuple(sorted(named))

    def _search(self, shared: Assignment, numbers: Sequence[int]) -> dict[int, PageLayout | None]:
        return dict(zip(numbers, self.searchers.run([self._task(shared, n) for n in numbers]), strict=True))

    def _cost(self, layout: PageLayout | None, loads: Sequence[Load]) -> float:
        if layout is None:
            return EMPTY if loads else 0.0
        return layout.cost

    def _hard(self, layout: PageLayout | None) -> bool:
        return layout is None or layout.relaxed

    # -- mending ------------------------------------------------------------------------------------------------------

    def _mend(self, shared: Assignment, layouts: dict[int, PageLayout | None], numbers: Sequence[int]) -> bool:
        """Exchanges between an ill page and one near it, all searched at once; the best are made."""
        ill = [
            n
            for n in numbers
            if shared.pages[n] and (self._hard(layouts[n]) or self._cost(layouts[n], shared.pages[n]) > ILL)
        ]
        trials: list[Trial] = []
        hard = [number for number in ill if self._hard(layouts[number])]
        for number in ill:
            trials += self._trials(shared, number, numbers, MANY_TRIES // len(hard) if number in hard else 0)
        gains = self._gains(shared, layouts, trials)
        return self._exchange(shared, layouts, trials, gains)

    def _exchange(
        self, shared: Assignment, layouts: dict[int, PageLayout | None], trials: Sequence[Trial],
        gains: Sequence[tuple[float, int, PageLayout | None, PageLayout | None]],
    ) -> bool:  # fmt: skip
        """Make the exchanges that gain most, each page and each story once; whether there was any."""
        done: set[int] = set()
        moved: set[str] = set()
        for _, index, one, two in sorted(gains, key=lambda g: (-g[0], g[1])):
            a, b, step, _ = trials[index]
            keys = {x.key for x in (*step[0], *step[1])}
            if a in done or b in done or keys & moved:
                continue
            done |= {a, b} - {PILE}
            moved |= keys
            apply(shared, a, b, step)
            layouts[a] = one
            if b:
                layouts[b] = two
        return bool(done)

    def _gains(
        self, shared: Assignment, layouts: Mapping[int, PageLayout | None], trials: Sequence[Trial]
    ) -> list[tuple[float, int, PageLayout | None, PageLayout | None]]:
        """What each exchange gains, its place in `trials` and both pages after it; those that gain too little are left
        out.  The ill page comes first: the other is searched only where that is better for it."""
        after = [self._after(shared, a, b, step) for a, b, step, _ in trials]
        first = self.searchers.run([self._task(shared, t[0], here) for t, (here, _) in zip(trials, after, strict=True)])
        better = [
            index
            for index, ((a, *_), one) in enumerate(zip(trials, first, strict=True))
            if self._cost(one, after[index][0]) < self._cost(layouts[a], shared.pages[a])
        ]
        both = [index for index in better if trials[index][1] != PILE]
        second = dict(
            zip(both, self.searchers.run([self._task(shared, trials[i][1], after[i][1]) for i in both]), strict=True)
        )
        gains = []
        for index in better:
            (a, b, _, drift), (here, there) = trials[index], after[index]
            one, two = first[index], second.get(index)
            gain = self._cost(layouts[a], shared.pages[a]) - self._cost(one, here)
            if b != PILE:
                gain += self._cost(layouts[b], shared.pages[b]) - self._cost(two, there)
            gain -= max(0.0, drift) * DRIFT
            if gain > LEAST_GAIN:
                gains.append((gain, index, one, two))
        return gains

    def _trials(
        self, shared: Assignment, number: int, numbers: Sequence[int], hard: int
    ) -> list[Trial]:
        """The exchanges that the assignment minds least, with what it minds; for a page that cannot be filled more of
        them, the fewer such pages there are, and of two stories at once."""
        priced = []
        place = list(numbers).index(number)
        near = HARD_NEAR if hard else NEAR
        for other in numbers[max(0, place - near) : place + near + 1]:
            for drift, step in priced_exchanges(shared, number, other, 2 if hard > FEW_HARD else 1) if other != number else ():
                if len(shared.pages[number]) - len(step[0]) + len(step[1]):
                    priced.append((drift, other, step))
        priced.sort(key=lambda p: (p[0], p[1], [x.key for x in (*p[2][0], *p[2][1])]))
        chosen = priced[: min(max(hard, TRIES), HARD_TRIES) if hard else TRIES]
        if hard and self.may_hold:
            most, waiting = (2 if hard > FEW_HARD else 1), self._waiting(shared)
            held = sorted(
                priced_exchanges(shared, number, PILE, most, waiting),
                key=lambda p: (p[0], [x.key for x in (*p[1][0], *p[1][1])]),
            )
            chosen += [(drift, PILE, step) for drift, step in held[:FROM_PILE]]
        return [(number, other, step, drift) for drift, other, step in chosen]

    def _waiting(self, shared: Assignment) -> list[Load]:
        """The held stories that are missed most."""
        return sorted(shared.pages[PILE], key=lambda x: (-shared.own(x, PILE), x.key))[:WAITING]

    def _after(self, shared: Assignment, a: int, b: int, step: Exchange) -> tuple[list[Load], list[Load]]:
        out, back = step
        return [x for x in shared.pages[a] if x not in out] + list(back), [
            x for x in shared.pages[b] if x not in back
        ] + list(out)

    def _urgent_first(
        self, shared: Assignment, layouts: dict[int, PageLayout | None], numbers: Sequence[int]
    ) -> None:
        """A story that waits takes the place of a less urgent one, on whichever page that makes the paper better."""
        for _ in range(PASSES):
            trials: list[Trial] = []
            waiting = self._waiting(shared)
            for number in numbers:
                for drift, step in priced_exchanges(shared, number, PILE, coming=waiting):
                    if step[1] and drift < 0:
                        trials.append((number, PILE, step, drift))
            trials.sort(key=lambda t: (t[3], t[0], [x.key for x in (*t[2][0], *t[2][1])]))
            trials = trials[:URGENT_TRIES]
            tasks = [self._task(shared, a, self._after(shared, a, b, step)[0]) for a, b, step, _ in trials]
            gains = []
            for index, found in enumerate(self.searchers.run(tasks)):
                (a, _, step, drift), old = trials[index], layouts[trials[index][0]]
                if found is None or (found.relaxed and not self._hard(old)):
                    continue
                gain = self._cost(old, shared.pages[a]) - found.cost - drift
                if gain > LEAST_GAIN:
                    gains.append((gain, index, found, None))
            if not self._exchange(shared, layouts, trials, gains):
                return

    def _polish(self, shared: Assignment, layouts: dict[int, PageLayout | None], numbers: Sequence[int]) -> None:
        """Pages that were exchanged get as many orders as the others."""
        found = self._search(shared, numbers)
        for number, layout in found.items():
            old = layouts[number]
            if layout is not None and (old is None or layout.cost < old.cost):
                layouts[number] = layout

    def _last_resort(self, shared: Assignment, layouts: dict[int, PageLayout | None], numbers: Sequence[int]) -> None:
        """Pages that still cannot be filled: with white or a house advertisement, else without their least story."""
        for number in numbers:
            while layouts[number] is None and shared.pages[number]:
                layouts[number] = self.searchers.run([self._task(shared, number, relaxed=True)])[0]
                if layouts[number] is None:
                    able = [x for x in shared.pages[number] if not x.must_run] or shared.pages[number]
                    least = max(able, key=lambda x: (x.urgency, x.area, x.key))
                    apply(shared, number, PILE, ((least,), ()))
                    layouts[number] = self.searchers.run([self._task(shared, number)])[0]

    def _stretch(
        self, shared: Assignment, layouts: dict[int, PageLayout | None], numbers: Sequence[int]
    ) -> dict[int, int]:
        """Own advertisements made deeper or shallower where that makes the news above them better; lines by page."""
        found: dict[int, int] = {}
        for number in numbers:
            own = self.dummy.elastic(number)
            if own is None or not shared.pages[number]:
                continue
            hole, layout = self.holes[number], layouts[number]
            hard = self._hard(layout)
            steps = [by for by in STRETCH[:: 1 if hard else 4] if own.lines + by >= LEAST_OWN and min(hole.depths) - by >= LEAST_NEWS]
            holes = [replace(hole, depths=tuple(d - by for d in hole.depths)) for by in steps]
            best = (layout.cost if layout else EMPTY, 0, hole, layout)
            for relaxed in (False, True) if hard else (False,):
                tasks = [replace(self._task(shared, number, relaxed=relaxed), hole=one) for one in holes]
                for by, one, trial in zip(steps, holes, self.searchers.run(tasks), strict=True):
                    if trial is not None and trial.cost < best[0] - LEAST_GAIN:
                        best = (trial.cost, by, one, trial)
                if best[1]:
                    break
            _, found[number], self.holes[number], layouts[number] = best
        return {number: by for number, by in found.items() if by}
