"""A small generated day, laid out."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from epaper.layout.design import Design, load_design
from epaper.layout.engine import LaidOut, lay_out
from epaper.model.edition import Edition, PageBudget, Publication, Section
from epaper.model.story import Story
from epaper.model.text import Paragraph, Span
from epaper.resources import shipped
from epaper.typeset.fonts import FontBook, load_book
from epaper.typeset.typesetter import Typesetter

WORDS = (
    "the harbour council met on Monday to settle what the bridge would cost and who should pay for it after a long "
    "winter in which no ship had come and few had gone while the market stayed open under its old glass roof"
).split()


def text(seed: int, words: int) -> str:
    """Sentences of 8 to 17 words, the same for a seed on every machine."""
    state, out = seed * 2654435761 % 2**32, []
    while len(out) < words:
        state = (state * 1103515245 + 12345) % 2**31
        length = 8 + state % 10
        sentence = [WORDS[(state >> 8) * (i + 3) % len(WORDS)] for i in range(length)]
        out += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + "."]
    return " ".join(out)


def story(number: int, words: int, section: str = "City", urgency: int = 5, **more: object) -> Story:
    body = tuple(
        Paragraph((Span(text(number * 100 + part, min(60, words - part * 60))),)) for part in range((words + 59) // 60)
    )
    headline = "Council weighs the price of a bridge" if number % 2 else "Ships return to the old harbour"
    return Story(f"story-{number:02}", section, headline, body, urgency, credit="Agency", **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def book() -> FontBook:
    return load_book(shipped("fonts"))


@pytest.fixture(scope="session")
def design() -> Design:
    return load_design(shipped("layouts") / "tabloid.yaml")


@pytest.fixture(scope="session")
def made(book: FontBook, design: Design) -> Callable[..., LaidOut]:
    """Lay out stories in the tabloid; sections in the order of their first story."""

    def make(stories: list[Story], most: int = 8, jobs: int = 1, **more: object) -> LaidOut:
        names = dict.fromkeys(s.section for s in stories)
        edition = Edition(
            Publication("The Test", "TST"), datetime.date(2026, 1, 1), tuple(stories),
            tuple(Section(name) for name in names), PageBudget(1, most, 1),
        )  # fmt: skip
        return lay_out(replace(edition, **more), design, Typesetter(book, "en-GB"), jobs)  # type: ignore[arg-type]

    return make
