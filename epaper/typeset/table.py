"""Tables: columns fitted to the measure, rows in whole grid lines, a hairline under the header."""

from __future__ import annotations

from dataclasses import dataclass, replace

from epaper.model.text import RichText, Table
from epaper.page.marks import Element, GlyphRun, Origin, Rule
from epaper.page.style import SMALLEST_TYPE, TextStyle
from epaper.typeset.galley import Line
from epaper.typeset.lines import LineSetter, cut_lines
from epaper.typeset.ragged import break_ragged
from epaper.typeset.tokens import Token, TokenBook

GUTTER, TIGHT_GUTTER = 0.9, 0.6  # em between columns, and at least, before cells turn over
SMALLEST = 0.8  # of the style's size, likewise, and no smaller than presses print
HAIRLINE = 0.25  # points
LEAST_LEADING = 8.0  # points; below it agate, which leaves air after its header
# of the leading under the header row: clear of its descenders and of the next row's figures
RULE_DROP, AGATE_DROP = 0.23, 0.4
NARROWEST = 3.0  # em; no column is squeezed below it


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns as placed, in points; `size` is the type's."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    size: float


def table_rows(table: Table) -> list[tuple[RichText, ...]]:
    return [*([table.header] if table.header else []), *table.rows]


def fit_columns(book: TokenBook, table: Table, style: TextStyle, measure: float) -> Grid:
    """Natural widths with the rest shared out, else smaller type, else less between the columns,
    else the widest ones turn over.
    """
    rows = table_rows(table)
    count = max((len(row) for row in rows), default=1)
    natural = [
        max((_width(book, row[i]) for row in rows if i < len(row)), default=0.0)
        for i in range(count)
    ]
    gutters = GUTTER * (count - 1)
    total = sum(natural) + gutters
    least = min(style.size, max(style.size * SMALLEST, SMALLEST_TYPE))
    size = max(least, min(style.size, measure / total if total else style.size))
    spare = measure / size - sum(natural)
    gutter = max(TIGHT_GUTTER, min(GUTTER, spare / max(1, count - 1)))
    room = measure / size - gutter * (count - 1)
    widths = natural if sum(natural) <= room + 1e-6 else _squeeze(natural, room)
    spare = max(0.0, room - sum(widths)) / max(1, count - 1)
    lefts, x = [], 0.0
    for width in widths:
        lefts.append(x * size)
        x += width + gutter + spare
    return Grid(tuple(lefts), tuple(width * size for width in widths), size)


def _squeeze(natural: list[float], room: float) -> list[float]:
    """Cap the widest columns at one width so that all fit the room."""
    low, high = 0.0, max(natural)
    for _ in range(40):
        cap = (low + high) / 2
        if sum(min(width, cap) for width in natural) > room:
            high = cap
        else:
            low = cap
    cap = max(low, min(NARROWEST, room / len(natural)))
    return [min(width, cap) for width in natural]


def _width(book: TokenBook, cell: RichText) -> float:
    tokens = book.tokens(cell)
    return sum(token.width for token in tokens) + book.space * max(0, len(tokens) - 1)


def set_row(
    book: TokenBook,
    table: Table,
    row: int,
    grid: Grid,
    style: TextStyle,
    leading: float,
    measure: float,
    slug: str,
    part: int,
) -> tuple[Line, ...]:
    """The lines of one row; those of its cells stand side by side."""
    cells = table_rows(table)[row]
    heads = bool(table.header) and row == 0
    origin = Origin(Element.TABLE_HEAD if heads else Element.TABLE, slug, part)
    columns: list[list[tuple[GlyphRun, ...]]] = []
    for index, cell in enumerate(cells):
        align = table.aligns[index] if index < len(table.aligns) else "left"
        if book.leftward and align == "right":  # figures stand under each other, mirrored or not
            align = "left"
        own = replace(origin, cell=index + 1)
        setter = LineSetter(book, replace(style, size=grid.size, align=align), (own,) * 3)
        tokens = book.tokens(cell)
        columns.append(
            _cell(book, setter, tokens, grid.lefts[index], width=grid.widths[index])
            if tokens
            else []
        )
    lines = []
    depth = max((len(column) for column in columns), default=0) or 1
    for number in range(depth):
        runs = [run for column in columns if number < len(column) for run in column[number]]
        parted = [
            replace(run, space_after=True) if i < len(runs) - 1 else run
            for i, run in enumerate(runs)
        ]
        ruled = heads and number == depth - 1
        y = leading * (AGATE_DROP if leading < LEAST_LEADING else RULE_DROP)
        rules = (Rule(0.0, y, measure, y, weight=HAIRLINE, colour=style.colour),) if ruled else ()
        lines.append(Line(tuple(parted), measure, rules=rules))
    return tuple(lines)


def _cell(
    book: TokenBook, setter: LineSetter, tokens: list[Token], left: float, width: float
) -> list[tuple[GlyphRun, ...]]:
    measure = width / setter.size + 1e-6
    wide = {i: book.split_token(token) for i, token in enumerate(tokens) if token.width > measure}
    breaking = break_ragged(book, tokens, measure, 0.0, wide=wide)
    lines = cut_lines(book, tokens, breaking.codes)
    return [setter.aligned(words, left, width, end).runs for words, end in lines]
