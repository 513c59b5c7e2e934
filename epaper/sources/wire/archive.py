"""Archives (ZIP, TAR, gzip) unpacked into a folder of our own: no path out of it, no links, bounded
in size and number.
"""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from epaper.errors import WireError
from epaper.sources.wire.package import is_office

MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000
MOST_OF_ONE = 256_000_000
_CHUNK = 1 << 20


def is_archive(head: bytes, name: str) -> bool:
    return not is_office(head) and (
        head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"))
        or head[257:262] == b"ustar"
        or name.lower().endswith(".tar")
    )


def unpack(path: Path, target: Path) -> Iterator[tuple[str, str]]:
    """Unpack into `target`; yields (member, reason) for each member that is refused.

    Raises WireError for an archive that cannot be read or is too large.
    """
    try:
        with path.open("rb") as file:
            head = file.read(262)
        if head.startswith(b"PK"):
            yield from _zip(path, target)
        elif tarfile.is_tarfile(path):
            yield from _tar(path, target)
        elif head.startswith(b"\x1f\x8b"):
            with gzip.open(path, "rb") as packed:
                _copy(packed, target / (path.stem or "file"), MOST_OF_ONE)
        else:
            raise WireError("is an archive of a kind that cannot be read; send ZIP or TAR")
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise WireError(
            f"is a damaged archive, or one with a password ({str(error)[:80]})"
        ) from None


def _place(name: str, target: Path) -> Path | str:
    """Where a member goes, or why it goes nowhere."""
    pure = PurePosixPath(name.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts or ":" in name or "\x00" in name:
        return "its path leads out of the archive"
    if any(part.startswith(".") or part == "__MACOSX" for part in pure.parts):
        return "a hidden file"
    if len(name) > 400 or any(len(part.encode()) > 250 for part in pure.parts):
        return "its name is too long"
    return target / pure


def _zip(path: Path, target: Path) -> Iterator[tuple[str, str]]:
    left = MOST_BYTES
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        _check_count(len(members))
        for member in members:
            if member.is_dir():
                continue
            place = _place(member.filename, target)
            if isinstance(place, str) or (member.external_attr >> 16) & 0o170000 == 0o120000:
                yield member.filename, place if isinstance(place, str) else "a link"
                continue
            with archive.open(member) as packed:
                left -= _copy(packed, place, min(left, MOST_OF_ONE))


def _tar(path: Path, target: Path) -> Iterator[tuple[str, str]]:
    left, count = MOST_BYTES, 0
    with tarfile.open(path, "r:*") as archive:
        for member in archive:
            count += 1
            _check_count(count)
            if member.isdir():
                continue
            place = _place(member.name, target)
            if isinstance(place, str) or not member.isfile():
                yield member.name, place if isinstance(place, str) else "a link or device"
                continue
            packed = archive.extractfile(member)
            if packed is not None:
                left -= _copy(packed, place, min(left, MOST_OF_ONE))


def _check_count(count: int) -> None:
    if count > MOST_FILES:
        raise WireError(f"is an archive of more than {MOST_FILES} files; split it")


def _copy(source: IO[bytes] | gzip.GzipFile, place: Path, most: int) -> int:
    """Copy no more than `most` bytes, whatever the archive says about its size."""
    place.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with place.open("wb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > most:
                raise WireError(
                    f"is an archive that unpacks to more than {most // 1_000_000} MB; split it"
                )
            out.write(chunk)
    return written
