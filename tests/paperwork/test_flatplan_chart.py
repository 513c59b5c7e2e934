"""The flatplan as a wall chart."""

from __future__ import annotations

import datetime

import pytest
from paperwork_samples import TRIM, bare, faults, page_jpeg, sheets_of

from epaper.geometry import Rect
from epaper.paperwork.flatplan import Chart, ChartModule, ChartPage, flatplan

DAY = datetime.date(2026, 11, 23)
MODULES = (
    ChartModule(Rect(31, 140, 600, 700), "corran-bridge-lorries"),
    ChartModule(Rect(640, 140, 300, 700), "tiger-at-the-zoo"),
    ChartModule(Rect(31, 850, 910, 600), "A-17, Bay Air", "advertisement"),
)


def chart(count: int, held: int = 2, picture: bool = True) -> Chart:
    pages = tuple(
        ChartPage(
            number,
            "Science and culture" if number % 2 else "City",
            TRIM,
            page_jpeg(number) if picture else b"",
            MODULES,
            tuple(f"A-{number}{n}" for n in range(number % 9)),
            None if number == 2 else 100.0 + number,
            number == 3,
        )
        for number in range(1, count + 1)
    )
    waiting = tuple((f"held-story-{n:03}", f"no room, urgency {n}") for n in range(held))
    return Chart("The Courier", DAY, pages, waiting, "City edition")


@pytest.mark.parametrize(("pages", "sheets"), [(1, 1), (8, 1), (24, 1), (34, 1), (36, 2), (96, 2)])
def test_every_page_is_on_one_sheet_or_two(pages: int, sheets: int) -> None:
    made = chart(pages)
    pdf = flatplan(made)
    assert pdf == flatplan(made)
    assert not faults(pdf)
    drawn = sheets_of(pdf)
    assert len(drawn) == sheets
    assert all(sheet.size.width > sheet.size.height for sheet in drawn)
    assert sum(len(sheet.pictures) for sheet in drawn) == pages
    for sheet in drawn:
        shown = sheet.pictures
        assert not any(a.overlaps(b, 0.2) for at, a in enumerate(shown) for b in shown[:at])
        assert min(p.width for p in shown) > 30
    text = "".join(sheet.text for sheet in drawn)
    assert "LEGEND" in text
    assert "HELD(2)" in text
    assert "held-story-001" in text
    assert text.count("LOCKED") == (2 if pages > 2 else 1)  # the legend has one
    assert "101" in text  # the cost of the first page
    assert "CityeditionMonday,23November2026" in drawn[0].text


def test_bookings_are_named_or_counted() -> None:
    text = sheets_of(flatplan(chart(8)))[0].text
    assert "A-10" in text
    assert "A-31,A-32" in text
    crowded = sheets_of(flatplan(chart(34)))[0].text
    assert "more" in crowded


def test_modules_are_boxes_with_slugs_where_there_is_no_picture() -> None:
    pdf = flatplan(chart(8, picture=False))
    assert not faults(pdf)
    (sheet,) = sheets_of(pdf)
    assert not sheet.pictures
    assert sheet.text.count("corran-bridge-lorries") == 8
    assert sheet.text.count(bare("A-17, Bay Air")) == 8


def test_no_story_is_held_without_being_named() -> None:
    pdf = flatplan(chart(96, held=150))
    assert not faults(pdf)
    drawn = sheets_of(pdf)
    text = "".join(sheet.text for sheet in drawn)
    assert all(text.count(f"held-story-{n:03}") == 1 for n in range(150))
    assert len(drawn) == 3
    assert "HELD:NONE" in sheets_of(flatplan(chart(8, held=0)))[0].text
