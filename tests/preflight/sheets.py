"""A small page that keeps every rule, and ways to break one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from epaper.geometry import Size
from epaper.model.press import PressSettings, Standard
from epaper.preflight.files import check_file

ROOT = Path(__file__).parents[2]
PROFILE = ROOT / "layouts/press/SNAP_TR002_240.icc"
SETTINGS = {s: PressSettings(standard=s, profile=PROFILE, trim=Size(300, 400)) for s in Standard}
GOOD = b"/Over gs 0 0 0 1 k BT /F1 9 Tf 1 0 0 1 50 300 Tm <0001> Tj ET"
Break = Callable[[pikepdf.Pdf], None]


def good_pdf(standard: Standard) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pikepdf.Page(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 300, 400]),
            TrimBox=Array([0, 0, 300, 400]),
            Contents=Stream(pdf, GOOD),
            Resources=Dictionary(
                Font=Dictionary(F1=_font(pdf)),
                ExtGState=Dictionary(
                    Over=Dictionary(Type=Name.ExtGState, op=True, OP=True, OPM=1),
                    Zero=Dictionary(Type=Name.ExtGState, op=True, OP=True, OPM=0),
                ),
                XObject=Dictionary(),
            ),
        )
    )
    pdf.pages.append(page)
    info = pdf.docinfo
    info["/Title"], info["/Trapped"] = String("A page"), Name("/False")
    info["/CreationDate"] = info["/ModDate"] = String("D:20261124000000Z")
    if standard is Standard.X1A:
        info["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")
    profile = Stream(pdf, PROFILE.read_bytes(), N=4)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String("CGATS TR 002"),
                DestOutputProfile=profile,
            )
        ]
    )
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")
        xmp["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] = "PDF/X-4"
        xmp["dc:title"], xmp["pdf:Trapped"] = "A page", "False"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            xmp[key] = "2026-11-24T00:00:00Z"
        xmp["xmpMM:DocumentID"], xmp["xmpMM:VersionID"], xmp["xmpMM:RenditionClass"] = (
            "uuid:1",
            "1",
            "default",
        )
    return pdf


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A font that counts as embedded; its program is never run."""
    program = pdf.make_stream((ROOT / "fonts/sans.ttf").read_bytes()[:200])
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/Sans"), FontFile2=program)
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/Sans"),
        DW=600,
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/Sans"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]),
    )
    return pdf.make_indirect(font)


def write(
    path: Path,
    standard: Standard,
    broken: Break | None = None,
    packed: bool = False,
    version: str = "",
) -> Path:
    pdf = good_pdf(standard)
    if broken:
        broken(pdf)
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    newest = version or ("1.4" if standard is Standard.X1A else "1.6")
    pdf.save(
        path,
        object_stream_mode=mode,
        force_version=newest,
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=False,
    )
    return path


def paint(code: str) -> Break:
    """More content, after the page's own."""

    def broken(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = Stream(pdf, GOOD + b"\nq /Off gs " + code.encode() + b" Q")
        pdf.pages[0].Resources.ExtGState.Off = Dictionary(
            Type=Name.ExtGState, op=False, OP=False, OPM=0
        )

    return broken


def picture(
    pixels: bytes, width: int, height: int, space: object, matrix: str, **more: object
) -> Break:
    def broken(pdf: pikepdf.Pdf) -> None:
        paint(f"{matrix} cm /Im Do")(pdf)
        image = Stream(
            pdf,
            pixels,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=8,
            ColorSpace=space,
            **more,
        )
        pdf.pages[0].Resources.XObject.Im = image

    return broken


def rules(path: Path, settings: PressSettings) -> set[str]:
    """The rules that a file breaks."""
    return {found.rule for found in check_file(path, settings)}
