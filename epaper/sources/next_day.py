"""The next day's folder out of the last one: what stands every day goes over, the news does not.

edition.yaml    as it was, its comments too; number + 1, without `date:`, ears and skybox, which
                are the day's, and bookings that end
ads             the paper's own (house: yes), and those with `until:` not passed
stories         standing items (size:), with their pictures
wire.yaml       the desk's rules
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from epaper.errors import EditionError, OutputError
from epaper.model.advertisement import Advertisement, booked_by
from epaper.model.edition import Edition
from epaper.model.story import Story
from epaper.paths import days_in
from epaper.settings.notes import Notes
from epaper.settings.textfile import SETTINGS_BYTES, read_text
from epaper.sources.calendar import read_calendar
from epaper.sources.day_text import carried_settings
from epaper.sources.folder import RULES, SETTINGS, read_edition

_DIGITS = r"(\d+(?:[.,’'\u00a0\u202f ]\d{3}(?!\d))*)"  # 12, or 41,207
_MARKED = re.compile(r"(?:\bno\.?|\bnr\.?|n[°º]|№)\s*" + _DIGITS, re.IGNORECASE)
_NUMBER = re.compile(_DIGITS)


@dataclass(frozen=True, slots=True)
class Begun:
    """A day that was begun.  `standing` and `ended` name bookings with their advertisers."""

    date: datetime.date
    folder: Path
    last: datetime.date  # the day that it was made from
    number: str
    stories: tuple[str, ...]  # files of standing items
    standing: tuple[str, ...]
    ended: tuple[str, ...]
    appears: bool  # on this weekday


def begin_day(editions: Path, date: datetime.date | None = None) -> Begun:
    """Make the folder of a day, by default of the next publishing day after the last one there.

    Raises EditionError when there is no day to go by or its settings cannot be read, OutputError
    when the folder is there already or cannot be written.
    """
    if date:
        _refuse_there(editions, date)  # before there is nothing to go by
    last = _last_before(editions, date)
    calendar = read_calendar(editions)
    date = date or calendar.after(last)
    _refuse_there(editions, date)  # a file of that name, too
    folder = editions / date.isoformat()
    before = editions / last.isoformat()
    edition, _ = read_edition(editions, last)
    # what publication.yaml books stands every day
    own = [
        ad for ad in (*edition.advertisements, *edition.stopped) if not ad.source.startswith("..")
    ]
    standing = [ad for ad in own if _stands(ad, date)]
    ended = [ad for ad in own if ad not in standing]
    items = [story for story in edition.stories if story.size and story.stop is None]
    number = next_number(edition.number)
    text = _settings(before / SETTINGS, number, {ad.booking for ad in standing})
    files = dict.fromkeys(_files(before, edition, items, standing))
    _write(folder, before, text, list(files))
    return Begun(
        date=date,
        folder=folder,
        last=last,
        number=number,
        stories=tuple(story.file for story in items),
        standing=tuple(booked_by(ad.booking, ad.advertiser) for ad in standing),
        ended=tuple(booked_by(ad.booking, ad.advertiser) for ad in ended),
        appears=calendar.publishes(date),
    )


def _refuse_there(editions: Path, date: datetime.date) -> None:
    folder = editions / date.isoformat()
    if folder.exists() or folder.is_symlink():
        raise OutputError(
            f"{editions.name}/{date} is there already and stays as it is; "
            "`epaper day` without a date begins the one after the last"
        )


def next_number(number: str) -> str:
    """An edition's number, one more: No. 12 -> No. 13, No. 41,999 -> No. 42,000.  The number after
    "No." counts, else the last one; a text without any stays.
    """
    found = _MARKED.search(number) or next(iter(list(_NUMBER.finditer(number))[-1:]), None)
    if found is None:
        return number
    digits = [sign for sign in found[1] if sign.isdecimal()]
    marks = [sign for sign in found[1] if not sign.isdecimal()]
    more = str(int("".join(digits)) + 1).zfill(len(digits))
    if marks:
        more = f"{int(more):,}".replace(",", marks[-1])
    zero = ord(digits[0]) - int(digits[0])  # of its script
    more = "".join(chr(zero + int(sign)) if sign.isdecimal() else sign for sign in more)
    return f"{number[: found.start(1)]}{more}{number[found.end(1) :]}"


def _last_before(editions: Path, date: datetime.date | None) -> datetime.date:
    days = days_in(editions)
    earlier = [day for day in days if date is None or day < date]
    if earlier:
        return earlier[-1]
    where = f"{editions.name}/ holds no day"
    if days:
        raise EditionError(f"{where} before {date}; the first one there is {days[0]}")
    raise EditionError(f"{where} to go by; make a paper with 'epaper new'")


def _stands(ad: Advertisement, date: datetime.date) -> bool:
    return ad.stop is None and (ad.until >= date if ad.until else ad.house)


def _settings(path: Path, number: str, kept: set[str]) -> str:
    """The day's own edition.yaml; "" when there is nothing to say."""
    if not path.is_file():
        return carried_settings("", number, kept) or ""
    notes = Notes(path.name)
    text = read_text(path, notes, SETTINGS_BYTES)
    carried = carried_settings(text, number, kept) if text is not None else None
    if carried is None:
        why = "; ".join(map(str, notes.found)) or f"{path.name} cannot be read"
        raise EditionError(f"{path.parent.name}: {why}; mend it, 'epaper check' says more")
    return carried


def _files(
    before: Path, edition: Edition, items: Sequence[Story], standing: Sequence[Advertisement]
) -> Iterator[Path]:
    """What is copied, relative to the day's folder."""
    root = before.resolve()
    wanted = [before / story.file for story in items]
    wanted += [picture.path for story in items for picture in story.pictures]
    for ad in standing:
        # an EPS file is read from another place than it lies at
        wanted += [before / ad.file.name, ad.file.path] if ad.file.name else []
        wanted += [before / ad.source] if ad.source != SETTINGS else []
    wanted.append(before / RULES)
    for path in wanted:
        if path.is_file() and path.resolve().is_relative_to(root):
            yield path.resolve().relative_to(root)


def _write(folder: Path, before: Path, text: str, files: Sequence[Path]) -> None:
    """The folder, all of it or none."""
    making = folder.with_name(f".{folder.name}.begun")
    try:
        shutil.rmtree(making, ignore_errors=True)
        (making / "pictures").mkdir(parents=True)
        if text:
            (making / SETTINGS).write_text(text, encoding="utf-8", newline="\n")
        for file in files:
            (making / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(before / file, making / file)
        making.rename(folder)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        fact = f"{folder.parent.name}/{folder.name} cannot be written ({error.strerror})"
        raise OutputError(f"{fact}; check the folder's permissions and the disk") from error
