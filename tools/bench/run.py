"""Wall time and peak memory of a command in a fresh process, its children included."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    peak_mb: (
        float  # of the whole tree of processes; shared pages count once where the system says so
    )
    output: str
    cpu: float  # seconds of a core, the system's for it included


def run(command: Sequence[str], cwd: Path) -> Run:
    """Run to the end; raises CalledProcessError with the command's complaint when it fails."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        watch = _Watch(child.pid)
        watch.start()
        output, complaint = _read(child)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        watch.ended.set()
        watch.join()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, output, complaint)
    # what the system says of an ended child holds the memory of the bench itself, from which it
    # was forked: that counts only where nothing was seen while it ran
    own = usage.ru_maxrss * (1024 if os.uname().sysname != "Darwin" else 1)
    return Run(seconds, (watch.peak or own) / 1e6, output, usage.ru_utime + usage.ru_stime)


def _read(child: subprocess.Popen[str]) -> tuple[str, str]:
    """All that the child says, from both pipes; it is not yet waited for, so that its use of memory
    can be asked.
    """
    complaints: list[str] = []
    assert child.stdout is not None
    assert child.stderr is not None
    reader = threading.Thread(target=lambda stream=child.stderr: complaints.append(stream.read()))
    reader.start()
    output = child.stdout.read()
    reader.join()
    return output, "".join(complaints)


class _Watch(threading.Thread):
    """Samples the memory of a tree of processes (Linux; elsewhere the largest process stands for
    the tree).
    """

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.peak, self.ended = root, 0.0, threading.Event()

    def run(self) -> None:
        while Path("/proc/self/smaps_rollup").exists() and not self.ended.wait(SAMPLE_SECONDS):
            own = _memory(self.root, "status", "VmHWM:")  # its most so far, between two looks too
            parts = [_memory(pid, "smaps_rollup", "Pss:") for pid in _tree(self.root)]
            self.peak = max(self.peak, own, sum(parts))


def _tree(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _memory(pid: int, table: str, name: str) -> float:
    """Bytes of a process, by a line of one of its tables; nothing when it has just ended."""
    try:
        for line in Path(f"/proc/{pid}/{table}").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0.0
