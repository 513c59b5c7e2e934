"""A fence round each guest of a paper: a story, its chart.  What one of them breaks stops itself
and nobody else.

    with fence(story.slug):
        ...                    any fault of ours in here is raised as GuestFault, with the name

The rooms that read, set and draw stand guests inside fences; the one that has the whole paper in
hand takes out the guest that a GuestFault names, says so, and goes on.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from epaper.errors import EpaperError
from epaper.work.faults import DISK, HANDLES

CHART = "chart"
_MACHINE = (*DISK, *HANDLES, errno.ENOMEM)  # not the guest's


class GuestFault(EpaperError):
    """A story or a part of it broke what works for others: a fault of ours, told by its name."""

    def __init__(self, story: str, part: str, reason: str) -> None:
        super().__init__(story, part, reason)  # the arguments, so that it comes whole from a worker
        self.story, self.part, self.reason = story, part, reason

    def __str__(self) -> str:
        what = f"the {self.part} of {self.story}" if self.part else self.story
        return f"{what} cannot be set ({self.reason}); leave it out and report it"


class NoFace(GuestFault):
    """A story has letters that no face of the paper has; `reason` names their script."""


@contextlib.contextmanager
def fence(story: str, part: str = "") -> Iterator[None]:
    """Raises what its body raises as GuestFault; errors of settings, of other guests and of the
    machine pass through as they are, and so do those of no guest (`story` is empty)."""
    try:
        yield
    except Exception as error:
        if not story or passes(error):
            raise
        raise GuestFault(story, part, reason_of(error)) from error


def passes(error: Exception) -> bool:
    """Whether an error is not for a fence to stop."""
    if isinstance(error, EpaperError | MemoryError):
        return True
    return isinstance(error, OSError) and error.errno in _MACHINE


def reason_of(error: BaseException) -> str:
    """An error of the language as part of a message."""
    words = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
