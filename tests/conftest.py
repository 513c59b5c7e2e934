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
from epaper.paths import STORE, STORE_FOLDER
from epaper.work.store import Store

DAY = datetime.date(2026, 11, 23)
hypothesis.settings.register_profile("epaper", deadline=None)  # a machine may be busy
hypothesis.settings.load_profile("epaper")
os.environ.pop(STORE_FOLDER, None)  # of whoever runs the tests
Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def once(ours: Path) -> Once:
    """Makes a folder of this name where no other worker has: for what takes long, and is only read
    or copied.  What it keeps lies in the store of `warm`."""

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, mark = ours / name, ours / f"{name}.made"
        with (ours / f"{name}.lock").open("w") as lock, pytest.MonkeyPatch.context() as patch:
            patch.setenv(STORE_FOLDER, str(ours / STORE))
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not mark.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed
                folder.mkdir()
                make(folder)
                mark.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def store(ours: Path) -> Store:
    """The store of `warm`, for tests of single steps."""
    return Store(ours / STORE)


@pytest.fixture
def warm(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds, press runs and sites of this test find what others have kept, and what is made once.

    Not for tests of cold runs, of stores, or of runs that are compared with each other."""
    monkeypatch.setenv(STORE_FOLDER, str(ours / STORE))


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """For one of those among tests that are warm."""
    monkeypatch.delenv(STORE_FOLDER, raising=False)


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


@pytest.fixture(scope="session")
def sample_pdf(sample_built: Path) -> Path:
    """The readers' PDF of the sample day; only to be read."""
    (file,) = sample_built.glob("*.pdf")
    return file
