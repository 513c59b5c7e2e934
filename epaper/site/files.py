"""Files that a site never changes, each named by its content under `a/`; and what stands beside a
site."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from epaper.errors import UsageError

FOLDER = "a"
LETTERS = 20  # of the SHA-256 in hex: a name that no two contents of a house share


def site_folder(target: str | Path, paper: Path, editions: Path) -> Path:
    """The folder that was named for a site, from `paper`.  UsageError for none, and for one that
    would show the world what the paper keeps to itself."""
    site = paper / target if str(target).strip() else Path()
    if str(target).strip() and site.name in ("", ".."):
        site = site.resolve()
    if not site.name:
        raise UsageError(f"{str(target)!r} is no folder for a site; name one, such as public")
    if editions.resolve().is_relative_to(site.resolve()):
        raise UsageError(
            f"a site at {site} would show the world all of {editions}; name a folder of its own, "
            "such as public"
        )
    return site


def archive_of(site: Path) -> Path:
    """The archive that is searched, beside a site."""
    return site.with_name(f"{site.name}.db")


def purge_list(site: Path) -> Path:
    """Beside a site: paths that caches have to drop, one a line, until somebody takes the file."""
    return site.with_name(f"{site.name}.purge.txt")


def work_in_hand(site: Path) -> Path:
    """Beside a site: what a publish is about to do, until it is done."""
    return site.with_name(f".{site.name}.work.json")


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
