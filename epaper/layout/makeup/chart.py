"""Charts drawn as vector, with labels set in type: what stands around the plot."""

from __future__ import annotations

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.makeup.chart_axes import draw_axes
from epaper.layout.makeup.chart_bars import (
    PER_CENT,
    as_bars,
    draw_bars,
    draw_shares,
    many_shares,
    too_deep,
)
from epaper.layout.makeup.chart_sheet import Sheet
from epaper.model.picture import Chart
from epaper.model.text import rich
from epaper.page.marks import Mark, Origin, Rule
from epaper.typeset.typesetter import Typesetter

UNIT_SPACE = 6.0  # points between the title and the unit


def chart_marks(
    chart: Chart, rect: Rect, design: Design, setter: Typesetter, origin: Origin
) -> list[Mark]:
    """The chart in `rect`: rule, title, unit at the top, source at the foot, the plot between."""
    sheet = Sheet(rect, design, setter, origin)
    weight = design.heavy_rule * 0.75
    top = Rule(rect.x, rect.y, rect.right, rect.y, weight=weight, colour="black", origin=origin)
    sheet.marks.append(top)
    y = _title(chart, rect, sheet)
    foot = _source(chart, rect, sheet)
    plot = Rect(rect.x, y, rect.width, foot - y - 4)
    top_line = y - 0.8 * sheet.style.size
    sheet.frame = Rect(rect.x, top_line, rect.width, foot - top_line)
    if len(chart.series) > 1 and chart.kind != "line":
        y = sheet.key((one.name for one in chart.series), y)
        plot = Rect(rect.x, y - 0.5 * sheet.style.leading, rect.width, foot - y)
    if chart.kind == "bar":
        draw_bars(chart, plot, sheet)
    elif chart.kind == "shares" and (many_shares(chart) or too_deep(chart, plot, sheet)):
        draw_bars(as_bars(chart), plot, sheet, tail=PER_CENT)
    elif chart.kind == "shares":
        draw_shares(chart, plot, sheet)
    else:
        draw_axes(chart, plot, sheet)
    return sheet.marks


def _title(chart: Chart, rect: Rect, sheet: Sheet) -> float:
    """Title, and behind it or under it the unit; the next baseline."""
    title, label = sheet.design.styles["chart_title"], sheet.style
    y = rect.y + title.leading * 1.1
    lines = sheet.setter.set_text(rich(chart.title), title, rect.width, sheet.origin)
    at = y
    for line in lines:
        sheet.put(line.runs, rect.x, y)
        at, y = y, y + title.leading
    if not chart.unit:
        return y
    after = lines[-1].width + UNIT_SPACE if lines else 0.0
    if after + sheet.width(chart.unit) <= rect.width and lines:
        unit = sheet.setter.set_line(rich(chart.unit), label, sheet.origin)
        sheet.put(unit.runs, rect.x + after, at)
        return y
    for line in sheet.setter.set_text(rich(chart.unit), label, rect.width, sheet.origin):
        sheet.put(line.runs, rect.x, y)
        y += label.leading
    return y


def _source(chart: Chart, rect: Rect, sheet: Sheet) -> float:
    """Note and source at the foot; where they begin."""
    label = sheet.style
    source = sheet.design.words.source(chart.source) if chart.source else ""
    tail = " ".join(text for text in (chart.note, source) if text)
    lines = sheet.setter.set_text(rich(tail), label, rect.width, sheet.origin) if tail else ()
    foot = rect.bottom - len(lines) * label.leading
    for number, line in enumerate(lines, 1):
        sheet.put(line.runs, rect.x, foot + number * label.leading - 1)
    return foot
