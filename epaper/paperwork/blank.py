"""A labelled blank: what stands in the place of an advertisement whose file cannot be printed.

It is plated like any advertisement, so all is pure black (DeviceGray 0) and no type is smaller than
presses take.
"""

from __future__ import annotations

from dataclasses import dataclass

from epaper.geometry import Rect, Size
from epaper.paperwork.faces import BOLD, REGULAR
from epaper.paperwork.sheet import BLACK, Sheets
from epaper.paperwork.words import shortened, wrapped

FRAME = 1.0  # points
SMALLEST = 6.0  # points: presses take no smaller type
LARGEST = 96.0
STEP = 0.5
LEADING = 1.2  # of the size


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    face: str


Heads = tuple[str, str, str]  # what is booked, for whom, how large


def blank(heads: Heads, size: Size, reason: str) -> bytes:
    """A PDF of one page of `size` (points): a frame, its corners crossed, and in the middle what is
    booked, for whom, how large it is and why it is blank, as large as there is room.

    Where even the smallest type leaves no room for all, the reason is cut short with an ellipsis;
    the finding about the advertisement has it in full.
    """
    sheets = Sheets(size, heads[0], footer=False)
    inset = FRAME / 2
    sheets.box(
        Rect(inset, inset, size.width - FRAME, size.height - FRAME), stroke=BLACK, weight=FRAME
    )
    tick = min(size.width, size.height) / 8
    _corners(sheets, size, tick)
    room = Size(size.width - 1.5 * tick, size.height - 1.5 * tick)
    lines = _lines(heads, reason, room)
    _set(sheets, lines, size)
    return sheets.pdf()


def _corners(sheets: Sheets, size: Size, tick: float) -> None:
    """A short stroke into each corner, as if the blank were crossed out."""
    for x, run in ((0.0, tick), (size.width, -tick)):
        for y, rise in ((0.0, tick), (size.height, -tick)):
            sheets.rule(x, y, x + run, y + rise, weight=0.5)


def _lines(heads: Heads, reason: str, room: Size) -> list[_Line]:
    """The words at the largest size at which they fit; the reason at half of it."""
    size = LARGEST
    while size > SMALLEST:
        lines = _at(size, heads, reason, room.width)
        if _depth(lines) <= room.height and not _broken(heads, room.width, size):
            return lines
        size -= STEP
    lines = _at(SMALLEST, heads, reason, room.width)
    fit = max(int(room.height / (SMALLEST * LEADING)), 1)
    if len(lines) > fit:
        last = lines[fit - 1]
        cut = shortened(last.text + " " + lines[fit].text, room.width, last.face, last.size)
        lines = [*lines[: fit - 1], _Line(cut, last.size, last.face)]
    return lines


def _at(size: float, heads: Heads, reason: str, width: float) -> list[_Line]:
    booking, advertiser, measure = heads
    second, small = max(SMALLEST, size * 0.7), max(SMALLEST, size / 2)
    blocks = (
        (booking, BOLD, size),
        (advertiser, BOLD, second),
        (measure, REGULAR, second),
        (reason, REGULAR, small),
    )
    return [
        _Line(line, points, face)
        for text, face, points in blocks
        for line in wrapped(text, width, face, points)
    ]


def _broken(heads: Heads, width: float, size: float) -> bool:
    """Would the booking or the measure break over lines?"""
    booking, _, measure = heads
    return (
        len(wrapped(booking, width, BOLD, size)) > 1
        or len(wrapped(measure, width, REGULAR, size * 0.7)) > 1
    )


def _depth(lines: list[_Line]) -> float:
    return sum(line.size * LEADING for line in lines)


def _set(sheets: Sheets, lines: list[_Line], size: Size) -> None:
    """Centred in both directions."""
    y = (size.height - _depth(lines)) / 2
    for line in lines:
        sheets.text(
            size.width / 2,
            y + line.size * 0.95,
            line.text,
            size=line.size,
            name=line.face,
            align="centre",
        )
        y += line.size * LEADING
