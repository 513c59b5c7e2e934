"""An agency's drop folder, followed by looking again and again: it works on every file system,
network ones included.

A file is taken when its size and time have not changed between two looks.  It is imported, then
moved to done/ or failed/, with the reason beside it, written first.  A run that is killed between
the two finds the file again; the ledger knows it.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from epaper.errors import BusyError, EpaperError, OutputError, WireError
from epaper.model.finding import on_one_line
from epaper.sources.wire.fence import failure
from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.ledger import Ledger
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.whole import write_whole

DONE, FAILED = "done", "failed"
_REASON = ".reason.txt"
_MOST_NAME = 230  # bytes, so that a name with its ending is one that a file can have
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
        raise WireError(
            f"{on_one_line(str(folder))} is not a folder; give the agency's drop folder"
        )
    for leftover in sorted(folder.glob(f"*/.*{_REASON}.part")):  # of a run that was killed
        leftover.unlink(missing_ok=True)
    before: dict[Path, tuple[int, int]] = {}
    while True:
        now = {path: stamp for path in arrivals(folder) if (stamp := _stamp(path)) is not None}
        ready = [path for path, stamp in now.items() if before.get(path) == stamp]
        before = now
        try:
            for path in ready:
                yield from take_in(path, folder, settings())
                before.pop(path, None)
            if not ready:
                yield from import_found(settings(), ())  # embargoes end while nothing comes in
        except BusyError:
            pass  # another import of the day; the files are there at the next look
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
    """Import one file and move it away.  A file with an item that cannot be taken in goes to
    failed/, whatever came in of it; it stops nothing.
    """
    if not path.is_file():
        return  # taken away since
    done = folder / DONE
    more = tuple(place for place in (done,) if place.is_dir())
    chosen = replace(settings, pictures=(*settings.pictures, *more))
    outcomes: list[Outcome] = []
    for outcome in _fenced(path, chosen):
        outcomes.append(outcome)
        yield outcome
    refused = [o for o in outcomes if o.result in (Result.REFUSED, Result.FAILED)]
    reasons = "".join(f"{on_one_line(f'{o.name}: {o.reason}')}\n" for o in refused)
    for source in _waiting(chosen, on_one_line(path.name)) if not refused else ():
        for place in (done / source, folder / FAILED / source):
            if place.is_file():  # a story that waited for this picture
                here = replace(chosen, pictures=(*chosen.pictures, folder))
                yield from import_found(here, gather([place]))
    moved(path, folder / (FAILED if refused else DONE), reasons)


def _fenced(path: Path, settings: Settings) -> Iterator[Outcome]:
    """The outcomes of a file; the last of them a failure, where a fault of ours ended it."""
    try:
        yield from import_found(settings, gather([path]))
    except (EpaperError, ImportError):
        raise
    except Exception as error:
        name = on_one_line(path.name)
        yield Outcome(Result.FAILED, name, name, reason=failure(name, "", error).reason)


def _waiting(settings: Settings, name: str) -> list[str]:
    with Ledger(settings.day) as ledger:
        return ledger.wanting(name)


def moved(path: Path, folder: Path, reasons: str = "") -> Path:
    """Move a file, after the reasons were laid beside its new place; a name that is taken gets a
    number.
    """
    try:
        folder.mkdir(exist_ok=True)
        target, count = folder / path.name, 1
        while target.exists():
            count += 1
            target = folder / f"{path.stem[:120]}-{count}{path.suffix[:20]}"
        if reasons:
            write_whole(folder / _reason_name(target.name), reasons.encode())
        if path.exists():
            os.replace(path, target)
    except OSError as error:
        raise OutputError(
            f"{on_one_line(path.name)} cannot be moved to {folder.name}/ ({error.strerror}); "
            "it was imported; check the drop folder's permissions"
        ) from None
    return target


def _reason_name(name: str) -> str:
    raw = os.fsencode(name)
    if len(raw) > _MOST_NAME:
        name = f"{name[:50]}-{hashlib.blake2b(raw, digest_size=4).hexdigest()}"
    return name + _REASON
