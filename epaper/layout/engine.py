"""An edition laid out: planned, made up, and told what happened to every story."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace

from epaper.errors import LayoutError
from epaper.issue.issue import LockedPage, Steady
from epaper.issue.ledger import accounts
from epaper.layout.changed import Before
from epaper.layout.design.reader import Design
from epaper.layout.edition.flatplan import Flatplan
from epaper.layout.edition.planner import Planner
from epaper.layout.fences import Fences
from epaper.layout.laid_out import LaidOut, Placement, finished, in_size, preferred
from epaper.layout.makeup.locked import without
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.steady import NOTHING_SERVES, lay_out_steadily
from epaper.layout.telling import waiting_musts
from epaper.layout.ways import left_out, price_of
from epaper.model.edition import Edition
from epaper.model.story import Story
from epaper.typeset.typesetter import Typesetter
from epaper.work.fence import GuestFault

Progress = Callable[[str, int, int], None]


def lay_out(
    edition: Edition,
    design: Design,
    setter: Typesetter,
    jobs: int = 1,
    progress: Progress | None = None,
    locked: Mapping[int, LockedPage] | None = None,
    before: Before | None = None,
    fitter: Copyfitter | None = None,
) -> LaidOut:
    """Lay out the whole edition around the pages that are `locked` as they were, from the plan of
    the build `before` where there is one.

    fitter: of this design and setter, with what was measured for an earlier layout of the day.

    A story that cannot be set, or whose characters do not add up, is held, and the edition laid out
    again without it.  Raises LayoutError when a page cannot be made at all.
    """
    locked = locked or {}
    say = progress or (lambda _stage, _done, _all: None)
    fences, fitter = Fences(edition, design, setter), fitter or Copyfitter(design, setter)
    while True:
        try:
            laid = _laid_out(fences.edition, fitter, jobs, say, locked=locked, before=before)
        except GuestFault as fault:
            if not fences.take_out(fault):
                raise
        except LayoutError as error:
            raise _with_reasons(error, fences) from error
        else:
            boxes = fences.take_out_boxes(setter)
            wrong = fences.take_out_wrong(laid.ledger, laid.characters)
            if not boxes and not wrong:
                return _outside(laid, fences, edition, setter)


def _with_reasons(error: LayoutError, fences: Fences) -> LayoutError:
    reasons = "; ".join(f"{story.slug}: {why}" for story, why in fences.held)
    return LayoutError(f"{error}; {reasons}") if reasons else error


def _outside(laid: LaidOut, fences: Fences, edition: Edition, setter: Typesetter) -> LaidOut:
    """What was laid out, with the guests that stand outside the fences."""
    order = {story.slug: place for place, story in enumerate(edition.stories)}
    held = [
        Placement(story.slug, (), "held", why, remedy=fences.remedies[story.slug])
        for story, why in fences.held
    ]
    names = [one.slug for one in held]
    ledger = accounts((story for story, _ in fences.held), (), names, {})
    told = {one.rule for one in fences.findings if not one.story}
    typed = [
        one
        for one in setter.findings
        if one.story not in names and (one.story or one.rule not in told)
    ]
    return replace(
        laid,
        placements=tuple(sorted((*laid.placements, *held), key=lambda one: order[one.slug])),
        findings=(*fences.findings, *laid.findings, *typed),
        ledger=tuple(sorted((*laid.ledger, *ledger), key=lambda one: order[one.slug])),
    )


def _laid_out(
    edition: Edition,
    fitter: Copyfitter,
    jobs: int,
    say: Progress,
    locked: Mapping[int, LockedPage],
    before: Before | None,
) -> LaidOut:
    if before is None:
        edition, plan = plan_day(edition, fitter, jobs, say=say, locked=locked)
        return finished(edition, fitter, plan, locked)
    way = lay_out_steadily(edition, fitter, before, jobs=jobs, locked=locked)
    if way and way.serves:
        return way.laid
    anew = _laid_out(edition, fitter, jobs, say, locked=locked, before=None)
    price = price_of(anew, edition, before, fitter.design)
    if way and way.price <= price and left_out(way.laid) <= left_out(anew):
        return way.laid
    tried = way.laid.steady.tried if way and way.laid.steady else ()
    return replace(anew, steady=Steady(fresh=before.fresh or NOTHING_SERVES, tried=tried))


def plan_day(
    edition: Edition,
    fitter: Copyfitter,
    jobs: int = 1,
    say: Progress = lambda _stage, _done, _all: None,
    locked: Mapping[int, LockedPage] | None = None,
) -> tuple[Edition, Flatplan]:
    """The flatplan, and the edition as it is laid out: without jumps where a part of a story found
    no page.
    """
    locked = locked or {}
    standing = {n: tuple(s.slug for s in page.stories) for n, page in locked.items()}
    kept = {
        n: tuple(story for story in edition.stories if story.slug in slugs)
        for n, slugs in standing.items()
    }

    def planned(edition: Edition, tight: bool = False) -> Flatplan:
        planner = Planner(
            without(edition, locked), fitter, progress=say, jobs=jobs, kept=kept, tight=tight
        )
        return planner.plan()

    plan = planned(edition)
    if _torn(plan):
        edition, plan = _mended(edition, plan, planned)
    if waiting_musts(plan):
        tight = planned(edition, tight=True)
        if len(waiting_musts(tight)) < len(waiting_musts(plan)) and not _torn(tight):
            plan = tight
    plan = preferred(edition, replace(plan, locked=standing))
    return in_size(edition, plan), plan


def _torn(plan: Flatplan) -> dict[str, Story]:
    """Stories of which a part stands on a page and another found none, or none after the one
    before.
    """
    held = {story.slug for story, _ in plan.held}
    parts: dict[str, list[tuple[int, int, Story]]] = {}
    for page in plan.pages:
        for item in page.items:
            if item.copy.jump.chain and item.copy.story:
                parts.setdefault(item.slug, []).append(
                    (item.copy.jump.part, page.number, item.copy.story)
                )
    found = {}
    for slug, here in parts.items():
        pages = [number for _, number, _ in sorted(here, key=lambda p: p[:2])]
        if slug in held or any(later <= earlier for earlier, later in itertools.pairwise(pages)):
            found[slug] = here[0][2]
    return found


def _mended(
    edition: Edition, plan: Flatplan, planned: Callable[[Edition], Flatplan]
) -> tuple[Edition, Flatplan]:
    """The day without jumps, or without the stories that find no pages for all their parts: what
    holds less.
    """
    ways: list[tuple[Edition, Flatplan]] = []
    for whole in (True, False):
        try:
            one = replace(edition, jumps=False) if whole else edition
            ways.append((one, planned(one) if whole else _without_torn(edition, plan, planned)))
        except (
            LayoutError
        ) as error:  # as on a day of which every story is longer than the front page
            if not whole and not ways:
                raise error
    return min(ways, key=lambda way: (len(waiting_musts(way[1])), len(way[1].held)))


def _optional(stories: Mapping[str, Story]) -> dict[str, Story]:
    return {slug: story for slug, story in stories.items() if not story.must_run}


def _without_torn(
    edition: Edition, plan: Flatplan, planned: Callable[[Edition], Flatplan]
) -> Flatplan:
    """The day without the stories that find no pages for all their parts; those are held, and
    before one that must run the other long ones."""
    gone: dict[str, Story] = {}
    while torn := _torn(plan):
        long = {
            i.slug: i.copy.story
            for page in plan.pages
            for i in page.items
            if i.copy.jump.chain and i.copy.story
        } | torn
        gone |= _optional(torn) or _optional(long) or torn
        if len(gone) == len(edition.stories):
            raise LayoutError(
                f"the edition has too few pages for {', '.join(sorted(gone))}; allow more pages"
            )
        plan = planned(
            replace(edition, stories=tuple(s for s in edition.stories if s.slug not in gone))
        )
    why = "no pages are left for all its parts"
    return replace(plan, held=(*plan.held, *((story, why) for story in gone.values())))
