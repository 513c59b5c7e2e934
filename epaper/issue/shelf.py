"""The shelf: a folder in which every file bears the SHA-256 of its content as its name."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from epaper.errors import IssueError


@dataclass(frozen=True, slots=True)
class Shelf:
    folder: Path = Path()

    def path(self, digest: str) -> Path:
        """Where a file is; whether it is there, `read` tells."""
        return self.folder / digest

    def has(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def read(self, digest: str) -> bytes:
        """The content.  IssueError when it is missing or is not what its name says."""
        try:
            data = self.path(digest).read_bytes()
        except OSError as error:
            fact = error.strerror or "it is missing"
            raise IssueError(
                f"the issue's file {digest[:12]} cannot be read ({fact}); build the day again"
            ) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise IssueError(
                f"the issue's file {digest[:12]} is damaged; build the day again, or copy the "
                "issue anew"
            )
        return data

    def put(self, data: bytes) -> str:
        """Keep a file, whole or not at all; its digest.  OSError when the folder cannot be
        written."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has(digest):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, 0o644)
            os.replace(name, self.path(digest))
        return digest

    def keep_only(self, digests: Collection[str]) -> None:
        """Clear away every other file."""
        for path in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            if path.name not in digests:
                path.unlink(missing_ok=True)
