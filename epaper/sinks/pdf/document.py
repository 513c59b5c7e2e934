"""What a PDF says about itself: title, dates, language, bookmarks, page labels, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from epaper.issue.issue import Issue
from epaper.page.direction import direction_of
from epaper.page.marks import Link
from epaper.page.page import OutlineEntry, Page

PRODUCER = "epaper"
PRINTED = 1 << 2  # annotation flag: shown on paper as well, ISO 32000-1, table 165


def describe(pdf: pikepdf.Pdf, issue: Issue, accessible: bool) -> None:
    """Document information, XMP and viewer preferences; dates are the edition's, never the clock's.

    `accessible` declares the file as PDF/UA-1 (ISO 14289-1, clause 5).
    """
    date = f"{issue.date:%Y%m%d}000000Z"
    info = pdf.docinfo
    entries = {
        "/Title": issue.title,
        "/Author": issue.author,
        "/Subject": issue.subject,
        "/Producer": PRODUCER,
        "/CreationDate": f"D:{date}",
        "/ModDate": f"D:{date}",
    }
    for key, value in entries.items():
        if value:
            info[key] = String(value)
    root = pdf.Root
    root.Lang = String(issue.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if direction_of(issue.language) == "rtl":  # spreads are bound at the right
        root.ViewerPreferences.Direction = Name.R2L
    root.PageMode = Name.UseOutlines if issue.outline else Name.UseNone
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        stamp = f"{issue.date.isoformat()}T00:00:00+00:00"
        xmp["dc:title"] = issue.title
        if issue.author:
            xmp["dc:creator"] = [issue.author]
        if issue.subject:
            xmp["dc:description"] = issue.subject
        xmp["dc:language"] = {issue.language}
        xmp["dc:format"] = "application/pdf"
        xmp["xmp:CreateDate"] = stamp
        xmp["xmp:ModifyDate"] = stamp
        xmp["xmp:MetadataDate"] = stamp
        xmp["pdf:Producer"] = PRODUCER
        if accessible:
            xmp.register_xml_namespace("http://www.aiim.org/pdfua/ns/id/", "pdfuaid")
            xmp["pdfuaid:part"] = "1"


def add_page_labels(pdf: pikepdf.Pdf, pages: Sequence[Page]) -> None:
    """Labels that agree with the printed page numbers (ISO 32000-1, 12.4.2)."""
    numbers: list[pikepdf.Object | int] = []
    expected = None
    for index, page in enumerate(pages):
        if page.number != expected:
            numbers += [index, Dictionary(S=Name.D, St=page.number)]
        expected = page.number + 1
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))


class Places:
    """Where on the PDF's pages the issue's page numbers lead."""

    def __init__(self, issue: Issue, pages: Sequence[pikepdf.Object]) -> None:
        self._pages: Mapping[int, tuple[Page, pikepdf.Object]] = {
            page.number: (page, target) for page, target in zip(issue.pages, pages, strict=True)
        }

    def find(self, number: int, y: float) -> Array | None:
        """A destination with that height at the top of the window; None when there is no such
        page."""
        if number not in self._pages:
            return None
        page, target = self._pages[number]
        return Array([target, Name.XYZ, None, round(page.size.height - max(0.0, y), 2), None])


def add_outline(pdf: pikepdf.Pdf, entries: Sequence[OutlineEntry], places: Places) -> None:
    """Bookmarks (ISO 32000-1, 12.3.3): entries nest by level, and only the first level is open."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    path: list[pikepdf.Object] = [root]
    for entry in entries:
        target = places.find(entry.page, entry.y)
        if target is None:
            continue
        del path[min(entry.level, len(path) - 1) + 1 :]
        parent = path[-1]
        item = pdf.make_indirect(Dictionary(Title=String(entry.title), Parent=parent, Dest=target))
        if "/Last" in parent:
            parent.Last.Next = item
            item.Prev = parent.Last
        else:
            parent.First = item
        parent.Last = item
        parent.Count = int(parent.get("/Count", 0)) + (1 if parent is root else -1)
        path.append(item)
    if "/First" in root:
        pdf.Root.Outlines = root


def link_annotation(link: Link, page: Page, places: Places) -> Dictionary | None:
    """A link without a border (ISO 32000-1, 12.5.6.5); None when it leads nowhere."""
    rect, height = link.rect, page.size.height
    box = [round(edge, 3) for edge in (rect.x, height - rect.bottom, rect.right, height - rect.y)]
    annotation = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array(box), Border=Array([0, 0, 0]), F=PRINTED
    )
    if link.label:
        annotation.Contents = String(link.label)
    if link.uri:
        address = link.uri.encode("ascii", "ignore").decode()
        annotation.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(address))
        return annotation
    target = places.find(link.page, link.y)
    if target is None:
        return None
    annotation.Dest = target
    return annotation
