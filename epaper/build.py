"""The edition from top to bottom: a day's folder is opened, an issue made of it, and published."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from epaper.day import Day, open_day
from epaper.deliver.report import REPORT, output_file, report, report_before, write_json
from epaper.deliver.report_page import report_page
from epaper.errors import EpaperError, WithheldError
from epaper.issue.codec import page_ink
from epaper.issue.issue import Input, Issue, LockedPage
from epaper.issue.locking import locked_pages
from epaper.issue.shelf import Shelf
from epaper.issue.store import ASSETS, FOLDER, RECORD, read_issue
from epaper.layout.engine import lay_out
from epaper.layout.laid_out import LaidOut
from epaper.layout.makeup.locked import unlocked, usable
from epaper.make.faces import with_faces
from epaper.make.inputs import day_inputs, inputs_of
from epaper.make.judged import with_judged
from epaper.make.keeping import keep_issue
from epaper.make.last import last_build, settings_digest
from epaper.make.memory import Memory
from epaper.make.request import Request
from epaper.make.voices import with_light
from epaper.make.wishes import gone_since
from epaper.model.finding import Finding, by_severity, printable, with_files
from epaper.model.signoff import SignOff, Verdict, judged, unknown_key, unknown_keys
from epaper.model.told import place
from epaper.paths import REPORT_PAGE, DayPaths
from epaper.pictures.faces import face_finder
from epaper.sinks.press.manifest import DELIVERED, read_manifest
from epaper.sinks.sink import Options
from epaper.site.files import site_folder
from epaper.site.settings import SiteSettings
from epaper.units import counted
from epaper.work.collector import collector_off
from epaper.work.kept import keeping
from epaper.work.step import Progress, Step, Works
from epaper.work.store import Store
from epaper.work.workshop import clear, release, set_aside, workshop

if TYPE_CHECKING:
    from epaper.site.work import Published

THUMBNAIL_WIDTH = 360  # pixels
LAST = (f"{FOLDER}/{RECORD}", REPORT, REPORT_PAGE)  # of a release


@dataclass(frozen=True, slots=True)
class Built:
    report: dict[str, Any]
    issue: Issue  # its shelf was the workshop's: what is to be printed is read from its place


def build(
    request: Request,
    progress: Progress = lambda _stage, _done, _all: None,
    memory: Memory | None = None,
) -> Built:
    """Build the day's edition.  Nothing of an earlier build is touched unless all goes well.

    memory: of earlier builds of the day in this process.  Raises WithheldError where the paper
    would be wrong and nobody signed for it: it is set aside, to be looked at."""
    paths, memory = request.paths, memory or Memory()
    works = Works(Store(paths.store), request.jobs, progress)
    with collector_off(), keeping(works.store):
        with keeping(works.store, at_end=True):  # a day with mistakes leaves nothing
            opened = open_whole(request, works, memory)
        # first, so that a full disk is known at once
        with workshop(paths.target, released_before, request.waiting) as folder:
            last = memory.last(paths.issue)
            laid = lay(opened, request, works, memory, before=last)
            issue = make(laid, request, works, folder / FOLDER)
            issue, findings, data = publish(
                issue,
                (*laid.inputs, *laid.kept),
                works,
                folder,
                signoffs=request.signoffs,
                before=report_before(request.out, request.date),
                last=last,
            )
            verdict = judged(findings, request.signoffs)
            if verdict.wrong:
                set_aside(folder, paths.withheld)
                raise WithheldError(_withheld(verdict, request), data)
            release(folder, paths.target, LAST)
            works.store.trim()
            clear(paths.withheld)
        if issue.publication.site.to:
            try:
                data["site"] = on_the_web(request, works).told()
            except EpaperError as error:
                error.report = data  # the edition is out
                raise
    return Built(data, issue)


def on_the_web(request: Request, works: Works) -> Published:
    """Put the edition that was just released on the paper's site.  What goes wrong there leaves
    the paper as it is: it is built and can be published again."""
    from epaper.site.publish import publish_issue  # slow to load, and many papers have no site

    issue = read_issue(request.paths.issue)
    own = issue.publication.site
    settings = SiteSettings(own.address, own.search)
    try:
        site = site_folder(own.to, request.paths.paper, request.editions)
        return publish_issue(issue, site, settings, works, waiting=request.waiting)
    except EpaperError as error:
        date = request.date
        told = f"the edition of {date} is built, but not on the web: {error}"
        raise type(error)(f"{told}; then 'epaper publish --date {date}'") from error


def released_before(target: Path) -> tuple[str, ...]:
    """What a build of an earlier program left in the day's folder, by name."""
    try:
        files = json.loads((target / REPORT).read_text("utf-8"))["files"]
        named = [Path(file["path"]).name for file in files]
    except (OSError, ValueError, KeyError, TypeError):
        named = []
    return (FOLDER, REPORT, REPORT_PAGE, *named)


