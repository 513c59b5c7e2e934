"""A paper's folder with a day off the wire and twenty advertisements, to build and to look at.

    python -m tools.wire_paper ITEMS FOLDER [--layout berliner] [--pages 32] [--plain]
    cd FOLDER && epaper build --date 2020-11-23

ITEMS is a folder of wire items.  The advertisements are drawn here, for plainly invented firms;
together they take about a third of the pages, as the trade's papers do.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from epaper.layout.design.reader import Design, Grid, load_design
from epaper.layout.edition.ad_size import size_of
from epaper.model.advertisement import AdFile, Advertisement
from epaper.resources import shipped
from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.units import mm

SHARE = 0.3  # of the paper that advertisements take at least
DATE = datetime.date(2020, 11, 23)
NOON = datetime.datetime(2020, 11, 24, tzinfo=datetime.UTC)
SECTIONS: tuple[object, ...] = (
    "Nation",
    "World",
    "City",
    "Business",
    {"name": "Science", "kind": "features"},
    {"name": "Culture", "kind": "features"},
    {"name": "Sport", "kind": "sport"},
)
FIRMS = (
    "Harbour Stores",
    "Mill Lane Bakery",
    "Bay Air",
    "Tannery Hill Optics",
    "Kestrel Savings",
    "Fish Steps Kitchens",
    "Northern Wool",
    "Sable & Finch",
    "Quay Street Motors",
    "Coopers Yard Theatre",
    "Pellow Pharmacy",
    "Two Herons Ale",
    "Estuary Windows",
    "Clockmaker Dray",
    "Hill Dairy",
    "Lantern Lamps",
    "Saltmarsh Spa",
    "Upper Kestrel College",
    "Outer Crossing Ferries",
    "Row F Cinema",
)
INKS = (
    (0.85, 0.35, 0.1, 0.2),
    (0.1, 0.85, 0.75, 0.1),
    (0.75, 0.1, 0.7, 0.25),
    (0.05, 0.35, 0.9, 0.02),
    (0, 0, 0, 0.85),
)


@dataclass(frozen=True, slots=True)
class Booking:
    """Of the page: a name, or columns (of six) and the share of its depth."""

    size: str = ""
    columns: int = 0
    depth: float = 0.0
    more: tuple[tuple[str, object], ...] = ()


BOOKINGS = (
    Booking("strip", more=(("page", 1),)),
    Booking("full page", more=(("right_hand", True),)),
    Booking("full page"),
    Booking("panorama"),
    *(Booking("half page"),) * 3,
    *(Booking("quarter page"),) * 6,
    Booking("quarter page", more=(("section", "Sport"),)),
    Booking("", 4, 0.74),
    Booking("", 4, 0.6, (("right_hand", True),)),
    Booking("", 3, 0.32, (("conflicts", ["Harbour Stores"]),)),
    Booking("", 2, 0.4, (("avoid", ["crash"]),)),
    Booking("", 2, 0.24, (("position", "outer"),)),
    Booking("", 1, 0.16, (("position", "foot"),)),
)


def write_paper(
    items: Path, folder: Path, layout: str, pages: int, ads: bool = True, **more: object
) -> Path:
    """The paper with the items imported; returns its editions folder."""
    editions = folder / "editions"
    day = editions / DATE.isoformat()
    day.mkdir(parents=True)
    publication = {
        "publication": {
            "name": "The Wire Day",
            "code": "WD",
            "language": "en-GB",
            "layout": layout,
        },
        "sections": list(SECTIONS),
        "pages": {"least": pages, "most": pages, "multiple": 2},
        **more,
    }
    (editions / "publication.yaml").write_text(
        yaml.safe_dump(publication, sort_keys=False), encoding="utf-8"
    )
    settings = Settings(
        editions, DATE, NOON, folder / "dist", (items.absolute().parent / "pictures",)
    )
    for _ in import_found(settings, gather([items])):
        pass
    if ads:
        design = load_design(shipped("layouts") / f"{layout}.yaml")
        booked = [_booked(n, one, day, design) for n, one in enumerate(bookings(pages, design))]
        (day / "edition.yaml").write_text(
            yaml.safe_dump({"ads": booked}, sort_keys=False), encoding="utf-8"
        )
    return editions


def bookings(pages: int, design: Design) -> list[Booking]:
    """The twenty, some of them larger where the paper has more and smaller pages, so that they take
    SHARE of it.
    """
    found = list(BOOKINGS)

    def share() -> float:
        sizes = [size_of(_ad(one, design), design) for one in found]
        areas = sum(
            columns * lines * (1 + (one.size == "panorama"))
            for (columns, lines), one in zip(sizes, found, strict=True)
        )
        return areas / (pages * design.grid.columns * design.grid.lines)

    for small, large in itertools.pairwise(("quarter page", "half page", "full page")):
        for place, one in enumerate(found):
            if one.size == small and share() < SHARE:
                found[place] = replace(one, size=large)
    return found


def _ad(one: Booking, design: Design) -> Advertisement:
    """As it is booked on this grid, in whole millimetres."""
    grid = design.grid
    columns = max(1, round(one.columns * grid.columns / 6))
    depth = round(one.depth * grid.type_area.height / mm(1))
    return Advertisement(
        "", "", AdFile(Path(), ""), one.size, 0 if one.size else columns, mm(depth)
    )


def _booked(number: int, one: Booking, day: Path, design: Design) -> dict[str, Any]:
    """The entry of an advertisement, its file drawn at the size that is booked."""
    grid, ad = design.grid, _ad(one, design)
    width, height = _points(ad, grid, design)
    name = f"ads/{number + 1:02}.pdf"
    (day / "ads").mkdir(exist_ok=True)
    draw(day / name, width, height, FIRMS[number], INKS[number % len(INKS)])
    size = one.size or f"{ad.columns} x {ad.depth / mm(1):.0f}"
    return {
        "booking": f"W-{number + 1:02}",
        "advertiser": FIRMS[number],
        "file": name,
        "size": size,
        **dict(one.more),
    }


def _points(ad: Advertisement, grid: Grid, design: Design) -> tuple[float, float]:
    columns, lines = size_of(ad, design)
    if ad.size == "panorama":
        return grid.trim.width - grid.type_area.x + grid.type_area.right, lines * grid.leading
    return grid.width(columns), ad.depth if not ad.size else lines * grid.leading


def draw(path: Path, width: float, height: float, firm: str, ink: tuple[float, ...]) -> None:
    """A plain advertisement: the firm's name in white on its colour, a claim below, CMYK, fonts
    embedded.
    """
    for face in ("headline-bold", "sans"):
        if face not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(face, str(shipped("fonts") / f"{face}.ttf")))
    canvas = Canvas(str(path), (width, height), invariant=1, initialFontName="sans")
    canvas.setFillColorCMYK(*ink)
    split = height * 0.45
    canvas.rect(0, split, width, height - split, stroke=0, fill=1)
    canvas.setStrokeColorCMYK(*ink)
    canvas.rect(0.5, 0.5, width - 1, height - 1)
    size = min(
        (height - split) * 0.4, width * 0.85 / pdfmetrics.stringWidth(firm, "headline-bold", 1)
    )
    canvas.setFont("headline-bold", size)
    canvas.setFillColorCMYK(0, 0, 0, 0)
    canvas.drawCentredString(width / 2, split + (height - split) * 0.5 - size * 0.3, firm)
    canvas.setFillColorCMYK(0, 0, 0, 1)
    claim = "An advertisement of an invented firm"
    small = max(5.0, min(height * 0.07, width * 0.8 / pdfmetrics.stringWidth(claim, "sans", 1)))
    canvas.setFont("sans", small)
    canvas.drawCentredString(width / 2, split * 0.5, claim)
    canvas.save()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.wire_paper", description=__doc__)
    parser.add_argument("items", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layout", default="broadsheet")
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--plain", action="store_true", help="without advertisements")
    options = parser.parse_args()
    write_paper(options.items, options.folder, options.layout, options.pages, not options.plain)
    print(f"cd {os.path.relpath(options.folder)} && epaper build --date {DATE}")


if __name__ == "__main__":
    main()
