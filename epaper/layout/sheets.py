"""The flatplan as data for the issue: where every module stands, and each page's runners-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from epaper.issue.issue import Arrangement, LockedPage, PlacedModule, PlanSheet
from epaper.layout.edition.contents_room import under
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.edition.placed_ad import PlacedAd
from epaper.layout.measure.copy import Item
from epaper.layout.measure.listing import Frame
from epaper.layout.search.page import PageLayout, Placed
from epaper.page.page import Page


def plan_sheets(
    plan: Flatplan, pages: Sequence[Page], locked: Mapping[int, LockedPage]
) -> tuple[PlanSheet, ...]:
    """A sheet for each page, in their order."""
    planned = {page.number: page for page in plan.pages}
    return tuple(_sheet(plan, page, planned.get(page.number), locked) for page in pages)


def _sheet(
    plan: Flatplan, page: Page, planned: PlannedPage | None, locked: Mapping[int, LockedPage]
) -> PlanSheet:
    if page.number in locked and locked[page.number].steady:
        return locked[page.number].sheet
    if page.number in locked:
        slugs = tuple(story.slug for story in locked[page.number].stories)
        return replace(locked[page.number].sheet, kind="locked", stories=slugs)
    if planned is None:
        kind = "contents" if page.number in plan.contents else "advertisements"
        return PlanSheet(page.number, page.section, kind, bookings=_bookings(plan, page.number))
    return planned_sheet(plan, planned)


def planned_sheet(plan: Flatplan, page: PlannedPage) -> PlanSheet:
    """The sheet of a page with stories."""
    items = {item.key: item for item in page.items}
    ways = [_arrangement(way, items) for way in (page.layout, *page.layout.others)]
    if plan.rail and plan.rail.page == page.number:
        rail = _contents(under(plan.rail, page.hole.top))
        ways = [replace(way, modules=(*way.modules, rail)) for way in ways]
    best, *others = ways
    return PlanSheet(
        number=page.number,
        section=page.section,
        kind="stories",
        stories=tuple(slug for module in best.modules for slug in module.slugs),
        bookings=_bookings(plan, page.number),
        chosen=best,
        bound=page.layout.bound,
        others=tuple(others),
        opening=page.opening,
        top=page.hole.top,
        sections=page.sections,
    )


def _arrangement(layout: PageLayout, items: Mapping[str, Item]) -> Arrangement:
    placed = sorted(layout.placed, key=lambda p: (p.line, p.column))
    modules = tuple(_module(one, items[one.key]) for one in placed if one.key in items)
    return Arrangement(
        modules,
        layout.cost,
        dict(layout.terms),
        layout.rank,
        skeleton=layout.skeleton,
        mirrored=layout.mirrored,
        fit=round(layout.fit, 3),
    )


def _module(placed: Placed, item: Item) -> PlacedModule:
    shape, text, jump = placed.shape, item.copy.text, item.copy.jump
    return PlacedModule(
        slugs=tuple(story.slug for story in item.copy.stories),
        kind=item.kind,
        tier=item.ask.tier,
        column=placed.column,
        line=placed.line,
        columns=shape.columns,
        lines=shape.lines,
        note=shape.note,
        headline=shape.head.size if shape.head else 0.0,
        pictures=tuple(
            (placed.column + place.column, placed.line + place.line, place.columns, place.lines)
            for place in shape.pictures
        ),
        key=item.key,
        until=len(text.blocks) - 1 if jump.page_to else 0,
        text=text.lines,
    )


def _contents(rail: Frame) -> PlacedModule:
    return PlacedModule(
        slugs=(),
        kind="contents",
        tier="",
        column=rail.column,
        line=rail.line,
        columns=rail.columns,
        lines=rail.lines,
    )


def _bookings(plan: Flatplan, number: int) -> tuple[PlacedModule, ...]:
    return tuple(_booked(ad) for ad in plan.dummy.pages.get(number, ()))


def _booked(placed: PlacedAd) -> PlacedModule:
    return PlacedModule(
        slugs=(),
        kind="advertisement",
        tier="",
        column=placed.column,
        line=placed.line,
        columns=placed.columns,
        lines=placed.lines,
        note=placed.ad.booking,
    )
