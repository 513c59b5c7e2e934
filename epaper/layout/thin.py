"""What of the pages as they are drawn no news and no advertiser fills: the paper's own
advertisements, whoever put them there, and places that are empty."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from epaper.layout.design.reader import Design
from epaper.layout.edition.booking import Bookings
from epaper.layout.edition.house import PLAIN
from epaper.layout.edition.wishes import wishes_of
from epaper.layout.search.page import MOST_BAND
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.page.page import Module, Page


def thin(edition: Edition, design: Design, pages: Sequence[Page]) -> tuple[Finding, ...]:
    """That the day has too little for its pages; where nothing is to be said but that a page has no
    story, that is told by itself."""
    house = {f"{ad.booking}, {ad.advertiser}" for ad in edition.advertisements if ad.house}
    own = white = alone = 0.0
    for page in pages:
        for column in _columns(page, design):
            own += sum(module.rect.height for module in column if _is_own(module, house))
            alone += sum(module.rect.height for module in column if _is_bare(module))
            white += sum(_gaps(page, column))
    leading = design.grid.leading
    bookings = Bookings(edition, design, wishes_of(edition))
    own += alone if own or white else 0.0
    return bookings.thin(own / leading, len(pages), white / leading)


def _columns(page: Page, design: Design) -> Iterator[list[Module]]:
    """What stands in each column of a page, from its head."""
    if page.type_area is None:
        return
    area, count = page.type_area, design.grid.columns
    modules = sorted(page.modules, key=lambda module: (module.rect.y, module.rect.x))
    for place in range(count):
        middle = area.x + (place + 0.5) * area.width / count
        yield [one for one in modules if one.rect.x <= middle <= one.rect.right]


def _is_own(module: Module, house: Collection[str]) -> bool:
    own = module.note.startswith(PLAIN) or module.note in house
    return module.kind == "advertisement" and own


def _is_bare(module: Module) -> bool:
    """Whether it is all that a page without a story has."""
    return module.kind == "advertisement" and not module.note


def _gaps(page: Page, column: Sequence[Module]) -> Iterator[float]:
    """Points of each empty place in a column, from where the page's matter begins."""
    if page.type_area is None or not page.modules:
        return
    at = min(module.rect.y for module in page.modules)
    for module in column:
        if module.rect.y - at > MOST_BAND:
            yield module.rect.y - at
        at = max(at, module.rect.bottom)
    if page.type_area.bottom - at > MOST_BAND:
        yield page.type_area.bottom - at
