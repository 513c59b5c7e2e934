"""Which of a page's plates differ from those of another version of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from epaper.preflight.content import Box, Shown, meet, page_content
from epaper.preflight.inks import Pixels, known_inks

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


Decode = Callable[[Any], Pixels | None]


class PlateDigests:
    """A digest by ink of all that is painted on a page's plates; inks with nothing on them are left
    out.

    What knocks out also changes the plates of what it covers.
    """

    def __init__(self) -> None:
        self._digests: dict[str, hashlib._Hash] = {}
        self._painted: dict[str, list[Box]] = {}

    def add(self, shown: Shown, decode: Decode = known_inks) -> None:
        """The next thing painted; `decode`: how a picture becomes inks."""
        levels = _levels(shown, decode)
        for ink in sorted(set(levels) | set(self._painted)):
            level = levels.get(ink, b"")
            if not level and (
                shown.overprint or not any(meet(shown.box, box) for box in self._painted[ink])
            ):
                continue
            self._digests.setdefault(ink, hashlib.sha256()).update(level + _what(shown))
            self._painted.setdefault(ink, []).append(shown.box)

    def found(self) -> dict[str, str]:
        return {ink: digest.hexdigest()[:16] for ink, digest in sorted(self._digests.items())}


def plate_digests(file: Path, page: int = 0) -> dict[str, str]:
    """Of a page of a file, counted from 0.  pikepdf.PdfError for content that cannot be read."""
    plates = PlateDigests()
    with pikepdf.open(file) as pdf:
        for shown in page_content(pdf.pages[page]):
            plates.add(shown)
    return plates.found()


def _levels(shown: Shown, decode: Decode) -> dict[str, bytes]:
    if shown.image is not None:
        pixels = decode(shown.image)
        if pixels is not None:
            return {
                ink: hashlib.sha256(pixels[..., at].tobytes()).digest()
                for at, ink in enumerate(PROCESS)
                if pixels[..., at].any()
            }
        return dict.fromkeys(PROCESS, hashlib.sha256(shown.image.read_raw_bytes()).digest())
    shares = (*zip(PROCESS, shown.ink.cmyk, strict=True), *shown.ink.spots)
    return {ink: f"{share:.3f}".encode() for ink, share in shares if share > 0}


def _what(shown: Shown) -> bytes:
    places = [round(v, 2) for v in (*shown.box, shown.size)]
    shapes = [[(round(x, 2), round(y, 2)) for x, y in shape] for shape in shown.polygons]
    return repr((shown.kind, places, shapes, shown.codes)).encode()
