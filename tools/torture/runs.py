"""The program as its user runs it, killed as the system kills."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tools.torture.paper import ROOT

COMMAND = [sys.executable, "-c", "from epaper.cli import main; main()"]
ALLOWED = 300.0  # seconds; a run that takes longer waits for something that will not come


class Fault(Exception):
    """What a kill did that it must not."""


def start(folder: Path, *args: str) -> subprocess.Popen[str]:
    """A run in `folder`, with a place for temporary files of its own, in a process group."""
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    with (folder / "log").open("w", encoding="utf-8") as log:
        return subprocess.Popen(
            [*COMMAND, *args],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            text=True,
        )


def finish(run: subprocess.Popen[str]) -> int:
    """Its exit code.  Fault when it hangs."""
    try:
        return run.wait(ALLOWED)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        raise Fault(f"hangs: {' '.join(run.args[3:])}") from None  # type: ignore[index]


def whole(folder: Path, *args: str, jobs: int = 2) -> float:
    """A run that nobody kills, and the seconds it took.  Fault when it does not go well."""
    began = time.monotonic()
    code = finish(start(folder, *args, "--jobs", str(jobs)))
    if code:
        told = (folder / "log").read_text(encoding="utf-8", errors="replace")[-600:]
        raise Fault(f"the next run ends with {code}: {told}")
    return time.monotonic() - began


def killed(folder: Path, chance: random.Random, seconds: float, *args: str) -> bool:
    """A run that is killed somewhere within `seconds`; was it, or had it ended?

    Fault when one of its workers outlives it.
    """
    run = start(folder, *args, "--jobs", str(chance.choice((1, 2, 2, 3))))
    try:
        run.wait(chance.uniform(0, seconds))
    except subprocess.TimeoutExpired:
        run.kill()
    was_killed = run.wait() == -signal.SIGKILL
    end = time.monotonic() + 5
    while alive(run.pid):
        if time.monotonic() > end:
            os.killpg(run.pid, signal.SIGKILL)
            raise Fault("a worker outlives its run")
        time.sleep(0.005)
    return was_killed


def worker_killed(folder: Path, chance: random.Random, seconds: float, *args: str) -> int | None:
    """A run of which one worker is killed: its exit code, or None when there was none to kill."""
    run = start(folder, *args, "--jobs", str(chance.choice((2, 3))))
    time.sleep(chance.uniform(0, seconds))
    victim = None
    while run.poll() is None and victim is None:
        workers = children(run.pid)
        if workers:
            time.sleep(chance.uniform(0, 0.05))
            victim = chance.choice(workers)
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                victim = None
        else:
            time.sleep(0.002)
    code = finish(run)
    return code if victim is not None else None


def children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in text.split() if _group_of(int(child)) is not None]


def alive(group: int) -> bool:
    """Is a process of the group left?  Those that nobody waits for (zombies) are not."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    names = [entry.name for entry in Path("/proc").iterdir()]
    return any(_group_of(int(name)) == group for name in names if name.isdigit())


def _group_of(pid: int) -> int | None:
    """The group of a process; None when it is gone or a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    state, _, group = stat.rpartition(")")[2].split()[:3]
    return None if state == "Z" else int(group)
