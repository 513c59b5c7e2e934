"""Lists, quotations and tables while they are open, and the blocks they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from epaper.model.text import (
    Block,
    Crosshead,
    ListBlock,
    Paragraph,
    Quotation,
    RichText,
    Span,
    Table,
)

_MOST_CELLS = 5_000
_MOST_SPAN = 50


@dataclass(slots=True)
class Holder:
    """A list, quotation or table that is open."""

    name: str
    texts: list[RichText] = field(default_factory=list)
    rows: list[list[RichText]] = field(default_factory=list)
    headed: bool = False
    ordered: bool = False
    start: int = 1
    fresh: bool = True  # the next text starts a new list item
    aligns: dict[int, str] = field(default_factory=dict)
    spanned: dict[int, int] = field(default_factory=dict)  # column -> rows still covered from above
    titles: list[RichText] = field(default_factory=list)  # captions of a table
    titling: bool = False  # inside <caption>
    at: int = 0  # column of the open cell

    def row(self) -> None:
        """A new row; columns covered by a cell above stay empty in it."""
        self._end_row()
        self.rows.append([])

    def cell(self, attrs: Mapping[str, str], head: bool) -> None:
        """A new cell in the next column that no cell from above covers."""
        if not self.rows:
            self.row()
        row = self.rows[-1]
        self._covered(row)
        self.headed |= head and len(self.rows) == 1
        column = len(row)
        style = attrs.get("align", "") + attrs.get("style", "").replace(" ", "")
        if "right" in style or "center" in style:
            self.aligns[column] = "right" if "right" in style else "centre"
        width, height = _span(attrs.get("colspan", "")), _span(attrs.get("rowspan", ""))
        row += [()] * width
        for place in range(column, column + width) if height > 1 else ():
            self.spanned[place] = height - 1
        self.at = column  # the text belongs in the first of the spanned cells

    def _covered(self, row: list[RichText]) -> None:
        while self.spanned.get(len(row), 0) > 0:
            self.spanned[len(row)] -= 1
            row.append(())

    def _end_row(self) -> None:
        if self.rows:
            row = self.rows[-1]
            last = max(
                (c for c, left in self.spanned.items() if left and c >= len(row)), default=-1
            )
            while len(row) <= last:
                if self.spanned.get(len(row), 0) > 0:
                    self.spanned[len(row)] -= 1
                row.append(())

    def put(self, text: RichText) -> None:
        """Text into the open cell of a table, or its caption."""
        if self.titling:
            self.titles.append(text)
            return
        if not self.rows or not self.rows[-1]:
            self.cell({}, head=False)
        at = min(self.at, len(self.rows[-1]) - 1)
        self.rows[-1][at] = joined(self.rows[-1][at], text)

    def blocks(self) -> list[Block]:
        if self.name == "quote":
            return [Quotation(tuple(self.texts))] if self.texts else []
        if self.name in ("ul", "ol"):
            return [ListBlock(tuple(self.texts), self.ordered, self.start)] if self.texts else []
        return [*(Crosshead(title) for title in self.titles), *self._table()]

    def _table(self) -> list[Block]:
        rows = [row for row in self.rows if any(row)]
        columns = max(map(len, rows), default=0)
        if (
            columns < 2 or columns > _MOST_SPAN or columns * len(rows) > _MOST_CELLS
        ):  # laid out with a table: no table at all
            return [Paragraph(cell) for row in rows for cell in row if cell]
        filled = [(*row, *[()] * (columns - len(row))) for row in rows]
        header = filled.pop(0) if self.headed and len(filled) > 1 else ()
        aligns = tuple(self.aligns.get(column, "left") for column in range(columns))
        return [Table(header, tuple(filled), aligns)]


def _span(text: str) -> int:
    """A colspan or rowspan: 1 to 50."""
    number = int(text) if text.isdecimal() and len(text) < 4 else 1
    return max(1, min(number, _MOST_SPAN))


def joined(first: RichText, second: RichText) -> RichText:
    return (*first, Span(" "), *second) if first else second
