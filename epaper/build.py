"""The edition from top to bottom."""

from __future__ import annotations

import datetime
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from epaper.deliver import ledger
from epaper.deliver.grid import off_grid_lines
from epaper.deliver.jumps import check_jumps
from epaper.deliver.keeping import RECORD, locked_pages, save_locks, write_record
from epaper.deliver.plan_page import PlanSheet
from epaper.deliver.publish import release, workshop
from epaper.deliver.report import output_file, report, write_json
from epaper.deliver.report_page import report_page
from epaper.errors import EditionError
from epaper.layout.design.reader import Design, load_design
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.engine import LaidOut, findings_of, lay_out, plan_day
from epaper.layout.explain import page_layouts
from epaper.layout.makeup.drawing import Drawing
from epaper.layout.makeup.kept import KeptPage, usable
from epaper.layout.measure.tables import Shaper
from epaper.layout.search.search import PageLayout
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity, by_severity
from epaper.model.press import PressSettings
from epaper.page.marks import Link
from epaper.page.page import Document, Page
from epaper.render.screen import render_screen
from epaper.render.thumbnails import thumbnails
from epaper.resources import shipped
from epaper.sources.folder import read_edition
from epaper.sources.press import find_press
from epaper.typeset.fonts import load_book
from epaper.typeset.typesetter import Typesetter

Progress = Callable[[str, int, int], None]
THUMBNAIL_WIDTH = 360  # pixels
USUAL_SHOP = "indian-coldset-broadsheet"  # where neither the command nor the publication names one


@dataclass(frozen=True, slots=True)
class Request:
    date: datetime.date
    editions: Path = Path("editions")
    layout: str = ""  # empty: the publication's own
    out: Path = Path("dist")
    jobs: int = 1


class _Clock:
    """Seconds by stage; they go to the report's timings and nowhere else."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.start = progress, time.perf_counter()
        self.last, self.seconds = self.start, dict[str, float]()

    def done(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds.pop("total", None)
        self.seconds |= {stage: now - self.last, "total": now - self.start}
        self.last = now
        self.progress(stage, 1, 1)


def refuse_mistakes(date: datetime.date, findings: Iterable[Finding], told: bool = False) -> None:
    """Raise EditionError with every mistake that stops a build; only their number when they were
    told already.
    """
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        count = f"the day {date} has {len(errors)} mistake{'s' if len(errors) > 1 else ''}"
        raise EditionError(
            f"{count}; mend the above" if told else f"{count}:\n  " + "\n  ".join(map(str, errors))
        )


def layout_file(name: str, editions: Path) -> Path:
    """A layout by name or path: the paper's own layouts/ first, then the shipped ones."""
    if name.endswith((".yaml", ".yml")):
        return Path(name)
    own = editions.resolve().parent / "layouts" / f"{name}.yaml"
    return own if own.is_file() else shipped("layouts") / f"{name}.yaml"


