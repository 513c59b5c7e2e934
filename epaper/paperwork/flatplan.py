"""The flatplan as a wall chart: every page in its spread, small, with what is sold and locked on
it, and the stories that are held.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from epaper.geometry import Rect, Size
from epaper.paperwork.faces import BOLD, ITALIC, REGULAR, text_width
from epaper.paperwork.sheet import A4_LANDSCAPE, AMBER, BLACK, DARK, GREY, RED, WHITE, Sheets
from epaper.paperwork.spreads import Spread, SpreadGrid, largest_grid, spreads
from epaper.paperwork.words import shortened, wrapped
from epaper.units import counted, mm, page_span

ON_ONE_SHEET = 34  # pages; more are shared out over two sheets
SIDE = mm(48)  # the column with the legend and what is held
GAP = mm(5)
CAPTION = mm(11)  # under a page
LARGEST = mm(85)  # depth of a page
TINTS = {"advertisement": 0.75, "house advertisement": 0.85}  # shares of white, by kind of module


@dataclass(frozen=True, slots=True)
class ChartModule:
    """A module in points of its page; `label` is the slugs in it, or what is booked."""

    rect: Rect
    label: str
    kind: str = "story"  # as Module.kind


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A page of the flatplan.  Without a picture (JPEG) its modules are drawn as boxes."""

    number: int
    section: str
    size: Size
    picture: bytes = b""
    modules: tuple[ChartModule, ...] = ()
    bookings: tuple[str, ...] = ()
    cost: float | None = None  # None: nothing was arranged on the page
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """`held`: slug and reason of each story that does not run."""

    title: str
    date: datetime.date
    pages: tuple[ChartPage, ...]
    held: tuple[tuple[str, str], ...] = ()
    edition: str = ""
    leftward: bool = False  # the paper is read from the right


def flatplan(chart: Chart) -> bytes:
    """The chart as a PDF: one sheet of A4, or two for a thick edition; more only where the held
    stories need them.
    """
    told = f", {chart.edition}" if chart.edition else ""
    sheets = Sheets(A4_LANDSCAPE, f"Flatplan: {chart.title}, {chart.date.isoformat()}{told}")
    by_number = {page.number: page for page in chart.pages}
    pairs = spreads(by_number, chart.leftward)
    halves = [pairs]
    if len(chart.pages) > ON_ONE_SHEET:
        middle = (len(pairs) + 1) // 2
        halves = [pairs[:middle], pairs[middle:]]
    waiting = list(chart.held)
    side = sheets.inner.right - SIDE
    for at, half in enumerate(halves):
        if at:
            sheets.new()
        y = _heading(sheets, chart, half)
        room = Rect(sheets.inner.x, y, side - GAP - sheets.inner.x, sheets.inner.bottom - y)
        size = chart.pages[0].size
        grid = largest_grid(len(half), room, size, caption=CAPTION, gap=mm(3), most=LARGEST)
        for place, pair in enumerate(half):
            _spread(sheets, grid, place, [by_number[n] if n else None for n in pair])
        if not at:
            y = _legend(sheets, y)
            heading = f"HELD ({len(waiting)})" if waiting else "HELD: NONE"
            waiting = _held(sheets, waiting, heading, x=side, y=y)
        elif waiting:
            waiting = _held(sheets, waiting, "HELD, GOES ON", x=side, y=y)
    _rest(sheets, waiting)
    return sheets.pdf()


