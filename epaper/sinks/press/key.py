"""Which key file a run is to sign with; it stands alone, for what signs is slow to load, and mostly
nothing is signed."""

from __future__ import annotations

import os
from pathlib import Path

KEY, KEY_PASSWORD = "EPAPER_PRESS_KEY", "EPAPER_PRESS_KEY_PASSWORD"


def key_file(file: Path | None = None) -> Path | None:
    """The file, else the one that EPAPER_PRESS_KEY names, else None."""
    named = os.environ.get(KEY)
    return file or (Path(named) if named else None)
