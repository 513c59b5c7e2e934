"""Ctrl-C that is not lost: an interrupt that a library swallows stops the build at its next
stage."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

_asked: list[int] = []


def watch() -> None:
    """Note an interrupt as well as raise it; only in the main thread of a command."""
    signal.signal(signal.SIGINT, _note)


def _note(number: int, _frame: FrameType | None) -> None:
    _asked.append(number)
    raise KeyboardInterrupt


def heeding(progress: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
    """The progress, stopping where an interrupt was asked for and came to nothing."""

    def told(stage: str, done: int, of: int) -> None:
        if _asked:
            raise KeyboardInterrupt
        progress(stage, done, of)

    return told
