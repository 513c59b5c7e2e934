"""What a press file says about itself: output intent, Info and XMP, which agree."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from epaper.issue.issue import Issue
from epaper.model.press import PressSettings, Standard

PDFX = "http://www.npes.org/pdfx/ns/id/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
REGISTRY = "http://www.color.org"
# PDF/A wants every schema that it does not know described in the packet (ISO 19005-2, 6.6.2.3).
EXTENSION = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/X ID</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.npes.org/pdfx/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfxid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>GTS_PDFXVersion</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The PDF/X version</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Adobe PDF</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://ns.adobe.com/pdf/1.3/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdf</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>Trapped</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Whether the file is trapped</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""


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


def describe(pdf: pikepdf.Pdf, issue: Issue, settings: PressSettings, codes: Sequence[str]) -> None:
    """Dates are the edition's; the document's id comes from the codes of its pages."""
    title = (
        f"{issue.title}, {codes[0] if len(codes) == 1 else f'{codes[0]} and {len(codes) - 1} more'}"
    )
    info = pdf.docinfo
    info["/Title"] = String(title)
    info["/CreationDate"] = info["/ModDate"] = String(f"D:{issue.date:%Y%m%d}000000Z")
    info["/Trapped"] = Name("/False")
    info["/Producer"] = info["/Creator"] = String("epaper")
    if settings.standard is Standard.X1A:
        # ISO 15930-4 has this key alone; GTS_PDFXConformance is of ISO 15930-1, PDF/X-1a:2001
        info["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")
        return
    stamp = f"{issue.date.isoformat()}T00:00:00Z"
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
    if settings.archive:
        packet = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(packet.replace(b"</rdf:RDF>", EXTENSION))
