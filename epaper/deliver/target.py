"""Places that files are sent to, and what each of them may refuse."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

BLOCK = 1 << 17
_REFUSED = (  # EXDEV: folders joined of several disks rename nothing from one to the other
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.EINVAL),
    *(errno.ENOTSUP, errno.EISDIR, errno.EXDEV),
)


class Refused(OSError):
    """The other side will not do it, or cannot; the connection stands."""


class Target(Protocol):
    """Every method may raise Refused, and OSError or EOFError when line or disk break."""

    @property
    def label(self) -> str:
        """The place, as the record of what was sent has it."""

    def size(self, name: str) -> int | None:
        """In bytes; None when it is not there.  Refused when it is not told."""

    def read(self, name: str) -> BinaryIO: ...

    def append(self, name: str, source: BinaryIO, offset: int) -> None:
        """Write what is left of the source from `offset` on, which is the size of what is there; 0:
        make the file anew.  Refused: nothing was written."""

    def rename(self, old: str, new: str) -> None:
        """`new` is replaced.  Refused: `old` is as it was, `new` may be gone."""

    def remove(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class HotFolder:
    """A folder that the print shop watches.  It must be there: one that is not may be a share that
    is not mounted."""

    path: Path

    @property
    def label(self) -> str:
        return str(self.path.resolve())

    def size(self, name: str) -> int | None:
        with _refusals():
            try:
                return (self.path / name).stat().st_size
            except FileNotFoundError:
                return None

    def read(self, name: str) -> BinaryIO:
        with _refusals():
            return (self.path / name).open("rb")

    def append(self, name: str, source: BinaryIO, offset: int) -> None:
        with _refusals():
            target = (self.path / name).open("r+b" if offset else "wb")
        with target:
            target.seek(offset)
            shutil.copyfileobj(source, target, BLOCK)
            target.flush()
            os.fsync(target.fileno())

    def rename(self, old: str, new: str) -> None:
        with _refusals():
            try:
                os.replace(self.path / old, self.path / new)
            except (PermissionError, FileExistsError):  # some network shares replace nothing
                (self.path / new).unlink(missing_ok=True)
                os.rename(self.path / old, self.path / new)
        with contextlib.suppress(OSError):  # shares that flush no folder
            handle = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def remove(self, name: str) -> None:
        with _refusals():
            (self.path / name).unlink()


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _REFUSED:
            raise Refused(error.errno, error.strerror, error.filename) from error
        raise
