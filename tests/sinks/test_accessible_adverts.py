"""An edition with advertisements keeps its claim to be accessible: each is a figure with the words
of its booking, and its own tags are taken out."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from render_samples import advert, issue_of, page, rendered, run

from epaper.geometry import Rect
from epaper.model.digests import booking_digest
from epaper.page.marks import Element, Origin
from epaper.sinks.screen import print_screen
from epaper.sources.advertisements import read_ad_files

SPACE = Rect(100, 100, 100, 200)
PART = "{http://www.aiim.org/pdfua/ns/id/}part"


def ad_file(path: Path, content: bytes, **fonts: pikepdf.Object) -> Path:
    with pikepdf.new() as pdf:
        sheet = pdf.add_blank_page(page_size=(100, 200))
        sheet.obj.Contents = pdf.make_stream(content)
        sheet.obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary({f"/{name}": font for name, font in fonts.items()})
        )
        pdf.save(path)
    return path


def printed(path: Path) -> pikepdf.Pdf:
    out = io.BytesIO()
    print_screen(issue_of([page([advert(path, SPACE)])]), out)
    return pikepdf.open(io.BytesIO(out.getvalue()))


def claims(pdf: pikepdf.Pdf) -> bool:
    with pdf.open_metadata() as xmp:
        return xmp.get(PART) == "1"


def test_an_advertisement_is_a_figure_that_says_what_it_is(tmp_path: Path) -> None:
    path = ad_file(tmp_path / "ad.pdf", b"1 0 0 rg 0 0 100 200 re f")
    with printed(path) as pdf:
        assert claims(pdf)
        (sect,) = pdf.Root.StructTreeRoot.K.K
        (figure,) = sect.K
        assert figure.S == "/Figure"
        assert "Advertisement" in str(figure.Alt)


def test_tags_of_the_advertiser_are_taken_out(tmp_path: Path) -> None:
    content = b"/Artifact BMC 1 0 0 rg /P <</MCID 0>> BDC 0 0 100 200 re f EMC EMC /X MP"
    with printed(ad_file(tmp_path / "ad.pdf", content)) as pdf:
        (form,) = pdf.pages[0].Resources.XObject.values()
        drawn = form.read_bytes()
        assert b"re" in drawn
        assert not any(mark in drawn for mark in (b"BMC", b"BDC", b"EMC", b"MP"))
        assert claims(pdf)


@pytest.mark.parametrize("encoding", ["/WinAnsiEncoding", ""])
def test_a_font_that_is_not_in_the_file_ends_the_claim(tmp_path: Path, encoding: str) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name.Arial
    )
    if encoding:
        font.Encoding = pikepdf.Name(encoding)
    path = ad_file(tmp_path / "ad.pdf", b"BT /F 9 Tf (Sale) Tj ET", F=font)
    with printed(path) as pdf:
        assert not claims(pdf)


def test_without_advertisements_the_claim_stands() -> None:
    with pikepdf.open(
        io.BytesIO(rendered([page([run("A", 9, 99, origin=Origin(Element.BODY, "a"))])]))
    ) as pdf:
        assert claims(pdf)


def test_what_a_booking_says_is_read(tmp_path: Path) -> None:
    (tmp_path / "ads").mkdir()
    (tmp_path / "ads" / "a.yaml").write_text(
        "booking: A-1\nadvertiser: Mill Bakery\nhouse: yes\nsize: strip\nalt: Rye bread, 3 crowns\n"
    )
    (ad,), _ = read_ad_files(tmp_path, [])
    assert ad.alt == "Rye bread, 3 crowns"
    assert booking_digest(ad) == booking_digest(replace(ad, alt=""))  # its page stands
