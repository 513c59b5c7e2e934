"""Results kept between runs, by key: a folder of small files that may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

HEAD = 32  # bytes of SHA-256 before the content


@dataclass(frozen=True, slots=True)
class Store:
    """Without a folder nothing is kept.  What is damaged counts as not there; what cannot be
    written costs time, not the edition.

    A result is written straight to its place: half of one, from a run that was killed or from one
    that is writing now, has not its digest and is made again, and a kill leaves nothing beside.
    """

    folder: Path | None = None

    def get(self, name: str, key: str) -> bytes | None:
        if self.folder is None:
            return None
        try:
            raw = (self.folder / name / key).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(raw[HEAD:]).digest() != raw[:HEAD]:
            return None
        return raw[HEAD:]

    def put(self, name: str, key: str, data: bytes) -> None:
        if self.folder is None:
            return
        place = self.folder / name
        try:
            place.mkdir(parents=True, exist_ok=True)
            (place / key).write_bytes(hashlib.sha256(data).digest() + data)
        except OSError:
            with contextlib.suppress(OSError):
                (place / key).unlink()
