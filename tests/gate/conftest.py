from pathlib import Path

import pytest

from epaper.gate.access import Access
from tests.gate.gates import KEYS, Site, write_site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "public"
    folder.mkdir()
    return write_site(folder)


@pytest.fixture
def access() -> Access:
    return Access(KEYS, devices=2)
