"""Page architectures of a layout file: skeletons of modules with their roles, to be bent to the
day.

A skeleton is drawn in rows of letters, one a column of the page and a row an equal part of its
depth; a field of one letter is the room of a role.  A picture or an entry that fills up a
neighbour's rectangle belongs to that neighbour: `LLLL` over `LPPP` is one module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.settings.fields import Fields
from epaper.settings.notes import shown

ROLES: Mapping[str, str] = {
    "L": "lead",
    "C": "centrepiece",  # the picture story
    "S": "second",
    "T": "third",
    "b": "briefs",  # or short items
    "s": "second",  # another of them, where two fields touch
    "t": "third",
    "A": "anchor",  # closes the page
    "P": "picture",
    "Q": "entry",  # a quote, a number, a chart
    "x": "standing matter",  # or the index
    "r": "results",  # a rail of agate
    "m": "markets",  # a strip of prices
    "E": "editorial",
    "V": "letters",
}
ENTRIES = "PQ"  # that a neighbour may take in
PAGES = ("front", "news", "opinion", "sport", "features")
MOST_ROWS, MOST_MODULES = 20, 16

Box = tuple[int, int, int, int]  # column, row, columns, rows


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """The room of a role, in columns and rows of its skeleton."""

    role: str  # its letter
    column: int
    row: int
    columns: int
    rows: int
    shows: bool = False  # a picture or an entry is drawn within it


@dataclass(frozen=True, slots=True)
class Skeleton:
    name: str
    pages: tuple[str, ...]  # "front" or kinds of section that it is for
    rows: int
    parts: tuple[Part, ...]  # those above and to the left first, as a slicing of the page has them
    mirrored: bool = False

    @property
    def columns(self) -> int:
        return max(part.column + part.columns for part in self.parts)

    def mirror(self) -> Skeleton:
        """Left for right, as for the other of two facing pages."""
        wide = self.columns
        boxes = {
            (wide - p.column - p.columns, p.row, p.columns, p.rows): (p.role, p.shows)
            for p in self.parts
        }
        return Skeleton(self.name, self.pages, self.rows, _parts(boxes) or (), not self.mirrored)

    def upper(self, rows: int) -> Skeleton:
        """Its first rows: what an advertisement over all columns leaves of it."""
        boxes = {
            (p.column, p.row, p.columns, min(p.rows, rows - p.row)): (p.role, p.shows)
            for p in self.parts
            if p.row < rows
        }
        return Skeleton(self.name, self.pages, rows, _parts(boxes) or (), self.mirrored)


def read_skeletons(fields: Fields, columns: int) -> tuple[Skeleton, ...]:
    """The skeletons under `skeletons`; what is no page of whole modules is noted.

    columns: of the page; 0 where a mistake keeps them from being known.
    """
    found = []
    for name, entry in fields.named("skeletons") if "skeletons" in fields else ():
        entry.need("rows")
        pages = tuple(entry.choices("pages", PAGES)) if "pages" in entry else ("news",)
        rows = [item.text for item in entry.items("rows")]
        entry.finish()
        fact = _fault(rows, columns or len(rows[0] if rows else ""))
        if fact:
            entry.wrong("rows", fact, "draw rectangles that a page can be cut into")
            continue
        parts = _parts(_boxes(rows))
        assert parts is not None  # else there is a fault
        found.append(Skeleton(name, pages, len(rows), parts))
    return tuple(found)


def _fault(rows: Sequence[str], columns: int) -> str:
    """What is wrong with a drawing, in words; empty where nothing is."""
    if not 1 <= len(rows) <= MOST_ROWS:
        return f"a skeleton has from 1 to {MOST_ROWS} rows"
    for number, row in enumerate(rows, 1):
        if len(row) != columns:
            return f"row {number}, {shown(row)}, has {len(row)} letters for {columns} columns"
        odd = next((letter for letter in row if letter not in ROLES), "")
        if odd:
            return f"{shown(odd)} in row {number} is no role; roles are {', '.join(ROLES)}"
    boxes = _boxes(rows)
    area = sum(wide * deep for _, _, wide, deep in boxes)
    if area != len(rows) * columns:
        ragged = dict.fromkeys(r for r, cells in _fields(rows) if not _filled(cells, boxes))
        return f"a field of {shown(''.join(ragged))} is no rectangle"
    if len(boxes) > MOST_MODULES:
        return f"it has {len(boxes)} modules; {MOST_MODULES} are the most"
    return "" if _parts(boxes) else "no cut from edge to edge parts its modules"


def _filled(cells: frozenset[tuple[int, int]], boxes: Mapping[Box, tuple[str, bool]]) -> bool:
    """The field fills its box, alone or with the entries that it takes in."""
    box = _box(cells)
    return len(cells) == _area(box) or (box in boxes and boxes[box][1])


def _boxes(rows: Sequence[str]) -> dict[Box, tuple[str, bool]]:
    """The boxes about fields of one letter, each with its role and whether an entry stands in it;
    they overlap where a field is no rectangle.
    """
    fields = _fields(rows)
    entries = [one for one in fields if one[0] in ENTRIES]
    boxes: dict[Box, tuple[str, bool]] = {}
    taken: list[frozenset[tuple[int, int]]] = []
    for role, cells in fields:
        if role in ENTRIES:
            continue
        inner = [own for _, own in entries if own not in taken and _inside(own, cells)]
        whole = cells.union(*inner)
        if inner and len(whole) == _area(_box(whole)):
            taken += inner
        else:
            whole = cells
        boxes[_box(whole)] = (role, whole != cells)
    for role, cells in entries:
        if cells not in taken:
            boxes[_box(cells)] = (role, True)
    return boxes


def _fields(rows: Sequence[str]) -> list[tuple[str, frozenset[tuple[int, int]]]]:
    """Cells of one letter that touch, from the top left."""
    left = {(y, x): letter for y, row in enumerate(rows) for x, letter in enumerate(row)}
    fields = []
    while left:
        start = min(left)
        letter = left.pop(start)
        cells = [start]
        for y, x in cells:
            for near in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if left.get(near) == letter:
                    del left[near]
                    cells.append(near)
        fields.append((letter, frozenset(cells)))
    return fields


def _inside(entry: frozenset[tuple[int, int]], cells: frozenset[tuple[int, int]]) -> bool:
    """An entry within the box about a field, or over all its columns above or below it."""
    both, own = _box(cells | entry), _box(cells)
    return both == own or (both[2] == own[2] and _area(both) == len(cells | entry))


def _box(cells: frozenset[tuple[int, int]]) -> Box:
    ys, xs = [y for y, _ in cells], [x for _, x in cells]
    return min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1


def _area(box: Box) -> int:
    return box[2] * box[3]


def _parts(boxes: Mapping[Box, tuple[str, bool]]) -> tuple[Part, ...] | None:
    """The boxes in the order of a slicing tree's leaves; None where there is no such tree."""
    ordered = _sliced(sorted(boxes))
    if ordered is None:
        return None
    return tuple(Part(boxes[box][0], *box, shows=boxes[box][1]) for box in ordered)


def _sliced(boxes: Sequence[Box]) -> list[Box] | None:
    if len(boxes) < 2:
        return list(boxes)
    for start, size in ((1, 3), (0, 2)):  # cut across first, then down
        for edge in sorted({box[start] for box in boxes})[1:]:
            first = [box for box in boxes if box[start] + box[size] <= edge]
            rest = [box for box in boxes if box[start] >= edge]
            if first and len(first) + len(rest) == len(boxes):
                above, below = _sliced(first), _sliced(rest)
                return None if above is None or below is None else above + below
    return None
