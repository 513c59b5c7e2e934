"""A day of many shorts on few pages, which is the most that a page can be asked: built cold."""

from __future__ import annotations

import json
import resource
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.bench.changes import BUILD
from tools.bench.day import DATE, write_day
from tools.bench.run import run
from tools.bench.text import articles

SHORTS, PAGES, WORDS = 90, 6, 75


def shorts_lines(root: Path, folder: Path, jobs: int) -> Iterator[str]:
    """Lines to print; `folder` has the bench's pictures."""
    place = folder / "shorts"
    shutil.rmtree(place, ignore_errors=True)
    write_day(place / "editions", folder / "pictures", articles(SHORTS, WORDS), PAGES)
    begin = [sys.executable, "-c", BUILD, str(root), "build", "--date", DATE, "--json"]
    before = _cpu()
    took = run([*begin, "--jobs", str(jobs), "--anyway", "a", "b"], place)
    stories = json.loads(took.output)["stories"]
    held = sum(story["status"] == "held" for story in stories)
    yield (
        f"  {SHORTS} shorts on {PAGES} pages: {took.seconds:6.2f} s, {_cpu() - before:.1f} s of "
        f"computing, {took.peak_mb:.0f} MB, {held} held"
    )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
