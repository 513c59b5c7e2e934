"""What can stop a run, and the exit code of each kind.

    EpaperError              1   anything of ours that has no kind of its own
    |- UsageError            2   the command line asks for what cannot be (click uses 2 as well)
    |- EditionError          3   the day's folder: missing, empty, or with mistakes in it
    |- DesignError           4   a layout, words or press settings file
    |- FontError             5   a font file is missing or cannot be used
    |- PictureError          6   a picture cannot be printed
    |- LayoutError           7   the stories cannot be laid out as asked
    |- LedgerError           8   a character of a story is neither placed, held nor cut
    |- OutputError           9   the result cannot be written
    |- BusyError            10   another build of the same day is running
    |- PreflightError       11   a file is not fit for the press
    |- DeliveryError        12   files could not be handed over
    |- VerifyError          13   pages are stale, swapped, foreign or missing
    |- WireError            14   a source of stories cannot be read
    |- IssueError           15   a built issue is missing, damaged or of another format
    |- WithheldError        16   the paper would be wrong and nobody signed for it
    |- WorkerError          17   the system ended a worker, and again when its work was done anew
    Stopped       129, 130, 143  by a hang-up, from the keyboard, by a request to end

A message names the object, the fact and the remedy, in that order: "pictures/bridge.jpg prints at
96 ppi, 200 needed; use it no wider than 2 columns or send a larger file".  Problems in content are
findings (model/finding.py), collected and shown together; an exception stops the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class EpaperError(Exception):
    """Base of all errors that a user can do something about.

    `findings`: of model/finding.py, of what was wrong.  `report`: of the build that it ends, as
    data, where there is one.
    """

    exit_code = 1
    findings: Sequence[Any] = ()
    report: dict[str, Any] | None = None


class UsageError(EpaperError):
    exit_code = 2


class EditionError(EpaperError):
    exit_code = 3


class DesignError(EpaperError):
    exit_code = 4


class FontError(EpaperError):
    exit_code = 5


class PictureError(EpaperError):
    exit_code = 6


class LayoutError(EpaperError):
    exit_code = 7


class LedgerError(EpaperError):
    exit_code = 8


class OutputError(EpaperError):
    exit_code = 9


class BusyError(EpaperError):
    exit_code = 10


class PreflightError(EpaperError):
    exit_code = 11


class DeliveryError(EpaperError):
    exit_code = 12


class VerifyError(EpaperError):
    exit_code = 13


class WireError(EpaperError):
    exit_code = 14


class IssueError(EpaperError):
    exit_code = 15


class WithheldError(EpaperError):
    """`report`: of the edition that does not go out, as a build returns it."""

    exit_code = 16

    def __init__(self, message: str, report: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.report = report


class WorkerError(EpaperError):
    exit_code = 17
