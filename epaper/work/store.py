"""Results kept between runs, by key: a folder of small files that may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEAD = 32  # bytes of SHA-256 before the content
LIMIT = 2_000_000_000  # bytes that are kept at most, about a month of a daily's pictures and plates


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
        with contextlib.suppress(OSError):
            os.utime(self.folder / name / key)  # what was used last is kept longest
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

    def held(self) -> dict[str, tuple[int, int]]:
        """Results and bytes by the name of their step."""
        found: dict[str, tuple[int, int]] = {}
        for _, size, path in sorted(self._files()):
            count, total = found.get(path.parent.name, (0, 0))
            found[path.parent.name] = (count + 1, total + size)
        return dict(sorted(found.items()))

    def trim(self, limit: int = LIMIT) -> int:
        """Take away what was used longest ago until no more than `limit` bytes are kept; the bytes
        that were freed.  Another run may take and put meanwhile: what is gone is made again."""
        files = sorted(self._files(), reverse=True)
        kept = freed = 0
        for _, size, path in files:
            kept += size
            if kept <= limit:
                continue
            with contextlib.suppress(OSError):
                path.unlink()
                freed += size
        return freed

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Time of last use in nanoseconds, bytes, and path of each result."""
        if self.folder is None or not self.folder.is_dir():
            return
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):
                stat = path.stat()
                yield stat.st_mtime_ns, stat.st_size, path
