"""The day laid out from the plan of the last build: a change moves as few pages as it can.

A page whose stories, advertisements and wishes are as they were stands, mark for mark.  The others
are laid out again from the last plan, stories cut where they were.  Where that makes them much
worse than they were, or a story would have to wait, a page more is moved; each costs what the
layout's `replate` says.  Where nothing serves, the day is planned anew.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.errors import LayoutError
from epaper.issue.issue import LockedPage, Moved, PlanSheet, Steady, Tried
from epaper.layout.changed import Before, change_of
from epaper.layout.design.reader import Design
from epaper.layout.edition.bill import Bill, frame_of, modules_of
from epaper.layout.edition.dummy import NOT_PLACED
from epaper.layout.edition.front import is_urgent
from epaper.layout.edition.mending import HELD_GAIN
from epaper.layout.edition.replan import Replanner
from epaper.layout.edition.volume import Held
from epaper.layout.laid_out import LaidOut, finished, preferred
from epaper.layout.makeup.locked import changes
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.entries import by_section
from epaper.model.digests import furniture_digest
from epaper.model.edition import Edition
from epaper.model.story import Story
from epaper.page.marks import Link
from epaper.page.page import Page

MOST_TRIES, NEAR = 6, 3  # bills laid out; pages that may be moved besides
MOST_THOROUGH = 2  # bills that are laid out again, with more tried to mend their pages
FOLLOWED = 4  # times that pages which point wrongly join those that are moved
NOTHING_SERVES = "the pages that it takes would be worse than a new plan"
OTHER_COUNT = 400.0  # what another number of pages costs: the press is set up for this one
SPOILT = (NOT_PLACED, "layout.must-run")  # what no way may bring
THIN = "layout.thin"  # of the whole paper: told anew of all its pages as drawn
CARRIED = ("layout.", "picture.", "chart.", "ad.", "plan.unmet", "kit.")  # rules told of pages


@dataclass(frozen=True, slots=True)
class Way:
    """A bill laid out.  good: no page is much worse than it was, and no story has to wait; serves:
    nothing that would make a new plan better."""

    bill: Bill
    laid: LaidOut
    tried: Tried
    reasons: Mapping[int, tuple[str, ...]]
    good: bool
    serves: bool

    @property
    def price(self) -> float:
        one = self.tried
        return one.after - one.before + one.replating + HELD_GAIN * len(one.held)


def lay_out_steadily(
    edition: Edition,
    fitter: Copyfitter,
    before: Before,
    *,
    jobs: int = 1,
    locked: Mapping[int, LockedPage] | None = None,
) -> Way | None:
    """The day around the pages of the last build that stand; None where it must be planned anew.

    locked: pages that plan.yaml locks, which stand whatever has changed.
    """
    if before.fresh:
        return None
    steady = _Steady(edition, fitter, before, locked=dict(locked or {}))
    return steady.laid_out(jobs)


def price_of(anew: LaidOut, before: Before, design: Design) -> float:
    """What a new plan of the day costs against the last build, as a way's price has it."""
    was = sum(_cost(page.sheet) for page in before.pages.values())
    moved = [sheet.number for sheet in anew.sheets if _moved(sheet, before)]
    held = {one.slug for one in anew.placements if one.status == "held"}
    waits = sum(bool(before.stories[slug].pages) for slug in held & before.stories.keys())
    price = sum(_plates(number, before, design) for number in moved)
    price += OTHER_COUNT * (len(anew.pages) != len(before.pages))
    return anew.cost - was + price + HELD_GAIN * waits


def _moved(sheet: PlanSheet, before: Before) -> bool:
    old = before.pages.get(sheet.number)
    return old is None or old.sheet.chosen != sheet.chosen


def _plates(number: int, before: Before, design: Design) -> float:
    replate = design.replate
    return replate.plated if number in before.plated else replate.page


