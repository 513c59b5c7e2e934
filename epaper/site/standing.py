"""A site as it stands, and what becomes of it when an edition is put on it or taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from epaper.archive.archive import Archive
from epaper.site import disk
from epaper.site.disk import Record
from epaper.site.edition import EditionFiles
from epaper.site.exchange import exchange
from epaper.site.files import FOLDER, archive_of
from epaper.site.gone import edition_gone, with_gone
from epaper.site.house import INDEX, house_files
from epaper.site.paper import is_house, known_paper, renamed, speaking_for
from epaper.site.settings import SiteSettings
from epaper.site.telling import RECORD, entries_of
from epaper.site.wares import wares
from epaper.site.work import Published, Work, done, note, noted, to_be_purged


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to become of an edition's folder."""

    id: str
    files: Mapping[str, bytes]
    record: Record
    about: Record
    paper: Record = field(default_factory=dict)


class StandingSite:
    def __init__(self, site: Path, beside: Path, settings: SiteSettings) -> None:
        self.site, self.beside, self.settings = site, beside, settings

    def put(self, made: EditionFiles) -> Published:
        index = disk.read(self.site / INDEX)
        before = disk.read(self.site / made.id / RECORD)
        files, record = with_gone(made.files, made.record, before)
        for path, data in made.content.items():
            disk.add(self.site / path, data)
        known = known_paper(index.get("paper", {}))
        paper = speaking_for(known, made.paper)
        about = {**made.about, "digest": _digest(files[RECORD])}
        if is_house(known, made.paper):
            about["title"] = paper.title
        index["editions"] = renamed(index.get("editions", ()), made.paper)
        change = _Change(made.id, files, record, about=about, paper=paper.told())
        work = self._changed(change, before, index)
        return Published(
            edition=made.id,
            site=self.site,
            new=not before.get("pages"),
            pages=work.pages if before.get("pages") else (),
            gone=work.gone,
            purge=work.purge,
            stories=len(record["stories"]),
        )

    def withdraw(self, id: str) -> Published:
        """A notice at each address of an edition, and nothing else of it anywhere."""
        index = disk.read(self.site / INDEX)
        before = disk.read(self.site / id / RECORD)
        for path, data in wares().files.items():
            disk.add(self.site / path, data)
        files, record = edition_gone(before) if before else ({}, {})
        work = self._changed(
            _Change(id, files, record, about={}, paper=index["paper"]), before, index
        )
        return Published(id, self.site, withdrawn=True, purge=work.purge)

    def end(self) -> Work | None:
        """End what an earlier run had in hand."""
        work = noted(self.site)
        if work is None:
            return None
        stands = disk.bytes_of(self.site / work.edition / RECORD)
        if _digest(stands or b"") != work.digest:  # it had not come so far that anybody saw it
            done(self.site)
            return None
        for path, data in wares().files.items():
            disk.add(self.site / path, data)
        index = disk.read(self.site / INDEX)
        self._carry_out(
            work, self._house(work, index, disk.read(self.site / work.edition / RECORD))
        )
        return work

    def _changed(self, change: _Change, before: Record, index: Record) -> Work:
        """Write down what is to be done, and do it."""
        place = self.site / change.id
        paths = disk.changed(place, change.files)
        work = Work(
            change.id,
            _digest(change.files.get(RECORD, b"")),
            change.about,
            change.paper,
            pages=_replaced(before, change.record) if change.about else (),
            gone=tuple(sorted(_gone_since(before, change.record))),
            lost=self._lost(index, change.id if change.files else ""),
        )
        house = self._house(work, index, change.record)
        renewed = [
            path
            for path, data in house.items()
            if disk.bytes_of(self.site / path) not in (data, None)
        ]
        work = replace(work, drop=tuple(self._unshown(work, before, change.record)))
        purge = (
            [f"{change.id}/{path}" for path in paths if before] + renewed + self._lost_paths(work)
        )
        told = {path.removesuffix("index.html") for path in (*purge, *work.drop)}
        work = replace(work, purge=tuple(sorted(told)))
        if paths or work.purge:
            note(self.site, work)
        if paths:
            self._lay(change.id, change.files)
        self._carry_out(work, house)
        return work

    def _carry_out(self, work: Work, house: Mapping[str, bytes]) -> None:
        """All that comes after the edition's folder stands.  Any of it may be done again."""
        for path, data in house.items():
            disk.renew(self.site / path, data)
        with Archive(archive_of(self.site)) as archive:
            for id in work.lost:
                archive.put(id, ())
            record = disk.read(self.site / work.edition / RECORD)
            archive.put(work.edition, entries_of(self.site, record))
            if work.takes_away:
                archive.sweep()
        for path in work.drop:
            disk.take_away(self.site / path)
        to_be_purged(self.site, work.purge)
        done(self.site)

    def _lay(self, name: str, files: Mapping[str, bytes]) -> None:
        """The edition's folder, made aside and put in its place in one step."""
        new = self.beside / name
        for path, data in files.items():
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        exchange(new, self.site / name)

    def _house(self, work: Work, index: Record, record: Record) -> dict[str, bytes]:
        """The front, the index, the calendar.  `record`: the edition's, as it is to stand."""
        paper = known_paper(work.paper)
        assert paper is not None  # whoever published first
        away = {work.edition, *work.lost}
        known = renamed(index.get("editions", ()), paper)
        entries = [one for one in known if one["id"] not in away]
        if work.about:
            entries.append(dict(work.about))
        entries.sort(key=lambda one: str(one["id"]))
        entries.sort(key=lambda one: str(one["date"]), reverse=True)
        newest = []
        for one in entries:
            if one["date"] == entries[0]["date"]:
                mine = one["id"] == work.edition
                told = record if mine else disk.read(self.site / one["id"] / RECORD)
                newest += [{**told, "title": one["title"]}] if told else []
        return house_files(paper, entries, newest, self.settings)

    def _lost(self, index: Record, but: str) -> tuple[str, ...]:
        """Editions that somebody took away by hand: nothing may lead to them any more."""
        known = {str(one["id"]) for one in index.get("editions", ())}
        with Archive(archive_of(self.site)) as archive:
            known.update(archive.editions())
        gone = (id for id in known - {but} if not (self.site / id / RECORD).is_file())
        return tuple(sorted(gone))

    def _lost_paths(self, work: Work) -> list[str]:
        """Addresses of editions that are lost, as far as they are known."""
        with Archive(archive_of(self.site)) as archive:
            stories = [f"{e.path}" for id in work.lost for e in archive.entries(id)]
        own = ("", "contents.html", "edition.json", "page-1.html")
        return [*stories, *(f"{id}/{path}" for id in work.lost for path in own)]

    def _unshown(self, work: Work, before: Record, record: Record) -> list[str]:
        """What no edition shows any more: at once what was withdrawn, the rest at the next publish
        that changes something, since somebody may have the page open."""
        last = set(before.get("content", ()))
        shown = set(record.get("content", ()))
        if not work.lost and last in (set(), shown):  # a new edition, or the same once more
            return []
        kept = shown | set(wares().files) | (set() if work.takes_away else last)
        for place in sorted(self.site.glob(f"*/{RECORD}")):
            if place.parent.name != work.edition:
                kept |= set(disk.read(place).get("content", ()))
        found = (f"{FOLDER}/{path.name}" for path in (self.site / FOLDER).iterdir())
        return sorted(path for path in found if path not in kept)


def _gone_since(before: Mapping[str, Any], record: Mapping[str, Any]) -> frozenset[str]:
    return _folders(record.get("gone", ())) - _folders(before.get("gone", ()))


def _folders(stories: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(str(one["slug"]) for one in stories)


def _replaced(before: Mapping[str, Any], record: Record) -> tuple[int, ...]:
    """Pages that are not what they were."""
    if not before.get("pages"):
        return ()
    old = {page["number"]: page["digest"] for page in before["pages"]}
    pages = record["pages"]
    return tuple(one["number"] for one in pages if old.get(one["number"]) != one["digest"])


def _digest(record: bytes) -> str:
    return sha256(record).hexdigest()[:16]
