"""Stopped from outside, in order: Ctrl-C, a request to end (SIGTERM) and a hang-up (SIGHUP) unwind
the run, so that workers end and work folders go.

An interrupt that a library swallows stops a build at its next stage.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

_asked: list[int] = []


class Stopped(BaseException):
    """Not to be caught on the way up.  `code`: what a shell says of a program that this signal
    ended."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.code = 128 + number


def watch() -> None:
    """Note a signal as well as raise it; only in the main thread of a command.  A hang-up that is
    ignored (nohup) stays so."""
    signal.signal(signal.SIGINT, _note)
    signal.signal(signal.SIGTERM, _note)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _note)


def _note(number: int, _frame: FrameType | None) -> None:
    _asked.append(number)
    raise Stopped(number)


def heeding(progress: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
    """The progress, stopping where an interrupt was asked for and came to nothing."""

    def told(stage: str, done: int, of: int) -> None:
        if _asked:
            raise Stopped(_asked[-1])
        progress(stage, done, of)

    return told
