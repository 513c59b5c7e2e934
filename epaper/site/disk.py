"""Files of a site on the disk: read as records, written in one step each."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def read(path: Path) -> Record:
    """A record; empty where there is none that can be read."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def bytes_of(path: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return None


def changed(place: Path, files: Mapping[str, bytes]) -> list[str]:
    """Paths in an edition's folder that are not as they are to be, those too many among them."""
    found = [path for path, data in files.items() if bytes_of(place / path) != data]
    kept = set(files)
    found += [path for path in files_in(place) if path not in kept]
    return sorted(found)


def files_in(place: Path) -> Iterator[str]:
    for folder, _, names in os.walk(place):
        for name in names:
            yield (Path(folder) / name).relative_to(place).as_posix()


def add(path: Path, data: bytes) -> None:
    """A file named by its content: there it is whole, or not at all."""
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(data):
            return
    renew(path, data)


def renew(path: Path, data: bytes) -> bool:
    """Write a file in one step; whether it was another."""
    if bytes_of(path) == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
    return True


def take_away(path: Path) -> None:
    path.unlink(missing_ok=True)
