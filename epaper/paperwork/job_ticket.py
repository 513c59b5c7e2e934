"""The job ticket: what the press room has to know of an edition, on one sheet to hang up."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from epaper.geometry import Rect, Size
from epaper.paperwork.faces import BOLD, REGULAR, text_width
from epaper.paperwork.file_table import TicketFile, file_table, table_depth
from epaper.paperwork.sheet import A4, BLACK, DARK, GREY, LIGHT, RED, WHITE, Ink, Sheets
from epaper.paperwork.spreads import largest_grid, spreads
from epaper.paperwork.words import shortened, wrapped
from epaper.units import mm, page_list, to_mm

LEAST_PICTURES = 0.28  # of what is left of the first sheet, where the whole table is to fit as well
PICTURES = 0.55  # where the table goes on to another sheet
MOST_LINES = 56  # of a frame
LARGEST = mm(62)  # depth of a page's picture
DESTROY = (
    "Destroy the plates that these replace, and the old files: two versions of a page must never "
    "run together."
)
SHORT = 14  # characters that a fact may have to stand in a box


@dataclass(frozen=True, slots=True)
class PlateChange:
    """A page that replaces an earlier one: the plates to make, and those that stay."""

    page: int
    version: int
    make: tuple[str, ...]  # inks
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waits:
    """Pages that are not released, and why; what was released of them before is not the new one."""

    pages: tuple[int, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for a fault that goes out with pages."""

    pages: tuple[int, ...]
    fault: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class JobTicket:
    """What the ticket says; empty fields are left out."""

    title: str
    date: datetime.date
    shop: str
    standard: str  # "x-4"
    condition: str  # printing condition, "CGATS TR 002"
    trim: Size  # of one page, points
    pages: int
    files: tuple[TicketFile, ...]
    shop_title: str = ""
    edition: str = ""  # its name, "City edition"
    zone: str = ""
    number: str = ""  # of the issue, "No. 4,812"
    run: str = ""
    order: str = ""  # print order, "1–2 City; 3 Sport"
    copies: int = 0  # at this shop
    print_run: int = 0  # of the edition, at all shops
    press_start: str = ""  # "01:30"
    contacts: tuple[str, ...] = ()  # at the print shop, a line each
    paper_contacts: tuple[str, ...] = ()  # at the paper
    colour_pages: tuple[int, ...] | None = None  # None: every page may carry colour
    changes: tuple[PlateChange, ...] = ()
    waiting: tuple[Waits, ...] = ()
    answers: tuple[Answer, ...] = ()
    pictures: Mapping[int, bytes] = field(default_factory=dict)  # JPEG by page number
    leftward: bool = False  # the paper is read from the right


def job_ticket(ticket: JobTicket) -> bytes:
    """The ticket as a PDF of A4 sheets: all on the first, where only a long table of files goes on
    to others.
    """
    told = " ".join(part for part in (ticket.edition, ticket.zone) if part)
    name = f"Job ticket: {ticket.title}, {ticket.date.isoformat()}" + (f", {told}" if told else "")
    sheets = Sheets(A4, name)
    y = _heading(sheets, ticket)
    y = _facts(sheets, ticket, y)
    y = _shop(sheets, ticket, y)
    y = _waiting(sheets, ticket.waiting, y)
    y = _changes(sheets, ticket.changes, y)
    y = _answers(sheets, ticket.answers, y)
    y = _pictures(sheets, ticket, y)
    file_table(sheets, ticket.files, y)
    return sheets.pdf()


def _heading(sheets: Sheets, ticket: JobTicket) -> float:
    inner = sheets.inner
    band = Rect(0, 0, sheets.size.width, inner.y + mm(20))
    sheets.box(band, fill=BLACK)
    date = f"{ticket.date:%A}, {ticket.date.day} {ticket.date:%B %Y}"
    sheets.text(inner.x, inner.y + 4, "JOB TICKET", size=9, name=BOLD, ink=WHITE)
    told = "   ".join(part for part in (ticket.number, ticket.edition, ticket.zone) if part)
    sheets.text(inner.right, inner.y + 4, told, size=9, name=BOLD, ink=WHITE, align="right")
    size, room = 24.0, inner.width - text_width(date, BOLD, 14) - mm(8)
    while size > 13 and text_width(ticket.title, BOLD, size) > room:
        size -= 0.5
    title = shortened(ticket.title, room, BOLD, size)
    base = inner.y + mm(14)
    sheets.text(inner.x, base, title, size=size, name=BOLD, ink=WHITE)
    sheets.text(inner.right, base, date, size=14, name=BOLD, ink=WHITE, align="right")
    return band.bottom + mm(6)


