"""Small pictures of the pages of an issue, for reports and flatplans."""

from __future__ import annotations

import hashlib
import io
import itertools
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from epaper.issue.codec import page_digest
from epaper.issue.issue import Issue
from epaper.sinks.screen import print_screen
from epaper.work.hands import Hands
from epaper.work.scratch import scratch
from epaper.work.step import Works

VERSION = 3
STAGE = "thumbnails"
FEW_PAGES = 4  # below this a second process costs more than it brings
JPEG_QUALITY = 75


def page_pictures(issue: Issue, pdf: Path | None, width: int, works: Works) -> list[bytes]:
    """Every page as a JPEG `width` pixels wide: those kept from before, the others drawn from
    `pdf`, the issue as it was printed for the screen, or without one from the issue.
    """
    keys = [_key(issue, place, width) for place in range(len(issue.pages))]
    known = [works.store.get(STAGE, key) for key in keys]
    missing = [place for place, picture in enumerate(known) if picture is None]
    if missing:
        drawn = _drawn(issue, pdf, missing, width, jobs=works.jobs)
        for place, picture in zip(missing, drawn, strict=True):
            works.store.put(STAGE, keys[place], picture)
            known[place] = picture
    return [picture for picture in known if picture is not None]


def _key(issue: Issue, place: int, width: int) -> str:
    facts = repr((VERSION, width, issue.palette, sorted(issue.faces.items())))
    return hashlib.sha256((facts + page_digest(issue.pages[place])).encode()).hexdigest()


def _drawn(
    issue: Issue, pdf: Path | None, places: Sequence[int], width: int, jobs: int
) -> list[bytes]:
    if pdf is not None:
        return thumbnails(pdf, width, jobs, places)
    with scratch("print") as folder:
        made = folder / "issue.pdf"
        print_screen(issue, made, jobs)
        return thumbnails(made, width, jobs, places)


def thumbnails(pdf: Path, width: int, jobs: int, places: Sequence[int]) -> list[bytes]:
    """Pages of a PDF (counted from 0) as JPEGs.  Raises pypdfium2.PdfiumError for a file that is no
    PDF."""
    share = min(jobs, len(places)) if len(places) >= FEW_PAGES else 1
    edges = [len(places) * part // share for part in range(share + 1)]
    parts = [places[start:stop] for start, stop in itertools.pairwise(edges)]

    def drawn(part: Sequence[int]) -> list[bytes]:
        return _draw(pdf, width, part)

    # A page takes a lock in the drawing library, so threads would wait for each other.
    with Hands(drawn, share, STAGE) as hands:
        return [picture for part in hands.do(parts) for picture in part]


def _draw(pdf: Path, width: int, places: Sequence[int]) -> list[bytes]:
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for index in places:
            page = document[index]
            bitmap = page.render(scale=width / page.get_width(), draw_annots=False)
            out = io.BytesIO()
            bitmap.to_pil().convert("RGB").save(out, "JPEG", quality=JPEG_QUALITY)
            pictures.append(out.getvalue())
            bitmap.close()
            page.close()
    return pictures
