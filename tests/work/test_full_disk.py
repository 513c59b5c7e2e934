"""A disk that is full at each write of a build and of a press run: exit 9's error, the last good
output whole, nothing left.  The layout is made once: what is of interest comes after it."""

from __future__ import annotations

import builtins
import datetime
import errno
import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import epaper.build
from epaper.errors import OutputError
from epaper.make.request import Request
from epaper.press import press
from epaper.work.versions import newest
from tests.cli.tiny_paper import DAY, write_tiny_paper


class Disk:
    """Counts what needs room on the disk, and is full from the n-th on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.full_at: int | None = None
        disk = self
        opened = io.open

        class Raw(io.FileIO):
            def write(self, data: Any) -> int:
                disk.ask(self.name)
                return super().write(data)

        def open_(file: Any, mode: str = "r", buffering: int = -1, *more: Any, **named: Any) -> Any:
            if not set(mode) & set("wxa+") or isinstance(file, int):
                return opened(file, mode, buffering, *more, **named)
            plain = mode.replace("t", "").replace("b", "")
            raw = Raw(file, plain, opener=named.get("opener"))
            binary = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            if "b" in mode:
                return binary
            encoding = named.get("encoding") or (more[0] if more else "utf-8")
            return io.TextIOWrapper(binary, encoding=encoding)

        monkeypatch.setattr(io, "open", open_)
        monkeypatch.setattr(builtins, "open", open_)
        for name in ("mkdir", "symlink", "link"):
            monkeypatch.setattr(os, name, self.asking(getattr(os, name)))

    def asking(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def change(*args: Any, **more: Any) -> Any:
            self.ask(args[0])
            return real(*args, **more)

        return change

    def ask(self, name: object) -> None:
        self.count += 1
        if self.full_at is not None and self.count > self.full_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(name))


@pytest.fixture(scope="module")
def request_(tmp_path_factory: pytest.TempPathFactory) -> Request:
    paper = write_tiny_paper(tmp_path_factory.mktemp("paper"))
    settings = paper / "editions" / DAY / "edition.yaml"
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ads:.*$", "", text).replace("least: 2, most: 4, multiple: 1", "4")
    settings.write_text(text.replace("{4}", "4"), encoding="utf-8")
    return Request(datetime.date.fromisoformat(DAY), paper / "editions", out=paper / "dist")


@pytest.fixture
def disk(
    request_: Request, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Disk]:
    real, laid = epaper.build.lay_out, []

    def once(*args: Any) -> Any:
        if not laid:
            laid.append(real(*args))
        return laid[0]

    monkeypatch.setattr(epaper.build, "lay_out", once)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("temporary")))
    yield Disk(monkeypatch)
    monkeypatch.undo()


def seen(folder: Path) -> dict[str, bytes]:
    """All of a folder but the clock's figures and the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.name != ".lock"
    }


def everywhere(disk: Disk, run: Callable[[], object], target: Path, tries: int) -> None:
    """Run with the disk full at the first write, at the last, and between; torture tries more."""
    run()  # what is stored for the next run is not written again
    disk.count = 0
    run()
    writes = disk.count
    assert writes > 2 * tries
    before = seen(target)
    for place in sorted({writes * step // tries for step in range(tries)} | {writes - 1}):
        disk.count, disk.full_at = 0, place
        with pytest.raises(OutputError, match="No space left") as stop:
            run()
        disk.full_at = None
        assert stop.value.exit_code == 9
        assert seen(target) == before, f"write {place} of {writes}"
        assert not list(target.glob(".making-*"))


def test_a_build(request_: Request, disk: Disk) -> None:
    everywhere(disk, lambda: epaper.build.build(request_), request_.paths.target, 4)
    assert (newest(request_.paths.target) / "report.json").is_file()


def test_a_press_run(request_: Request, disk: Disk) -> None:
    epaper.build.build(request_)
    target = request_.paths.press("digital-shortrun-tabloid")
    everywhere(disk, lambda: press(request_, "digital-shortrun-tabloid"), target, 2)
    assert (newest(target) / "manifest.json").is_file()
