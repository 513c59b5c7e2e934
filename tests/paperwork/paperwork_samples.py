"""Reading paperwork back: where its words and pictures stand, and what it is made of."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from epaper.geometry import Rect, Size
from epaper.units import mm

TRIM = Size(mm(350), mm(546))


@dataclass(frozen=True)
class Sheet:
    """A sheet as drawn; rectangles from the top left."""

    size: Size
    text: str  # without white space
    letters: tuple[Rect, ...]
    pictures: tuple[Rect, ...]


def sheets_of(pdf: bytes) -> list[Sheet]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def _sheet(page: pdfium.PdfPage) -> Sheet:
    height = page.get_height()

    def turned(left: float, bottom: float, right: float, top: float) -> Rect:
        return Rect(left, height - top, right - left, top - bottom)

    words = page.get_textpage()
    boxes = [turned(*words.get_charbox(at)) for at in range(words.count_chars())]
    pictures = [
        turned(*found.get_bounds())
        for found in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])
    ]
    text = "".join(words.get_text_bounded().split())
    text = text.replace("\x02", "-")  # a hyphen at the end of a line
    letters = tuple(box for box in boxes if box.area > 0)
    return Sheet(Size(page.get_width(), height), text, letters, tuple(pictures))


def bare(text: str) -> str:
    return "".join(text.split())


def faults(pdf: bytes) -> list[str]:
    """What paperwork must never have: type or pictures off the sheet, faces that are not embedded,
    no language, streams as text.
    """
    wrong = []
    for number, sheet in enumerate(sheets_of(pdf), 1):
        paper = Rect(0, 0, sheet.size.width, sheet.size.height)
        wrong += [
            f"sheet {number}: type at {box}" for box in sheet.letters if not paper.contains(box)
        ]
        wrong += [
            f"sheet {number}: picture at {b}" for b in sheet.pictures if not paper.contains(b)
        ]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        wrong += opened.check_pdf_syntax()
        for page in opened.pages:
            for font in page.Resources.Font.values():
                if "/FontFile2" not in font.get("/FontDescriptor", {}):
                    wrong.append(f"{font.BaseFont} is not embedded")
        if "/Lang" not in opened.Root:
            wrong.append("no language")
    if b"ASCII85" in pdf:
        wrong.append("streams are written as text")
    return wrong


def colour_operators(pdf: bytes) -> set[str]:
    """Each operator that sets a colour, with its operands."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        content = opened.pages[0].Contents.read_bytes().decode("latin-1")
    return set(
        re.findall(r"(?m)(?:^|\s)((?:[-.\d]+ )+(?:rg|RG|g|G|k|K)|/\w+ (?:cs|CS|gs))\b", content)
    )


def page_jpeg(number: int = 0, size: tuple[int, int] = (70, 109)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (40 + number * 2 % 200, 120, 200)).save(out, "JPEG")
    return out.getvalue()
