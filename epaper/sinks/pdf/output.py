"""Files appear whole or not at all."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from epaper.errors import OutputError


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file in memory to write to, put in the target's place at the end, whole.

    In memory, because the PDF library ends the process (an exception in a C++ destructor) when the
    disk is full under it.  OutputError when the folder cannot be written or the disk is full.
    """
    buffer = io.BytesIO()
    yield buffer
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=".part", dir=target.parent
        )
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(buffer.getbuffer())
        temporary.chmod(0o666 & ~_umask())
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        fact = error.strerror or str(error)
        remedy = "make room or name another folder with --out"
        raise OutputError(
            f"{target.name} cannot be written to {target.parent} ({fact}); {remedy}"
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
