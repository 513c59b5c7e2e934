"""Charts that lie: bars by rows, and shares of a whole."""

from __future__ import annotations

from dataclasses import replace

from epaper.geometry import Rect
from epaper.layout.makeup.chart_sheet import COLOURS, Sheet
from epaper.model.picture import Chart, Series

LABELS = 0.46  # of the width, that the labels of rows may take
BAND = 14.0  # points: the depth at least of the band that single shares are cut from
MOST_BAND = 3.2 * BAND
PER_CENT = "%"


def many_shares(chart: Chart) -> bool:
    """More than there are colours to tell apart."""
    return len(chart.series) == 1 and len(chart.labels) > len(COLOURS)


def too_deep(chart: Chart, plot: Rect, sheet: Sheet) -> bool:
    """Whether the band of single shares would be a field of colour rather than a band."""
    rows = len(chart.labels) + 0.8
    return len(chart.series) == 1 and plot.height - rows * 1.15 * sheet.style.leading > MOST_BAND


def as_bars(chart: Chart) -> Chart:
    """Its shares of the whole, in per cent, a bar each."""
    values = chart.series[0].values
    whole = sum(max(value or 0.0, 0.0) for value in values) or 1.0
    shares = tuple(round(100 * max(value or 0.0, 0.0) / whole) for value in values)
    return replace(chart, series=(Series("", shares),))


def draw_bars(chart: Chart, plot: Rect, sheet: Sheet, tail: str = "") -> None:
    """A row for each label, in it a bar for each series, the value at its end; `tail`: said after
    each value."""
    style, count = sheet.style, len(chart.series)
    rows = max(len(chart.labels), 1)
    known = [v for one in chart.series for v in one.values if v is not None]
    room = min(sheet.widest(chart.labels) + 6, plot.width * LABELS)
    end = sheet.widest(sheet.figure(v) + tail for v in known) + 5
    low, high = min([*known, 0.0]), max([*known, 0.0])
    scale = max(plot.width - room - end, 1.0) / ((high - low) or 1.0)
    nought = plot.x + room - low * scale  # where bars begin; those of values below it go left
    step = plot.height / rows
    deep = step * (0.6 if count == 1 else 0.8) / count
    for place, text in enumerate(chart.labels):
        y = plot.y + place * step
        _row_label(text, plot.x, y, step, room=room - 6, sheet=sheet)
        for number, one in enumerate(chart.series):
            value = one.values[place]
            if value is None:
                continue
            top = y + (step - deep * count) / 2 + number * deep
            wide = abs(value) * scale
            left = nought - wide if value < 0 else nought
            sheet.block(left, top, wide, deep * 0.94, series=number)
            middle = top + deep / 2 + style.size * 0.35
            sheet.label(sheet.figure(value) + tail, left + wide + 3, middle)
    if low < 0:
        sheet.rule(nought, plot.y, nought, plot.bottom, weight=0.5)


def _row_label(text: str, x: float, y: float, step: float, *, room: float, sheet: Sheet) -> None:
    """In as many lines as its row has, in the row's middle."""
    style = sheet.style
    lines = sheet.wrapped(text, room, max(1, int(step / style.leading)))
    first = y + step / 2 - len(lines) * style.leading / 2 + style.leading * 0.5 + style.size * 0.35
    for number, line in enumerate(lines):
        sheet.label(line, x, first + number * style.leading)


def draw_shares(chart: Chart, plot: Rect, sheet: Sheet) -> None:
    """One series: a band cut into shares with a list under it, by size as it was given.  Several: a
    band for each label, cut by the series."""
    if len(chart.series) == 1:
        _one_band(chart, plot, sheet)
        return
    rows = max(len(chart.labels), 1)
    room = min(sheet.widest(chart.labels) + 6, plot.width * LABELS)
    step = plot.height / rows
    for place, text in enumerate(chart.labels):
        y = plot.y + place * step
        _row_label(text, plot.x, y, step, room=room - 6, sheet=sheet)
        parts = [max(one.values[place] or 0.0, 0.0) for one in chart.series]
        band = Rect(plot.x + room, y + step * 0.15, plot.width - room, step * 0.7)
        _band(parts, band, sheet)


def _one_band(chart: Chart, plot: Rect, sheet: Sheet) -> None:
    parts = [max(value or 0.0, 0.0) for value in chart.series[0].values]
    rows = max(len(parts), 1)
    leading = min(sheet.style.leading * 1.15, max(1.0, (plot.height - BAND) / (rows + 1)))
    deep = max(BAND, plot.height - (rows + 0.8) * leading)
    _band(parts, Rect(plot.x, plot.y, plot.width, deep), sheet)
    whole = sum(parts)
    tail = sheet.width("100" + PER_CENT) + 4
    for number, (text, part) in enumerate(zip(chart.labels, parts, strict=True)):
        y = plot.y + deep + (number + 1.3) * leading
        name = sheet.shortened(text, plot.width - tail - 10)
        share = sheet.figure(round(100 * part / whole) if whole else 0) + PER_CENT
        if sheet.label(name, plot.x + 9, y):
            sheet.block(plot.x, y - 5, 6, 5, series=number)
        sheet.label(share, plot.right, y, "right")


def _band(parts: list[float], band: Rect, sheet: Sheet) -> None:
    whole, x = sum(parts) or 1.0, band.x
    for number, part in enumerate(parts):
        wide = band.width * part / whole
        if wide > 0:
            sheet.block(x, band.y, max(wide - 0.5, 0.3), band.height, series=number)
        x += wide
