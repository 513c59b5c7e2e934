"""Running the command as its user does."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
DAY = "2026-11-23"
COMMAND = [sys.executable, "-c", "from epaper.cli import main; main()"]


def environment(package: Path = ROOT) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(package)}


def run(
    *args: str, cwd: Path = ROOT, package: Path = ROOT, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`more`: what is different in the environment."""
    env = {**environment(package), **(more or {})}
    return subprocess.run(
        [*COMMAND, *args], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
