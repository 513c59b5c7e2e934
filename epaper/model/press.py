"""What a print shop asks for: the press settings, in points and per cent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from epaper.geometry import Size
from epaper.units import mm

TEMPORARY_NAME = "{name}.part"  # of a file while it is being sent


class Standard(StrEnum):
    X4 = "x-4"
    X1A = "x-1a"


@dataclass(frozen=True, slots=True)
class PressSettings:
    """Lengths in points, ink in per cent, resolutions in pixels per inch at the printed size."""

    name: str = "default"
    title: str = ""
    standard: Standard = Standard.X4
    profile: Path | None = None
    condition: str = "CGATS TR 002"
    ink_limit: float = 240
    trim: Size | None = None
    bleed: float = 0.0
    marks: tuple[str, ...] = ()
    one_file: str = "page"  # or "section"
    file_name: str = "{code}_{date}_{section}{page:03}_{colour}_v{version}.pdf"
    colour_pages: tuple[int, ...] | None = None  # None: every page may carry colour
    page_multiple: int = 2
    panoramas: bool = False  # two pages under one advertisement go as one file of double width
    smallest_type: float = 6
    smallest_type_two_inks: float = 8
    smallest_type_many_inks: float = 10
    smallest_type_reversed: float = 8
    smallest_rule: float = 0.25
    smallest_rule_reversed: float = 0.5
    type_to_trim: float = mm(5)
    picture_ppi: float = 200
    picture_ppi_warn: float = 150
    picture_ppi_error: float = 100
    intent: str = "perceptual"  # or "relative", with black point compensation
    sharpen: int = 60  # per cent of the unsharp mask; 0 is none
    rgb_ads: str = "convert"  # or "refuse"
    spots: tuple[tuple[str, str], ...] = ()  # (name, "keep" | "process" | "refuse")
    other_spots: str = "process"
    archive: bool = False
    folio_code: str = "datamatrix"
    contact: tuple[str, ...] = ()  # lines of the job ticket: whom to call
    run: str = ""  # "02:30, press 2"
    copies: int = 0  # 0: not said
    temporary_name: str = TEMPORARY_NAME  # of files while they are sent; "": their own names
    plain_ftp: bool = False  # may files be sent to it by FTP without encryption?

    def takes(self, trim: Size, slack: float = 1.0) -> bool:
        """Does it print pages of this trim, as far as its settings say?  `slack` in points."""
        return self.trim is None or (
            abs(self.trim.width - trim.width) <= slack
            and abs(self.trim.height - trim.height) <= slack
        )

    def in_colour(self, page: int) -> bool:
        return self.colour_pages is None or page in self.colour_pages

    def spot(self, name: str) -> str:
        """What becomes of a spot colour: "keep", "process" or "refuse"."""
        return dict(self.spots).get(name, self.other_spots)
