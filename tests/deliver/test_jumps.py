"""Jumps on a finished PDF: followed there and back."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from epaper.deliver.jumps import check_jumps, one_way
from epaper.words.reader import words_for

EN = words_for("en-GB")


def paper(folder: Path, *pages: str) -> Path:
    canvas = Canvas(str(folder / "paper.pdf"))
    for text in pages:
        canvas.drawString(72, 400, text)
        canvas.showPage()
    canvas.save()
    return folder / "paper.pdf"


def test_there_and_back(tmp_path: Path) -> None:
    pdf = paper(tmp_path, "Continued on page 3", "nothing", "From page 1")
    assert check_jumps(pdf, [("bridge", (1, 3))], EN) == []


def test_a_jump_that_no_page_takes_up(tmp_path: Path) -> None:
    pdf = paper(tmp_path, "Continued on page 3", "From page 1", "nothing")
    rules = [finding.rule for finding in check_jumps(pdf, [("bridge", (1, 3))], EN)]
    assert rules == ["jump.one-way"]


def test_a_story_that_goes_on_in_silence(tmp_path: Path) -> None:
    pdf = paper(tmp_path, "nothing", "nothing")
    told = [
        (finding.rule, finding.story, finding.page)
        for finding in check_jumps(pdf, [("bridge", (1, 2))], EN)
    ]
    assert told == [("jump.silent", "bridge", 1), ("jump.one-way", "bridge", 2)]


def test_a_storys_own_words_are_no_jump(tmp_path: Path) -> None:
    pdf = paper(
        tmp_path, "Continued on page 2", "From page 1", "He read from page 12 of the report"
    )
    assert check_jumps(pdf, [("bridge", (1, 2))], EN) == []


def test_the_papers_own_words(tmp_path: Path) -> None:
    pdf = paper(tmp_path, "Fortsetzung auf Seite 2", "Fortsetzung von Seite 1")
    assert check_jumps(pdf, [("bridge", (1, 2))], words_for("de")) == []
    assert len(check_jumps(pdf, [("bridge", (1, 2))], EN)) == 2


def test_one_way() -> None:
    assert one_way({1: (2,), 2: (1,), 3: (9,)}) == [(3, 9)]
