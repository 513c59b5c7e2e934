"""Numbers, dates and phrases of a language."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from epaper.typeset.bidi import order_on_line
from epaper.words.reader import words_for

EN, DE, HI = (words_for(language) for language in ("en", "de", "hi"))
DEVANAGARI = HI.in_digits("native")
DAY = datetime.date(2026, 11, 23)


def test_dates() -> None:
    assert EN.date(DAY) == "Monday, 23 November 2026"
    assert words_for("en-US").date(DAY) == "Monday, November 23, 2026"
    assert DE.date(DAY) == "Montag, 23. November 2026"
    assert HI.date(DAY) == "सोमवार, 23 नवंबर 2026"
    assert DEVANAGARI.date(DAY) == "सोमवार, २३ नवंबर २०२६"
    assert EN.dated("Exampleton", DAY) == "Exampleton, Monday, 23 November 2026"


def test_every_month_and_weekday_has_its_own_name() -> None:
    for words in (EN, DE, HI):
        days = {words.date(datetime.date(2026, month, 1)) for month in range(1, 13)}
        days |= {words.date(datetime.date(2026, 1, day)) for day in range(1, 8)}
        assert len(days) == 18


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", "Mon Tue Wed Thu Fri Sat Sun"),
        ("hi", "सो मं बु गु शु श र"),
        ("bn", "সো ম বু বৃ শু শ র"),
        ("ta", "தி செ பு வி வெ ச ஞா"),
        ("te", "సో మం బు గు శు శ ఆ"),
        ("ur", "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار"),  # joined letters are not cut
    ],
)
def test_days_head_the_columns_of_a_calendar(language: str, heads: str) -> None:
    words = words_for(language)
    assert [short for _, short in words.weekday_columns] == heads.split()
    assert tuple(name for name, _ in words.weekday_columns) == words.weekdays
    assert DE.date(datetime.date(2026, 3, 1)) == "Sonntag, 1. März 2026"


def test_digits_are_the_papers_choice() -> None:
    assert HI.continued_on(12) == "शेष पेज 12 पर"
    assert DEVANAGARI.continued_on(12) == "शेष पेज १२ पर"
    assert DEVANAGARI.number(2026) == "२०२६"
    assert DEVANAGARI.figure(-1234.5) == "−१,२३४.५"


@pytest.mark.parametrize(
    ("value", "english", "german", "hindi"),
    [
        (0, "0", "0", "0"),
        (999, "999", "999", "999"),
        (1000, "1,000", "1.000", "1,000"),
        (-1234567, "−1,234,567", "−1.234.567", "−12,34,567"),
        (12345678.25, "12,345,678.25", "12.345.678,25", "1,23,45,678.25"),
        (0.1 + 0.2, "0.3", "0,3", "0.3"),
        (-0.0, "0", "0", "0"),
        (1e15, "1,000,000,000,000,000", "1.000.000.000.000.000", "1,00,00,00,00,00,00,000"),
        (1e-7, "0.0000001", "0,0000001", "0.0000001"),
    ],
)
def test_figures_of_charts(value: float, english: str, german: str, hindi: str) -> None:
    assert (EN.figure(value), DE.figure(value), HI.figure(value)) == (english, german, hindi)


def test_what_the_settings_say_is_in_the_papers_digits() -> None:
    assert DEVANAGARI.written("अंक 131") == "अंक १३१"
    assert HI.written("₹5") == "₹5"


def test_no_groups_where_a_language_has_none() -> None:
    assert replace(EN, group_mark="").figure(1234567) == "1234567"
    assert replace(EN, groups=()).figure(1234567) == "1234567"


def test_one_and_many() -> None:
    assert [EN.columns(n) for n in (0, 1, 2)] == ["0 columns", "1 column", "2 columns"]
    assert [DE.columns(n) for n in (0, 1, 2)] == ["0 Spalten", "1 Spalte", "2 Spalten"]
    assert EN.booking("A-1", 1) == "Booking A-1, 1 column"
    assert HI.measure(120, 60) == "120 × 60 मिमी"


def test_what_is_empty_leaves_no_gap() -> None:
    assert EN.row("City edition", "", "No. 5") == "City edition · No. 5"
    assert EN.row("", "") == ""
    assert EN.advertisement_of("") == "Advertisement"
    assert EN.advertisement_of("Harbour Stores") == "Advertisement: Harbour Stores"
    assert EN.unprintable("") == "No file was named"


def test_braces_in_an_editors_words_are_words() -> None:
    assert EN.story_on_page("A {page} of {history}", 5) == "A {page} of {history}, page 5"
    assert EN.briefs_of("In brief", "{City}") == "In brief: {City}"


def test_things_in_a_row_keep_their_order_where_one_is_latin() -> None:
    """A figure after a Latin name would stand behind it, its own word elsewhere (UAX 9, rule
    W7)."""
    urdu = words_for("ur")
    texts = [*urdu.row("mahtab.example", "10 روپے").split(" ")]
    parts = [part for text in texts for part in (text, " ")][:-1]
    order, _ = order_on_line(parts, True)
    assert [parts[at].strip("\u200f") for at in order if parts[at].strip()] == [
        "روپے",
        "10",
        "·",
        "mahtab.example",
    ]
    assert urdu.row("شہر", "ملک") == "شہر · ملک"
