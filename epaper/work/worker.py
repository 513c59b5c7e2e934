"""A forked process that does what it is given until it is dismissed.

It heeds nobody but its parent: an interrupt from the keyboard and a hang-up go to the parent, which
decides; it ends when its parent ends; it holds neither the day's lock (work/lock.py) nor the pipes
of other workers.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from epaper.work.forking import end_with, heed, signals_held

PATIENCE = 2.0  # seconds that a dismissed worker has to go by itself

_parents_ends: set[Connection] = set()


class Lost(Exception):
    """The worker was ended from outside."""


def can_fork() -> bool:
    """A worker has no workers of its own."""
    fork = "fork" in multiprocessing.get_all_start_methods()
    return fork and not multiprocessing.current_process().daemon


class Worker:
    """`work` runs in the worker on each thing that is given; to be made in the main thread."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.has: set[str] = set()  # names of what it has at hand
        context = multiprocessing.get_context("fork")
        self.pipe, there = context.Pipe()
        _parents_ends.add(self.pipe)
        self._process = context.Process(target=_serve, args=(work, there, os.getpid()), daemon=True)
        with signals_held():
            self._process.start()
        there.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def give(self, task: Any) -> None:
        """Raises Lost when the worker has ended."""
        try:
            self.pipe.send(task)
        except OSError as error:  # BrokenPipeError, ConnectionResetError
            raise Lost from error

    def take(self) -> Any:
        """Wait for the result of what was given.  Raises Lost when the worker ends before."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError) as error:
            raise Lost from error

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        """One that was killed is gone after this; one that is idle goes by itself, and with it
        whatever it had opened."""
        _parents_ends.discard(self.pipe)
        self.pipe.close()
        self._process.join(PATIENCE)
        self._process.kill()
        self._process.join()


def _serve(work: Callable[[Any], Any], pipe: Connection, parent: int) -> None:
    heed(signal.SIGINT, signal.SIGHUP)
    for strange in _parents_ends:
        strange.close()
    _parents_ends.clear()
    end_with(parent)
    with contextlib.suppress(EOFError, OSError):  # the parent has closed its end
        while True:
            answer = work(pipe.recv())
            pipe.send(answer)


def sendable(error: Exception) -> Exception:
    """The error, or one that says the same where it would not come through a pipe."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
