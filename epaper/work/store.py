"""Results kept between runs, by key: a folder of small files that may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEAD = 32  # bytes of SHA-256 before the content
MOST = 20_000  # results that are kept at most: every build looks at all of them
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
        for _, size, path in self._files():
            step = os.path.basename(os.path.dirname(path))
            count, total = found.get(step, (0, 0))
            found[step] = (count + 1, total + size)
        return dict(sorted(found.items()))

    def trim(self, limit: int = LIMIT, most: int = MOST) -> int:
        """Take away what was used longest ago until no more than `limit` bytes and `most` results
        are kept; the bytes that were freed.  Another run may take and put meanwhile: what is gone
        is made again."""
        files = list(self._files())
        if sum(size for _, size, _ in files) <= limit and len(files) <= most:
            return 0
        kept = freed = 0
        for count, (_, size, path) in enumerate(sorted(files, reverse=True), 1):
            kept += size
            if kept <= limit and count <= most:
                continue
            with contextlib.suppress(OSError):
                os.unlink(path)
                freed += size
        return freed

    def _files(self) -> Iterator[tuple[int, int, str]]:
        """Time of last use in nanoseconds, bytes, and path of each result."""
        if self.folder is None or not self.folder.is_dir():
            return
        for step in sorted(self.folder.iterdir()):
            with contextlib.suppress(OSError), os.scandir(step) as entries:
                for entry in entries:
                    with contextlib.suppress(OSError):
                        facts = entry.stat()
                        yield facts.st_mtime_ns, facts.st_size, entry.path
