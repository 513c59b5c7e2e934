"""The dummy: which advertisement stands where, before any story has a place.

Advertisements are stacked from the foot, the widest first, from the outer edge inwards, as the
trade does; what they leave is free from the head of each column.  Every advertisement goes where it
was booked, else to the page that has the least of them so far.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.search.hole import Hole
from epaper.model.advertisement import Advertisement
from epaper.model.finding import Finding, Severity
from epaper.units import to_mm

MOST_SHARE = 0.62  # of a news page that advertisements may take, unless they take it whole
FRONT_SHARE = 0.4  # of page 1's depth that an advertisement on it may take
FIRST_PAGES = 3  # that carry no more than a strip unless an advertiser booked them
STRIP_LINES = 24  # an advertisement over all columns no deeper than this is a strip
SLIVER = 14  # lines: a column with less room than this above its advertisements holds no news
SIZE_SLACK = 0.015  # share by which a file may differ from its booked size


@dataclass(frozen=True, slots=True)
class PlacedAd:
    """An advertisement on a page; `half` of a panorama is "left" or "right"."""

    ad: Advertisement
    column: int
    line: int
    columns: int
    lines: int
    rect: Rect
    half: str = ""


@dataclass(slots=True)
class AdPage:
    """A page being filled from its foot: lines free in each column."""

    number: int
    depths: list[int]
    ads: list[PlacedAd] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return sum(p.columns * p.lines for p in self.ads)


@dataclass(frozen=True, slots=True)
class Dummy:
    """Advertisements by page, what found no place, and what is odd."""

    pages: Mapping[int, tuple[PlacedAd, ...]]
    depths: Mapping[
        int, tuple[int, ...]
    ]  # lines free in each column, from the head of the type area
    left: tuple[tuple[Advertisement, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    def hole(self, page: int, top: int, design: Design) -> Hole:
        """The news hole under `top` lines of furniture."""
        grid = design.grid
        depths = self.depths.get(page, (grid.lines,) * grid.columns)
        return Hole(top, tuple(max(0, d - top) for d in depths), grid.gap)

    def elastic(self, page: int) -> PlacedAd | None:
        """The paper's own plain advertisement at the foot of a page: its depth may follow the news
        above it.
        """
        placed = self.pages.get(page, ())
        own = len(placed) == 1 and placed[0].ad.house and not placed[0].ad.file.name
        return placed[0] if own and placed[0].line > 0 else None

    def stretched(self, page: int, by: int, design: Design) -> Dummy:
        """That advertisement deeper by so many lines."""
        old = self.elastic(page)
        assert old is not None
        grid = design.grid
        rect = grid.rect(0, old.line - by, old.columns, old.lines + by)
        new = replace(old, line=old.line - by, lines=old.lines + by, rect=rect)
        depths = tuple(depth - by for depth in self.depths[page])
        return replace(
            self, pages={**self.pages, page: (new,)}, depths={**self.depths, page: depths}
        )

    def avoid(self, page: int) -> frozenset[str]:
        """Tags of stories that must not stand on the page."""
        return frozenset(tag for placed in self.pages.get(page, ()) for tag in placed.ad.avoid)


def size_of(ad: Advertisement, design: Design) -> tuple[int, int]:
    """Columns and grid lines; an advertisement's foot stands on the foot of the type area."""
    grid = design.grid
    half_columns = max(1, grid.columns // 2)
    named = {
        "strip": (grid.columns, min(STRIP_LINES, grid.lines // 5)),
        "eighth page": (half_columns, grid.lines // 4),
        "quarter page": (half_columns, (grid.lines - grid.gap) // 2),
        "half page": (grid.columns, (grid.lines - grid.gap) // 2),
        "full page": (grid.columns, grid.lines),
        "panorama": (grid.columns, (grid.lines - grid.gap) // 2),
    }
    if ad.size:
        return named[ad.size]
    return min(ad.columns, grid.columns), min(math.ceil(ad.depth / grid.leading - 0.15), grid.lines)


def make_dummy(
    ads: Sequence[Advertisement],
    pages: int,
    design: Design,
    barred: Sequence[int],
    reach: Mapping[str, frozenset[int]] | None = None,
    house: Sequence[Advertisement] = (),
    colour: Sequence[int] = (),
    news: Collection[int] = (),
) -> Dummy:
    """Place the advertisements on pages 1..pages; `barred` pages (the contents) carry none.

    reach: pages of each section, for advertisements that are booked for one; house: the paper's
    own, which stand where room is left, or not at all; colour: the pages that are printed in
    colour, none for all; news: pages that the paper's own do not take whole.
    """
    grid = design.grid
    sheets = {
        n: AdPage(n, [grid.lines] * grid.columns) for n in range(1, pages + 1) if n not in barred
    }
    left: list[tuple[Advertisement, str]] = []
    order = sorted(
        (ad for ad in ads if not ad.house),
        key=lambda ad: (
            not ad.page,
            not ad.section,
            ad.size != "panorama",
            ad.position != "solus",
            not ad.right_hand,
            -math.prod(size_of(ad, design)),
            ad.booking,
        ),
    )
    for ad in order:
        why = (
            _panorama(ad, _only(sheets, _colour_pages(ad, colour)), design)
            if ad.size == "panorama"
            else _place(ad, sheets, design, _pages_for(ad, reach or {}, colour))
        )
        if why:
            left.append((ad, why))
    inside = {number: sheet for number, sheet in sheets.items() if number > 1}
    for ad in house:
        whole = size_of(ad, design) == (grid.columns, grid.lines)
        _place(
            ad,
            inside,
            design,
            frozenset(n for n in inside if not whole or n not in news),
            last=True,
        )
    findings = [_not_placed(ad, why) for ad, why in left]
    findings += [
        _too_large(ad, design)
        for ad in order
        if ad.columns > grid.columns or ad.depth > _deepest(design)
    ]
    findings += [
        f for sheet in sheets.values() for placed in sheet.ads for f in _odd_size(placed, design)
    ]
    for sheet in sheets.values():
        _close_slivers(sheet)
    return Dummy(
        {n: tuple(s.ads) for n, s in sheets.items() if s.ads},
        {n: tuple(s.depths) for n, s in sheets.items() if s.ads},
        tuple(left),
        tuple(findings),
    )


def _place(
    ad: Advertisement,
    sheets: Mapping[int, AdPage],
    design: Design,
    section: frozenset[int] | None = None,
    last: bool = False,
) -> str:
    """Put an advertisement on its page, on one of its section's or on the best; returns why it
    could not be.

    last: rather on a late page.
    """
    columns, lines = size_of(ad, design)
    if ad.page:
        if ad.page == 1 and lines > FRONT_SHARE * design.grid.lines:
            return "page 1 is the front page and keeps room for news"
        if ad.page not in sheets:
            return f"page {ad.page} takes no advertisements"
        if (
            ad.colour == "colour"
            and section is not None
            and not ad.section
            and ad.page not in section
        ):
            return f"page {ad.page} is not printed in colour"
        able = [sheets[ad.page]]
    else:
        able = [s for s in sheets.values() if section is None or s.number in section]
        able = [s for s in able if _may(ad, s, columns, lines, design, booked=section is not None)]
        if last:  # the back page is as good as the front
            able.sort(key=lambda s: (s.taken, s.number == max(sheets), -s.number))
        else:
            able.sort(key=lambda s: (s.taken, -_away(s, sheets), s.number % 2 == 0, s.number))
    kind = "colour page" if ad.colour == "colour" else "page"
    reason = (
        f"no {kind} of {ad.section} has room for it" if ad.section else f"no {kind} has room for it"
    )
    if ad.page:
        reason = f"page {ad.page} has no room for it"
    for sheet in able:
        clash = _clash(ad, sheet, sheets)
        if clash:
            reason = clash
            continue
        spot = _stack(sheet, columns, lines, design, ad.position)
        if spot is not None:
            _put(ad, sheet, spot, columns, lines, design)
            return ""
    return reason


def _pages_for(
    ad: Advertisement, reach: Mapping[str, frozenset[int]], colour: Sequence[int]
) -> frozenset[int] | None:
    """The pages of what was booked, section and colour; None where any will do."""
    section = reach.get(ad.section) if ad.section else None
    printing = _colour_pages(ad, colour)
    return (
        section & printing if section is not None and printing is not None else printing or section
    )


def _colour_pages(ad: Advertisement, colour: Sequence[int]) -> frozenset[int] | None:
    """The pages that can print what was booked; None where all can."""
    return frozenset(colour) if ad.colour == "colour" and colour else None


def _only(sheets: Mapping[int, AdPage], pages: frozenset[int] | None) -> Mapping[int, AdPage]:
    return (
        sheets
        if pages is None
        else {number: sheet for number, sheet in sheets.items() if number in pages}
    )


def _away(sheet: AdPage, sheets: Mapping[int, AdPage]) -> int:
    """Pages to the next one with advertisements: they are spread over the paper, not heaped at its
    end.
    """
    return min(
        (abs(sheet.number - other.number) for other in sheets.values() if other.ads), default=0
    )


def _may(
    ad: Advertisement, sheet: AdPage, columns: int, lines: int, design: Design, booked: bool = False
) -> bool:
    grid = design.grid
    full = columns == grid.columns and lines == grid.lines
    if full and sheet.number == 1:
        return False
    if (
        sheet.number <= FIRST_PAGES
        and not booked
        and not (columns == grid.columns and lines <= STRIP_LINES and not sheet.ads)
    ):
        return False
    if ad.right_hand and sheet.number % 2 == 0:
        return False
    if full:
        return not sheet.ads
    return sheet.taken + columns * lines <= MOST_SHARE * grid.columns * grid.lines


def _clash(ad: Advertisement, sheet: AdPage, sheets: Mapping[int, AdPage]) -> str:
    facing = sheets.get(sheet.number + 1 if sheet.number % 2 == 0 else sheet.number - 1)
    here = [p.ad for p in sheet.ads]
    for other in [*here, *(p.ad for p in facing.ads if facing)] if facing else here:
        if (
            other.advertiser.casefold() in ad.conflicts
            or ad.advertiser.casefold() in other.conflicts
        ):
            return f"{other.advertiser} stands on the page or the facing one"
    if here and (ad.position == "solus" or any(other.position == "solus" for other in here)):
        return "it must stand alone on its page, or another does"
    return ""


def _stack(sheet: AdPage, columns: int, lines: int, design: Design, position: str) -> int | None:
    """The column where it stands: over the lowest place, outermost first; None where there is no
    room.
    """
    grid = design.grid
    outer_left = sheet.number % 2 == 0
    best: tuple[tuple[int, int, int], int] | None = None
    for column in range(grid.columns - columns + 1):
        under = sheet.depths[column : column + columns]
        foot = min(under) - (grid.gap if min(under) < grid.lines else 0)
        if foot < lines or (position == "foot" and min(under) < grid.lines):
            continue
        uneven = sum(under) - columns * min(under)  # room lost under it
        edge = column if outer_left else grid.columns - columns - column
        if position == "outer" and edge:
            continue
        key = (uneven, grid.lines - foot, edge)
        if best is None or key < best[0]:
            best = (key, column)
    return best[1] if best else None


def _put(
    ad: Advertisement,
    sheet: AdPage,
    column: int,
    columns: int,
    lines: int,
    design: Design,
    half: str = "",
) -> None:
    grid = design.grid
    under = min(sheet.depths[column : column + columns])
    foot = under - (grid.gap if under < grid.lines else 0)
    line = foot - lines
    depth = min(ad.depth or lines * grid.leading, lines * grid.leading)
    bottom = grid.y(foot)
    rect = Rect(grid.x(column), bottom - depth, grid.width(columns), depth)
    sheet.ads.append(PlacedAd(ad, column, line, columns, lines, rect, half))
    for at in range(column, column + columns):
        sheet.depths[at] = max(0, line - grid.gap)


def _panorama(ad: Advertisement, sheets: Mapping[int, AdPage], design: Design) -> str:
    """Over two facing pages, an even one and the next."""
    columns, lines = size_of(ad, design)
    if ad.page % 2:
        return f"page {ad.page} is a right-hand page, a panorama begins on a left-hand one"
    lefts = [ad.page] if ad.page else [n for n in sorted(sheets) if n % 2 == 0 and n > FIRST_PAGES]
    middle = len(sheets) / 2
    for number in sorted(lefts, key=lambda n: (abs(n - middle), n)):
        pair = [sheets.get(number), sheets.get(number + 1)]
        if number % 2 or not all(s is not None and not s.ads for s in pair):
            continue
        for sheet, half in zip(pair, ("left", "right"), strict=True):
            assert sheet is not None
            _put(ad, sheet, 0, columns, lines, design, half)
        return ""
    return "no two facing pages are free for a panorama"


def _close_slivers(sheet: AdPage) -> None:
    """Columns with hardly any room above their advertisements hold no news."""
    sheet.depths = [d if d >= SLIVER else 0 for d in sheet.depths]


def _deepest(design: Design) -> float:
    """Points: what an advertisement can have of a page's depth."""
    return (design.grid.lines + 0.15) * design.grid.leading


def _too_large(ad: Advertisement, design: Design) -> Finding:
    grid = design.grid
    fact = (
        f"{ad.booking} is booked at {ad.columns} columns x {to_mm(ad.depth):.0f} mm, "
        f"{design.name} has {grid.columns} x "
    )
    fact += f"{to_mm(grid.type_area.height):.0f} mm; it is cut to that"
    return Finding(Severity.WARNING, "ad.size", fact, "book a size that the page has")


def _not_placed(ad: Advertisement, why: str) -> Finding:
    return Finding(
        Severity.WARNING,
        "ad.not-placed",
        f"{ad.booking} ({ad.advertiser}) is not in the paper: {why}",
        "book another page or size, or add pages",
    )


def _coarse(placed: PlacedAd, scale: float, design: Design) -> list[Finding]:
    """A picture that is enlarged too far; scale: points a pixel."""
    ppi = round(72 / scale)
    if ppi >= design.weights.good_ppi:
        return []
    fact = (
        f"{placed.ad.booking}: {placed.ad.file.name} prints at {ppi} pixels an inch, "
        f"{design.weights.good_ppi:.0f} are needed"
    )
    return [
        Finding(
            Severity.WARNING, "ad.resolution", fact, "ask for a larger file, or book a smaller size"
        )
    ]


def _odd_size(placed: PlacedAd, design: Design) -> list[Finding]:
    """A file whose shape differs from what was booked; it is centred, never scaled out of
    proportion.
    """
    file, rect = placed.ad.file, placed.rect
    grid = design.grid
    wide, deep = rect.width, rect.height
    if placed.half:  # across the fold, from outer margin to outer margin
        wide = grid.trim.width - grid.type_area.x + grid.type_area.right
    width, height = (file.width, file.height) if file.width else map(float, file.pixels)
    if file.fault or not width or not height or placed.half == "right":
        return []
    if file.width and abs(width / wide - 1) < SIZE_SLACK and abs(height / deep - 1) < SIZE_SLACK:
        return []
    coarse = _coarse(placed, min(wide / width, deep / height), design) if not file.width else []
    if not file.width and abs((width / height) / (wide / deep) - 1) < SIZE_SLACK:
        return coarse
    sizes = [
        f"{w / 72 * 25.4:.0f} x {h / 72 * 25.4:.0f} mm" for w, h in ((width, height), (wide, deep))
    ]
    told = f"{file.name} is {sizes[0]}" if file.width else f"{file.name} has another shape"
    scale = min(wide / width, deep / height)
    done = (
        f"it is set at {scale:.0%} and centred"
        if file.width and scale < 1 - SIZE_SLACK
        else "it is centred"
    )
    return [
        *coarse,
        Finding(
            Severity.WARNING,
            "ad.size",
            f"{placed.ad.booking}: {told}, {sizes[1]} is booked; {done}",
            "ask for the size that was booked",
        ),
    ]
