"""A tiny paper, built once; and an engine that answers in a thread of the test."""

from __future__ import annotations

import datetime
import shutil
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from epaper.build import build
from epaper.engine.place import listening
from epaper.engine.server import Engine
from epaper.make.request import Request
from epaper.paths import STORE_FOLDER
from tests.conftest import Once

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
from tiny_paper import DAY, write_tiny_paper

DATE = datetime.date.fromisoformat(DAY)


def request_of(paper: Path) -> Request:
    return Request(DATE, paper / "editions", out=paper / "dist", jobs=1)


@pytest.fixture(scope="session")
def built_tiny(once: Once) -> Path:
    """With a store of its own: what is built on from it is compared with cold builds."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv(STORE_FOLDER)
            build(request_of(write_tiny_paper(folder)))

    return once("tiny-held", make)


@pytest.fixture
def paper(built_tiny: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_tiny, tmp_path / "paper", symlinks=True))


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path any socket's name has room for."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="e-") as folder:
        yield Path(folder)


@pytest.fixture
def bare(short: Path) -> Iterator[tuple[Engine, Path]]:
    """An engine of a day that is not there, and its socket: it answers and has nothing to lay
    out."""
    request = Request(DATE, short / "editions", out=short / "dist", jobs=1)
    with listening(request.paths) as (server, place):
        engine = Engine(request, server)
        thread = threading.Thread(target=engine.run)
        thread.start()
        yield engine, place
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(place))
            line.sendall(b'{"do": "stop"}\n')
            thread.join(10)
        assert not thread.is_alive()
