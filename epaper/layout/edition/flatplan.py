"""The flatplan: which stories go to which page, which are held; over the whole edition, then page
by page in shape.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from epaper.errors import LayoutError
from epaper.layout.design.reader import Design
from epaper.layout.edition.assign import Load, Sheet, section_reach
from epaper.layout.edition.dummy import Dummy, make_dummy, size_of
from epaper.layout.edition.front import FRONT_STORIES, FrontTry, chain, choose_front, front_tries
from epaper.layout.edition.house import GIVE, MORE, MOST, NO_OWN, house_ads
from epaper.layout.edition.inside import Found, Inside, InsidePage
from epaper.layout.edition.sections import divide, section_starts
from epaper.layout.edition.volume import (
    FULL,
    WORDS_A_LINE,
    contents_pages_for,
    gather_briefs,
    items_of,
    page_count,
    tier_of,
    to_hold,
)
from epaper.layout.edition.wishes import wished
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.layout.search.searchers import Role, Searchers, Stock, Task
from epaper.model.advertisement import Advertisement
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.plan import Wish
from epaper.model.story import Story
from epaper.typeset.typesetter import Typesetter
from epaper.units import to_mm

# of a page: a story longer than this many parts of it is laid out as parts of a page
LEAST_PART_FULL = 0.5
LONGEST = 0.62  # of a page's room that one story may take; a longer one goes on
# share of the pages that stories must ask for before pages are added for those left over
LEAST_FULL = 0.6
FRONT_EFFORT = 6
GOOD_FRONT = 150.0  # cost at which no shorter front page is tried


@dataclass(frozen=True, slots=True)
class PlannedPage:
    number: int
    section: str
    items: tuple[Item, ...]
    layout: PageLayout
    hole: Hole
    opening: bool = False  # the section starts here, under its own heading
    title: str = ""  # of that heading


@dataclass(frozen=True, slots=True)
class Flatplan:
    pages: tuple[PlannedPage, ...]
    contents: tuple[int, ...]  # page numbers
    held: tuple[tuple[Story, str], ...]
    page_count: int
    dummy: Dummy
    findings: tuple[Finding, ...] = ()
    locked: Mapping[int, tuple[str, ...]] = field(
        default_factory=dict
    )  # kept pages: the stories on each


class Planner:
    def __init__(
        self,
        edition: Edition,
        design: Design,
        setter: Typesetter,
        progress: Callable[[str, int, int], None],
        jobs: int = 1,
        taken: frozenset[int] = frozenset(),
        tight: bool = False,
    ) -> None:
        """`taken` pages are kept from an earlier build: nothing is planned for them.  `tight`:
        there is hardly room for what must run; it comes to the front page first, and no page is
        given to the contents."""
        self.edition, self.design, self.setter = edition, design, setter
        self.progress, self.jobs, self.taken, self.tight = progress, jobs, taken, tight
        self.fitter = Copyfitter(design, setter)
        self.grid = design.grid
        self.inner: list[tuple[Item, float]] = []  # what goes inside, with its area

    def plan(self) -> Flatplan:
        """Raises LayoutError when no story can be laid out at all."""
        running, held = self._running()
        contents = self._contents(running)
        front = (
            choose_front(*self._for_front(running), self._front_room())
            if 1 not in self.taken
            else []
        )
        spare, dropped, pages = self._what_goes_inside(running, front, contents)
        dummy = self._dummy(pages, contents)
        fronts, rests = self._front(front, dummy) if 1 not in self.taken else ([], ())
        inside = (*(item for item, _ in self.inner), *map(self._inside_tier, rests))
        pages = self._room_for_parts(inside, pages, contents)
        found, dummy, pages = self._inside(inside, spare, pages, contents, dummy)
        planned = fronts + [self._planned(page) for page in found.pages]
        in_pages = {s.slug for page in planned for item in page.items for s in item.copy.stories}
        held += [(s, why) for s, why in dropped if s.slug not in in_pages]
        held += [(s, why) for item, why in found.left for s in item.copy.stories]
        waiting = {s.slug: (s, why) for s, why in held}
        return Flatplan(
            tuple(planned), contents, tuple(waiting.values()), pages, dummy, self._thin(dummy)
        )

    def _running(self) -> tuple[list[Story], list[tuple[Story, str]]]:
        """The stories that may run, and those that may not with the reason."""
        held = [(s, "held by the editor") for s in self.edition.stories if s.hold]
        running = [s for s in self.edition.stories if not s.hold]
        if not self.edition.jumps:
            most = self.grid.columns * self.grid.lines * 0.8
            for story in [s for s in running if s.words / WORDS_A_LINE > most]:
                running.remove(story)
                held.append((story, "longer than a page can take, and the edition has no jumps"))
        if not running and not self.taken:
            raise LayoutError(
                "no story of the day can be laid out; "
                + "; ".join(f"{s.slug}: {why}" for s, why in held)
            )
        return running, held

    def _what_goes_inside(
        self, running: Sequence[Story], front: Sequence[Story], contents: tuple[int, ...]
    ) -> tuple[list[Item], list[tuple[Story, str]], int]:
        """Measure what is not on the front page (into `inner`): what of it must wait, that with
        reasons, the pages.
        """
        names = {s.slug for s in front}
        inner = [
            (item, self.fitter.area(item))
            for _, stories in gather_briefs(
                [s for s in running if s.slug not in names], self.edition
            )
            for whole in items_of(stories, self.design, self.setter)
            for item in self._parts(self._shaped(whole))
        ]
        inner, unfit = self._fitting(inner)
        pages, dropped = self._volume(inner, front, contents)
        dropped += unfit
        gone = {s.slug for s, _ in dropped}
        spare = [
            item
            for item, _ in inner
            if item.kind == "story" and item.slug in gone and not item.copy.jump.chain
        ]
        if gone:
            kept = [k for item, _ in inner if item not in spare for k in self._without(item, gone)]
            inner = [(item, self.fitter.area(item)) for item in kept]
        self.inner = inner
        return spare, dropped, pages

    def _front(
        self, front: Sequence[Story], dummy: Dummy
    ) -> tuple[list[PlannedPage], tuple[Item, ...]]:
        """The front page, and what of its stories goes inside."""
        first = self.design.nameplate_lines
        full = (self.grid.lines - first) * self.grid.columns
        share = sum(dummy.hole(1, first, self.design).depths) / full
        rounds = front_tries(front, self.edition, self.design, self.setter, share, self._shaped)
        rounds = [[self._parted(one) for one in tries] for tries in rounds]
        with Searchers(Stock(self._register(rounds), self.fitter), self.jobs) as searchers:
            page, rests = self._front_page(rounds, searchers, dummy)
        return [page], rests

    def _inside(
        self,
        inside: Sequence[Item],
        spare: Sequence[Item],
        pages: int,
        contents: tuple[int, ...],
        dummy: Dummy,
    ) -> tuple[Found, Dummy, int]:
        """The inside pages, the dummy around them, and how many pages there are: more while stories
        find no room and the budget has some, fewer of the paper's own advertisements while any are
        in the way."""
        items = {item.key: item for item in (*inside, *spare)}
        give = GIVE
        with Searchers(Stock(items, self.fitter), self.jobs) as searchers:
            while True:
                sold = self._dummy(pages, contents, dummy)
                dummy = self._padded(inside, pages, contents, sold, give)
                numbers = self._numbers(pages, contents, dummy)
                found = Inside(self.edition, self.fitter, searchers, dummy, self.progress).lay_out(
                    inside, spare, numbers
                )
                own_in_the_way = bool(found.left) and dummy is not sold
                if own_in_the_way and give < NO_OWN:
                    give = give + MORE if give < MOST else NO_OWN  # at last without them
                elif self._another(found.left, inside, pages, len(numbers)):
                    give = GIVE
                    pages = min(pages + self.edition.pages.multiple, self.edition.pages.most)
                else:
                    break
                dummy = sold
        for number, by in found.stretched.items():
            dummy = dummy.stretched(number, by, self.design)
        return found, dummy, pages

    def _contents(self, running: Sequence[Story]) -> tuple[int, ...]:
        """The pages of the contents: as many as the entries ask for, none for a very small day."""
        first = self.design.contents_page
        if (len(running) <= 3 and not self.taken) or not first or self.tight:
            return ()
        need = max(1.0, sum(s.words for s in running) / WORDS_A_LINE * 1.35)
        share = min(1.0, self.edition.pages.most * self.grid.columns * self.grid.lines / need)
        return tuple(
            range(first, first + contents_pages_for(math.ceil(len(running) * share), self.design))
        )

    # -- what goes in ------------------------------------------------------------------------------

    def _parts(self, item: Item) -> list[Item]:
        """A story longer than a page takes, as parts."""
        room = self.grid.columns * self.grid.lines
        if item.kind not in ("story", "jump") or self.fitter.area(item) <= room * LONGEST * 1.3:
            return [item]
        return chain(item, room * LEAST_PART_FULL, self.edition, self.design, self.setter)

    def _parted(self, one: FrontTry) -> FrontTry:
        return replace(one, rests=tuple(part for rest in one.rests for part in self._parts(rest)))

    def _without(self, item: Item, gone: set[str]) -> list[Item]:
        kept = [s for s in item.copy.stories if s.slug not in gone]
        if len(kept) == len(item.copy.stories):
            return [item]
        return items_of(kept, self.design, self.setter)

    def _volume(
        self, inner: Sequence[tuple[Item, float]], front: Sequence[Story], contents: tuple[int, ...]
    ) -> tuple[int, list[tuple[Story, str]]]:
        news = need = (
            sum(area for _, area in inner)
            + sum(max(0, s.words / WORDS_A_LINE - 60) for s in front) * 1.1
        )
        room = float(self.grid.columns * (self.grid.lines + self.grid.gap))
        sizes = [size_of(ad, self.design) for ad in self.edition.advertisements if not ad.house]
        need += (
            sum(columns * (lines + self.grid.gap) for columns, lines in sizes) * FULL
        )  # as full as they are
        rooms = [
            0.0 if n in (1, *contents, *self.taken) else room
            for n in range(1, self.edition.pages.most + 1)
        ]
        pinned = max((wish.page for wish in self._possible()), default=0)
        multiple = self.edition.pages.multiple
        pinned = min(math.ceil(pinned / multiple) * multiple, self.edition.pages.most)
        pages = max(page_count(need, rooms, self.edition), *self.taken, pinned, 1)
        self.inner = list(inner)
        dummy = self._dummy(pages, contents)  # what found no place takes none from the news
        room = float(
            sum(dummy.hole(n, 0, self.design).area() for n in self._numbers(pages, contents, dummy))
        )
        over = news - room * FULL
        return pages, to_hold(inner, over, pages, self._wanted())

    def _numbers(self, pages: int, contents: tuple[int, ...], dummy: Dummy) -> list[int]:
        """The inside pages that take news."""
        barred = {1, *contents, *self.taken}
        return [
            n
            for n in range(2, pages + 1)
            if n not in barred and dummy.hole(n, 0, self.design).cuts()
        ]

    def _padded(
        self,
        inside: Sequence[Item],
        pages: int,
        contents: tuple[int, ...],
        dummy: Dummy,
        give: float,
    ) -> Dummy:
        """The dummy, on a thin day with the paper's own advertisements."""
        need = sum(self.fitter.area(item) for item in inside)
        rooms = {
            n: float(dummy.hole(n, 0, self.design).area())
            for n in self._numbers(pages, contents, dummy)
        }
        house = house_ads(need, rooms, len(inside), self.edition, self.design, give)
        kept = {wish.page for wish in self._possible()}
        kept |= {
            int(start)
            for start in section_starts(self.edition, self.design).values()
            if start.isdecimal()
        }
        return self._dummy(pages, contents, dummy, house, frozenset(kept)) if house else dummy

    def _thin(self, dummy: Dummy) -> tuple[Finding, ...]:
        """What a day that cannot fill its pages is told."""
        own = [placed for ads in dummy.pages.values() for placed in ads if placed.ad.house]
        if not own:
            return ()
        page = self.grid.columns * self.grid.lines
        share = sum(placed.columns * placed.lines for placed in own) / page
        fact = (
            "the day has too little for its pages; the paper's own advertisements fill "
            f"{share:.1f} of them"
        )
        return (
            Finding(
                Severity.WARNING,
                "layout.thin",
                fact,
                "lower pages.least, or bring more stories or pictures",
            ),
        )

    def _dummy(
        self,
        pages: int,
        contents: tuple[int, ...],
        before: Dummy | None = None,
        house: Sequence[Advertisement] = (),
        news: frozenset[int] = frozenset(),
    ) -> Dummy:
        """The advertisements' places; what stood on the front page of an earlier dummy stays
        there."""
        front = {placed.ad.booking for placed in before.pages.get(1, ())} if before else set()
        ads = [
            replace(ad, page=1) if ad.booking in front else ad for ad in self.edition.advertisements
        ]
        reach = self._reach(pages, contents) if any(ad.section for ad in ads) else {}
        return make_dummy(
            ads,
            pages,
            self.design,
            (*contents, *self.taken),
            reach,
            house,
            self.edition.colour_pages,
            news,
        )

    def _reach(self, pages: int, contents: tuple[int, ...]) -> dict[str, frozenset[int]]:
        """The pages that each section will take, as far as can be told before advertisements
        stand."""
        names = [section.name for section in self.edition.sections]
        loads = [
            Load(item.key, names.index(item.copy.section), item.copy.urgency, area)
            for item, area in self.inner
        ]
        room = float(self.grid.columns * (self.grid.lines + self.grid.gap))
        rooms = {n: room for n in range(2, pages + 1) if n not in contents and n not in self.taken}
        need: dict[int, float] = {}
        for load in loads:
            need[load.section] = need.get(load.section, 0.0) + load.area
        division = divide(section_starts(self.edition, self.design), need, rooms)
        sheets = [Sheet(n, room, division.pages.get(n, frozenset())) for n in rooms]
        if not sheets:
            return {}
        return {
            names[s]: numbers
            for s, numbers in section_reach(loads, sheets, division.backwards).items()
        }

    def _possible(self) -> list[Wish]:
        """What the editor wants, without pages that the edition cannot have."""
        most = self.edition.pages.most
        return [
            wish if wish.page <= most else replace(wish, page=0) for wish in self.edition.wishes
        ]

    def _fitting(
        self, inner: Sequence[tuple[Item, float]]
    ) -> tuple[list[tuple[Item, float]], list[tuple[Story, str]]]:
        """Items without the standing ones that are larger than the size they were given, and those
        with the reason.
        """
        kept, unfit = [], []
        for item, area in inner:
            if (
                item.copy.size
                and item.copy.story
                and self.fitter.fitted(item, *item.copy.size) is None
            ):
                columns, lines = item.copy.size
                what = f"{columns} columns x {to_mm(lines * self.grid.leading):.0f} mm"
                unfit.append((item.copy.story, f"its words and picture do not fit into {what}"))
            else:
                kept.append((item, area))
        return kept, unfit

    def _wanted(self) -> frozenset[str]:
        """Stories that the editor has given a page."""
        return frozenset(wish.slug for wish in self._possible() if wish.page)

    def _shaped(self, item: Item) -> Item:
        """The item as the editor wants it, where it has any shape like that; without the wish where
        it has none.
        """
        wanted = wished(item, self.edition)
        if wanted is item:
            return item
        shapes = (
            self.fitter.fitted(wanted, w, int(depth))
            for w in range(1, self.grid.columns + 1)
            for depth in np.isfinite(self.fitter.costs(wanted, w)).nonzero()[0]
        )
        return wanted if any(shapes) else item

    def _front_room(self) -> float:
        """Columns x lines of the front page, about: what is booked for it is not yet in its
        place."""
        booked = [size_of(ad, self.design) for ad in self.edition.advertisements if ad.page == 1]
        free = (self.grid.lines - self.design.nameplate_lines) * self.grid.columns
        return float(free - sum(columns * (lines + self.grid.gap) for columns, lines in booked))

    def _for_front(self, running: Sequence[Story]) -> tuple[list[Story], Edition, list[Story]]:
        """Stories that may stand on the front page, and those that the editor wants there."""
        wishes = {wish.slug: wish for wish in self._possible()}
        barred = {slug for slug, wish in wishes.items() if wish.page > 1 or 1 in wish.off}
        pinned = [s for s in running if s.slug in wishes and wishes[s.slug].page == 1]
        if self.tight:
            must = sorted(
                (s for s in running if s.must_run and s not in pinned),
                key=lambda s: (s.words, s.slug),
            )
            pinned += [s for s in must if s.slug not in barred][
                : max(0, FRONT_STORIES - len(pinned))
            ]
        able = [s for s in running if s.slug not in barred] or list(
            running
        )  # the paper needs a front page
        return able, self.edition, pinned

    def _room_for_parts(self, inside: Sequence[Item], pages: int, contents: tuple[int, ...]) -> int:
        """Pages enough for each part of a long story to have one of its own."""
        parts = max(
            (
                item.copy.jump.part
                + (item.copy.jump.chain in {i.slug for i in inside if not i.copy.jump.part})
                for item in inside
            ),
            default=0,
        )
        least = len({1, *contents, *self.taken}) + parts
        multiple = self.edition.pages.multiple
        return max(pages, min(math.ceil(least / multiple) * multiple, self.edition.pages.most))

    def _another(
        self, left: Sequence[tuple[Item, str]], inside: Sequence[Item], pages: int, inner: int
    ) -> bool:
        """More pages are needed: stories were left, the budget has room, and the pages will be full
        enough.
        """
        if not left or pages >= self.edition.pages.most:
            return False
        need = sum(self.fitter.area(item) for item in inside)
        room = (
            (inner + self.edition.pages.multiple)
            * self.grid.columns
            * (self.grid.lines + self.grid.gap)
        )
        bound = any(
            item.copy.jump.chain or any(s.must_run for s in item.copy.stories) for item, _ in left
        )
        return bound or need > room * LEAST_FULL

    def _inside_tier(self, item: Item) -> Item:
        tier = tier_of(item.copy.urgency) if item.kind == "story" else item.ask.tier
        return item if tier == item.ask.tier else replace(item, ask=replace(item.ask, tier=tier))

    # -- the front page ----------------------------------------------------------------------------

    def _register(self, rounds: Sequence[Sequence[FrontTry]]) -> dict[str, Item]:
        """Every item that the front page may be searched with, by a name of its own."""
        found: dict[str, Item] = {}
        for r, tries in enumerate(rounds):
            for t, one in enumerate(tries):
                found |= {f"{r}.{t} {item.key}": item for item in one.fronts}
        return found

    def _front_page(
        self, rounds: Sequence[Sequence[FrontTry]], searchers: Searchers, dummy: Dummy
    ) -> tuple[PlannedPage, tuple[Item, ...]]:
        hole = dummy.hole(1, self.design.nameplate_lines, self.design)
        best: tuple[float, PageLayout, FrontTry] | None = None
        for last, relaxed in ((False, False), (True, False), (False, True), (True, True)):
            for r, tries in enumerate(rounds):
                here = [(t, one) for t, one in enumerate(tries) if one.last is last]
                tasks = [
                    Task(
                        tuple(
                            Role(f"{r}.{t} {i.key}", i.ask.tier, i.ask.shows) for i in one.fronts
                        ),
                        hole,
                        FRONT_EFFORT,
                        relaxed,
                    )
                    for t, one in here
                ]
                for task, (_, one), layout in zip(tasks, here, searchers.run(tasks), strict=True):
                    if layout and (best is None or layout.cost + one.price < best[0]):
                        best, chosen = (layout.cost + one.price, layout, one), task
                if best and best[0] < GOOD_FRONT:
                    break
            if best:
                break
        if best is None:
            raise LayoutError(
                "page 1 cannot be laid out from these stories; give the lead a shorter headline "
                "or a picture"
            )
        _, layout, one = best
        again = searchers.run([replace(chosen, effort=self.design.effort)])[
            0
        ]  # as thoroughly as every other page
        if again and again.cost < layout.cost:
            layout = again
        return PlannedPage(1, one.fronts[0].copy.section, one.fronts, layout, hole), one.rests

    def _planned(self, page: InsidePage) -> PlannedPage:
        return PlannedPage(
            page.number, page.section, page.items, page.layout, page.hole, page.opening, page.title
        )
