"""The first page of an advertiser's PDF made fit to stand in ours: what it shows, nothing else."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from epaper.adverts.keys import keep_allowed
from epaper.adverts.layers import without_layers
from epaper.adverts.walk import painters

LONGEST_SIDE = 14_400.0  # points, 5 m: what PDF allows without a UserUnit (ISO 32000-1, annex C)
MOST_CONTENT = 48_000_000  # bytes of drawing, unpacked
MOST_WORDS = 100  # characters of what a library says
HEADER = b"%PDF-"
HEADER_WITHIN = 65_536  # bytes in which a header is looked for; readers want it in the first 1024


_ADDRESS = re.compile(r"(?:stream )?<[^>]* at 0x[0-9a-f]+>")


class AdvertError(ValueError):
    """The file cannot be printed; the message is the fact, fit to follow the file's name."""


def said(error: BaseException) -> str:
    """An error of a library in one line, without what differs from run to run."""
    line = (str(error).splitlines() or [""])[0]
    text = _ADDRESS.sub("", line).strip(" :")
    return text[:MOST_WORDS] or type(error).__name__


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A PDF of one page with the boxes of the advertiser's own, and what was left out of it."""

    data: bytes
    layers: tuple[str, ...] = ()  # names of layers that are not printed and had paint


def from_header(data: bytes) -> bytes:
    """The file from its header on; as it is where there is none."""
    at = data[:HEADER_WITHIN].find(HEADER)
    return data[at:] if at > 0 else data


def clean_page(data: bytes) -> CleanPage:
    """Read the file and keep its first page: annotations as they print, no layer that does not
    print, no key that is not allowed.  The same file gives the same bytes.

    Raises AdvertError, pikepdf.PdfError, pikepdf.PasswordError, and what damaged objects raise.
    """
    with pikepdf.open(io.BytesIO(from_header(data))) as source:
        if not len(source.pages):
            raise AdvertError("has no page")
        del source.pages[1:]
        page = source.pages[0]
        _boxes(page)
        _measured(page)
        layers = without_layers(source, page)
        if page.obj.get("/Annots"):
            # form fields and stamps print as they show; nothing acts
            source.generate_appearance_streams()
            source.flatten_annotations("print")
        _measured(page)
        # a font that is named and not used need not be embedded
        page.remove_unreferenced_resources()
        with pikepdf.new() as made:
            made.pages.append(page)
            keep_allowed(made.pages[0].obj)
            out = io.BytesIO()
            made.save(out, deterministic_id=True)
    return CleanPage(out.getvalue(), layers)


def _boxes(page: pikepdf.Page) -> None:
    """What a page may inherit stands in it from here on."""
    media = [float(v) for v in page.mediabox]
    unit = float(page.obj.get("/UserUnit", 1))
    side = max(abs(media[2] - media[0]), abs(media[3] - media[1])) * unit
    if not side <= LONGEST_SIDE:
        raise AdvertError(f"has a page of {side / 72 * 0.0254:,.0f} m, 5 m at most")
    page.obj.MediaBox = Array(media)
    page.obj.CropBox = Array(trim_of(page))  # what is shown, so that pictures of it agree
    page.obj.Rotate = int(_inherited(page.obj, "/Rotate", 0))
    resources = _inherited(page.obj, "/Resources", None)
    page.obj.Resources = resources if isinstance(resources, Dictionary) else Dictionary()


def trim_of(page: pikepdf.Page) -> list[float]:
    """Left, bottom, right, top of the trim, as far as it lies on the page."""
    media, trim = [float(v) for v in page.mediabox], [float(v) for v in page.trimbox]
    (left, right), (foot, top) = sorted((trim[0], trim[2])), sorted((trim[1], trim[3]))
    return [
        max(left, min(media[0], media[2])),
        max(foot, min(media[1], media[3])),
        min(right, max(media[0], media[2])),
        min(top, max(media[1], media[3])),
    ]


def _inherited(node: Any, key: str, default: Any) -> Any:
    """What a page has or takes from the nodes above it (ISO 32000-1, 7.7.3.4)."""
    for _ in range(50):
        if not isinstance(node, Dictionary) or key in node:
            break
        node = node.get("/Parent")
    return node.get(key, default) if isinstance(node, Dictionary) else default


def _measured(page: pikepdf.Page) -> None:
    """AdvertError where there is more drawing than a page of a newspaper ever has: it would take
    gigabytes to go through."""
    most = 0
    for painter in painters(page):
        most += len(painter.data())
        if most > MOST_CONTENT:
            raise AdvertError(
                f"has more than {MOST_CONTENT // 1_000_000} MB of drawing on its page"
            )


def is_form_of_acrobat(pdf: pikepdf.Pdf) -> bool:
    """Whether the file is a form that Acrobat alone can show (XFA without fields of its own)."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary) or "/XFA" not in form:
        return False
    fields = form.get("/Fields")
    return bool(pdf.Root.get("/NeedsRendering", False)) or not (
        isinstance(fields, Array) and len(fields)
    )


def is_portfolio(pdf: pikepdf.Pdf) -> bool:
    return isinstance(pdf.Root.get("/Collection"), Dictionary)
