"""`days`, `day_begins` and `time_zone` of publication.yaml -> a Calendar."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from epaper.errors import EditionError
from epaper.model.calendar import WEEK, WEEKDAYS, Calendar
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown, suggestion
from epaper.settings.reader import read_fields
from epaper.settings.yamltree import Scalar

FIELDS = ("days", "day_begins", "time_zone")
_HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def read_calendar(editions: Path) -> Calendar:
    """The calendar of a paper; every day and midnight where it says nothing.

    Raises EditionError with what is wrong with it: no date may be guessed by half a setting.
    """
    path = editions / "publication.yaml"
    if not path.is_file():
        return Calendar()
    fields = read_fields(path, Notes(path.name))
    if fields is None:
        return Calendar()  # who reads the settings tells that they cannot be read
    fields.notes = notes = Notes(path.name)  # what reading noted is told with the day
    found = calendar_of(fields)
    if notes.found:
        raise EditionError("; ".join(str(finding) for finding in notes.found))
    return found


def calendar_of(fields: Fields) -> Calendar:
    """The calendar in the fields of publication.yaml; what is wrong is noted and left out."""
    return Calendar(_days(fields), _begins(fields), _zone(fields))


def _days(fields: Fields) -> tuple[int, ...]:
    node = fields.node("days")
    if node is None:
        return WEEK
    parts = node.text.split(",") if isinstance(node, Scalar) else fields.texts("days")
    found: set[int] = set()
    for part in parts:
        first, _, last = part.partition("-")
        begin = _weekday(fields, first)
        end = _weekday(fields, last) if last else begin
        if begin is None or end is None:
            return WEEK
        found.update((begin + more) % 7 for more in range((end - begin) % 7 + 1))
    return tuple(sorted(found)) or WEEK


def _weekday(fields: Fields, word: str) -> int | None:
    short = word.strip().casefold()
    if short[:3] in WEEKDAYS and short.isalpha():
        return WEEKDAYS.index(short[:3])
    remedy = "write such as mon-sat, or mon, wed, fri"
    fields.wrong("days", f"{shown(word.strip())} is no day of the week", remedy)
    return None


def _begins(fields: Fields) -> datetime.time:
    remedy = "write hour and minute: 04:00 after midnight, or 15:00 the afternoon before"
    return hour_of(fields, "day_begins", remedy) or datetime.time(0)


def hour_of(fields: Fields, name: str, remedy: str) -> datetime.time | None:
    """The hour in a field, "01:30" or "1.30"; None where there is none, or a wrong one, which is
    noted.
    """
    word = fields.word(name)
    match = _HOUR.fullmatch(word)
    if match:
        return datetime.time(int(match[1]), int(match[2]))
    if word:
        fields.wrong(name, f"{name} is {shown(word)}", remedy)
    return None


def _zone(fields: Fields) -> str:
    word = fields.word("time_zone")
    if not word:
        return ""
    try:
        ZoneInfo(word)
        return word
    except (KeyError, OSError, ValueError):  # not there, a folder, no name at all
        pass
    remedy = suggestion(word, sorted(available_timezones()), 6) or "such as Europe/London"
    fields.wrong("time_zone", f"there is no time zone {shown(word)}", remedy)
    return ""
