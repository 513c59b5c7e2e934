"""`ads:` of edition.yaml -> Advertisements, each file looked at; a bad file becomes a finding and a
labelled blank.

Sizes follow the trade: columns x millimetres, or a name.  A page of a page-description file counts
from its TrimBox, else CropBox, else MediaBox, cut to the MediaBox and turned by Rotate, times
UserUnit (ISO 32000-1, 14.11.2).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf

from epaper.model.advertisement import NAMED_SIZES, AdFile, Advertisement
from epaper.model.finding import Finding
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown, suggestion
from epaper.settings.textfile import SETTINGS_BYTES, read_text
from epaper.settings.yamltree import Scalar, read_yaml
from epaper.sources.ad_inks import coarsest_picture, shows_colour, spot_colours, uses_rgb
from epaper.sources.eps import eps_as_pdf
from epaper.sources.pictures import look_at
from epaper.units import mm

COLOURS = ("black", "colour")
LEAST_PPI = 150  # newsprint shows a picture well at 200, coarsely below this
POSITIONS = ("foot", "outer", "solus")
MOST_BYTES = 300_000_000
_SIZE = re.compile(r"(\d+)\s*(?:columns?|col)?\s*[x×]\s*(\d+(?:\.\d+)?)\s*(?:mm)?", re.IGNORECASE)


def read_ads(fields: Fields, day: Path, notes: Notes) -> tuple[Advertisement, ...]:
    """The advertisements under `ads:` in the order of the file; what is wrong is noted."""
    found: list[Advertisement] = []
    for entry in fields.entries("ads"):
        if isinstance(entry, Scalar):
            fields.wrong(
                "ads",
                f"{shown(entry.text)} is a text",
                "write booking:, file: and size:",
                line=entry.line,
            )
            continue
        ad = _ad(entry, day, notes)
        entry.finish()
        if ad is None:
            continue
        if any(ad.booking == other.booking for other in found):
            entry.wrong(
                "booking",
                f"booking {shown(ad.booking)} stands twice",
                "delete one, or number it anew",
            )
        else:
            found.append(ad)
    return tuple(found)


def read_ad_files(
    day: Path, others: Sequence[Advertisement]
) -> tuple[list[Advertisement], list[Finding]]:
    """Advertisements booked in a file each, ads/*.yaml of the day, in the order of their names."""
    found: list[Advertisement] = []
    findings: list[Finding] = []
    for path in sorted((day / "ads").glob("*.yaml")):
        notes = Notes(path.relative_to(day).as_posix())
        text = read_text(path, notes, SETTINGS_BYTES)
        mapping = read_yaml(text, notes) if text is not None else None
        if mapping is not None:
            entry = Fields(mapping, notes)
            ad = _ad(entry, day, notes)
            entry.finish()
            if ad is not None and any(ad.booking == other.booking for other in (*others, *found)):
                entry.wrong(
                    "booking",
                    f"booking {shown(ad.booking)} stands twice",
                    "delete one, or number it anew",
                )
            elif ad is not None:
                found.append(ad)
        findings += notes.found
    return found, findings


def _ad(entry: Fields, day: Path, notes: Notes) -> Advertisement | None:
    booking, name = entry.text("booking"), entry.text("file")
    advertiser = entry.text("advertiser") or booking
    named, columns, depth = _size(entry)
    page = entry.whole("page", 0, 0, 400)
    position = entry.choice("position", ("", *POSITIONS), "")
    flags = {"right_hand": entry.flag("right_hand"), "house": entry.flag("house")}
    conflicts = tuple(text.casefold() for text in entry.texts("conflicts"))
    avoid = tuple(text.casefold() for text in entry.texts("avoid"))
    section = entry.text("section")
    colour = entry.choice("colour", ("", *COLOURS), "")
    line = entry.line("booking")
    if not booking:
        entry.wrong(
            "booking", "an advertisement has no booking number", "add booking: ...", line=line
        )
        return None
    if not named and not columns:
        return None
    if page and flags["right_hand"] and page % 2 == 0:
        fact = f"{booking} is booked on page {page} and on a right-hand page; the page counts"
        notes.warning("ad.booking", fact, "book one of them", line, field="ads")
    file = inspect(day, name, notes, line) if name else AdFile(day, "", fault="no file was named")
    if colour == "black" and name and not file.fault and shows_colour(file.path):
        remedy = "ask for a file in black, or book colour"
        notes.warning(
            "ad.colour",
            f"{name} has colour, {booking} is booked in black",
            remedy,
            line,
            field="ads",
        )
    if not name:
        notes.warning(
            "ad.file",
            f"{booking} names no file",
            "add file: ...; a labelled blank stands in its place",
            line,
            field="ads",
        )
    return Advertisement(
        booking,
        advertiser,
        file,
        named,
        columns=columns,
        depth=depth,
        page=page,
        right_hand=flags["right_hand"],
        position=position,
        conflicts=conflicts,
        avoid=avoid,
        section=section,
        colour=colour,
        house=flags["house"],
    )


def _size(entry: Fields) -> tuple[str, int, float]:
    """(named size, columns, depth in points)."""
    text = entry.text("size").casefold()
    if text in NAMED_SIZES:
        return text, 0, 0.0
    match = _SIZE.fullmatch(text)
    if match and 1 <= int(match[1]) <= 20 and 5 <= float(match[2]) <= 1000:
        return "", int(match[1]), mm(float(match[2]))
    remedy = suggestion(text, NAMED_SIZES, 6) if text else "add size:"
    entry.wrong(
        "size",
        f"size is {shown(text)}" if text else "size is missing",
        f"{remedy}; or columns x mm, 3 x 120",
    )
    return "", 0, 0.0


# -- files -----------------------------------------------------------------------------------------


def inspect(day: Path, name: str, notes: Notes, line: int = 0) -> AdFile:
    """Look at an advertiser's file.  Findings go to `notes`; a file that cannot be printed has its
    fault named.
    """
    path = (day / name).resolve()

    def fault(fact: str, remedy: str) -> AdFile:
        notes.warning(
            "ad.file",
            f"{name} {fact}",
            f"{remedy}; a labelled blank stands in its place",
            line,
            field="ads",
        )
        return AdFile(path, name, fault=fact)

    if not path.is_relative_to(day.resolve()):
        return fault("lies outside the day's folder", "copy it into ads/")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        return fault(f"cannot be read ({error.strerror})", "check the name")
    if not size or size > MOST_BYTES:
        return fault(
            "is empty" if not size else f"is {size / 1e6:.0f} MB", "ask for the file again"
        )
    if b"%PDF-" in head:
        return _pdf(path, name, notes, line, fault=fault)
    if head.startswith(b"%!PS") or head.startswith(b"\xc5\xd0\xd3\xc6"):
        converted = eps_as_pdf(path)
        if isinstance(converted, str):
            return fault(converted, "ask for a PDF")
        return _pdf(converted, name, notes, line, fault=fault)
    picture = look_at(path)
    for problem in picture.problems:
        if not problem.fatal:
            notes.info(
                f"ad.{problem.rule}", f"{name} {problem.fact}", problem.remedy, line, field="ads"
            )
    if not picture.usable:
        worst = next((p for p in picture.problems if p.fatal), None)
        return fault(
            worst.fact if worst else "is no picture", worst.remedy if worst else "ask for a PDF"
        )
    return AdFile(path, name, pixels=(picture.width, picture.height), digest=picture.digest)


def _pdf(
    path: Path, name: str, notes: Notes, line: int, fault: Callable[[str, str], AdFile]
) -> AdFile:
    try:
        with pikepdf.open(path) as pdf:
            if not len(pdf.pages):
                return fault("has no page", "ask for the file again")
            page = pdf.pages[0]
            # in memory: a font that is named and not used is no matter
            page.remove_unreferenced_resources()
            width, height = shown_size(page)
            for fact, remedy in _oddities(pdf, page):
                notes.warning("ad.file", f"{name} {fact}", remedy, line, field="ads")
            if spots := spot_colours(page):
                fact = (
                    f"{name} has the spot colour{'s' if len(spots) > 1 else ''} {', '.join(spots)}"
                )
                remedy = (
                    "ask for process colours; a press pass converts it or keeps a plate, as the "
                    "shop says"
                )
                notes.warning("ad.spot", fact, remedy, line, field="ads")
            if uses_rgb(page):
                remedy = "ask for CMYK; a press pass names what it cannot convert"
                notes.warning(
                    "ad.rgb", f"{name} is in RGB, at least in part", remedy, line, field="ads"
                )
    except pikepdf.PasswordError:
        return fault("needs a password", "ask for it without one")
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ) as error:
        fact = str(error).replace(str(path), "").strip(" :")
        return fault(f"is damaged ({fact[:80]})", "ask for the file again")
    if width < 1 or height < 1:
        return fault("has a page without a size", "ask for the file again")
    ppi = coarsest_picture(path)
    if 0 < ppi < LEAST_PPI:
        fact = f"{name} has a picture of {ppi} pixels an inch, {LEAST_PPI} are needed"
        notes.warning("ad.resolution", fact, "ask for a finer picture", line, field="ads")
    return AdFile(path, name, width, height, digest=hashlib.sha256(path.read_bytes()).hexdigest())


def shown_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height in points as a viewer shows the page's trim."""
    media = [float(v) for v in page.mediabox]
    box = [float(v) for v in page.trimbox]
    left, right = sorted((box[0], box[2]))
    foot, top = sorted((box[1], box[3]))
    left, right = max(left, min(media[0], media[2])), min(right, max(media[0], media[2]))
    foot, top = max(foot, min(media[1], media[3])), min(top, max(media[1], media[3]))
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = (right - left) * unit, (top - foot) * unit
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)


def _oddities(pdf: pikepdf.Pdf, page: pikepdf.Page) -> list[tuple[str, str]]:
    found = []
    if len(pdf.pages) > 1:
        found.append(
            (f"has {len(pdf.pages)} pages, the first is printed", "ask for a file of one page")
        )
    if pdf.is_encrypted:
        found.append(("is encrypted; it opens without a password", "ask for it without encryption"))
    missing = fonts_not_embedded(page)
    if missing:
        found.append(
            (f"does not embed {', '.join(missing)}", "ask for the file with its fonts embedded")
        )
    if page.obj.get("/Annots"):
        found.append(
            ("has annotations or form fields, which are printed as they show", "look at the page")
        )
    media, trim = [float(v) for v in page.mediabox], [float(v) for v in page.trimbox]
    if (
        trim[0] < media[0] - 0.01
        or trim[1] < media[1] - 0.01
        or trim[2] > media[2] + 0.01
        or trim[3] > media[3] + 0.01
    ):
        found.append(
            (
                "has a trim larger than its page, which is cut to it",
                "ask for a file with right boxes",
            )
        )
    return found


def fonts_not_embedded(page: pikepdf.Page) -> list[str]:
    """Names of fonts on the page, forms included, that the file does not carry (the standard 14
    among them).
    """
    found: set[str] = set()
    waiting, done = [page.obj.get("/Resources"), *_shown_by_notes(page)], 0
    while waiting and done < 500:
        resources = waiting.pop()
        done += 1
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        for font in dict(resources.get("/Font", {})).values():
            parts = [font, *font.get("/DescendantFonts", [])]
            carried = any(
                key in part.get("/FontDescriptor", {})
                for part in parts
                for key in ("/FontFile", "/FontFile2", "/FontFile3")
            )
            if not carried and font.get("/Subtype") != "/Type3":
                found.add(str(font.get("/BaseFont", "/?"))[1:])
        for thing in dict(resources.get("/XObject", {})).values():
            waiting.append(thing.get("/Resources"))
    return sorted(found)


def _shown_by_notes(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The resources of what annotations show."""
    found = []
    for note in page.obj.get("/Annots", []):
        shown = note.get("/AP", {}).get("/N", {})
        states = [shown] if isinstance(shown, pikepdf.Stream) else list(dict(shown).values())
        found += [
            state.get("/Resources", pikepdf.Dictionary())
            for state in states
            if isinstance(state, pikepdf.Stream)
        ]
    return found
