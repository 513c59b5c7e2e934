"""Files that a command writes because somebody named them."""

from __future__ import annotations

from pathlib import Path

from epaper.errors import OutputError


def write(path: Path, content: bytes | str) -> None:
    """Write the file; bytes of names that are no UTF-8 are spelt out.  OutputError when it cannot
    be written."""
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written ({error.strerror}); name another file"
        ) from error
