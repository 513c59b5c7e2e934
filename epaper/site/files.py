"""Files that a site never changes, each named by its content under `a/`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = "a"
LETTERS = 20  # of the SHA-256 in hex: a name that no two contents of a house share


def archive_of(site: Path) -> Path:
    """The archive that is searched, beside a site."""
    return site.with_name(f"{site.name}.db")


def purge_list(site: Path) -> Path:
    """Beside a site: paths that caches have to drop after the last publish, one a line."""
    return site.with_name(f"{site.name}.purge.txt")


@dataclass(slots=True)
class ContentFiles:
    """What a publish has to write under `a/`, by name."""

    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, data: bytes, ending: str) -> str:
        """Take a file in; its path from the site's root."""
        path = content_path(data, ending)
        self.files[path] = data
        return path


def content_path(data: bytes, ending: str) -> str:
    return f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:LETTERS]}.{ending}"
