"""Results kept between runs, by key: a folder of small files that may be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

HEAD = 32  # bytes of SHA-256 before the content


@dataclass(frozen=True, slots=True)
class Store:
    """Without a folder nothing is kept.  What is damaged counts as not there; what cannot be
    written costs time, not the edition."""

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
            handle, temporary = tempfile.mkstemp(prefix=".", dir=place)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            os.replace(temporary, place / key)
        except OSError:
            return
