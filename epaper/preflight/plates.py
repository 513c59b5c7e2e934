"""Which of a page's plates differ from those of another version of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf

from epaper.preflight.content import Box, Shown, meet, page_content
from epaper.preflight.inks import picture_inks

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


def plate_digests(file: Path, page: int = 0) -> dict[str, str]:
    """A digest by ink of all that is painted on its plate; inks with nothing on them are left out.

    What knocks out also changes the plates of what it covers.
    """
    digests: dict[str, hashlib._Hash] = {}
    painted: dict[str, list[Box]] = {}
    with pikepdf.open(file) as pdf:
        for shown in page_content(pdf.pages[page]):
            levels = _levels(shown)
            for ink in sorted(set(levels) | set(painted)):
                level = levels.get(ink, b"")
                if not level and (
                    shown.overprint or not any(meet(shown.box, box) for box in painted[ink])
                ):
                    continue
                digests.setdefault(ink, hashlib.sha256()).update(level + _what(shown))
                painted.setdefault(ink, []).append(shown.box)
    return {ink: digest.hexdigest()[:16] for ink, digest in sorted(digests.items())}


def _levels(shown: Shown) -> dict[str, bytes]:
    if shown.image is not None:
        pixels = picture_inks(shown.image)
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
