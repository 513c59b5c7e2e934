"""Pictures on an advertiser's page that are damaged: a viewer shows a part of them, or nothing."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from pikepdf import Array
from PIL import Image

from epaper.adverts.walk import images, painters

ODD = {"/JPXDecode", "/JBIG2Decode"}  # what pdfium alone unpacks


def damaged_picture(page: pikepdf.Page, data: bytes) -> str:
    """What is wrong with the first picture that cannot be read whole; empty where all can.
    `data`: the file of the page."""
    odd = False
    done: set[tuple[int, int]] = set()
    for painter in painters(page):
        for image in images(painter):
            if image.objgen in done:
                continue
            done.add(image.objgen)
            packing = filters_of(image)
            odd = odd or bool(ODD & set(packing))
            if packing == ["/DCTDecode"] and (fact := _jpeg(image.read_raw_bytes())):
                return f"has a JPEG in it that is damaged ({fact})"
    return "has a picture in it that nobody can read" if odd and _unread(data) else ""


def filters_of(stream: Any) -> list[str]:
    """How a stream is packed, the outermost first."""
    found = stream.get("/Filter", Array())
    return [str(one) for one in found] if isinstance(found, Array) else [str(found)]


def _jpeg(data: bytes) -> str:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return str(error).replace("image file", "the file").partition(" (")[0].partition(" <")[0]
    return ""


def _unread(data: bytes) -> bool:
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=6):
            if not {f"/{name}" for name in item.get_filters()} & ODD:
                continue
            try:
                shown = item.get_bitmap(render=False).to_pil().convert("L")
            except pypdfium2.PdfiumError:
                return True
            low, high = shown.getextrema()
            if low == high:  # what cannot be unpacked comes out as one even tone
                return True
    return False
