"""The dummy: which advertisement stands where, before any story has a place.

Every advertisement goes where it was booked, else to the page that has the least of them so far,
the largest first; what they leave is free from the head of each column.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.ad_size import odd_size, size_of, too_large
from epaper.layout.edition.placed_ad import PlacedAd
from epaper.layout.edition.stacking import (
    AdPage,
    AdPages,
    Stacked,
    stack_among,
    stack_late,
    stack_on,
    stack_panorama,
    with_one,
)
from epaper.layout.measure.copy import FILLER
from epaper.layout.measure.listing import Frame
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.page import PageLayout, own_lines
from epaper.model.advertisement import PANORAMA, Advertisement, booked_by
from epaper.model.finding import Finding, Severity

NOT_PLACED = "ad.not-placed"


@dataclass(frozen=True, slots=True)
class Dummy:
    """Advertisements by page, what found no place, and what is odd."""

    pages: Mapping[int, tuple[PlacedAd, ...]]
    # lines free in each column, from the head of the type area
    depths: Mapping[int, tuple[int, ...]]
    left: tuple[tuple[Advertisement, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    # pages where something stands between the news and the advertisements
    pinned: frozenset[int] = frozenset()

    @property
    def own_area(self) -> int:
        """Columns x lines of the paper's own advertisements."""
        own = (ad for ads in self.pages.values() for ad in ads if ad.ad.house)
        return sum(ad.columns * ad.lines for ad in own)

    def hole(self, page: int, top: int, design: Design) -> Hole:
        """The news hole under `top` lines of furniture."""
        grid = design.grid
        depths = self.depths.get(page, (grid.lines,) * grid.columns)
        return Hole(top, tuple(max(0, depth - top) for depth in depths), grid.gap)

    def elastic(self, page: int) -> PlacedAd | None:
        """The paper's own plain advertisement at the foot of a page: its depth may follow the news
        above it.
        """
        placed = self.pages.get(page, ())
        own = page not in self.pinned and len(placed) == 1 and placed[0].ad.plain_house
        return placed[0] if own and placed[0].line > 0 else None

    def stretched(self, page: int, by: int, design: Design) -> Dummy:
        """That advertisement deeper by so many lines."""
        old = self.elastic(page)
        assert old is not None
        rect = design.grid.rect(0, old.line - by, old.columns, old.lines + by)
        new = replace(old, line=old.line - by, lines=old.lines + by, rect=rect)
        depths = tuple(depth - by for depth in self.depths[page])
        return replace(
            self, pages={**self.pages, page: (new,)}, depths={**self.depths, page: depths}
        )

    def with_strips(self, design: Design, layouts: Mapping[int, PageLayout]) -> Dummy:
        """The paper's own plain advertisements no deeper than a strip under these pages' news, one
        a page, at the foot of their pages: what else they were to take stays white where that is
        no more than air, else they reach up to the news.  Whole pages of them stand."""
        pages = {
            number: _stripped(ads, design, layouts[number]) if number in layouts else ads
            for number, ads in self.pages.items()
        }
        return replace(self, pages=pages)

    def avoid(self, page: int) -> frozenset[str]:
        """Tags of stories that must not stand on the page."""
        return frozenset(tag for placed in self.pages.get(page, ()) for tag in placed.ad.avoid)


def make_dummy(
    ads: Sequence[Advertisement],
    pages: int,
    design: Design,
    *,
    barred: Collection[int] = (),
    reach: Mapping[str, frozenset[int]] | None = None,
    house: Sequence[Advertisement] = (),
    colour: Sequence[int] = (),
    news: Collection[int] = (),
    rail: Frame | None = None,
    standing: Mapping[int, PlacedAd] | None = None,
) -> Dummy:
    """Place the advertisements on pages 1..pages; `barred` pages (the contents) carry none.

    reach: pages of each section, for advertisements that are booked for one; house: the paper's
    own, which stand where room is left, or not at all; colour: the pages that are printed in
    colour, none for all; news: pages that the paper's own do not take whole;
    rail: what the contents take of a page of news; standing: halves of panoramas by page, whose
    other page is not laid out.
    """
    grid = design.grid
    free = (grid.lines,) * grid.columns
    stacks: AdPages = {n: AdPage(n, free) for n in range(1, pages + 1) if n not in barred}
    if rail and rail.page in stacks:
        stacks = {**stacks, rail.page: AdPage(rail.page, _beside(rail, design))}
    for number, half in (standing or {}).items():
        stacks = {**stacks, number: with_one(stacks[number], half, design)}
    left: list[tuple[Advertisement, str]] = []
    sold = sorted((ad for ad in ads if not ad.house), key=lambda ad: _turn(ad, design))
    for ad in sold:
        stacks, why = stacked(ad, stacks, reach=reach or {}, colour=colour, design=design)
        if why:
            left.append((ad, why))
    for ad in house:
        whole = size_of(ad, design) == (grid.columns, grid.lines)
        among = frozenset(n for n in stacks if n > 1 and not (whole and n in news))
        if ad.plain_house:  # one a page
            among -= {n for n in among if any(placed.ad.plain_house for placed in stacks[n].ads)}
        stacks = stack_late(ad, stacks, among, design)
    findings = [_not_placed(ad, why) for ad, why in left]
    findings += [finding for ad in sold for finding in too_large(ad, design)]
    findings += [
        finding
        for page in stacks.values()
        for placed in page.ads
        for finding in odd_size(placed, design)
    ]
    taken = {number: page for number, page in stacks.items() if set(page.depths) != {grid.lines}}
    return Dummy(
        {number: page.ads for number, page in taken.items() if page.ads},
        {number: _without_slivers(page, design) for number, page in taken.items()},
        tuple(left),
        tuple(findings),
    )


