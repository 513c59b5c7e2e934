"""An import from top to bottom: sources in, stories of a day out, one outcome for each item."""

from __future__ import annotations

import contextlib
import datetime
import functools
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from epaper.errors import OutputError
from epaper.model.text import Paragraph, Span
from epaper.paths import DayPaths
from epaper.settings.notes import Notes
from epaper.sources.wire.album import Album
from epaper.sources.wire.batch import Batch
from epaper.sources.wire.desk import Desk
from epaper.sources.wire.fence import fenced
from epaper.sources.wire.gather import Found
from epaper.sources.wire.item import ItemKind, Read, Refusal, Rendition, WireItem
from epaper.sources.wire.ledger import Ledger, ledger_error
from epaper.sources.wire.outcome import Outcome
from epaper.sources.wire.reader import read_items
from epaper.sources.wire.rules import Rules
from epaper.sources.wire.rules_file import read_rules
from epaper.sources.wire.settling import settle, taken_up
from epaper.sources.wire.untold import left_untold
from epaper.sources.wire.whole import write_whole
from epaper.work.scratch import clear_scratch

_STARTER = """\
publication:
  name: Daily Edition
  layout: broadsheet
"""


@dataclass(frozen=True, slots=True)
class Settings:
    editions: Path
    date: datetime.date
    now: datetime.datetime
    dist: Path = Path("dist")
    pictures: tuple[Path, ...] = ()  # further folders with picture files
    encoding: str = ""

    @property
    def day(self) -> Path:
        return self.editions / self.date.isoformat()


def import_found(settings: Settings, found: Iterable[Found]) -> Iterator[Outcome]:
    """Import what was gathered, a batch of items at a time; memory does not grow with the day.  An
    item is told when its story stands in the day's folder.

    Raises WireError for rules or a day's folder that cannot be used, BusyError when another import
    runs.
    """
    rules = read_rules(settings.editions, settings.day)
    try:
        yield from _import(settings, found, rules)
    except sqlite3.Error as error:
        raise ledger_error(error) from None


def _import(settings: Settings, found: Iterable[Found], rules: Rules) -> Iterator[Outcome]:
    clear_scratch()  # of runs that were killed while an archive was open
    with Ledger(settings.day) as ledger:
        desk = Desk(settings.day, ledger, rules, settings.now, placed=placed_in(settings))
        yield from left_untold(ledger)
        yield from taken_up(desk)
        batch = Batch(desk)
        try:
            for source, album in _albums(settings, found):
                yield from _one(source, settings, batch, album)
            yield from batch.done()
        except sqlite3.Error:
            raise
        except Exception:  # a source's, or the disk's: what came before is taken in, and told
            with contextlib.suppress(OutputError):
                yield from batch.done()
            raise
        except GeneratorExit:
            batch.stand()
            raise
        except BaseException:  # a person's: likewise
            yield from batch.done()
            raise
        yield from settle(desk)
        _starter(settings)


def _albums(settings: Settings, found: Iterable[Found]) -> Iterator[tuple[Found, Album]]:
    """The sources, each with the folders in which its pictures are looked for; pictures that stand
    in a story are none."""
    used: set[Path] = set()
    for source in found:
        roots = (
            (source.root, *settings.pictures)
            if source.raw is None and not source.reason
            else settings.pictures
        )
        album = Album(settings.day, roots)
        album.used = used
        if not (source.picture and source.path.resolve() in used):
            yield source, album


def _one(source: Found, settings: Settings, batch: Batch, album: Album) -> Iterator[Outcome]:
    folder = source.path.parent if source.raw is None else Path("/nonexistent")
    for read in fenced(source.name, "", lambda: _reads(source, settings)):
        batch.take(read, album, folder)
        if batch.full:
            yield from batch.done()


def _reads(source: Found, settings: Settings) -> Iterator[Read]:
    if source.reason:
        yield Refusal(source.name, source.reason)
    elif source.picture:
        yield loose_picture(source)
    else:
        try:
            raw = source.raw if source.raw is not None else _bytes(source.path)
        except OSError as error:
            yield Refusal(source.name, f"cannot be read ({error.strerror})")
            return
        yield from read_items(raw, source.name, settings.encoding)


def _bytes(path: Path) -> bytes:
    with open(path, "rb", buffering=0) as file:  # half the time of read_bytes
        return file.readall()


def loose_picture(source: Found) -> WireItem:
    """A picture file that no story names, as an item of its own with the words inside the file."""
    from epaper.sources.wire.photo import photo_words  # slow to load, and mostly there is none

    notes = Notes(source.name)
    picture = replace(photo_words(source.path, notes), renditions=(Rendition(source.path.name),))
    return WireItem(
        format="picture file",
        id=f"file:{source.name}",
        kind=ItemKind.PICTURE,
        headline=picture.headline or picture.caption or source.path.stem,
        body=(Paragraph((Span(picture.caption),)),) if picture.caption else (),
        credit=picture.credit,
        rights=picture.rights,
        slugline=source.path.stem,
        pictures=(picture,),
        file=source.name,
        findings=tuple(notes.found),
    )


def placed_in(settings: Settings) -> Callable[[str], tuple[int, ...]]:
    """On which pages a story stands in the last build, from its report, or from its issue where
    there is none; read when first asked."""

    @functools.cache
    def pages() -> dict[str, tuple[int, ...]]:
        from epaper.issue.store import RECORD  # slow to load, and mostly nobody asks

        paths = DayPaths(settings.date, settings.editions, settings.dist)
        stories = _stories(_json(paths.target / "report.json"))
        stories = stories or _stories(_field(_json(paths.issue / RECORD), "issue"))
        found: dict[str, tuple[int, ...]] = {}
        for story in stories:
            with contextlib.suppress(KeyError, TypeError, ValueError):
                found[story["slug"]] = tuple(int(page) for page in story.get("pages", ()))
        return found

    return lambda slug: pages().get(slug, ())


def _stories(data: object) -> list[Any]:
    stories = _field(data, "stories")
    return stories if isinstance(stories, list) else []


def _field(data: object, name: str) -> object:
    return data.get(name) if isinstance(data, dict) else None


def _json(path: Path) -> object:
    import gzip
    import zlib

    try:
        raw = path.read_bytes()
        return json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    except (OSError, EOFError, ValueError, zlib.error):
        return None


def _starter(settings: Settings) -> None:
    """A day that has no settings at all gets the least that a build needs."""
    own, shared = settings.day / "edition.yaml", settings.editions / "publication.yaml"
    if not own.exists() and not shared.exists():
        write_whole(own, _STARTER.encode())
