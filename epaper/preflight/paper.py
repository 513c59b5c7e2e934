"""The preflight report as a PDF to print and hang up, with pictures of the pages that have
faults."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from epaper.geometry import Size
from epaper.model.finding import Finding
from epaper.paperwork.preflight_report import CheckedFile, preflight_report
from epaper.paperwork.spots import PagePicture
from epaper.preflight.report import PLAIN, PageOf
from epaper.preflight.told import Package
from epaper.work.kept import kept

WIDTH = 700  # pixels of a page's picture


def as_paper(
    title: str,
    found: Mapping[str, Sequence[Finding]],
    files: Mapping[str, Path],
    package: Package = PLAIN,
) -> bytes:
    """`found`: findings by the name of a file, `files`: where those are."""
    return preflight_report(
        title,
        [
            CheckedFile(name, tuple(findings), _pictures(name, findings, files, package))
            for name, findings in found.items()
        ],
        package.answers,
    )


def _pictures(
    name: str, findings: Sequence[Finding], files: Mapping[str, Path], package: Package
) -> dict[int, PagePicture]:
    """By the page as findings have it: those with a finding that has a place."""
    pages = sorted({finding.page for finding in findings if finding.rect is not None})
    pictures = {}
    for page in pages:
        try:
            digest = package.digests.get(name, "")
            pictures[page] = _picture(PageOf(files[name], digest, package.at(name, page)))
        except (RuntimeError, OSError, IndexError):
            continue  # the finding says what is wrong with the file
    return pictures


def _picture(file: PageOf) -> PagePicture:
    facts = (file.known, file.number, WIDTH)
    return kept("preflight pages", facts, lambda: _drawn(file.data, file.number))


def _drawn(data: bytes, number: int) -> PagePicture:
    import pypdfium2 as pdfium  # slow to load, and most pages are drawn already

    document = pdfium.PdfDocument(data)
    try:
        page = document[number - 1]
        media, trim = page.get_mediabox(), page.get_trimbox()
        out = io.BytesIO()
        shown = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
        shown.save(out, "JPEG", quality=70)
        size = Size(media[2] - media[0], media[3] - media[1])
        return PagePicture(out.getvalue(), size, trim[0] - media[0], media[3] - trim[3])
    finally:
        document.close()