NAMED = 12  # things that keep a paper back, by name; the report has all


def _withheld(verdict: Verdict, request: Request) -> str:
    paths, wrong = request.paths, verdict.wrong
    things = counted(len(wrong), "thing")
    lines = [f"  {one.key}  {printable(_told(one))}" for one in wrong[:NAMED]]
    if len(wrong) > NAMED:
        lines.append(f"  and {len(wrong) - NAMED} more in {paths.withheld / REPORT_PAGE}")
    usual = Request(request.date)
    asked = {"editions": request.editions, "layout": request.layout, "out": request.out}
    asked["source"] = request.source
    more = [
        word
        for name, value in asked.items()
        if value != getattr(usual, name)
        for word in (f"--{name}", str(value))
    ]
    again = printable(shlex.join(["epaper", "build", "--date", str(paths.date), *more]))
    return "\n".join(
        [
            f"the edition of {paths.date} is withheld: {things} would be wrong in it",
            *lines,
            f"Its pages are in {paths.withheld}; the last good edition is as it was.",
            f'Mend what is named, or answer for it: {again} --anyway "your name" "the reason", '
            "with --finding KEY for one thing alone",
        ]
    )


def _told(finding: Finding) -> str:
    fact = ": ".join(part for part in (place(finding), finding.message) if part)
    return f"{fact}; {finding.remedy}" if finding.remedy else fact


@dataclass(frozen=True, slots=True)
class Opened:
    """A day as it is built; `files`: the day's, as they were before they were read."""

    day: Day
    files: tuple[Input, ...]


def open_whole(request: Request, works: Works, memory: Memory) -> Opened:
    """The day with all that is known of it before it is laid out.  Raises what `open_day` does."""
    paths = request.paths
    files = day_inputs(paths, memory.digest)
    facts = (request.layout, request.source)
    arguments = (paths, *facts, memory.readings)
    day = works.do(Step("read", 1, (*facts, *files), open_day, arguments=arguments))
    edition, odd = with_faces(day.edition, works, face_finder())
    edition, judged_so = with_judged(edition, day.design.words_of)
    edition, light = with_light(edition, day.design)
    day = replace(day, edition=edition, findings=(*day.findings, *odd, *judged_so, *light))
    return Opened(day, files)


@dataclass(frozen=True, slots=True)
class Laid:
    """A day laid out from the plan of the last build, `before`."""

    day: Day
    laid: LaidOut
    inputs: tuple[Input, ...]
    before: Issue | None
    findings: tuple[Finding, ...]  # of the day, and of pages that are locked
    kept: tuple[str, ...]  # digests of the locked pages
    waiting: tuple[LockedPage, ...]  # locked pages that cannot stand
    settings: str


def lay(
    opened: Opened, request: Request, works: Works, memory: Memory, before: Issue | None = None
) -> Laid:
    """Lay the day out.  `before`: the last build."""
    day, paths = opened.day, request.paths
    inputs = inputs_of(paths, day.settings, opened.files)
    wanted, told = locked_pages(before, day.edition.page_wishes)
    wanted, freed = unlocked(wanted, day.edition)
    locked, odd = usable(wanted, day.design, day.edition)
    kept = tuple(page_ink(one.page) for one in locked.values())
    fitter = memory.fitter(day)
    settings = settings_digest(day.edition, inputs)
    plated = delivered_pages(paths, before) if before else ()
    last = last_build(before, day.edition, settings, fresh=request.fresh, plated=plated)
    measured = (day.edition, day.design, fitter.setter)
    arguments = (*measured, request.jobs, works.progress, locked, last, fitter)
    return Laid(
        day,
        works.do(Step("lay out", 1, (*inputs, *kept), lay_out, arguments=arguments)),
        inputs,
        before,
        findings=(*gone_since(day.findings, day.edition, before), *told, *freed, *odd),
        kept=kept,
        waiting=tuple(page for number, page in wanted.items() if number not in locked),
        settings=settings,
    )


