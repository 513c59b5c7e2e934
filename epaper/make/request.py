"""What is asked of a build.  It stands alone, for commands that mostly build nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from epaper.model.signoff import SignOff
from epaper.paths import DayPaths
from epaper.sources.known import FOLDER as DAY_FOLDER
from epaper.work.lock import Waiting


@dataclass(frozen=True, slots=True)
class Request:
    date: datetime.date
    editions: Path = Path("editions")
    layout: str = ""  # empty: the publication's own
    out: Path = Path("dist")
    jobs: int = 1
    source: str = DAY_FOLDER
    signoffs: tuple[SignOff, ...] = ()  # for what would be wrong in the paper
    fresh: bool = False  # the plan of the last build is not kept
    waiting: Waiting | None = None  # how another run's end is waited for; None: it is not

    @property
    def paths(self) -> DayPaths:
        return DayPaths(self.date, self.editions, self.out)
