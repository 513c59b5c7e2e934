"""What a page shows, read from its content streams: texts, paths and pictures with place, ink and
overprint.

Places are in the page's own units, y up, as the file has them; `page.py` turns them round for
people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from epaper.preflight.fonts import FontMeasure
from epaper.preflight.inks import Ink, family, first_ink, ink_of

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
DEEPEST = 12  # forms within forms
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
NOWHERE: Box = (1e9, 1e9, -1e9, -1e9)  # meets nothing
ACCENTS = 0.3  # of its size, by which type may stand out of its box


def times(a: Matrix, b: Matrix) -> Matrix:
    """a, then b."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def box_of(m: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    points = [apply(m, x, y) for x in (left, right) for y in (bottom, top)]
    return (
        min(p[0] for p in points),
        min(p[1] for p in points),
        max(p[0] for p in points),
        max(p[1] for p in points),
    )


def cut(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def scale_of(m: Matrix) -> float:
    return float(abs(m[0] * m[3] - m[1] * m[2]) ** 0.5)


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing painted, `box` as far as the clip leaves it.  `size` is the type size or the line's
    weight (0 for a fill), in points on the page.
    """

    kind: str  # "text", "fill", "stroke", "image"
    box: Box
    ink: Ink
    overprint: bool
    mode: int  # OPM
    size: float = 0.0
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()
    image: Any = None
    codes: tuple[int, ...] = ()
    matrix: Matrix = IDENTITY


@dataclass(frozen=True, slots=True)
class Met:
    """Paint that is not the content's own: a shade, a pattern, a glyph drawn in the file, a soft
    mask, an inline picture.  `thing`: the object; `resources`: those of the content."""

    kind: str
    box: Box
    thing: Any
    resources: Any


@dataclass(slots=True)
class State:
    ctm: Matrix = IDENTITY
    fill: Ink = field(default_factory=Ink)
    stroke: Ink = field(default_factory=Ink)
    fill_space: Any = None
    stroke_space: Any = None
    fill_pattern: Any = None
    stroke_pattern: Any = None
    weight: float = 1.0
    font: Any = None
    size: float = 0.0
    char: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0
    op: bool = False
    OP: bool = False
    opm: int = 0
    clip: Box = EVERYWHERE


def page_content(page: pikepdf.Page, met: list[Met] | None = None) -> Iterator[Shown]:
    """Everything painted on the page, in order; what it paints with is put into `met`.
    pikepdf.PdfError for a stream that cannot be read."""
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    reader = _Reader(resources, State(), 0, [] if met is None else met)
    yield from reader.run(pikepdf.parse_content_stream(page))


class _Reader:
    def __init__(self, resources: Any, state: State, depth: int, met: list[Met]) -> None:
        self.resources, self.state, self.depth, self.met = resources, state, depth, met
        self.stack: list[State] = []
        self.paths: list[list[tuple[float, float]]] = []
        self.to_clip = False
        self.tm: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.fonts: dict[str, FontMeasure] = {}

    def run(self, instructions: Any) -> Iterator[Shown]:
        for instruction in instructions:
            operator = str(instruction.operator)
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                box = box_of(self.state.ctm, 0, 0, 1, top=1)
                self._meet("inline picture", self._left(box), instruction.iimage)
                continue
            try:
                yield from self._step(operator, list(instruction.operands))
            except (IndexError, KeyError, ValueError, TypeError, AttributeError):
                continue  # an operator with wrong operands paints nothing

    def _step(self, operator: str, o: list[Any]) -> Iterator[Shown]:
        if operator in ("Tj", "TJ", "'", '"'):
            yield from self._text(operator, o)
        elif operator in ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n"):
            yield from self._paint(operator)
        elif operator == "Do":
            yield from self._place(str(o[0]))
        elif operator in ("re", "m", "l", "c", "v", "y", "h", "W", "W*"):
            self._path(operator, [float(v) for v in o])
        elif operator in ("BT", "ET", "Td", "TD", "Tm", "T*"):
            self._move(operator, [float(v) for v in o])
        elif operator == "q":
            self.stack.append(replace(self.state))
        elif operator == "Q":
            if self.stack:
                self.state = self.stack.pop()
        elif operator == "gs":
            self._extra(self._resource("/ExtGState", str(o[0])))
        elif operator == "sh":
            shade = self._resource("/Shading", str(o[0]))
            self._meet("shade", self._left(EVERYWHERE), shade)
        else:
            self._set(operator, o)

    def _resource(self, kind: str, name: str) -> Any:
        return self.resources[kind][name]

    def _left(self, box: Box, reach: float = 0) -> Box | None:
        """What the clip leaves of a box out of which paint stands by `reach`; None for nothing."""
        clip = self.state.clip
        whole = box if meet(box, clip) else grown(box, reach)
        return cut(whole, clip) if meet(whole, clip) else None

    def _meet(self, kind: str, box: Box | None, thing: Any) -> None:
        if box is not None and thing is not None:
            self.met.append(Met(kind, box, thing, self.resources))

    def _extra(self, gs: Any) -> None:
        s = self.state
        s.OP = bool(gs.get("/OP", s.OP))
        s.op = bool(gs.get("/op", gs.get("/OP", s.op)))
        s.opm = int(gs.get("/OPM", s.opm))
        s.weight = float(gs.get("/LW", s.weight))
        if isinstance(gs.get("/SMask"), pikepdf.Dictionary):
            self._meet("soft mask", self._left(EVERYWHERE), gs.SMask.get("/G"))
        if "/Font" in gs:
            s.font, s.size = gs.Font[0], float(gs.Font[1])

    def _set(self, operator: str, o: list[Any]) -> None:
        s = self.state
        if operator == "cm":
            a = [float(v) for v in o]
            s.ctm = times((a[0], a[1], a[2], a[3], a[4], a[5]), s.ctm)
        elif operator in ("g", "rg", "k"):
            s.fill_space = pikepdf.Name(
                {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}[operator]
            )
            s.fill = ink_of(s.fill_space, [float(v) for v in o])
        elif operator in ("G", "RG", "K"):
            s.stroke_space = pikepdf.Name(
                {"G": "/DeviceGray", "RG": "/DeviceRGB", "K": "/DeviceCMYK"}[operator]
            )
            s.stroke = ink_of(s.stroke_space, [float(v) for v in o])
        elif operator == "cs":
            s.fill_space = self._space(o[0])
            s.fill = first_ink(s.fill_space)
        elif operator == "CS":
            s.stroke_space = self._space(o[0])
            s.stroke = first_ink(s.stroke_space)
        elif operator in ("sc", "scn"):
            s.fill_pattern = self._pattern(o)
            s.fill = ink_of(s.fill_space, [float(v) for v in o if not isinstance(v, pikepdf.Name)])
        elif operator in ("SC", "SCN"):
            s.stroke_pattern = self._pattern(o)
            s.stroke = ink_of(
                s.stroke_space, [float(v) for v in o if not isinstance(v, pikepdf.Name)]
            )
        elif operator == "Tf":
            s.font, s.size = self._resource("/Font", str(o[0])), float(o[1])
        elif operator in ("w", "Tc", "Tw", "TL", "Ts", "Tz", "Tr"):
            name = {"w": "weight", "Tc": "char", "Tw": "word", "TL": "leading", "Ts": "rise"}.get(
                operator
            )
            if name:
                setattr(s, name, float(o[0]))
            elif operator == "Tz":
                s.stretch = float(o[0]) / 100
            else:
                s.render = int(o[0])

    def _pattern(self, o: list[Any]) -> Any:
        named = bool(o) and isinstance(o[-1], pikepdf.Name)
        return self._resource("/Pattern", str(o[-1])) if named else None

    def _space(self, name: Any) -> Any:
        known = self.resources.get("/ColorSpace", {})
        return name if family(name) and str(name) not in known else known[str(name)]

    def _path(self, operator: str, v: list[float]) -> None:
        at = self.state.ctm
        if operator == "re":
            x, y, w, h = v
            self.paths.append(
                [apply(at, *p) for p in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
            )
        elif operator == "m":
            self.paths.append([apply(at, v[0], v[1])])
        elif operator in ("l", "c", "v", "y") and self.paths:
            self.paths[-1] += [apply(at, v[i], v[i + 1]) for i in range(0, len(v), 2)]
        elif operator in ("W", "W*"):
            self.to_clip = True

    def _paint(self, operator: str) -> Iterator[Shown]:
        points = [p for path in self.paths for p in path]
        if points:
            box = (
                min(p[0] for p in points),
                min(p[1] for p in points),
                max(p[0] for p in points),
                max(p[1] for p in points),
            )
            s, shapes = self.state, tuple(tuple(path) for path in self.paths)
            if operator[0] in "fFBb" and (left := self._left(box)):
                if s.fill.family == "pattern":
                    self._meet("pattern", left, s.fill_pattern)
                # a whole nought: plates have digests of how it is written
                yield Shown("fill", left, s.fill, s.op, mode=s.opm, size=0, polygons=shapes)
            weight = s.weight * scale_of(s.ctm)
            if operator[0] in "SsBb" and (left := self._left(box, reach=weight)):
                if s.stroke.family == "pattern":
                    self._meet("pattern", left, s.stroke_pattern)
                yield Shown(
                    "stroke", left, s.stroke, s.OP, mode=s.opm, size=weight, polygons=shapes
                )
            if self.to_clip:
                s.clip = cut(s.clip, box) if meet(s.clip, box) else NOWHERE
        self.paths, self.to_clip = [], False

    def _move(self, operator: str, v: list[float]) -> None:
        if operator == "BT":
            self.line = IDENTITY
        elif operator == "Tm":
            self.line = (v[0], v[1], v[2], v[3], v[4], v[5])
        elif operator in ("Td", "TD"):
            if operator == "TD":
                self.state.leading = -v[1]
            self.line = times((1, 0, 0, 1, v[0], v[1]), self.line)
        elif operator == "T*":
            self.line = times((1, 0, 0, 1, 0, -self.state.leading), self.line)
        self.tm = self.line

    def _text(self, operator: str, o: list[Any]) -> Iterator[Shown]:
        s = self.state
        if operator in ("'", '"'):
            self._move("T*", [])
        if operator == '"':
            s.word, s.char = float(o[0]), float(o[1])
        parts = list(o[-1]) if operator == "TJ" else [o[-1]]
        key = str(s.font.objgen) + str(id(s.font) if s.font.objgen == (0, 0) else "")
        measure = (
            self.fonts.setdefault(key, FontMeasure(s.font))
            if key not in self.fonts
            else self.fonts[key]
        )
        width, shown = 0.0, list[int]()
        for part in parts:
            if isinstance(part, pikepdf.String | str | bytes):
                codes, wide = measure.measured(
                    bytes(part) if not isinstance(part, str) else part.encode("latin-1")
                )
                shown += codes
                width += wide / 1000 * s.size + s.char * len(codes)
                width += s.word * (codes.count(32) if not measure.wide else 0)
            else:
                width -= float(part) / 1000 * s.size
        whole = times(self.tm, s.ctm)
        self.tm = times((1, 0, 0, 1, width * s.stretch, 0), self.tm)
        if shown and s.render != 3:
            size = s.size * scale_of(whole)
            box = box_of(
                whole, 0, s.rise - 0.2 * s.size, width * s.stretch, top=s.rise + 0.7 * s.size
            )
            ink, over = (s.stroke, s.OP) if s.render == 1 else (s.fill, s.op)
            left = self._left(box, reach=ACCENTS * abs(size))
            if left is None:
                return
            if s.font.get("/Subtype") == "/Type3":
                self._meet("drawn type", left, s.font)
            if ink.family == "pattern":
                pattern = s.stroke_pattern if s.render == 1 else s.fill_pattern
                self._meet("pattern", left, pattern)
            yield Shown("text", left, ink, over, mode=s.opm, size=abs(size), codes=tuple(shown))

    def _place(self, name: str) -> Iterator[Shown]:
        placed, s = self._resource("/XObject", name), self.state
        if placed.get("/Subtype") == "/Image":
            box = self._left(box_of(s.ctm, 0, 0, 1, top=1))
            if box is not None:
                yield Shown("image", box, s.fill, s.op, mode=s.opm, image=placed, matrix=s.ctm)
        elif placed.get("/Subtype") == "/Form" and self.depth < DEEPEST:
            m = [float(v) for v in placed.get("/Matrix", [1, 0, 0, 1, 0, 0])]
            inner = replace(s, ctm=times((m[0], m[1], m[2], m[3], m[4], m[5]), s.ctm))
            left, bottom, right, top = (float(v) for v in placed.BBox)
            shape = box_of(inner.ctm, left, bottom, right, top=top)
            inner.clip = cut(s.clip, shape) if meet(s.clip, shape) else NOWHERE
            own = placed.get("/Resources", self.resources)
            reader = _Reader(own, inner, self.depth + 1, self.met)
            yield from reader.run(pikepdf.parse_content_stream(placed))
