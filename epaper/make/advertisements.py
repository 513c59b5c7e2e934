"""Advertisements on the shelf: a page of a PDF cleaned, a picture as it is, a blank for what cannot
be printed."""

from __future__ import annotations

from collections.abc import Callable

from epaper.adverts.cleaned import HEADER, HEADER_WITHIN, AdvertError, clean_page, said
from epaper.issue.shelf import Shelf
from epaper.make.originals import Original, read_original
from epaper.model.finding import Finding, Severity
from epaper.page.asset import Asset, AssetKind
from epaper.page.marks import AdMark
from epaper.sinks.pdf.blanks import BLANK_FOR
from epaper.work.child import LimitError, in_child
from epaper.work.step import Keep, Step, Works

VERSION = 1  # of cleaning pages
PDF = "application/pdf"
MAGIC = (  # how files begin, and what they are
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)

Blank = Callable[[AdMark], bytes]


def put_advertisement(
    mark: AdMark, original: Original, shelf: Shelf, works: Works, blank: Blank
) -> tuple[Asset, list[Finding]]:
    """The file that the pages show, and what there is to tell.  PictureError for a file that
    changed while the edition was built; whatever else is wrong with it, a blank takes its place."""
    data = read_original(original, mark.asset)
    kind = next((name for magic, name in MAGIC if data.startswith(magic)), "")
    if not kind and HEADER in data[:HEADER_WITHIN]:
        step = clean_step(mark.asset, data)
        try:
            kind, data = PDF, works.do(step)
        except Exception as error:  # whatever a file does is its own fault
            return put_blank(mark, shelf, blank), [_told(mark, original, error)]
    digest = shelf.put(data)
    asset = Asset(
        digest,
        AssetKind.ADVERTISEMENT,
        kind or "application/octet-stream",
        len(data),
        name=original.name,
        original=mark.asset,
    )
    return asset, []


def clean_step(digest: str, data: bytes) -> Step[bytes]:
    """The step that cleans the file `data`.  What it raises: AdvertError, LimitError and what
    damaged files raise."""
    keep: Keep[bytes] = Keep(bytes, bytes)
    return Step("advertisements", VERSION, (digest,), _clean, arguments=(data,), keep=keep)


def put_blank(mark: AdMark, shelf: Shelf, blank: Blank) -> Asset:
    data = blank(mark)
    name = f"{BLANK_FOR}{mark.booking}"
    return Asset(shelf.put(data), AssetKind.ADVERTISEMENT, PDF, len(data), name=name)


def _clean(data: bytes) -> bytes:
    return in_child(lambda: clean_page(data).data)


def _told(mark: AdMark, original: Original, error: Exception) -> Finding:
    fact = (
        str(error) if isinstance(error, AdvertError | LimitError) else f"is damaged ({said(error)})"
    )
    return Finding(
        Severity.WARNING,
        "ad.file",
        f"{mark.booking}: {original.name} {fact}",
        "ask for the file again; a labelled blank stands in its place",
        file=original.name,
    )
