"""Writing a day's output so that the last good one survives anything: a lock, a workshop folder,
one rename a file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from epaper.errors import BusyError, OutputError

try:
    import fcntl
except ImportError:  # not a POSIX system: no lock is to be had, the renames still are atomic
    fcntl = None  # type: ignore[assignment]

WORKSHOP = ".making-"


@contextlib.contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """A fresh folder beside the day's output, under the day's lock; what a killed build left there
    is cleared away.

    Raises OutputError when the place cannot be written and BusyError when another build of the day
    holds it.
    """
    with locked(target):
        try:
            for stale in sorted(target.glob(WORKSHOP + "*")):
                shutil.rmtree(stale, ignore_errors=True)
            folder = Path(tempfile.mkdtemp(prefix=WORKSHOP, dir=target))
        except OSError as error:
            raise _unwritable(target, error) from error
        try:
            yield folder
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
                raise _unwritable(target, error) from error
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def locked(target: Path) -> Iterator[None]:
    """The day's lock; a first build that fails leaves no folder behind."""
    lock = target / ".lock"
    try:
        target.mkdir(parents=True, exist_ok=True)
        handle = lock.open("w")
    except OSError as error:
        raise _unwritable(target, error) from error
    with handle:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(handle.fileno()).st_ino != lock.stat().st_ino:
                    # that build ended, and another began, between open and lock
                    raise BlockingIOError
            except OSError as error:
                raise BusyError(
                    f"another build is writing {target}; wait for it to end, then run again"
                ) from error
        try:
            yield
        finally:
            if [path.name for path in target.iterdir()] == [lock.name]:
                with contextlib.suppress(OSError):
                    lock.unlink()
                    target.rmdir()


def set_aside(folder: Path, place: Path) -> None:
    """Move a whole folder to `place`, instead of what stood there."""
    clear(place)
    try:
        os.replace(folder, place)
    except OSError as error:
        raise _unwritable(place, error) from error


def clear(place: Path) -> None:
    """Remove a folder with all that is in it, where there is one."""
    try:
        shutil.rmtree(place)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _unwritable(place, error) from error


def _unwritable(target: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{target} cannot be written ({error.strerror}); free it or name another with --out"
    )


def release(folder: Path, target: Path, last: Sequence[str] = ()) -> None:
    """Move finished files to their place, each by one rename; those named `last` come last, in that
    order.  Files of folders within are moved into folders of the same name."""
    files = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    for name in (*(name for name in files if name not in last), *last):
        try:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(folder / name, target / name)
        except OSError as error:
            raise OutputError(
                f"{target / name} cannot be written ({error.strerror}); free it and run again"
            ) from error
