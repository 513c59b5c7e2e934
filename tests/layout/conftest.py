"""A small generated day, laid out."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from epaper.layout.design.reader import Design, load_design
from epaper.layout.engine import lay_out
from epaper.layout.laid_out import LaidOut
from epaper.model.edition import Edition, PageBudget, Publication, Section
from epaper.model.story import Story
from epaper.resources import shipped
from epaper.typeset.fonts import FontBook, load_book
from epaper.typeset.typesetter import Typesetter

EFFORT = 24


@pytest.fixture(scope="session")
def book() -> FontBook:
    return load_book(shipped("fonts"))


@pytest.fixture(scope="session")
def design() -> Design:
    return load_design(shipped("layouts") / "tabloid.yaml")


@pytest.fixture(scope="session")
def setter(book: FontBook) -> Typesetter:
    return Typesetter(book, "en-GB")


@pytest.fixture(scope="session")
def made(book: FontBook, design: Design) -> Callable[..., LaidOut]:
    """Lay out stories in the tabloid, with a part of its effort; sections in the order of their
    first story."""

    def make(
        stories: list[Story], most: int = 8, jobs: int = 1, effort: int = EFFORT, **more: object
    ) -> LaidOut:
        quick = replace(design, effort=effort)
        names = dict.fromkeys(s.section for s in stories)
        edition = Edition(
            Publication("The Test", "TST"),
            datetime.date(2026, 1, 1),
            tuple(stories),
            tuple(Section(name) for name in names),
            PageBudget(1, most, 1),
        )
        return lay_out(replace(edition, **more), quick, Typesetter(book, "en-GB"), jobs)  # type: ignore[arg-type]

    return make
