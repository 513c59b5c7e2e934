"""One page of a day that is laid out, laid out again: as it stands, or as somebody wishes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.errors import UsageError
from epaper.issue.issue import PlanSheet
from epaper.layout.edition.bill import Bill
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.edition.replan import Replanner
from epaper.layout.edition.wishes import unmet
from epaper.layout.laid_out import LaidOut
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.stand import Stand
from epaper.layout.sheets import planned_sheet
from epaper.layout.steady import pointed_to
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.model.plan import Wish


@dataclass(frozen=True, slots=True)
class OnePage:
    """`held`: stories that stood on the page and find no room on it now; `findings`: wishes that it
    does not fulfil."""

    sheet: PlanSheet
    held: Mapping[str, str]
    findings: tuple[Finding, ...]


def lay_page(
    edition: Edition,
    fitter: Copyfitter,
    laid: LaidOut,
    number: int,
    *,
    order: Sequence[str] = (),
    wishes: Sequence[Wish] = (),
) -> OnePage:
    """Page `number` of what is laid out, with the stories that stand on it, the others as they are.

    order: slugs of its stories, those first that are to rank first; wishes: for its stories, which
    stand for those of plan.yaml.  Raises UsageError for a page or a story that cannot be laid out.
    """
    sheets = {sheet.number: sheet for sheet in laid.sheets}
    sheet = _arranged(sheets, number)
    _refuse_strangers(sheet, [*order, *(wish.slug for wish in wishes)])
    pages = (page for page in laid.pages if page.number != number)
    bill = Bill(
        (number,),
        fixed=frozenset(slug for page in pages for slug in pointed_to(page)),
        urgency=_urgency(edition, sheet, order),
    )
    own = {wish.slug for wish in wishes}
    others = tuple(wish for wish in edition.wishes if wish.slug not in own)
    count = len(sheets)
    budget = replace(edition.pages, least=count, most=count)
    wished = replace(edition, wishes=(*wishes, *others), pages=budget)
    plan = Replanner(wished, fitter, sheets).plan(bill)
    (planned,) = plan.pages
    found = planned_sheet(plan, planned)
    held = {story.slug: why for story, why in plan.held if story.slug in sheet.stories}
    asked = replace(wished, wishes=tuple(wishes))
    where = {slug: [number] for slug in found.stories}
    told = unmet(asked, where, _stands(planned), count, held=held)
    told = [replace(one, file="", line=0) for one in told]  # they are of no plan.yaml
    return OnePage(found, held, tuple(told))


def _arranged(sheets: Mapping[int, PlanSheet], number: int) -> PlanSheet:
    sheet = sheets.get(number)
    if sheet is None:
        raise UsageError(f"there is no page {number}; the day has pages 1 to {len(sheets)}")
    if sheet.chosen is None or sheet.kind == "locked":
        what = {"locked": "is locked in plan.yaml", "contents": "is of the contents"}
        fact = what.get(sheet.kind, "has no stories to arrange")
        able = [str(one.number) for one in sheets.values() if one.chosen and one.kind != "locked"]
        raise UsageError(f"page {number} {fact}; pages with stories are {', '.join(able)}")
    return sheet


def _refuse_strangers(sheet: PlanSheet, slugs: Sequence[str]) -> None:
    for slug in slugs:
        if slug not in sheet.stories:
            there = ", ".join(dict.fromkeys(sheet.stories))
            raise UsageError(
                f"{slug} does not stand on page {sheet.number}; its stories are {there}"
            )
    if len(set(slugs)) < len(slugs):
        twice = next(slug for slug in slugs if slugs.count(slug) > 1)
        raise UsageError(f"{twice} is named twice for page {sheet.number}; name it once")


def _urgency(edition: Edition, sheet: PlanSheet, order: Sequence[str]) -> dict[str, int]:
    """The urgencies of a page's stories in another order; the first has the page to lead alone."""
    if not order:
        return {}
    own = {s.slug: s.urgency for s in edition.stories if s.slug in sheet.stories}
    ranked = [*order, *(slug for slug in sorted(own, key=own.__getitem__) if slug not in order)]
    urgencies = sorted(own[slug] for slug in ranked)
    if urgencies[:1] == urgencies[1:2]:
        urgencies[0] -= 1
    return dict(zip(ranked, urgencies, strict=True))


def _stands(page: PlannedPage) -> dict[str, tuple[Stand, Hole]]:
    items = {item.key: item for item in page.items if item.kind == "story"}
    return {
        items[one.key].slug: (Stand(items[one.key], one.column, one.line, one.shape), page.hole)
        for one in page.layout.placed
        if one.key in items
    }
