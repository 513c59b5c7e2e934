"""Jumps on a finished PDF: followed there and back."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from epaper.deliver.jumps import check_jumps, jumps_in, one_way


def paper(folder: Path, *pages: str) -> Path:
    canvas = Canvas(str(folder / "paper.pdf"))
    for text in pages:
        canvas.drawString(72, 400, text)
        canvas.showPage()
    canvas.save()
    return folder / "paper.pdf"


def test_there_and_back(tmp_path: Path) -> None:
    pdf = paper(tmp_path, "Continued on page 3", "nothing", "From page 1")
    assert check_jumps(pdf, [("bridge", (1, 3))]) == []


def test_a_jump_that_no_page_takes_up(tmp_path: Path) -> None:
    pdf = paper(tmp_path, "Continued on page 3", "From page 1", "nothing")
    rules = [finding.rule for finding in check_jumps(pdf, [("bridge", (1, 3))])]
    assert rules == ["jump.one-way"]


def test_a_story_that_goes_on_in_silence(tmp_path: Path) -> None:
    pdf = paper(tmp_path, "nothing", "nothing")
    told = [
        (finding.rule, finding.story, finding.page)
        for finding in check_jumps(pdf, [("bridge", (1, 2))])
    ]
    assert told == [("jump.silent", "bridge", 1), ("jump.one-way", "bridge", 2)]


def test_a_storys_own_words_are_no_jump(tmp_path: Path) -> None:
    pdf = paper(
        tmp_path, "Continued on page 2", "From page 1", "He read from page 12 of the report"
    )
    assert check_jumps(pdf, [("bridge", (1, 2))]) == []


def test_words_of_a_jump() -> None:
    assert jumps_in("Continued on page 12 and From page 3") == (12, 3)
    assert one_way({1: (2,), 2: (1,), 3: (9,)}) == [(3, 9)]
