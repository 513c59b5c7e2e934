"""The spaces between words in a PDF, measured alike whoever made it: `python -m tools.bench.spacing
FILE`.

A space is the distance from the end of one word's last glyph to the start of the next word's first,
by their advances, in em of the body size.  Counted are the justified lines of body text: of the
body size, in one of the six columns, reaching both edges of it.  Last lines of paragraphs, which
are not justified, therefore stay out.
"""

from __future__ import annotations

import ctypes
import itertools
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from epaper.units import mm

COLUMNS, GUTTER, LEFT, WIDTH = 6, mm(4.6), mm(11), mm(328)
MEASURE = (WIDTH - (COLUMNS - 1) * GUTTER) / COLUMNS
BODY_SIZE = 9.0
SIZE_SLACK = 0.15  # glyph expansion is in the matrix
# points by which a justified line may end short of its edge: hanging marks, side bearings
FULL_SLACK = 4.0
SPACE_LEAST = 0.08  # em; less is kerning or tracking
HYPHENS = {
    0x2D,
    0xAD,
    0x2010,
    0x2,
    0xFFFE,
}  # the last two are how the library reports a hyphen that ends a line


@dataclass(frozen=True, slots=True)
class Glyph:
    code: int
    left: float
    right: float
    base: float


@dataclass(frozen=True, slots=True)
class Spacing:
    lines: int
    spaces: int
    p95: float
    p99: float
    deviation: float
    hyphenated: float  # share of the lines


def spacing(path: Path) -> Spacing:
    """Raises ValueError when the file has no justified body line."""
    gaps: list[float] = []
    lines = hyphenated = 0
    with pypdfium2.PdfDocument(path) as document:
        for index in range(len(document)):
            for line in _body_lines(document, index):
                lines += 1
                hyphenated += line[-1].code in HYPHENS
                gaps += _gaps(line)
    if not gaps:
        raise ValueError(
            f"{path.name} has no justified line of {BODY_SIZE:g} pt in {COLUMNS} columns"
        )
    gaps.sort()
    return Spacing(
        lines,
        len(gaps),
        _share(gaps, 0.95),
        _share(gaps, 0.99),
        statistics.pstdev(gaps),
        hyphenated / lines,
    )


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _gaps(line: Sequence[Glyph]) -> Iterator[float]:
    for one, other in itertools.pairwise(line):
        gap = (other.left - one.right) / BODY_SIZE
        if gap > SPACE_LEAST:
            yield gap


def _body_lines(document: pypdfium2.PdfDocument, index: int) -> Iterator[list[Glyph]]:
    """Justified body lines of a page, glyphs from left to right without the spaces."""
    columns: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in _body_glyphs(document, index):
        column = int((glyph.left - LEFT + GUTTER / 2) // (MEASURE + GUTTER))
        columns[column, round(glyph.base * 2)].append(glyph)
    for (column, _), glyphs in sorted(columns.items()):
        line = sorted(glyphs, key=lambda glyph: glyph.left)
        edge = LEFT + column * (MEASURE + GUTTER) + MEASURE
        if line[-1].right > edge - FULL_SLACK and line[0].left < edge - MEASURE * 0.8:
            yield line


def _body_glyphs(document: pypdfium2.PdfDocument, index: int) -> Iterator[Glyph]:
    page = document[index]
    text = page.get_textpage()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in (0x20, 0xA0, 0xD, 0xA) or not pdfium.FPDFText_GetMatrix(
            text, i, ctypes.byref(matrix)
        ):
            continue
        if abs(pdfium.FPDFText_GetFontSize(text, i) * matrix.d - BODY_SIZE) > SIZE_SLACK:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box))
        pdfium.FPDFText_GetCharOrigin(text, i, ctypes.byref(x), ctypes.byref(y))
        yield Glyph(code, box.left, box.right, y.value)
    text.close()
    page.close()


if __name__ == "__main__":
    print(spacing(Path(sys.argv[1])))
