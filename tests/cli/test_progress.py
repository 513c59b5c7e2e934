"""Progress: forward only, on a terminal only, and it says what it waits for."""

from __future__ import annotations

import ast
import io
import os
import pty
import subprocess
import threading
from pathlib import Path

import pytest
from command import COMMAND, environment
from rich.console import Console
from tiny_paper import DAY

import epaper.build
from epaper.cli.progress import STAGES, Way, watched
from epaper.errors import BusyError
from epaper.work.lock import locked


def test_the_bar_never_goes_back() -> None:
    way, seen = Way(), []
    told = [
        ("read", 0, 1),
        ("read", 1, 1),
        ("lay out", 0, 1),
        ("pages", 9, 12),
        ("pages", 3, 12),  # laid out anew with another number of pages
        ("pages", 12, 12),
        ("advertisements", 0, 3),
        ("pictures", 0, 9),  # after what comes later: not heard
        ("a stage that nobody knows", 0, 1),
        ("thumbnails", 0, 1),
        ("press", 1, 2),
    ]
    for stage in told:
        way.go(*stage)
        seen.append((way.at, way.doing))
    assert [at for at, _ in seen] == sorted(at for at, _ in seen)
    assert [doing for _, doing in seen][3:5] == ["lays the stories out, 9 of 12 pages"] * 2
    assert seen[7][1] == "reads advertisements, 3 files"
    assert seen[-1][1] == "prints for the press, 1 of 2 print shops"


def test_the_stages_follow_each_other() -> None:
    spans = [(begin, end) for begin, end, *_ in STAGES.values()]
    assert all(begin < end <= 100 for begin, end in spans)
    assert [begin for begin, _ in spans] == sorted(begin for begin, _ in spans)


def test_each_step_of_a_build_has_a_name_and_a_stage_of_its_own() -> None:
    """By its name its time is told, and what is kept of it is found."""
    tree = ast.parse(Path(epaper.build.__file__).read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    steps = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Step"]
    names = [ast.literal_eval(step.args[0]) for step in steps]
    assert len(names) >= 6
    assert len(set(names)) == len(names)
    assert set(names) <= set(STAGES)


@pytest.mark.parametrize(("terminal", "quiet"), [(False, False), (True, True)])
def test_nothing_where_nobody_watches(terminal: bool, quiet: bool) -> None:
    out = io.StringIO()
    with watched(Console(file=out, force_terminal=terminal, quiet=quiet)) as run:
        run.told("read", 0, 1)
        assert run.waiting is None
    assert out.getvalue() == ""


def test_a_lock_is_waited_for_where_that_is_wanted(tmp_path: Path) -> None:
    held, go, told = threading.Event(), threading.Event(), []

    def other() -> None:
        with locked(tmp_path / "day"):
            held.set()
            go.wait(10)

    def waiting(holder: str) -> None:
        told.append(holder)
        go.set()

    thread = threading.Thread(target=other)
    thread.start()
    held.wait(10)
    with pytest.raises(BusyError, match=f"process {os.getpid()}"), locked(tmp_path / "day"):
        pass
    with locked(tmp_path / "day", waiting):
        assert (tmp_path / "day" / ".lock").exists()
    thread.join()
    assert f"process {os.getpid()}, since" in told[0]


def test_a_build_at_a_terminal_says_what_it_waits_for(tmp_path: Path) -> None:
    """It is stopped before it has built anything: only the wait is looked at."""
    from tiny_paper import write_tiny_paper

    write_tiny_paper(tmp_path)
    ours, theirs = pty.openpty()
    env = {**environment(), "TERM": "xterm", "COLUMNS": "200"}
    with locked(tmp_path / "dist" / DAY):
        child = subprocess.Popen(
            [*COMMAND, "build", "--date", DAY], cwd=tmp_path, env=env, stderr=theirs
        )
        os.close(theirs)
        said = ""
        while "another run" not in said:
            said += os.read(ours, 4096).decode(errors="replace")
        child.terminate()
        assert child.wait(20) == 143
    os.close(ours)
    assert "waits for another run on this day to end" in said
    assert f"process {os.getpid()}, since" in said
    assert not (tmp_path / "dist" / DAY / "report.json").exists()