def _facts(sheets: Sheets, ticket: JobTicket, y: float) -> float:
    """Figures to be read from afar, in as many boxes as there are facts."""
    trim = f"{to_mm(ticket.trim.width):.4g} × {to_mm(ticket.trim.height):.4g} mm"
    colour = _colour(ticket)
    if len(colour) > SHORT:
        colour = f"{len(set(ticket.colour_pages or ()))} of {ticket.pages}"
    facts = [("PAGES", str(ticket.pages)), ("TRIM", trim), ("COLOUR PAGES", colour)]
    facts += [("COPIES", f"{ticket.copies:,}")] if ticket.copies else []
    facts += [("PRINT RUN", f"{ticket.print_run:,}")] if ticket.print_run else []
    facts += [("PRESS START", ticket.press_start)] if ticket.press_start else []
    facts += [("RUN", ticket.run)] if 0 < len(ticket.run) <= SHORT else []
    inner, gap, deep = sheets.inner, mm(2), mm(15)
    needs = [max(text_width(value, BOLD, 15), text_width(label, BOLD, 7)) for label, value in facts]
    spare = inner.width - gap * (len(facts) - 1) - sum(needs)
    widths = [need + spare / len(facts) for need in needs]
    if spare < 0:
        widths = [(inner.width - gap * (len(facts) - 1)) / len(facts)] * len(facts)
    x = inner.x
    for (label, value), width in zip(facts, widths, strict=True):
        sheets.box(Rect(x, y, width, deep), fill=LIGHT)
        sheets.text(x + 6, y + 11, label, size=7, name=BOLD, ink=DARK)
        _value(sheets, Rect(x + 6, y + 12, width - 10, deep - 13), value)
        x += width + gap
    return y + deep + mm(5)


def _value(sheets: Sheets, room: Rect, value: str) -> None:
    """In one line where it fits, else smaller in as many as it needs."""
    size = 15.0
    lines = wrapped(value, room.width, BOLD, size)
    while size > 5.5 and len(lines) * size * 1.1 > room.height:
        size -= 0.5
        lines = wrapped(value, room.width, BOLD, size)
    for at, line in enumerate(lines):
        drop = (room.height - len(lines) * size * 1.1) / 2
        sheets.text(room.x, room.y + drop + size * (0.95 + 1.1 * at), line, size=size, name=BOLD)


def _shop(sheets: Sheets, ticket: JobTicket, y: float) -> float:
    inner = sheets.inner
    half = inner.width / 2 - mm(3)
    shop = f"{ticket.shop_title} ({ticket.shop})" if ticket.shop_title else ticket.shop
    printed = f"PDF/{ticket.standard.upper()}, printing condition {ticket.condition}"
    left = _column(sheets, "PRINT SHOP", [shop, printed], Rect(inner.x, y, half, 0))
    right = y
    for label, lines in (
        ("CONTACT AT THE PRINT SHOP", ticket.contacts),
        ("CONTACT AT THE PAPER", ticket.paper_contacts),
    ):
        if lines:
            place = Rect(inner.right - half, right, half, 0)
            right = _column(sheets, label, lines, place) + mm(2)
    y = max(left, right) + mm(4)
    colour = _colour(ticket)
    for label, told in (
        ("COLOUR PAGES", colour if len(colour) > SHORT else ""),
        ("RUN", ticket.run if len(ticket.run) > SHORT else ""),
        ("PRINT ORDER", ticket.order),
    ):
        if told:
            y = _column(sheets, label, [told], Rect(inner.x, y, inner.width, 0)) + mm(4)
    return y


def _colour(ticket: JobTicket) -> str:
    """The pages that may carry colour."""
    if ticket.colour_pages is None:
        return "all"
    return page_list(ticket.colour_pages) or "none"