class _Steady:
    def __init__(
        self, edition: Edition, fitter: Copyfitter, before: Before, locked: dict[int, LockedPage]
    ) -> None:
        self.edition, self.design, self.fitter = edition, fitter.design, fitter
        self.before, self.locked = before, locked
        furniture = furniture_digest(edition)
        self.pages = {
            number: replace(page, steady=True, furniture=furniture, sheet=_as_arranged(page.sheet))
            for number, page in before.pages.items()
        }
        self.change = change_of(edition, before, locked)

    def laid_out(self, jobs: int) -> Way | None:
        """The first bill that serves, else the one that costs least."""
        count = len(self.pages)
        pages = replace(self.edition.pages, least=count, most=count)
        edition = replace(self.edition, pages=pages)
        planner = Replanner(edition, self.fitter, self.before.sheets, jobs)
        ways: list[Way] = []
        for way in self._ways(planner):
            ways.append(way)
            if way.good:
                break
        if not ways:
            return None
        best = min(ways, key=lambda way: (not way.good, not way.serves, way.price))
        tried = (best.tried, *(way.tried for way in ways if way is not best))
        return replace(best, laid=self._told(best, tried))

    def _ways(self, planner: Replanner) -> Iterator[Way]:
        """The bills laid out; at last the best of several pages that have room for all, with all
        that can be tried to mend them, which takes much longer."""
        found: list[Way] = []
        for bill in itertools.islice(self._bills(), MOST_TRIES):
            way = self._way(planner, bill)
            if way is not None:
                found.append(way)
                yield way
        several = [way for way in found if len(way.bill.pages) > 1 and not way.tried.held]
        for one in sorted(several, key=lambda way: way.price)[:MOST_THOROUGH]:
            way = self._way(planner, one.bill, thorough=True)
            if way is not None:
                yield way

    def _bills(self) -> Iterator[Bill]:
        """What may be laid out again, the fewest pages first."""
        changed, gone = set(self.change.reasons), self.change.gone
        bills: list[Bill] = []
        for coming in self._places():
            numbers = {*changed, *coming}
            bills.append(Bill(tuple(sorted(numbers)), coming, gone, self.change.changed))
        yield from bills
        for bill in bills:
            for number in self._near(bill.pages)[:NEAR]:
                yield replace(bill, pages=tuple(sorted({*bill.pages, number})))

    def _places(self) -> Iterator[dict[int, tuple[str, ...]]]:
        """Stories that come by page, the likeliest places first."""
        able = [self._able(story) for story in self.change.coming]
        most = max(map(len, able), default=1)
        for turn in range(most):
            coming: dict[int, tuple[str, ...]] = {}
            for story, numbers in zip(self.change.coming, able, strict=True):
                if numbers:
                    number = numbers[min(turn, len(numbers) - 1)]
                    coming[number] = (*coming.get(number, ()), story.slug)
            yield coming

    def _able(self, story: Story) -> list[int]:
        """Pages for a story that comes: those that have changed first, then those of its section
        that are least full."""
        wished = next((w.page for w in self.edition.wishes if w.slug == story.slug and w.page), 0)
        if wished in self.pages:
            return [wished]
        if is_urgent(story) and 1 in self.pages and 1 not in self.locked:
            return [1]
        of_section: dict[int, int] = {}
        for number, page in self.pages.items():
            if number > 1 and number not in self.locked and page.sheet.chosen:
                of_section[number] = sum(one.section == story.section for one in page.stories)
        plated, reasons = self.before.plated, self.change.reasons
        ranked = sorted(
            of_section,
            key=lambda n: (
                n not in reasons,
                n in plated,
                self.pages[n].sheet.section != story.section,
                self._fullness(n),
                n,
            ),
        )
        own = [n for n in ranked if of_section[n]] or ranked
        return own[:NEAR]

    def _fullness(self, number: int) -> tuple[int, float]:
        """How hard it is to get another story into a page: its modules, and the share of text in
        them, as pictures give way."""
        modules = modules_of(self.pages[number].sheet)
        cells = sum(one.columns * one.lines for one in modules)
        return len(modules), sum(one.text for one in modules) / max(1, cells)

    def _near(self, numbers: Sequence[int]) -> list[int]:
        """Pages of news by how near they are to these and by what they cost, not yet with the
        press."""
        able = [
            n
            for n, page in self.pages.items()
            if n > 1 and n not in numbers and n not in self.locked and page.sheet.chosen
        ]
        return sorted(
            able,
            key=lambda n: (
                n in self.before.plated,
                min((abs(n - other) for other in numbers if other > 1), default=0),
                -_cost(self.pages[n].sheet),
                n,
            ),
        )

    def _way(self, planner: Replanner, bill: Bill, *, thorough: bool = False) -> Way | None:
        """A bill laid out, with the pages that point wrongly then; None where it cannot be."""
        reasons = {
            number: why for number, why in self.change.reasons.items() if number in bill.pages
        }
        for _ in range(FOLLOWED):
            if set(bill.pages) & set(self.locked):
                return None
            standing = self._standing(bill)
            pointed = frozenset(
                slug for page in standing.values() for slug in pointed_to(page.page)
            )
            bill = replace(bill, fixed=pointed)
            try:
                plan = planner.plan(bill, thorough=thorough)
                plan = preferred(_wished_for(self.edition, bill.pages), plan)
                plan = replace(plan, kept=tuple(self._reasoned(plan.kept)))
                laid = finished(self.edition, self.fitter, plan, standing)
            except LayoutError:
                return None
            wrong = self._wrong(laid)
            if not wrong:
                return self._judged(bill, laid, reasons)
            reasons |= wrong
            bill = replace(bill, pages=tuple(sorted({*bill.pages, *wrong})))
        return None

    def _reasoned(self, kept: Iterable[Held]) -> Iterator[Held]:
        """Standing matter that is kept, with the reason that it had."""
        for story, why in kept:
            was = self.before.stories.get(story.slug)
            yield story, (was.reason if was else "") or why

    def _standing(self, bill: Bill) -> dict[int, LockedPage]:
        """The pages that stand, those that plan.yaml locks among them; contents that have pages to
        themselves are drawn anew."""
        return {
            number: self.locked.get(number, page)
            for number, page in self.pages.items()
            if number not in bill.pages and page.sheet.kind != "contents"
        }

    def _wrong(self, laid: LaidOut) -> dict[int, tuple[str, ...]]:
        """Pages that cannot stand beside the others, and why: they point to what is elsewhere now,
        show a part of a story that others show otherwise, or their contents have grown."""
        where = {one.slug: one.pages for one in laid.placements}
        found: dict[int, list[str]] = {}
        for finding in changes(laid.steady_pages, self.edition, lambda slug: where.get(slug, ())):
            told = finding.message.partition("but ")[2]
            found.setdefault(finding.page, []).append(told or finding.message)
        lost = {account.slug for account in laid.ledger if account.lost}
        listing = self.fitter.listing
        names = [section.name for section in self.edition.sections]
        first = {slug: pages[0] for slug, pages in where.items() if pages}
        sections = by_section(names, self.edition.stories, first)
        for number, page in laid.steady_pages.items():
            torn = sorted(lost & {story.slug for story in page.stories})
            found.setdefault(number, []).extend(f"it has a part of {slug}" for slug in torn)
            frame = frame_of(page.sheet)
            if frame and not listing.fits(sections, frame):
                found[number].append("the contents have grown")
        return {number: tuple(why) for number, why in found.items() if why}

    def _judged(self, bill: Bill, laid: LaidOut, reasons: Mapping[int, tuple[str, ...]]) -> Way:
        """What a bill costs, and whether it serves: no page much worse, and no story has to wait
        that stood, or that comes and others left room for."""
        sheets = {sheet.number: sheet for sheet in laid.sheets}
        was = sum(_cost(self.pages[n].sheet) for n in bill.pages)
        now = sum(_cost(sheets[n]) for n in bill.pages if n in sheets)
        held = {one.slug for one in laid.placements if one.status == "held"}
        stood = {slug for slug, story in self.before.stories.items() if story.pages}
        waits = sorted(held & (stood | {s.slug for s in self.change.coming}) - self.change.gone)
        replate = self.design.replate
        plates = sum(_plates(n, self.before, self.design) for n in bill.pages)
        costs = {"before": round(was, 1), "after": round(now, 1), "replating": plates}
        tried = Tried(bill.pages, **costs, held=tuple(waits))
        sound = not any(finding.rule in SPOILT for finding in laid.findings)
        for number in bill.pages:  # none is left without a story
            sound = sound and (_has_stories(sheets, number) or not self.pages[number].sheet.chosen)
        moved = [n for n in bill.pages if n not in sheets or _moved(sheets[n], self.before)]
        more = (now - was) / max(1, len(moved))
        good = sound and not waits and more <= replate.margin
        serves = sound and more <= replate.most and all(map(self._may_wait, waits))
        return Way(bill, laid, tried, reasons, good=good, serves=serves)

    def _may_wait(self, slug: str) -> bool:
        """Whether a story may wait as others do that are as urgent: of a day that is too full a new
        plan would leave some as well."""
        story = next(one for one in self.edition.stories if one.slug == slug)
        waited = (was for was in self.before.stories.values() if was.status == "held")
        most = min((was.urgency for was in waited if not was.stop), default=None)
        return most is not None and story.urgency >= most and not story.must_run

    def _told(self, way: Way, tried: tuple[Tried, ...]) -> LaidOut:
        """What was laid out, with what the last build told of the pages that stand."""
        laid, moved = way.laid, way.bill.pages
        stay = laid.steady_pages
        slugs = {story.slug for page in stay.values() for story in page.stories}
        carried = [
            one
            for one in self.before.findings
            if one.rule.startswith(CARRIED)
            and (one.page in stay or (one.story in slugs and not one.page))
        ]
        carried = [one for one in carried if one.rule != THIN]
        reasons = {n: way.reasons.get(n, ()) for n in moved}
        for number, page in stay.items():
            if page.page != self.before.pages[number].page:
                reasons[number] = ("its contents name other stories or pages",)
        for number, coming in way.bill.coming.items():
            reasons[number] = (*reasons.get(number, ()), *(f"{slug} is new" for slug in coming))
        moves = (Moved(n, why or ("to make room",)) for n, why in sorted(reasons.items()))
        steady = Steady(moved=tuple(moves), tried=tried) if reasons else self.before.steady
        return replace(laid, findings=(*laid.findings, *carried), steady=steady)


def _wished_for(edition: Edition, pages: Sequence[int]) -> Edition:
    """The edition with wishes for these pages alone."""
    wishes = tuple(wish for wish in edition.page_wishes if wish.number in pages)
    return replace(edition, page_wishes=wishes)


def _as_arranged(sheet: PlanSheet) -> PlanSheet:
    """The sheet of a page that may have been locked."""
    return replace(sheet, kind="stories") if sheet.kind == "locked" and sheet.chosen else sheet


def _has_stories(sheets: Mapping[int, PlanSheet], number: int) -> bool:
    """Whether a page has stories."""
    return number in sheets and bool(sheets[number].stories)


def _cost(sheet: PlanSheet) -> float:
    return sheet.chosen.cost if sheet.chosen else 0.0


def pointed_to(page: Page) -> Iterator[str]:
    """Stories elsewhere that a page names with their pages."""
    for mark in page.marks:
        if isinstance(mark, Link) and mark.origin.story:
            yield mark.origin.story
