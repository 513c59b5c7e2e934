"""Advertisements as they are booked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from epaper.model.stop import Stop

PANORAMA = "panorama"  # half a page deep over two facing pages
NAMED_SIZES = ("strip", "eighth page", "quarter page", "half page", "full page", PANORAMA)


def booked_by(booking: str, advertiser: str) -> str:
    """The booking with its advertiser, for messages."""
    return f"{booking} ({advertiser})" if advertiser not in ("", booking) else booking


@dataclass(frozen=True, slots=True)
class AdFile:
    """An advertiser's file as inspected.  Width and height are points as shown, after Rotate and
    UserUnit; 0 for a picture, which takes the size that was booked.  `fault` says why it cannot be
    printed; a labelled blank stands then."""

    path: Path
    name: str  # as written, for messages
    width: float = 0.0
    height: float = 0.0
    pixels: tuple[int, int] = (0, 0)
    fault: str = ""
    digest: str = ""  # sha256 of the file at `path`


@dataclass(frozen=True, slots=True)
class Advertisement:
    booking: str
    advertiser: str
    file: AdFile
    size: str = ""  # a name of NAMED_SIZES; empty: columns and depth say it
    columns: int = 0
    depth: float = 0.0  # points
    page: int = 0  # booked page; 0 is any
    right_hand: bool = False
    position: str = ""  # "foot", "outer", "solus" (alone on its page) or free
    conflicts: tuple[str, ...] = ()  # advertisers that must not stand on its page or the facing one
    avoid: tuple[str, ...] = ()  # tags of stories that must not stand on its page
    section: str = ""  # on a page of this section
    colour: str = ""  # as booked: "black", "colour" or not said
    house: bool = False  # the paper's own: runs only where room is left
    # the last day on which it runs; how long it runs changes nothing of its page
    until: datetime.date | None = field(default=None, repr=False)
    # what it says, for readers who hear the paper; it changes nothing of its page
    alt: str = field(default="", repr=False)
    stop: Stop | None = None  # it is held or cancelled
    source: str = ""  # the file of its booking, for messages, relative to the edition's folder
    line: int = 0  # there; 0 is unknown

    @property
    def plain_house(self) -> bool:
        """The paper's name in a frame, for which there is no file."""
        return self.house and not self.file.name
