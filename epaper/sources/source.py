"""Where an edition comes from: one small Protocol, kept by the day's folder and by anybody's.

Another package adds a source by an entry point of the group `epaper.sources` that names a Source
object:

    [project.entry-points."epaper.sources"]
    newsroom = "my_package:SOURCE"

and `epaper build --date D --source newsroom` reads the day from it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from epaper.errors import UsageError
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.sources.folder import read_edition
from epaper.sources.known import FOLDER
from epaper.sources.readings import Readings

GROUP = "epaper.sources"


class Source(Protocol):
    @property
    def name(self) -> str: ...

    def read(self, editions: Path, date: datetime.date) -> tuple[Edition, tuple[Finding, ...]]:
        """The edition of a day as far as it can be read, and all findings, worst first.

        Text is final: cleaned, in right type.  Pictures and advertisements carry the SHA-256 of
        their files.  Raises EditionError when there is no such day.
        """


@dataclass(frozen=True, slots=True)
class DayFolder:
    """editions/DATE/, as `epaper new` makes it; `kept`: what was read of it before."""

    name: str = FOLDER
    kept: Readings | None = None

    def read(self, editions: Path, date: datetime.date) -> tuple[Edition, tuple[Finding, ...]]:
        return read_edition(editions, date, self.kept)


def find_source(name: str = FOLDER, kept: Readings | None = None) -> Source:
    """The day's folder, or a source of another package.  UsageError with the names there are."""
    known: dict[str, Source] = {FOLDER: DayFolder(kept=kept)}
    if name not in known:
        for entry in sorted(entry_points(group=GROUP), key=str):
            known.setdefault(entry.name, entry.load())
    if name not in known:
        raise UsageError(f"there is no source {name}; known: {', '.join(sorted(known))}")
    return known[name]
