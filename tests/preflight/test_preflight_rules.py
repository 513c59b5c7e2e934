"""Every rule has a file that breaks it alone and is caught by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from epaper.geometry import Rect
from epaper.model.finding import Severity
from epaper.model.press import Standard
from epaper.preflight.files import check_file
from epaper.preflight.paging import check_pages
from epaper.preflight.plates import plate_digests
from epaper.preflight.rules import RULES
from tests.preflight.sheets import SETTINGS, Break, paint, picture, rules, write

X1A, X4 = Standard.X1A, Standard.X4
X4S = SETTINGS[X4]
CMYK = Name.DeviceCMYK
ADS = Path(__file__).parents[3] / "shared/corpus/ads"


def change(action: Callable[[pikepdf.Pdf], Any]) -> Break:
    def broken(pdf: pikepdf.Pdf) -> None:
        action(pdf)

    return broken


def intent(key: str, value: Any = None) -> Break:
    def broken(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.Root.OutputIntents[0][key]
        else:
            pdf.Root.OutputIntents[0][key] = value

    return broken


def xmp(key: str, value: str = "") -> Break:
    def broken(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as data:
            if value:
                data[key] = value
            else:
                del data[key]

    return broken


def page(key: str, value: Any) -> Break:
    return change(lambda pdf: pdf.pages[0].obj.__setitem__(key, value))


def state(**entries: Any) -> Break:
    return change(
        lambda pdf: pdf.pages[0].Resources.ExtGState.__setitem__("/S", Dictionary(**entries))
    )


def stream(data: bytes = b"", **entries: Any) -> Break:
    return change(lambda pdf: pdf.Root.__setitem__("/Kept", Stream(pdf, data, **entries)))


def spot_space(pdf: pikepdf.Pdf) -> None:
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 1, 1, 0]), N=1
    )
    pdf.pages[0].Resources.ColorSpace = Dictionary(
        S1=Array([Name.Separation, Name("/Red 032"), CMYK, tint])
    )
    paint("/S1 cs 1 scn 60 60 40 40 re f")(pdf)


def unembedded(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources.Font.F2 = pdf.make_indirect(font)


def note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([50, 50, 60, 60]))]
    )


def group(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def dark_spot(pdf: pikepdf.Pdf) -> None:
    """200 % and black that overprints it: no single colour is too dark, but both together are."""
    paint("0.7 0.7 0.6 0 k 60 60 60 60 re f /Over gs 0 0 0 1 k 60 60 60 60 re f")(pdf)


def layer_off(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Old price")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


BREAKS: list[tuple[str, Standard, Break]] = [
    ("pdfx.title", X4, change(lambda p: p.docinfo.__setitem__("/Title", String("")))),
    ("pdfx.dates", X1A, change(lambda p: p.docinfo.__delitem__("/ModDate"))),
    ("pdfx.trapped", X1A, change(lambda p: p.docinfo.__delitem__("/Trapped"))),
    (
        "pdfx.marker",
        X1A,
        change(lambda p: p.docinfo.__setitem__("/GTS_PDFXVersion", String("PDF/X-3:2003"))),
    ),
    ("pdfx.marker", X4, xmp("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", "PDF/X-5g")),
    ("pdfx.xmp", X4, xmp("xmpMM:DocumentID")),
    ("pdfx.xmp-agrees", X4, xmp("dc:title", "Another page")),
    ("pdfx.xmp-agrees", X4, xmp("xmp:ModifyDate", "2025-01-01T00:00:00Z")),
    ("pdfx.intent", X4, change(lambda p: p.Root.__delitem__("/OutputIntents"))),
    ("pdfx.intent-condition", X4, intent("/OutputConditionIdentifier")),
    ("pdfx.intent-profile", X4, intent("/DestOutputProfile")),
    ("pdfx.boxes", X4, page("/ArtBox", Array([0, 0, 300, 400]))),
    ("pdfx.boxes", X4, page("/BleedBox", Array([10, 0, 300, 400]))),
    (
        "pdfx.action",
        X4,
        change(lambda p: p.Root.__setitem__("/OpenAction", Dictionary(S=Name.Named, N=Name.Print))),
    ),
    ("pdfx.annotation", X4, note),
    (
        "pdfx.form",
        X4,
        change(lambda p: p.Root.__setitem__("/AcroForm", Dictionary(Fields=Array([Dictionary()])))),
    ),
    (
        "pdfx.form",
        X4,
        change(
            lambda p: p.Root.__setitem__("/AcroForm", Dictionary(Fields=Array([]), XFA=String("")))
        ),
    ),
    (
        "pdfx.portfolio",
        X4,
        change(lambda p: p.Root.__setitem__("/Collection", Dictionary(Type=Name.Collection))),
    ),
    ("pdfx.layer-off", X4, change(layer_off)),
    ("pdfx.lzw", X4, stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode)),
    ("pdfx.transfer", X4, state(Type=Name.ExtGState, TR=Name.Identity)),
    (
        "pdfx.opi",
        X4,
        stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]), OPI=Dictionary()
        ),
    ),
    ("pdfx.postscript", X4, stream(b"", Type=Name.XObject, Subtype=Name.PS)),
    ("pdfx.font-embedded", X4, unembedded),
    ("pdfx.transparency", X1A, state(Type=Name.ExtGState, ca=0.5)),
    (
        "pdfx.layers",
        X1A,
        change(lambda p: p.Root.__setitem__("/OCProperties", Dictionary(OCGs=Array([])))),
    ),
    ("pdfx.jpx", X1A, stream(b"", Type=Name.XObject, Filter=Name.JPXDecode)),
    (
        "pdfx.embedded-file",
        X1A,
        change(lambda p: p.Root.__setitem__("/Names", Dictionary(EmbeddedFiles=Dictionary()))),
    ),
    ("colour.rgb", X4, paint("1 0 0 rg 60 60 40 40 re f")),
    ("colour.rgb", X1A, picture(b"\x80" * 3 * 900, 30, 30, Name.DeviceRGB, "10 0 0 10 60 60")),
    ("colour.rgb-group", X4, group),
    ("colour.spot", X4, spot_space),
    (
        "colour.rich-black-text",
        X4,
        paint("0.4 0.3 0.3 1 k BT /F1 24 Tf 1 0 0 1 50 200 Tm <0001> Tj ET"),
    ),
    ("ink.total-mean", X4, dark_spot),
    (
        "ink.total-worst",
        X4,
        picture(b"\0" * 4 * 450 + b"\xff" * 4 + b"\0" * 4 * 449, 30, 30, CMYK, "10 0 0 10 60 60"),
    ),
    ("picture.resolution", X4, picture(b"\x20" * 4 * 900, 30, 30, CMYK, "30 0 0 30 60 60")),
    ("picture.resolution-low", X4, picture(b"\x20" * 4 * 900, 30, 30, CMYK, "18 0 0 18 60 60")),
    ("type.size", X4, paint("/Over gs 0 0 0 1 k BT /F1 5 Tf 1 0 0 1 50 200 Tm <0001> Tj ET")),
    ("type.size-inks", X4, paint("0.5 0.5 0.5 0 k BT /F1 8 Tf 1 0 0 1 50 200 Tm <0001> Tj ET")),
    ("type.size-inks", X4, paint("0 0.5 0.5 0 k BT /F1 7.8 Tf 1 0 0 1 50 200 Tm <0001> Tj ET")),
    ("type.size-two-inks", X4, paint("0 0.5 0.5 0 k BT /F1 8 Tf 1 0 0 1 50 200 Tm <0001> Tj ET")),
    ("type.size-reversed", X4, paint("0 0 0 0 k BT /F1 7 Tf 1 0 0 1 50 200 Tm <0001> Tj ET")),
    ("type.near-trim", X4, paint("/Over gs 0 0 0 1 k BT /F1 9 Tf 1 0 0 1 4 200 Tm <0001> Tj ET")),
    ("rule.weight", X4, paint("0 0 0 1 K 0.1 w 50 50 m 200 50 l S")),
    ("rule.weight", X4, paint("0 0 0 1 k 50 50 100 0.1 re f")),
    ("rule.weight-reversed", X4, paint("0 0 0 0 K 0.3 w 50 50 m 200 50 l S")),
    (
        "overprint.white",
        X4,
        paint("/Over gs 0 0 0 0 k BT /F1 24 Tf 1 0 0 1 50 200 Tm <0001> Tj ET"),
    ),
    ("overprint.missing", X4, paint("0 0 0 1 k BT /F1 9 Tf 1 0 0 1 50 200 Tm <0001> Tj ET")),
    ("overprint.wrong", X4, paint("/Zero gs 0 0 0 1 k BT /F1 9 Tf 1 0 0 1 50 200 Tm <0001> Tj ET")),
    ("overprint.wrong", X4, paint("/Over gs 0 1 0 0 k 60 60 40 40 re f")),
    ("page.blank", X4, change(lambda p: p.pages[0].__setattr__("Contents", Stream(p, b"q Q")))),
    (
        "page.size",
        X4,
        change(
            lambda p: [
                p.pages[0].obj.__setitem__(k, Array([0, 0, 310, 400]))
                for k in ("/MediaBox", "/TrimBox")
            ]
        ),
    ),
]
ELSEWHERE = {
    "file.unreadable",
    "file.damaged",
    "pdfx.encrypted",
    "pdfx.id",
    "pdfx.version",
    "pdfx.object-streams",
    "colour.on-black-page",
    "ink.total-drawn",  # in test_within
    "ink.unknown",
    "page.missing",
    "page.multiple",
    "page.double",
    "page.failed",
}


@pytest.mark.parametrize("standard", Standard)
def test_the_good_page_breaks_no_rule(tmp_path: Path, standard: Standard) -> None:
    assert rules(write(tmp_path / "a.pdf", standard), SETTINGS[standard]) == set()


@pytest.mark.parametrize(
    ("rule", "standard", "broken"), BREAKS, ids=[f"{b[0]}-{n}" for n, b in enumerate(BREAKS)]
)
def test_a_broken_rule_is_named_alone(
    tmp_path: Path, rule: str, standard: Standard, broken: Break
) -> None:
    found = rules(write(tmp_path / "a.pdf", standard, broken), SETTINGS[standard])
    if rule == "pdfx.transparency" and shutil.which("gs") is None:
        found -= {"ink.unknown"}  # nobody could measure it
    assert found == {rule}


def test_content_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    def packed(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = Stream(
            pdf, b"0", Filter=Name.JBIG2Decode, ColorSpace=Name.DeviceRGB
        )

    found = check_file(write(tmp_path / "a.pdf", X4, packed), X4S)
    assert any(finding.severity is Severity.ERROR for finding in found)


def test_every_rule_has_its_file() -> None:
    assert {b[0] for b in BREAKS} | ELSEWHERE == set(RULES)


def test_rules_of_the_file_itself(tmp_path: Path) -> None:
    x1a, x4 = SETTINGS[X1A], SETTINGS[X4]
    assert rules(write(tmp_path / "new.pdf", X1A, version="1.6"), x1a) == {"pdfx.version"}
    assert rules(write(tmp_path / "packed.pdf", X1A, packed=True, version="1.5"), x1a) >= {
        "pdfx.object-streams"
    }
    whole = write(tmp_path / "whole.pdf", X4).read_bytes()
    (tmp_path / "noid.pdf").write_bytes(whole.replace(b"/ID [", b"/XX [").replace(b"/ID[", b"/XX["))
    assert rules(tmp_path / "noid.pdf", x4) == {"pdfx.id"}
    with pikepdf.open(tmp_path / "whole.pdf") as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="a", owner="b"))
    assert rules(tmp_path / "locked.pdf", x4) == {"pdfx.encrypted"}
    (tmp_path / "text.pdf").write_text("not a page")
    assert rules(tmp_path / "text.pdf", x4) == {"file.unreadable"}


def test_colour_on_a_black_page(tmp_path: Path) -> None:
    black = replace(SETTINGS[X4], colour_pages=(2,))
    coloured = write(tmp_path / "c.pdf", X4, paint("0 1 0 0 k 60 60 40 40 re f"))
    assert rules(coloured, black) == {"colour.on-black-page"}
    photo = write(
        tmp_path / "p.pdf", X4, picture(b"\x20" * 4 * 900, 30, 30, CMYK, "10 0 0 10 60 60")
    )
    assert rules(photo, black) == {"colour.on-black-page"}
    assert check_file(coloured, black, labels=[2]) == ()


def test_two_inks_in_small_type_are_a_warning_and_three_an_error(tmp_path: Path) -> None:
    def severity(colour: str, size: float) -> list[Severity]:
        code = f"{colour} k BT /F1 {size} Tf 1 0 0 1 50 200 Tm <0001> Tj ET"
        return [f.severity for f in check_file(write(tmp_path / "a.pdf", X4, paint(code)), X4S)]

    assert severity("0 1 1 0", 7.9) == [Severity.ERROR]
    assert severity("0 1 1 0", 8) == severity("0 1 1 0", 9.9) == [Severity.WARNING]
    assert severity("0 1 1 0", 10) == severity("0.6 0.6 0.6 0", 10) == []
    assert severity("0.6 0.6 0.6 0", 9.9) == [Severity.ERROR]


def test_type_may_run_into_the_fold_under_a_panorama_and_nowhere_else(tmp_path: Path) -> None:
    over = "/Over gs 0 0 0 1 k BT /F1 9 Tf"
    in_it = paint(f"{over} 1 0 0 1 296 100 Tm <0001> Tj ET")
    above = paint(f"{over} 1 0 0 1 296 300 Tm <0001> Tj ET")
    outside = paint(f"{over} 1 0 0 1 2 100 Tm <0001> Tj ET")
    left_half = Rect(20, 200, 280, 150)  # to the right edge, from the top 200 to 350
    for broken, wrong in ((in_it, []), (above, ["type.near-trim"]), (outside, ["type.near-trim"])):
        file = write(tmp_path / "a.pdf", X4, broken)
        assert [f.rule for f in check_file(file, X4S, [2], [[left_half]])] == wrong
    file = write(tmp_path / "a.pdf", X4, in_it)
    assert [f.rule for f in check_file(file, X4S, [2])] == ["type.near-trim"]


def test_the_set_of_pages() -> None:
    assert [f.rule for f in check_pages([1, 2, 4], 4)] == ["page.missing"]
    assert [f.rule for f in check_pages([1, 2, 2], 2)] == ["page.double"]
    assert [f.rule for f in check_pages([1, 2, 3], 3, 2)] == ["page.multiple"]
    assert check_pages(range(1, 9), 8, 4) == ()


def test_findings_say_where(tmp_path: Path) -> None:
    file = write(tmp_path / "a.pdf", X4, paint("1 0 0 rg 60 60 40 40 re f"))
    (found,) = check_file(file, SETTINGS[X4])
    assert found.rect is not None
    assert (found.rect.x, found.rect.y, found.page, found.file) == (60, 300, 1, "a.pdf")
    assert found.remedy


@pytest.mark.parametrize("name", sorted(p.name for p in ADS.glob("*.pdf")) or ["none"])
def test_no_advertisement_stops_the_check(name: str) -> None:
    file = ADS / name
    if not file.is_file():
        pytest.skip("needs the corpus")
    check_file(file, SETTINGS[X4])


def test_digests_of_plates_are_those_of_earlier_versions(tmp_path: Path) -> None:
    """Else every page of a paper is told to be plated again."""
    file = write(tmp_path / "a.pdf", X4, paint("0 1 0 0 k 60 60 40 40 re f 1 w 9 9 m 90 90 l S"))
    assert plate_digests(file) == {"Black": "448a1b4f2c4775d8", "Magenta": "79c41d71e43706da"}
