"""An agency's drop folder, followed by looking again and again: it works on every file system,
network ones included.

A file is taken when its size and time have not changed between two looks.  It is imported, then
moved to done/ or failed/, with the reason beside it.  A run that is killed between the two finds
the file again; the ledger knows it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from epaper.errors import WireError
from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.ledger import Ledger
from epaper.sources.wire.outcome import Outcome, Result

DONE, FAILED = "done", "failed"
_UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".uploading", "~")


def watch(
    folder: Path,
    settings: Callable[[], Settings],
    pause: float = 1.0,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Follow the folder until `stop`; `settings` is asked anew each time, so that "today" moves on
    at midnight.
    """
    if not folder.is_dir():
        raise WireError(f"{folder} is not a folder; give the agency's drop folder")
    before: dict[Path, tuple[int, int]] = {}
    while True:
        now = {path: stamp for path in arrivals(folder) if (stamp := _stamp(path)) is not None}
        ready = [path for path, stamp in now.items() if before.get(path) == stamp]
        before = now
        for path in ready:
            yield from take_in(path, folder, settings())
            before.pop(path, None)
        if not ready:
            yield from import_found(settings(), ())  # embargoes end while nothing comes in
        if stop():
            return
        time.sleep(pause)


def arrivals(folder: Path) -> list[Path]:
    """The files that may be whole, pictures first, so that a story finds them."""
    try:
        files = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    except OSError:
        return []
    whole = [
        path
        for path in files
        if not path.name.startswith(".") and not path.name.lower().endswith(_UNFINISHED)
    ]
    return sorted(whole, key=lambda path: path.name)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def take_in(path: Path, folder: Path, settings: Settings) -> Iterator[Outcome]:
    """Import one file and move it away."""
    done = folder / DONE
    more = tuple(place for place in (done,) if place.is_dir())
    chosen = Settings(
        settings.editions,
        settings.date,
        settings.now,
        settings.dist,
        pictures=(*settings.pictures, *more),
        encoding=settings.encoding,
    )
    outcomes: list[Outcome] = []
    for outcome in import_found(chosen, gather([path])):
        outcomes.append(outcome)
        yield outcome
    refused = [outcome for outcome in outcomes if outcome.result is Result.REFUSED]
    failed = bool(refused) and len(refused) == len(outcomes)
    target = moved(path, folder / (FAILED if failed else DONE))
    if refused:
        reasons = "\n".join(f"{outcome.name}: {outcome.reason}" for outcome in refused) + "\n"
        target.with_name(f"{target.name}.reason.txt").write_text(reasons, encoding="utf-8")
    for source in _waiting(chosen, path.name) if not failed else ():
        if (done / source).is_file():  # a story that waited for this picture
            yield from import_found(chosen, gather([done / source]))


def _waiting(settings: Settings, name: str) -> list[str]:
    with Ledger(settings.day) as ledger:
        return ledger.wanting(name)


def moved(path: Path, folder: Path) -> Path:
    """Move a file; a name that is taken gets a number."""
    folder.mkdir(exist_ok=True)
    target, count = folder / path.name, 1
    while target.exists():
        count += 1
        target = folder / f"{path.stem}-{count}{path.suffix}"
    os.replace(path, target)
    return target
