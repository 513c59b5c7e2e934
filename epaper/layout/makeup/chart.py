"""Charts drawn as vector: columns, bars or lines, with labels set in type."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.model.picture import Chart
from epaper.model.text import rich
from epaper.page.marks import Fill, GlyphRun, Mark, Origin, Polygon, Rule
from epaper.page.style import TextStyle
from epaper.typeset.typesetter import Typesetter

COLOURS = ("accent", "grey", "black", "rule")


def chart_marks(
    chart: Chart, rect: Rect, design: Design, setter: Typesetter, origin: Origin
) -> list[Mark]:
    """The chart in `rect`: rule and title at the top, source at the foot, the plot between."""
    title, label = design.styles["chart_title"], design.styles["chart_label"]
    marks: list[Mark] = [
        Rule(
            rect.x,
            rect.y,
            rect.right,
            rect.y,
            weight=design.heavy_rule * 0.75,
            colour="black",
            origin=origin,
        )
    ]
    y = rect.y + title.leading * 1.1
    for line in setter.set_text(rich(chart.title), title, rect.width, origin):
        marks += _put(line.runs, rect.x, y)
        y += title.leading
    if chart.unit:
        marks += _text(chart.unit, label, rect.x, y, setter=setter, origin=origin)
        y += label.leading
    foot = rect.bottom
    source = design.words.source(chart.source) if chart.source else ""
    tail = " ".join(t for t in (chart.note, source) if t)
    if tail:
        lines = setter.set_text(rich(tail), label, rect.width, origin)
        foot -= len(lines) * label.leading
        for i, line in enumerate(lines):
            marks += _put(line.runs, rect.x, foot + (i + 1) * label.leading - 1)
    if len(chart.series) > 1:
        x = rect.x
        for i, series in enumerate(chart.series):
            wide = 9 + setter.width(series.name, label)
            if x > rect.x and x + wide > rect.right:
                x, y = rect.x, y + label.leading
            marks.append(Fill(Rect(x, y - 5, 6, 5), COLOURS[i % 4], origin))
            marks += _text(series.name, label, x + 9, y, setter=setter, origin=origin)
            x += wide + 12
        y += label.leading
    plot = Rect(rect.x, y, rect.width, foot - y - 4)
    if chart.kind == "bar":
        return marks + _bars(chart, plot, design, setter, origin=origin)
    return marks + _columns_or_lines(chart, plot, design, setter, origin=origin)


def nice_steps(low: float, high: float, most: int = 5) -> tuple[float, ...]:
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


def _columns_or_lines(
    chart: Chart, plot: Rect, design: Design, setter: Typesetter, origin: Origin
) -> list[Mark]:
    style, figure = design.styles["chart_label"], design.words.figure
    values = [v for series in chart.series for v in series.values]
    if chart.kind == "column":  # they stand on nought
        values.append(0.0)
    ticks = nice_steps(min(values), max(values))
    room = max(setter.width(figure(t), style) for t in ticks) + 4
    area = Rect(
        plot.x, plot.y + style.leading, plot.width - room, plot.height - 2.2 * style.leading
    )

    def at(value: float) -> float:
        return area.bottom - (value - ticks[0]) / (ticks[-1] - ticks[0]) * area.height

    marks: list[Mark] = []
    for tick in ticks:
        weight = 0.5 if tick in (0, ticks[0]) else 0.25
        marks.append(
            Rule(
                area.x, at(tick), area.right, at(tick), weight=weight, colour="rule", origin=origin
            )
        )
        width = setter.width(figure(tick), style)
        marks += _text(
            figure(tick),
            style,
            plot.right - width,
            at(tick) + style.size * 0.35,
            setter=setter,
            origin=origin,
        )
    count = max(len(chart.labels), 1)
    step = area.width / count
    for s, series in enumerate(chart.series):
        colour = COLOURS[s % 4]
        if chart.kind == "line":
            points = tuple((area.x + (i + 0.5) * step, at(v)) for i, v in enumerate(series.values))
            marks.append(Polygon(points, origin, stroke=colour, weight=1.4, closed=False))
            continue
        wide = step * 0.72 / len(chart.series)
        for i, value in enumerate(series.values):
            x = area.x + i * step + step * 0.14 + s * wide
            top, bottom = min(at(value), at(0)), max(at(value), at(0))
            marks.append(Fill(Rect(x, top, wide * 0.94, max(bottom - top, 0.3)), colour, origin))
    every = max(
        1, math.ceil(max((setter.width(t, style) for t in chart.labels), default=0) * 1.1 / step)
    )
    for i, text in enumerate(chart.labels):
        if i % every == 0:
            x = area.x + (i + 0.5) * step - setter.width(text, style) / 2
            x = min(max(x, plot.x), plot.right - setter.width(text, style))
            marks += _text(
                text, style, x, area.bottom + style.leading * 1.15, setter=setter, origin=origin
            )
    return marks


def _bars(
    chart: Chart, plot: Rect, design: Design, setter: Typesetter, origin: Origin
) -> list[Mark]:
    style, figure = design.styles["chart_label"], design.words.figure
    values = chart.series[0].values if chart.series else ()
    room = min(max((setter.width(t, style) for t in chart.labels), default=0) + 6, plot.width * 0.5)
    tail = max((setter.width(figure(v), style) for v in values), default=0) + 4
    low, high = min([*values, 0.0]), max([*values, 0.0])
    scale = (plot.width - room - tail) / ((high - low) or 1.0)
    nought = plot.x + room - low * scale  # where bars begin; those of values below it go left
    step = plot.height / max(len(values), 1)
    marks: list[Mark] = []
    for i, (text, value) in enumerate(zip(chart.labels, values, strict=False)):
        y = plot.y + i * step
        middle = y + step / 2 + style.size * 0.35
        width = abs(value) * scale
        left = nought - width if value < 0 else nought
        bar = Rect(left, y + step * 0.2, max(width, 0.3), step * 0.6)
        marks.append(Fill(bar, COLOURS[0], origin))
        marks += _text(text, style, plot.x, middle, setter=setter, origin=origin)
        x = left + width + 3
        marks += _text(figure(value), style, x, middle, setter=setter, origin=origin)
    return marks


def _text(
    text: str, style: TextStyle, x: float, y: float, setter: Typesetter, origin: Origin
) -> list[Mark]:
    return _put(setter.set_line(rich(text), style, origin).runs, x, y) if text else []


def _put(runs: Iterable[GlyphRun], x: float, y: float) -> list[Mark]:
    return [replace(run, x=run.x + x, y=run.y + y) for run in runs]
