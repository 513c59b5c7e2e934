"""Running the command as its user does."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DAY = "2026-11-23"


def environment(package: Path = ROOT) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(package)}


def run(*args: str, cwd: Path = ROOT, package: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from epaper.cli import main; main()", *args]
    return subprocess.run(
        command, cwd=cwd, env=environment(package), capture_output=True, text=True, check=False
    )
