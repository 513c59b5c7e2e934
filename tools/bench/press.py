"""What is printed from the built issue of the bench's day: the press pass cold and with its
files as they were; and what is asked of it: explain and plan."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from tools.bench.run import run

PRESS = "import sys; sys.path.insert(0, sys.argv.pop(1)); from epaper.cli import main; main()"


def press_lines(
    root: Path, place: Path, date: str, pages: int, pictures: int, jobs: int, screen: float
) -> list[str]:
    """Lines to print; `screen` is the seconds of the screen build of the same day in the same
    run."""
    begin = [sys.executable, "-c", PRESS, str(root)]
    command = [*begin, "press", "--date", date, "--jobs", str(jobs)]
    for step in ("plates", "press-pages", "page-proofs", "package-pictures"):
        shutil.rmtree(place / "dist" / ".store" / step, ignore_errors=True)
    shutil.rmtree(place / "dist" / date / "press", ignore_errors=True)
    lines = []
    for name in ("cold", "warm"):
        took = run(command, place)
        lines.append(
            f"  press {name}: {took.seconds:6.2f} s from the issue, {took.seconds / pages:.3f} s a "
            f"page, {pictures / took.seconds:.0f} pictures a second, {took.peak_mb:.0f} MB, "
            f"x{took.seconds / screen:.2f} of the screen build"
        )
    report = json.loads((place / "dist" / date / "report.json").read_text("utf-8"))
    slug = next(story["slug"] for story in report["stories"] if story["pages"])
    for asked in (["explain", slug], ["plan"]):
        took = run([*begin, *asked, "--date", date], place)
        lines.append(f"  {asked[0]}: {took.seconds:6.2f} s")
    return lines
