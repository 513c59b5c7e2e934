"""A page's picture with a numbered frame round each spot that a finding speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.geometry import Rect, Size
from epaper.model.finding import Finding, Severity
from epaper.paperwork.faces import BOLD, text_width
from epaper.paperwork.sheet import AMBER, DARK, GREY, RED, WHITE, Ink, Sheets
from epaper.units import mm

PICTURE = Size(mm(70), mm(112))  # a page's picture at most
TAG = 11.0  # side of the square with a finding's number
INKS: Mapping[Severity, Ink] = {Severity.ERROR: RED, Severity.WARNING: AMBER, Severity.INFO: DARK}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a file as it looks: a JPEG of the whole sheet, whose size is in points; the trim
    begins at (left, top) on it.
    """

    jpeg: bytes
    size: Size
    left: float = 0.0
    top: float = 0.0


def draw_picture(
    sheets: Sheets, place: Rect, picture: PagePicture, numbered: Sequence[tuple[int, Finding]]
) -> None:
    """The page, and a numbered frame round each spot; errors lie over warnings."""
    scale = place.width / picture.size.width
    sheets.picture(place, picture.jpeg)
    sheets.box(place, stroke=GREY)
    for number, finding in sorted(numbered, key=lambda one: (one[1].severity, -one[0])):
        if finding.rect is None:
            continue
        ink = INKS[finding.severity]
        frame = _spot(finding.rect, picture, place, scale)
        sheets.box(frame, stroke=ink, weight=1)
        x = max(place.x, min(frame.x, place.right - TAG * 1.4))
        draw_tag(sheets, x, max(place.y, frame.y - TAG * 0.7), number, ink=ink, share=0.7)


def _spot(rect: Rect, picture: PagePicture, place: Rect, scale: float) -> Rect:
    """Where a finding is on the picture; at least so large that its frame is seen."""
    x = place.x + (rect.x + picture.left) * scale
    y = place.y + (rect.y + picture.top) * scale
    return Rect(x, y, max(rect.width * scale, 3.0), max(rect.height * scale, 3.0))


def draw_tag(sheets: Sheets, x: float, y: float, number: int, ink: Ink, share: float = 1.0) -> None:
    """A finding's number, white on its colour."""
    size, side = 7.5 * share, TAG * share
    width = max(side, text_width(str(number), BOLD, size) + 4 * share)
    sheets.box(Rect(x, y, width, side), fill=ink)
    base = y + side * 0.74
    sheets.text(x + width / 2, base, str(number), size=size, name=BOLD, ink=WHITE, align="centre")


def picture_size(size: Size) -> Size:
    """As large as there is room, undistorted."""
    scale = min(PICTURE.width / size.width, PICTURE.height / size.height)
    return Size(size.width * scale, size.height * scale)
