"""Days as people name them: 2026-11-23, today, tomorrow, next, +1.

A day of the paper begins at its cut-over hour (`day_begins: "04:00"` in publication.yaml), so that
`today` is the same paper at half past eleven and at half past midnight.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from epaper.settings.notes import nearest

FORMS = "write it as 2026-11-23, today, tomorrow, next or +1"
EVERY_DAY = frozenset(range(7))
SHIFTS = {"today": 0, "tomorrow": 1, "yesterday": -1}
WORDS = (*SHIFTS, "next", "last")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_OTHER = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_SHIFT = re.compile(r"[+-]\d{1,3}")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_SPAN = re.compile(r"([a-z]{3})[a-z]*\s*[-–]\s*([a-z]{3})[a-z]*")


@dataclass(frozen=True, slots=True)
class Habits:
    """When the paper's day begins, by which clock, and on which weekdays (Monday 0) it is out."""

    begins: datetime.time = datetime.time()
    zone: ZoneInfo | None = None  # None: the machine's
    weekdays: frozenset[int] = EVERY_DAY

    def today(self, now: datetime.datetime) -> datetime.date:
        """The day that is in the making; `now` knows its zone."""
        here = now.astimezone(self.zone)
        ago = datetime.timedelta(hours=self.begins.hour, minutes=self.begins.minute)
        return (here.replace(tzinfo=None) - ago).date()

    def step(self, day: datetime.date, by: int) -> datetime.date:
        """The next publishing day after a day, or with -1 the last one before it."""
        day += datetime.timedelta(days=by)
        while day.weekday() not in self.weekdays:
            day += datetime.timedelta(days=by)
        return day


class DateError(ValueError):
    """A day that is none; the message says why, and what to write."""


def day_of(text: str, now: datetime.datetime, habits: Habits | None = None) -> datetime.date:
    """The day that a text names.  DateError where it names none."""
    habits = habits or Habits()
    word = text.strip().casefold()
    try:
        if word in SHIFTS:
            return habits.today(now) + datetime.timedelta(days=SHIFTS[word])
        if _SHIFT.fullmatch(word):
            return habits.today(now) + datetime.timedelta(days=int(word))
        if word in ("next", "last"):
            return habits.step(habits.today(now), 1 if word == "next" else -1)
        return datetime.date.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        raise DateError(f"{text} is no date: {_why(word)}") from None


def _why(word: str) -> str:
    if found := _ISO.fullmatch(word):
        year, month, day = map(int, found.groups())
        if not 1 <= month <= 12:
            return f"there is no month {month}; write year-month-day, as 2026-11-23"
        if year:
            most = calendar.monthrange(year, month)[1]
            if not 1 <= day <= most:
                of = f" {year}" if month == 2 else ""
                return f"{calendar.month_name[month]}{of} has {most} days"
            return f"write it as {year:04}-{month:02}-{day:02}"
    if found := _OTHER.fullmatch(word):
        day, month, year = map(int, found.groups())
        if month <= 12:
            return f"write it as {year:04}-{month:02}-{day:02}"
    near = nearest(word, WORDS)
    return (
        f"did you mean {near}?" if near else "write it as 2026-11-23, today, tomorrow, next or +1"
    )


def clock_of(text: str) -> datetime.time | None:
    """An hour as 04:00; None where it is none."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        return datetime.time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def zone_of(text: str) -> ZoneInfo | None:
    """A time zone as Asia/Kolkata; None where the machine knows none of that name."""
    try:
        return ZoneInfo(text.strip())
    except (ValueError, OSError, KeyError):
        return None


def weekdays_of(text: str) -> frozenset[int] | None:
    """Weekdays as `mon-sat` or `tue, fri`; None where a word is none."""
    found: set[int] = set()
    for part in re.split(r"[,\s]+", re.sub(r"\s*[-–]\s*", "-", text.strip().casefold())):
        span = _SPAN.fullmatch(part) or re.fullmatch(r"([a-z]{3})[a-z]*()", part)
        ends = [end for end in span.groups() if end] if span else []
        if not ends or not set(ends) <= set(WEEKDAYS):
            return None
        first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
        found |= {day % 7 for day in range(first, last + 1 + 7 * (last < first))}
    return frozenset(found)