def _stripped(ads: Sequence[PlacedAd], design: Design, layout: PageLayout) -> tuple[PlacedAd, ...]:
    """The advertisements of a page, of the paper's own plain ones the lowest, as a strip, or as
    deep as leaves no band of white over it."""
    plain = [placed for placed in ads if placed.ad.plain_house and placed.line > 0]
    if not plain:
        return tuple(ads)
    last = max(plain, key=lambda placed: (placed.line + placed.lines, placed.columns))
    foot = last.line + last.lines
    above = _news_foot(last, layout, [one for one in ads if one not in plain])
    lines = own_lines(foot - above, design) if above else 0
    lines = max(lines, min(last.lines, design.practice.strip_lines))
    line = foot - lines
    rect = design.grid.rect(last.column, line, last.columns, lines)
    strip = replace(last, line=line, lines=lines, rect=rect)
    return tuple(
        strip if placed is last else placed
        for placed in ads
        if placed is last or placed not in plain
    )


def _news_foot(own: PlacedAd, layout: PageLayout, others: Sequence[PlacedAd]) -> int:
    """The line at which all ends that stands over an advertisement of the paper's own; 0 where
    nothing does."""
    news = [
        Region(one.column, one.line, one.shape.columns, one.shape.lines)
        for one in layout.placed
        if one.key != FILLER.key  # which is not drawn beside one of them
    ]
    sold = [Region(one.column, one.line, one.columns, one.lines) for one in others]
    return max(
        (
            one.line + one.lines
            for one in (*news, *sold)
            if one.column < own.column + own.columns
            and own.column < one.column + one.columns
            and one.line + one.lines <= own.line + own.lines
        ),
        default=0,
    )


def _beside(rail: Frame, design: Design) -> tuple[int, ...]:
    """Lines that the contents leave free in each column."""
    grid = design.grid
    inside = range(rail.column, rail.column + rail.columns)
    above = max(0, rail.line - grid.gap)
    return tuple(above if column in inside else grid.lines for column in range(grid.columns))


def _turn(ad: Advertisement, design: Design) -> tuple[object, ...]:
    """Those booked for a page first, then for a section, then what is hard to place, the largest
    first."""
    return (
        not ad.page,
        not ad.section,
        ad.size != PANORAMA,
        ad.position != "solus",
        not ad.right_hand,
        -math.prod(size_of(ad, design)),
        ad.booking,
    )


def stacked(
    ad: Advertisement,
    pages: AdPages,
    reach: Mapping[str, frozenset[int]],
    colour: Sequence[int],
    design: Design,
) -> Stacked:
    """An advertisement where it was booked: page, section and colour."""
    printing = frozenset(colour) if ad.colour == "colour" and colour else None
    if ad.size == PANORAMA:
        able = {n: page for n, page in pages.items() if printing is None or n in printing}
        stacked, why = stack_panorama(ad, able, design)
        return {**pages, **stacked}, why
    if ad.page:
        return stack_on(ad, pages, printing, design)
    section = reach.get(ad.section) if ad.section else None
    among = section & printing if section is not None and printing is not None else printing
    return stack_among(ad, pages, section if among is None else among, design)


def _not_placed(ad: Advertisement, why: str) -> Finding:
    return Finding(
        Severity.ERROR,
        NOT_PLACED,
        f"{booked_by(ad.booking, ad.advertiser)} is not in the paper: {why}",
        "book another page or size, or add pages",
        file=ad.source,
        line=ad.line,
    )


def _without_slivers(page: AdPage, design: Design) -> tuple[int, ...]:
    """Columns with hardly any room above their advertisements hold no news."""
    return tuple(depth if depth >= design.practice.sliver else 0 for depth in page.depths)
