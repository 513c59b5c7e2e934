"""Folders for temporary files go with their process, or at the next run; nobody else's do."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from epaper.work.hands import Hands
from epaper.work.scratch import OWNED, clear_scratch, new_scratch, scratch

pytest.importorskip("fcntl")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_scratch_goes_with_its_body(place: Path) -> None:
    with scratch("wire") as folder:
        (folder / "a").touch()
        assert list(folder.iterdir()) == [folder / "a"]
        clear_scratch()
        assert (folder / "a").exists()
    assert list(place.iterdir()) == []


def test_a_scratch_made_in_a_worker_goes_with_the_worker(place: Path) -> None:
    def work(_: int) -> str:
        folder = new_scratch("eps")
        (folder / "a.pdf").touch()
        return str(folder)

    with Hands(work, 2) as hands:
        made = hands.do([1, 2])
        assert all(Path(name, "a.pdf").exists() for name in made)
        clear_scratch()
        assert all(Path(name, "a.pdf").exists() for name in made)
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_cleared(place: Path) -> None:
    child = os.fork()
    if child == 0:
        (new_scratch("eps") / "a.pdf").touch()
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    assert len(list(place.iterdir())) == 1
    clear_scratch()
    assert list(place.iterdir()) == []


def test_folders_without_our_mark_stay(place: Path) -> None:
    old = time.time() - 100_000
    for name in ("epaper-out-1", "epaper-eps-new", "mine"):
        (place / name).mkdir()
        (place / name / "a.pdf").touch()
    (place / "epaper-file-1").touch()
    (place / "epaper-link-1").symlink_to("mine")
    for name in ("epaper-eps-left", "epaper-wire-left"):  # as earlier versions named them
        (place / name).mkdir()
        (place / name / "a.pdf").touch()
    for name in ("epaper-born-1", "epaper-just-1"):  # killed, or not yet marked
        (place / name).mkdir()
    for path in place.iterdir():
        if path.name not in ("epaper-eps-new", "epaper-just-1", "epaper-link-1"):
            os.utime(path, (old, old))
    (place / "mine" / OWNED).touch()
    clear_scratch()
    left = {path.name for path in place.iterdir()}
    kept = {"epaper-out-1", "epaper-eps-new", "mine", "epaper-file-1", "epaper-link-1"}
    assert left == kept | {"epaper-just-1"}
