"""The making of a package's files: each printed, checked, and drawn for its proof.

It loads what all that needs, and is loaded where a page is to be made.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from epaper.errors import EpaperError, OutputError, WorkerError
from epaper.model.finding import Finding
from epaper.preflight.files import checked_file
from epaper.preflight.plates import plate_digests
from epaper.preflight.rules import finding
from epaper.sinks.press.adnames import inked_adverts, named_by_booking
from epaper.sinks.press.digest import page_digests
from epaper.sinks.press.groups import Group
from epaper.sinks.press.made import Made, file_digest
from epaper.sinks.press.printing import PressPass
from epaper.sinks.press.proof import drawn_pages
from epaper.sinks.press.writing import PressPage
from epaper.work.faults import DISK
from epaper.work.hands import beside
from epaper.work.kept import is_keeping


def make_file(press: PressPass, group: Group, file: Path) -> Made:
    """One file; whatever cannot be printed is a finding of its page, and the others go on."""
    try:
        written = press.write(group.pages, file)
    except Exception as error:
        _raise_for_the_disk(error)
        file.unlink(missing_ok=True)
        return Made(file, tuple(_failures(press, group, file, error)))
    try:
        with beside(partial(_drawn, file, len(group.numbers)), press.works.jobs, "proof") as drawn:
            made = _checked(press, group, file, written)
            with contextlib.suppress(WorkerError):  # then it is drawn with the proof
                drawn()
        return made
    except Exception as error:
        _raise_for_the_disk(error)
        return Made(file, (_failure(error, 1),))


def _checked(press: PressPass, group: Group, file: Path, written: Sequence[PressPage]) -> Made:
    numbers = [page.number for page in group.pages]
    told = inked_adverts(press.findings, group.pages, press.issue)
    checked = checked_file(file, press.settings, numbers, group.across, told=told)
    plates = {  # a page whose content cannot be read to its end says so here
        str(page.number): checked.plates[at] if at in checked.plates else plate_digests(file, at)
        for at, page in enumerate(group.pages)
    }
    codes = {str(page.number): str(page.code) for page in written}
    unnamed = [replace(one, file="") for one in checked.findings]  # the file has no name yet
    named = named_by_booking(unnamed, group.pages, press.issue)
    return Made(
        file,
        (*press.findings, *named),
        codes,
        plates,
        digests=tuple(page_digests(file)),
        sha256=file_digest(file),
        bytes=file.stat().st_size,
    )


def _drawn(file: Path, numbers: int) -> None:
    """The file's pages for the proofs, kept; what cannot be drawn is told where it is asked for."""
    with contextlib.suppress(Exception):
        if is_keeping():
            drawn_pages(file, file_digest(file), numbers)


def _raise_for_the_disk(error: Exception) -> None:
    """A disk that is full is not the page's fault."""
    ours = isinstance(error, OSError) and error.errno in DISK
    if ours or isinstance(error, OutputError):
        raise error


def _failures(press: PressPass, group: Group, file: Path, error: Exception) -> Iterator[Finding]:
    """Which of a file's pages cannot be printed, and why."""
    if len(group.pages) == 1:
        yield _failure(error, 1)
        return
    for at, page in enumerate(group.pages, 1):
        try:
            press.write([page], file)
        except Exception as own:
            _raise_for_the_disk(own)
            yield _failure(own, at)
    file.unlink(missing_ok=True)


def _failure(error: Exception, page: int) -> Finding:
    fact = str(error) if isinstance(error, EpaperError) else f"{type(error).__name__}: {error}"
    return finding("page.failed", f"the page cannot be printed ({fact})", page)
