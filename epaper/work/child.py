"""Work on foreign files done in a child process, with limits of memory and time.

A file that asks for too much takes the child along, never the paper.  The child is forked, so the
work may be a closure; what it returns comes back by a pipe and is pickled.  Where there is no fork
the work is done here, without limits.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import time
import warnings
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from epaper.work.forking import end_with, heed, signals_held

try:
    import resource
except ImportError:  # not a POSIX system
    resource = None  # type: ignore[assignment]

Result = TypeVar("Result")
MEMORY = 1_500_000_000  # bytes beyond what the process has when it is forked
SECONDS = 30.0
CHUNK = 1 << 20
PATIENCE = 3  # on a busy machine the clock runs faster than the work
HEAD = 8  # bytes that say how long the result is: a child may die while it writes

_is_child: list[bool] = []  # one entry, in a child only


class LimitError(Exception):
    """The child was ended; the message says by what limit, fit to follow the file's name."""


class _KilledError(LimitError):
    """The system, or somebody, killed the child."""


def in_child(work: Callable[[], Result], seconds: float = SECONDS, memory: int = MEMORY) -> Result:
    """What `work` returns or raises.  A child has no children: there the work is simply done.

    LimitError when it takes more than `seconds` of computing, three times as many by the clock, or
    `memory` bytes, or when the system ends it twice: the first time it may have been another
    program that took the memory.
    """
    if _is_child or not hasattr(os, "fork"):
        return work()
    try:
        return _by_child(work, seconds, memory)
    except _KilledError:
        return _by_child(work, seconds, memory)


def _by_child(work: Callable[[], Result], seconds: float, memory: int) -> Result:
    here, there = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings(), signals_held():
        # the child uses no lock of another thread, and leaves by _exit
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
        if pid == 0:
            _be_child(work, there, seconds, memory, parent=parent)
    os.close(there)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)  # also done by the child: whoever comes first
    try:
        data, late = _all_of(here, seconds * PATIENCE)
    finally:
        os.close(here)
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    if late:
        raise LimitError(f"takes more than {seconds:g} seconds to read")
    if len(data) < HEAD or int.from_bytes(data[:HEAD], "big") != len(data) - HEAD:
        raise _death(status, seconds)
    good, result = pickle.loads(data[HEAD:])
    if good:
        return result  # type: ignore[no-any-return]  # a pipe carries anything
    raise result


def _all_of(pipe: int, seconds: float) -> tuple[bytes, bool]:
    """What comes through the pipe until it is closed, and whether that took too long."""
    end = time.monotonic() + seconds
    parts: list[bytes] = []
    while True:
        left = end - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            return b"", True
        part = os.read(pipe, CHUNK)
        if not part:
            return b"".join(parts), False
        parts.append(part)


def _death(status: int, seconds: float) -> LimitError:
    by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if by == signal.SIGXCPU:
        return LimitError(f"takes more than {seconds:g} seconds to read")
    if by == signal.SIGKILL:
        return _KilledError("takes more memory than the system has")
    told = f"ends the program that reads it (signal {by})" if by else "ends what reads it"
    return LimitError(told)


def _be_child(
    work: Callable[[], Any], pipe: int, seconds: float, memory: int, parent: int
) -> NoReturn:
    """Do the work, send what comes of it, and be gone."""
    code = 1
    _is_child.append(True)
    try:
        os.setpgid(0, 0)
        heed(signal.SIGHUP)
        end_with(parent)
        _drop_files(pipe)
        _be_quiet()
        _limit(seconds, memory)
        with os.fdopen(pipe, "wb") as out:
            data = _outcome(work, memory)
            out.write(len(data).to_bytes(HEAD, "big") + data)
        code = 0
    finally:
        os._exit(code)


def is_full(error: BaseException) -> bool:
    """Whether an error says that there is no memory left; libraries have their own words."""
    return isinstance(error, MemoryError) or "bad_alloc" in str(error)


def _outcome(work: Callable[[], Any], memory: int) -> bytes:
    full = LimitError(f"takes more than {memory / 1e6:,.0f} MB of memory")
    try:
        return pickle.dumps((True, work()))
    except Exception as error:
        if is_full(error):
            return pickle.dumps((False, full))
        with contextlib.suppress(Exception):
            data = pickle.dumps((False, error))
            pickle.loads(data)  # some errors can be sent and not be taken apart again
            return data
        return pickle.dumps((False, ValueError(f"{type(error).__name__}: {error}")))


def _drop_files(pipe: int) -> None:
    """Locks are held by open files: a child must not hold its parent's."""
    os.closerange(3, pipe)
    os.closerange(pipe + 1, 1024)


def _be_quiet() -> None:
    """What libraries say of foreign files, in words from those files, reaches nobody's screen."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    warnings.simplefilter("ignore")


def _limit(seconds: float, memory: int) -> None:
    if resource is None:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        cpu = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 2))  # a signal of its own comes first
        most = _size() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _size() -> int:
    """Bytes of address space in use; Linux alone tells."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 4_000_000_000