def build(
    request: Request, progress: Progress = lambda _stage, _done, _all: None
) -> dict[str, Any]:
    """Build the day's edition; returns the report.  Nothing of an earlier build is touched unless
    all goes well.
    """
    clock = _Clock(progress)
    edition, findings = read_edition(request.editions, request.date)
    refuse_mistakes(request.date, findings)
    design = load_design(
        layout_file(request.layout or edition.publication.layout, request.editions)
    )
    clock.done("read")
    target = request.out / request.date.isoformat()
    with workshop(
        target
    ) as folder:  # first, so that a second build of the day or a full disk is known at once
        book = load_book(shipped("fonts"))
        kept, told = _kept(edition, design, target)
        unusable = frozenset(
            finding.page for finding in told if finding.rule == "plan.locked-format"
        )
        laid = lay_out(
            edition,
            design,
            Typesetter(book, edition.publication.language),
            request.jobs,
            progress,
            kept,
        )
        clock.done("lay out")
        held = [p.slug for p in laid.placements if p.status == "held"]
        accounts = ledger.accounts(edition.stories, laid.document, held, laid.cut, laid.locked)
        ledger.check(accounts)
        pdf = folder / f"{edition.publication.slug}-{request.date}.pdf"
        faces = {face: book.path(face) for face in book.faces}
        rendered = render_screen(laid.document, faces, design.colours, pdf, request.jobs)
        clock.done("render")
        pictures = thumbnails(pdf, THUMBNAIL_WIDTH, request.jobs)
        clock.done("thumbnails")
        runs = [(placed.slug, placed.pages) for placed in laid.placements if len(placed.pages) > 1]
        everything = by_severity(
            (*findings, *told, *laid.findings, *rendered.findings, *check_jumps(pdf, runs))
        )
        files = [output_file("screen", pdf, len(laid.document.pages))]
        off_grid = off_grid_lines(laid.document, design.grid.leading)
        data = report(edition, laid, accounts, off_grid, everything, files, clock.seconds)
        write_json(data, folder / "report.json")
        (folder / "report.html").write_text(report_page(data, pictures), encoding="utf-8")
        write_record(laid.kept, edition, folder / RECORD)
        release(folder, target)
        save_locks(
            edition, {n: page for n, page in laid.kept.items() if n not in unusable}, unusable
        )
        for shop in edition.publication.press:
            _print(
                edition, laid, design, find_press(shop, *press_folders(request.editions)), request
            )
    return data


def _kept(
    edition: Edition, design: Design, built: Path
) -> tuple[dict[int, KeptPage], tuple[Finding, ...]]:
    """The locked pages that can stand in the edition, and what is to be said of them."""
    pages, told = locked_pages(edition, built)
    found, more = usable(pages, design, edition)
    return found, (*told, *more)


@dataclass(frozen=True, slots=True)
class Planned:
    """A day's flatplan, and what is needed to draw it and to ask why."""

    edition: Edition
    plan: Flatplan
    shaper: Shaper
    kept: Mapping[int, KeptPage]
    told: tuple[Finding, ...]  # of the day's files and its locks


def planned(request: Request) -> Planned:
    """The day's flatplan without its pages drawn.  Raises what `build` raises."""
    edition, findings = read_edition(request.editions, request.date)
    refuse_mistakes(request.date, findings)
    design = load_design(
        layout_file(request.layout or edition.publication.layout, request.editions)
    )
    setter = Typesetter(load_book(shipped("fonts")), edition.publication.language)
    kept, told = _kept(edition, design, request.out / request.date.isoformat())
    edition, plan = plan_day(edition, design, setter, request.jobs, kept=kept)
    return Planned(edition, plan, Shaper(design, setter), kept, (*findings, *told))


def plan_findings(found: Planned) -> tuple[Finding, ...]:
    """What a build of the plan would say: wishes that are not met, advertisements without a place,
    and so on.
    """
    drawing = Drawing(
        found.edition, found.shaper.design, found.shaper.setter, found.plan, found.kept
    )
    drawing.pages()
    return by_severity((*found.told, *findings_of(found.edition, found.plan, drawing, found.kept)))


