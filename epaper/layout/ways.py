"""Pages laid out again, weighed against what they were: what that costs, and whether it serves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from epaper.issue.issue import PlanSheet, Tried
from epaper.layout.changed import Before, Change, comes
from epaper.layout.design.reader import Design
from epaper.layout.edition.bill import Bill, frame_of
from epaper.layout.edition.dummy import NOT_PLACED
from epaper.layout.laid_out import LaidOut
from epaper.model.edition import Edition
from epaper.page.marks import Element, Mark
from epaper.page.page import Page

OTHER_COUNT = 400.0  # what another number of pages costs: the press is set up for this one
SPOILT = (NOT_PLACED, "layout.must-run")  # what no way may bring


@dataclass(frozen=True, slots=True)
class Way:
    """A bill laid out.  moved: its pages with a reason, or that came out otherwise; redrawn: others
    whose contents name other stories or pages; good: none is much worse than it was, no story has
    to wait, and no print shop has a page that is redrawn; serves: nothing that would make a new
    plan better."""

    bill: Bill
    laid: LaidOut
    tried: Tried
    reasons: Mapping[int, tuple[str, ...]]
    moved: tuple[int, ...]
    redrawn: tuple[int, ...]
    price: float
    good: bool
    serves: bool

    def worst(self) -> float:
        """The cost of its worst inside page."""
        sheets = (one for one in self.laid.sheets if one.number in self.bill.pages)
        return max((cost_of(one) for one in sheets if one.number > 1), default=0.0)


class Judge:
    """Weighs ways to lay out an edition against its last build."""

    def __init__(self, edition: Edition, before: Before, change: Change, design: Design) -> None:
        self.before, self.change, self.design = before, change, design
        self.stories = {story.slug: story for story in edition.stories}
        wished = {wish.slug for wish in edition.wishes}
        self.must = wished | {story.slug for story in edition.stories if story.must_run}
        waited = [
            story.urgency
            for story in edition.stories
            if not story.stop and not story.standing and story.slug not in edition.barred
            if (was := before.stories.get(story.slug)) and was.status == "held" and not was.stop
        ]
        self.waited = min(waited, default=None)  # urgency of the most urgent that found no room

    def way(self, bill: Bill, laid: LaidOut, reasons: Mapping[int, tuple[str, ...]]) -> Way:
        sheets = {sheet.number: sheet for sheet in laid.sheets}
        was = sum(cost_of(self.before.pages[n].sheet) for n in bill.pages)
        now = sum(cost_of(sheets[n]) for n in bill.pages if n in sheets)
        moved = tuple(
            n
            for n in bill.pages
            if n in reasons or n in bill.coming or _differs(n, sheets, self.before)
        )
        redrawn = tuple(_redrawn(laid, self.before, moved))
        every = tuple(sorted((*moved, *redrawn)))
        waits = _waiting(laid, self.before, self.change)
        plates = sum(plates_of(n, self.before, self.design) for n in every)
        costs = {"before": round(was, 1), "after": round(now, 1), "replating": plates}
        replate = self.design.replate
        sound = not left_out(laid)
        for number in bill.pages:  # none is left without a story
            stories = number in sheets and sheets[number].stories
            sound = sound and bool(stories or not self.before.pages[number].sheet.chosen)
        more = (now - was) / max(1, len(moved))
        if 1 in moved and 1 in sheets:  # page 1 is not made worse for the others
            more = max(more, cost_of(sheets[1]) - cost_of(self.before.pages[1].sheet))
        plated = self.before.plated.intersection(redrawn)
        return Way(
            bill,
            laid,
            Tried(every, **costs, held=waits),
            reasons,
            moved=moved,
            redrawn=redrawn,
            price=now - was + plates + replate.waits * len(waits),
            good=sound and not waits and more <= replate.margin and not plated,
            serves=sound and more <= replate.most and all(map(self.may_wait, waits)),
        )

    def may_wait(self, slug: str) -> bool:
        """Whether a story may wait as others do that are as urgent: of a day that is too full a new
        plan would leave some as well."""
        full = self.waited is not None and self.stories[slug].urgency >= self.waited
        return full and slug not in self.must


def left_out(laid: LaidOut) -> int:
    """How many advertisements, and stories that must run, it has no place for."""
    return sum(finding.rule in SPOILT for finding in laid.findings)


def price_of(anew: LaidOut, edition: Edition, before: Before, design: Design) -> float:
    """What a new plan of the day costs against the last build, as a way's price has it."""
    was = sum(cost_of(page.sheet) for page in before.pages.values())
    sheets = {sheet.number: sheet for sheet in anew.sheets}
    coming = tuple(story for story in edition.stories if comes(story, edition, before))
    waits = _waiting(anew, before, Change(coming=coming))
    moved = [number for number in sheets if _differs(number, sheets, before)]
    moved += _redrawn(anew, before, moved)
    price = sum(plates_of(number, before, design) for number in moved)
    price += OTHER_COUNT * (len(anew.pages) != len(before.pages))
    return anew.cost - was + price + design.replate.waits * len(waits)


def _waiting(laid: LaidOut, before: Before, change: Change) -> tuple[str, ...]:
    """Stories that have to wait, of those that stood or come."""
    held = {one.slug for one in laid.placements if one.status == "held"}
    stood = {slug for slug, story in before.stories.items() if story.pages}
    return tuple(sorted(held & (stood | {s.slug for s in change.coming}) - change.gone))


def _differs(number: int, sheets: Mapping[int, PlanSheet], before: Before) -> bool:
    """Whether a page is arranged otherwise than it was."""
    old, new = before.pages.get(number), sheets.get(number)
    return old is None or new is None or old.sheet.chosen != new.chosen


def _redrawn(laid: LaidOut, before: Before, moved: Collection[int]) -> Iterator[int]:
    """Other pages whose contents, beside news or alone, name other stories or pages."""
    pages = {page.number: page for page in laid.pages}
    for number, was in before.pages.items():
        now = pages.get(number)
        if now is None or number in moved or not _lists(was.sheet) or now is was.page:
            continue
        if _contents(now) != _contents(was.page):
            yield number


def _lists(sheet: PlanSheet) -> bool:
    """Whether a page has contents."""
    return sheet.kind == "contents" or frame_of(sheet) is not None


def _contents(page: Page) -> list[Mark]:
    return [mark for mark in page.marks if mark.origin.element is Element.CONTENTS]


def plates_of(number: int, before: Before, design: Design) -> float:
    """What a page that is moved costs the press."""
    replate = design.replate
    return replate.plated if number in before.plated else replate.page


def cost_of(sheet: PlanSheet) -> float:
    return sheet.chosen.cost if sheet.chosen else 0.0


def unlike(ways: Iterable[Way]) -> tuple[Tried, ...]:
    """What was tried, what came out alike once."""
    return tuple(dict.fromkeys(way.tried for way in ways))
