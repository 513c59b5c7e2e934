"""The rules by id: how bad it is to break one, and what to do then."""

from __future__ import annotations

from epaper.geometry import Rect
from epaper.model.finding import Finding, Severity

E, W = Severity.ERROR, Severity.WARNING
EXPORT = "export the file again as PDF/X"

RULES: dict[str, tuple[Severity, str]] = {
    "file.unreadable": (E, "send a whole, unlocked PDF"),
    "file.damaged": (E, "export the page again"),
    "pdfx.encrypted": (E, "export without a password or restrictions"),
    "pdfx.id": (E, EXPORT),
    "pdfx.version": (E, "X-1a wants PDF 1.4, X-4 wants 1.6: " + EXPORT),
    "pdfx.object-streams": (E, "X-1a allows none: save for PDF 1.4"),
    "pdfx.title": (E, "give the document a title"),
    "pdfx.dates": (E, "set CreationDate and ModDate"),
    "pdfx.trapped": (E, "set Trapped to True or False"),
    "pdfx.marker": (E, EXPORT),
    "pdfx.xmp": (E, "add the XMP packet with the fields that PDF/X-4 asks for"),
    "pdfx.xmp-agrees": (E, "make XMP and document information say the same"),
    "pdfx.intent": (E, "give the file exactly one GTS_PDFX output intent"),
    "pdfx.intent-condition": (E, "name the printing condition in the output intent"),
    "pdfx.intent-profile": (E, "embed the CMYK output profile of the printing condition"),
    "pdfx.boxes": (E, "set TrimBox (and no ArtBox) inside BleedBox inside MediaBox"),
    "pdfx.action": (E, "remove JavaScript and actions"),
    "pdfx.annotation": (E, "remove notes and links, or flatten them"),
    "pdfx.form": (E, "flatten form fields"),
    "pdfx.lzw": (E, "compress with Flate or JPEG"),
    "pdfx.transfer": (E, "apply transfer curves before exporting"),
    "pdfx.opi": (E, "replace OPI placeholders by the pictures"),
    "pdfx.postscript": (E, "convert PostScript objects to PDF"),
    "pdfx.font-embedded": (E, "embed every font"),
    "pdfx.transparency": (E, "flatten transparency for X-1a, or deliver X-4"),
    "pdfx.layers": (E, "merge the layers"),
    "pdfx.layer-off": (W, "delete what is not for print: programs differ in what they show"),
    "pdfx.portfolio": (E, "send the page itself as a PDF"),
    "pdfx.jpx": (E, "save pictures as JPEG or Flate"),
    "pdfx.embedded-file": (E, "remove attached files"),
    "colour.rgb": (E, "convert to the press's CMYK profile"),
    "colour.rgb-group": (E, "set the transparency blend space to CMYK"),
    "colour.spot": (E, "convert the spot colour to process inks"),
    "colour.on-black-page": (E, "turn it to black ink, or move it to a colour page"),
    "colour.rich-black-text": (E, "set black text in 100 % K"),
    "ink.total-mean": (E, "reduce the total ink there"),
    "ink.total-drawn": (E, "reduce the ink of what lies over each other there"),
    "ink.unknown": (E, "install Ghostscript, or look at the plates and sign for it"),
    "ink.total-worst": (E, "convert through the press profile with its ink limit"),
    "picture.resolution": (E, "place it smaller or send more pixels"),
    "picture.resolution-low": (W, "place it smaller or send more pixels"),
    "type.size": (E, "set it larger"),
    "type.size-inks": (E, "set it larger, or in one or two inks"),
    "type.size-two-inks": (W, "set it larger, or in one ink"),
    "type.size-reversed": (E, "set it larger, or not reversed"),
    "type.near-trim": (E, "move it away from the trim"),
    "rule.weight": (E, "draw it heavier"),
    "rule.weight-reversed": (E, "draw it heavier"),
    "overprint.white": (E, "let white knock out"),
    "overprint.missing": (W, "let small black text overprint (OPM 1)"),
    "overprint.wrong": (W, "let it knock out, or set overprint mode 1 for black"),
    "page.blank": (W, "send the page again, if it is to have something on it"),
    "page.failed": (E, "mend or replace what it shows, and press the page again"),
    "page.size": (E, "name a shop with this trim by --shop, or make the page as large as wanted"),
    "page.missing": (E, "add the pages that are missing"),
    "page.multiple": (E, "add or take pages to reach the press's multiple"),
    "page.double": (E, "send each page once"),
}


def finding(
    rule: str, message: str, page: int = 0, rect: Rect | None = None, file: str = ""
) -> Finding:
    severity, remedy = RULES[rule]
    return Finding(severity, rule, message, remedy, file=file, page=page, rect=rect)
