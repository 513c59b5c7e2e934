"""The proof of a press package: its pages in low resolution, never for plates."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from epaper.sinks.press.made import file_digest
from epaper.work.kept import kept

WIDTH = 240  # pixels
READING = 105  # pixels per inch: body text of 8 pt can be read


def file_digests(
    folder: Path, files: Sequence[dict[str, Any]], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """SHA-256 of the files of the package in `folder`, by name; one that somebody took away is left
    out, verify and deliver say so.  `known`: of files that were made or looked at in this run."""
    paths = {file["name"]: folder / file["name"] for file in files}
    known = known or {}
    there = {name: path for name, path in paths.items() if path.is_file()}
    return {name: known.get(name) or file_digest(path) for name, path in there.items()}


def drawn_pages(path: Path, digest: str, numbers: int) -> None:
    """Have the pages of a file drawn, and kept, before the proofs ask for them."""
    _shown(path, digest, numbers)
    _read(path, digest)


def package_pictures(
    folder: Path, files: Sequence[dict[str, Any]], digests: Mapping[str, str]
) -> dict[int, Image.Image]:
    """Each page of the package in `folder`, WIDTH pixels wide, by its number; `digests` as
    `file_digests` has them."""
    pictures: dict[int, Image.Image] = {}
    for file in files:
        if file["name"] not in digests:
            continue
        path, numbers = folder / file["name"], file["pages"]
        small = _shown(path, digests[file["name"]], len(numbers))
        for at, (data, wide) in enumerate(small):
            shown: Image.Image = Image.open(io.BytesIO(data))
            if wide:  # a panorama: its halves stand in their places
                pictures[numbers[at + 1]] = shown.crop((WIDTH, 0, 2 * WIDTH, shown.height))
                shown = shown.crop((0, 0, WIDTH, shown.height))
            pictures[numbers[at]] = shown
    return pictures


def _shown(path: Path, digest: str, numbers: int) -> tuple[tuple[bytes, bool], ...]:
    return kept("package pictures", (digest, numbers, WIDTH), partial(_small, path, numbers))


def _small(path: Path, count: int) -> tuple[tuple[bytes, bool], ...]:
    """The pages of a file that stands for `count` numbers as PNGs WIDTH pixels wide, a panorama
    twice as wide; and whether each is one."""
    import pypdfium2 as pdfium  # slow to load, and most pages are drawn already

    found = []
    with pdfium.PdfDocument(path) as document:
        for page in document:
            wide = count == len(document) + 1 and page.get_width() > page.get_height()
            scale = (2 * WIDTH if wide else WIDTH) / page.get_width()
            out = io.BytesIO()
            page.render(scale=scale).to_pil().convert("RGB").save(out, "PNG", compress_level=1)
            found.append((out.getvalue(), wide))
    return tuple(found)


def page_proofs(
    folder: Path, files: Sequence[dict[str, Any]], digests: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Write each page of the package in `folder` as a grey JPEG at reading size, proof-001.jpg;
    what the manifest says of them.  A panorama is one picture, named by its first page.  `digests`
    as above."""
    told = []
    for file in files:
        if file["name"] not in digests:
            continue
        shown = _read(folder / file["name"], digests[file["name"]])
        for number, data in zip(file["pages"], shown, strict=False):
            name = f"proof-{number:03}.jpg"
            (folder / name).write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            told.append({"page": number, "name": name, "bytes": len(data), "sha256": digest})
    return told


def _read(path: Path, digest: str) -> tuple[bytes, ...]:
    return kept("page proofs", (digest, READING), partial(_greys, path))


def _greys(path: Path) -> tuple[bytes, ...]:
    """The pages of a file as grey JPEGs at reading size."""
    import pypdfium2 as pdfium  # as above

    with pdfium.PdfDocument(path) as document:
        shown = (page.render(scale=READING / 72, grayscale=True) for page in document)
        return tuple(as_jpeg(page.to_pil().convert("L")) for page in shown)


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
