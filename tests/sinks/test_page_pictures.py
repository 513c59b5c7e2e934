"""Small pictures of an issue's pages are drawn once, and again only where a page has changed."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from render_samples import issue_of, page, run

from epaper.deliver.plan_paper import plan_paper
from epaper.issue.issue import Issue, StoryRecord
from epaper.sinks import thumbnails
from epaper.sinks.screen import print_screen
from epaper.sinks.thumbnails import page_pictures
from epaper.work.step import Works
from epaper.work.store import Store


def issue(*words: str) -> Issue:
    return issue_of([page([run(word, 40, 100, size=60)], n) for n, word in enumerate(words, 1)])


def sizes(pictures: list[bytes]) -> set[tuple[int, int]]:
    return {Image.open(io.BytesIO(picture)).size for picture in pictures}


def test_from_the_issue_or_from_its_print_they_are_the_same(tmp_path: Path) -> None:
    three = issue("One", "Two", "Three")
    print_screen(three, tmp_path / "issue.pdf")
    printed = page_pictures(three, tmp_path / "issue.pdf", 120, Works())
    assert page_pictures(three, None, 120, Works()) == printed
    assert sizes(printed) == {(120, 180)}
    assert len(set(printed)) == 3


def test_only_changed_pages_are_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = Works(Store(tmp_path))
    before = page_pictures(issue("One", "Two", "Three"), None, 120, works)
    asked: list[list[int]] = []
    draw = thumbnails.thumbnails

    def counting(pdf: Path, width: int, jobs: int, places: list[int]) -> list[bytes]:
        asked.append(list(places))
        return draw(pdf, width, jobs, places)

    monkeypatch.setattr(thumbnails, "thumbnails", counting)
    assert page_pictures(issue("One", "Two", "Three"), None, 120, works) == before
    assert asked == []
    after = page_pictures(issue("One", "Other", "Three"), None, 120, works)
    assert asked == [[1]]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]
    page_pictures(issue("One", "Other", "Three"), None, 60, works)
    assert asked[-1] == [0, 1, 2]


def test_another_colour_is_another_picture(tmp_path: Path) -> None:
    works = Works(Store(tmp_path))
    one = issue("One")
    other = replace(one, faces={**one.faces, "serif": one.faces["sans"]})
    assert page_pictures(one, None, 120, works) != page_pictures(other, None, 120, works)


def test_the_flatplan_on_paper_names_pages_and_what_waits() -> None:
    two = issue("One", "Two")
    waiting = StoryRecord(
        "ferry",
        "City",
        "Ferry shut",
        5,
        words=90,
        characters=400,
        status="held",
        reason="no room on page 2",
    )
    data = plan_paper(replace(two, stories=(waiting,)), {1: b"", 2: b""})
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert "The Sample" in text
    assert "ferry" in text
    assert "no room on page 2" in text
    assert data == plan_paper(replace(two, stories=(waiting,)), {1: b"", 2: b""})
