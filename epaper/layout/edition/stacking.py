"""Advertisements stacked on pages: from the foot, from the outer edge inwards, as the trade does.

Every step takes the pages as they are and returns them with one advertisement more, or says why
that has no place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.edition.ad_size import size_of
from epaper.layout.edition.placed_ad import PlacedAd
from epaper.model.advertisement import Advertisement


@dataclass(frozen=True, slots=True)
class AdPage:
    """A page that is filled from its foot: lines free in each column."""

    number: int
    depths: tuple[int, ...]
    ads: tuple[PlacedAd, ...] = ()

    @property
    def taken(self) -> int:
        return sum(placed.columns * placed.lines for placed in self.ads)


AdPages = Mapping[int, AdPage]
Stacked = tuple[AdPages, str]  # the pages, and why the advertisement is on none


def stack_on(
    ad: Advertisement, pages: AdPages, printing: frozenset[int] | None, design: Design
) -> Stacked:
    """On the page that was booked; `printing`: those that can print it, all where None."""
    lines = size_of(ad, design)[1]
    if ad.page == 1 and lines > design.practice.front_ad * design.grid.lines:
        return pages, "page 1 is the front page and keeps room for news"
    if ad.page > max(pages, default=0):
        return pages, f"it is booked for page {ad.page}, and the edition ends before that"
    if ad.page not in pages:
        return pages, f"page {ad.page} takes no advertisements"
    if printing is not None and ad.page not in printing:
        return pages, f"page {ad.page} is not printed in colour"
    return _first(
        ad, pages, able=[pages[ad.page]], design=design, why=f"page {ad.page} has no room for it"
    )


def stack_among(
    ad: Advertisement, pages: AdPages, among: frozenset[int] | None, design: Design
) -> Stacked:
    """On the one of these pages that has the least so far, of all pages where `among` is None."""
    able = [
        page
        for page in pages.values()
        if (among is None or page.number in among) and _may(ad, page, design, among is not None)
    ]
    able.sort(key=lambda page: (page.taken, -_away(page, pages), page.number % 2 == 0, page.number))
    kind = "colour page" if ad.colour == "colour" else "page"
    which = f"{kind} of {ad.section}" if ad.section else kind
    why = f"no {which} has room for it"
    if among is None and not able:
        why = _if_booked(ad, pages, design) or why
    return _first(ad, pages, able=able, design=design, why=why)


def _if_booked(ad: Advertisement, pages: AdPages, design: Design) -> str:
    """That an early page would take it, had the advertiser asked for that page; else empty."""
    first = design.practice.first_pages
    for page in pages.values():
        if not 1 < page.number <= first or not _may(ad, page, design, booked=True):
            continue
        if _column(ad, page, design) is not None and not _clash(ad, page, pages):
            here = f"page {page.number} takes it where it is booked, `page: {page.number}`"
            return f"pages up to {first} keep their room for news; {here}"
    return ""


def stack_late(ad: Advertisement, pages: AdPages, among: frozenset[int], design: Design) -> AdPages:
    """The paper's own, on a late one of these pages; on none where there is no room.  The back page
    is as good as the front, and comes last but for those of which something else has taken most."""
    half = design.grid.columns * design.grid.lines / 2
    able = [page for page in pages.values() if page.number in among]
    able = [page for page in able if _may(ad, page, design, booked=True)]
    able.sort(
        key=lambda page: (
            page.taken,
            sum(page.depths) < half,
            page.number == max(pages),
            -page.number,
        )
    )
    return _first(ad, pages, able=able, design=design, why="")[0]


def stack_panorama(ad: Advertisement, pages: AdPages, design: Design) -> Stacked:
    """Over two facing pages, an even one and the next, near the middle of the paper."""
    if ad.page % 2:
        why = f"page {ad.page} is a right-hand page, a panorama begins on a left-hand one"
        return pages, why
    first = design.practice.first_pages
    lefts = [ad.page] if ad.page else [n for n in sorted(pages) if n % 2 == 0 and n > first]
    middle = len(pages) / 2
    for number in sorted(lefts, key=lambda n: (abs(n - middle), n)):
        left, right = pages.get(number), pages.get(number + 1)
        if left and right and {*left.depths, *right.depths} == {design.grid.lines}:
            both = {
                number: _with(left, ad, column=0, design=design, half="left"),
                number + 1: _with(right, ad, column=0, design=design, half="right"),
            }
            return {**pages, **both}, ""
    return pages, "no two facing pages are free for a panorama"


def _first(
    ad: Advertisement, pages: AdPages, able: Sequence[AdPage], design: Design, why: str
) -> Stacked:
    """On the first page that has room and nothing that it must not meet."""
    for page in able:
        clash = _clash(ad, page, pages)
        if clash:
            why = clash
            continue
        column = _column(ad, page, design)
        if column is not None:
            return {**pages, page.number: _with(page, ad, column, design)}, ""
    return pages, why


def _away(page: AdPage, pages: AdPages) -> int:
    """Pages to the next one with advertisements: they are spread over the paper, not heaped at its
    end.
    """
    return min(
        (abs(page.number - other.number) for other in pages.values() if other.ads), default=0
    )


def _may(ad: Advertisement, page: AdPage, design: Design, booked: bool) -> bool:
    """Whether a page takes an advertisement of its size; `booked`: the advertiser asked for it or
    its like."""
    grid, practice = design.grid, design.practice
    columns, lines = size_of(ad, design)
    full = columns == grid.columns and lines == grid.lines
    if full and page.number == 1:
        return False
    strip = columns == grid.columns and lines <= practice.strip_lines and not page.ads
    if page.number <= practice.first_pages and not booked and not strip:
        return False
    if ad.right_hand and page.number % 2 == 0:
        return False
    if full:
        return set(page.depths) == {grid.lines}
    most = practice.most_ads * grid.columns * grid.lines
    if columns * lines > most:  # more than any page is to have, but it was sold
        return not page.ads
    return page.taken + columns * lines <= most


def _clash(ad: Advertisement, page: AdPage, pages: AdPages) -> str:
    """What on the page or the facing one the advertisement must not meet."""
    facing = pages.get(page.number + 1 if page.number % 2 == 0 else page.number - 1)
    here = [placed.ad for placed in page.ads]
    for other in [*here, *(placed.ad for placed in facing.ads)] if facing else here:
        ours, theirs = ad.advertiser.casefold(), other.advertiser.casefold()
        if theirs in ad.conflicts or ours in other.conflicts:
            return f"{other.advertiser} stands on the page or the facing one"
    if here and (ad.position == "solus" or any(other.position == "solus" for other in here)):
        return "it must stand alone on its page, or another does"
    return ""


def _column(ad: Advertisement, page: AdPage, design: Design) -> int | None:
    """The column where it stands: over the lowest place, outermost first; None where there is no
    room.
    """
    grid = design.grid
    columns, lines = size_of(ad, design)
    best: tuple[tuple[int, int, int], int] | None = None
    for column in range(grid.columns - columns + 1):
        under = page.depths[column : column + columns]
        foot = min(under) - (grid.gap if min(under) < grid.lines else 0)
        if foot < lines or (ad.position == "foot" and min(under) < grid.lines):
            continue
        outer_left = page.number % 2 == 0
        edge = column if outer_left else grid.columns - columns - column
        if ad.position == "outer" and edge:
            continue
        lost = sum(under) - columns * min(under)  # room under it
        key = (lost, grid.lines - foot, edge)
        if best is None or key < best[0]:
            best = (key, column)
    return best[1] if best else None


def _with(page: AdPage, ad: Advertisement, column: int, design: Design, half: str = "") -> AdPage:
    """The page with one advertisement more on what stands in these columns."""
    grid, columns = design.grid, size_of(ad, design)[0]
    under = min(page.depths[column : column + columns])
    foot = under - (grid.gap if under < grid.lines else 0)
    return with_one(page, place_ad(ad, column, foot, design, half=half), design)


def place_ad(ad: Advertisement, column: int, foot: int, design: Design, half: str = "") -> PlacedAd:
    """An advertisement that ends at the line `foot`, from this column on."""
    grid = design.grid
    columns, lines = size_of(ad, design)
    depth = min(ad.depth or lines * grid.leading, lines * grid.leading)
    rect = Rect(grid.x(column), grid.y(foot) - depth, grid.width(columns), depth)
    return PlacedAd(
        ad=ad, column=column, line=foot - lines, columns=columns, lines=lines, rect=rect, half=half
    )


def with_one(page: AdPage, placed: PlacedAd, design: Design) -> AdPage:
    """The page with one advertisement more; news ends above it."""
    depths = list(page.depths)
    above = max(0, placed.line - design.grid.gap)
    for column in range(placed.column, placed.column + placed.columns):
        depths[column] = min(depths[column], above)
    return replace(page, depths=tuple(depths), ads=(*page.ads, placed))
