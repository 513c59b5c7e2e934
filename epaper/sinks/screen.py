"""The edition as one PDF for readers: links, bookmarks, sRGB, pictures at screen resolution."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from epaper.errors import OutputError, UsageError
from epaper.issue.issue import Issue
from epaper.model.edition import SCREEN_SIZES
from epaper.model.finding import Finding, by_severity
from epaper.page.marks import AdMark, GlyphRun, Link, PictureMark
from epaper.page.page import Page
from epaper.sinks.pdf.adverts import untagged
from epaper.sinks.pdf.codes import FaceCodes, face_codes
from epaper.sinks.pdf.colour import screen_paints
from epaper.sinks.pdf.content import Names, PageContent
from epaper.sinks.pdf.document import (
    Places,
    add_outline,
    add_page_labels,
    describe,
    link_annotation,
)
from epaper.sinks.pdf.embed import embed_face
from epaper.sinks.pdf.jobs import Placed, find_placed
from epaper.sinks.pdf.output import whole_file
from epaper.sinks.pdf.placed import load_placed
from epaper.sinks.pdf.split import parts_of
from epaper.sinks.pdf.tags import TagTree, page_tags, read_aloud
from epaper.sinks.pdf.threads import add_threads
from epaper.sinks.pdf.ways import with_ways
from epaper.sinks.pdf.workers import page_contents
from epaper.sinks.sink import Options, Printed

SCREEN_PPI = SCREEN_SIZES["usual"]
LEAST_PPI, MOST_PPI = 36.0, 600.0


@dataclass(frozen=True, slots=True)
class ScreenSink:
    """Prints the issue as one tagged PDF, `<publication>-DATE.pdf`.

    Options: `pictures` is small, usual, large or pixels per inch, else as the publication says;
    `split: yes` prints a file for each section and each page beside it.
    """

    name: str = "screen"
    ppi: float = SCREEN_PPI
    known: tuple[str, ...] = ("pictures", "split")

    def print(self, issue: Issue, options: Options, out: Path) -> Printed:
        asked = options.more.get("pictures", issue.publication.screen_pictures)
        ppi = _resolution(asked, self.ppi)
        name = f"{issue.publication.slug}-{issue.date}"
        file = out / f"{name}.pdf"
        findings = print_screen(issue, file, options.jobs, ppi)
        files = [file]
        if options.more.get("split", "no") != "no":
            for part in parts_of(issue):
                files.append(out / f"{name}-{part.name}.pdf")
                print_screen(part.issue, files[-1], options.jobs, ppi)
        return Printed(tuple(files), findings)


def _resolution(text: str, usual: float) -> float:
    """Pixels per inch.  UsageError with what there is."""
    if not text:
        return usual
    if text in SCREEN_SIZES:
        return SCREEN_SIZES[text]
    try:
        ppi = float(text)
    except ValueError:
        ppi = 0.0
    if not LEAST_PPI <= ppi <= MOST_PPI:
        names = ", ".join(SCREEN_SIZES)
        raise UsageError(
            f"pictures={text} is no size; write {names}, or {LEAST_PPI:g} to {MOST_PPI:g} pixels "
            "per inch"
        )
    return ppi


def print_screen(
    issue: Issue, out: Path | BinaryIO, jobs: int = 1, ppi: float = SCREEN_PPI
) -> tuple[Finding, ...]:
    """Write the issue as a tagged PDF.  The bytes hang on the issue and `ppi`, never on `jobs`.

    Raises FontError, DesignError (a colour nobody defined), PictureError, IssueError, OutputError.
    """
    issue = with_ways(issue)
    faces = {face: issue.shelf.path(digest) for face, digest in issue.faces.items()}
    codes = face_codes(issue.pages, faces)
    used = frozenset().union(*(page.colours for page in issue.pages))
    paints = screen_paints(issue.colours, used)
    placed = find_placed(issue, issue.pages, ppi)
    sheets = [(page, page_tags(issue.structure, page.number)) for page in issue.pages]
    first = {
        placed.names[mark]
        for page in issue.pages[:1]
        for mark in page.marks
        if isinstance(mark, PictureMark) and ppi <= SCREEN_PPI
    }
    contents, loaded = page_contents(
        sheets,
        Names(codes, paints, placed.names),
        jobs,
        lambda: load_placed(issue, placed, jobs, first=first),
    )
    with pikepdf.new() as pdf:
        fonts = {name: embed_face(pdf, face, faces[name]) for name, face in codes.items()}
        objects, findings = loaded.add_to(pdf, issue)
        unread = [name for name in loaded.adverts if untagged(objects[name])]
        pages = [
            _add_page(pdf, page, fonts_of(page, codes, fonts), objects, placed=placed)
            for page in issue.pages
        ]
        _add_rest(pdf, issue, pages, contents, accessible=not unread)
        _save(pdf, out)
    return by_severity(findings)


def fonts_of(
    page: Page, codes: Mapping[str, FaceCodes], fonts: Mapping[str, pikepdf.Object]
) -> Dictionary:
    """The faces of a page: a viewer that opens it need not wait for those of others."""
    used = {mark.face for mark in page.marks if isinstance(mark, GlyphRun) and mark.words}
    return Dictionary({f"/{codes[face].resource}": fonts[face] for face in sorted(used)})


def _add_page(
    pdf: pikepdf.Pdf,
    page: Page,
    fonts: Dictionary,
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
    issue: Issue,
    pages: list[pikepdf.Object],
    contents: tuple[PageContent, ...],
    accessible: bool,
) -> None:
    """Everything that ties the pages together; `accessible`: PDF/UA-1 is claimed."""
    places = Places(issue, pages)
    aloud = read_aloud(issue.structure, issue.pages)
    tree = TagTree(pdf, issue.structure, issue.language, aloud)
    for page, target, content in zip(issue.pages, pages, contents, strict=True):
        target.Contents = pikepdf.Stream(pdf, content.stream, Filter=Name.FlateDecode)
        tree.add_page(target, content.tagged)
        owners = issue.structure.owners(page.number)
        annotations = []
        for index, mark in enumerate(page.marks):
            annotation = link_annotation(mark, page, places) if isinstance(mark, Link) else None
            if annotation is not None:
                added = pdf.make_indirect(annotation)
                if index in owners:
                    tree.add_link(owners[index], target, added)
                else:
                    tree.add_way(target, added)
                annotations.append(added)
        if annotations:
            target.Annots = Array(annotations)
    tree.finish()
    add_threads(pdf, issue, pages)
    describe(pdf, issue, accessible)
    add_page_labels(pdf, issue.pages)
    add_outline(pdf, issue.outline, places)


def _save(pdf: pikepdf.Pdf, out: Path | BinaryIO) -> None:
    """First page first, with an /ID made from the content.  No object streams: with them the
    library writes hint tables that are wrong, and viewers that trust those wait for all of it."""

    def save(target: BinaryIO) -> None:
        pdf.save(
            target,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
            deterministic_id=True,
            linearize=True,
        )

    if isinstance(out, Path):
        with whole_file(out) as temporary:
            save(temporary)
        return
    buffer = io.BytesIO()
    save(buffer)
    try:
        out.write(buffer.getvalue())
    except OSError as error:
        raise OutputError(
            f"the edition cannot be written ({error.strerror}); make room and try again"
        ) from error
