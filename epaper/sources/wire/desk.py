"""The desk: takes items as they come, in any order, and keeps the day's folder at the newest of
each story.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from epaper.model.names import hyphenated
from epaper.model.text import plain_texts
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.album import Album
from epaper.sources.wire.alike import ALIKE, alike, bands, signature
from epaper.sources.wire.item import ItemKind, Status, WireItem, WirePicture
from epaper.sources.wire.ledger import Ledger, Row
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.rules import Rules
from epaper.sources.wire.safety import stopped
from epaper.sources.wire.shelf import Hand, Shelf
from epaper.sources.wire.storyfile import (
    PlacedPicture,
    block_digests,
    changes,
    content_digest,
    forbids_changes,
    parts_of,
    story_text,
    with_hold,
)
from epaper.sources.wire.whole import write_whole
from epaper.sources.wire.withdraw import is_kill, older, withdraw, withdrawn_before
from epaper.units import counted

_CORRECTION = re.compile(
    r"\s*(?:CORRECTION|CORRECTED|CORRECTS|CORRECTING|REFILE)\b|\bsig:correction\b", re.IGNORECASE
)

Files = Sequence[
    tuple[WirePicture, Path | None]
]  # the pictures of an item, each with its file if that is at hand


class Desk:
    """One import into one day.  `now` decides about embargoes; `placed` tells on which pages a
    story already stands.
    """

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
        self.shelf = Shelf(day, ledger, rules.slugs)
        self.rules = rules
        self.now = now
        self.placed = placed
        self.blocks: list[str] = []  # digests of the blocks of the item in hand

    def decide(self, item: WireItem, album: Album, folder: Path) -> Outcome:
        """What becomes of an item.  `folder` is where its file lies, for the pictures beside it."""
        if not item.id:
            item = replace(item, id=f"{item.file}:{item.headline[:120]}")
        if is_kill(item):
            self.shelf.flush()
            return withdraw(item, self.ledger, self.shelf, self.placed)
        row = self.ledger.get(item.id)
        row = self.shelf.written(row) if row is not None else None
        notes = Notes(item.file, row.slug if row else "")
        item = self._cleared(item, notes)
        files = album.files(item.pictures, folder)
        self.blocks = block_digests(item.body)
        names = [_name(path) for _, path in files if path is not None]
        digest = content_digest(item, names, self.blocks)
        if self.ledger.seen(item.id, digest):
            return Outcome.of(
                Result.SAME, item, row, row.reason if row and row.state == "story" else ""
            )
        if withdrawn_before(item, row, self.ledger):
            self.ledger.mark_seen(item.id, digest)
            return Outcome.of(Result.KILLED, item, row, "withdrawn by its sender")
        if row is not None and row.state != "waiting" and older(item, row):
            self.ledger.mark_seen(item.id, digest)
            newer = f"a newer version is there ({row.version or row.updated})"
            return Outcome.of(Result.SAME, item, row, newer)
        if row is not None and row.state == "killed":
            fact = "was withdrawn by its sender and is sent again in a newer version"
            notes.warning("wire.kill", fact, "read it before it is printed")
        outcome = self._by_kind(item, row, album, files, notes=notes, digest=digest)
        self.ledger.mark_seen(item.id, digest)
        return replace(outcome, findings=(*item.findings, *notes.found))

    def _cleared(self, item: WireItem, notes: Notes) -> WireItem:
        """The item with the pictures that may be printed now."""
        kept: list[WirePicture] = []
        for picture in item.pictures:
            why = picture.stopped
            if not why and picture.until:
                until = datetime.datetime.fromisoformat(picture.until)
                why = f"is under embargo until {picture.until}" if until > self.now else ""
            known = self.ledger.get(picture.id) if picture.id and picture.id != item.id else None
            if known is not None and known.state == "killed":
                why = "is withdrawn by its sender"
            if why:
                fact = (
                    f"its picture {shown(picture.headline or picture.caption or picture.id)} {why}"
                )
                notes.warning("wire.picture", f"{fact}; it is left out", "", 0, field="pictures")
            else:
                kept.append(picture)
        return item if len(kept) == len(item.pictures) else replace(item, pictures=tuple(kept))

    def _by_kind(
        self,
        item: WireItem,
        row: Row | None,
        album: Album,
        files: Files,
        notes: Notes,
        digest: bytes,
    ) -> Outcome:
        if item.kind is ItemKind.PACKAGE:
            return self._package(item, row)
        why, told = stopped(item, self.now)
        if told:
            notes.warning("wire.held", told, "take hold: out of the story's file when it is over")
        if item.kind is ItemKind.PICTURE:
            if why or item.status is Status.WITHHELD:
                return self._wait(item, row, why or "withheld by its sender", notes)
            return self._picture(item, row, album, files, notes=notes)
        if item.status is Status.WITHHELD:
            return self._wait(item, row, "withheld by its sender", notes)
        if not item.headline:
            return self._wait(item, row, why or "no headline and no text yet", notes)
        if not item.body and not any(path for _, path in files):
            return self._wait(item, row, why or "headline only, no text yet", notes)
        return self._story(item, row, album, files, notes=notes, why=why, digest=digest)

    def _row(self, item: WireItem, row: Row | None, sign: bytes = b"") -> Row:
        section = self.rules.section(item)
        slug = row.slug if row is not None and row.slug else self.shelf.free_slug(item)
        path = (
            row.path
            if row is not None and row.state == "story"
            else f"{_folder(section, self.rules.slugs)}/{slug}.md"
        )
        words = sum([len(text.split()) for text in plain_texts(item.body)])
        return Row(
            item.id,
            slug,
            path,
            "story",
            reason="",
            version=item.version,
            updated=item.updated or item.created,
            section=section,
            urgency=self.rules.urgency(item),
            credit=item.credit,
            embargo=item.until,
            file_hash=row.file_hash if row else "",
            pending_hash="",
            parts=parts_of(item, self.blocks),
            words=words,
            leader="",
            signature=sign,
            slugline=item.slugline,
        )

    def _story(
        self,
        item: WireItem,
        row: Row | None,
        album: Album,
        files: Files,
        notes: Notes,
        why: str,
        digest: bytes,
    ) -> Outcome:
        was_story = row is not None and row.state == "story"
        sign = signature(item.body)
        fresh = self._row(item, row, sign)
        fresh = self._grouped(item, fresh, row if was_story else None, why)
        pictures = self._placed(item, row, album, files, notes=notes)
        told = changes(row.parts, fresh.parts) if row is not None and was_story else ""
        correction = bool(
            _CORRECTION.search(f"{item.headline} {' '.join(item.signals)} {item.note}")
        )
        origin = {"duplicate_of": fresh.leader, "update": told, "correction": correction or None}
        if forbids_changes(item, self.rules):
            fact = "its terms forbid changes: no_changes under origin says so"
            notes.info("wire.terms", fact, field="terms")
        kept = {name: value for name, value in origin.items() if value}
        text = with_hold(
            story_text(item, fresh.section, self.rules, pictures, origin=kept), fresh.reason
        )
        self.ledger.set_bands(item.id, bands(sign), bands(row.signature) if row else ())
        at_once = was_story and bool(why)  # what stands there may not be printed
        if at_once:
            self.ledger.mark_seen(item.id, digest)  # in one commit with the draft of its file
        hand = self.shelf.write(fresh, row, text, notes, at_once=at_once)
        if hand is not Hand.OURS:
            if why and row is not None and row.reason != why:
                self._stop(replace(fresh, file_hash=row.file_hash, reason=row.reason), why, notes)
            return Outcome.of(Result.HELD, item, fresh, hand.told)
        if was_story and correction:
            self._tell_pages(
                fresh, "was corrected", notes, rule="wire.correction", remedy="build again"
            )
        words = f"{'correction' if correction else 'changed'}: {told}" if told else ""
        if fresh.reason:
            if why and was_story:
                self._tell_pages(fresh, "is held", notes)
            return Outcome.of(
                Result.HELD, item, fresh, "; ".join(part for part in (fresh.reason, words) if part)
            )
        return Outcome.of(Result.UPDATED if was_story else Result.NEW, item, fresh, words)

    def _placed(
        self, item: WireItem, row: Row | None, album: Album, files: Files, notes: Notes
    ) -> list[PlacedPicture]:
        """The pictures of a story in the day's folder; those that did not come are remembered."""
        pictures = album.place(files, notes)
        self.ledger.show(item.id, [(p.picture.id, p.file) for p in pictures])
        missing = [
            r.href.rsplit("/", 1)[-1]
            for picture, path in files
            if path is None or path in album.unfit
            for r in picture.renditions
        ]
        if missing or row is not None:
            self.ledger.want(item.id, missing, item.file)
        return pictures

    def _grouped(self, item: WireItem, fresh: Row, row: Row | None, why: str) -> Row:
        """The row with the story it duplicates, and with the reason why it is held: `why` it may
        not be printed, or that another stands for it.
        """
        leader = row.leader if row is not None else self._leader(item, fresh.signature)
        first = self.ledger.get(leader) if leader else None
        if first is None or first.state != "story":
            return replace(fresh, reason=why) if why else fresh
        preferred = not why and self.rules.preference(item.credit) < self.rules.preference(
            first.credit
        )
        if preferred and self.shelf.hold(
            replace(first, leader=item.id), f"same story as {fresh.slug}"
        ):
            for other in self.ledger.followers(first.id):
                self.shelf.hold(replace(other, leader=item.id), f"same story as {fresh.slug}")
            return replace(fresh, reason="")
        return replace(fresh, leader=leader, reason=why or f"same story as {first.slug}")

    def _leader(self, item: WireItem, sign: bytes) -> str:
        """The id of the story of which this one is a copy or a near-copy; "" when it stands for
        itself.
        """
        for other in self.ledger.near(bands(sign)):
            if (
                other.id != item.id
                and other.state == "story"
                and alike(sign, other.signature) >= ALIKE
            ):
                best = other.leader or other.id
                return best if best != item.id else ""
        return ""

    def _stop(self, row: Row, why: str, notes: Notes) -> None:
        """Hold a story that stands in the folder because its sender says so."""
        notes.story = row.slug
        if not self.shelf.stop(row, why):
            notes.warning("wire.held", f"{row.slug} is stopped and was taken out by hand")
        self._tell_pages(row, "is held", notes)

    def _tell_pages(
        self,
        row: Row,
        what: str,
        notes: Notes,
        rule: str = "wire.held",
        remedy: str = "build again before the page goes",
    ) -> None:
        if pages := self.placed(row.slug):
            where = ", ".join(map(str, pages))
            notes.error(rule, f"{row.slug} {what} and already stands on page {where}", remedy)

    def _wait(self, item: WireItem, row: Row | None, why: str, notes: Notes) -> Outcome:
        """Keep an item that cannot be printed yet out of the day's stories, until a fuller version
        comes.
        """
        if row is not None and row.state == "story":
            stop, _ = stopped(item, self.now)
            if item.status is Status.WITHHELD or stop:
                self._stop(row, why, notes)
            return Outcome.of(Result.HELD, item, row, why)
        fresh = replace(self._row(item, row), state="waiting", reason=why, path="")
        self.shelf.wait(fresh, story_text(item, fresh.section, self.rules, [], origin={}))
        self.ledger.put(fresh)
        return Outcome.of(Result.HELD, item, fresh, why)

    def _picture(
        self, item: WireItem, row: Row | None, album: Album, files: Files, notes: Notes
    ) -> Outcome:
        """A picture without a story: its file into pictures/, its words and rights beside it."""
        placed = album.place(files, notes)
        fresh = replace(
            self._row(item, row), state="picture", path=placed[0].file if placed else ""
        )
        record = story_text(item, fresh.section, self.rules, placed, origin={})
        write_whole(self.day / "pictures" / f"{fresh.slug}.txt", record.encode("utf-8", "replace"))
        self.ledger.put(fresh)
        if not placed:
            return Outcome.of(
                Result.HELD, item, fresh, "a picture whose file is not at hand or cannot be printed"
            )
        return Outcome.of(
            Result.UPDATED if row else Result.NEW, item, fresh, f"picture {placed[0].file}"
        )

    def _package(self, item: WireItem, row: Row | None) -> Outcome:
        """A package names stories that belong together; it is noted, and those not sent are
        named."""
        missing = [name for name in item.related if self.ledger.get(name) is None]
        self.ledger.put(Row(item.id, state="package", version=item.version, updated=item.updated))
        here = len(item.related) - len(missing)
        reason = f"package of {counted(len(item.related), 'item')}, {here} here"
        if missing:
            reason += f"; not sent: {', '.join(missing[:8])}"
        return Outcome.of(Result.UPDATED if row else Result.NEW, item, None, reason)


def _name(path: Path) -> str:
    """A picture's file as far as it may change: it may have been half there before."""
    return f"{path.name} {path.stat().st_size}"


@functools.lru_cache(100)
def _folder(section: str, slugs: str) -> str:
    return hyphenated(section, 60, slugs) or "news"
