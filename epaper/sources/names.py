"""Names of files that differ in their Unicode form alone: é in one character or in two, which
depends on the system that a file comes from.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PurePosixPath


def composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def otherwise_written(folder: Path, name: str) -> Path | None:
    """The file below a folder whose name is this one in another form; None when there is none."""
    if name.isascii():
        return None  # one form only, so that no folder is listed for it
    place = folder
    for part in PurePosixPath(name).parts:
        try:
            inside = sorted(place.iterdir()) if part not in ("/", "..") else []
        except OSError:
            return None
        found = next((entry for entry in inside if composed(entry.name) == composed(part)), None)
        if found is None:
            return None
        place = found
    return place if os.path.isfile(place) else None
