"""Files that are there whole or not at all, after a loss of power too: one by one, or many at once.

A file is written under a name of its own, flushed to the disk, and only then renamed.  Of many the
flushing is done together: what the disk's journal has to do for each it does once for some.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from epaper.errors import OutputError

_THREADS = 4  # that flush; more gain little
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
    """Every file to the disk, each of a few threads its share of them."""
    failed: list[OutputError] = []

    def share(first: int) -> None:
        for at in range(first, len(handles), _THREADS):
            try:
                os.fsync(handles[at])
            except OSError as error:
                failed.append(_unwritten(paths[at], error))
                return

    threads = [Thread(target=share, args=(first,)) for first in range(1, _THREADS)]
    started: list[Thread] = []
    with contextlib.suppress(RuntimeError):  # no memory for a thread
        for thread in threads if len(handles) > 1 else ():
            thread.start()
            started.append(thread)
    for first in (0, *range(len(started) + 1, _THREADS)):
        share(first)
    for thread in started:
        thread.join()
    if failed:
        raise failed[0]


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path.name} cannot be written ({error.strerror}); free space on the disk or check "
        "permissions"
    )
