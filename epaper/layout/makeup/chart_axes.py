"""Charts with an upright axis: columns, stacked columns, lines."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

from epaper.geometry import Rect
from epaper.layout.makeup.chart_sheet import COLOURS, DESCENT, Sheet
from epaper.model.picture import Chart, Values
from epaper.page.marks import Polygon

MOST_STEPS = 5
STEP = 2.0  # leadings of a label between two ticks, at least
NAMES = 0.36  # of the width, that names at the ends of lines may take
NAME_LINES = 3
BETWEEN = 3.0  # points between two labels side by side
FILLED = 0.72  # of a place: its columns
At = Callable[[float], float]


def nice_steps(low: float, high: float, most: int = MOST_STEPS) -> tuple[float, ...]:
    """Two round values or more for an axis that covers low..high in at most `most` steps (after
    Heckbert, Graphics Gems, 1990).
    """
    if low == high == 0:
        return 0.0, 1.0
    span = (high - low) or abs(high)
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= raw - 1e-12)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if first == last:  # all values are one, which stands between its neighbours
        first, last = first - 1, last + 1
    return tuple(float(f"{i * step:.12g}") for i in range(first, last + 1))


def draw_axes(chart: Chart, plot: Rect, sheet: Sheet) -> None:
    """Columns, stacked columns or lines in `plot`, with its ticks at the left, its labels under it
    and the names of lines at their ends."""
    style = sheet.style
    low, high = _reach(chart)
    named = chart.kind == "line" and len(chart.series) > 1
    names = [one.name for one in chart.series] if named else []
    right = min(sheet.widest(names), NAMES * plot.width) + 4 if names else 0.0
    beside = right + sheet.widest(map(sheet.figure, nice_steps(low, high))) + 4
    under = 2 if _staggered(chart, plot.width - beside, sheet) else 1
    height = max(plot.height - (1.3 + under) * style.leading, 1.0)
    most = max(1, min(MOST_STEPS, int(height / (STEP * style.leading))))
    ticks = nice_steps(low, high, most)
    left = sheet.widest(map(sheet.figure, ticks)) + 4
    area = Rect(plot.x + left, plot.y + style.leading, plot.width - left - right, height)

    def at(value: float) -> float:
        return area.bottom - (value - ticks[0]) / (ticks[-1] - ticks[0]) * area.height

    for tick in ticks:
        sheet.rule(
            area.x, at(tick), area.right, at(tick), weight=0.5 if tick in (0, ticks[0]) else 0.25
        )
        sheet.label(sheet.figure(tick), area.x - 4, at(tick) + style.size * 0.35, "right")
    if chart.kind == "line":
        _lines(chart, area, at, sheet)
    elif chart.kind == "stacked":
        _stacks(chart, area, at, sheet)
    else:
        _columns(chart, area, at, sheet)
    _labels(chart.labels, area, rows=under, sheet=sheet)
    if names:
        _names(chart, area, at, right - 4, sheet=sheet)


def _reach(chart: Chart) -> tuple[float, float]:
    """The least and the greatest value that the axis shows; columns stand on nought."""
    known = [v for one in chart.series for v in one.values if v is not None]
    if chart.kind == "stacked":
        sums = [_sums(column) for column in zip(*(one.values for one in chart.series), strict=True)]
        known = [value for pair in sums for value in pair]
    if chart.kind != "line":
        known.append(0.0)
    return (min(known), max(known)) if known else (0.0, 0.0)


def _sums(column: Values) -> tuple[float, float]:
    known = [value for value in column if value is not None]
    return sum(v for v in known if v < 0), sum(v for v in known if v > 0)


def _lines(chart: Chart, area: Rect, at: At, sheet: Sheet) -> None:
    """A missing value parts its line; a value alone is a dot."""
    step = area.width / max(len(chart.labels), 1)
    for number, one in enumerate(chart.series):
        colour = COLOURS[number % 3]  # the tint is no colour of a line
        points: list[tuple[float, float]] = []
        for place, value in enumerate((*one.values, None)):
            if value is not None:
                points.append((area.x + (place + 0.5) * step, at(value)))
                continue
            if len(points) == 1:
                x, y = points[0]
                sheet.block(x - 1.2, y - 1.2, 2.4, 2.4, series=number % 3)
            elif points:
                weight = 1.4 if number % 2 == 0 else 0.9
                line = Polygon(
                    tuple(points), sheet.origin, stroke=colour, weight=weight, closed=False
                )
                sheet.marks.append(line)
            points = []


def _columns(chart: Chart, area: Rect, at: At, sheet: Sheet) -> None:
    step = area.width / max(len(chart.labels), 1)
    wide = step * FILLED / len(chart.series)
    for number, one in enumerate(chart.series):
        for place, value in enumerate(one.values):
            if value is None:
                continue
            x = area.x + place * step + step * (1 - FILLED) / 2 + number * wide
            top, bottom = min(at(value), at(0)), max(at(value), at(0))
            sheet.block(x, top, wide * 0.94, bottom - top, series=number)


def _stacks(chart: Chart, area: Rect, at: At, sheet: Sheet) -> None:
    """What is above nought goes up, what is below goes down."""
    step = area.width / max(len(chart.labels), 1)
    for place in range(len(chart.labels)):
        up = down = 0.0
        for number, one in enumerate(chart.series):
            value = one.values[place]
            if not value:
                continue
            base = up if value > 0 else down
            top, bottom = sorted((at(base), at(base + value)))
            x = area.x + place * step + step * (1 - FILLED) / 2
            sheet.block(x, top, step * FILLED, bottom - top, series=number)
            if value > 0:
                up += value
            else:
                down += value


def _staggered(chart: Chart, width: float, sheet: Sheet) -> bool:
    """Labels too wide to stand side by side, and not for two rows."""
    step = width / max(len(chart.labels), 1)
    wide = sheet.widest(chart.labels) + BETWEEN
    return step < wide <= 2 * step


def _labels(labels: Sequence[str], area: Rect, rows: int, sheet: Sheet) -> None:
    """Under their places, in turn on `rows` rows: every one, else every second, third ..., the last
    of them always; a longer one is shortened."""
    step = area.width / max(len(labels), 1)
    short = [sheet.shortened(text, max(area.width / 2, 3 * step)) for text in labels]
    every = max(1, math.ceil((sheet.widest(short) + BETWEEN) / (step * rows) - 1e-9))
    last = len(labels) - 1
    for place in [last - n for n in range(0, len(labels), every)]:
        row = (last - place) // every % rows
        y = area.bottom + sheet.style.leading * (1.15 + row)
        sheet.label(short[place], area.x + (place + 0.5) * step, y, "centre")


def _names(chart: Chart, area: Rect, at: At, room: float, sheet: Sheet) -> None:
    """The names of the lines beside their ends, pushed apart where ends are near."""
    step, leading = area.width / max(len(chart.labels), 1), sheet.style.leading
    ends = []
    for one in chart.series:
        known = [(place, value) for place, value in enumerate(one.values) if value is not None]
        for place, value in known[-1:]:
            ends.append((at(value), one.name, area.x + (place + 0.5) * step))
    ends.sort(key=lambda end: end[0])
    most = NAME_LINES
    while most > 1 and sum(len(sheet.wrapped(n, room, most)) for _, n, _ in ends) > _fit(
        area, sheet
    ):
        most -= 1
    texts = [sheet.wrapped(name, room, most) for _, name, _ in ends]
    depths = [max(1, len(lines)) * leading for lines in texts]
    tops = pushed_apart(
        [y - depth / 2 for (y, _, _), depth in zip(ends, depths, strict=True)],
        depths,
        sheet.frame.y,
        area.bottom + DESCENT * leading,
    )
    for (y, _, x), top, lines in zip(ends, tops, texts, strict=True):
        middle = top + len(lines) * leading / 2
        if abs(middle - y) > leading:  # a leader to the line's end
            sheet.rule(x + 1, y, area.right + 3, middle)
        for number, text in enumerate(lines):
            sheet.label(text, area.right + 4, top + (number + 0.78) * leading)


def _fit(area: Rect, sheet: Sheet) -> int:
    return int((area.bottom - sheet.frame.y) / sheet.style.leading)


def pushed_apart(
    tops: Sequence[float], depths: Sequence[float], first: float, last: float
) -> list[float]:
    """Tops of boxes, from the highest to the lowest, moved so that none stands on another and all
    are within first..last where they fit: down first, then up from the foot."""
    moved = list(tops)
    at = first
    for place, depth in enumerate(depths):
        moved[place] = at = max(moved[place], at)
        at += depth
    at = last
    for place in reversed(range(len(moved))):
        moved[place] = min(moved[place], at - depths[place])
        at = moved[place]
    if moved and moved[0] < first:  # more than fits: from the top on
        moved = [first + above for above in itertools.accumulate(depths[:-1], initial=0.0)]
    return moved
