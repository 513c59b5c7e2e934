"""A day's pages for one print shop, from its folder to the package."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from epaper.deliver.press_package import make_package
from epaper.errors import EditionError
from epaper.layout.design import load_design
from epaper.layout.engine import lay_out
from epaper.model.finding import Severity
from epaper.render.press import Issue, PressPass
from epaper.resources import shipped
from epaper.sources.folder import read_edition
from epaper.sources.press import find_press
from epaper.typeset.fonts import load_book
from epaper.typeset.typesetter import Typesetter

CACHE = Path(".epaper-cache") / "press"


def press_day(editions: Path, date: datetime.date, layout: Path | None, shop: str, out: Path,
              pages: Sequence[int] = (), jobs: int = 1) -> tuple[dict[str, Any], Path]:  # fmt: skip
    """The manifest and the folder it stands in.  Raises what reading, layout, press and preflight raise."""
    settings = find_press(shop, shipped("layouts") / "press")
    edition, findings = read_edition(editions, date)
    errors = [str(f) for f in findings if f.severity is Severity.ERROR]
    if errors:
        raise EditionError(f"the day {date} has mistakes:\n  " + "\n  ".join(errors))
    publication = edition.publication
    design = load_design(layout or shipped("layouts") / f"{publication.layout}.yaml")
    book = load_book(shipped("fonts"))
    laid = lay_out(edition, design, Typesetter(book, publication.language), jobs, lambda *_: None)
    faces = {face: book.path(face) for face in book.faces}
    issue = Issue(publication.code, edition.zone)
    press = PressPass(laid.document, faces, design.colours, settings, issue, CACHE, jobs)
    folder = out / date.isoformat() / "press" / settings.name
    return make_package(press, folder, publication.slug, pages), folder
