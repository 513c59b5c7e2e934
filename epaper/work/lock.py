"""The lock of a folder: one run at a time writes there.

It is the system's (flock): it goes with the process that held it, however that ended, and a process
forked from ours closes it at once.  What is written in the file says who holds it.  Should a dead
process's lock still be held, by a child that it left behind or by a file server that did not see it
end, it is broken by rule: this machine, and no such process any more.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from epaper.errors import BusyError
from epaper.work.faults import unwritable

try:
    import fcntl
except ImportError:  # not a POSIX system: no lock is to be had, the renames still are atomic
    fcntl = None  # type: ignore[assignment]

LOCK = ".lock"
LOOK = 0.25  # seconds between two looks at a lock that is waited for
Waiting = Callable[[str], None]  # is told whom we wait for, at every look

_held: set[IO[str]] = set()


def _let_go() -> None:
    """In a child: the parent's lock stays, but does not hang on the child."""
    for handle in _held:
        handle.close()
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: the number of its process, when that began (in ticks of the kernel, 0 where
    it does not tell), on which machine, since when (local time), and the command."""

    pid: int
    began: int
    machine: str
    since: str
    command: str

    def __str__(self) -> str:
        where = "" if self.machine == platform.node() else f" on {self.machine}"
        return f"{self.command}, process {self.pid}{where}, since {self.since}"

    @property
    def dead(self) -> bool:
        """Known to be: a process of another machine may be alive."""
        if self.machine != platform.node():
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:  # another user's
            pass
        return self.began not in (0, began(self.pid))


def began(pid: int) -> int:
    """When a process began, in ticks since the machine did; 0 where that is not known."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return int(stat.rpartition(")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return 0


@contextlib.contextmanager
def locked(target: Path, waiting: Waiting | None = None) -> Iterator[None]:
    """The folder's lock; the folder is made where it is missing, and goes again when the run failed
    and left nothing in it.

    Raises OutputError when the place cannot be written and BusyError when another run holds it;
    with `waiting` that run's end is waited for.
    """
    lock = target / LOCK
    made = [place for place in (target, *target.parents) if not place.exists()]
    try:
        handle = _open(lock, waiting)
    except OSError as error:
        _leave(target, made)
        raise unwritable(target, error) from error
    with handle:
        _held.add(handle)
        try:
            yield
        finally:
            _held.discard(handle)
            _leave(target, made)
            if fcntl is not None:  # a child that is just being born may have it open still
                fcntl.flock(handle, fcntl.LOCK_UN)


def holder_of(target: Path) -> str:
    """Who holds a folder, as far as the lock tells; empty where nobody says so."""
    return str(_holder(target / LOCK) or "")


def _leave(target: Path, made: Sequence[Path]) -> None:
    """Take the folders away that were made, from within, where they hold nothing but the lock."""
    with contextlib.suppress(OSError):
        if [path.name for path in target.iterdir()] == [LOCK]:
            (target / LOCK).unlink()
        for place in made or [target]:
            place.rmdir()


def _open(lock: Path, waiting: Waiting | None) -> IO[str]:
    """The lock's file, locked, with who we are in it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    while (handle := _taken(lock) or _broken(lock)) is None:
        holder = str(_holder(lock) or "it does not say which")
        if waiting is None:
            raise BusyError(
                f"another run is writing {lock.parent} ({holder}); wait for it to end, then run "
                "again"
            )
        waiting(holder)
        time.sleep(LOOK)
        lock.parent.mkdir(parents=True, exist_ok=True)  # that run may have taken it away
    try:
        handle.truncate(0)
        json.dump(asdict(_we()), handle)
        handle.flush()
    except OSError:
        with contextlib.suppress(OSError):
            handle.close()
        raise
    return handle


def _taken(lock: Path) -> IO[str] | None:
    """The lock, or None when it is held."""
    handle = lock.open("a", encoding="utf-8")
    if fcntl is None:
        return handle
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle.fileno()).st_ino == lock.stat().st_ino:
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass  # held; or that run ended, and took its file away, between open and lock
    except OSError:
        handle.close()
        raise
    handle.close()
    return None


def _broken(lock: Path) -> IO[str] | None:
    """The lock of a dead process, broken; None when its holder lives.  One breaks at a time."""
    holder = _holder(lock)
    if holder is None or not holder.dead:
        return None
    folder = os.open(lock.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        handle, holder = _taken(lock), _holder(lock)
        if handle is None and holder is not None and holder.dead:
            lock.unlink()
            handle = _taken(lock)
        return handle
    finally:
        os.close(folder)


def _holder(lock: Path) -> Holder | None:
    try:
        return Holder(**json.loads(lock.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _we() -> Holder:
    name = Path(sys.argv[0]).name
    words = ["epaper" if name in ("-c", "__main__.py", "") else name, *sys.argv[1:2]]
    return Holder(
        pid=os.getpid(),
        began=began(os.getpid()),
        machine=platform.node(),
        since=f"{datetime.datetime.now():%Y-%m-%d %H:%M:%S}",
        command=" ".join(words),
    )
