"""A folder put in the place of another in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # renameat2(2)


def exchange(new: Path, place: Path) -> None:
    """Put `new` into `place`; what stood there stands in `new` afterwards.

    On Linux in one step of the file system.  Elsewhere there is a moment between two renames: what
    was there waits beside it, and `recovered` puts it back should the run have ended just then.
    """
    if not place.exists():
        new.rename(place)
        return
    if _swapped(new, place):
        return
    aside = _aside(place, new.parent)
    place.rename(aside)
    new.rename(place)
    aside.rename(new)


def recovered(beside: Path, site: Path) -> None:
    """Undo what a run that was ended left half done, and take its folder away."""
    if not beside.is_dir():
        return
    for aside in sorted(beside.glob("*.aside")):
        place = site / aside.name.removesuffix(".aside")
        if not place.exists():
            aside.rename(place)
    shutil.rmtree(beside)


def _aside(place: Path, beside: Path) -> Path:
    return beside / f"{place.name}.aside"


def _swapped(new: Path, place: Path) -> bool:
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    swap = (AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(place), RENAME_EXCHANGE)
    return bool(rename(*swap) == 0)
