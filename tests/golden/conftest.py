from __future__ import annotations

import pytest

from epaper.resources import shipped
from epaper.typeset.fonts import FontBook, load_book


@pytest.fixture(scope="session")
def golden_book() -> FontBook:
    return load_book(shipped("fonts"))
