"""What the system refuses, told as what a user can do about it."""

from __future__ import annotations

import errno
from pathlib import Path

from epaper.errors import OutputError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
HANDLES = (errno.EMFILE, errno.ENFILE)
REFUSED = (errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG)
DISK = (*FULL, errno.EROFS, errno.EIO)  # no fault of the program's, whatever it did
MEMORY = "run again with --jobs 1, and end programs that take much memory"


def unwritable(target: Path, error: OSError) -> OutputError:
    return OutputError(f"{target} cannot be written ({fact(error)}); {remedy(error)}")


def fact(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__


def remedy(error: OSError) -> str:
    if error.errno in HANDLES:
        return "allow more open files (ulimit -n 256) and run again"
    if error.errno in FULL:
        return "make room on the disk, or name another folder with --out"
    return "free it or name another with --out"
