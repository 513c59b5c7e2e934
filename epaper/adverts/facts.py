"""What an advertiser's page will print with: fonts, spot colours, RGB, and how fine its pictures
are."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from epaper.adverts.inline import inline_facts
from epaper.adverts.walk import Painter, painters, spaces, values

CHROMA = 24  # of 255: a pixel whose channels are further apart is not grey
NAMED = ("/Separation", "/DeviceN")
PROCESS = {"Cyan", "Magenta", "Yellow", "Black", "None", "All"}
LEAST_PIXELS = 32  # a picture narrower than that is a rule or an ornament
RGB = ("/DeviceRGB", "/RGB", "/CalRGB", "/Lab")
_SETS_RGB = re.compile(rb"(?<![A-Za-z])(?:rg|RG|cs|CS|BI)(?![A-Za-z])")
_CARRIED = ("/FontFile", "/FontFile2", "/FontFile3")


def shows_colour(image: Image.Image) -> bool:
    """Whether a picture in RGB shows any colour: greys, also of four inks, are not colour here."""
    high, low = (ImageChops.lighter, ImageChops.darker)
    red, green, blue = image.split()
    spread = ImageChops.subtract(high(high(red, green), blue), low(low(red, green), blue))
    return int(spread.getextrema()[1]) > CHROMA  # type: ignore[arg-type]


def spot_colours(page: pikepdf.Page) -> list[str]:
    """Names of the page's inks beside the process colours."""
    found: set[str] = set()
    for space in _with_bases(page):
        found.update(spot_names(space))
    return sorted(found - PROCESS)


def spot_names(space: Any) -> tuple[str, ...]:
    """The inks that a colour space names."""
    if isinstance(space, Array) and len(space) > 1 and str(space[0]) in NAMED:
        names = [space[1]] if str(space[0]) == "/Separation" else list(space[1])
        return tuple(str(name)[1:] for name in names)
    return ()


def uses_rgb(page: pikepdf.Page) -> bool:
    """Whether type, areas, shades or pictures of the page are in RGB or Lab, which a press must
    convert."""
    if any(is_rgb(space) for space in spaces(page)):
        return True
    return any(sets_rgb(painter) for painter in painters(page))


def sets_rgb(painter: Painter) -> bool:
    """Whether a painter's own content paints in RGB or Lab, inline pictures included."""
    if not _SETS_RGB.search(painter.data()):  # in a text, too: a closer look
        return False
    known = painter.resources.get("/ColorSpace")
    for instruction in painter.instructions():
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            if is_rgb(inline_facts(instruction.iimage, painter.resources).get("/ColorSpace")):
                return True
        elif str(instruction.operator) in ("rg", "RG"):
            return True
        elif str(instruction.operator) in ("cs", "CS"):
            name = instruction.operands[0]
            named = known.get(str(name), name) if isinstance(known, Dictionary) else name
            if is_rgb(named):
                return True
    return False


def is_rgb(space: object) -> bool:
    """Whether a colour space, or what it stands on, has to be converted for a press."""
    if isinstance(space, Name):
        return str(space) in RGB
    if not isinstance(space, Array) or not len(space):
        return False
    head = str(space[0])
    if head == "/ICCBased":
        return int(space[1].get("/N", 0)) == 3
    if head in ("/Indexed", "/I", "/Pattern"):
        return len(space) > 1 and is_rgb(space[1])
    return head in RGB


def coarsest_picture(data: bytes) -> int:
    """The least pixels an inch of the pictures on the first page as the file has them, 0 where
    there is none.
    """
    found: list[float] = []
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=6):
            told = pdfium_c.FPDF_IMAGEOBJ_METADATA()
            known = pdfium_c.FPDFImageObj_GetImageMetadata(item.raw, page.raw, ctypes.byref(told))
            if known and min(told.width, told.height) >= LEAST_PIXELS and told.bits_per_pixel > 1:
                found.append(min(told.horizontal_dpi, told.vertical_dpi))
    return round(min((ppi for ppi in found if ppi > 0), default=0.0))


def fonts_not_embedded(page: pikepdf.Page) -> list[str]:
    """Names of fonts on the page and in all that it draws which the file does not carry (the
    standard 14 among them).
    """
    found: set[str] = set()
    for font in _fonts(page):
        inner = font.get("/DescendantFonts")
        parts = [font, *(inner if isinstance(inner, Array) else [])]
        carried = any(key in part.get("/FontDescriptor", {}) for part in parts for key in _CARRIED)
        if not carried and font.get("/Subtype") != "/Type3":
            found.add(str(font.get("/BaseFont", "/?"))[1:])
    return sorted(found)


def drawn_fonts(page: pikepdf.Page) -> int:
    """How many fonts are drawn in the file itself (Type 3)."""
    return sum(font.get("/Subtype") == "/Type3" for font in _fonts(page))


def _fonts(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    for painter in painters(page):
        for font in values(painter.resources, "/Font"):
            if isinstance(font, Dictionary):
                yield font


def _with_bases(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The page's colour spaces that are arrays, and what palettes and patterns stand on."""
    for space in spaces(page):
        while isinstance(space, Array) and len(space):
            yield space
            based = str(space[0]) in ("/Indexed", "/I", "/Pattern") and len(space) > 1
            space = space[1] if based else None
