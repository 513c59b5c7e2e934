"""Advertisements that arrive as PDF pages, as form XObjects (ISO 32000-1, 8.10)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from epaper.adverts.walk import Kind, Painter, painters_from, values
from epaper.errors import PictureError
from epaper.model.finding import Finding, Severity

MARKED = ("BMC", "BDC", "EMC", "MP", "DP")
CODED = ("/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding")
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
FRESH_STATE = "/EpFresh"
FRESH = b"/EpFresh gs 0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Ts 0 Tr\n"
# a shape that differs less than this is fitted exactly, else it is centred undistorted
SAME_SHAPE = 0.02


def advert_form(
    pdf: pikepdf.Pdf, data: bytes, *, file: str, size: tuple[float, float], booking: str
) -> tuple[pikepdf.Object, tuple[Finding, ...]]:
    """The first page of an advertisement as a form that fills the unit square, and what is odd
    about it.

    `data` is a page as `epaper.adverts.clean_page` makes it, or one of ours.  The page counts from
    its TrimBox, else CropBox, else MediaBox, turned by its Rotate.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as source:
            form = pdf.copy_foreign(source.pages[0].as_form_xobject(handle_transformations=True))
    except (pikepdf.PdfError, pikepdf.PasswordError, IndexError) as error:
        raise PictureError(
            f"advertisement {booking}: {file} is not a usable PDF; send it again"
        ) from error
    _from_the_beginning(form)
    matrix, odd = _to_unit_square(form, size)
    form.Matrix = Array([round(number, 9) for number in matrix.shorthand])
    findings = []
    if odd:
        findings.append(f"{file} has another shape than its space, it is centred")
    return form, tuple(
        Finding(
            Severity.WARNING,
            "advertisement.file",
            f"{booking}: {fact}",
            "ask for a new file",
            file=file,
        )
        for fact in findings
    )


def untagged(form: pikepdf.Object) -> tuple[str, ...]:
    """Take the tags out of an advertiser's form, which is one figure in our tree (ISO 14289-1, 7.1:
    nothing that is tagged stands in what is not, and the other way round).  What is left that
    forbids to claim the file as accessible: fonts that are not in it or tell no characters."""
    first = Painter(form, form.get("/Resources"), Kind.FORM)
    faults: dict[str, None] = {}
    for painter in painters_from(first):
        data = painter.data()
        if any(mark in data for mark in (b"BMC", b"BDC", b"MP", b"DP")):
            painter.owner.write(
                pikepdf.unparse_content_stream(
                    [one for one in painter.instructions() if str(one.operator) not in MARKED]
                )
            )
        for font in values(painter.resources, "/Font"):
            if isinstance(font, Dictionary):
                faults |= dict.fromkeys(_font_faults(font))
    return tuple(faults)


def _font_faults(font: pikepdf.Dictionary) -> Iterator[str]:
    """Of one font (ISO 14289-1, 7.21.4.1 and 7.21.7)."""
    name = str(font.get("/BaseFont", "/Type3"))[1:]
    described = font
    if font.get("/Subtype") == "/Type0":
        (described,) = font.get("/DescendantFonts", [Dictionary()])
    descriptor = described.get("/FontDescriptor", Dictionary())
    if font.get("/Subtype") != "/Type3" and not any(key in descriptor for key in PROGRAMS):
        yield f"{name} is not embedded"
    encoding = font.get("/Encoding")
    named = encoding in CODED or isinstance(encoding, Dictionary)
    if "/ToUnicode" not in font and not (named and font.get("/Subtype") != "/Type0"):
        yield f"{name} tells no characters"


def _from_the_beginning(form: pikepdf.Object) -> None:
    """Let the form start from the graphics state of a fresh page: it would inherit ours, letter
    stretch and overprint among it (ISO 32000-1, 8.10.1 and table 52)."""
    resources = form.get("/Resources", None)
    if not isinstance(resources, pikepdf.Dictionary):
        form.Resources = resources = Dictionary()
    if "/ExtGState" not in resources:
        resources.ExtGState = Dictionary()
    resources.ExtGState[FRESH_STATE] = Dictionary(
        Type=Name.ExtGState,
        op=False,
        OP=False,
        OPM=0,
        CA=1,
        ca=1,
        BM=Name.Normal,
        SMask=Name("/None"),
    )
    form.write(FRESH + form.read_bytes())


def _to_unit_square(form: pikepdf.Object, size: tuple[float, float]) -> tuple[pikepdf.Matrix, bool]:
    matrix = pikepdf.Matrix(form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
    box = matrix.transform(pikepdf.Rectangle(form.BBox))
    width, height = float(box.width) or 1.0, float(box.height) or 1.0
    stretch = (size[0] / width) / (size[1] / height)
    odd = abs(stretch - 1) > SAME_SHAPE
    share_x, share_y = (min(1.0, 1 / stretch), min(1.0, stretch)) if odd else (1.0, 1.0)
    scale_x, scale_y = share_x / width, share_y / height
    shift_x, shift_y = (
        (1 - share_x) / 2 - float(box.llx) * scale_x,
        (1 - share_y) / 2 - float(box.lly) * scale_y,
    )
    return matrix @ pikepdf.Matrix(scale_x, 0, 0, scale_y, shift_x, shift_y), odd
