"""Pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from epaper.geometry import Rect, Size
from epaper.page.marks import Fill, GlyphRun, Mark, Polygon, Rule
from epaper.page.unread import Reads, read_unread


@dataclass(frozen=True, slots=True)
class Module:
    """A story's rectangle on a page."""

    rect: Rect
    story: str  # slug; empty for furniture such as a contents list
    kind: str  # "story", "jump", "briefs", "rail", "contents", "inside", "advertisement"
    note: str = ""  # the shape in words, "4 columns, picture 2 x 30 lines"


@dataclass(frozen=True, slots=True)
class Page:
    number: int  # from 1
    size: Size  # trim
    section: str
    marks: tuple[Mark, ...]
    modules: tuple[Module, ...] = ()
    type_area: Rect | None = None
    unread: Reads = field(default_factory=dict, init=False, repr=False, compare=False)

    if not TYPE_CHECKING:  # else nobody would be told of a wrong name
        __getattr__ = read_unread

    @property
    def colours(self) -> frozenset[str]:
        """Names of the colours that its marks are painted in; pictures have their own."""
        used: set[str] = set()
        for mark in self.marks:
            match mark:
                case GlyphRun() | Rule() | Fill():
                    used.add(mark.colour)
                case Polygon():
                    used.update((mark.fill, mark.stroke))
        return frozenset(used - {""})


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark."""

    title: str
    page: int
    y: float
    level: int  # 0 page or section, 1 story
