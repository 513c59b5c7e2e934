"""Files that a site never changes, each named by its content under `a/`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

FOLDER = "a"
LETTERS = 20  # of the SHA-256 in hex: a name that no two contents of a house share


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
