"""An advertisement that cannot be placed is a labelled blank; the paper goes on."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from render_samples import advert, issue_of, page, picture_file

from epaper.geometry import Rect
from epaper.model.finding import Severity
from epaper.sinks.pdf.jobs import AdvertJob
from epaper.sinks.press.adpress import PressAdvert, Problem, press_form
from epaper.sinks.screen import print_screen

SPACE = Rect(100, 100, 100, 200)


def spoiled(folder: Path, kind: str) -> Path:
    path = folder / f"ad.{kind}"
    if kind == "pdf":
        path.write_bytes(b"%PDF-1.4\nnothing of the kind\n")
    else:
        whole = picture_file(folder / "whole.jpg").read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    return path


@pytest.mark.parametrize("kind", ["pdf", "jpg"])
def test_a_broken_advertisement_is_a_blank_on_the_screen(tmp_path: Path, kind: str) -> None:
    out = io.BytesIO()
    (told,) = print_screen(issue_of([page([advert(spoiled(tmp_path, kind), SPACE)])]), out)
    assert told.severity is Severity.WARNING
    assert told.message.startswith(f"A-17: ad.{kind} cannot be ")
    assert "labelled blank" in told.remedy
    with pypdfium2.PdfDocument(out.getvalue()) as opened:
        text = opened[0].get_textpage().get_text_bounded()
        shown = opened[0].render(scale=1).to_pil().convert("L")
    assert "A-17" in text
    assert min(shown.getpixel((100 + x, 200)) for x in range(3)) < 200  # its frame


def test_a_file_of_an_older_issue_is_cleaned_when_it_is_placed(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        sheet = pdf.add_blank_page(page_size=(100, 200))
        sheet.obj.Contents = pdf.make_stream(b"1 0 0 rg 0 0 100 200 re f")
        sheet.obj.PieceInfo = pikepdf.Dictionary(Words=pikepdf.String("only for the agency"))
        pdf.save(tmp_path / "ad.pdf")
    out = io.BytesIO()
    assert print_screen(issue_of([page([advert(tmp_path / "ad.pdf", SPACE)])]), out) == ()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        assert not any("PieceInfo" in repr(one) for one in pdf.objects)


def test_on_the_press_a_blank_stands_and_somebody_has_to_sign() -> None:
    issue = issue_of([])
    job = AdvertJob("none", "ads/a.pdf", "A-17", (100, 200))
    refused = PressAdvert(b"", (Problem("advertisement.look", "is a negative", "ask", blank=True),))
    with pikepdf.new() as pdf:
        form, (told,) = press_form(pdf, issue, job, refused, page=2)
        assert form.Subtype == "/Form"
    assert (told.severity, told.page) == (Severity.ERROR, 2)
    assert told.message == "A-17: ads/a.pdf is a negative"
    damaged = PressAdvert(b"no PDF at all", ())
    with pikepdf.new() as pdf:
        _, (told,) = press_form(pdf, issue, job, damaged, page=1)
    assert told.rule == "advertisement.damaged"
