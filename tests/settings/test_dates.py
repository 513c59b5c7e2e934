"""Days as people name them, and the hour at which one begins."""

from __future__ import annotations

import datetime

import pytest

from epaper.settings.dates import DateError, Habits, clock_of, day_of, weekdays_of, zone_of

ZONE = zone_of("Asia/Kolkata")
MIDNIGHT = datetime.datetime(2026, 11, 28, 0, 40, tzinfo=ZONE)  # a Saturday
EVENING = datetime.datetime(2026, 11, 27, 23, 30, tzinfo=ZONE)
NIGHT = Habits(datetime.time(4), ZONE, weekdays_of("mon-sat") or frozenset())


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", "2026-11-27"),
        ("Tomorrow", "2026-11-28"),
        ("yesterday", "2026-11-26"),
        ("+2", "2026-11-29"),
        ("-1", "2026-11-26"),
        ("next", "2026-11-28"),
        ("last", "2026-11-26"),
        ("2026-11-29", "2026-11-29"),
    ],
)
def test_a_day_means_the_same_before_and_after_midnight(word: str, day: str) -> None:
    for now in (EVENING, MIDNIGHT):
        assert day_of(word, now, NIGHT).isoformat() == day


def test_the_next_day_is_one_on_which_the_paper_is_out() -> None:
    saturday = datetime.datetime(2026, 11, 28, 22, tzinfo=ZONE)
    assert day_of("next", saturday, NIGHT).isoformat() == "2026-11-30"
    assert day_of("tomorrow", saturday, NIGHT).isoformat() == "2026-11-29"
    monday = datetime.datetime(2026, 11, 30, 22, tzinfo=ZONE)
    assert day_of("last", monday, NIGHT).isoformat() == "2026-11-28"
    assert day_of("next", MIDNIGHT, Habits(zone=ZONE)).isoformat() == "2026-11-29"


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("2026-11-31", "November has 30 days"),
        ("2026-02-29", "February 2026 has 28 days"),
        ("2026-13-01", "there is no month 13"),
        ("2026-1-5", "write it as 2026-01-05"),
        ("23.11.2026", "write it as 2026-11-23"),
        ("tommorow", "did you mean tomorrow?"),
        ("monday week", "write it as 2026-11-23, today, tomorrow, next or +1"),
        ("0000-01-01", "write it as 2026-11-23"),
    ],
)
def test_what_is_no_day_says_why(word: str, why: str) -> None:
    with pytest.raises(DateError, match=f"^{word} is no date: {why}".replace("+", r"\+")):
        day_of(word, EVENING, NIGHT)


def test_hours_zones_and_weekdays() -> None:
    assert clock_of("4.30") == datetime.time(4, 30)
    assert clock_of("25:00") is clock_of("four") is None
    assert zone_of("Nowhere/Land") is zone_of("../etc") is None
    assert weekdays_of("tue, Friday") == {1, 4}
    assert weekdays_of("sat - mon") == {5, 6, 0}
    assert weekdays_of("mon-") is weekdays_of("") is None
