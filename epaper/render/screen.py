"""The edition as one PDF for readers: links, bookmarks, sRGB, pictures at screen resolution."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from epaper.errors import OutputError
from epaper.model.finding import Finding, by_severity
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, PictureMark, Polygon, Rule
from epaper.page.page import Document, Page
from epaper.page.style import Colour
from epaper.render.codes import document_codes
from epaper.render.colour import screen_paints
from epaper.render.content import Names, PageContent
from epaper.render.document import Places, add_outline, add_page_labels, describe, link_annotation
from epaper.render.embed import embed_face
from epaper.render.output import whole_file
from epaper.render.placed import Placed, find_placed, load_placed
from epaper.render.tags import Structure
from epaper.render.workers import page_contents


@dataclass(frozen=True, slots=True)
class RenderResult:
    """bytes is the size of the file as written."""

    bytes: int
    findings: tuple[Finding, ...]


def render_screen(
    document: Document,
    faces: Mapping[str, Path],
    colours: Mapping[str, Colour],
    out: Path | BinaryIO,
    jobs: int = 1,
    picture_ppi: float = 200,
) -> RenderResult:
    """Write the document as a tagged PDF.  The bytes hang on the arguments alone, never on `jobs`.

    Raises FontError, DesignError (a colour nobody defined), PictureError, OutputError.
    """
    codes = document_codes(document, faces)
    paints = screen_paints(colours, _colours(document))
    placed = find_placed(document, picture_ppi)
    contents, loaded = page_contents(
        document, Names(codes, paints, placed.names), jobs, lambda: load_placed(placed, jobs)
    )
    with pikepdf.new() as pdf:
        fonts = pdf.make_indirect(
            Dictionary(
                {
                    f"/{face.resource}": embed_face(pdf, face, faces[name])
                    for name, face in codes.items()
                }
            )
        )
        objects, findings = loaded.add_to(pdf)
        pages = [_add_page(pdf, page, fonts, objects, placed) for page in document.pages]
        _add_rest(pdf, document, pages, contents, accessible=not loaded.adverts)
        size = _save(pdf, out)
    return RenderResult(size, by_severity(findings))


def _colours(document: Document) -> frozenset[str]:
    used: set[str] = set()
    for page in document.pages:
        for mark in page.marks:
            match mark:
                case GlyphRun() | Rule() | Fill():
                    used.add(mark.colour)
                case Polygon():
                    used.update((mark.fill, mark.stroke))
    return frozenset(used - {""})


def _add_page(
    pdf: pikepdf.Pdf,
    page: Page,
    fonts: pikepdf.Object,
    objects: Mapping[str, pikepdf.Object],
    placed: Placed,
) -> pikepdf.Object:
    """An empty page with its boxes and resources; origin bottom left, so y is turned round from
    here on.
    """
    box = Array([0, 0, round(page.size.width, 3), round(page.size.height, 3)])
    resources = Dictionary(Font=fonts)
    shown = sorted(
        {placed.names[mark] for mark in page.marks if isinstance(mark, PictureMark | AdMark)}
    )
    if shown:
        resources.XObject = Dictionary({f"/{name}": objects[name] for name in shown})
    added = pikepdf.Page(
        Dictionary(Type=Name.Page, MediaBox=box, TrimBox=box, Resources=resources, Tabs=Name.S)
    )
    pdf.pages.append(added)
    return pdf.pages[-1].obj


def _add_rest(
    pdf: pikepdf.Pdf,
    document: Document,
    pages: list[pikepdf.Object],
    contents: tuple[PageContent, ...],
    accessible: bool,
) -> None:
    """Everything that ties the pages together; advertisers' pages are not tagged, so with them no
    claim is made.
    """
    places = Places(document, pages)
    structure = Structure(pdf, document)
    for page, target, content in zip(document.pages, pages, contents, strict=True):
        target.Contents = pikepdf.Stream(pdf, content.stream, Filter=Name.FlateDecode)
        structure.add_page(page, target, content.tagged)
        links = [
            (mark, link_annotation(mark, page, places))
            for mark in page.marks
            if isinstance(mark, Link)
        ]
        annotations = []
        for mark, annotation in links:
            if annotation is not None:
                added = pdf.make_indirect(annotation)
                structure.add_link(mark, page, target, added)
                annotations.append(added)
        if annotations:
            target.Annots = Array(annotations)
    structure.finish()
    describe(pdf, document, accessible)
    add_page_labels(pdf, document.pages)
    add_outline(pdf, document.outline, places)


def _save(pdf: pikepdf.Pdf, out: Path | BinaryIO) -> int:
    """Packed into object streams, first page first, with an /ID made from the content."""

    def save(target: Path | BinaryIO) -> None:
        pdf.save(
            target,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
            linearize=True,
        )

    if isinstance(out, Path):
        with whole_file(out) as temporary:
            save(temporary)
            return temporary.stat().st_size
    buffer = io.BytesIO()
    save(buffer)
    try:
        out.write(buffer.getvalue())
    except OSError as error:
        raise OutputError(
            f"the edition cannot be written ({error.strerror}); make room and try again"
        ) from error
    return buffer.tell()
