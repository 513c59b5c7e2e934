"""Files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from epaper.errors import OutputError


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path beside the target to write to, moved over the target at the end and removed when
    anything fails.

    OutputError when the folder cannot be written or the disk is full.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=".part", dir=target.parent
        )
        os.close(handle)
        temporary = Path(name)
        yield temporary
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
