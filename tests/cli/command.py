"""Running the command as its user does."""

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from epaper.paths import STORE_FOLDER

ROOT = Path(__file__).parents[2]
DAY = "2026-11-23"
COMMAND = [sys.executable, "-c", "from epaper.cli import main; main()"]
_AT_FIRST = {**os.environ, "PYTHONPATH": str(ROOT)}


def environment(package: Path = ROOT) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(package)}


def run(
    *args: str, cwd: Path = ROOT, package: Path = ROOT, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A process of its own.  `more`: what is different in the environment; where anything is but
    the store, the interpreter is begun anew, and else a process that has the modules already goes
    on.
    """
    env = {**environment(package), **(more or {})}
    ready = _Ready.one()
    if _of_all_tests(env) == ready.environment:
        return ready.run(cwd, args, env.get(STORE_FOLDER, ""))
    return subprocess.run(
        [*COMMAND, *args], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def _of_all_tests(env: Mapping[str, str]) -> dict[str, str]:
    own = {"PYTEST_CURRENT_TEST", STORE_FOLDER}
    return {name: value for name, value in env.items() if name not in own}


class _Ready:
    """The process of ready.py, one for all tests of a worker."""

    @staticmethod
    @functools.cache
    def one() -> "_Ready":
        return _Ready()

    def __init__(self) -> None:
        self.environment = _of_all_tests(_AT_FIRST)
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("ready.py")],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._end)

    def run(self, cwd: Path, args: tuple[str, ...], store: str) -> subprocess.CompletedProcess[str]:
        assert self.process.stdin
        assert self.process.stdout
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, name) for name in ("stdout", "stderr")]
            asked = [str(cwd.resolve()), list(args), store, *map(str, files)]
            print(json.dumps(asked), file=self.process.stdin, flush=True)
            code = int(self.process.stdout.readline())
            said = [file.read_text("utf-8") for file in files]
        return subprocess.CompletedProcess([*COMMAND, *args], code, *said)

    def _end(self) -> None:
        with self.process:
            assert self.process.stdin
            self.process.stdin.close()
