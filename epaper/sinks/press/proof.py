"""The proof of a press package: its pages in low resolution, never for plates."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from epaper.sinks.press.manifest import PROOF


def write_proof(making: Path, folder: Path, files: Sequence[dict[str, Any]]) -> None:
    """Spreads as the reader holds them, in low resolution: 8-1, 2-3 ..., never for plates.

    A file that is not made anew stands in `folder` still.
    """
    pictures: dict[int, Image.Image] = {}
    for file in files:
        path = making / file["name"]
        document = pdfium.PdfDocument(path if path.is_file() else folder / file["name"])
        numbers = file["pages"]
        for at, page in enumerate(document):
            wide = len(numbers) == len(document) + 1 and page.get_width() > page.get_height()
            shown = (
                page.render(scale=(480 if wide else 240) / page.get_width()).to_pil().convert("RGB")
            )
            if wide:  # a panorama: its halves stand in their places
                pictures[numbers[at + 1]] = shown.crop((240, 0, 480, shown.height))
                shown = shown.crop((0, 0, 240, shown.height))
            pictures[numbers[at]] = shown
        document.close()
    if not pictures:
        return
    last = max(pictures)
    pairs = [(last, 1)] if last > 1 else [(0, 1)]
    pairs += [(n, n + 1) for n in range(2, last, 2)]
    height = max(p.height for p in pictures.values())
    sheet = Image.new("RGB", (4 * 250 + 20, (len(pairs) + 1) // 2 * (height + 10) + 10), "#888")
    for at, pair in enumerate(pairs):
        for side, number in enumerate(pair):
            if number in pictures:
                sheet.paste(
                    pictures[number],
                    (10 + (at % 2) * 500 + side * 241, 10 + at // 2 * (height + 10)),
                )
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=75)
    (making / PROOF).write_bytes(buffer.getvalue())
