"""The table of a press package's files, with what is needed to tell one from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.paperwork.faces import BOLD, REGULAR, text_width
from epaper.paperwork.sheet import DARK, Sheets
from epaper.paperwork.words import shortened
from epaper.units import mm, page_list

ROW = mm(7.4)  # the file, and its whole digest under it
HEAD = mm(6)
LEAST_ROWS = 3  # the table starts on a sheet that is begun when so many rows of it fit
COMPARED = 12  # characters of a digest that people compare
# Left edges of the columns in shares of the table's width; numbers stand to the right of theirs.
COLUMNS = (
    ("Pages", 0.0, "left"),
    ("Section", 0.11, "left"),
    ("Ink", 0.27, "left"),
    ("Version", 0.4, "right"),
    ("Bytes", 0.52, "right"),
    ("File and SHA-256", 0.54, "left"),
)


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A file of the package."""

    name: str
    pages: tuple[int, ...]
    sections: tuple[str, ...]
    ink: str  # "CMYK" or "K"
    version: int
    bytes: int
    sha256: str


def table_depth(files: Sequence[TicketFile]) -> float:
    """Points, on one sheet."""
    return HEAD + ROW * len(files)


def file_table(sheets: Sheets, files: Sequence[TicketFile], y: float) -> None:
    """The table from `y` on; what does not fit goes on on new sheets under the same head."""
    inner = sheets.inner
    if inner.bottom - y < HEAD + ROW * min(LEAST_ROWS, len(files)):
        sheets.new()
        y = inner.y
    y = _table_head(sheets, y)
    for file in files:
        if y + ROW > inner.bottom:
            sheets.new()
            y = _table_head(sheets, inner.y)
        _row(sheets, file, y)
        y += ROW


def _table_head(sheets: Sheets, y: float) -> float:
    inner = sheets.inner
    for label, share, align in COLUMNS:
        x = inner.x + share * inner.width
        sheets.text(x, y + 9, label, size=7.5, name=BOLD, ink=DARK, align=align)
    sheets.text(
        inner.right, y + 9, f"first {COMPARED}", size=7.5, name=BOLD, ink=DARK, align="right"
    )
    sheets.rule(inner.x, y + HEAD - 4, inner.right, y + HEAD - 4, weight=1.2)
    return y + HEAD - 4


def _row(sheets: Sheets, file: TicketFile, y: float) -> None:
    inner, base = sheets.inner, y + 10.5
    values = (
        page_list(file.pages),
        ", ".join(file.sections),
        file.ink,
        str(file.version),
        f"{file.bytes:,}",
    )
    edges = [share * inner.width for _, share, _ in COLUMNS]
    for at, (value, (_, share, align)) in enumerate(zip(values, COLUMNS, strict=False)):
        x = inner.x + share * inner.width
        name = BOLD if at == 0 else REGULAR
        room = edges[at + 1] - edges[at] - 4 if align == "left" else inner.width
        sheets.text(x, base, shortened(value, room, name, 9), size=9, name=name, align=align)
    x = inner.x + COLUMNS[-1][1] * inner.width
    short = file.sha256[:COMPARED]
    sheets.text(inner.right, base, short, size=8, name=BOLD, align="right")
    room = inner.right - x - text_width(short, BOLD, 8) - 6
    size = 8.5
    while size > 6 and text_width(file.name, REGULAR, size) > room:
        size -= 0.25
    sheets.text(x, base, shortened(file.name, room, REGULAR, size), size=size)
    sheets.text(x, y + 17.5, file.sha256, size=5, ink=DARK)
    sheets.rule(inner.x, y + ROW, inner.right, y + ROW, weight=0.25)
