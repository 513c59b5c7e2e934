"""Preflight sees RGB and spot inks in whatever a page paints with, and ink as it adds up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from epaper.model.finding import Finding
from epaper.model.press import Standard
from epaper.preflight.files import check_file
from tests.preflight.sheets import GOOD, SETTINGS, write

TILE = {
    "PatternType": 1,
    "PaintType": 1,
    "TilingType": 1,
    "BBox": Array([0, 0, 9, 9]),
    "XStep": 9,
    "YStep": 9,
}


def found(tmp_path: Path, content: bytes, **resources: object) -> list[Finding]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.obj.Contents = pdf.make_stream(GOOD + b" " + content)
        for kind, make in resources.items():
            held = page.obj.Resources.get(f"/{kind}", Dictionary())
            held["/X"] = make(pdf) if callable(make) else make
            page.obj.Resources[f"/{kind}"] = held

    file = write(tmp_path / "page.pdf", Standard.X4, spoil)
    return [
        f for f in check_file(file, SETTINGS[Standard.X4]) if f.rule.startswith(("colour", "ink"))
    ]


def shade(_pdf: pikepdf.Pdf) -> Dictionary:
    ends = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1
    )
    return Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 200, 0]), Function=ends
    )


def shade_pattern(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary(PatternType=2, Shading=shade(pdf))


def tile(pdf: pikepdf.Pdf) -> pikepdf.Object:
    form = pdf.make_stream(
        b"1 0 0 rg 0 0 5 5 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
    )
    inner = Dictionary(XObject=Dictionary(F=form))
    return pdf.make_stream(b"/F Do", Resources=inner, **TILE)


def mask(pdf: pikepdf.Pdf) -> Dictionary:
    group = pdf.make_stream(
        b"1 1 1 rg 0 0 99 99 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 99, 99]),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )
    return Dictionary(Type=Name.ExtGState, SMask=Dictionary(S=Name.Luminosity, G=group))


@pytest.mark.parametrize(
    ("content", "kind", "make", "what"),
    [
        (b"q 90 90 50 40 re W n /X sh Q", "Shading", shade, "a shade"),
        (b"/Pattern cs /X scn 90 90 50 40 re f", "Pattern", shade_pattern, "a pattern"),
        (b"/Pattern cs /X scn 90 90 50 40 re f", "Pattern", tile, "a pattern"),
        (b"q 90 90 50 40 re W n /X gs Q", "ExtGState", mask, "a soft mask"),
        (
            b"q 50 0 0 40 90 90 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q",
            "XObject",
            Dictionary(),
            "an inline picture",
        ),
    ],
)
def test_rgb_is_seen_where_it_stands(
    tmp_path: Path, content: bytes, kind: str, make: object, what: str
) -> None:
    (finding,) = (f for f in found(tmp_path, content, **{kind: make}) if f.rule == "colour.rgb")
    assert finding.message == f"{what} is in RGB, at least in part"
    assert finding.rect is not None
    place = (finding.rect.x, finding.rect.y, finding.rect.width, finding.rect.height)
    assert [round(v) for v in place] == [90, 270, 50, 40]


BLEND = b"/X gs .6 .5 .5 .4 k 20 20 100 80 re f 40 30 100 80 re f"


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Debian's ghostscript")
def test_blends_are_measured_as_they_add_up(tmp_path: Path) -> None:
    over = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
    (finding,) = (f for f in found(tmp_path, BLEND, ExtGState=over) if f.rule.startswith("ink"))
    assert finding.rule == "ink.total-drawn"
    assert finding.rect is not None


def test_without_ghostscript_blends_are_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("epaper.adverts.plates.shutil.which", lambda _name: None)
    over = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)
    (finding,) = (f for f in found(tmp_path, BLEND, ExtGState=over) if f.rule.startswith("ink"))
    assert finding.rule == "ink.unknown"
    assert "not installed" in finding.message
