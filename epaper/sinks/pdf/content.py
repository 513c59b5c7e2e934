"""A page's content stream: its marks as operators, each inside the tag that says what it is.

The stream is text; fonts, pictures and advertisements are named here and put in the file elsewhere,
so pages can be written by several processes.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from epaper.geometry import Rect
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, PictureMark, Polygon, Rule
from epaper.page.page import Page
from epaper.page.painting import painted
from epaper.sinks.pdf.codes import FaceCodes
from epaper.sinks.pdf.colour import Paint
from epaper.sinks.pdf.numbers import num
from epaper.sinks.pdf.text import TextSetter

COMPRESSION = 5  # half the time of 6, for a twentieth more bytes


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page's compressed content stream, and the number of the structure's block that each of its
    tagged pieces belongs to, by MCID."""

    stream: bytes
    tagged: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tags:
    """The block of each mark of a page, and the structure type of each block."""

    owners: Mapping[int, int]
    types: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Names:
    """What pages need to know to be written; names are the resources' names by the mark they stand
    for.
    """

    faces: Mapping[str, FaceCodes]
    paints: Mapping[str, Paint]
    placed: Mapping[PictureMark | AdMark, str]


def page_content(
    page: Page, names: Names, tags: Tags | None = None, setter: TextSetter | None = None
) -> PageContent:
    """Without `tags` nothing is tagged: a plate is not read aloud."""
    writer = _Writer(page.size.height, names, setter or TextSetter(names.faces), tags)
    for index, mark in painted(page.marks):
        writer.draw(mark, index)
    writer.end()
    stream = zlib.compress("\n".join(writer.out).encode("ascii"), COMPRESSION)
    return PageContent(stream, tuple(writer.tagged))


@dataclass(slots=True)
class _Writer:
    """Writes operators and leaves out those that would change nothing."""

    height: float
    names: Names
    setter: TextSetter
    tags: Tags | None
    out: list[str] = field(default_factory=list)
    tagged: list[int] = field(default_factory=list)
    state: dict[str, str] = field(default_factory=dict)  # the last operator of each kind
    open_block: int | None = None  # -1 for decoration
    in_text: bool = False

    def draw(self, mark: Mark, index: int) -> None:
        if isinstance(mark, Link) or (isinstance(mark, GlyphRun) and not mark.words):
            return
        self._tag(index)
        match mark:
            case GlyphRun():
                self._text(mark)
            case Rule():
                self._rule(mark)
            case Fill():
                self._fill(mark)
            case Polygon():
                self._polygon(mark)
            case PictureMark() | AdMark():
                rect = mark.rect
                size = (
                    f"{num(rect.width)} 0 0 {num(rect.height)} {num(rect.x)} "
                    f"{num(self.height - rect.bottom)}"
                )
                clip = mark.clip if isinstance(mark, AdMark) else None
                cut = f"{self._box(clip)} re W n " if clip else ""
                self._graphics(f"q {cut}{size} cm /{self.names.placed[mark]} Do Q")

    def end(self) -> None:
        self._close_text()
        if self.open_block is not None:
            self.out.append("EMC")
            self.open_block = None

    def _tag(self, index: int) -> None:
        """Open the mark's block unless it is open (marked content, ISO 32000-1, 14.6)."""
        if self.tags is None:
            return
        block = self.tags.owners.get(index, -1)
        if block == self.open_block:
            return
        self.end()
        self.open_block = block
        if block < 0:
            self.out.append("/Artifact BMC")
            return
        self.out.append(f"/{self.tags.types[block]} <</MCID {len(self.tagged)}>> BDC")
        self.tagged.append(block)

    def _box(self, rect: Rect) -> str:
        return (
            f"{num(rect.x)} {num(self.height - rect.bottom)} {num(rect.width)} {num(rect.height)}"
        )

    def _set(self, kind: str, operator: str) -> None:
        if self.state.get(kind) != operator:
            self.state[kind] = operator
            self.out.append(operator)
            if " gs " in operator:  # a graphics state reaches fills and strokes alike
                self.state.pop({"fill": "stroke", "stroke": "fill"}[kind], None)

    def _close_text(self) -> None:
        if self.in_text:
            self.out.append("ET")
            self.in_text = False

    def _graphics(self, operators: str) -> None:
        self._close_text()
        self.out.append(operators)

    def _text(self, run: GlyphRun) -> None:
        if not self.in_text:
            self.out.append("BT")
            self.in_text = True
        self._set("fill", self.names.paints[run.colour].fill)
        self._set("font", f"/{self.names.faces[run.face].resource} {num(run.size)} Tf")
        self._set("stretch", f"{num(run.stretch * 100)} Tz")
        self._set("tracking", f"{num(run.tracking)} Tc")
        self.out.append(
            f"1 0 0 1 {num(run.x)} {num(self.height - run.y)} Tm {self.setter.show(run)}"
        )

    def _stroke(self, colour: str, weight: float, dash: tuple[float, ...] = ()) -> None:
        self._close_text()
        self._set("stroke", self.names.paints[colour].stroke)
        self._set("weight", f"{num(weight)} w")
        self._set("dash", f"[{' '.join(num(part) for part in dash)}] 0 d")

    def _rule(self, rule: Rule) -> None:
        self._stroke(rule.colour, rule.weight, rule.dash)
        start, end = (self._point(rule.x0, rule.y0), self._point(rule.x1, rule.y1))
        self.out.append(f"{start} m {end} l S")

    def _fill(self, mark: Fill) -> None:
        self._close_text()
        self._set("fill", self.names.paints[mark.colour].fill)
        rect = mark.rect
        self.out.append(
            f"{self._point(rect.x, rect.bottom)} {num(rect.width)} {num(rect.height)} re f"
        )

    def _polygon(self, mark: Polygon) -> None:
        if not mark.points or not (mark.fill or mark.stroke):
            return
        self._close_text()
        if mark.fill:
            self._set("fill", self.names.paints[mark.fill].fill)
        if mark.stroke:
            self._stroke(mark.stroke, mark.weight)
        first, *others = (self._point(x, y) for x, y in mark.points)
        path = " ".join([f"{first} m", *(f"{point} l" for point in others)])
        finish = ("B" if mark.stroke else "f") if mark.fill else "S"
        self.out.append(f"{path} {'h ' if mark.closed else ''}{finish}")

    def _point(self, x: float, y: float) -> str:
        return f"{num(x)} {num(self.height - y)}"
