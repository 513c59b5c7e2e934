"""A few pages laid out again from the plan of the last build: the stories that stand on them, cut
where they were, with what comes and without what goes, around pages that stand as they are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from epaper.issue.issue import PlacedModule
from epaper.layout.edition.assign import PILE, Assignment, Load, Objections, PageRoom, assignment_of
from epaper.layout.edition.bill import Bill, Sheets, frame_of, is_own, modules_of
from epaper.layout.edition.budget import running_stories
from epaper.layout.edition.draft import Desk, Draft
from epaper.layout.edition.dummy import Dummy, make_dummy
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.edition.front_page import search_front
from epaper.layout.edition.house import PLAIN, plain_house
from epaper.layout.edition.kits import with_kits
from epaper.layout.edition.loads import loads_of
from epaper.layout.edition.mending import mended
from epaper.layout.edition.parts import breaks
from epaper.layout.edition.pins import Pin
from epaper.layout.edition.planned import PageHead, planned_page
from epaper.layout.edition.resorts import all_filled, polished, stretched
from epaper.layout.edition.roles import Casting
from epaper.layout.edition.standing import is_standing, kept_back, standing_matter
from epaper.layout.edition.tries import FRONT_TIERS, FrontTry
from epaper.layout.edition.volume import items_of, plain_brief, tier_of
from epaper.layout.edition.wishes import wishes_of
from epaper.layout.measure.copy import INSIDE, Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.jumps import jump_front, jump_rest
from epaper.layout.measure.pinned import pinned_item
from epaper.layout.measure.stories import briefs_item, story_item
from epaper.layout.search.hole import Hole
from epaper.layout.search.searchers import Searchers, Stock
from epaper.model.edition import Edition
from epaper.model.story import Story

CUTS = 5  # of a changed story on page 1 that are tried
CUT_LINE = 3.0  # what a line costs by which its rest is longer or shorter inside
QUICK = 0.6  # patience of a search for which somebody waits
ROUNDS = 3  # of mending pages that came out ill
SAME_CUT = 3  # lines that the part of a changed story may differ by and still end where it did
WAITS = "no room on the pages that are laid out again"


class Replanner:
    """Lays out pages again.  `sheets`: all pages of the last build, by number."""

    def __init__(self, edition: Edition, fitter: Copyfitter, sheets: Sheets, jobs: int = 1) -> None:
        kits = with_kits(edition, fitter.design.practice)
        self.edition, self.findings = kits.edition, kits.findings
        self.design, self.setter, self.fitter = fitter.design, fitter.setter, fitter
        self.sheets, self.jobs = sheets, jobs
        self.wishes = wishes_of(self.edition)
        self.stories = {story.slug: story for story in self.edition.stories}
        self.names = [section.name for section in self.edition.sections]
        self.matter = standing_matter(self.edition, self.fitter, self.wishes.with_page)
        self.chains: dict[tuple[str, int], dict[str, Item]] = {}
        self.cuts: dict[str, int] = {}  # of stories on page 1, where they have changed: which cut

    def plan(self, bill: Bill, *, thorough: bool = False) -> Flatplan:
        """The flatplan of these pages alone.  thorough: all is tried to mend those that come out
        ill.  Raises LayoutError where page 1 cannot be made."""
        dummy = self._dummy(bill)
        self.cuts = {}
        pages: list[PlannedPage] = []
        if 1 in bill.pages:
            pages.append(self._front(bill, dummy))
        numbers = [number for number in bill.pages if number > 1]
        inside, left, dummy = self._inside(bill, numbers, dummy, thorough=thorough)
        pages += inside
        printed = {s.slug for page in pages for item in page.items for s in item.copy.stories}
        printed |= {slug for slug in self._elsewhere(bill) if slug not in bill.gone}
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
            parts=self._parts(bill),
        )

    # -- what stands where -------------------------------------------------------------------------

    def _elsewhere(self, bill: Bill) -> set[str]:
        """Stories on pages that stand."""
        others = (sheet for n, sheet in self.sheets.items() if n not in bill.pages)
        return {slug for sheet in others for slug in sheet.stories}

    def _parts(self, bill: Bill) -> dict[tuple[str, int], int]:
        """The pages of the parts of stories that run over several, by story and part."""
        found: dict[tuple[str, int], int] = {}
        for slug, modules in self._runs().items():
            if slug not in bill.gone and len(modules) > 1:
                found |= {(slug, part): number for part, (number, _) in enumerate(modules)}
        return found

    def _runs(self) -> dict[str, list[tuple[int, PlacedModule]]]:
        """The modules of each story in page order."""
        found: dict[str, list[tuple[int, PlacedModule]]] = {}
        for number, sheet in sorted(self.sheets.items()):
            for module in modules_of(sheet):
                if module.kind in ("story", "jump"):
                    found.setdefault(module.slugs[0], []).append((number, module))
        return found

    def _chain(self, slug: str) -> dict[str, Item]:
        """The parts of a story by their keys, cut where they were as far as its text allows."""
        turn = self.cuts.get(slug, 0)
        if (slug, turn) not in self.chains:
            modules = self._runs()[slug]
            number, first = modules[0]
            item: Item | None = self._whole(self.stories[slug], first.tier if number == 1 else "")
            parts: dict[str, Item] = {}
            for _, module in modules:
                if item is None:
                    break  # it is shorter than it was
                part, item = item, None
                cuts = self._cuts(part, module) if module.until else []
                cut = cuts[min(turn, len(cuts) - 1)] if cuts else 0
                if cut:
                    item = jump_rest(part, cut, self.design, self.setter)
                    part = jump_front(part, cut, self.design, self.setter)
                parts[module.key] = part
            self.chains[slug, turn] = parts
        return self.chains[slug, turn]

    def _whole(self, story: Story, tier: str = "") -> Item:
        """tier: of a story on page 1."""
        if not tier:
            return self.wishes.granted(items_of([story], self.fitter)[0], self.fitter)
        key, known = (story, tier, True), self.fitter.wholes
        if key not in known:
            item = story_item(story, self.design, self.setter, tier)
            known[key] = replace(item, ask=replace(item.ask, front=True))
        return self.wishes.granted(known[key], self.fitter)

    def _cuts(self, item: Item, module: PlacedModule) -> list[int]:
        """The blocks before which a part may end: first where it did, if it is about as long as it
        was, then what changes its length least."""
        able = dict(breaks(item, self.design.practice.least_part))
        want = module.text - 1  # the turn line
        cuts = sorted(able, key=lambda block: (abs(able[block] - want), block))
        if abs(able.get(module.until, 0) - want) <= SAME_CUT:
            cuts = [module.until, *(cut for cut in cuts if cut != module.until)]
        return cuts

    def _items(self, number: int, bill: Bill) -> Iterator[Item]:
        """What stands on a page as the last build had it, without what goes."""
        for module in modules_of(self.sheets[number]):
            slugs = [slug for slug in module.slugs if slug in self.stories]
            slugs = [slug for slug in slugs if slug not in bill.gone]
            stories = [self.stories[slug] for slug in slugs]
            if module.kind == "inside":
                yield INSIDE
            elif not stories:
                continue
            elif module.kind == "briefs":
                coming = [self.stories[slug] for slug in bill.coming.get(number, ())]
                stories += [story for story in coming if plain_brief(story)]
                yield briefs_item(stories, self.design, self.setter)
            elif stories[0].standing:
                sizes = (item for sizes in self.matter.items for item in sizes)
                yield from (item for item in sizes if item.key == module.key)
            elif module.kind in ("story", "jump") and module.slugs[0] == slugs[0]:
                part = self._chain(slugs[0]).get(module.key)
                yield from [part] if part else []

    def _pin(self, number: int, bill: Bill) -> Pin | None:
        """The rail or strip of agate on a page."""
        for module in modules_of(self.sheets[number]):
            slugs = [s for s in module.slugs if s in self.stories and s not in bill.gone]
            if module.kind == "rail" and slugs:
                strip, phrases = module.columns > 1, self.design.words.phrases
                title = phrases.markets if strip else phrases.results
                stories = [self.stories[slug] for slug in slugs]
                item = pinned_item(stories, title, self.design, self.setter)
                return Pin(item, strip, self.design)
        return None

    def _new(self, number: int, bill: Bill, items: Sequence[Item]) -> Iterator[Item]:
        """The stories that come to a page and stand in nothing there yet."""
        there = {story.slug for item in items for story in item.copy.stories}
        for slug in bill.coming.get(number, ()):
            if slug not in there:
                story = self.stories[slug]
                yield self._whole(story, tier_of(story.urgency) if number == 1 else "")

    def _dummy(self, bill: Bill) -> Dummy:
        """The advertisements of these pages, each on the page that it has."""
        booked = {ad.booking: ad for ad in self.edition.advertisements}
        ads = []
        for number in bill.pages:
            names = dict.fromkeys(module.note for module in self.sheets[number].bookings)
            here = [booked[name] for name in names if name in booked]
            ads += [replace(ad, page=ad.page or number) for ad in here]
        placed = {name.note for sheet in self.sheets.values() for name in sheet.bookings}
        ads += [ad for name, ad in booked.items() if name not in placed]
        barred = {*(n for n in self.sheets if n not in bill.pages)}
        own = [
            plain_house(
                int(module.note[len(PLAIN) :]) - 1, self._depth(module), self.edition, self.design
            )
            for number in bill.pages
            for module in self.sheets[number].bookings
            if is_own(module)
        ]
        return make_dummy(
            ads,
            max(self.sheets),
            self.design,
            barred=barred,
            house=own,
            colour=self.edition.colour_pages,
            rail=next(filter(None, (frame_of(self.sheets[n]) for n in bill.pages)), None),
        )

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
        cut = [slug for slug in self._jumped() if slug in bill.changed]
        for turn in range(CUTS if cut else 1):
            turns.append(dict.fromkeys(cut, turn))
            self.cuts = turns[-1]
            price = CUT_LINE * sum(self._rest_longer(slug) for slug in cut)
            tries.append(FrontTry(tuple(self._fronts(bill)), (), price))
        hole = self._hole(1, dummy)
        page, one = search_front([tries], hole, self.fitter, self.jobs)
        self.cuts = turns[tries.index(one)] if one in tries else turns[0]
        return page

    def _rest_longer(self, slug: str) -> int:
        """Lines by which the rest of a story is longer or shorter than it was."""
        _, *was = (module for _, module in self._runs()[slug])
        _, *now = self._chain(slug).values()
        return abs(sum(item.copy.text.lines for item in now) - sum(module.text for module in was))

    def _jumped(self) -> list[str]:
        """Stories that go on inside from page 1."""
        runs = self._runs().items()
        return [slug for slug, run in runs if len(run) > 1 and run[0][0] == 1]

    def _fronts(self, bill: Bill) -> list[Item]:
        """The lead first, which gives the page its section."""
        items = sorted(
            self._items(1, bill),
            key=lambda item: (item.kind != "story", is_standing(item), item.ask.tier != "front"),
        )
        new = list(self._new(1, bill, items))
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
        there = self._elsewhere(bill) | {s for page in here.values() for s in _slugs(page)}
        if 1 in bill.pages:
            there |= set(_slugs(self._items(1, bill))) | set(bill.coming.get(1, ()))
        waiting = list(self._waiting(there))
        known = {item.key: item for items in (*here.values(), waiting) for item in items}
        pins = {n: pin for n in numbers if (pin := self._pin(n, bill))}
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
            layouts = desk.search(desk.last_task(draft, n, QUICK) for n in numbers)
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
        items = list(self._items(number, bill))
        return list(_ranked([*items, *self._new(number, bill, items)], bill))

    def _waiting(self, there: Iterable[str]) -> Iterator[Item]:
        """Held stories, and standing matter, that may fill what others leave."""
        taken = set(there)
        for story in self.edition.stories:
            held = story.stop or story.slug in self.edition.barred or story.slug in taken
            if not held and not story.standing and not plain_brief(story):
                yield self._whole(story)
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