def _column(sheets: Sheets, label: str, told: Sequence[str], place: Rect) -> float:
    """A heading and lines under it, broken at the place's width; the foot of the last."""
    sheets.text(place.x, place.y + 7, label, size=7, name=BOLD, ink=DARK)
    y = place.y + 8
    for one in told:
        for line in wrapped(one, place.width, REGULAR, 10):
            y += 12.5
            sheets.text(place.x, y, line, size=10)
    return y


def _changes(sheets: Sheets, changes: Sequence[PlateChange], y: float) -> float:
    """Pages with the same change share a line."""
    same: dict[tuple[int, tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for change in changes:
        same.setdefault((change.version, change.make, change.keep), []).append(change.page)
    told = [
        f"{_pages(pages)}, version {version}: make "
        f"{', '.join(make)}; keep {', '.join(keep) or 'none'}"
        for (version, make, keep), pages in same.items()
    ]
    told += [DESTROY] if told else []
    return _block(sheets, "PLATES TO REMAKE", told, y)


def _waiting(sheets: Sheets, waiting: Sequence[Waits], y: float) -> float:
    """Pages that wait for the same reasons share a line."""
    same: dict[tuple[str, ...], list[int]] = {}
    for one in waiting:
        same.setdefault(one.reasons, []).extend(one.pages)
    told = [f"{_pages(sorted(pages))}: {'; '.join(reasons)}" for reasons, pages in same.items()]
    return _block(sheets, "PAGES THAT WAIT: PRINT NO OLDER VERSION OF THEM", told, y)


def _answers(sheets: Sheets, answers: Sequence[Answer], y: float) -> float:
    same: dict[tuple[str, str, str], list[int]] = {}
    for one in answers:
        same.setdefault((one.fault, one.name, one.reason), []).extend(one.pages)
    told = [
        f"{_pages(sorted(set(pages)))}: {fault}. Signed: {name}, {reason}"
        for (fault, name, reason), pages in same.items()
    ]
    return _block(sheets, "SIGNED FOR", told, y, ink=DARK)


def _pages(pages: Sequence[int]) -> str:
    return f"Page{'s' if len(pages) > 1 else ''} {page_list(pages)}" if pages else "The edition"


def _block(sheets: Sheets, heading: str, told: Sequence[str], y: float, ink: Ink = RED) -> float:
    """A frame with a heading and lines, smaller and in two columns where there are many."""
    inner = sheets.inner
    if not told:
        return y
    size, columns = (10.0, 1) if len(told) <= 6 else (7.0, 2)
    width = (inner.width - mm(6)) / columns - mm(3) * (columns - 1)
    lines = [line for one in told for line in wrapped(one, width, BOLD, size)]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "and more: see the manifest and the preflight report"]
    deep = -(-len(lines) // columns)
    block = Rect(inner.x, y, inner.width, deep * size * 1.3 + 20)
    sheets.box(block, stroke=ink, weight=1.5)
    sheets.text(block.x + mm(3), y + 11, heading, size=7, name=BOLD, ink=ink)
    for at, line in enumerate(lines):
        x = block.x + mm(3) + (at // deep) * (width + mm(6))
        sheets.text(x, y + 13 + (at % deep + 1) * size * 1.3 - 2, line, size=size, name=BOLD)
    return block.bottom + mm(4)


def _pictures(sheets: Sheets, ticket: JobTicket, y: float) -> float:
    """Spreads as a reader holds them; what the table does not need of the sheet is theirs."""
    inner = sheets.inner
    if not ticket.pictures:
        return y
    left = inner.bottom - y
    table = table_depth(ticket.files) + mm(4)
    depth = left - table if left - table >= left * LEAST_PICTURES else left * PICTURES
    room = Rect(inner.x, y, inner.width, depth)
    pairs = spreads(ticket.pictures, ticket.leftward)
    caption = 9.0
    grid = largest_grid(len(pairs), room, ticket.trim, caption=caption, gap=mm(3), most=LARGEST)
    for place, pair in enumerate(pairs):
        for side, number in enumerate(pair):
            if number is not None:
                cell = grid.cell(place, side)
                sheets.picture(cell, ticket.pictures[number])
                sheets.box(cell, stroke=GREY, weight=0.4)
                centre = cell.x + cell.width / 2
                sheets.text(
                    centre, cell.bottom + 7.5, str(number), size=7.5, name=BOLD, align="centre"
                )
    return y + grid.height + mm(4)
