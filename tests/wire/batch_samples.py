"""Items for batches, and what lies in a day after them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from wire_samples import drop, ninjs

from epaper.sources.wire.importing import Settings


def item(number: int, version: int = 1, **more: object) -> dict[str, object]:
    body = " ".join(f"word{number}x{word} is here." for word in range(15))
    headlines = [{"value": f"Story {number} stands"}]
    identity = f"tag:a,{number}"
    return ninjs(identity, str(version), 8 + version, body, headlines=headlines, **more)


def day_of(folder: Path, count: int) -> Path:
    for number in range(count):
        drop(folder, f"{number:03}", item(number))
    return folder


def tree(settings: Settings) -> dict[str, bytes]:
    """All that is in the day but the database and the lock."""
    return {
        path.relative_to(settings.day).as_posix(): path.read_bytes()
        for path in sorted(settings.day.rglob("*"))
        if path.is_file() and not path.name.startswith(("ledger.", "lock"))
    }


def rows(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    base = sqlite3.connect(settings.day / ".wire" / "ledger.sqlite3")
    try:
        names = ("items", "seen", "bands", "wanted", "drafts", "shown", "untold")
        return {name: sorted(base.execute(f"SELECT * FROM {name}")) for name in names}
    finally:
        base.close()
