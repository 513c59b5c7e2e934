"""Charts of any kind and any data: no label touches another, and none leaves the chart."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from generated_day import story
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.geometry import Rect
from epaper.layout.design.reader import Design, load_design
from epaper.layout.makeup.chart import chart_marks
from epaper.layout.makeup.chart_axes import pushed_apart
from epaper.layout.measure.chart_room import chart_lines
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.stories import story_item
from epaper.model.picture import Chart, Series
from epaper.page.marks import Element, GlyphRun, Mark, Origin
from epaper.resources import shipped
from epaper.typeset.fonts import load_book
from epaper.typeset.typesetter import Typesetter

KINDS = ("bar", "column", "line", "stacked", "shares")
ORIGIN = Origin(Element.CHART, "s")
TALL = Rect(10, 20, 160, 200)
SETTER = Typesetter(load_book(shipped("fonts")))
DESIGN = load_design(shipped("layouts") / "tabloid.yaml")


def drawn(chart: Chart, rect: Rect, design: Design) -> list[Mark]:
    return chart_marks(chart, rect, design, SETTER, ORIGIN)


def labels(marks: list[Mark]) -> list[tuple[str, Rect]]:
    """Words and boxes of all that is set: letters stand over their baseline."""
    runs = [mark for mark in marks if isinstance(mark, GlyphRun)]
    return [(r.text, Rect(r.x, r.y - 0.7 * r.size, r.width, 0.9 * r.size)) for r in runs if r.text]


def said(chart: Chart, design: Design, rect: Rect = TALL) -> list[str]:
    return [text for text, _ in labels(drawn(chart, rect, design))]


NAMES = st.text("abcdefgh mnoW-", min_size=1, max_size=60).map(lambda text: text.strip() or "x")
LARGE = st.floats(-1e15, 1e15, allow_nan=False)
NEAR = st.integers(-3, 3).map(float)
TINY = st.floats(-1e-4, 1e-4, allow_nan=False)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    count = draw(st.integers(1, 40))
    values = draw(st.sampled_from([LARGE, NEAR, TINY]))
    kind = draw(st.sampled_from(KINDS))
    row = st.lists(st.one_of(values, st.none()), min_size=count, max_size=count).map(tuple)
    rows = draw(st.lists(row, min_size=1, max_size=9 if kind == "line" else 4))
    return Chart(
        kind,
        title=draw(NAMES),
        labels=tuple(draw(st.lists(NAMES, min_size=count, max_size=count))),
        series=tuple(Series(draw(NAMES), values) for values in rows),
        unit=draw(NAMES),
        source="A bureau",
    )


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(chart=charts(), width=st.sampled_from([130.0, 180.0, 480.0]))
def test_no_label_touches_another(chart: Chart, width: float) -> None:
    rect = Rect(10, 20, width, 210)
    design = DESIGN
    boxes = labels(drawn(chart, rect, design))
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        assert not a.overlaps(b), (one, other)
    for text, box in boxes:
        assert rect.contains(box, slack=0.5), text


def test_lines_are_named_at_their_ends_and_not_in_a_key(design: Design) -> None:
    chart = Chart(
        "line",
        "Rain",
        ("2024", "2025", "2026"),
        (Series("Hills", (3.0, 5.0, 9.0)), Series("Bay", (2.0, 2.0, 1.0))),
    )
    boxes = dict(labels(drawn(chart, TALL, design)))
    assert boxes["Hills"].y < boxes["Bay"].y
    assert boxes["Hills"].x == boxes["Bay"].x > TALL.x + TALL.width / 2


def test_names_of_lines_that_end_together_are_pushed_apart(design: Design) -> None:
    series = tuple(Series(name, (1.0, 5.0)) for name in ("Ash", "Birch", "Cedar", "Dogwood"))
    words = said(Chart("line", "Trees", ("then", "now"), series), design)
    assert {"Ash", "Birch", "Cedar", "Dogwood"} <= set(words)


def test_boxes_that_fit_are_all_within_their_room() -> None:
    assert pushed_apart([5, 5, 5], [2, 2, 2], 0, 10) == [4, 6, 8]
    assert pushed_apart([-5, 0], [2, 2], 0, 10) == [0, 2]
    assert pushed_apart([0, 0, 0], [5, 5, 5], 0, 10) == [0, 5, 10]  # more than fits


@pytest.mark.parametrize("kind", ["line", "column", "stacked"])
def test_of_many_labels_the_last_is_always_there(kind: str, design: Design) -> None:
    years = tuple(str(year) for year in range(1980, 2027))
    words = said(Chart(kind, "Ships", years, (Series("", tuple(map(float, range(47)))),)), design)
    shown = [word for word in words if word in years]
    assert "2026" in shown
    assert len(shown) > 3


def test_a_missing_value_parts_a_line(design: Design) -> None:
    chart = Chart("line", "Ice", ("a", "b", "c", "d", "e"), (Series("", (1.0, 2, None, 3, 4)),))
    lines = [m for m in drawn(chart, TALL, design) if hasattr(m, "points")]
    assert [len(line.points) for line in lines] == [2, 2]


def test_many_shares_are_bars_in_per_cent(design: Design) -> None:
    chart = Chart("shares", "Fish", tuple("abcdef"), (Series("", (5.0, 1, 1, 1, 1, 1)),))
    assert "50%" in said(chart, design)
    few = replace(chart, labels=("a", "b"), series=(Series("", (3.0, 1.0)),))
    assert {"75%", "25%"} <= set(said(few, design))


def test_the_unit_stands_in_the_line_of_the_title(design: Design) -> None:
    chart = Chart("column", "Ferries", ("a", "b"), (Series("", (1.0, 2.0)),), unit="a day")
    runs = [m for m in drawn(chart, TALL, design) if isinstance(m, GlyphRun)]
    title, unit = (next(r for r in runs if r.text == text) for text in ("Ferries", "a day"))
    assert title.y == unit.y
    assert title.x < unit.x


@pytest.mark.parametrize("kind", ["shares", "bar"])
@pytest.mark.parametrize("count", [2, 4, 12])
def test_in_the_room_that_it_asks_for_every_row_is_named(
    kind: str, count: int, design: Design
) -> None:
    names = tuple(f"Row{n}" for n in range(count))
    values = tuple(float(n + 1) for n in range(count))
    chart = Chart(
        kind, "Homes", names, (Series("", values),), unit="of all", source="A register, a survey"
    )
    rect = Rect(10, 20, design.grid.column, chart_lines(chart) * design.grid.leading)
    assert set(names) <= set(said(chart, design, rect))


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_chart_stands_under_its_headline_or_beside_its_text(columns: int) -> None:
    chart = Chart("bar", title="Homes", labels=("One", "Two"), series=(Series("", (1.0, 2.0)),))
    told = replace(story(1, 160), chart=chart, kicker="", deck="")
    item, fitter = story_item(told, DESIGN, SETTER, "small"), Copyfitter(DESIGN, SETTER)
    found = set()
    for depth in range(1, DESIGN.grid.lines):
        for shape in fitter.shapes(item, columns, depth):
            for place in shape.pictures:
                found.add(place.columns)
                under = place.line >= shape.head_line + (shape.head.lines if shape.head else 0)
                assert under or place.column >= shape.head_columns
                for slot in shape.slots:
                    if place.column <= slot.column < place.column + place.columns:
                        assert slot.line > place.line + place.lines
    assert columns in found
