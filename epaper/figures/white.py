"""White as the eye counts it: places of the type area that are far from anything printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epaper.figures.boxes import illustrations, rules, sold_places
from epaper.figures.lines import TextLine
from epaper.geometry import Rect
from epaper.page.marks import Element
from epaper.page.page import Page
from epaper.units import mm

CELL = mm(2)
NEAR_INK = 1.2  # leadings: the air round lines, pictures and rules that reads as theirs
HOLE = mm(20) * mm(20)  # a white place that is shown to the reader of a report
BANDS = (Element.SECTION_HEAD, Element.FOLIO)  # stand in a strip of the page's whole width
Cells = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class White:
    """`share` of the type area without its advertisements; `holes`: its larger rectangles."""

    share: float
    holes: tuple[Rect, ...]


def white(page: Page, lines: Sequence[TextLine], leading: float) -> White:
    """White is farther than NEAR_INK leadings from any ink: gutters, the air between modules and
    the ends of paragraphs are nearer.  A tint is not ink."""
    area = page.type_area
    if area is None:
        return White(0.0, ())
    shape = (int(area.height / CELL), int(area.width / CELL))
    clear, news = np.ones(shape, dtype=np.bool_), np.ones(shape, dtype=np.bool_)
    sold = sold_places(page)
    for box in (*_ink(page, lines, area), *sold):
        _clear(clear, box, area, NEAR_INK * leading)
    for box in sold:
        _clear(news, box, area)
    share = float((clear & news).sum() / news.sum()) if news.any() else 0.0
    return White(share, tuple(rect for rect in _rectangles(clear, area) if rect.area >= HOLE))


def _ink(page: Page, lines: Iterable[TextLine], area: Rect) -> Iterator[Rect]:
    """Boxes of all that is printed, advertisements apart."""
    for line in lines:
        box = line.rect
        across = line.element in BANDS
        yield Rect(area.x, box.y, area.width, box.height) if across else box
    yield from illustrations(page)
    for _, box in rules(page):
        yield box


def _clear(cells: Cells, box: Rect, area: Rect, reach: float = 0.0) -> None:
    """Cells whose middles lie in the box or within `reach` of it are made False."""
    top, foot = _cell(box.y - reach - area.y), _cell(box.bottom + reach - area.y)
    left, right = _cell(box.x - reach - area.x), _cell(box.right + reach - area.x)
    cells[top:foot, left:right] = False


def _cell(place: float) -> int:
    """The first cell whose middle lies beyond a place."""
    return max(0, int(np.ceil(place / CELL - 0.5)))


def _rectangles(cells: Cells, area: Rect) -> list[Rect]:
    """The true cells as rectangles: rows with the same ends are put together."""
    found: list[Rect] = []
    begun: dict[tuple[int, int], int] = {}  # first cell and the one after the last -> first row
    for row, runs in enumerate([*_runs(cells), []]):
        for left, right in [ends for ends in begun if ends not in runs]:
            first = begun.pop((left, right))
            x, y = area.x + left * CELL, area.y + first * CELL
            found.append(Rect(x, y, (right - left) * CELL, (row - first) * CELL))
        for ends in runs:
            begun.setdefault(ends, row)
    return found


def _runs(cells: Cells) -> list[list[tuple[int, int]]]:
    """Of every row: first cell and the one after the last of each run of true ones."""
    closed = np.pad(cells, ((0, 0), (1, 1)))
    rows, edges = np.nonzero(closed[:, 1:] != closed[:, :-1])
    runs: list[list[tuple[int, int]]] = [[] for _ in cells]
    for row, first, after in zip(
        rows[::2].tolist(), edges[::2].tolist(), edges[1::2].tolist(), strict=True
    ):
        runs[row].append((first, after))
    return runs
