"""What stands beside the page's own marks: the folio code, and printer's marks outside the trim.

Letters here are drawn as shapes, so that a press page holds the same text as its screen page and
not a letter more.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pikepdf
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from epaper.geometry import Size
from epaper.issue.issue import Issue
from epaper.model.names import on_plates
from epaper.model.press import PressSettings
from epaper.sinks.pdf.numbers import num
from epaper.units import mm

MODULE = mm(0.3)  # side of a code's smallest square
HIGHEST = mm(7)  # of a code
TYPE = 6.0
MARK = mm(5)  # length of crop marks
OFFSET = mm(2)  # from the trim, more with bleed

_CODE = re.compile(rb"/FolioCode <</Code (\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>)>>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FolioCode:
    """What a page is: read back by verify."""

    code: str  # the paper's short title, as `on_plates` has it
    date: str  # 20261123
    edition: str  # the zone, likewise
    page: int
    digest: str  # 10 hex digits of the page's content

    def __str__(self) -> str:
        return f"{self.code} {self.date} {self.edition or '-'} p{self.page:03} {self.digest}"

    @classmethod
    def of(cls, issue: Issue, page: int, digest: str) -> FolioCode:
        code, zone = on_plates(issue.publication.code), on_plates(issue.zone)
        return cls(code, f"{issue.date:%Y%m%d}", zone, page, digest=digest)

    @classmethod
    def found(cls, stream: bytes) -> FolioCode | None:
        """The code in a part of a page's content."""
        there = _CODE.search(stream)
        return cls.read(str(pikepdf.Object.parse(there[1]))) if there else None

    @classmethod
    def read(cls, text: str) -> FolioCode | None:
        parts = text.split(" ")
        if len(parts) != 5 or not parts[3][1:].isdigit() or len(parts[4]) != 10:
            return None
        edition = "" if parts[2] == "-" else parts[2]
        return cls(parts[0], parts[1], edition, int(parts[3][1:]), digest=parts[4])


