"""On which days a paper comes out, and which of them is in the making at an hour of the clock."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

WORDS = ("today", "tomorrow", "yesterday", "next")
WEEK = tuple(range(7))  # Monday is 0
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STEP = re.compile(r"[+-]\d{1,3}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_OTHER = re.compile(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})|(\d{4})(\d{2})(\d{2})")
_NOON = datetime.time(12)
_DAY = datetime.timedelta(days=1)
HOW = "write it as 2026-11-23, or today, tomorrow, yesterday, next, +1 or -1"


class NoDateError(ValueError):
    """A word that is no date; its text is what to tell, with the remedy."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`begins` is the hour at which `today` turns to the next paper.  From noon on it is an hour of
    the day before the paper's date, as of a morning paper, which is made in the evening; before
    noon it is one of the date itself.
    """

    days: tuple[int, ...] = WEEK  # of the week that a paper comes out, Monday is 0; never empty
    begins: datetime.time = datetime.time(0)
    zone: str = ""  # IANA name; empty: the machine's

    def today(self, now: datetime.datetime) -> datetime.date:
        """The date of the paper in the making; `now` knows its time zone.  On a day without a paper
        it is the next one.
        """
        local = now.astimezone(ZoneInfo(self.zone)) if self.zone else now
        date, hour = local.date(), local.time()
        if self.begins >= _NOON and hour >= self.begins:
            date += _DAY
        elif self.begins < _NOON and hour < self.begins:
            date -= _DAY
        return date if self.publishes(date) else self.after(date)

    def publishes(self, date: datetime.date) -> bool:
        return date.weekday() in self.days

    def after(self, date: datetime.date, count: int = 1) -> datetime.date:
        """The publishing day so many after a date, or before it where `count` is negative."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            date += step
            while not self.publishes(date):
                date += step
        return date

    def date_of(self, text: str, now: datetime.datetime) -> datetime.date:
        """The date that is meant by 2026-11-23, today, tomorrow, yesterday, next, +1 or -1.

        Raises NoDateError with what is wrong.
        """
        if not is_relative(text):
            return date_from(text)
        word = _word(text)
        today = self.today(now)
        match word:
            case "today":
                return today
            case "next":
                return self.after(today)
            case "tomorrow" | "yesterday":
                return self._printed(word, today, 1 if word == "tomorrow" else -1)
            case _:
                return self.after(today, int(word))

    def _printed(self, word: str, today: datetime.date, step: int) -> datetime.date:
        date = today + step * _DAY
        if self.publishes(date):
            return date
        meant = self.after(today, step)
        named, other = calendar.day_name[date.weekday()], calendar.day_name[meant.weekday()]
        raise NoDateError(
            f"{word} is {named}, {date}, a day without a paper; "
            f"{step:+d} is {other}, {meant}, or write the date"
        )


def is_relative(text: str) -> bool:
    """Whether a date hangs on the hour and the paper's days, as tomorrow and +1 do."""
    word = _word(text)
    return word in WORDS or bool(_STEP.fullmatch(word))


def _word(text: str) -> str:
    return " ".join(text.split()).casefold()


def date_from(text: str) -> datetime.date:
    """The date written as 2026-11-23.  Raises NoDateError, which says what is wrong with it."""
    word = text.strip()
    match = _ISO.fullmatch(word)
    if match:
        return _date(word, *map(int, match.groups()))
    meant = " or ".join(date.isoformat() for date in _meant(word))
    remedy = f"did you mean {meant}?" if meant else HOW
    near = _near(word)
    if near and not meant:
        remedy = f"did you mean {near}?"
    raise NoDateError(f"{text!r} is no date; {remedy}")


def _date(text: str, year: int, month: int, day: int) -> datetime.date:
    if not 1 <= month <= 12:
        remedy = "a year has 12 months; year, month, day, as 2026-11-23"
        if 1 <= day <= 12 and year and month <= calendar.monthrange(year, day)[1] and month:
            remedy = f"a year has 12 months; did you mean {year:04}-{day:02}-{month:02}?"
        raise NoDateError(f"{text} is no date: {remedy}")
    if not year:
        raise NoDateError(f"{text} is no date: there is no year 0; {HOW}")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        of = f" {year}" if month == 2 else ""  # the only one whose length changes
        raise NoDateError(
            f"{text} is no date: {calendar.month_name[month]}{of} has {last} days; "
            f"the last is {year:04}-{month:02}-{last}"
        )
    return datetime.date(year, month, day)


def _meant(text: str) -> list[datetime.date]:
    """The dates that another way of writing may mean, each once."""
    match = _OTHER.fullmatch(text)
    if not match:
        return []
    one, two, three = (int(part) for part in match.groups() if part)
    orders = [(one, two, three)] if one > 99 else [(three, two, one), (three, one, two)]
    found: dict[datetime.date, None] = {}
    for year, month, day in orders:
        year += 2000 if year < 100 else 0
        try:
            found[datetime.date(year, month, day)] = None
        except ValueError:
            continue
    return list(found)


def _near(text: str) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(text.casefold(), WORDS, 1, 0.6)), "")