def make(laid: Laid, request: Request, works: Works, folder: Path) -> Issue:
    """A day that is laid out as an issue, its files in `folder`."""
    from epaper.make.issue import issue_of  # what reads and writes PDFs takes room in the layout

    day = laid.day
    return issue_of(
        day.edition,
        day.design,
        laid.laid,
        book=day.book,
        shops=day.shops,
        shelf=Shelf(folder / ASSETS, request.paths.issue / ASSETS),
        works=works,
        findings=laid.findings,
        inputs=laid.inputs,
        before=laid.before,
        waiting=laid.waiting,
        signoffs=request.signoffs,
        settings=laid.settings,
    )


def delivered_pages(paths: DayPaths, issue: Issue) -> frozenset[int]:
    """Pages of an issue that its print shops were given."""
    given = (read_manifest(paths.press(shop.settings.name), DELIVERED) for shop in issue.shops)
    return frozenset(
        page for one in given for file in one.get("files", ()) for page in file["pages"]
    )


def publish(
    issue: Issue,
    made_of: tuple[object, ...],
    works: Works,
    folder: Path,
    *,
    signoffs: Sequence[SignOff] = (),
    before: Mapping[str, Any] | None = None,
    last: Issue | None = None,
) -> tuple[Issue, Sequence[Finding], dict[str, Any]]:
    """The issue's record, the readers' PDF and the report, written into `folder`; returns the issue
    with its figures, all that was found, and the report's data.

    `made_of`: digests of all that the issue was made of; `before`: see deliver/report; `last`: the
    last build of the day.
    """
    from epaper.sinks.screen import ScreenSink  # as in `make`
    from epaper.sinks.thumbnails import page_pictures

    keeping_it = (issue, folder / FOLDER, works.jobs)
    printing = (issue, Options(max(1, works.jobs - 1)), folder)  # one process counts and writes
    with works.beside(Step("keep", 2, made_of, keep_issue, arguments=keeping_it)) as keep:
        printed = works.do(Step("print", 1, made_of, ScreenSink().print, arguments=printing))
        kept = keep()
    issue = replace(issue, figures=kept.figures)
    record, pdf = kept.record, printed.files[0]
    # one after the other: side by side they would take twice the memory of the layout
    drawing = (issue, pdf, THUMBNAIL_WIDTH, works)
    pictures = works.do(Step("thumbnails", 1, (record,), page_pictures, arguments=drawing))
    found = works.do(Step("read back", 4, (record,), _read_back, arguments=(issue, pdf)))
    story_files = {story.slug: story.file for story in issue.stories}
    told = with_files((*printed.findings, *found), story_files)
    findings = by_severity((*issue.findings, *told))
    files = [output_file("screen", file, len(issue.pages)) for file in printed.files]
    verdict = judged(findings, signoffs)
    if verdict.wrong or not issue.shops:  # else a key may be of what waits at the press
        unknown = unknown_keys(signoffs, {finding.key for finding in findings})
        findings = by_severity((*findings, *map(unknown_key, unknown)))
    data = report(issue, findings, files, works.seconds, verdict=verdict, before=before, last=last)
    write_json(data, folder / REPORT)
    (folder / REPORT_PAGE).write_text(report_page(data, pictures), encoding="utf-8")
    return issue, findings, data


def _read_back(issue: Issue, pdf: Path) -> tuple[Finding, ...]:
    # libraries that nobody needs before
    from epaper.deliver.readback import read_back
    from epaper.witness.accessible import check_accessible

    return *read_back(issue, pdf), *check_accessible(pdf)
