"""What a press file says about itself: output intent, Info and XMP, which agree."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from epaper.model.press import PressSettings, Standard
from epaper.page.page import Document

PDFX = "http://www.npes.org/pdfx/ns/id/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
REGISTRY = "http://www.color.org"


def output_intent(pdf: pikepdf.Pdf, settings: PressSettings, profile: Path) -> None:
    stream = pdf.make_stream(profile.read_bytes(), N=4)
    kinds = [Name.GTS_PDFX, Name.GTS_PDFA1] if settings.archive else [Name.GTS_PDFX]
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=kind,
                OutputConditionIdentifier=String(settings.condition),
                OutputCondition=String(settings.condition),
                Info=String(settings.title or settings.condition),
                RegistryName=String(REGISTRY),
                DestOutputProfile=stream,
            )
            for kind in kinds
        ]
    )


def describe(pdf: pikepdf.Pdf, document: Document, settings: PressSettings, codes: Sequence[str]) -> None:
    """Dates are the edition's; the document's id comes from the codes of its pages."""
    title = f"{document.title}, {codes[0] if len(codes) == 1 else f'{codes[0]} and {len(codes) - 1} more'}"
    info = pdf.docinfo
    info["/Title"] = String(title)
    info["/CreationDate"] = info["/ModDate"] = String(f"D:{document.date:%Y%m%d}000000Z")
    info["/Trapped"] = Name("/False")
    info["/Producer"] = info["/Creator"] = String("epaper")
    if settings.standard is Standard.X1A:
        info["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")
        info["/GTS_PDFXConformance"] = String("PDF/X-1a:2003")
        return
    stamp = f"{document.date.isoformat()}T00:00:00Z"
    name = uuid.UUID(bytes=hashlib.sha256("|".join(codes).encode()).digest()[:16])
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace(PDFX, "pdfxid")
        xmp[f"{{{PDFX}}}GTS_PDFXVersion"] = "PDF/X-4"
        xmp["dc:title"] = title
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            xmp[key] = stamp
        xmp["xmp:CreatorTool"] = xmp["pdf:Producer"] = "epaper"
        xmp["xmpMM:DocumentID"] = f"uuid:{name}"
        xmp["xmpMM:VersionID"], xmp["xmpMM:RenditionClass"] = "1", "default"
        xmp["pdf:Trapped"] = "False"
        if settings.archive:
            xmp.register_xml_namespace(PDFA, "pdfaid")
            xmp[f"{{{PDFA}}}part"], xmp[f"{{{PDFA}}}conformance"] = "2", "B"
