"""What a long command is doing, on a terminal only: one line that goes forward and never back."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from epaper.cli.stopping import heeding
from epaper.model.finding import on_one_line
from epaper.work.lock import Waiting

if TYPE_CHECKING:
    from rich.console import Console

Told = Callable[[str, int, int], None]  # stage, done, of how many
STAGES = {  # stage: where the bar stands when it begins and when it ends, what it does, what counts
    "read": (0, 4, "reads the day", ""),
    "lay out": (4, 70, "lays the stories out", ""),
    "pages": (6, 66, "lays the stories out", "pages"),
    "pictures": (70, 76, "cuts pictures", "pictures"),
    "advertisements": (76, 80, "reads advertisements", "files"),
    "print": (80, 86, "prints the PDF", ""),
    "keep": (86, 88, "keeps the issue", ""),
    "thumbnails": (88, 92, "draws the pages for the report", ""),
    "read back": (92, 96, "reads the PDF back", ""),
    "press": (96, 100, "prints for the press", "print shops"),
}


@dataclass(slots=True)
class Way:
    """How far a run is, in hundredths; what would go back is not heard."""

    at: float = 0.0
    doing: str = "begins"

    def go(self, stage: str, done: int, of: int) -> None:
        begin, end, doing, things = STAGES.get(stage, (self.at, self.at, stage, ""))
        at = begin + (end - begin) * done / max(of, 1)
        if at < self.at or done == of:  # the next stage says what is done now
            self.at = max(at, self.at)
            return
        self.at = at
        count = f"{done} of {of}" if done else str(of)
        self.doing = f"{doing}, {count} {things}" if things and of > 1 else doing


@dataclass(frozen=True, slots=True)
class Watched:
    """`told`: for every stage; `waiting`: how another run's end is waited for.  None where nobody
    watches: a script is told at once that another run is going on."""

    told: Told
    waiting: Waiting | None = None


def screen(quiet: bool) -> Console | None:
    """The console on which progress is shown; None where nobody would see it."""
    if quiet or not (sys.stderr.isatty() or os.environ.get("FORCE_COLOR")):
        return None
    from rich.console import Console  # slow to load, and a script watches nothing

    return Console(stderr=True)


@contextlib.contextmanager
def watched(console: Console | None) -> Iterator[Watched]:
    """Progress on the console; nothing of it where that is no terminal, or quiet."""
    if console is None or not console.is_terminal or console.quiet:
        yield Watched(heeding(lambda _stage, _done, _of: None))
        return
    from rich.markup import escape  # as above
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        BarColumn(24),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    way = Way()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(way.doing, total=100)

        def told(stage: str, done: int, of: int) -> None:
            way.go(stage, done, of)
            bar.update(task, completed=way.at, description=escape(way.doing))

        def waiting(holder: str) -> None:
            wait = f"waits for another run on this day to end: {on_one_line(holder)}; Ctrl-C leaves"
            bar.update(task, description=escape(wait))

        yield Watched(heeding(told), waiting)
