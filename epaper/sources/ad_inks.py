"""What an advertiser's file will print with: colour at all, spot colours, RGB, and how fine its
pictures are.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops

CHROMA = 24  # of 255: a pixel whose channels are further apart is not grey
PROCESS = {"Cyan", "Magenta", "Yellow", "Black", "None", "All"}
LEAST_PIXELS = 32  # a picture narrower than that is a rule or an ornament
DEEPEST = 500  # dictionaries of resources looked into


def shows_colour(path: Path) -> bool:
    """Whether a file shows any colour, looked at small: greys, also of four inks, are not colour
    here.
    """
    try:
        with path.open("rb") as file:
            is_pdf = b"%PDF-" in file.read(1024)
        if is_pdf:
            with pypdfium2.PdfDocument(path) as document:
                picture = document[0].render(scale=0.5).to_pil().convert("RGB")
        else:
            with Image.open(path) as opened:
                picture = opened.convert("RGB")
                picture.thumbnail((400, 400))
    except (OSError, ValueError, pypdfium2.PdfiumError):
        return False
    high, low = (ImageChops.lighter, ImageChops.darker)
    red, green, blue = picture.split()
    spread = ImageChops.subtract(high(high(red, green), blue), low(low(red, green), blue))
    return int(spread.getextrema()[1]) > CHROMA  # type: ignore[arg-type]


def spot_colours(page: pikepdf.Page) -> list[str]:
    """Names of the page's inks beside the process colours."""
    found: set[str] = set()
    for space in _spaces(page):
        if (
            isinstance(space, pikepdf.Array)
            and len(space) > 1
            and str(space[0]) in ("/Separation", "/DeviceN")
        ):
            names = [space[1]] if str(space[0]) == "/Separation" else list(space[1])
            found |= {str(name)[1:] for name in names}
    return sorted(found - PROCESS)


def uses_rgb(page: pikepdf.Page) -> bool:
    """Whether type, areas or pictures of the page are in RGB, which a press must convert."""
    for space in _spaces(page):
        base = (
            space[1]
            if isinstance(space, pikepdf.Array) and str(space[0]) in ("/Indexed", "/I")
            else space
        )
        if isinstance(base, pikepdf.Name) and str(base) in ("/DeviceRGB", "/RGB"):
            return True
        if not isinstance(base, pikepdf.Array) or len(base) < 2:
            continue
        if str(base[0]) == "/CalRGB" or (
            str(base[0]) == "/ICCBased" and int(base[1].get("/N", 0)) == 3
        ):
            return True
    return bool(pikepdf.parse_content_stream(page, "rg RG"))


def coarsest_picture(path: Path) -> int:
    """The least pixels an inch of the pictures on the first page as the file has them, 0 where
    there is none.
    """
    found: list[float] = []
    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[0]
            for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=6):
                told = pdfium_c.FPDF_IMAGEOBJ_METADATA()
                known = pdfium_c.FPDFImageObj_GetImageMetadata(
                    item.raw, page.raw, ctypes.byref(told)
                )
                if (
                    known
                    and min(told.width, told.height) >= LEAST_PIXELS
                    and told.bits_per_pixel > 1
                ):
                    found.append(min(told.horizontal_dpi, told.vertical_dpi))
    except (OSError, ValueError, pypdfium2.PdfiumError):
        return 0
    return round(min((ppi for ppi in found if ppi > 0), default=0.0))


def _spaces(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The colour spaces of the page and its forms, and of their pictures."""
    waiting, done = [page.obj.get("/Resources")], 0
    while waiting and done < DEEPEST:
        resources = waiting.pop()
        done += 1
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        yield from dict(resources.get("/ColorSpace", {})).values()
        for thing in dict(resources.get("/XObject", {})).values():
            if "/ColorSpace" in thing:
                yield thing["/ColorSpace"]
            waiting.append(thing.get("/Resources"))
