"""Stories that the ledger has and the day's folder has not yet: the drafts of a batch.

Their files are written all at once, after one commit and before the next.  Whatever asks for the
file of a story has them written first.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from epaper.sources.wire.ledger import Ledger, Row
from epaper.sources.wire.whole import write_all_whole

MOST_BYTES = 8_000_000  # of a batch, so that long stories take no more memory than many


@dataclass(frozen=True, slots=True)
class Draft:
    row: Row  # as the ledger has it: pending
    path: Path
    name: str  # from the day's folder
    raw: bytes
    there: tuple[str, ...] = ("",)  # what the file that is there now may be; "" is none
    reason: str = ""  # why the story was held before
    waited: Path | None = None  # the file in which it waited until now


class Drafts:
    """By the identifiers of their items."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.waiting: dict[str, Draft] = {}
        self.size = 0  # bytes

    def add(self, draft: Draft) -> None:
        self.ledger.begin()
        self.ledger.put(draft.row)
        self.ledger.draft(draft.name, draft.row.id, draft.raw)
        self.waiting[draft.row.id] = draft
        self.size += len(draft.raw)

    @property
    def full(self) -> bool:
        return self.size > MOST_BYTES

    def write(self) -> list[Draft]:
        """Write the files; those that were not, because somebody else wrote one there since."""
        if not self.waiting:
            return []
        self.ledger.commit()
        drafts = list(self.waiting.values())
        strange = [draft for draft in drafts if not _as_known(draft)]
        known = [draft for draft in drafts if draft not in strange] if strange else drafts
        write_all_whole([(draft.path, draft.raw) for draft in known])
        self.ledger.begin()
        self.ledger.put_written([(d.row.id, d.row.pending_hash, d.name) for d in known])
        self.waiting, self.size = {}, 0  # had the disk failed, they would wait still
        for draft in drafts:
            if draft.waited is not None:
                draft.waited.unlink(missing_ok=True)
        return strange


def _as_known(draft: Draft) -> bool:
    """Is the file as it was when its draft was made?"""
    there = digest_of(draft.path.read_bytes()) if os.path.isfile(draft.path) else ""
    return there in draft.there or there == draft.row.pending_hash


def digest_of(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
