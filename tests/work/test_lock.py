"""The lock of a folder: one run at a time, who it is, and no lock of the dead."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from epaper.errors import BusyError, OutputError
from epaper.work.lock import LOCK, began, locked

fcntl = pytest.importorskip("fcntl")

HOLDING = """
import os, sys, time
from pathlib import Path
from epaper.work.lock import locked
with locked(Path(sys.argv[1])):
    child = os.fork()
    if child == 0:
        print("ready", flush=True)
        time.sleep(60)
    os.waitpid(child, 0)
"""


def take(folder: Path) -> None:
    with locked(folder):
        pass


def written(folder: Path) -> dict[str, object]:
    found = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_lock_says_who_holds_it(tmp_path: Path) -> None:
    with locked(tmp_path):
        told = written(tmp_path)
        assert told["pid"] == os.getpid()
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", str(told["since"]))
        with pytest.raises(BusyError) as busy:
            take(tmp_path)
    assert f"process {os.getpid()}, since {told['since']}" in str(busy.value)
    assert str(told["command"]) in str(busy.value)
    take(tmp_path)


def test_a_lock_that_does_not_say_whose_it_is_holds(tmp_path: Path) -> None:
    with (tmp_path / LOCK).open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        for text in ("", "{}", "17", '{"pid": "many"}'):
            (tmp_path / LOCK).write_text(text, encoding="utf-8")
            with pytest.raises(BusyError, match="it does not say which"):
                take(tmp_path)


def test_a_child_of_a_killed_run_does_not_hold_its_lock(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    (tmp_path / "report.json").touch()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        with pytest.raises(BusyError):
            take(tmp_path)
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text(encoding="ascii")
        run.kill()
        run.wait()
        take(tmp_path)
        os.kill(int(children), 9)


def dead_holder(folder: Path, **facts: object) -> None:
    """A lock of which the file names a process that is no more."""
    with locked(folder):
        told = written(folder)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (folder / LOCK).write_text(json.dumps({**told, "pid": ended.pid, **facts}), encoding="utf-8")


def test_a_lock_of_the_dead_is_broken(tmp_path: Path) -> None:
    (tmp_path / "report.json").touch()
    dead_holder(tmp_path)
    with (tmp_path / LOCK).open("a") as left:  # a child that nobody ended
        fcntl.flock(left, fcntl.LOCK_EX)
        with locked(tmp_path):
            assert written(tmp_path)["pid"] == os.getpid()
            with pytest.raises(BusyError, match=f"process {os.getpid()}"):
                take(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [LOCK, "report.json"]


def test_another_process_of_the_same_number_is_not_the_holder(tmp_path: Path) -> None:
    if not began(os.getpid()):
        pytest.skip("the system does not say when a process began")
    (tmp_path / "report.json").touch()
    dead_holder(tmp_path, pid=os.getpid(), began=began(os.getpid()) + 1)
    with (tmp_path / LOCK).open("a") as left:
        fcntl.flock(left, fcntl.LOCK_EX)
        take(tmp_path)


def test_a_lock_of_another_machine_holds(tmp_path: Path) -> None:
    (tmp_path / "report.json").touch()
    dead_holder(tmp_path, machine="elsewhere")
    with (tmp_path / LOCK).open("a") as left:
        fcntl.flock(left, fcntl.LOCK_EX)
        with pytest.raises(BusyError, match="on elsewhere, since"):
            take(tmp_path)


def test_folders_made_for_nothing_go_again(tmp_path: Path) -> None:
    take(tmp_path / "press" / "shop")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "press").mkdir()
    take(tmp_path / "press" / "shop")
    assert [path.name for path in tmp_path.iterdir()] == ["press"]


def test_a_lock_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file cannot be written .* --out"):
        take(tmp_path / "file")
    (tmp_path / "day" / LOCK).mkdir(parents=True)
    with pytest.raises(OutputError, match=r"day cannot be written .* --out"):
        take(tmp_path / "day")