def plan_sheets(
    found: Planned, page: int = 0, alternatives: int = 0, jobs: int = 1
) -> list[PlanSheet]:
    """The planned pages drawn small: all of them, or one page and so many of its runners-up."""
    shaper, plan = found.shaper, found.plan
    drawing = Drawing(found.edition, shaper.design, shaper.setter, plan, found.kept)
    sheets: list[tuple[PlanSheet, Page]] = []
    if page and alternatives:
        one = next((p for p in plan.pages if p.number == page), None)
        for choice, layout in enumerate(
            page_layouts(one, shaper)[: alternatives + 1] if one else ()
        ):
            assert one is not None
            sheet = _sheet(one, layout, choice)
            sheets.append((sheet, drawing.page(replace(one, layout=layout))[0]))
    else:
        by_number = {p.number: p for p in plan.pages}
        for drawn in drawing.pages():
            if page not in (0, drawn.number):
                continue
            here = by_number.get(drawn.number)
            locked = plan.locked.get(drawn.number, ())
            empty = PlanSheet(
                drawn.number, drawn.section, b"", locked, locked=drawn.number in plan.locked
            )
            sheets.append((_sheet(here, here.layout, 0) if here else empty, drawn))
    # numbered anew: runners-up are all the same page; their links would lead nowhere
    pages = tuple(
        replace(drawn, number=place, marks=tuple(m for m in drawn.marks if not isinstance(m, Link)))
        for place, (_, drawn) in enumerate(sheets, 1)
    )
    title, language = found.edition.publication.name, found.edition.publication.language
    document = Document(title, title, "", language, found.edition.date, pages, ())
    book = shaper.setter.book
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "plan.pdf"
        render_screen(
            document,
            {face: book.path(face) for face in book.faces},
            shaper.design.colours,
            pdf,
            jobs,
        )
        pictures = thumbnails(pdf, THUMBNAIL_WIDTH * (2 if alternatives else 1), jobs)
    return [
        replace(sheet, picture=picture)
        for (sheet, _), picture in zip(sheets, pictures, strict=True)
    ]


def _sheet(page: PlannedPage, layout: PageLayout, choice: int) -> PlanSheet:
    placed = sorted(layout.placed, key=lambda p: (p.line, p.column))
    slugs = {item.key: item.slug or item.key for item in page.items}
    stories = tuple(slugs.get(p.key, p.key) for p in placed)
    return PlanSheet(
        page.number, page.title or page.section, b"", stories, layout.cost, layout.terms, choice
    )


def press(
    request: Request, shop: str = "", pages: Sequence[int] = ()
) -> list[tuple[dict[str, Any], Path]]:
    """Print the day's pages for a print shop, or for all that the publication names: manifest and
    folder of each.

    Raises what reading, layout and preflight raise; a package that was there stays then as it was.
    """
    edition, findings = read_edition(request.editions, request.date)
    refuse_mistakes(request.date, findings)
    design = load_design(
        layout_file(request.layout or edition.publication.layout, request.editions)
    )
    shops = [find_press(name, *press_folders(request.editions)) for name in shop.split(",") if name]
    shops = shops or [
        find_press(name, *press_folders(request.editions)) for name in edition.publication.press
    ]
    shops = shops or [find_press(USUAL_SHOP, shipped("layouts") / "press")]
    with workshop(request.out / request.date.isoformat()):  # the day's lock
        setter = Typesetter(load_book(shipped("fonts")), edition.publication.language)
        kept, _ = _kept(edition, design, request.out / request.date.isoformat())
        laid = lay_out(edition, design, setter, request.jobs, kept=kept)
        return [_print(edition, laid, design, settings, request, pages) for settings in shops]


def _print(
    edition: Edition,
    laid: LaidOut,
    design: Design,
    settings: PressSettings,
    request: Request,
    pages: Sequence[int] = (),
) -> tuple[dict[str, Any], Path]:
    """The laid-out pages once more, for a press."""
    from epaper.deliver.press_package import (
        make_package,
    )  # late: most builds print for readers alone
    from epaper.render.press import Issue, PressPass

    book = load_book(shipped("fonts"))
    faces = {face: book.path(face) for face in book.faces}
    issue = Issue(edition.publication.code, edition.zone)
    cache = request.out / ".cache" / "press"
    printed = PressPass(laid.document, faces, design.colours, settings, issue, cache, request.jobs)
    folder = request.out / request.date.isoformat() / "press" / settings.name
    return make_package(printed, folder, edition.publication.slug, pages), folder


def press_folders(editions: Path) -> tuple[Path, ...]:
    """Where press settings are looked for: the paper's own layouts/press first, then the shipped
    ones.
    """
    own = editions.resolve().parent / "layouts" / "press"
    return (own, shipped("layouts") / "press") if own.is_dir() else (shipped("layouts") / "press",)
