"""An issue put on a site, in an order in which a run that is ended midway leaves the last whole
one: content first, then the edition in one step, then the index, the front and what is searched.

    SITE/            what a web server serves
    SITE.db          the archive, for search
    SITE.purge.txt   paths that caches have to drop after the last publish, one a line
    .SITE.new/       what is being made
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from epaper.archive.archive import Archive
from epaper.errors import OutputError
from epaper.issue.issue import Issue
from epaper.page.direction import direction_of
from epaper.site.edition import EditionFiles, edition_files
from epaper.site.exchange import exchange, recovered
from epaper.site.files import FOLDER, archive_of, purge_list
from epaper.site.house import INDEX, Paper, house_files
from epaper.site.saying import voice_of
from epaper.site.settings import SiteSettings
from epaper.site.telling import RECORD, json_bytes
from epaper.site.wares import wares
from epaper.work.lock import Waiting, locked
from epaper.work.step import Works

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Published:
    """`new`: the edition was not there; `pages`: those that were replaced; `gone`: folders of
    stories that were withdrawn; `purge`: paths from the root."""

    edition: str
    site: Path
    new: bool = False
    pages: tuple[int, ...] = ()
    gone: tuple[str, ...] = ()
    purge: tuple[str, ...] = ()
    stories: int = 0


def publish_issue(
    issue: Issue, site: Path, settings: SiteSettings, works: Works, waiting: Waiting | None = None
) -> Published:
    """Write or renew an edition of a site.  Raises OutputError; the last whole site stands then."""
    beside = site.with_name(f".{site.name}.new")
    try:
        site.mkdir(parents=True, exist_ok=True)
        with locked(site.with_name(f".{site.name}.lock"), waiting):
            recovered(beside, site)
            house = str(_read(site / INDEX).get("paper", {}).get("slug", ""))
            made = edition_files(issue, settings, works, house)
            try:
                return _Site(site, beside, settings).put(made, issue)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        told = f"{error.filename or site} cannot be written ({error.strerror})"
        raise OutputError(f"{told}; make room, and publish again") from error


class _Site:
    def __init__(self, site: Path, beside: Path, settings: SiteSettings) -> None:
        self.site, self.beside, self.settings = site, beside, settings

    def put(self, made: EditionFiles, issue: Issue) -> Published:
        place = self.site / made.id
        before = _read(place / RECORD)
        files, record = self._with_gone(made, before, issue)
        changed = _changed(place, files)
        for path, data in made.content.items():
            _add(self.site / path, data)
        if changed:
            self._lay(made.id, files)
        house = self._house(made, record, issue)
        renewed = [path for path, data in house.items() if _renew(self.site / path, data)]
        with Archive(archive_of(self.site)) as archive:
            archive.put(made.id, made.entries)
            gone = _folders(record["gone"]) - _folders(before.get("gone", ()))
            if gone:
                archive.sweep()
        dropped = self._swept(made.id, before, record)
        purge = [f"{made.id}/{path}" for path in changed if before] + renewed + dropped
        told = sorted({path.removesuffix("index.html") for path in purge})
        _renew(purge_list(self.site), _lines(told))
        return Published(
            edition=made.id,
            site=self.site,
            new=not before,
            pages=_replaced(before, record),
            gone=tuple(sorted(gone)),
            purge=tuple(told),
            stories=len(made.entries),
        )

    def _with_gone(
        self, made: EditionFiles, before: Mapping[str, Any], issue: Issue
    ) -> tuple[dict[str, bytes], Record]:
        """The edition's files with a notice for each story that it had and has no more."""
        here = {story["path"] for story in made.record["stories"]}
        known = [*before.get("gone", ()), *before.get("stories", ())]
        gone = {one["path"]: str(one["slug"]) for one in known if one["path"] not in here}
        files = dict(made.files)
        voice = voice_of(issue.language, issue.publication.digits)
        for folder in sorted(gone.values()):
            files[f"{folder}/index.html"] = voice.page(
                "gone.html",
                kind="gone",
                title=f"{voice.says['gone']} – {issue.publication.name}",
                root="../../",
                wares=wares(),
                faces=made.record["style"],
                paper=issue.publication.name,
                edition=made.id,
                dir_of=direction_of,
            )
        told = [{"slug": gone[path], "path": path} for path in sorted(gone)]
        record = {**made.record, "gone": told}
        files[RECORD] = json_bytes(record)
        return files, record

    def _lay(self, name: str, files: Mapping[str, bytes]) -> None:
        """The edition's folder, made aside and put in its place in one step."""
        new = self.beside / name
        for path, data in files.items():
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        exchange(new, self.site / name)

    def _house(self, made: EditionFiles, record: Record, issue: Issue) -> dict[str, bytes]:
        known = _read(self.site / INDEX)
        about = {**made.about, "digest": _digest(record)}
        entries = [one for one in known.get("editions", ()) if one["id"] != made.id]
        entries.append(about)
        entries.sort(key=lambda one: str(one["id"]))
        entries.sort(key=lambda one: str(one["date"]), reverse=True)
        last = entries[0]["date"]
        newest = [
            record if one["id"] == made.id else _read(self.site / one["id"] / RECORD)
            for one in entries
            if one["date"] == last
        ]
        told = known.get("paper", {})
        own = issue.publication
        paper = Paper(own.name, own.slug, own.language, own.digits)
        if told and told["slug"] != own.slug:  # another title's site, which it speaks for
            paper = replace(
                paper, title=told["title"], slug=told["slug"], language=told["language"]
            )
        return house_files(paper, entries, [one for one in newest if one], self.settings)

    def _swept(self, name: str, before: Mapping[str, Any], record: Record) -> list[str]:
        """Take away what no edition shows any more: at once what a withdrawn story showed, the
        rest at the next publish that changes something, since somebody may have the page open."""
        gone = _folders(record["gone"]) - _folders(before.get("gone", ()))
        last = set(before.get("content", ()))
        if last in (set(), set(record["content"])):  # a new edition, or the same once more
            return []
        kept = set(record["content"]) | set(wares().files) | (set() if gone else last)
        for place in sorted(self.site.glob(f"*/{RECORD}")):
            if place.parent.name != name:
                kept |= set(_read(place).get("content", ()))
        found = (f"{FOLDER}/{path.name}" for path in (self.site / FOLDER).iterdir())
        old = sorted(path for path in found if path not in kept)
        for path in old:
            (self.site / path).unlink(missing_ok=True)
        return old


