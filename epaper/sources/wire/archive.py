"""Archives (ZIP, TAR, gzip) unpacked into a folder of our own: no path out of it, no links, no
archives inside, bounded in size, number and ratio.

What is refused is refused by name and the other members come in; an archive that unpacks to more
than it may is refused as a whole, since a true one does not.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal

from epaper.errors import EpaperError, WireError
from epaper.sources.wire.fence import environment

MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000
MOST_OF_ONE = 256_000_000
MOST_RATIO = 200  # of unpacked to packed size; texts reach 20, a bomb thousands
LEAST_LIMIT = 32_000_000  # bytes that any archive may unpack to, whatever its ratio
_CHUNK = 1 << 18
_PACKED: dict[bytes, Callable[[Path, Literal["rb"]], Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


def unpack(path: Path, target: Path) -> Iterator[tuple[str, str]]:
    """Unpack into `target`; yields (member, reason) for each member that is refused.

    Raises WireError for an archive that cannot be read or is too large, OutputError for a full
    disk.
    """
    try:
        with path.open("rb") as file:
            head = file.read(262)
        budget = _Budget(path.stat().st_size)
        if head.startswith(b"PK"):
            yield from _zip(path, target, budget)
            return
        opened = next((way for mark, way in _PACKED.items() if head.startswith(mark)), None)
        if opened is None:
            with path.open("rb") as plain:
                yield from _tar(plain, target, budget)
            return
        with opened(path, "rb") as packed:
            inside = packed.read(512)
        if inside[257:262] == b"ustar" or path.name.lower().endswith((".tar.gz", ".tgz", ".tar")):
            with opened(path, "rb") as packed:
                counted = _Counted(packed, _Budget(path.stat().st_size))
                yield from _tar(counted, target, budget)
        else:
            with opened(path, "rb") as packed:
                _copy(packed, target / (path.stem or "file"), budget)
    except EpaperError:
        raise
    except _BROKEN as error:
        raise _meant(error) from None


def _meant(error: Exception) -> EpaperError:
    return environment(error) or WireError(f"is a damaged archive ({str(error)[:80]})")


class _Budget:
    """What may still be unpacked, bytes; and how many members."""

    def __init__(self, packed: int) -> None:
        self.most = min(MOST_BYTES, max(LEAST_LIMIT, packed * MOST_RATIO))
        self.left = self.most
        self.count = 0

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise WireError(
                f"is an archive that unpacks to more than {self.most // 1_000_000} MB; split it, "
                "or ask the sender: it may be a bomb"
            )

    def members(self, count: int = 1) -> None:
        self.count += count
        if self.count > MOST_FILES:
            raise WireError(f"is an archive of more than {MOST_FILES} files; split it")


class _Counted:
    """A packed stream that ends the reading when too much comes out of it, also of what is passed
    over.
    """

    def __init__(self, packed: IO[bytes], budget: _Budget) -> None:
        self.packed = packed
        self.budget = budget

    def read(self, size: int = -1, /) -> bytes:
        data = self.packed.read(size if size >= 0 else _CHUNK)
        self.budget.take(len(data))
        return data


def _place(name: str, target: Path) -> Path | str:
    """Where a member goes, or why it goes nowhere."""
    pure = PurePosixPath(name.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts or ":" in name or "\x00" in name:
        return "its path leads out of the archive"
    if any(part.startswith(".") or part == "__MACOSX" for part in pure.parts):
        return "a hidden file"
    if not pure.parts:
        return "has no name"
    if len(name) > 400 or any(len(os.fsencode(_sound(part))) > 240 for part in pure.parts):
        return "its name is too long"
    place = target / _sound(str(pure))
    if place.exists() or any(up.is_file() for up in place.parents if up != target):
        return "another member has its name"
    return place


def _sound(name: str) -> str:
    """A name that a file can have: bytes that are no UTF-8, and controls, by a low line."""
    return "".join(c if c.isprintable() or c == " " else "_" for c in name)


def _zip(path: Path, target: Path, budget: _Budget) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        budget.members(len(members))
        _Budget(path.stat().st_size).take(sum(member.file_size for member in members))
        for member in members:
            if member.is_dir():
                continue
            place = _place(member.filename, target)
            kind = (member.external_attr >> 16) & 0o170000
            if isinstance(place, str):
                yield member.filename, place
            elif kind not in (0, 0o100000):
                yield member.filename, "a link or device"
            elif member.flag_bits & 1:
                yield member.filename, "is locked with a password"
            elif reason := _member(partial(archive.open, member), place, budget):
                yield member.filename, reason


def _tar(stream: Any, target: Path, budget: _Budget) -> Iterator[tuple[str, str]]:
    with tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:
        for member in archive:
            budget.members()
            if member.isdir():
                continue
            place = _place(member.name, target)
            if isinstance(place, str):
                yield member.name, place
            elif not member.isfile():
                yield member.name, "a link or device"
            elif reason := _member(partial(archive.extractfile, member), place, budget):
                yield member.name, reason


def _member(opened: Callable[[], IO[bytes] | None], place: Path, budget: _Budget) -> str:
    """Unpack one member; why it could not be, and then nothing of it is left."""
    try:
        if (packed := opened()) is not None:
            with packed:
                _copy(packed, place, budget)
    except EpaperError:
        place.unlink(missing_ok=True)
        raise
    except _BROKEN as error:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)
        if (stop := environment(error)) is not None:
            raise stop from None
        return f"is damaged ({str(error)[:80]})"
    return ""


def _copy(source: IO[bytes], place: Path, budget: _Budget) -> None:
    """Copy no more than the budget allows, whatever the archive says about its size."""
    place.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with place.open("wb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            budget.take(len(chunk))
            if written > MOST_OF_ONE:
                raise WireError(
                    f"is an archive with a file of more than {MOST_OF_ONE // 1_000_000} MB; "
                    "take it out"
                )
            out.write(chunk)
