"""Pictures and charts as the editor gives them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from epaper.model.text import RichText

Box = tuple[float, float, float, float]  # left, top, width, height shares of the upright picture
DEFAULT_FOCUS = (0.5, 0.4)  # nobody named one
SAME_BITS = 6  # of 64, by which the looks of two files of one photograph may differ
SAME_SHAPE = 0.03  # of width over height, likewise
AIR = (0.4, 0.2, 0.2)  # of a face above, below and beside it
LARGE_FACE = 0.25  # of the picture's height, from which one face alone is a portrait


class PictureRole(StrEnum):
    """What a picture is for, as its editor says it."""

    PLAIN = ""
    MUG = "mug"  # one person's head
    PORTRAIT = "portrait"  # one person
    ACTION = "action"  # something happens: first choice for a page's main picture
    WIDE = "wide"  # it wants columns
    SEQUENCE = "sequence"  # one of a row; its frames may look alike
    CUT_OUT = "cut-out"  # never cropped
    TEASER = "teaser"  # it stands nowhere but in page 1's skybox
    SYMBOL = "symbol"  # a flag, a logo, a drawing that stands for the matter


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
    focus: tuple[float, float] = DEFAULT_FOCUS  # share of width and height that must survive a crop
    # left, top, right, bottom shares never cropped away
    keep: tuple[float, float, float, float] | None = None
    digest: str = ""  # sha256 of the file
    role: PictureRole = PictureRole.PLAIN
    # it shows something like the matter, not the matter; None: the editor does not say
    stand_in: bool | None = None
    topic: bool = False  # its sender says that it is of the story's topic, not of the story
    looks: str = ""  # 16 hex digits that are nearly the same for two files of one photograph
    faces: tuple[Box, ...] = ()  # the largest first
    gaze: str = ""  # where a single face looks: "left", "right" in the picture

    @property
    def aspect(self) -> float:
        return self.width / self.height

    @property
    def shows_matter(self) -> bool:
        """Whether it shows what the story tells; a stand-in or a symbol does not."""
        return not self.stand_in and self.role is not PictureRole.SYMBOL

    @property
    def may_front(self) -> bool:
        """Whether page 1 may show it: not for its topic alone, unless the editor says that it shows
        the matter."""
        return self.shows_matter and (not self.topic or self.stand_in is False)

    @property
    def is_portrait(self) -> bool:
        """One person: by its role, or by one large face where it has no role."""
        if self.role is PictureRole.PLAIN and len(self.faces) == 1:
            return self.faces[0][3] >= LARGE_FACE
        return self.role in (PictureRole.MUG, PictureRole.PORTRAIT)

    @property
    def shows_face(self) -> bool:
        return self.is_portrait or bool(self.faces)

    @property
    def heads(self) -> tuple[Box, ...]:
        """Faces with hair and chin and a little air: what no crop runs through."""
        return tuple(_head(face) for face in self.faces)

    def looks_like(self, other: Picture) -> bool:
        """Whether two files hold one photograph, as far as their looks tell."""
        if not (self.looks and other.looks) or abs(self.aspect / other.aspect - 1) > SAME_SHAPE:
            return False
        return (int(self.looks, 16) ^ int(other.looks, 16)).bit_count() <= SAME_BITS


def _head(face: Box) -> Box:
    left, top, width, height = face
    above, below, beside = AIR
    x, y = max(0.0, left - beside * width), max(0.0, top - above * height)
    right = min(1.0, left + (1 + beside) * width)
    foot = min(1.0, top + (1 + below) * height)
    return (x, y, right - x, foot - y)


Values = tuple[float | None, ...]  # None: nobody knows it


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: Values


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart drawn as vector from data in the story's file."""

    kind: str  # "bar", "column", "line", "stacked" or "shares"
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    source: str = ""
    note: str = ""
    alt: str = ""
