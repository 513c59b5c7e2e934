"""Which paper a word for a day means, at any hour."""

import datetime

import pytest

from epaper.model.calendar import Calendar, NoDateError, date_from

WORKDAYS = (0, 1, 2, 3, 4, 5)  # mon-sat; 2026-11-28 is a Saturday


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("begins", "now", "today"),
    [
        ("00:00", "2026-11-26T00:40", "2026-11-26"),
        ("04:00", "2026-11-26T00:40", "2026-11-25"),  # the paper of the evening before
        ("04:00", "2026-11-26T04:00", "2026-11-26"),
        ("15:00", "2026-11-25T14:59", "2026-11-25"),
        ("15:00", "2026-11-25T15:00", "2026-11-26"),  # tomorrow morning's paper
        ("15:00", "2026-11-26T00:40", "2026-11-26"),  # and still it
        ("15:00", "2026-11-28T18:00", "2026-11-30"),  # no paper on Sunday: Monday's
        ("00:00", "2026-11-29T11:00", "2026-11-30"),
    ],
)
def test_today_is_the_paper_in_the_making(begins: str, now: str, today: str) -> None:
    calendar = Calendar(WORKDAYS, datetime.time.fromisoformat(begins))
    assert calendar.date_of("today", at(now)) == datetime.date.fromisoformat(today)


@pytest.mark.parametrize(
    ("word", "date"),
    [
        ("tomorrow", "2026-11-28"),
        ("yesterday", "2026-11-26"),
        ("next", "2026-11-28"),
        ("+2", "2026-11-30"),
        ("-1", "2026-11-26"),
        ("Today ", "2026-11-27"),
        ("2026-11-29", "2026-11-29"),  # a date that is written counts
    ],
)
def test_words_for_days(word: str, date: str) -> None:
    found = Calendar(WORKDAYS).date_of(word, at("2026-11-27T12:00"))
    assert found == datetime.date.fromisoformat(date)


def test_tomorrow_without_a_paper_is_told() -> None:
    with pytest.raises(NoDateError, match=r"Sunday, 2026-11-29.*\+1 is Monday, 2026-11-30"):
        Calendar(WORKDAYS).date_of("tomorrow", at("2026-11-28T12:00"))


def test_the_hour_is_that_of_the_paper() -> None:
    calendar = Calendar(zone="Asia/Kolkata")
    assert calendar.date_of("today", at("2026-11-26T20:00")) == datetime.date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-11-31", "November has 30 days; the last is 2026-11-30"),
        ("2026-02-29", "February 2026 has 28 days"),
        ("2026-00-03", "12 months"),
        ("2026-13-01", "12 months; did you mean 2026-01-13?"),
        ("0000-01-01", "no year 0"),
        ("23.11.2026", "did you mean 2026-11-23?"),
        ("5/11/2026", "did you mean 2026-11-05 or 2026-05-11?"),
        ("20261123", "did you mean 2026-11-23?"),
        ("2026-1-5", "did you mean 2026-01-05?"),
        ("tomorow", "did you mean tomorrow?"),
        ("soon", "2026-11-23, or today"),
        ("", "2026-11-23, or today"),
    ],
)
def test_what_is_no_date_says_why(text: str, told: str) -> None:
    with pytest.raises(NoDateError) as caught:
        date_from(text)
    assert told in str(caught.value)
