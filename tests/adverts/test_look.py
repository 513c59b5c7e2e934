"""Files looked at in a child: facts, faults, and none of them the paper's end."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from epaper.adverts import look
from epaper.adverts.look import Look, look_at_all, look_at_pdf
from epaper.adverts.picture import Sight, difference
from epaper.work.child import LimitError, in_child
from tests.adverts.ad_samples import Ad, cmyk_jpeg

CASES = Path(__file__).parents[3] / "shared" / "cases" / "ads"
BOX = b"0 0 1 0 k 10 10 50 50 re f"


def looked(tmp_path: Path, data: bytes) -> Look:
    (tmp_path / "ad.pdf").write_bytes(data)
    return look_at_pdf(tmp_path / "ad.pdf")


def test_an_empty_page_a_portfolio_and_a_form_of_acrobat_are_faults(tmp_path: Path) -> None:
    assert "is empty" in looked(tmp_path, Ad(b"1 g 0 0 50 50 re f").data).fault
    ad = Ad(BOX)
    ad.pdf.Root.Collection = Dictionary(Type=Name.Collection)
    assert "portfolio" in looked(tmp_path, ad.data).fault
    ad = Ad(BOX)
    ad.pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<template/>"))
    assert "XFA" in looked(tmp_path, ad.data).fault


def test_junk_before_the_header_layers_and_drawn_type_are_told(tmp_path: Path) -> None:
    junk = looked(tmp_path, b"\r\nmail\r\n" * 300 + Ad(BOX).data)
    assert not junk.fault
    assert "2,400 bytes that are no PDF" in junk.facts[0].fact
    ad = Ad(BOX + b" /OC /L BDC 70 10 50 50 re f EMC")
    layered = looked(tmp_path, ad.named("Properties", L=ad.layer("Old price")).data)
    assert [f.fact for f in layered.facts] == ["has the layer Old price, not for print: left out"]
    ad = Ad(BOX + b" BT /T 20 Tf 100 20 Td (a) Tj ET")
    glyph = ad.pdf.make_stream(b"500 0 d0 1 0 0 rg 0 0 500 500 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 500, 500]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name("/a")])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([500]),
    )
    drawn = looked(tmp_path, ad.named("Font", T=font).data)
    assert {f.rule for f in drawn.facts} == {"ad.file", "ad.rgb"}
    assert "Type 3" in drawn.facts[0].fact


def test_a_damaged_picture_is_a_fault(tmp_path: Path) -> None:
    ad = Ad(BOX + b" q 90 0 0 60 80 30 cm /I Do Q")
    cut = cmyk_jpeg((9, 99, 199, 9))[:-40]
    jpeg = ad.picture(cut, ColorSpace=Name.DeviceCMYK, Filter=Name.DCTDecode)
    assert "JPEG in it that is damaged" in looked(tmp_path, ad.named("XObject", I=jpeg).data).fault
    grey = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
    scan = ad.picture(b"no scan", Filter=Name.JBIG2Decode, **grey)
    assert "nobody can read" in looked(tmp_path, ad.named("XObject", I=scan).data).fault


def test_one_that_takes_the_child_along_is_read_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(path: Path) -> Look:
        if path.name == "bad":
            raise MemoryError
        if path.name == "odd":
            raise RecursionError("too deep")
        return Look(1, 2)

    paths = [tmp_path / name for name in ("good", "bad", "odd")]
    good, bad, odd = look_at_all(paths, reader)
    assert (good.width, good.fault) == (1, "")
    assert "MB of memory" in bad.fault
    assert odd.fault == "is damaged (too deep)"
    children: list[float] = []

    def counted(work, seconds):  # type: ignore[no-untyped-def]
        children.append(seconds)
        return in_child(work, seconds)

    monkeypatch.setattr(look, "in_child", counted)
    look_at_all(paths[:1] * 3, reader)
    assert len(children) == 1


def test_a_look_that_differs_is_seen_and_soft_edges_are_not() -> None:
    def drawn(colour: str, x: float = 20) -> Image.Image:
        image = Image.new("RGB", (200, 120), "white")
        ImageDraw.Draw(image).rectangle((x, 20, x + 60, 70), fill=colour)
        return image

    wanted = drawn("navy")
    assert not difference([wanted], Sight(drawn("navy"), 1)).visible
    assert not difference([wanted], Sight(drawn("navy", 20.6), 1)).visible
    negative = difference([wanted], Sight(drawn("khaki"), 1))
    assert negative.visible
    assert "7 mm from its left and 7 mm from its top" in str(negative)
    assert difference([wanted], Sight(drawn("white"), 1)).visible
    assert not difference([drawn("red"), wanted], Sight(drawn("navy"), 1)).visible


@pytest.mark.skipif(not CASES.is_dir(), reason="needs the cases")
@pytest.mark.parametrize(
    ("name", "fault", "fact"),
    [
        ("blank", "is empty", ""),
        ("xfa", "XFA", ""),
        ("portfolio", "portfolio", ""),
        ("late_header", "", "no PDF"),
        ("ocg_off", "", "Draft price"),
        ("stamp-annotation", "", "annotations"),
        ("type3-font", "", "Type 3"),
        ("rgb-shading", "", "RGB"),
    ],
)
def test_the_cases(name: str, fault: str, fact: str) -> None:
    found = look_at_pdf(CASES / f"{name}.pdf")
    assert fault in found.fault
    assert bool(found.fault) is bool(fault)
    assert fact in " ".join(one.fact for one in found.facts)


def test_a_limit_is_an_error_of_its_own() -> None:
    assert not issubclass(LimitError, pikepdf.PdfError | ValueError)
