"""Where the importer moves the stories that their senders withdrew."""

from __future__ import annotations

from pathlib import Path

KILLED = Path(".wire", "killed")  # of a day's folder
WITHDRAWN = "withdrawn by its sender"


def is_killed(path: str) -> bool:
    """Is it such a file, by its path within the paper?"""
    return f"/{KILLED.as_posix()}/" in path


def killed_files(day: Path) -> list[Path]:
    """In the order of their names."""
    return sorted(path for path in (day / KILLED).glob("*.md") if path.is_file())
