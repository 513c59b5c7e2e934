"""Words of scripts whose letters join or hang on each other, drawn as outlines.

reportlab draws a glyph for each character; its own shaping remembers what it shaped before, so that
the same words would not always make the same bytes.  HarfBuzz shapes them here, and the text stands
under the outlines unseen, to be found and copied.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb
from fontTools.pens.basePen import BasePen
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from epaper.resources import shipped

# blocks of scripts that are shaped: Hebrew and Arabic, those of India and its neighbours
SHAPED = ((0x0590, 0x08FF), (0x0900, 0x0DFF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))


class Shape(NamedTuple):
    """A glyph and its place, em."""

    glyph: int
    x: float
    y: float


_SHAPED = re.compile("".join(("[", *(f"{chr(a)}-{chr(b)}" for a, b in SHAPED), "]")))


def is_shaped(text: str) -> bool:
    return _SHAPED.search(text) is not None


@lru_cache(maxsize=1024)
def shaped(text: str, name: str) -> tuple[tuple[Shape, ...], float]:
    """The glyphs of words of one direction in a shipped face, from left to right, and their width;
    em."""
    font = _font(name)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    em, pen, found = font.face.upem, 0, []
    for info, place in zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True):
        x, y = pen + place.x_offset, place.y_offset
        found.append(Shape(info.codepoint, x / em, y / em))
        pen += place.x_advance
    return tuple(found), pen / em


def draw_shaped(
    canvas: Canvas, text: str, name: str, at: tuple[float, float], *, size: float
) -> None:
    """The outlines of words from a place on, filled with the canvas's ink."""
    x, y = at
    font = _font(name)
    path = canvas.beginPath()
    for shape in shaped(text, name)[0]:
        pen = _Outline(path, x + shape.x * size, y + shape.y * size, size / font.face.upem)
        font.draw_glyph_with_pen(shape.glyph, pen)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=1)


class _Outline(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Draws a glyph into a path, moved and scaled."""

    def __init__(self, path: PDFPathObject, x: float, y: float, scale: float) -> None:
        super().__init__(None)
        self.path, self.x, self.y, self.scale = path, x, y, scale

    def _at(self, *points: tuple[float, float]) -> list[float]:
        return [
            part
            for x, y in points
            for part in (round(self.x + x * self.scale, 3), round(self.y + y * self.scale, 3))
        ]

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.path.moveTo(*self._at(pt))

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.path.lineTo(*self._at(pt))

    def _curveToOne(
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self.path.curveTo(*self._at(pt1, pt2, pt3))

    def _closePath(self) -> None:
        self.path.close()


@lru_cache(maxsize=16)
def _font(name: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(shipped("fonts") / f"{name}.ttf"))))
