"""The rules of PDF/X-1a:2003 (ISO 15930-4) and PDF/X-4 (ISO 15930-7) that a file shows outside its
pages' paint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from epaper.adverts.cleaned import is_form_of_acrobat, is_portfolio
from epaper.adverts.layers import Layers
from epaper.adverts.pictures import filters_of
from epaper.model.finding import Finding
from epaper.model.press import Standard
from epaper.preflight.fonts import embedded
from epaper.preflight.inks import family
from epaper.preflight.rules import finding

MARKERS = {Standard.X1A: "PDF/X-1a:2003", Standard.X4: "PDF/X-4"}
XMP_FIELDS = (
    "dc:title",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:VersionID",
    "xmpMM:RenditionClass",
    "pdf:Trapped",
    "pdfxid:GTS_PDFXVersion",
)
PDFX_NS = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


def check_document(pdf: pikepdf.Pdf, standard: Standard, packed: bool) -> Iterator[Finding]:
    """`packed`: the file has object streams."""
    if pdf.is_encrypted:
        yield finding("pdfx.encrypted", "the file is encrypted")
    if "/ID" not in pdf.trailer:
        yield finding("pdfx.id", "the file has no /ID")
    newest = "1.4" if standard is Standard.X1A else "1.6"
    if tuple(map(int, pdf.pdf_version.split("."))) > tuple(map(int, newest.split("."))):
        yield finding("pdfx.version", f"the file is PDF {pdf.pdf_version}, {newest} at most")
    if packed and standard is Standard.X1A:
        yield finding("pdfx.object-streams", "the file has object streams")
    yield from _info(pdf, standard)
    if standard is Standard.X4:
        yield from _xmp(pdf)
    yield from _intent(pdf)
    yield from _root(pdf, standard)


def _info(pdf: pikepdf.Pdf, standard: Standard) -> Iterator[Finding]:
    info = pdf.trailer.get("/Info", pikepdf.Dictionary())
    if not str(info.get("/Title", "")).strip():
        yield finding("pdfx.title", "the file has no title")
    if "/CreationDate" not in info or "/ModDate" not in info:
        yield finding("pdfx.dates", "CreationDate or ModDate is missing")
    if str(info.get("/Trapped", "")) not in ("/True", "/False"):
        yield finding("pdfx.trapped", f"Trapped is {info.get('/Trapped', 'missing')}")
    wanted, found = MARKERS[standard], str(info.get("/GTS_PDFXVersion", ""))
    if standard is Standard.X1A and found != wanted:
        yield finding(
            "pdfx.marker",
            f"the file does not say that it is {wanted} ({found or 'it says nothing'})",
        )


def _xmp(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    if "/Metadata" not in pdf.Root:
        yield finding("pdfx.xmp", "there is no XMP packet")
        return
    info = pdf.trailer.get("/Info", pikepdf.Dictionary())
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as xmp:
        values = {
            name: xmp.get(PDFX_NS if name.startswith("pdfxid") else name) for name in XMP_FIELDS
        }
    if values["pdfxid:GTS_PDFXVersion"] != MARKERS[Standard.X4]:
        says = values["pdfxid:GTS_PDFXVersion"] or "nothing"
        yield finding("pdfx.marker", f"the XMP packet does not say PDF/X-4 ({says})")
    for name in XMP_FIELDS[:-1]:
        if not values[name]:
            yield finding("pdfx.xmp", f"the XMP packet has no {name}")
    pairs = {
        "dc:title": "/Title",
        "pdf:Trapped": "/Trapped",
        "xmp:CreateDate": "/CreationDate",
        "xmp:ModifyDate": "/ModDate",
    }
    for name, key in pairs.items():
        if (
            values[name]
            and str(info.get(key, ""))
            and _plain(str(values[name])) != _plain(str(info[key]))
        ):
            yield finding(
                "pdfx.xmp-agrees",
                f"{name} is {values[name]}, the document information says {info[key]}",
            )


def _plain(text: str) -> str:
    """Dates as their 14 digits, names without the slash, other text as it is."""
    digits = re.sub(r"\D", "", text)
    return (
        digits[:14]
        if re.match(r"(D:)?\d{4}-?\d\d-?\d\d", text) and len(digits) >= 14
        else text.removeprefix("/")
    )


def _intent(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    intents = [i for i in pdf.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield finding("pdfx.intent", f"the file has {len(intents)} GTS_PDFX output intents")
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")).strip():
        yield finding("pdfx.intent-condition", "the output intent names no printing condition")
    profile = intents[0].get("/DestOutputProfile")
    if profile is None:
        yield finding("pdfx.intent-profile", "the output intent has no profile")
        return
    space = profile.read_bytes()[12:20]
    channels = {b"prtrCMYK": 4, b"prtrGRAY": 1, b"prtrRGB ": 3}.get(space, 0)
    if channels != int(profile.get("/N", 0)) or channels not in (1, 4):
        yield finding(
            "pdfx.intent-profile", f"the output profile is {space!r} with N {profile.get('/N', 0)}"
        )


def _root(pdf: pikepdf.Pdf, standard: Standard) -> Iterator[Finding]:
    root = pdf.Root
    names = root.get("/Names", {})
    if ("/OpenAction" in root and isinstance(root.OpenAction, pikepdf.Dictionary)) or "/AA" in root:
        yield finding("pdfx.action", "the document acts when it is opened")
    if "/JavaScript" in names:
        yield finding("pdfx.action", "the document has JavaScript")
    if "/EmbeddedFiles" in names and standard is Standard.X1A:
        yield finding("pdfx.embedded-file", "the document has attached files")
    if len(root.get("/AcroForm", {}).get("/Fields", [])):
        yield finding("pdfx.form", "the document has form fields")
    elif is_form_of_acrobat(pdf):
        yield finding("pdfx.form", "the document is a form that only Acrobat shows (XFA)")
    if is_portfolio(pdf):
        yield finding("pdfx.portfolio", "the document is a portfolio: a cover with files inside")
    if "/OCProperties" in root and standard is Standard.X1A:
        yield finding("pdfx.layers", "the document has layers")
    elif off := Layers(pdf).names_off:
        yield finding("pdfx.layer-off", f"not for print: the layer {', '.join(off)}")


def check_objects(pdf: pikepdf.Pdf, standard: Standard) -> Iterator[Finding]:
    """Every object once: filters, fonts, states, forms, pictures."""
    said: set[str] = set()
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream | pikepdf.Dictionary):
            for rule, message in _object(found, standard):
                if message not in said:
                    said.add(message)
                    yield finding(rule, message)


def _object(o: Any, standard: Standard) -> Iterator[tuple[str, str]]:
    if isinstance(o, pikepdf.Stream):
        listed = filters_of(o)
        if "/LZWDecode" in listed:
            yield "pdfx.lzw", "a stream is packed with LZW"
        if "/JPXDecode" in listed and standard is Standard.X1A:
            yield "pdfx.jpx", "a picture is JPEG 2000"
        if o.get("/Subtype") == "/PS" or o.get("/Subtype2") == "/PS":
            yield "pdfx.postscript", "there is a PostScript object"
        if "/OPI" in o:
            yield "pdfx.opi", "there is an OPI placeholder"
        if o.get("/Subtype") == "/Image" and "/SMask" in o and standard is Standard.X1A:
            yield "pdfx.transparency", "a picture has a soft mask"
    if (
        str(o.get("/Type", "")) == "/Font"
        and not str(o.get("/Subtype", "")).startswith("/CIDFont")
        and not embedded(o)
    ):
        yield "pdfx.font-embedded", f"font {str(o.get('/BaseFont', '/?'))[1:]} is not embedded"
    for state in _states(o):
        yield from _state(state, standard)
    group = o.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and group.get("/S") == "/Transparency":
        if standard is Standard.X1A:
            yield "pdfx.transparency", "there is a transparency group"
        elif family(group.get("/CS")) in ("rgb", "lab"):
            yield "colour.rgb-group", "a transparency group blends in RGB"
    if (
        "/S" in o
        and str(o.get("/S")) in ("/JavaScript", "/Launch", "/SubmitForm")
        and ("/JS" in o or "/F" in o)
    ):
        yield "pdfx.action", f"there is a {str(o.S)[1:]} action"


def _states(o: Any) -> Iterator[Any]:
    """Graphics states that the object is or names in its resources (those may stand in it or by
    themselves).
    """
    if o.get("/Type") == "/ExtGState":
        yield o
    resources = o.get("/Resources")
    for holder in (o, resources if isinstance(resources, pikepdf.Dictionary) else {}):
        states = holder.get("/ExtGState")
        if isinstance(states, pikepdf.Dictionary):
            yield from (state for state in states.values() if isinstance(state, pikepdf.Dictionary))


def _state(state: Any, standard: Standard) -> Iterator[tuple[str, str]]:
    if "/TR" in state or str(state.get("/TR2", "/Default")) != "/Default":
        yield "pdfx.transfer", "a graphics state has a transfer curve"
    see_through = float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1
    blend = str(state.get("/BM", "/Normal")) not in ("/Normal", "/Compatible")
    masked = "/SMask" in state and str(state.SMask) != "/None"
    if standard is Standard.X1A and (see_through or blend or masked):
        yield "pdfx.transparency", "a graphics state is transparent"
