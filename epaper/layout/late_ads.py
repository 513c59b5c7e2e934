"""Where a late advertisement goes, and one that is booked for another page now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from epaper.issue.issue import LockedPage
from epaper.layout.design.reader import Design
from epaper.layout.edition.bill import frame_of, is_own
from epaper.layout.edition.dummy import stacked
from epaper.layout.edition.stacking import AdPage, AdPages, place_ad, with_one
from epaper.model.advertisement import PANORAMA, Advertisement
from epaper.model.edition import Edition

Pages = Mapping[int, LockedPage]


def booked(edition: Edition, pages: Pages, design: Design) -> Iterator[tuple[int, str]]:
    """Pages for the advertisements that none has: those that would take them beside what stands
    there, as in a new plan; where none does, the one with the fewest others.  A panorama takes two
    facing pages."""
    known = {one.booking for page in pages.values() for one in page.bookings}
    new = [ad for ad in edition.advertisements if ad.booking not in known and not ad.house]
    stacks = _stacks(edition, pages, design) if new else {}
    for ad in new if stacks else ():
        reach = {ad.section: frozenset(n for n in stacks if pages[n].sheet.section == ad.section)}
        after, _why = stacked(ad, stacks, reach, edition.colour_pages, design=design)
        numbers = [number for number in after if after[number] is not stacks[number]]
        if not numbers:
            inside = [number for number in stacks if number > 1] or list(stacks)
            fewest = min(inside, key=lambda n: (len(stacks[n].ads), n))
            numbers = [ad.page if ad.page in stacks else fewest]
        stacks = after
        for number in numbers:
            yield number, f"advertisement {ad.booking} is new"


def rebooked(edition: Edition, pages: Pages) -> Iterator[tuple[int, str]]:
    """Pages that advertisements are booked for which stood on others."""
    was = {one.booking: one.pages for page in pages.values() for one in page.bookings}
    for ad in edition.advertisements:
        if ad.page in pages and ad.booking in was and ad.page not in was[ad.booking]:
            for number in (one for one in _both(ad) if one in pages):
                yield number, f"advertisement {ad.booking} is booked for it now"


def _both(ad: Advertisement) -> tuple[int, ...]:
    """The page that it is booked for, and of a panorama the one that faces it."""
    return (ad.page, ad.page + 1) if ad.size == PANORAMA else (ad.page,)


def _stacks(edition: Edition, pages: Pages, design: Design) -> AdPages:
    """The pages of news with what is sold on them; the paper's own gives way.  Pages that the
    contents have a part of are full."""
    ads = {ad.booking: ad for ad in edition.advertisements}
    stacks: dict[int, AdPage] = {}
    for number, page in sorted(pages.items()):
        if not page.sheet.chosen or frame_of(page.sheet):
            continue
        stacks[number] = AdPage(number, (design.grid.lines,) * design.grid.columns)
        for module in page.sheet.bookings:
            if module.note in ads and not is_own(module):
                placed = place_ad(
                    ads[module.note], module.column, module.line + module.lines, design
                )
                stacks[number] = with_one(stacks[number], placed, design)
    return stacks
