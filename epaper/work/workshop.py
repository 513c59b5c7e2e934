"""Writing a folder's output so that the last good one survives anything: a lock, a workshop folder,
one step from the old version to the new (work/versions.py).
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from epaper.errors import OutputError
from epaper.work.faults import DISK, HANDLES, unwritable
from epaper.work.lock import Waiting, locked
from epaper.work.scratch import clear_scratch
from epaper.work.versions import adopt, release_version, tidy

WORKSHOP = ".making-"
Names = Callable[[Path], Collection[str]]


@contextlib.contextmanager
def workshop(
    target: Path, own: Names = lambda _: (), waiting: Waiting | None = None
) -> Iterator[Path]:
    """A fresh folder beside the output, under its lock; what a killed run left is cleared away.

    `own`: the files of an output that an earlier program wrote without versions, to be kept as the
    first.  Raises OutputError when the place cannot be written, or goes while it is being written,
    and BusyError when another run holds it, unless that is waited for (`locked`).
    """
    try:
        str(target).encode()
    except UnicodeEncodeError as error:  # libraries that read PDF take such names for none
        name = str(target).encode(errors="backslashreplace").decode()
        raise OutputError(f"the name {name} is no UTF-8; name another with --out") from error
    with locked(target, waiting):
        folder = target / f"{WORKSHOP}{os.getpid()}"
        try:
            clear_scratch()
            for stale in sorted(target.glob(WORKSHOP + "*")):
                _remove(stale)
            adopt(target, own(target))
            tidy(target)
            folder.mkdir()
        except OSError as error:
            raise unwritable(target, error) from error
        try:
            yield folder
        except OSError as error:
            if _is_of(error, target) or not target.is_dir():
                raise unwritable(target, error) from error
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):  # a release that was stopped in the middle
                tidy(target)


def set_aside(folder: Path, place: Path) -> None:
    """Move a whole folder to `place`, instead of what stood there."""
    clear(place)
    try:
        os.replace(folder, place)
    except OSError as error:
        raise unwritable(place, error) from error


def clear(place: Path) -> None:
    """Remove a folder with all that is in it, where there is one; a killed run leaves it whole, or
    for the next to clear away."""
    doomed = place.with_name(f"{WORKSHOP}{place.name}")
    try:
        os.replace(place, doomed)
        shutil.rmtree(doomed)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise unwritable(place, error) from error


def release(folder: Path, target: Path, last: Sequence[str] = ()) -> None:
    """Make a finished workshop the output's next version, in one step and on the disk; `last` are
    the files that name others.  Raises OutputError: then the old version is as it was."""
    try:
        release_version(folder, target, last)
    except OSError as error:
        raise unwritable(target, error) from error


def _is_of(error: OSError, target: Path) -> bool:
    """Is it the disk's or the place's doing, not a fault of ours?"""
    if error.errno in (*DISK, *HANDLES):
        return True
    named = [str(name) for name in (error.filename, error.filename2) if name is not None]
    return error.errno != errno.ENOENT and any(name.startswith(str(target)) for name in named)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
