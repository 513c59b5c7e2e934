"""Files that are there whole or not at all, after a loss of power too: one by one, or many at once.

A file is written under a name of its own, flushed to the disk, and only then renamed.  Many are
flushed together: what the disk's journal has to do for one it does for all of them.
"""

from __future__ import annotations

import contextlib
import functools
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from epaper.errors import OutputError

_MANY = 16  # files
_LONG = 1.0  # seconds; a batch by itself takes a hundredth of one
_begin_all = [True]
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def write_whole(path: Path, raw: bytes) -> None:
    """Write a file.  Raises OutputError."""
    write_all_whole(((path, raw),))


def write_all_whole(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files, none of which has its name before all of them are on the disk.  Raises
    OutputError, and leaves no half of a file then.
    """
    parts = [f"{path.parent}{os.sep}.{path.name}.part" for path, _ in files]
    handles: list[int] = []
    path = Path()
    try:
        for (path, raw), part in zip(files, parts, strict=True):
            handles.append(_opened(part, path))
            _write(handles[-1], raw)
        _flush([path for path, _ in files], handles)
        while handles:
            os.close(handles.pop())
        for (path, _), part in zip(files, parts, strict=True):
            os.replace(part, path)
    except BaseException as error:
        for handle in handles:
            os.close(handle)
        for part in parts:
            with contextlib.suppress(OSError):
                os.unlink(part)
        if isinstance(error, OSError):
            raise _unwritten(path, error) from None
        raise


def _opened(part: str, path: Path) -> int:
    try:
        return os.open(part, _NEW, 0o666)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(part, _NEW, 0o666)


def _write(handle: int, raw: bytes) -> None:
    left = memoryview(raw)
    while left:
        left = left[os.write(handle, left) :]


def _flush(paths: Sequence[Path], handles: Sequence[int]) -> None:
    """Every file to the disk."""
    if len(handles) >= _MANY:
        _begin(handles[0])
    for path, handle in zip(paths, handles, strict=True):
        try:
            os.fsync(handle)
        except OSError as error:
            raise _unwritten(path, error) from None


def _begin(handle: int) -> None:
    """Have the system write all that the disk waits for, in one go, where it can (Linux); each
    file's own flush has little to do then.  Not again where others write so much to the disk that
    it took long.
    """
    if _begin_all and (syncfs := _syncfs()) is not None:
        began = time.monotonic()
        syncfs(handle)
        if time.monotonic() - began > _LONG:
            _begin_all.clear()


@functools.cache
def _syncfs() -> Callable[[int], int] | None:
    try:
        import ctypes  # slow to load, and a few files need none

        found: Callable[[int], int] = ctypes.CDLL(None).syncfs
    except (ImportError, OSError, AttributeError, TypeError):  # another system
        return None
    return found


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path.name} cannot be written ({error.strerror}); free space on the disk or check "
        "permissions"
    )
