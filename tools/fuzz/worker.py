"""The process that tries inputs, within limits of time and memory."""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from epaper.errors import EpaperError
from tools.fuzz.day_checks import check_day
from tools.fuzz.faults import Fault, group_of
from tools.fuzz.readers import READERS

SECONDS = 10  # of work for one input, whatever else the machine does
DAY_SECONDS = 60  # for a day, which is built up to three times
MEMORY = 1_500_000_000  # bytes of address space
SHRINKS = 40  # tries to make an input smaller
DAYS = "days"
PLACE = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class TooLong(BaseException):
    """An input took more than its time; no `except Exception` hides it."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: object) -> None:
        raise TooLong(f"more than {seconds:g} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one input, in memory where the system has such a place."""
    folder = Path(tempfile.mkdtemp(prefix=f"epaper-fuzz-{os.getpid()}-", dir=PLACE))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(pid: int | None) -> None:
    """Clear away what a process that was ended left."""
    for folder in Path(PLACE or tempfile.gettempdir()).glob(f"epaper-fuzz-{pid}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def seeded(reader: str, number: int, seed: int) -> Random:
    """The source of chance of one input; the same for the same names."""
    return Random(f"{seed}/{reader}/{number}")


def caught(work: Callable[[], None], seconds: float) -> BaseException | None:
    """What the work raised that is not ours to raise."""
    try:
        with limited(seconds):
            work()
    except EpaperError as error:
        return None if str(error).strip() else AssertionError("an error without a message")
    except (Exception, TooLong) as error:
        return error
    return None


def try_input(reader: str, number: int, seed: int) -> Fault | None:
    """One input to one reader."""
    one = READERS[reader]
    try:
        data = one.make(seeded(reader, number, seed))
    except Exception:  # our own fault, and no reason to try nothing more
        return Fault(reader, number, f"maker-{reader}", traceback.format_exc())
    error = _read(one.read, data)
    if error is None:
        return None
    group = group_of(error)
    small = _smaller(data, lambda less: _same(_read(one.read, less), group))
    text = "".join(traceback.format_exception(error))
    return Fault(reader, number, group, text=text, data=small)


def _read(read: Callable[[bytes, Path], None], data: bytes) -> BaseException | None:
    with scratch() as folder:
        return caught(lambda: read(data, folder), SECONDS)


def _same(error: BaseException | None, group: str) -> bool:
    return error is not None and group_of(error) == group


def _smaller(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """The data without the parts that the fault does not need, as far as a few tries tell."""
    size, tries = max(1, len(data) // 2), 0
    if not fails(data):  # it needs what other inputs left behind
        return data
    while size and tries < SHRINKS:
        at, before = 0, len(data)
        while at < len(data) and tries < SHRINKS:
            tries += 1
            less = data[:at] + data[at + size :]
            if fails(less):
                data = less
            else:
                at += size
        if len(data) == before:
            size //= 2
    return data


def try_day(number: int, seed: int) -> Fault | None:
    """One whole day."""
    with scratch() as folder:
        rng = seeded(DAYS, number, seed)
        error = caught(lambda: check_day(folder, rng, number), DAY_SECONDS)
        if error is None:
            return None
        return Fault(DAYS, number, group_of(error), "".join(traceback.format_exception(error)))


def tried(reader: str, number: int, seed: int) -> Fault | None:
    if reader == DAYS:
        return try_day(number, seed)
    return try_input(reader, number, seed)


def work(pipe: Connection, at: Any, seed: int, log: Path) -> None:
    """Take (reader, first, count) from the pipe until None comes; send back faults, and None for a
    unit that is done.  `at` holds the input that is tried.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout = sys.stderr = open(log, "a", encoding="utf-8", errors="replace")  # noqa: SIM115
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while (unit := pipe.recv()) is not None:
        reader, first, count = unit
        for number in range(first, first + count):
            at.value = number
            fault = tried(reader, number, seed)
            if fault is not None:
                pipe.send(fault)
        gc.collect()
        pipe.send(None)
