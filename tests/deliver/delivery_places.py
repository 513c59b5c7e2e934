"""Packages and places to send them to, all on this machine."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from epaper.deliver import ftp, sftp
from epaper.deliver.address import Address
from epaper.deliver.handover import SUMS, Voice, hand_over
from epaper.deliver.target import HotFolder, Target
from epaper.model.press import TEMPORARY_NAME
from tools.loopback.ftp import ftp_server
from tools.loopback.lines import PASSWORD, USER
from tools.loopback.sftp import sftp_server
from tools.loopback.whims import Whims


def make_package(folder: Path, pages: dict[str, bytes], **more: object) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in pages.items():
        (folder / name).write_bytes(data)
    entries = [
        {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "pages": [number]}
        for number, (name, data) in enumerate(pages.items(), start=1)
    ]
    manifest = {"shop": "none-of-ours", "files": entries, **more}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def page(seed: int, size: int = 120_000) -> bytes:
    """Bytes that no other page has in any block."""
    block = b"".join(hashlib.sha256(f"{seed} {n}".encode()).digest() for n in range(size // 32 + 1))
    return block[:size]


@dataclass
class Place:
    """A target of one of the kinds, opened anew for each delivery as a command does."""

    kind: str
    folder: Path
    whims: Whims
    port: int = 0
    known_hosts: Path | None = None
    ca: Path | None = None
    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def open(self) -> Iterator[Target]:
        if self.kind == "folder":
            yield HotFolder(self.folder)
        elif self.kind == "sftp":
            address = Address("sftp", USER, "127.0.0.1", self.port, "/")
            with sftp.connect(address, self.known_hosts) as target:
                yield target
        else:
            scheme = "ftp" if self.kind == "ftp" else "ftps"
            address = Address(scheme, USER, "127.0.0.1", self.port)
            with ftp.connect(address, ca=self.ca, implicit=self.kind == "implicit") as server:
                yield server

    def deliver(self, package: Path, temporary: str = TEMPORARY_NAME) -> None:
        self.said.clear()
        self.warned.clear()
        with self.open() as target:
            hand_over(package, target, Voice(self.said.append, self.warned.append), temporary)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir())}


@contextlib.contextmanager
def place_of(
    kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch, certificate: Path | None = None
) -> Iterator[Place]:
    folder.mkdir()
    whims = Whims()
    monkeypatch.setenv(sftp.PASSWORD, PASSWORD)
    monkeypatch.setenv(ftp.PASSWORD, PASSWORD)
    monkeypatch.delenv(sftp.KEY, raising=False)
    if kind == "folder":
        yield Place(kind, folder, whims)
    elif kind == "sftp":
        with sftp_server(folder, whims) as server:
            hosts = folder.with_name("known_hosts")
            hosts.write_text(server.known_hosts())
            yield Place(kind, folder, whims, server.port, known_hosts=hosts)
    else:
        tls = {"ftp": "", "ftps": "auth", "implicit": "implicit"}[kind]
        with ftp_server(folder, whims, tls, certificate) as server:
            yield Place(kind, folder, whims, server.port, ca=certificate)


def whole(place: Place, package: Path) -> None:
    """The target is exactly the package, and sha256sum finds it so."""
    names = [
        entry["name"] for entry in json.loads((package / "manifest.json").read_text())["files"]
    ]
    expected = {name: (package / name).read_bytes() for name in (*names, "manifest.json")}
    found = place.files()
    sums = found.pop(SUMS)
    assert found == expected
    assert len(sums.splitlines()) == len(expected)
    if shutil.which("sha256sum"):  # the GNU one; without it the sums are read back by ours alone
        command = ["sha256sum", "--strict", "--quiet", "-c", SUMS]
        subprocess.run(command, cwd=place.folder, check=True)
