"""The chart in a story's front matter: its kinds, gaps, and what cannot be drawn."""

from __future__ import annotations

import pytest

from epaper.model.picture import Chart
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes
from epaper.settings.reader import read_fields
from epaper.sources.illustrations import read_chart


def read(tmp_path, text: str) -> tuple[Chart | None, list[str]]:  # type: ignore[no-untyped-def]
    file = tmp_path / "a.yaml"
    file.write_text(f"chart: {text}\n", encoding="utf-8")
    notes = Notes("a.yaml")
    fields = read_fields(file, notes)
    assert isinstance(fields, Fields)
    return read_chart(fields, "en-GB"), [finding.message for finding in notes.found]


def test_a_value_that_nobody_knows_is_a_gap(tmp_path) -> None:  # type: ignore[no-untyped-def]
    chart, told = read(tmp_path, "{kind: line, labels: [a, b, c], values: [1, ~, 3]}")
    assert chart
    assert chart.series[0].values == (1.0, None, 3.0)
    assert not told


@pytest.mark.parametrize("kind", ["bar", "column", "stacked", "shares"])
def test_no_more_series_than_colours(kind: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    series = ", ".join(f"{{name: s{n}, values: [1]}}" for n in range(5))
    chart, told = read(tmp_path, f"{{kind: {kind}, labels: [a], series: [{series}]}}")
    assert chart is None
    assert "5 series" in told[0]
    assert read(tmp_path, f"{{kind: line, labels: [a], series: [{series}]}}")[0]


def test_a_share_is_not_below_nought(tmp_path) -> None:  # type: ignore[no-untyped-def]
    chart, told = read(tmp_path, "{kind: shares, labels: [a, b], values: [3, -1]}")
    assert chart is None
    assert len(told) == 1
    assert "below nought" in told[0]


def test_a_chart_of_gaps_alone_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    chart, told = read(tmp_path, "{labels: [a, b], values: [~, ~]}")
    assert chart is None
    assert len(told) == 1
    assert "missing" in told[0]
