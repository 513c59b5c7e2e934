"""The stories' files of a day: written whole, held and let go, never over an editor's hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from enum import Enum
from pathlib import Path

from epaper.settings.notes import Notes
from epaper.sources.wire.album import write_whole
from epaper.sources.wire.item import WireItem
from epaper.sources.wire.ledger import Ledger, Row
from epaper.sources.wire.storyfile import slug_of, suffixed, with_hold

# the folder of the importer's own files; hidden, so that nobody takes them for stories
OWN = ".wire"


class Hand(Enum):
    """Whose the file of a story is now."""

    OURS = "ours"
    TOUCHED = "was edited by hand"
    GONE = "was taken out by hand"


class Shelf:
    def __init__(self, day: Path, ledger: Ledger) -> None:
        self.day = day
        self.ledger = ledger

    def free_slug(self, item: WireItem) -> str:
        """A slug that no other story has, in the ledger or among the editor's own files."""
        slug = slug_of(item)
        for name in (slug, suffixed(slug, item.id)):
            if self.ledger.by_slug(name) is None and not self._foreign(name, item.id):
                return name
        return suffixed(f"{slug}-2", item.id)

    def _foreign(self, slug: str, identity: str) -> bool:
        """Is there a file of this name that did not come from this item?"""
        folders = [
            self.day,
            *(path for path in self.day.iterdir() if path.is_dir() and path.name != OWN),
        ]
        found = next(
            (place for folder in sorted(folders) if (place := folder / f"{slug}.md").is_file()),
            None,
        )
        return found is not None and not came_from(found, identity)

    def write(self, fresh: Row, row: Row | None, text: str, notes: Notes) -> bool:
        """Write the story's file; False when an editor has touched it, and the update lies beside
        it instead.
        """
        raw = text.encode("utf-8", "replace")
        digest = digest_of(raw)
        path = self.day / fresh.path
        hand = Hand.OURS
        if row is not None and row.state == "story":
            path = self.where(row) or path
            fresh = replace(fresh, path=path.relative_to(self.day).as_posix())
            hand = self.hand(row, path)
        elif (
            path.is_file() and digest_of(path.read_bytes()) != digest
        ):  # the ledger was lost, or an editor was here
            hand = Hand.TOUCHED
        if hand is not Hand.OURS:
            self._beside(fresh, path, raw, hand, notes=notes)
            self.ledger.put(
                replace(
                    fresh, file_hash=row.file_hash if row else "-", reason=row.reason if row else ""
                )
            )
            return False
        if path.is_file():
            self.ledger.put(
                replace(fresh, file_hash=row.file_hash if row else "", pending_hash=digest)
            )
            self.ledger.commit()
            write_whole(path, raw)
            self.ledger.begin()
        else:  # a new file that the ledger does not know is known again by its content
            write_whole(path, raw)
        self.ledger.put(replace(fresh, file_hash=digest, pending_hash=""))
        return True

    def _beside(self, row: Row, path: Path, raw: bytes, hand: Hand, notes: Notes) -> None:
        place = (
            path.with_suffix(".update")
            if hand is Hand.TOUCHED
            else self.day / OWN / "removed" / path.name
        )
        write_whole(place, raw)
        fact = f"{row.path} {hand.value}; the update lies in {place.relative_to(self.day)}"
        notes.warning("wire.touched", fact, "compare the two and merge by hand")

    def where(self, row: Row) -> Path | None:
        """The story's file, also when the editor has moved it to another folder of the day."""
        path = self.day / row.path
        if path.is_file():
            return path
        moved = (place for place in self.day.rglob(f"{row.slug}.md") if OWN not in place.parts)
        return next(iter(sorted(moved)), None)

    def hand(self, row: Row, path: Path) -> Hand:
        if not path.is_file():
            return Hand.OURS if row.pending_hash else Hand.GONE
        known = digest_of(path.read_bytes()) in (row.file_hash, row.pending_hash)
        return Hand.OURS if known else Hand.TOUCHED

    def hold(self, row: Row, reason: str) -> bool:
        """Hold a story, or let it go with an empty reason; False when an editor has touched it."""
        if row.reason == reason:
            self.ledger.put(row)
            return True
        path = self.where(row)
        if path is None or self.hand(row, path) is not Hand.OURS:
            return False
        raw = with_hold(path.read_text(encoding="utf-8"), reason).encode()
        self.ledger.put(replace(row, reason=reason, pending_hash=digest_of(raw)))
        self.ledger.commit()
        write_whole(path, raw)
        self.ledger.begin()
        self.ledger.put(replace(row, reason=reason, file_hash=digest_of(raw), pending_hash=""))
        return True

    def bury(self, row: Row) -> None:
        """Take a story's file out of the day.  It is moved, so that an editor's own words in it are
        not lost.
        """
        path = self.where(row) if row.state == "story" else None
        if path is not None:
            grave = self.day / OWN / "killed" / path.name
            grave.parent.mkdir(parents=True, exist_ok=True)
            path.replace(grave)
        (self.day / OWN / "waiting" / f"{row.slug}.md").unlink(missing_ok=True)

    def wait(self, row: Row, text: str) -> None:
        """Keep a story that cannot be printed yet, out of the day's stories."""
        write_whole(self.day / OWN / "waiting" / f"{row.slug}.md", text.encode("utf-8", "replace"))

    def no_longer_waits(self, row: Row) -> None:
        (self.day / OWN / "waiting" / f"{row.slug}.md").unlink(missing_ok=True)


def came_from(path: Path, identity: str) -> bool:
    """Does the file's record of its origin name this item?"""
    text = path.read_text(encoding="utf-8", errors="replace")[:20_000]
    return any(
        line.strip() in (f"id: {identity}", f"id: '{identity}'") for line in text.splitlines()
    )


def digest_of(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
