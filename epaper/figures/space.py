"""White as the eye counts it, fields of grey, and legs that do not end level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from epaper.figures.lines import TEXT, TextLine, legs_of
from epaper.geometry import Rect
from epaper.page.marks import AdMark, Element, Fill, PictureMark, Polygon, Rule
from epaper.page.page import Module, Page
from epaper.units import mm

CELL = mm(2)
NEAR_INK = 1.2  # leadings: farther from any ink a place is white
GREY_CELL = mm(5)
GREY_WIDTH, GREY_DEPTH = 15, 30  # cells: 75 x 150 mm
LEVEL = 0.5  # lines
Cells = NDArray[np.bool_]


def ink_of(page: Page, lines: Iterable[TextLine]) -> list[Rect]:
    """Boxes of all that is printed; a tint is ink, and so is an advertisement all over."""
    boxes = [line.rect for line in lines]
    for mark in page.marks:
        match mark:
            case PictureMark() | Fill() | AdMark():
                boxes.append(mark.rect)
            case Rule():
                x, y = min(mark.x0, mark.x1), min(mark.y0, mark.y1)
                boxes.append(Rect(x, y, abs(mark.x1 - mark.x0), abs(mark.y1 - mark.y0)))
            case Polygon():
                xs, ys = zip(*mark.points, strict=True)
                boxes.append(Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
            case _:
                pass
    sold = (m.rect for m in page.modules if m.kind == "advertisement")
    return [*boxes, *sold]


def white(page: Page, lines: Sequence[TextLine], leading: float) -> float:
    """Share of the type area that is farther than NEAR_INK leadings from any ink."""
    area = page.type_area
    if area is None:
        return 0.0
    cells = np.ones((int(area.height / CELL), int(area.width / CELL)), dtype=np.bool_)
    reach = NEAR_INK * leading
    for box in ink_of(page, lines):
        top, left = (box.y - reach - area.y) / CELL, (box.x - reach - area.x) / CELL
        foot, right = (box.bottom + reach - area.y) / CELL, (box.right + reach - area.x) / CELL
        cells[_half(top) : _half(foot), _half(left) : _half(right)] = False
    return float(cells.mean())


def grey_fields(page: Page, lines: Sequence[TextLine]) -> list[Rect]:
    """Places where text alone fills more than 75 x 150 mm: no headline, picture, quote, crosshead
    or rule across it gives the eye a landing."""
    area = page.type_area
    if area is None:
        return []
    grey = np.zeros((int(area.height / GREY_CELL) + 1, int(area.width / GREY_CELL) + 1), np.bool_)
    for slug in dict.fromkeys(line.story for line in lines if line.story):
        for leg in legs_of(lines, slug):
            _paint(grey, area, Rect(leg.x, leg.top, leg.right - leg.x, leg.foot - leg.top), True)
    for entry in _entries(page, lines):
        _paint(grey, area, entry, False)
    return _fields(_bridged(grey), area)


def _entries(page: Page, lines: Iterable[TextLine]) -> list[Rect]:
    """What the eye lands on."""
    plain = tuple(element for element in TEXT if element is not Element.CROSSHEAD)
    boxes = [line.rect for line in lines if line.element not in plain]
    for mark in page.marks:
        if isinstance(mark, PictureMark | AdMark):
            boxes.append(mark.rect)
        elif (
            isinstance(mark, Rule)
            and mark.y0 == mark.y1
            and mark.origin.element is not (Element.TABLE)
        ):
            boxes.append(Rect(min(mark.x0, mark.x1), mark.y0 - 1, abs(mark.x1 - mark.x0), 2))
    return boxes


def _bridged(grey: Cells) -> Cells:
    """Gutters, a cell wide at most, taken for grey where text stands on both sides."""
    out = grey.copy()
    out[:, 1:-1] |= grey[:, :-2] & grey[:, 2:]
    return out


def _paint(cells: Cells, area: Rect, box: Rect, value: bool) -> None:
    top, foot = (box.y - area.y) / GREY_CELL, (box.bottom - area.y) / GREY_CELL
    left, right = (box.x - area.x) / GREY_CELL, (box.right - area.x) / GREY_CELL
    cells[_from(top) : _to(foot) + 1, _from(left) : _to(right) + 1] = value


def _fields(grey: Cells, area: Rect) -> list[Rect]:
    """Places that a window of 75 x 150 mm of grey alone can stand on, joined where they overlap."""
    deep, wide = grey.shape
    if deep < GREY_DEPTH or wide < GREY_WIDTH:
        return []
    sums = np.zeros((deep + 1, wide + 1), dtype=np.int64)
    sums[1:, 1:] = grey.cumsum(0).cumsum(1)
    full = (
        sums[GREY_DEPTH:, GREY_WIDTH:]
        - sums[:-GREY_DEPTH, GREY_WIDTH:]
        - sums[GREY_DEPTH:, :-GREY_WIDTH]
        + sums[:-GREY_DEPTH, :-GREY_WIDTH]
    ) == GREY_DEPTH * GREY_WIDTH
    fields: list[Rect] = []
    for top, left in zip(*full.nonzero(), strict=True):
        window = Rect(
            area.x + int(left) * GREY_CELL,
            area.y + int(top) * GREY_CELL,
            GREY_WIDTH * GREY_CELL,
            GREY_DEPTH * GREY_CELL,
        )
        touching = [field for field in fields if field.overlaps(window)]
        fields = [field for field in fields if field not in touching]
        fields.append(_around([*touching, window]))
    return fields


def _around(boxes: Sequence[Rect]) -> Rect:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Rect(x, y, right - x, bottom - y)


def uneven(page: Page, lines: Sequence[TextLine], leading: float) -> list[tuple[float, Rect]]:
    """Legs that end short of the lowest of their module: by how many lines, and where."""
    found = []
    boxes = [*ink_of(page, lines)]
    for module in page.modules:
        if module.kind not in ("story", "jump") or not module.story:
            continue
        legs = legs_of((one for one in lines if _within(one, module)), module.story)
        feet = [max([leg.foot, *_below(module, leg.x, leg.right, leg.foot, boxes)]) for leg in legs]
        for leg, foot in zip(legs, feet, strict=True):
            short = (max(feet) - foot) / leading
            if short > LEVEL:
                found.append((short, Rect(leg.x, foot, leg.right - leg.x, max(feet) - foot)))
    return found


def _within(line: TextLine, module: Module) -> bool:
    middle = (line.x + line.right) / 2
    inside = module.rect.x - 1 <= middle <= module.rect.right + 1
    return inside and module.rect.y - 1 <= line.y <= module.rect.bottom + 1


def _below(
    module: Module, left: float, right: float, foot: float, boxes: Iterable[Rect]
) -> list[float]:
    """Feet of what stands under a leg in its module: a picture, a quote."""
    return [
        box.bottom
        for box in boxes
        if foot < box.bottom <= module.rect.bottom + 1
        and min(box.right, right) - max(box.x, left) > 1
    ]


def _half(place: float) -> int:
    """The first cell whose middle lies beyond a place."""
    return max(0, int(np.ceil(place - 0.5)))


def _from(place: float) -> int:
    return max(0, int(np.floor(place)))


def _to(place: float) -> int:
    return max(0, int(np.ceil(place)))
