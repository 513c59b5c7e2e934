"""A flatplan made up: pages, and what became of every story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.issue.issue import LockedPage, PlanSheet, Steady
from epaper.issue.ledger import Account, accounts
from epaper.layout.edition.flatplan import Flatplan
from epaper.layout.edition.standing import FULL
from epaper.layout.makeup.edition import make_up
from epaper.layout.makeup.locked import changes
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.remedies import remedies
from epaper.layout.sheets import plan_sheets
from epaper.layout.telling import told
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.page.page import OutlineEntry, Page
from epaper.units import counted


@dataclass(frozen=True, slots=True)
class Placement:
    slug: str
    pages: tuple[int, ...]
    status: str  # "placed", "jumped", "held", or "kept": standing matter for another day
    reason: str = ""
    remedy: str = ""  # what would let it in


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Pages whose pictures and advertisements are named by the editor's own files, and what became
    of every story."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    sheets: tuple[PlanSheet, ...]
    placements: tuple[Placement, ...]
    findings: tuple[Finding, ...]
    cut: Mapping[str, Mapping[str, int]]  # slug -> rule -> characters that the rule left out
    locked: Mapping[int, LockedPage] = field(default_factory=dict)  # pages as they were
    ledger: tuple[Account, ...] = ()  # of every story
    sizes: Mapping[str, Story] = field(default_factory=dict)  # standing matter as it is printed
    steady: Steady | None = None  # how much of the last build's plan stands; None: there was none

    @property
    def steady_pages(self) -> dict[int, LockedPage]:
        """Pages that stand as the last build had them, though nobody locks them."""
        return {number: page for number, page in self.locked.items() if page.steady}

    @property
    def cost(self) -> float:
        """Of all pages."""
        return sum(sheet.chosen.cost for sheet in self.sheets if sheet.chosen)

    @property
    def characters(self) -> dict[str, int]:
        """Of the stories on locked pages, as they were locked."""
        return {story.slug: story.characters for p in self.locked.values() for story in p.stories}


def finished(
    edition: Edition, fitter: Copyfitter, plan: Flatplan, locked: Mapping[int, LockedPage]
) -> LaidOut:
    """The pages of a plan around the pages that are `locked`, or stand, as they were."""
    made, design = make_up(edition, fitter, plan, locked), fitter.design
    ways_in = remedies(edition, design, plan)
    by_hand = {number: page for number, page in locked.items() if not page.steady}
    findings = (
        *changes(by_hand, edition, lambda slug: made.where.get(slug, [])),
        *made.findings,
        *told(_without_wishes(edition, locked), design, plan, made, ways_in=ways_in),
    )
    placements = _placements(edition, plan, made.where, ways_in)
    sizes = {story.slug: story for story in edition.stories if story.standing}
    laid = LaidOut(
        pages=made.pages,
        outline=made.outline,
        sheets=plan_sheets(plan, made.pages, locked),
        placements=placements,
        findings=findings,
        cut=made.cut,
        locked=made.locked,
        sizes=sizes,
    )
    held = [one.slug for one in placements if one.status in ("held", "kept")]
    ledger = accounts(edition.stories, made.pages, held, made.cut, locked=laid.characters)
    return replace(laid, ledger=ledger)


def _without_wishes(edition: Edition, locked: Mapping[int, LockedPage]) -> Edition:
    """The edition without wishes for what stands as it was: they were granted, or told of, then."""
    steady = {story.slug for page in locked.values() if page.steady for story in page.stories}
    if not steady:
        return edition
    wishes = tuple(wish for wish in edition.wishes if wish.slug not in steady)
    return replace(edition, wishes=wishes)


def in_size(edition: Edition, plan: Flatplan) -> Edition:
    """The edition with its standing matter in the size that the plan prints."""
    printed = {s.slug: s for page in plan.pages for item in page.items for s in item.copy.stories}
    stories = (printed.get(s.slug, s) if s.standing else s for s in edition.stories)
    return replace(edition, stories=tuple(stories))


def _placements(
    edition: Edition, plan: Flatplan, where: Mapping[str, Sequence[int]], ways_in: Mapping[str, str]
) -> tuple[Placement, ...]:
    """What became of every story, in the edition's order."""
    held = {story.slug: reason for story, reason in plan.held}
    kept = {story.slug: reason for story, reason in plan.kept}
    found = []
    for story in edition.stories:
        pages = tuple(where.get(story.slug, ()))
        if story.standing and not pages:
            reason = kept.get(story.slug, FULL)
            found.append(Placement(story.slug, (), "kept", reason=reason))
            continue
        status = "jumped" if len(pages) > 1 else "placed" if pages else "held"
        if pages or story.slug in held:
            reason = "" if pages else held[story.slug]
            remedy = "" if pages else ways_in.get(story.slug, "")
            found.append(Placement(story.slug, pages, status, reason, remedy=remedy))
    return tuple(found)


def preferred(edition: Edition, plan: Flatplan) -> Flatplan:
    """The flatplan with the runners-up that the editor prefers."""
    wanted = {wish.number: wish for wish in edition.page_wishes if wish.runner_up}
    pages, findings = [], list(plan.findings)
    for lock in edition.page_wishes:
        if lock.lock and lock.number > plan.page_count:
            there_are = counted(plan.page_count, "page")
            fact = f"page {lock.number} is to be locked, and the edition has {there_are}"
            findings.append(
                replace(_page_wish(fact, lock.line, lock.number), remedy="take the lock away")
            )
    for page in plan.pages:
        wish = wanted.pop(page.number, None)
        if wish:
            best, others = page.layout, page.layout.others
            if wish.runner_up <= len(others):
                chosen = others[wish.runner_up - 1]
                rest = (replace(best, others=()), *(one for one in others if one is not chosen))
                page = replace(page, layout=replace(chosen, others=rest))
            else:
                has = counted(len(others), "runner-up", "runners-up")
                fact = f"runner-up {wish.runner_up} of page {page.number} is wished, it has {has}"
                findings.append(_page_wish(fact, wish.line, page.number))
        pages.append(page)
    for number, wish in wanted.items():
        fact = (
            f"runner-up {wish.runner_up} of page {number} is wished, and that page has no stories "
            "to arrange"
        )
        findings.append(_page_wish(fact, wish.line, number))
    return replace(plan, pages=tuple(pages), findings=tuple(findings))


def _page_wish(fact: str, line: int, page: int) -> Finding:
    remedy = "see epaper plan --page N --alternatives K"
    return Finding(
        Severity.WARNING,
        "plan.unmet",
        fact,
        remedy,
        file="plan.yaml",
        line=line,
        field="pages",
        page=page,
    )