def _read(path: Path) -> Record:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _folders(stories: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(str(one["slug"]) for one in stories)


def _replaced(before: Mapping[str, Any], record: Record) -> tuple[int, ...]:
    """Pages that are not what they were."""
    if not before:
        return ()
    old = {page["number"]: page["digest"] for page in before.get("pages", ())}
    pages = record["pages"]
    return tuple(one["number"] for one in pages if old.get(one["number"]) != one["digest"])


def _digest(record: Record) -> str:
    from hashlib import sha256

    return sha256(json_bytes(record)).hexdigest()[:16]


def _changed(place: Path, files: Mapping[str, bytes]) -> list[str]:
    """Paths in an edition's folder that are not as they are to be, those too many among them."""
    found = [path for path, data in files.items() if _bytes(place / path) != data]
    kept = set(files)
    found += [path for path in _files(place) if path not in kept]
    return sorted(found)


def _files(place: Path) -> Iterator[str]:
    for folder, _, names in os.walk(place):
        for name in names:
            yield (Path(folder) / name).relative_to(place).as_posix()


def _bytes(path: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return None


def _add(path: Path, data: bytes) -> None:
    """A file named by its content: there it is whole, or not at all."""
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(data):
            return
    _renew(path, data)


def _renew(path: Path, data: bytes) -> bool:
    """Write a file in one step; whether it was another."""
    if _bytes(path) == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
    return True


def _lines(told: Sequence[str]) -> bytes:
    return "".join(f"/{one}\n" for one in told).encode("utf-8")
