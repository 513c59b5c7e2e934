"""Where an engine listens: a local socket for its own user alone, one engine a paper and day.

    dist/.engine/2026-11-23/socket     the socket, or a link to the one that was asked for
    dist/.engine/2026-11-23/.lock      held by the engine, and by the system let go with it

The folder can be entered by its owner alone and the socket has mode 0600.  Who holds the lock
clears away what an engine left that was killed.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

from epaper.errors import BusyError, OutputError, UsageError
from epaper.paths import DayPaths
from epaper.work.faults import unwritable
from epaper.work.lock import holder_of, locked

FOLDER, NAME = ".engine", "socket"
WAITING = 16  # callers that the system keeps for us
LONGEST = 90  # characters of a socket's name: systems take about 100
PATIENCE = 2.0  # seconds in which a socket takes us


def usual_socket(paths: DayPaths) -> Path:
    return paths.out / FOLDER / paths.date.isoformat() / NAME


@contextlib.contextmanager
def listening(paths: DayPaths, given: Path | None = None) -> Iterator[tuple[socket.socket, Path]]:
    """A socket that listens for one paper and day, at its usual place or where it is `given`; and
    that place.

    Raises BusyError where another engine has the day, UsageError or OutputError where the place
    does not do.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise UsageError("this system has no local sockets; build without an engine")
    usual = usual_socket(paths)
    place = (given or usual).absolute()
    if len(os.fsencode(place.name)) > LONGEST:
        raise UsageError(f"the name {place.name} is too long for a socket; name a shorter one")
    with contextlib.ExitStack() as stack:
        _make_private(usual.parent)
        stack.callback(_remove_folder, usual.parent.parent)
        try:
            stack.enter_context(locked(usual.parent))
        except BusyError as error:
            who = holder_of(usual.parent) or "it does not say which process"
            raise BusyError(
                f"an engine holds {paths.date} of this paper open already ({who}); ask that one, "
                f"or end it with a stop request to {usual}"
            ) from error
        if place != usual.absolute():
            _make_private(place.parent)
            stack.callback(usual.unlink, missing_ok=True)
            usual.unlink(missing_ok=True)
            os.symlink(place, usual)
        server = stack.enter_context(contextlib.closing(_bound(place)))
        stack.callback(place.unlink, missing_ok=True)
        yield server, place


def connected(place: Path) -> socket.socket:
    """A connection to what listens there.  Raises OSError where nothing does."""
    caller = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    caller.settimeout(PATIENCE)
    try:
        whole = place.resolve()
        with contextlib.chdir(whole.parent):  # a path may be longer than a socket's name
            caller.connect(whole.name)
    except BaseException:
        caller.close()
        raise
    return caller


def _bound(place: Path) -> socket.socket:
    _clear(place)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        with contextlib.chdir(place.parent):
            server.bind(place.name)
        place.chmod(0o600)
        server.listen(WAITING)
        server.setblocking(False)
    except OSError as error:
        server.close()
        raise unwritable(place, error) from error
    finally:
        os.umask(mask)
    return server


def _clear(place: Path) -> None:
    """Take away the socket of an engine that was killed."""
    try:
        kind = place.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(kind):
        raise UsageError(f"{place} is there and is no socket; name another path, or move it away")
    try:
        connected(place).close()
    except OSError:  # nobody listens
        place.unlink(missing_ok=True)
    else:
        raise BusyError(f"a program listens at {place} already; name another path with --socket")


def _make_private(folder: Path) -> None:
    """The folder, made where it is missing; one that others can enter is refused."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.stat()
    except OSError as error:
        raise unwritable(folder, error) from error
    if not stat.S_ISDIR(found.st_mode):
        raise OutputError(f"{folder} is no folder; name another with --socket")
    if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise UsageError(
            f"the folder {folder} of the socket can be entered by others; "
            f"close it (chmod 700 {folder}) or name another with --socket"
        )


def _remove_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
