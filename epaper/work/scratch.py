"""Folders in the system's place for temporary files, which go with their process or, when that is
killed, at the next run.

Each holds a lock for as long as the process lives that made it: what is not locked is nobody's.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # not a POSIX system: folders of killed runs are left to the system
    fcntl = None  # type: ignore[assignment]

PREFIX = "epaper-"
OWNED = ".owned"
GRACE = 60.0  # seconds in which a folder may be without its lock: it is just being made
UNMARKED = ("epaper-eps-", "epaper-wire-")  # as earlier versions of this program left them
DAY = 86_400.0  # seconds


def new_scratch(kind: str) -> Path:
    """A folder that goes with this process.  OSError when it cannot be made."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-"))
    _own(folder)
    from multiprocessing.util import Finalize  # slow to load, and not every run needs a folder

    # unlike atexit this is done in a forked worker, too; only by the process that made the folder
    Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=0)
    return folder


def _own(folder: Path) -> int:
    """Mark the folder as this process's; the handle holds the lock.  The mark is locked before it
    has its name: another run takes a mark without a lock for that of a dead process."""
    handle = os.open(folder / f"{OWNED}-", os.O_CREAT | os.O_WRONLY, 0o600)
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX)
    os.rename(folder / f"{OWNED}-", folder / OWNED)
    return handle


@contextlib.contextmanager
def scratch(kind: str) -> Iterator[Path]:
    """A folder that goes at the end of the body."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-"))
    try:
        handle = _own(folder)
        try:
            place = folder / "files"
            place.mkdir()
            yield place
        finally:
            os.close(handle)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_scratch() -> None:
    """Take away the folders of this user's that no process holds any more; nothing that has not our
    mark, whatever its name."""
    if fcntl is None:
        return
    for folder in sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*")):
        with contextlib.suppress(OSError):
            _clear(folder)


def _clear(folder: Path) -> None:
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
        return
    age = time.time() - facts.st_mtime
    if (folder / OWNED).exists():
        if _deserted(folder):
            shutil.rmtree(folder, ignore_errors=True)
    elif folder.name.startswith(UNMARKED) and age > DAY:
        shutil.rmtree(folder, ignore_errors=True)
    elif age > GRACE:
        folder.rmdir()  # which takes away an empty one alone


def _deserted(folder: Path) -> bool:
    handle = os.open(folder / OWNED, os.O_WRONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
