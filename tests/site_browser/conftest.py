"""A small paper, published once for all tests, and a browser to open it with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback import served
from papers import write_english, write_urdu
from window import Open, Shared, Window, opened

from tests.conftest import Once

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--process-per-site",  # see Shared
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not Path(CHROMIUM).exists():
        pytest.skip("needs chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with playwright.sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def english(once: Once) -> Path:
    """A published paper of four pages; only to be read."""
    return once("site-english", write_english) / "site"


@pytest.fixture(scope="session")
def urdu(once: Once) -> Path:
    """A published paper that is read from the right; only to be read."""
    return once("site-urdu", write_urdu) / "site"


@pytest.fixture(scope="session")
def served_english(english: Path) -> Iterator[str]:
    with served(english) as site:
        yield site


@pytest.fixture(scope="session")
def served_urdu(urdu: Path) -> Iterator[str]:
    with served(urdu) as site:
        yield site


@pytest.fixture(scope="session")
def shared(browser: Any) -> Shared:
    return Shared(browser)


@pytest.fixture
def window(shared: Shared, english: Path, served_english: str) -> Iterator[Open]:
    """Opens windows on the English paper; at the end nothing wrong may have happened in any."""
    yield from _shared_windows(shared, served_english, english)


@pytest.fixture
def urdu_window(shared: Shared, urdu: Path, served_urdu: str) -> Iterator[Open]:
    yield from _shared_windows(shared, served_urdu, urdu)


@pytest.fixture
def new_window(browser: Any, english: Path, served_english: str) -> Iterator[Open]:
    """On devices of one's own: for tests of what these keep, and of what is asked for when."""
    yield from _windows(browser, served_english, english)


@pytest.fixture
def own_window(browser: Any, english: Path, tmp_path: Path) -> Iterator[Open]:
    """On a copy of the site, which the test may change."""
    folder = tmp_path / "site"
    shutil.copytree(english, folder)
    with served(folder) as site:
        yield from _windows(browser, site, folder)


def _shared_windows(shared: Shared, site: str, folder: Path) -> Iterator[Open]:
    made: list[Window] = []

    def make(width: int = 1440, *, may_fail: bool = False, **more: Any) -> Window:
        made.append(shared.opened(site, folder, width=width, may_fail=may_fail, **more))
        return made[-1]

    yield make
    faults = [fault for window in made for fault in window.faults]
    shared.hand_on()
    assert not faults


def _windows(browser: Any, site: str, folder: Path) -> Iterator[Open]:
    made: list[Window] = []

    def make(width: int = 1440, *, may_fail: bool = False, **more: Any) -> Window:
        made.append(opened(browser, site, folder, width=width, may_fail=may_fail, **more))
        return made[-1]

    yield make
    faults = [fault for window in made for fault in window.faults]
    for window in made:
        window.page.context.close()
    assert not faults