def _rest(sheets: Sheets, waiting: Sequence[tuple[str, str]]) -> None:
    """Held stories that found no room beside the pages, in columns over sheets of their own."""
    inner = sheets.inner
    columns = int((inner.width + GAP) // (SIDE + GAP))
    while waiting:
        sheets.new()
        for column in range(columns):
            if waiting:
                x = inner.x + column * (SIDE + GAP)
                waiting = _held(sheets, waiting, "HELD, GOES ON", x=x, y=inner.y)


def _heading(sheets: Sheets, chart: Chart, shown: Sequence[Spread]) -> float:
    inner = sheets.inner
    date = f"{chart.date:%A}, {chart.date.day} {chart.date:%B %Y}"
    numbers = sorted(number for pair in shown for number in pair if number)
    told = counted(len(chart.pages), "page")
    if len(numbers) < len(chart.pages):
        told = f"{page_span(numbers[0], numbers[-1])} of {len(chart.pages)}"
    right = "   ".join(part for part in (chart.edition, date, told) if part)
    base = inner.y + 15
    sheets.text(inner.right, base, right, size=11, name=BOLD, align="right")
    room = inner.width - text_width(right, BOLD, 11) - mm(30)
    title = shortened(chart.title, room, BOLD, 18)
    sheets.text(inner.x, base, title, size=18, name=BOLD)
    x = inner.x + text_width(title, BOLD, 18) + 8
    sheets.text(x, base, "Flatplan", size=18, ink=DARK)
    sheets.rule(inner.x, base + 7, inner.right, base + 7, weight=1.2)
    return base + 7 + mm(4)


def _spread(
    sheets: Sheets, grid: SpreadGrid, place: int, pages: Sequence[ChartPage | None]
) -> None:
    for side, page in enumerate(pages):
        if page is not None:
            cell = grid.cell(place, side)
            if page.picture:
                sheets.picture(cell, page.picture)
            else:
                _modules(sheets, page, cell)
            sheets.box(cell, stroke=BLACK, weight=0.5)
            if page.locked:
                _lock(sheets, cell)
            _caption(sheets, page, Rect(cell.x, cell.bottom, cell.width, CAPTION))


def _modules(sheets: Sheets, page: ChartPage, cell: Rect) -> None:
    scale = cell.width / page.size.width
    for module in page.modules:
        r = module.rect
        box = Rect(cell.x + r.x * scale, cell.y + r.y * scale, r.width * scale, r.height * scale)
        sheets.box(box, fill=TINTS.get(module.kind, WHITE), stroke=GREY, weight=0.4)
        size = 6.0
        lines = wrapped(module.label, box.width - 3, REGULAR, size)
        while size > 3.5 and (len(lines) * size * 1.1 + 2 > box.height):
            size -= 0.25
            lines = wrapped(module.label, box.width - 3, REGULAR, size)
        fit = int((box.height - 2) / (size * 1.1))
        if fit < len(lines):
            lines = [*lines[: max(fit - 1, 0)], "…"] if fit else []
        for at, line in enumerate(lines):
            base = box.y + 1 + size * (0.9 + 1.1 * at)
            sheets.text(box.x + 1.5, base, line, size=size)


def _lock(sheets: Sheets, cell: Rect) -> None:
    """The word on a red flag: colours alone do not survive a copier."""
    size = min(6.5, cell.width / 7)
    width, deep = text_width("LOCKED", BOLD, size) + 4, size + 3
    sheets.box(Rect(cell.right - width, cell.y, width, deep), fill=RED)
    base = cell.y + deep - 2.5
    sheets.text(
        cell.right - width / 2, base, "LOCKED", size=size, name=BOLD, ink=WHITE, align="centre"
    )


def _caption(sheets: Sheets, page: ChartPage, place: Rect) -> None:
    """Number, section and cost, then what is booked on two lines at most."""
    x, right, base = place.x + 1, place.right - 2, place.y + 9
    number = str(page.number)
    sheets.text(x, base, number, size=9, name=BOLD)
    start = x + text_width(number, BOLD, 9) + 3
    cost = "" if page.cost is None else f"{page.cost:.0f}"
    sheets.text(right, base, cost, size=6, ink=DARK, align="right")
    room = right - start - text_width(cost, REGULAR, 6) - 2
    if text_width(page.section, REGULAR, 6.5) > room:  # on a line of its own
        start, base, room = x, base + 7, place.width - 3
    section = shortened(page.section, room, REGULAR, 6.5)
    sheets.text(start, base, section, size=6.5)
    lines = wrapped(", ".join(page.bookings), place.width - 3, BOLD, 5.5)
    if len(lines) > 2:
        first = lines[0]
        seen = first.count(",") + (not first.endswith(","))
        more = f"and {len(page.bookings) - seen} more"
        lines = [first, shortened(more, place.width - 3, BOLD, 5.5)]
    for at, line in enumerate(lines):
        sheets.text(x, base + 7 + 6.2 * at, line, size=5.5, name=BOLD, ink=AMBER)


def _legend(sheets: Sheets, top: float) -> float:
    x = sheets.inner.right - SIDE
    sheets.text(x, top + 7, "LEGEND", size=7, name=BOLD, ink=DARK)
    y = top + 11
    told = (
        ("12", BOLD, BLACK, "page, with its section"),
        ("340", REGULAR, DARK, "cost of its arrangement"),
        ("A-17", BOLD, AMBER, "booked advertisements"),
        ("LOCKED", BOLD, RED, "stays as it was built"),
    )
    for sample, name, ink, meaning in told:
        y += 10
        sheets.text(x, y, sample, size=7, name=name, ink=ink)
        sheets.text(x + mm(12), y, meaning, size=7)
    for tint, meaning in ((WHITE, "story"), (TINTS["advertisement"], "advertisement")):
        y += 10
        sheets.box(Rect(x, y - 6, mm(9), 7), fill=tint, stroke=GREY)
        sheets.text(x + mm(12), y, meaning, size=7)
    return y + mm(6)


def _held(
    sheets: Sheets, waiting: Sequence[tuple[str, str]], heading: str, *, x: float, y: float
) -> list[tuple[str, str]]:
    """As many held stories as fit down a column from (x, y); the rest is returned."""
    sheets.text(x, y + 7, heading, size=7, name=BOLD, ink=DARK)
    sheets.rule(x, y + 10, x + SIDE, y + 10, weight=0.5)
    y += 12
    for at, (slug, why) in enumerate(waiting):
        name, reason = wrapped(slug, SIDE, BOLD, 7), wrapped(why, SIDE, ITALIC, 6.5)
        if y + 8 * (len(name) + len(reason)) > sheets.inner.bottom:
            return list(waiting[at:])
        for face, size, lines in ((BOLD, 7.0, name), (ITALIC, 6.5, reason)):
            for line in lines:
                y += 8
                sheets.text(x, y, line, size=size, name=face)
        y += 3
    return []
