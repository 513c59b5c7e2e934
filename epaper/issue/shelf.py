"""The shelf: a folder in which every file bears the SHA-256 of its content as its name."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from epaper.errors import IssueError


@dataclass(frozen=True, slots=True)
class Shelf:
    """`earlier`: a shelf whose files are taken over without a second copy of them."""

    folder: Path = Path()
    earlier: Path | None = None

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
        if not self.has(digest) and not self._taken_over(digest, data):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, 0o644)
            os.replace(name, self.path(digest))
        return digest

    def _taken_over(self, digest: str, data: bytes) -> bool:
        """Is it on the earlier shelf, whole, on a system that lets a file have two names?"""
        if self.earlier is None:
            return False
        try:
            if (self.earlier / digest).read_bytes() != data:
                return False
            self.folder.mkdir(parents=True, exist_ok=True)
            os.link(self.earlier / digest, self.path(digest))
        except OSError:
            return False
        return True
