"""Handing files over: temporary name, resume, verify, rename; the manifest last.  Safe to run
again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from epaper.errors import DeliveryError
from epaper.sinks.press.manifest import (
    DELIVERED,
    MANIFEST,
    MANIFEST_PAGE,
    PROOF,
    REPORT,
    REPORT_PAPER,
    TICKET,
    read_manifest,
)

PART = ".part"
BLOCK = 1 << 17
Say = Callable[[str], None]


class Target(Protocol):
    """A place that files are sent to; every method may raise OSError."""

    def size(self, name: str) -> int | None: ...
    def read(self, name: str) -> BinaryIO: ...
    def append(self, name: str, source: BinaryIO, offset: int) -> None: ...
    def rename(self, old: str, new: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Sent:
    name: str
    bytes_sent: int
    resumed_at: int  # bytes that were there already from a cut run


@dataclass(frozen=True, slots=True)
class HotFolder:
    """A folder that the print shop watches."""

    path: Path

    def size(self, name: str) -> int | None:
        try:
            return (self.path / name).stat().st_size
        except FileNotFoundError:
            return None

    def read(self, name: str) -> BinaryIO:
        return (self.path / name).open("rb")

    def append(self, name: str, source: BinaryIO, offset: int) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / name).open("r+b" if offset else "wb") as target:
            target.seek(offset)
            target.truncate()
            shutil.copyfileobj(source, target, BLOCK)
            target.flush()
            os.fsync(target.fileno())

    def rename(self, old: str, new: str) -> None:
        os.replace(self.path / old, self.path / new)


def package_files(folder: Path) -> list[Path]:
    """Everything of the package in the order it is sent.  DeliveryError when it is not whole."""
    manifest = read_manifest(folder)
    if not manifest.get("files"):
        raise DeliveryError(f"{folder} holds no manifest; run epaper press first")
    pages = []
    for entry in manifest["files"]:
        page = folder / Path(entry["name"]).name
        if not page.is_file() or _digest(page.open("rb")) != entry["sha256"]:
            raise DeliveryError(f"{page.name} is not as its manifest says; run epaper press again")
        pages.append(page)
    others = [
        folder / name
        for name in (REPORT, REPORT_PAPER, TICKET, PROOF, MANIFEST_PAGE)
        if (folder / name).is_file()
    ]
    return [*pages, *others, folder / MANIFEST]


def send(files: Sequence[Path], target: Target, say: Say = lambda _: None) -> list[Sent]:
    """Send what is not there yet.  DeliveryError names the file that stopped the run; what arrived
    stays.
    """
    done = []
    for file in files:
        try:
            sent = _send_one(file, target)
        except DeliveryError:
            raise
        except (OSError, EOFError) as error:
            raise DeliveryError(
                f"{file.name} could not be sent ({str(error) or type(error).__name__}); "
                "see that line and disk are in order and run again, it goes on from here"
            ) from error
        done.append(sent)
        state = (
            "was there"
            if not sent.bytes_sent
            else f"resumed at {sent.resumed_at}"
            if sent.resumed_at
            else "sent"
        )
        say(f"{file.name}: {state}")
    return done


def note_delivered(folder: Path) -> None:
    """Remember the package's manifest as the one that was handed over: plates are made of it."""
    data = (folder / MANIFEST).read_bytes()
    temporary = folder / f".{DELIVERED}{PART}"
    try:
        temporary.write_bytes(data)
        os.replace(temporary, folder / DELIVERED)
    except OSError as error:
        raise DeliveryError(
            f"{folder / DELIVERED} cannot be written ({error.strerror}); the files were sent, the "
            "next remake list will not know it"
        ) from error


def _send_one(file: Path, target: Target) -> Sent:
    size, wanted = file.stat().st_size, _digest(file.open("rb"))
    if target.size(file.name) == size and _digest(target.read(file.name)) == wanted:
        return Sent(file.name, 0, 0)
    part = file.name + PART
    offset = target.size(part) or 0
    if offset > size or (offset and _digest(target.read(part)) != _digest(file.open("rb"), offset)):
        offset = 0
    with file.open("rb") as source:
        source.seek(offset)
        target.append(part, source, offset)
    if target.size(part) != size or _digest(target.read(part)) != wanted:
        raise DeliveryError(f"{file.name} arrived damaged; run again, it is sent anew")
    target.rename(part, file.name)
    return Sent(file.name, size - offset, offset)


def _digest(source: BinaryIO, length: int = -1) -> str:
    digest = hashlib.sha256()
    with source:
        while length:
            block = source.read(BLOCK if length < 0 else min(BLOCK, length))
            if not block:
                break
            digest.update(block)
            length -= len(block) if length > 0 else 0
    return digest.hexdigest()
