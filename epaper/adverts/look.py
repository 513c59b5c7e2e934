"""Advertisers' PDFs looked at, all of them in one child process; each alone where that fails."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from epaper.adverts.cleaned import (
    HEADER,
    AdvertError,
    clean_page,
    from_header,
    is_form_of_acrobat,
    is_portfolio,
    said,
    trim_of,
)
from epaper.adverts.facts import (
    coarsest_picture,
    drawn_fonts,
    fonts_not_embedded,
    shows_colour,
    spot_colours,
    uses_rgb,
)
from epaper.adverts.picture import difference, sight
from epaper.adverts.pictures import damaged_picture
from epaper.units import counted
from epaper.work.child import LimitError, in_child, is_full

LEAST_PPI = 150  # newsprint shows a picture well at 200, coarsely below this
TOGETHER, EACH, ALONE = 10.0, 2.0, 15.0  # seconds: for all at first, more for each; for one alone


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a file that a person should know; the fact follows the file's name."""

    rule: str
    fact: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Look:
    """Width and height in points as shown; `fault`: why the file cannot be printed."""

    width: float = 0.0
    height: float = 0.0
    digest: str = ""
    colour: bool = False
    facts: tuple[Fact, ...] = ()
    fault: str = ""
    remedy: str = "ask for the file again"
    picture: bool = False  # width and height are pixels then


Reader = Callable[[Path], Look]


def look_at_all(paths: Sequence[Path], reader: Reader) -> list[Look]:
    """What is to be known of each file, in their order; whatever one does is its own fault."""
    if not paths:
        return []
    seconds = TOGETHER + EACH * len(paths)
    try:
        return in_child(lambda: [_fenced(path, reader) for path in paths], seconds)
    except LimitError:
        return [_alone(path, reader) for path in paths]


def _alone(path: Path, reader: Reader) -> Look:
    try:
        return in_child(lambda: _fenced(path, reader), ALONE)
    except LimitError as error:
        return Look(fault=str(error))


def _fenced(path: Path, reader: Reader) -> Look:
    try:
        return reader(path)
    except Exception as error:
        if is_full(error):
            raise
        return Look(fault=f"is damaged ({said(error).replace(str(path), '')})")


def look_at_pdf(path: Path) -> Look:
    """Raises whatever damaged files raise, and MemoryError."""
    data = path.read_bytes()
    try:
        with pikepdf.open(io.BytesIO(from_header(data))) as pdf:
            if fault := _unprintable(pdf):
                return fault
            odd = _oddities(pdf, data)
        made = clean_page(data)
    except pikepdf.PasswordError:
        return Look(fault="needs a password", remedy="ask for it without one")
    except AdvertError as error:
        return Look(fault=str(error))
    except pikepdf.PdfError as error:
        if is_full(error):
            raise
        return Look(fault=f"is damaged ({said(error)})")
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        page = pdf.pages[0]
        width, height = shown_size(page)
        trim = trim_of(page)
        if broken := damaged_picture(page, made.data):
            return Look(fault=broken)
        facts = [*odd, *_facts(page, made.data)]
    if width < 1 or height < 1:
        return Look(fault="has a page without a size")
    if made.layers:
        facts.insert(0, _layers(made.layers))
    look = Look(width, height, hashlib.sha256(data).hexdigest(), facts=tuple(facts))
    return _seen(look, from_header(data), made.data, trim)


def _seen(look: Look, data: bytes, clean: bytes, trim: list[float]) -> Look:
    """The look with what pictures of the page tell, as sent and as cleaned."""
    shown = sight(clean)
    if shown.empty:
        return replace(look, fault="is empty: its page shows nothing")
    apart = difference([sight(data, trim).image], shown)
    if apart.visible:
        fact = f"does not look as sent once it is made safe ({apart})"
        return replace(look, fault=fact, remedy="ask for PDF/X without layers, forms and notes")
    return replace(look, colour=shows_colour(shown.image))


def _unprintable(pdf: pikepdf.Pdf) -> Look | None:
    if is_portfolio(pdf):
        fact = "is a portfolio: a cover with other files inside"
        return Look(fault=fact, remedy="ask for the advertisement itself as a PDF")
    if is_form_of_acrobat(pdf):
        fact = "is a form that only Acrobat shows (XFA); others see a note to wait"
        return Look(fault=fact, remedy="ask for it printed to PDF")
    if not len(pdf.pages):
        return Look(fault="has no page")
    return None


def _oddities(pdf: pikepdf.Pdf, data: bytes) -> list[Fact]:
    page = pdf.pages[0]
    found = []

    def tell(fact: str, remedy: str) -> None:
        found.append(Fact("ad.file", fact, remedy))

    if (junk := data.find(HEADER)) > 0:
        tell(
            f"begins with {counted(junk, 'byte that is', 'bytes that are')} no PDF",
            "look at the page, or ask for it again",
        )
    if len(pdf.pages) > 1:
        tell(f"has {len(pdf.pages)} pages, the first is printed", "ask for a file of one page")
    if pdf.is_encrypted:
        tell("is encrypted; it opens without a password", "ask for it without encryption")
    if page.obj.get("/Annots"):
        tell("has annotations or form fields, which are printed as they show", "look at the page")
    box = [float(v) for v in page.trimbox]
    whole = [min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])]
    if any(abs(a - b) > 0.01 for a, b in zip(whole, trim_of(page), strict=True)):
        tell(
            "has a trim larger than its page, which is cut to it", "ask for a file with right boxes"
        )
    return found


def _facts(page: pikepdf.Page, clean: bytes) -> list[Fact]:
    """What a press will meet on the page."""
    found = []
    if missing := fonts_not_embedded(page):
        fact = f"does not embed {', '.join(missing)}"
        remedy = "ask for the file with its fonts embedded; a press prints a labelled blank without"
        found.append(Fact("ad.file", fact, remedy))
    if drawn_fonts(page):
        fact = "has type that is drawn in the file (Type 3), which is printed as it shows"
        found.append(Fact("ad.file", fact, "look at the page"))
    if spots := spot_colours(page):
        fact = f"has the spot colour{'s' if len(spots) > 1 else ''} {', '.join(spots)}"
        remedy = (
            "ask for process colours; a press pass converts it or keeps a plate, as the shop says"
        )
        found.append(Fact("ad.spot", fact, remedy))
    if uses_rgb(page):
        remedy = "ask for CMYK; a press pass names what it cannot convert"
        found.append(Fact("ad.rgb", "is in RGB, at least in part", remedy))
    ppi = coarsest_picture(clean)
    if 0 < ppi < LEAST_PPI:
        fact = f"has a picture of {ppi} pixels an inch, {LEAST_PPI} are needed"
        found.append(Fact("ad.resolution", fact, "ask for a finer picture"))
    return found


def _layers(names: Sequence[str]) -> Fact:
    several = "s" if len(names) > 1 else ""
    fact = f"has the layer{several} {', '.join(names)}, not for print: left out"
    return Fact("ad.layers", fact, "ask for a file without hidden layers, and look at the page")


def shown_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height in points as a viewer shows the page's trim."""
    left, foot, right, top = trim_of(page)
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = (right - left) * unit, (top - foot) * unit
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)
