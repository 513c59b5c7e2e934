"""How text looks: data that layout files give and the typesetter obeys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

SMALLEST_TYPE = 6.0  # points: no print shop takes smaller type, no reader reads it


@dataclass(frozen=True, slots=True)
class Colour:
    """A house colour: CMYK shares 0..1; the screen shows `rgb` where given, else a conversion."""

    name: str
    cmyk: tuple[float, float, float, float]
    rgb: tuple[float, float, float] | None = None
    spot: str = ""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A style.  Sizes in points; indents in points; tracking in em.

    face is a family of the font book ("serif"); weight picks the member that roman text is set in,
    so that emphasis can find its italic or bold.  features are OpenType tags switched on ("smcp",
    "onum").  Below `small_below` points a headline is set in `small_face`, a cut of the face for
    smaller type; see `at`.
    """

    name: str
    face: str
    size: float
    leading: float
    weight: str = "regular"  # "regular", "italic", "bold", "bold italic"
    align: str = "left"  # "justify", "left", "right", "centre"
    features: tuple[str, ...] = ()
    colour: str = "black"
    tracking: float = 0.0
    first_indent: float = 0.0
    left_indent: float = 0.0
    hyphenate: bool = False
    upper: bool = False  # set in capitals; the text stays as written for copying and searching
    small_face: str = ""  # a family; empty: the face serves every size
    small_below: float = 0.0  # points

    def at(self, size: float) -> TextStyle:
        """The style with the face that is cut for type of so many points."""
        if self.small_face and size < self.small_below:
            return _small(self)
        return self


@lru_cache(maxsize=64)
def _small(style: TextStyle) -> TextStyle:
    """In its face for small type; asked for every headline that is tried."""
    return replace(style, face=style.small_face, small_face="")
