"""The edition from top to bottom: a day's folder is opened, an issue made of it, and published."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epaper.deliver.report import output_file, report, write_json
from epaper.deliver.report_page import report_page
from epaper.errors import EditionError
from epaper.issue.issue import Issue
from epaper.issue.locking import locked_pages
from epaper.issue.shelf import Shelf
from epaper.issue.store import ASSETS, FOLDER, RECORD, has_issue, read_issue, write_issue
from epaper.layout.design.reader import Design, load_design
from epaper.layout.engine import lay_out
from epaper.layout.makeup.locked import usable
from epaper.make.inputs import inputs_of
from epaper.make.issue import issue_of
from epaper.model.edition import Edition
from epaper.model.finding import Finding, Severity, by_severity
from epaper.model.press import PressSettings
from epaper.paths import DayPaths
from epaper.resources import shipped
from epaper.sinks.screen import ScreenSink
from epaper.sinks.sink import Options
from epaper.sinks.thumbnails import page_pictures
from epaper.sources.press import find_press
from epaper.sources.source import FOLDER as DAY_FOLDER
from epaper.sources.source import find_source
from epaper.typeset.fonts import load_book
from epaper.typeset.typesetter import Typesetter
from epaper.words.reader import read_words, words_files
from epaper.work.step import Progress, Step, Works
from epaper.work.store import Store
from epaper.work.workshop import release, workshop

THUMBNAIL_WIDTH = 360  # pixels
LAST = (f"{FOLDER}/{RECORD}", "report.json", "report.html")  # of a release


@dataclass(frozen=True, slots=True)
class Request:
    date: datetime.date
    editions: Path = Path("editions")
    layout: str = ""  # empty: the publication's own
    out: Path = Path("dist")
    jobs: int = 1
    source: str = DAY_FOLDER

    @property
    def paths(self) -> DayPaths:
        return DayPaths(self.date, self.editions, self.out)


@dataclass(frozen=True, slots=True)
class Day:
    """A day read and judged: all that is to be known before any work."""

    edition: Edition
    design: Design
    shops: tuple[PressSettings, ...]  # that the publication names
    settings: tuple[Path, ...]  # files of the layout, the words and the shops
    findings: tuple[Finding, ...]


def build(
    request: Request, progress: Progress = lambda _stage, _done, _all: None
) -> dict[str, Any]:
    """Build the day's edition; returns the report.  Nothing of an earlier build is touched unless
    all goes well."""
    paths = request.paths
    works = Works(Store(paths.store), request.jobs, progress)
    day = works.do(Step("read", 1, (), open_day, (request,)))
    with workshop(paths.target) as folder:  # first, so that a full disk is known at once
        issue = make(day, request, works, folder / FOLDER)
        data = publish(issue, works, folder)
        release(folder, paths.target, LAST)
        Shelf(paths.issue / ASSETS).keep_only(issue.assets)
    return data


def open_day(request: Request) -> Day:
    """The day with all its settings.  EditionError with every mistake of the day, DesignError for a
    layout or shop file that cannot be used."""
    paths = request.paths
    edition, findings = find_source(request.source).read(request.editions, request.date)
    refuse_mistakes(request.date, findings)
    language = edition.publication.language
    words, told = read_words(language, paths.words)
    layout = paths.layout(request.layout or edition.publication.layout)
    shops = tuple(find_press(name, *paths.shops) for name in edition.publication.press)
    files = [folder / f"{shop.name}.yaml" for shop in shops for folder in paths.shops]
    profiles = [shop.profile for shop in shops if shop.profile]
    return Day(
        edition=edition,
        design=load_design(layout, words),
        shops=shops,
        settings=(layout, *words_files(language, paths.words), *files, *profiles),
        findings=(*findings, *told),
    )


def make(day: Day, request: Request, works: Works, folder: Path) -> Issue:
    """Lay the day out and keep it as an issue in `folder`."""
    paths = request.paths
    before = read_issue(paths.issue) if has_issue(paths.issue) else None
    wanted, told = locked_pages(before, day.edition.page_wishes)
    locked, odd = usable(wanted, day.design, day.edition)
    book = load_book(shipped("fonts"))
    setter = Typesetter(book, day.edition.publication.language)
    arguments = (day.edition, day.design, setter, request.jobs, works.progress, locked)
    laid = works.do(Step("lay out", 1, (), lay_out, arguments))
    issue = issue_of(
        day.edition,
        day.design,
        laid,
        book=book,
        shops=day.shops,
        shelf=Shelf(folder / ASSETS),
        works=works,
        findings=(*day.findings, *told, *odd),
        inputs=inputs_of(paths, day.settings),
        before=before,
        waiting=[page for number, page in wanted.items() if number not in locked],
    )
    works.do(Step("keep", 1, (), write_issue, (issue, folder)))
    return issue


def publish(issue: Issue, works: Works, folder: Path) -> dict[str, Any]:
    """The readers' PDF and the report, written into `folder`; returns the report's data."""
    options = Options(works.jobs)
    printed = works.do(Step("print", 1, (), ScreenSink().print, (issue, options, folder)))
    arguments = (issue, printed.files[0], THUMBNAIL_WIDTH, works)
    pictures = works.do(Step("thumbnails", 1, (), page_pictures, arguments))
    findings = by_severity((*issue.findings, *printed.findings))
    files = [output_file("screen", file, len(issue.pages)) for file in printed.files]
    data = report(issue, findings, files, works.seconds)
    write_json(data, folder / "report.json")
    (folder / "report.html").write_text(report_page(data, pictures), encoding="utf-8")
    return data


def refuse_mistakes(date: datetime.date, findings: Iterable[Finding], told: bool = False) -> None:
    """Raise EditionError with every mistake that stops a build; only their number when they were
    told already.
    """
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        count = f"the day {date} has {len(errors)} mistake{'s' if len(errors) > 1 else ''}"
        lines = "\n  ".join(map(str, errors))
        raise EditionError(f"{count}; mend the above" if told else f"{count}:\n  {lines}")
