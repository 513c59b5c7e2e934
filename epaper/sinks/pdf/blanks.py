"""Labelled blanks drawn by a sink: for an advertisement that turns out not to be printable."""

from __future__ import annotations

from epaper.geometry import Size
from epaper.issue.issue import Issue
from epaper.model.advertisement import booked_by as with_advertiser
from epaper.units import to_mm

BLANK_FOR = "blank for "  # how the issue names a blank's file


def booked_by(issue: Issue, booking: str) -> str:
    """The booking with its advertiser, for messages."""
    who = next((b.advertiser for b in issue.bookings if b.booking == booking), "")
    return with_advertiser(booking, who)


def blank_page(issue: Issue, booking: str, size: tuple[float, float], file: str) -> bytes:
    """A blank of `size` (points) for a booking whose `file` cannot be printed, as a PDF."""
    from epaper.paperwork.blank import blank  # slow to load, and mostly there is none
    from epaper.words.reader import words_for

    grid = issue.grid
    words = words_for(issue.language).in_digits(issue.publication.digits)
    step = (grid.type_area.width + grid.gutter) / grid.columns
    columns = max(1, round((size[0] + grid.gutter) / step))
    measure = words.measure(round(to_mm(size[0])), round(to_mm(size[1])))
    who = next((b.advertiser for b in issue.bookings if b.booking == booking), "")
    heads = (words.booking(booking, columns), who, measure)
    return blank(heads, Size(*size), words.unprintable(file))


def is_blank(name: str) -> bool:
    """Whether a file of the issue is a blank that the build drew."""
    return name.startswith(BLANK_FOR)
