"""How a command ends: each kind of stop with its own code and one line, and nothing left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from command import COMMAND, ROOT, environment, run
from tiny_paper import DAY, write_tiny_paper

from epaper import cli
from epaper.cli import import_
from epaper.cli.stopping import Stopped, heeding, watch
from epaper.errors import EditionError
from epaper.model.finding import Finding, Severity
from epaper.sources.wire.outcome import Outcome, Result
from epaper.work.versions import newest


def raising(error: BaseException) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (EditionError("the day is missing"), 3, "the day is missing"),
        (Stopped(signal.SIGTERM), 143, "stopped"),
        (Stopped(signal.SIGINT), 130, "stopped"),
        (KeyboardInterrupt(), 130, "stopped"),
        (MemoryError(), 17, "--jobs 1"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), 17, "--jobs 1"),  # of a fork
        (RuntimeError("can't start new thread"), 17, "--jobs 1"),
        (OSError(errno.EMFILE, "Too many open files", "a.md"), 9, "ulimit -n"),
        (OSError(errno.ENOSPC, "No space left on device", "dist"), 9, "make room"),
        (PermissionError(errno.EACCES, "Permission denied", "dist"), 9, "dist cannot be used"),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.md"), 1, "a fault of ours"),
        (ValueError("odd"), 1, "a fault of ours, ValueError: odd"),
    ],
)
def test_each_kind_has_its_code_and_one_line(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli._ended(raising(error)) == code
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert words in told


def test_an_interrupt_that_came_to_nothing_stops_at_the_next_stage() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    hang_up = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    told: list[str] = []
    progress = heeding(lambda stage, _done, _of: told.append(stage))
    try:
        watch()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN  # nohup
        progress("read", 1, 1)
        with pytest.raises(Stopped, match="SIGTERM"):
            os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Stopped, match="SIGTERM") as stop:
            progress("lay out", 1, 1)
        assert stop.value.code == 143
    finally:
        cli.stopping._asked.clear()
        for number, handler in [*before.items(), (signal.SIGHUP, hang_up)]:
            signal.signal(number, handler)
    assert told == ["read"]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_paper(tmp_path_factory.mktemp("paper"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_build_leaves_nothing(paper: Path, number: signal.Signals) -> None:
    args = [*COMMAND, "build", "--date", DAY, "--jobs", "2"]
    child = subprocess.Popen(
        args, cwd=paper, env=environment(), stderr=subprocess.PIPE, start_new_session=True
    )
    end = time.monotonic() + 30
    while not list((paper / "dist").glob("*/.making-*")) and time.monotonic() < end:
        time.sleep(0.005)
    time.sleep(0.1)  # there are workers now
    os.killpg(child.pid, number)  # as a terminal and a service manager do
    _, told = child.communicate(timeout=30)
    assert child.returncode == 128 + number
    assert told.decode() == "epaper: stopped; the last good output is as it was\n"
    assert not (paper / "dist" / DAY).exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)


def test_a_stopped_import_says_what_holds(tmp_path: Path) -> None:
    """What came in before stays, which of a build nothing does."""
    (tmp_path / "drop").mkdir()
    args = [*COMMAND, "import", "--watch", "drop", "--date", DAY, "--pause", "0.05"]
    child = subprocess.Popen(args, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE)
    assert child.stderr is not None
    assert child.stderr.readline().startswith(b"watching")
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert child.returncode == 130
    assert told.decode() == (
        "epaper: stopped; what was told is in the day, the rest comes with the next import\n"
    )


def test_an_alarm_of_a_stopped_import_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that was found is told at the end, also where that comes early."""
    alarm = Finding(Severity.ERROR, "wire.kill", "quay already stands on page 1", "build again")

    def stopped() -> Iterator[Outcome]:
        yield Outcome(Result.KILLED, "Quay", "a.json", findings=(alarm,))
        raise Stopped(signal.SIGINT)

    with pytest.raises(Stopped):
        import_._show(stopped(), quiet=False, verbose=False)
    told = capsys.readouterr()
    assert "quay already stands on page 1" in told.out + told.err


needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


@needs_full
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_output_that_cannot_be_written(stream: str) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: full}
        args = [*COMMAND, "build", "--date", "2001-01-01" if stream == "stderr" else DAY, "--help"]
        args = args[:-1] if stream == "stderr" else args
        done = subprocess.run(args, cwd=ROOT, env=environment(), text=True, check=False, **streams)
    assert done.returncode == (3 if stream == "stderr" else 9)
    if stream == "stdout":
        assert done.stderr.count("\n") == 1
        assert "No space left" in done.stderr


def test_a_reader_that_has_seen_enough() -> None:
    here, there = os.pipe()
    os.close(here)
    with os.fdopen(there, "wb") as closed:
        args = [*COMMAND, "--help"]
        done = subprocess.run(
            args, cwd=ROOT, env=environment(), stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 141
    assert done.stderr == b""


def test_a_place_that_cannot_be_written_has_its_kind(paper: Path) -> None:
    (paper / "file").touch()
    for command, out in (("press", "file"), ("build", os.fsdecode(b"d\xff"))):
        done = run(command, "--date", DAY, "--out", out, cwd=paper)
        assert done.returncode == 9, done.stderr
        assert done.stderr.count("\n") == 1
        assert "--out" in done.stderr


def test_the_folder_is_as_people_know_it(paper: Path) -> None:
    """Links by name; a folder of an earlier program, or a copy, is taken over."""
    dist = paper / "dist" / DAY
    for _ in range(2):
        done = run("build", "--date", DAY, "--quiet", cwd=paper)
        assert done.returncode == 0, done.stderr
        shown = {path.name for path in dist.iterdir() if not path.name.startswith(".")}
        pdf = f"the-tiny-paper-{DAY}.pdf"
        assert shown == {"current", "issue", "report.html", "report.json", pdf}
        assert (dist / pdf).read_bytes() == (newest(dist) / pdf).read_bytes()
        assert len(list((dist / ".versions").iterdir())) == 1
        issue = {path.name for path in (newest(dist) / "issue" / "assets").iterdir()}
        for name in ("issue", "report.html", "report.json", pdf):  # as it was before versions
            (dist / name).unlink()
            (newest(dist) / name).rename(dist / name)
        (dist / "current").unlink()
        (dist / ".versions" / os.listdir(dist / ".versions")[0]).rmdir()
    assert issue


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_a_fault_of_ours_can_be_looked_into_with_every_command(name: str) -> None:
    command = cli.cli.get_command(click.Context(cli.cli), name)
    assert command is not None
    assert any("-v" in option.opts for option in command.params)
