"""An independent witness: pypdf reads back the readers' PDF, which pikepdf wrote, and says where it
is not what the pages say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from epaper.geometry import Size
from epaper.model.finding import Finding
from epaper.page.page import OutlineEntry, Page
from epaper.units import counted, to_mm
from epaper.witness.places import Heights, check_links, check_outline
from epaper.witness.reading import FAULTS, WitnessFile, opened
from epaper.witness.text import check_content
from epaper.witness.told import told

BOX_SLACK = 0.01  # points


def witness(
    pdf: Path | WitnessFile,
    pages: Sequence[Page],
    outline: Sequence[OutlineEntry],
    *,
    title: str,
    language: str,
    text: bool = True,
    digests: Mapping[int, str] | None = None,
) -> tuple[Finding, ...]:
    """What of the file differs from the pages, as errors "witness.*"; nothing for a file that is
    right.

    Looked at are the number of pages, their boxes and labels, title and language, bookmarks, links,
    and with `text` the text and the pictures of each page (most of the time that it takes, unless
    the page's digest is in `digests`, by number, and it was read before).
    """
    try:
        file = opened(pdf)
        found = [*_whole(file, pages, title, language)]
        heights = Heights(pages)
        found += check_outline(file, outline, heights)
    except FAULTS as error:
        return (told("file", f"the PDF cannot be read ({error})"),)
    for place, page in enumerate(pages[: len(file.pages)]):
        try:
            found += _boxes(file, place, page)
            found += check_links(file, place, page, heights)
            digest = (digests or {}).get(page.number, "")
            found += check_content(file, place, page, digest) if text else ()
        except FAULTS as error:
            fact = f"the page cannot be read ({type(error).__name__}: {error})"
            found.append(told("file", fact, page.number))
    return tuple(found)


def _whole(
    file: WitnessFile, pages: Sequence[Page], title: str, language: str
) -> Iterator[Finding]:
    if len(file.pages) != len(pages):
        yield told(
            "pages", f"the PDF has {counted(len(file.pages), 'page')}, the edition {len(pages)}"
        )
    for label, page in zip(file.reader.page_labels, pages, strict=False):
        if label != str(page.number):
            fact = f"page {page.number} is called {label!r} in the PDF"
            yield told("label", fact, page.number)
    metadata = file.reader.metadata
    written = (metadata.title if metadata is not None else None) or ""
    if written != title:
        yield told("title", f"the PDF is titled {written!r}, not {title!r}")
    spoken = str(file.catalog.get("/Lang", ""))
    if spoken != language:
        yield told("language", f"the PDF's language is {spoken!r}, not {language!r}")


def _boxes(file: WitnessFile, place: int, page: Page) -> Iterator[Finding]:
    sheet = file.pages[place]
    for name in ("/MediaBox", "/TrimBox"):
        box = sheet.get(name)
        edges = [float(edge) for edge in box] if box is not None else []
        if not _same_box(edges, page.size):
            told_size = f"{to_mm(page.size.width):.1f} x {to_mm(page.size.height):.1f} mm"
            fact = f"the PDF's {name[1:]} is {edges or 'missing'}, the page measures {told_size}"
            yield told("box", fact, page.number)


def _same_box(edges: Sequence[float], size: Size) -> bool:
    wanted = (0.0, 0.0, size.width, size.height)
    return len(edges) == len(wanted) and all(
        abs(edge - want) <= BOX_SLACK for edge, want in zip(edges, wanted, strict=True)
    )
