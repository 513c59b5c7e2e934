"""The day laid out from the plan of the last build: a change moves as few pages as it can.

A page whose stories, advertisements and wishes are as they were stands, mark for mark.  The others
are laid out again from the last plan, stories cut where they were.  Where that makes them much
worse than they were, or a story would have to wait, a page more is moved; each costs what the
layout's `replate` says.  Where nothing serves, the day is planned anew.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from epaper.errors import LayoutError
from epaper.issue.issue import LockedPage, Moved, PlanSheet, Steady, Tried
from epaper.layout.changed import Before, change_of
from epaper.layout.edition.bill import Bill, frame_of
from epaper.layout.edition.mending import VERY_ILL
from epaper.layout.edition.replan import Replanner
from epaper.layout.edition.volume import Held
from epaper.layout.laid_out import LaidOut, finished, preferred
from epaper.layout.late import Places
from epaper.layout.makeup.edition import is_relisted
from epaper.layout.makeup.locked import changes
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.entries import by_section
from epaper.layout.ways import Judge, Way, unlike
from epaper.model.digests import furniture_digest
from epaper.model.edition import Edition
from epaper.page.marks import Element, Link
from epaper.page.page import Page

MOST_TRIES = 8  # bills laid out
MOST_THOROUGH = 2  # bills that are laid out again, with more tried to mend their pages
FOLLOWED = 4  # times that pages which point wrongly join those that are moved
RELISTED = "its contents name other stories or pages"
NOTHING_SERVES = "the pages that it takes would be worse than a new plan"
THIN = "layout.thin"  # of the whole paper: told anew of all its pages as drawn
CARRIED = ("layout.", "picture.", "chart.", "ad.", "plan.unmet", "kit.")  # rules told of pages


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
        self.change = change_of(edition, before, locked, self.design)
        self.judge = Judge(edition, before, self.change, self.design)

    def laid_out(self, jobs: int) -> Way | None:
        """The first way that is good, else the cheapest that serves, else the cheapest."""
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
        others = (way for way in ways if way is not best)
        return replace(best, laid=self._told(best, unlike((best, *others))))

    def _ways(self, planner: Replanner) -> Iterator[Way]:
        """The bills laid out; then the cheapest of those that did not come out well once more, with
        all that can be tried to mend their pages, which takes much longer."""
        places = Places(
            self.edition,
            self.before,
            self.change,
            self.design.grid,
            pages=self.pages,
            locked=self.locked,
        )
        again: list[Way] = []
        for bill in itertools.islice(places.bills(), MOST_TRIES):
            way = self._way(planner, bill, self.change.reasons)
            if way is not None:
                again += [way] if _may_mend(way) else []
                yield way
        for one in sorted(again, key=lambda way: way.price)[:MOST_THOROUGH]:
            way = self._way(planner, one.bill, one.reasons, thorough=True)
            if way is not None:
                yield way

    def _way(
        self,
        planner: Replanner,
        bill: Bill,
        known: Mapping[int, tuple[str, ...]],
        *,
        thorough: bool = False,
    ) -> Way | None:
        """A bill laid out, with the pages that point wrongly then; None where it cannot be.  known:
        why pages are laid out again."""
        reasons = {number: why for number, why in known.items() if number in bill.pages}
        for _ in range(FOLLOWED):
            if set(bill.pages) & set(self.locked):
                return None
            standing = self._standing(bill)
            pointed = frozenset(
                slug
                for page in standing.values()
                for slug in pointed_to(page.page, relisted=is_relisted(page))
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
                return self.judge.way(bill, laid, reasons)
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

    def _told(self, way: Way, tried: tuple[Tried, ...]) -> LaidOut:
        """What was laid out, with what the last build told of the pages that stand."""
        laid = way.laid
        stay = laid.steady_pages
        slugs = {story.slug for page in stay.values() for story in page.stories}
        carried = [
            one
            for one in self.before.findings
            if one.rule.startswith(CARRIED)
            and (one.page in stay or (one.story in slugs and not one.page))
        ]
        carried = [one for one in carried if one.rule != THIN]
        reasons = {n: way.reasons.get(n, ()) for n in way.moved}
        reasons |= dict.fromkeys(way.redrawn, (RELISTED,))
        for number, coming in way.bill.coming.items():
            told = (self._comes(slug) for slug in coming)
            reasons[number] = (*reasons.get(number, ()), *told)
        moves = (Moved(n, why or ("to make room",)) for n, why in sorted(reasons.items()))
        steady = Steady(moved=tuple(moves), tried=tried) if reasons else self.before.steady
        return replace(laid, findings=(*laid.findings, *carried), steady=steady)

    def _comes(self, slug: str) -> str:
        was = self.before.stories.get(slug)
        pages = was.pages if was and slug not in self.change.gone else ()
        return f"{slug} comes from page {pages[0]}" if pages else f"{slug} is new"


def _may_mend(way: Way) -> bool:
    """Whether more exchanges may make a way of it: one with ill pages, in which no story waits that
    may."""
    several = sum(number > 1 for number in way.bill.pages) > 1
    return several and way.worst() > VERY_ILL and not (way.tried.held and way.serves)


def _wished_for(edition: Edition, pages: Sequence[int]) -> Edition:
    """The edition with wishes for these pages alone."""
    wishes = tuple(wish for wish in edition.page_wishes if wish.number in pages)
    return replace(edition, page_wishes=wishes)


def _as_arranged(sheet: PlanSheet) -> PlanSheet:
    """The sheet of a page that may have been locked."""
    return replace(sheet, kind="stories") if sheet.kind == "locked" and sheet.chosen else sheet


def pointed_to(page: Page, *, relisted: bool = False) -> Iterator[str]:
    """Stories elsewhere that a page names with their pages.  relisted: its contents are drawn anew
    and name what is then so."""
    for mark in page.marks:
        listed = relisted and mark.origin.element is Element.CONTENTS
        if isinstance(mark, Link) and mark.origin.story and not listed:
            yield mark.origin.story
