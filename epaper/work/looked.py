"""What was made of files, kept in memory while the files are as they were.

A file is known by size, times and number.  One that was written a moment ago may be written again
within the same tick of the disk's clock and look the same: what is made of it is not kept.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

Made = TypeVar("Made")
Sign = tuple[int, int, int, int]  # bytes, time of content and of change in ns, number
TICK, COARSE_TICK = 100_000_000, 2_000_000_000  # ns; of disks that keep whole seconds
SECOND = 1_000_000_000


def sign_of(path: Path) -> Sign | None:
    """None for a file that cannot be looked at."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_settled(sign: Sign | None) -> bool:
    """Whether a file that is written from now on gets another sign."""
    if sign is None:
        return False
    age = time.time_ns() - sign[2]
    return age > (TICK if sign[2] % SECOND else COARSE_TICK)


class Looked:
    """Results, none of them None, by what was made and the file that it was made of."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[Sign, Any]] = {}

    def of(self, what: str, path: Path, make: Callable[[], Made]) -> Made:
        """The result of `make`, which reads nothing but the file."""
        return self.each(what, [path], lambda _: [make()])[0]

    def each(
        self,
        what: str,
        paths: Sequence[Path],
        make: Callable[[list[Path]], Sequence[Made]],
        lasting: Callable[[Made], bool] = lambda _: True,
    ) -> list[Made]:
        """The results of files in their order; those that are not known are made all at once, and
        kept where they are `lasting`."""
        signs = {path: sign_of(path) for path in paths}
        settled = {path for path, sign in signs.items() if is_settled(sign)}
        known = {path: self._known(what, path, sign) for path, sign in signs.items()}
        fresh = [path for path, found in known.items() if found is None]
        made = dict(zip(fresh, make(fresh), strict=True)) if fresh else {}
        for path, result in made.items():
            sign = signs[path]
            if sign is not None and path in settled and lasting(result):
                self._kept[what, os.path.abspath(path)] = sign, result
        return [made[path] if path in made else known[path] for path in paths]

    def _known(self, what: str, path: Path, sign: Sign | None) -> Any:
        """What is kept of a file that is as it was, else None."""
        was, made = self._kept.get((what, os.path.abspath(path)), (None, None))
        return made if was is not None and was == sign else None


def signs_of(folders: Iterable[Path]) -> dict[str, Sign | None]:
    """The signs of all files in folders, and of files that are named themselves."""
    found: dict[str, Sign | None] = {}
    for place in folders:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            found[str(path)] = sign_of(path)
    return found
