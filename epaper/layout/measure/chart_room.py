"""The room that a chart needs, so that every label of it has its line."""

from __future__ import annotations

from epaper.model.picture import Chart

AROUND = 2  # grid lines: the title and the air under it
PLOT = 8  # of a chart with an upright axis, at least
BAND = 2  # over a list of shares
MOST = 60  # however many bars


def chart_lines(chart: Chart) -> int:
    """Grid lines that a chart takes at least: in bars a line for each, and what stands around
    them."""
    around = AROUND + bool(chart.unit) + 2 * bool(chart.source) + 2 * bool(chart.note)
    around += len(chart.series) > 1
    if chart.kind not in ("bar", "shares"):
        return around + PLOT
    if chart.kind == "shares":
        around += BAND
    bars = 1.0 if chart.kind == "shares" else max(1.0, 0.8 * len(chart.series))
    return min(MOST, around + max(2, round(len(chart.labels) * bars)))
