"""The desk: takes items as they come, in any order, and keeps the day's folder at the newest of each story."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from epaper.model.text import block_texts, plain
from epaper.sources.notes import Notes
from epaper.sources.wire.album import Album, write_whole
from epaper.sources.wire.alike import ALIKE, alike, bands, signature
from epaper.sources.wire.common import moment
from epaper.sources.wire.item import ItemKind, Read, Refusal, Status, WireItem
from epaper.sources.wire.ledger import Ledger, Row
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.rules import Rules
from epaper.sources.wire.storyfile import (
    changes,
    content_digest,
    forbids_changes,
    parts_of,
    slug_of,
    story_text,
    suffixed,
    with_hold,
)

_KILL = re.compile(
    r"\s*(?:MANDATORY KILL|KILL|STORY KILLED?|BULLETIN KILL|WITHDRAW(?:AL|N)|STORY WITHDRAWN|RETRACTION)\b\s*[:.–—-]?\s*"
)
_CORRECTION = re.compile(r"\s*(?:CORRECTION|CORRECTED|CORRECTS|CORRECTING|REFILE)\b|\bsig:correction\b", re.IGNORECASE)
_WRITABLE = "story"


class Desk:
    """One import into one day.  `now` decides about embargoes; `placed` tells on which pages a story already stands."""

    def __init__(
        self,
        day: Path,
        ledger: Ledger,
        rules: Rules,
        now: datetime.datetime,
        placed: Callable[[str], tuple[int, ...]] = lambda slug: (),
    ) -> None:
        self.day = day
        self.ledger = ledger
        self.rules = rules
        self.now = now
        self.placed = placed

    def take(self, read: Read, album: Album, folder: Path) -> Outcome:
        """Take one item.  `folder` is where its file lies, for the pictures beside it."""
        if isinstance(read, Refusal):
            return Outcome(Result.REFUSED, read.name or read.file, read.file, reason=read.reason, id=read.id)
        self.ledger.begin()
        try:
            return self._take(read, album, folder)
        finally:
            self.ledger.commit()

    def _take(self, item: WireItem, album: Album, folder: Path) -> Outcome:
        if not item.id:
            item = replace(item, id=f"{item.file}:{item.headline[:120]}")
        row = self.ledger.get(item.id)
        if _is_kill(item):
            return self._kill(item, row)
        files = album.files(item.pictures, folder)
        digest = content_digest(item, [path.name for _, path in files if path is not None])
        if self.ledger.seen(item.id, digest):
            return self._outcome(Result.SAME, item, row, row.reason if row and row.state == "story" else "")
        if row is not None and row.state != "waiting" and _older(item, row):
            self.ledger.mark_seen(item.id, digest)
            why = (
                "withdrawn by its sender"
                if row.state == "killed"
                else f"a newer version is there ({row.version or row.updated})"
            )
            return self._outcome(Result.SAME, item, row, why)
        notes = Notes(item.file, row.slug if row else "")
        if item.kind is ItemKind.PACKAGE:
            outcome = self._package(item, row)
        elif item.kind is ItemKind.PICTURE:
            outcome = self._picture(item, row, album, files, notes)
        elif item.status is Status.WITHHELD or not (item.body or any(path for _, path in files)) or not item.headline:
            why = "withheld by its sender" if item.status is Status.WITHHELD else "headline only, no text yet"
            outcome = self._wait(item, row, why if item.headline else "no headline yet")
        else:
            outcome = self._story(item, row, album, files, notes)
        self.ledger.mark_seen(item.id, digest)
        return replace(outcome, findings=(*item.findings, *notes.found))

    def _outcome(self, result: Result, item: WireItem, row: Row | None, reason: str = "") -> Outcome:
        return Outcome(
            result, item.headline or item.slugline or item.id, item.file, row.slug if row else "", row.section if row else "",
            row.urgency if row else item.urgency, reason, item.id, item.version, item.format,
        )  # fmt: skip

    # stories

    def _story(self, item: WireItem, row: Row | None, album: Album, files: list, notes: Notes) -> Outcome:  # type: ignore[type-arg]
        fresh = self._row(item, row)
        sign = signature(item.body)
        leader = "" if row is not None and row.leader == "" and row.signature else self._leader(item, fresh, sign)
        fresh = replace(fresh, leader=leader, signature=sign, reason=self._reason(item, leader))
        pictures = album.place(files, notes)
        missing = [
            rendition.href.rsplit("/", 1)[-1]
            for picture, path in files
            if path is None
            for rendition in picture.renditions
        ]
        self.ledger.want(item.id, missing, item.file)
        told = changes(row.parts, fresh.parts) if row is not None and row.state == "story" else ""
        correction = bool(_CORRECTION.search(f"{item.headline} {' '.join(item.signals)} {item.note}"))
        origin = {"duplicate_of": leader, "update": told, "correction": correction or None}
        kept = {name: value for name, value in origin.items() if value}
        if forbids_changes(item, self.rules):
            notes.info("wire.terms", "its terms forbid changes: marked may_cut: false", "", 0, "terms")
        text = with_hold(story_text(item, fresh.section, self.rules, pictures, kept), fresh.reason)
        result = Result.UPDATED if row is not None and row.state == "story" else Result.NEW
        self.ledger.set_bands(item.id, bands(sign), bands(row.signature) if row else ())
        if not self._write(fresh, row, text, notes):
            return replace(
                self._outcome(Result.HELD, item, fresh, "an editor has touched the story: the update lies beside it")
            )
        if result is Result.UPDATED and correction and (pages := self.placed(fresh.slug)):
            notes.error(
                "wire.correction",
                f"{fresh.slug} was corrected and already stands on page {_pages(pages)}",
                "build again",
                0,
            )
        words = told and f"{'correction' if correction else 'changed'}: {told}"
        if fresh.reason:
            return self._outcome(Result.HELD, item, fresh, "; ".join(part for part in (fresh.reason, words) if part))
        return self._outcome(result, item, fresh, words)

    def _row(self, item: WireItem, row: Row | None) -> Row:
        section = self.rules.section(item)
        slug = row.slug if row is not None and row.slug else self._free_slug(item)
        path = row.path if row is not None and row.path and row.state == "story" else f"{_folder(section)}/{slug}.md"
        words = sum(len(plain(text).split()) for block in item.body for text in block_texts(block))
        return Row(
            item.id, slug, path, "story", "", item.version, item.updated or item.created, section, self.rules.urgency(item),
            item.credit, item.embargo, row.file_hash if row else "", "", parts_of(item), words, "", b"", item.slugline,
        )  # fmt: skip

    def _free_slug(self, item: WireItem) -> str:
        """A slug that no other story has, in the ledger or among the editor's own files."""
        slug = slug_of(item)
        for name in (slug, suffixed(slug, item.id)):
            if self.ledger.by_slug(name) is None and not self._foreign(name, item.id):
                return name
        return suffixed(f"{slug}-2", item.id)

    def _foreign(self, slug: str, identity: str) -> bool:
        """Is there a file of this name that did not come from this item (its record may have been lost)?"""
        found = next(iter(sorted(self.day.glob(f"*/{slug}.md"))), None)
        if found is None and (self.day / f"{slug}.md").is_file():
            found = self.day / f"{slug}.md"
        return found is not None and f"id: {identity}\n" not in found.read_text(encoding="utf-8", errors="replace")

    def _leader(self, item: WireItem, row: Row, sign: bytes) -> str:
        """The id of the story of which this one is a copy or a near-copy; "" when it stands for itself."""
        best = ""
        for other in self.ledger.near(bands(sign)):
            if other.id == item.id or other.state != "story" or alike(sign, other.signature) < ALIKE:
                continue
            best = other.leader or other.id
            break
        return best if best != item.id else ""

    def _reason(self, item: WireItem, leader: str) -> str:
        """Why the story is held, "" when it is not."""
        until = moment(item.embargo)
        if until is not None and until > self.now:
            return f"embargo until {item.embargo}"
        if leader and (first := self.ledger.get(leader)) is not None:
            if self.rules.preference(item.credit) < self.rules.preference(first.credit) and self._hold(
                first, f"same story as {item.slugline or item.headline[:60]}, preferred"
            ):
                return ""
            return f"same story as {first.slug}"
        return ""

    def _write(self, fresh: Row, row: Row | None, text: str, notes: Notes) -> bool:
        """Write the story's file unless an editor has touched it; then the update lies beside it."""
        raw = text.encode("utf-8", "replace")
        digest = _digest(raw)
        path = self.day / fresh.path
        if row is not None and row.state == "story":
            path = self._where(row) or path
            fresh = replace(fresh, path=path.relative_to(self.day).as_posix())
            state = self._state(row, path)
            if state != "ours":
                beside = (
                    path.with_suffix(".update") if state == "touched" else self.day / ".wire" / "removed" / path.name
                )
                write_whole(beside, raw)
                what = "was edited by hand" if state == "touched" else "was taken out by hand"
                notes.warning(
                    "wire.touched",
                    f"{fresh.path} {what}; the update lies in {beside.relative_to(self.day)}",
                    "compare and merge by hand",
                )
                self.ledger.put(replace(fresh, file_hash=row.file_hash, reason=row.reason))
                return False
        elif (
            path.exists()
            and _digest(path.read_bytes()) != digest
            and f"id: {fresh.id}\n" not in path.read_text("utf-8", "replace")
        ):
            path = path.with_name(f"{suffixed(fresh.slug, fresh.id)}.md")
            fresh = replace(fresh, slug=path.stem, path=path.relative_to(self.day).as_posix())
        self.ledger.put(replace(fresh, pending_hash=digest))
        self.ledger.commit()
        write_whole(path, raw)
        self.ledger.begin()
        self.ledger.put(replace(fresh, file_hash=digest, pending_hash=""))
        return True

    def _where(self, row: Row) -> Path | None:
        """The story's file, also when the editor has moved it to another folder of the day."""
        path = self.day / row.path
        if path.is_file():
            return path
        return next(iter(sorted(p for p in self.day.rglob(f"{row.slug}.md") if ".wire" not in p.parts)), None)

    def _state(self, row: Row, path: Path) -> str:
        if not path.is_file():
            return "gone" if not row.pending_hash else "ours"
        return "ours" if _digest(path.read_bytes()) in (row.file_hash, row.pending_hash) else "touched"

    def _hold(self, row: Row, reason: str) -> bool:
        """Hold a story, or let it go with an empty reason; False when an editor has touched it."""
        if row.reason == reason:
            return True
        path = self._where(row)
        if path is None or self._state(row, path) != "ours":
            return False
        raw = with_hold(path.read_text(encoding="utf-8"), reason).encode()
        self.ledger.put(replace(row, reason=reason, pending_hash=_digest(raw)))
        self.ledger.commit()
        write_whole(path, raw)
        self.ledger.begin()
        self.ledger.put(replace(row, reason=reason, file_hash=_digest(raw), pending_hash=""))
        return True

    # what is not a story, or no longer

    def _wait(self, item: WireItem, row: Row | None, why: str) -> Outcome:
        """Keep an item that cannot be printed yet out of the day's stories, until a fuller version comes."""
        fresh = replace(self._row(item, row), state="waiting", reason=why, path="")
        text = story_text(item, fresh.section, self.rules, [], {})
        write_whole(self.day / ".wire" / "waiting" / f"{fresh.slug}.md", text.encode("utf-8", "replace"))
        if row is not None and row.state == "story" and item.status is Status.WITHHELD:
            self._hold(row, why)
            return self._outcome(Result.HELD, item, row, why)
        if row is None or row.state == "waiting":
            self.ledger.put(fresh)
        return self._outcome(Result.HELD, item, fresh, why)

    def _picture(self, item: WireItem, row: Row | None, album: Album, files: list, notes: Notes) -> Outcome:  # type: ignore[type-arg]
        """A picture without a story: its file into pictures/, its words and rights beside it."""
        slug = row.slug if row else self._free_slug(item)
        placed = album.place(files, notes)
        fresh = replace(self._row(item, row), slug=slug, state="picture", path=placed[0].file if placed else "")
        record = story_text(item, fresh.section, self.rules, placed, {"pictures": [entry.file for entry in placed]})
        write_whole(self.day / "pictures" / f"{slug}.txt", record.encode("utf-8", "replace"))
        self.ledger.put(fresh)
        reason = f"picture {placed[0].file}" if placed else "a picture whose file is not at hand or cannot be printed"
        if not placed:
            return self._outcome(Result.HELD, item, fresh, reason)
        return self._outcome(Result.UPDATED if row else Result.NEW, item, fresh, reason)

    def _package(self, item: WireItem, row: Row | None) -> Outcome:
        """A package names stories that belong together; it is noted, and those not sent are named."""
        missing = [name for name in item.related if self.ledger.get(name) is None]
        here = len(item.related) - len(missing)
        self.ledger.put(Row(item.id, state="package", version=item.version, updated=item.updated))
        reason = f"package of {len(item.related)} items, {here} here"
        if missing:
            reason += f"; not sent: {', '.join(missing[:8])}"
        return self._outcome(Result.UPDATED if row else Result.NEW, item, None, reason)

    def _kill(self, item: WireItem, row: Row | None) -> Outcome:
        """Take a story out.  The file is moved, so that an editor's own words in it are not lost."""
        named = _KILL.sub("", item.headline, count=1).strip()
        target = row or self.ledger.by_slugline(item.slugline)
        for name in item.related if target is None else ():
            target = target or self.ledger.get(name)
        if target is None and named:
            target = self.ledger.by_slug(slug_of(replace(item, headline=named, slugline="")))
        if target is None:
            self.ledger.put(
                Row(item.id, state="killed", version=item.version, updated=item.updated, slugline=item.slugline)
            )
            return self._outcome(Result.KILLED, item, None, "withdrawn before it came in")
        if target.state == "killed":
            return self._outcome(Result.SAME, item, target, "already withdrawn")
        if target.id == item.id and _older(item, target):
            return self._outcome(Result.SAME, item, target, "a newer version is there")
        notes = Notes(item.file, target.slug)
        pages = self.placed(target.slug)
        path = self._where(target) if target.state == "story" else None
        self.ledger.put(
            replace(
                target,
                state="killed",
                reason="",
                leader="",
                version=item.version or target.version,
                updated=item.updated or target.updated,
            )
        )
        if path is not None:
            grave = self.day / ".wire" / "killed" / path.name
            grave.parent.mkdir(parents=True, exist_ok=True)
            path.replace(grave)
        if pages:
            notes.error(
                "wire.kill",
                f"{target.slug} is withdrawn and already stands on page {_pages(pages)}",
                "build again before the page goes",
            )
        for follower in self.ledger.followers(target.id):
            self._hold(replace(follower, leader=""), "")
        outcome = self._outcome(
            Result.KILLED,
            item,
            target,
            "withdrawn by its sender" + (f"; it stood on page {_pages(pages)}" if pages else ""),
        )
        return replace(outcome, findings=(*item.findings, *notes.found))

    # the end of a run

    def settle(self) -> list[Outcome]:
        """Let go what an embargo held, and hold what a section does not want any more; the stories that moved."""
        moved: list[Outcome] = []
        self.ledger.begin()
        for row in self.ledger.embargoed():
            until = moment(row.embargo)
            if row.reason.startswith("embargo") and until is not None and until <= self.now and self._hold(row, ""):
                moved.append(
                    Outcome(
                        Result.NEW, row.slug, slug=row.slug, section=row.section, reason="embargo is over", id=row.id
                    )
                )
        for section, wanted in self.rules.wanted:
            full = f"{section} has its {wanted} stories"
            taken = 0
            for row in self.ledger.stories(section):
                if row.reason and row.reason != full:
                    continue
                taken += 1
                reason = full if taken > wanted else ""
                if row.reason != reason and self._hold(row, reason):
                    result = Result.HELD if reason else Result.NEW
                    moved.append(
                        Outcome(
                            result, row.slug, slug=row.slug, section=section, reason=reason or "wanted again", id=row.id
                        )
                    )
        self.ledger.commit()
        return moved


def _is_kill(item: WireItem) -> bool:
    return (
        item.status is Status.CANCELED
        or bool(_KILL.match(item.headline))
        or bool(re.search(r"\bMANDATORY KILL\b", item.note))
    )


def _older(item: WireItem, row: Row) -> bool:
    """Does the item come before what is there?  By version where both have a number, then by time."""
    if item.version.isdecimal() and row.version.isdecimal() and int(item.version) != int(row.version):
        return int(item.version) < int(row.version)
    mine, there = moment(item.updated or item.created), moment(row.updated)
    return mine is not None and there is not None and mine < there


def _digest(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def _folder(section: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in section.lower()).split()
    return "-".join(words)[:60] or "news"


def _pages(pages: tuple[int, ...]) -> str:
    return ", ".join(map(str, pages))
