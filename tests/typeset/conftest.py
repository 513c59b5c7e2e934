from __future__ import annotations

import pytest
from typeset_samples import make_style

from epaper.typeset.fonts import default_book
from epaper.typeset.galley import GalleyStyle
from epaper.typeset.typesetter import Typesetter


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    return Typesetter(default_book())


@pytest.fixture
def style() -> GalleyStyle:
    return make_style()
