"""The sample day, laid out once for all tests."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from epaper.layout.design.reader import load_design
from epaper.layout.engine import lay_out
from epaper.page.page import Document
from epaper.page.style import Colour
from epaper.resources import shipped
from epaper.sources.folder import read_edition
from epaper.typeset.fonts import load_book
from epaper.typeset.typesetter import Typesetter

DAY = datetime.date(2026, 11, 23)


@dataclass(frozen=True)
class Sample:
    document: Document
    faces: Mapping[str, Path]
    colours: Mapping[str, Colour]


@pytest.fixture(scope="session")
def sample() -> Sample:
    editions = Path(__file__).parents[2] / "editions"
    if not (editions / DAY.isoformat()).is_dir():
        pytest.skip("needs the sample day")
    edition, _ = read_edition(editions, DAY)
    design, book = load_design(shipped("layouts") / "broadsheet.yaml"), load_book(shipped("fonts"))
    laid = lay_out(
        edition, design, Typesetter(book, edition.publication.language), 1, lambda *_: None
    )
    return Sample(laid.document, {face: book.path(face) for face in book.faces}, design.colours)
