"""The press pass on the bench's day: cold, and again with its pictures in the cache."""

from __future__ import annotations

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
    shutil.rmtree(place / "press-out", ignore_errors=True)
    command = [
        sys.executable,
        "-c",
        PRESS,
        str(root),
        "press",
        "--date",
        date,
        "--out",
        "press-out",
        "--jobs",
        str(jobs),
    ]
    lines = []
    for name in ("cold", "warm"):
        took = run(command, place)
        lines.append(
            f"  press {name}: {took.seconds:6.2f} s, layout included, {took.seconds / pages:.3f} "
            "s a page, "
            f"{pictures / took.seconds:.0f} pictures a second, {took.peak_mb:.0f} MB, "
            f"x{took.seconds / screen:.2f} of the screen build"
        )
    return lines
