"""Pictures and charts as the editor gives them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from epaper.model.text import RichText


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file with its words.  Width and height are pixels as shown, after EXIF
    orientation."""

    path: Path  # absolute; never printed, see `name`
    name: str  # as written in the story, for messages
    width: int
    height: int
    caption: RichText = ()
    credit: str = ""
    alt: str = ""
    focus: tuple[float, float] = (0.5, 0.4)  # share of width and height that must survive a crop
    # left, top, right, bottom shares never cropped away
    keep: tuple[float, float, float, float] | None = None
    digest: str = ""  # sha256 of the file

    @property
    def aspect(self) -> float:
        return self.width / self.height


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart drawn as vector from data in the story's file."""

    kind: str  # "bar", "column" or "line"
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    source: str = ""
    note: str = ""
    alt: str = ""
