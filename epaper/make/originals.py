"""Files as the editor or an advertiser gave them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from epaper.errors import PictureError


@dataclass(frozen=True, slots=True)
class Original:
    """A file as the editor or an advertiser gave it."""

    path: Path
    name: str


def read_original(original: Original, digest: str) -> bytes:
    """The file, which has to be the one that the day was read with."""
    try:
        data = original.path.read_bytes()
    except OSError as error:
        fact = error.strerror or "it is missing"
        raise PictureError(
            f"{original.name} cannot be read ({fact}); put the file there or name another"
        ) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise PictureError(f"{original.name} changed while the edition was built; build it again")
    return data
