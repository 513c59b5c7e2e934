"""How a command ends: the exit code of each kind of error, and what is said of it."""

from __future__ import annotations

import click

from epaper.cli.stopping import Stopped
from epaper.errors import EpaperError, OutputError, WorkerError
from epaper.model.finding import printable
from epaper.work.faults import DISK, HANDLES, MEMORY, REFUSED, SCARCE, fact, remedy

PIPE = 128 + 13  # as if by SIGPIPE: the reader, head or less, has seen enough


def ending(error: BaseException) -> tuple[int, str]:
    """The exit code, and the message; empty for an end that needs none.  A command that was stopped
    may have noted on the error what holds now (`add_note`).
    """
    match error:
        case click.exceptions.Exit():
            return int(error.exit_code), ""
        case BrokenPipeError() | SystemExit():  # as SystemExit click hands a broken pipe on
            return PIPE, ""
        case click.Abort() | Stopped() | KeyboardInterrupt():
            code = error.code if isinstance(error, Stopped) else 130
            held = getattr(error, "__notes__", None) or ["the last good output is as it was"]
            return code, "; ".join(["stopped", *held])
        case click.ClickException():
            return error.exit_code, printable(error.format_message())
        case EpaperError():
            return error.exit_code, printable(str(error))
    if _is_scarce(error):
        return WorkerError.exit_code, f"the memory does not suffice; {MEMORY}"
    refused = _refused(error) if isinstance(error, OSError) else ""
    if refused:
        return OutputError.exit_code, printable(refused)
    told = f"a fault of ours, {type(error).__name__}: {error}; run again with -v and report it"
    return 1, printable(told)


def is_ours(error: BaseException) -> bool:
    """Is it a fault of the program, whose traceback somebody will want?"""
    known = (click.ClickException, click.Abort, EpaperError, Stopped, KeyboardInterrupt)
    return not isinstance(error, known) and ending(error)[0] == 1


def output_is_gone(error: BaseException) -> bool:
    """Was it standard output that could not be written?"""
    if isinstance(error, OSError):
        return error.filename is None and error.errno in (*DISK, *HANDLES)
    return False


def _is_scarce(error: BaseException) -> bool:
    """Was there no memory for what is to be held, for a thread or for a process?"""
    if isinstance(error, OSError):
        return error.filename is None and error.errno in SCARCE
    return isinstance(error, MemoryError) or "can't start new thread" in str(error)


def _refused(error: OSError) -> str:
    """What the system refused, where it is not our fault."""
    if output_is_gone(error):
        return f"the output cannot be written ({fact(error)}); {remedy(error)}"
    if error.filename is not None and error.errno in (*DISK, *HANDLES, *REFUSED):
        return f"{error.filename} cannot be used ({fact(error)}); {remedy(error)}"
    return ""
