"""A few pages laid out again from the plan of the last build: the stories that stand on them, cut
where they were, with what comes and without what goes, around pages that stand as they are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from epaper.issue.issue import PlacedModule
from epaper.layout.edition.assign import PILE, Assignment, Load, Objections, PageRoom, assignment_of
from epaper.layout.edition.bill import Bill, Sheets, frame_of, is_own
from epaper.layout.edition.budget import running_stories
from epaper.layout.edition.draft import Desk, Draft
from epaper.layout.edition.dummy import Dummy, make_dummy
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.edition.front_page import search_front
from epaper.layout.edition.house import PLAIN, plain_house
from epaper.layout.edition.kits import with_kits
from epaper.layout.edition.last_pages import LastPages
from epaper.layout.edition.loads import loads_of
from epaper.layout.edition.mending import mended
from epaper.layout.edition.placed_ad import PlacedAd
from epaper.layout.edition.planned import PageHead, planned_page
from epaper.layout.edition.resorts import all_filled, polished, stretched
from epaper.layout.edition.roles import Casting
from epaper.layout.edition.stacking import place_ad
from epaper.layout.edition.standing import is_standing, kept_back, standing_matter
from epaper.layout.edition.tries import FRONT_TIERS, FrontTry
from epaper.layout.edition.volume import plain_brief, tier_of
from epaper.layout.edition.wishes import wishes_of
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.searchers import Searchers, Stock
from epaper.model.edition import Edition

CUTS = 5  # of a changed story on page 1 that are tried
CUT_LINE = 3.0  # what a line costs by which its rest is longer or shorter inside
ROUNDS = 3  # of mending pages that came out ill
WAITS = "no room on the pages that are laid out again"


class Replanner:
    """Lays out pages again.  `sheets`: all pages of the last build, by number."""

    def __init__(self, edition: Edition, fitter: Copyfitter, sheets: Sheets, jobs: int = 1) -> None:
        kits = with_kits(edition, fitter.design.practice)
        self.edition, self.findings = kits.edition, kits.findings
        self.design, self.fitter = fitter.design, fitter
        self.sheets, self.jobs = sheets, jobs
        self.wishes = wishes_of(self.edition)
        self.names = [section.name for section in self.edition.sections]
        self.matter = standing_matter(self.edition, self.fitter, self.wishes.with_page)
        stories = {story.slug: story for story in self.edition.stories}
        self.last = LastPages(
            sheets, stories, matter=self.matter, wishes=self.wishes, fitter=fitter
        )

    def plan(self, bill: Bill, *, thorough: bool = False) -> Flatplan:
        """The flatplan of these pages alone.  thorough: all is tried to mend those that come out
        ill.  Raises LayoutError where page 1 cannot be made."""
        dummy = self._dummy(bill)
        self.last.cuts = {}
        pages: list[PlannedPage] = []
        if 1 in bill.pages:
            pages.append(self._front(bill, dummy))
        numbers = [number for number in bill.pages if number > 1]
        inside, left, dummy = self._inside(bill, numbers, dummy, thorough=thorough)
        pages += inside
        printed = {s.slug for page in pages for item in page.items for s in item.copy.stories}
        printed |= {slug for slug in self.last.elsewhere(bill) if slug not in bill.gone}
        running, held = running_stories(self.edition, self.design, self.sheets)
        held += [(s, left.get(s.slug, WAITS)) for s in running if s.slug not in printed]
        return Flatplan(
            pages=tuple(pages),
            contents=tuple(n for n, sheet in self.sheets.items() if sheet.kind == "contents"),
            held=tuple(held),
            page_count=max(self.sheets),
            dummy=dummy,
            findings=self.findings,
            kept=kept_back(self.matter, printed, 0.0),
            rail=next(filter(None, (frame_of(self.sheets[n]) for n in bill.pages)), None),
            parts=self.last.parts(bill),
        )

    def _dummy(self, bill: Bill) -> Dummy:
        """The advertisements of these pages, each on the page that it has."""
        booked = {ad.booking: ad for ad in self.edition.advertisements}
        where = self._booked_pages()
        ads = [ad for name, ad in booked.items() if name not in where]
        halves: dict[int, PlacedAd] = {}
        for name, modules in where.items():
            here = [number for number in modules if number in bill.pages]
            if name not in booked or not here:
                continue
            if len(here) == len(modules):
                ads.append(replace(booked[name], page=booked[name].page or here[0]))
            else:  # a panorama, of whose pages the other stands
                (number,), (left, _right) = here, modules
                column, foot = modules[number].column, modules[number].line + modules[number].lines
                half = "left" if number == left else "right"
                halves[number] = place_ad(booked[name], column, foot, self.design, half=half)
        barred = {*(n for n in self.sheets if n not in bill.pages)}
        own = [
            plain_house(
                int(module.note[len(PLAIN) :]) - 1, self._depth(module), self.edition, self.design
            )
            for number in bill.pages
            for module in self.sheets[number].bookings
            if is_own(module)
        ]
        every = (one for sheet in self.sheets.values() for one in sheet.bookings if is_own(one))
        last = max((int(one.note[len(PLAIN) :]) for one in every), default=0)
        own += [
            plain_house(n, lines, self.edition, self.design)
            for n, lines in enumerate(bill.own, last)
        ]
        return make_dummy(
            ads,
            max(self.sheets),
            self.design,
            barred=barred,
            house=own,
            colour=self.edition.colour_pages,
            rail=next(filter(None, (frame_of(self.sheets[n]) for n in bill.pages)), None),
            standing=halves,
        )

    def _booked_pages(self) -> dict[str, dict[int, PlacedModule]]:
        """Bookings, and where each stands on its page, or on both of a panorama."""
        where: dict[str, dict[int, PlacedModule]] = {}
        for number, sheet in sorted(self.sheets.items()):
            for module in sheet.bookings:
                where.setdefault(module.note, {})[number] = module
        return where

    def _depth(self, own: PlacedModule) -> int:
        """Lines that a plain advertisement of the paper's own is booked for anew: it was drawn as
        deep as the news left it, and news comes first."""
        strip = self.design.practice.strip_lines
        return min(own.lines, strip) if own.line else own.lines

    # -- the front page ----------------------------------------------------------------------------

    def _front(self, bill: Bill, dummy: Dummy) -> PlannedPage:
        """Page 1; a story on it that has changed may end a paragraph sooner or later."""
        tries: list[FrontTry] = []
        turns: list[dict[str, int]] = []
        whole = {slug for some in bill.coming.values() for slug in some}
        cut = [slug for slug in self._jumped() if slug in bill.changed and slug not in whole]
        for turn in range(CUTS if cut else 1):
            turns.append(dict.fromkeys(cut, turn))
            self.last.cuts = turns[-1]
            price = CUT_LINE * sum(self._rest_longer(slug) for slug in cut)
            tries.append(FrontTry(tuple(self._fronts(bill)), (), price))
        hole = self._hole(1, dummy)
        page, one = search_front([tries], hole, self.fitter, self.jobs)
        self.last.cuts = turns[tries.index(one)] if one in tries else turns[0]
        return page

    def _rest_longer(self, slug: str) -> int:
        """Lines by which the rest of a story is longer or shorter than it was."""
        _, *was = (module for _, module in self.last.runs[slug])
        _, *now = self.last.chain(slug).values()
        return abs(sum(item.copy.text.lines for item in now) - sum(module.text for module in was))

    def _jumped(self) -> list[str]:
        """Stories that go on inside from page 1."""
        runs = self.last.runs.items()
        return [slug for slug, run in runs if len(run) > 1 and run[0][0] == 1]

    def _fronts(self, bill: Bill) -> list[Item]:
        """The lead first, which gives the page its section."""
        items = sorted(
            self.last.items(1, bill),
            key=lambda item: (item.kind != "story", is_standing(item), item.ask.tier != "front"),
        )
        new = list(self.last.new(1, bill, items))
        items = list(_ranked(items, bill, tiers=False))
        if new or bill.urgency:
            stories = [item for item in items if item.kind == "story"]
            ranked = sorted([*stories, *new], key=lambda item: item.copy.urgency)
            tiers = itertools.chain(FRONT_TIERS, itertools.repeat(FRONT_TIERS[-1]))
            ranked = [
                replace(item, ask=replace(item.ask, tier=tier))
                for item, tier in zip(ranked, tiers, strict=False)
            ]
            items = [*ranked, *(item for item in items if item.kind != "story")]
        return items

    # -- the inside pages --------------------------------------------------------------------------

    def _inside(
        self, bill: Bill, numbers: Sequence[int], dummy: Dummy, *, thorough: bool
    ) -> tuple[list[PlannedPage], dict[str, str], Dummy]:
        """The pages, why stories are left, and the dummy around them."""
        if not numbers:
            return [], {}, dummy
        here = {number: self._here(number, bill) for number in numbers}
        there = self.last.elsewhere(bill) | {s for page in here.values() for s in _slugs(page)}
        if 1 in bill.pages:
            there |= set(_slugs(self.last.items(1, bill))) | set(bill.coming.get(1, ()))
        waiting = list(self._waiting(there))
        known = {item.key: item for items in (*here.values(), waiting) for item in items}
        pins = {n: pin for n in numbers if (pin := self.last.pin(n, bill))}
        holes = {n: self._hole(n, dummy) for n in numbers}
        for number, pin in pins.items():
            if standing := pin.placed(holes[number], number):
                holes[number] = standing.hole
        casting = Casting(known, self.design, self.names, self._opinion, kinds=self._kinds)
        jobs = min(self.jobs, len(numbers))  # one page is no work for several
        with Searchers(Stock(known, self.fitter), jobs) as searchers:
            desk = Desk(casting, searchers)
            shared = self._shared(bill, here, waiting, known, dummy=dummy)
            draft = Draft(shared, dict.fromkeys(numbers), holes)
            layouts = desk.search(desk.last_task(draft, number) for number in numbers)
            first = dict(zip(numbers, layouts, strict=True))
            draft = replace(draft, layouts=first)
            for _ in range(ROUNDS):
                after = mended(draft, desk, may_hold=False, thorough=thorough)
                if after is draft:
                    break
                draft = after
            pinned = replace(dummy, pinned=frozenset(pins))
            final = stretched(polished(all_filled(draft, desk), desk, first), desk, pinned)
            pages = [
                planned_page(
                    desk, final.draft, self._head(n), self._hole(n, dummy), pin=pins.get(n)
                )
                for n in numbers
                if final.draft.layouts[n] is not None
            ]
        for number, by in final.by.items():
            dummy = dummy.stretched(number, by, self.design)
        left = {known[load.key].slug: WAITS for load in final.draft.loads(PILE)}
        return pages, left, dummy.with_strips(self.design, {p.number: p.layout for p in pages})

    def _here(self, number: int, bill: Bill) -> list[Item]:
        items = list(self.last.items(number, bill))
        return list(_ranked([*items, *self.last.new(number, bill, items)], bill))

    def _waiting(self, there: Iterable[str]) -> Iterator[Item]:
        """Held stories, and standing matter, that may fill what others leave."""
        taken = set(there)
        for story in self.edition.stories:
            held = story.stop or story.slug in self.edition.barred or story.slug in taken
            if not held and not story.standing and not plain_brief(story):
                yield self.last.whole(story)
        yield from (sizes[0] for sizes in self.matter.without(taken).items)

    def _shared(
        self,
        bill: Bill,
        here: Mapping[int, Sequence[Item]],
        waiting: Sequence[Item],
        known: Mapping[str, Item],
        dummy: Dummy,
    ) -> Assignment:
        """The items on their pages; parts of long stories, and what others point to, stay there."""
        rooms = {}
        for number in here:
            own = frozenset(self.names.index(s) for s in self.sheets[number].sections)
            area = self._hole(number, dummy).area()
            rooms[number] = PageRoom(number, area, own, dummy.avoid(number))
        placed: list[tuple[Load, int]] = []
        for number, items in (*here.items(), (PILE, waiting)):
            for load in self._loads(items, known, list(here)):
                item = known[load.key]
                bound = bool(load.chain) or item.slug in bill.fixed or item.kind != "story"
                fixed = number if bound and number else load.page
                placed.append((replace(load, page=fixed), number))
        reach: dict[int, frozenset[int]] = {}
        for load, number in placed:
            if number:
                reach[load.section] = reach.get(load.section, frozenset()) | {number}
        target = {n: sum(load.area for load, page in placed if page == n) for n in here}
        return assignment_of(Objections(rooms, reach, target, self.design.weights), placed)

    def _loads(
        self, items: Sequence[Item], known: Mapping[str, Item], numbers: Sequence[int]
    ) -> list[Load]:
        return loads_of(
            items, known, sections=self.names, pages=numbers, wishes=self.wishes, fitter=self.fitter
        )

    def _head(self, number: int) -> PageHead:
        sheet = self.sheets[number]
        return PageHead(number, sheet.section, sheet.opening, sheet.sections)

    def _hole(self, number: int, dummy: Dummy) -> Hole:
        return dummy.hole(number, self.sheets[number].top, self.design)

    @property
    def _kinds(self) -> dict[str, str]:
        return {section.name: section.kind for section in self.edition.sections}

    @property
    def _opinion(self) -> frozenset[int]:
        every = enumerate(self.edition.sections)
        return frozenset(place for place, section in every if section.kind == "opinion")


def _ranked(items: Iterable[Item], bill: Bill, tiers: bool = True) -> Iterator[Item]:
    """Stories with the urgency, and the tier, that the bill has for them."""
    for item in items:
        if item.kind == "story" and item.slug in bill.urgency:
            urgency = bill.urgency[item.slug]
            tier = tier_of(urgency) if tiers else item.ask.tier
            copy, ask = replace(item.copy, urgency=urgency), replace(item.ask, tier=tier)
            yield replace(item, copy=copy, ask=ask)
        else:
            yield item


def _slugs(items: Iterable[Item]) -> list[str]:
    return [story.slug for item in items for story in item.copy.stories]
