"""What a day held open takes: a page laid out again, and the day after a change, over the socket,
against the cold build of the same day in the same run."""

from __future__ import annotations

import datetime
import filecmp
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from epaper.engine.client import Call
from epaper.engine.place import usual_socket
from epaper.paths import DayPaths
from tools.bench.changes import BUILD, changes_of

TIMES = 20  # of each; the median counts
PAGE_AIM, DAY_AIM = 0.2, 0.5  # seconds
WARM = 150.0  # seconds at most that it has to measure the pages, before anybody asks


def engine_lines(root: Path, place: Path, date: str, jobs: int, cold: float) -> Iterator[str]:
    """Lines to print; `cold` is the seconds of the cold build."""
    kept = place / "held"
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(place / "editions", kept)
    command = [sys.executable, "-c", BUILD, str(root), "serve", "--date", date]
    command += ["--jobs", str(jobs)]
    paths = DayPaths(datetime.date.fromisoformat(date), place / "editions", place / "dist")
    with subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE) as one:
        try:
            assert one.stderr is not None
            one.stderr.readline()  # it listens
            call = Call(usual_socket(paths))
            yield from _lines(call, place / "editions", kept, date, cold=cold)
            call.ask({"do": "stop"})
        finally:
            one.kill()
            shutil.rmtree(place / "editions")
            kept.rename(place / "editions")


def _lines(call: Call, editions: Path, kept: Path, date: str, *, cold: float) -> Iterator[str]:
    first = call.ask({"do": "lay"})["seconds"]
    yield f"  opened and laid out: {first:6.2f} s, x{first / cold:.2f} of the cold build"
    _warmed(call)
    day = call.ask({"do": "day"})
    able = [page for page in day["pages"] if page["kind"] == "stories"]
    pages = [able[turn % len(able)] for turn in range(TIMES)]
    led = [{"do": "page", "page": one["page"], "order": one["stories"][-1:]} for one in pages]
    yield _told("another story leads a page", [_took(call, one) for one in led], PAGE_AIM, cold)
    # an order of two, of which none was tried while nobody asked
    asked = [
        {**one, "order": page["stories"][-1:0:-1][:2]} for one, page in zip(led, pages, strict=True)
    ]
    yield _told("a page in another order", [_took(call, one) for one in asked], PAGE_AIM, cold)
    again = [_took(call, one) for one in asked]
    yield _told("the same once more", again, PAGE_AIM, cold)
    for name, change in changes_of(editions / date):
        took = []
        for turn in range(TIMES // 4):  # another story each time, so that nothing of it is known
            _restored(editions, kept)
            _took(call, {"do": "lay"})
            change(editions / date, (turn + 0.5) / (TIMES // 4))
            took.append(_took(call, {"do": "lay"}))
        yield _told(f"the day, {name}", took, DAY_AIM, cold)


def _restored(folder: Path, kept: Path) -> None:
    """The folder as it was kept; files that are as they were stay, as they do of a night."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not (kept / path.relative_to(folder)).is_file():
            path.unlink()
    for path in sorted(kept.rglob("*")):
        now = folder / path.relative_to(kept)
        if path.is_file() and not (now.is_file() and filecmp.cmp(path, now, shallow=False)):
            shutil.copy(path, now)


def _warmed(call: Call) -> None:
    """Wait until the engine has nothing left to measure."""
    end = time.monotonic() + WARM
    while call.ask({"do": "status"})["cold"] and time.monotonic() < end:
        time.sleep(1.0)


def _took(call: Call, request: dict[str, object]) -> float:
    begin = time.perf_counter()
    answer = call.ask(request)
    assert answer["ok"], answer["error"]
    return time.perf_counter() - begin


def _told(what: str, took: list[float], aim: float, cold: float) -> str:
    middle = statistics.median(took)
    return (
        f"  {what}: {middle * 1000:4.0f} ms, the slowest {max(took) * 1000:4.0f} (aim "
        f"{aim * 1000:.0f}), x{middle / cold:.3f} of the cold build"
    )
