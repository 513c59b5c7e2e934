"""What is made once for all tests: the sample day, built."""

from __future__ import annotations

import datetime
import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from epaper.build import build
from epaper.issue.issue import Issue
from epaper.issue.store import read_issue
from epaper.make.request import Request

DAY = datetime.date(2026, 11, 23)
hypothesis.settings.register_profile("epaper", deadline=None)  # a machine may be busy
hypothesis.settings.load_profile("epaper")
Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder of this name where no other worker has: for what takes long, and is only read
    or copied."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, mark = base / name, base / f"{name}.made"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not mark.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed
                folder.mkdir()
                make(folder)
                mark.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def sample_built(once: Once) -> Path:
    """The sample day's output, built by one process."""
    editions = Path(__file__).parents[1] / "editions"
    if not (editions / DAY.isoformat()).is_dir():
        pytest.skip("needs the sample day")
    out = once("sample", lambda folder: build(Request(DAY, editions, out=folder, jobs=1)))
    return out / DAY.isoformat()


@pytest.fixture(scope="session")
def sample(sample_built: Path) -> Issue:
    return read_issue(sample_built / "issue")
