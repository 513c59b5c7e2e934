"""The proof of a press package: its pages in low resolution, never for plates."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

WIDTH = 240  # pixels
READING = 105  # pixels per inch: body text of 8 pt can be read


def package_pictures(folder: Path, files: Sequence[dict[str, Any]]) -> dict[int, Image.Image]:
    """Each page of the package in `folder`, WIDTH pixels wide, by its number."""
    pictures: dict[int, Image.Image] = {}
    for file in files:
        path = folder / file["name"]
        if not path.is_file():
            continue  # somebody took it away; verify and deliver say so
        document = pdfium.PdfDocument(path)
        numbers = file["pages"]
        for at, page in enumerate(document):
            wide = len(numbers) == len(document) + 1 and page.get_width() > page.get_height()
            scale = (2 * WIDTH if wide else WIDTH) / page.get_width()
            shown = page.render(scale=scale).to_pil().convert("RGB")
            if wide:  # a panorama: its halves stand in their places
                pictures[numbers[at + 1]] = shown.crop((WIDTH, 0, 2 * WIDTH, shown.height))
                shown = shown.crop((0, 0, WIDTH, shown.height))
            pictures[numbers[at]] = shown
        document.close()
    return pictures


def page_proofs(folder: Path, files: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write each page of the package in `folder` as a grey JPEG at reading size, proof-001.jpg;
    what the manifest says of them.  A panorama is one picture, named by its first page."""
    told = []
    for file in files:
        path = folder / file["name"]
        if not path.is_file():
            continue  # as above
        with pdfium.PdfDocument(path) as document:
            for number, page in zip(file["pages"], document, strict=False):
                shown = page.render(scale=READING / 72, grayscale=True).to_pil().convert("L")
                data = as_jpeg(shown)
                name = f"proof-{number:03}.jpg"
                (folder / name).write_bytes(data)
                digest = hashlib.sha256(data).hexdigest()
                told.append({"page": number, "name": name, "bytes": len(data), "sha256": digest})
    return told


def proof(pictures: Mapping[int, Image.Image]) -> bytes:
    """Spreads as the reader holds them, in low resolution: 8-1, 2-3 ...; a JPEG, never for
    plates."""
    last = max(pictures)
    pairs = [(last, 1)] if last > 1 else [(0, 1)]
    pairs += [(n, n + 1) for n in range(2, last, 2)]
    height = max(p.height for p in pictures.values())
    wide, deep = 4 * (WIDTH + 10) + 20, (len(pairs) + 1) // 2 * (height + 10) + 10
    sheet = Image.new("RGB", (wide, deep), "#888")
    for at, pair in enumerate(pairs):
        for side, number in enumerate(pair):
            if number in pictures:
                x = 10 + (at % 2) * 2 * (WIDTH + 10) + side * (WIDTH + 1)
                sheet.paste(pictures[number], (x, 10 + at // 2 * (height + 10)))
    return as_jpeg(sheet)


def as_jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=75)
    return buffer.getvalue()