def code_operators(code: FolioCode, kind: str, size: Size, face: Path) -> str:
    """The code at the foot of the page, 6 mm from the left and the lower trim; y up from the lower
    left of the trim.
    """
    if kind == "none":
        return ""
    rows = _squares(str(code), kind)
    x, y = mm(11), mm(6)
    module = (
        min(MODULE, HIGHEST / len(rows)) if rows else MODULE
    )  # the foot of a tabloid is shallow
    text = pikepdf.String(str(code)).unparse().decode("latin-1")  # escaped
    parts = [f"/FolioCode <</Code {text}>> BDC q /GSo gs 0 0 0 1 k"]
    for at, row in enumerate(reversed(rows)):
        start = None
        for column, dark in enumerate([*row, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                width = (column - start) * module
                parts.append(
                    f"{num(x + start * module)} {num(y + at * module)} {num(width)} {num(module)} "
                    "re"
                )
                start = None
    parts.append(
        outlines(
            str(code), x + (len(rows[0]) if rows else 0) * module + mm(1.5), y, TYPE, face=face
        )
    )
    parts.append("f Q EMC")
    return "\n".join(parts)


def _squares(text: str, kind: str) -> list[list[bool]]:
    if kind == "datamatrix":
        import zxingcpp  # each shop has one kind of code, or none

        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix)
        image = zxingcpp.write_barcode_to_image(made, add_quiet_zones=False)
        return [[bool(level < 128) for level in row] for row in np.asarray(image)]
    if kind == "qr":
        import segno  # as above; it loads what speaks to the network, which takes a while

        return [
            [bool(dark) for dark in row] for row in segno.make(text, error="m", micro=False).matrix
        ]
    return []


@lru_cache(maxsize=4)
def _font(face: Path) -> TTFont:
    return TTFont(io.BytesIO(face.read_bytes()), lazy=True)  # no file stays open


def outlines(text: str, x: float, y: float, size: float, face: Path) -> str:
    """Text as path operators (no painting operator)."""
    font = _font(face)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = size / font["head"].unitsPerEm
    out: list[str] = []
    for char in text:
        name = names.get(ord(char), ".notdef")
        pen = RecordingPen()
        glyphs[name].draw(pen)
        out += _shape(pen.value, x, y, scale)
        x += glyphs[name].width * scale
    return "\n".join(out)


def _shape(
    value: list[tuple[str, tuple[tuple[float, float], ...]]], x: float, y: float, scale: float
) -> list[str]:
    """Quadratic curves become cubic ones (two thirds of the way to the control point)."""
    out: list[str] = []
    here = (0.0, 0.0)

    def at(point: tuple[float, float]) -> str:
        return f"{num(x + point[0] * scale)} {num(y + point[1] * scale)}"

    for operator, points in value:
        if operator in ("moveTo", "lineTo"):
            here = points[0]
            out.append(f"{at(here)} {'m' if operator == 'moveTo' else 'l'}")
        elif operator == "qCurveTo" and points[-1] is not None:
            *controls, end = points
            for n, control in enumerate(controls):
                last = n == len(controls) - 1
                to = (
                    end
                    if last
                    else tuple((a + b) / 2 for a, b in zip(control, controls[n + 1], strict=True))
                )
                first = tuple(a + 2 / 3 * (b - a) for a, b in zip(here, control, strict=True))
                second = tuple(a + 2 / 3 * (b - a) for a, b in zip(to, control, strict=True))
                out.append(f"{at(first)} {at(second)} {at(to)} c")  # type: ignore[arg-type]
                here = to  # type: ignore[assignment]
        elif operator == "closePath":
            out.append("h")
    return out


def margin(settings: PressSettings) -> float:
    """How much paper the marks want on each side."""
    return settings.bleed + OFFSET + MARK + mm(1) if settings.marks else settings.bleed


def printer_marks(settings: PressSettings, size: Size, slug: str, face: Path) -> str:
    """Crop and registration marks, colour bar and slug, all outside the bleed."""
    if not settings.marks:
        return ""
    w, h, near = size.width, size.height, settings.bleed + OFFSET
    far = near + MARK
    parts = ["/Artifact BMC q /GSk gs 1 1 1 1 K 0.25 w"]
    if "crop" in settings.marks:
        for x in (0.0, w):  # each mark is a path of its own, so that none spans the page
            parts += [
                f"{num(x)} {num(-near)} m {num(x)} {num(-far)} l S",
                f"{num(x)} {num(h + near)} m {num(x)} {num(h + far)} l S",
            ]
        for y in (0.0, h):
            parts += [
                f"{num(-near)} {num(y)} m {num(-far)} {num(y)} l S",
                f"{num(w + near)} {num(y)} m {num(w + far)} {num(y)} l S",
            ]
    if "registration" in settings.marks:
        r, middle = MARK / 2, near + MARK / 2
        for x, y in ((w / 2, -middle), (w / 2, h + middle), (-middle, h / 2), (w + middle, h / 2)):
            parts += [
                f"{num(x - r)} {num(y)} m {num(x + r)} {num(y)} l",
                f"{num(x)} {num(y - r)} m {num(x)} {num(y + r)} l",
                f"{num(x - r / 2)} {num(y - r / 2)} {num(r)} {num(r)} re S",
            ]
    if "colour bar" in settings.marks:
        for n, ink in enumerate(
            (
                "1 0 0 0",
                "0 1 0 0",
                "0 0 1 0",
                "0 0 0 1",
                "0 0 0 0.5",
                "1 1 0 0",
                "0 1 1 0",
                "1 0 1 0",
            )
        ):
            parts.append(
                f"{ink} k {num(mm(15) + n * MARK)} {num(h + near)} {num(MARK)} {num(MARK)} re f"
            )
    if "slug" in settings.marks:
        parts += ["0 0 0 1 k", outlines(slug, mm(15), -near - MARK + 1, 7, face=face), "f"]
    parts.append("Q EMC")
    return "\n".join(parts)
