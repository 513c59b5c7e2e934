"""Preflight of files from outside, each in a child process with limits."""

from __future__ import annotations

from pathlib import Path

from epaper.adverts.cleaned import said
from epaper.model.finding import Finding
from epaper.model.press import PressSettings
from epaper.preflight.files import check_file
from epaper.preflight.rules import finding
from epaper.work.child import LimitError, in_child

SECONDS = 240.0  # of computing: a whole paper in one file is large


def check_foreign(path: Path, settings: PressSettings) -> tuple[Finding, ...]:
    """As `check_file`; whatever the file does, something is said of it."""
    try:
        return in_child(lambda: check_file(path, settings), SECONDS)
    except LimitError as error:
        fact = f"the file {error}"
    except Exception as error:
        fact = f"the file cannot be read ({said(error)})"
    return (finding("file.unreadable", fact, file=path.name),)
