"""Small pictures of the pages of a PDF, for reports."""

from __future__ import annotations

import io
import itertools
import multiprocessing
from pathlib import Path

import pypdfium2

FEW_PAGES = 4  # below this a second process costs more than it brings
JPEG_QUALITY = 75


def thumbnails(pdf: Path, width_px: int, jobs: int = 1) -> list[bytes]:
    """Every page as a JPEG that is `width_px` wide.  Raises pypdfium2.PdfiumError for a file that
    is no PDF.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
    share = min(jobs, count)
    if share < 2 or count < FEW_PAGES:
        return _draw((pdf, width_px, 0, count))
    edges = [count * part // share for part in range(share + 1)]
    tasks = [(pdf, width_px, start, stop) for start, stop in itertools.pairwise(edges)]
    # A page takes a lock in the drawing library, so threads would wait for each other.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with multiprocessing.get_context(method).Pool(share) as pool:
        return [picture for part in pool.map(_draw, tasks) for picture in part]


def _draw(task: tuple[Path, int, int, int]) -> list[bytes]:
    path, width_px, start, stop = task
    pictures = []
    with pypdfium2.PdfDocument(path) as document:
        for index in range(start, stop):
            page = document[index]
            bitmap = page.render(scale=width_px / page.get_width(), draw_annots=False)
            out = io.BytesIO()
            bitmap.to_pil().convert("RGB").save(out, "JPEG", quality=JPEG_QUALITY)
            pictures.append(out.getvalue())
            bitmap.close()
            page.close()
    return pictures
