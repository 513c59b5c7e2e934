"""The edition from top to bottom: a day's folder is opened, an issue made of it, and published."""

from __future__ import annotations

import datetime
import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from epaper.day import Day, open_day
from epaper.deliver.report import REPORT, output_file, report, report_before, write_json
from epaper.deliver.report_page import report_page
from epaper.errors import WithheldError
from epaper.issue.codec import page_ink
from epaper.issue.issue import Input, Issue
from epaper.issue.locking import locked_pages
from epaper.issue.shelf import Shelf
from epaper.issue.store import ASSETS, FOLDER, RECORD, has_issue, read_issue, write_issue
from epaper.layout.engine import lay_out
from epaper.layout.makeup.locked import unlocked, usable
from epaper.make.faces import with_faces
from epaper.make.inputs import day_inputs, inputs_of
from epaper.make.issue import issue_of
from epaper.make.judged import with_judged
from epaper.make.last import last_build, settings_digest
from epaper.make.voices import with_light
from epaper.make.wishes import gone_since
from epaper.model.finding import Finding, by_severity, printable, with_files
from epaper.model.signoff import SignOff, Verdict, judged, unknown_key, unknown_keys
from epaper.model.told import place
from epaper.paths import DayPaths
from epaper.pictures.faces import face_finder
from epaper.sinks.press.manifest import DELIVERED, read_manifest
from epaper.sinks.screen import ScreenSink
from epaper.sinks.sink import Options
from epaper.sinks.thumbnails import page_pictures
from epaper.sources.source import FOLDER as DAY_FOLDER
from epaper.typeset.typesetter import Typesetter
from epaper.units import counted
from epaper.work.collector import collector_off
from epaper.work.kept import keeping
from epaper.work.lock import Waiting
from epaper.work.step import Progress, Step, Works
from epaper.work.store import Store
from epaper.work.workshop import clear, release, set_aside, workshop

THUMBNAIL_WIDTH = 360  # pixels
REPORT_PAGE = "report.html"
LAST = (f"{FOLDER}/{RECORD}", REPORT, REPORT_PAGE)  # of a release


@dataclass(frozen=True, slots=True)
class Request:
    date: datetime.date
    editions: Path = Path("editions")
    layout: str = ""  # empty: the publication's own
    out: Path = Path("dist")
    jobs: int = 1
    source: str = DAY_FOLDER
    signoffs: tuple[SignOff, ...] = ()  # for what would be wrong in the paper
    fresh: bool = False  # the plan of the last build is not kept
    waiting: Waiting | None = None  # how another run's end is waited for; None: it is not

    @property
    def paths(self) -> DayPaths:
        return DayPaths(self.date, self.editions, self.out)


@dataclass(frozen=True, slots=True)
class Built:
    report: dict[str, Any]
    issue: Issue  # its shelf was the workshop's: what is to be printed is read from its place


def build(request: Request, progress: Progress = lambda _stage, _done, _all: None) -> Built:
    """Build the day's edition.  Nothing of an earlier build is touched unless all goes well.

    Raises WithheldError where the paper would be wrong and nobody signed for it: it is set aside,
    to be looked at."""
    paths = request.paths
    works = Works(Store(paths.store), request.jobs, progress)
    with collector_off(), keeping(works.store):
        files = day_inputs(paths)
        arguments = (paths, request.layout, request.source)
        with keeping(works.store, at_end=True):  # a day with mistakes leaves nothing
            day = works.do(Step("read", 1, (*arguments[1:], *files), open_day, arguments=arguments))
        edition, odd = with_faces(day.edition, works, face_finder())
        edition, judged_so = with_judged(edition, day.design.words)
        edition, light = with_light(edition, day.design)
        day = replace(day, edition=edition, findings=(*day.findings, *odd, *judged_so, *light))
        # first, so that a full disk is known at once
        with workshop(paths.target, released_before, request.waiting) as folder:
            last = read_issue(paths.issue) if has_issue(paths.issue) else None
            issue, record = make(day, request, works, folder / FOLDER, files=files, before=last)
            findings, data = publish(
                issue,
                record,
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
    return Built(data, issue)


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


def make(
    day: Day,
    request: Request,
    works: Works,
    folder: Path,
    *,
    files: Sequence[Input],
    before: Issue | None = None,
) -> tuple[Issue, str]:
    """Lay the day out and keep it as an issue in `folder`; the issue, and its record's digest.

    `files`: the day's, as they were before they were read; `before`: the last build.
    """
    paths = request.paths
    inputs = inputs_of(paths, day.settings, files)
    wanted, told = locked_pages(before, day.edition.page_wishes)
    wanted, freed = unlocked(wanted, day.edition)
    locked, odd = usable(wanted, day.design, day.edition)
    kept = [page_ink(one.page) for one in locked.values()]
    setter = Typesetter(day.book, day.edition.publication.language)
    settings = settings_digest(day.edition, inputs)
    plated = delivered_pages(paths, before) if before else ()
    last = last_build(before, day.edition, settings, fresh=request.fresh, plated=plated)
    arguments = (day.edition, day.design, setter, request.jobs, works.progress, locked, last)
    laid = works.do(Step("lay out", 1, (*inputs, *kept), lay_out, arguments=arguments))
    issue = issue_of(
        day.edition,
        day.design,
        laid,
        book=day.book,
        shops=day.shops,
        shelf=Shelf(folder / ASSETS, paths.issue / ASSETS),
        works=works,
        findings=(*gone_since(day.findings, day.edition, before), *told, *freed, *odd),
        inputs=inputs,
        before=before,
        waiting=[page for number, page in wanted.items() if number not in locked],
        signoffs=request.signoffs,
        settings=settings,
    )
    keep = Step("keep", 1, (*inputs, *kept), write_issue, arguments=(issue, folder))
    return issue, works.do(keep)


def delivered_pages(paths: DayPaths, issue: Issue) -> frozenset[int]:
    """Pages of an issue that its print shops were given."""
    given = (read_manifest(paths.press(shop.settings.name), DELIVERED) for shop in issue.shops)
    return frozenset(
        page for one in given for file in one.get("files", ()) for page in file["pages"]
    )


def publish(
    issue: Issue,
    record: str,
    works: Works,
    folder: Path,
    *,
    signoffs: Sequence[SignOff] = (),
    before: Mapping[str, Any] | None = None,
    last: Issue | None = None,
) -> tuple[Sequence[Finding], dict[str, Any]]:
    """The readers' PDF and the report, written into `folder`; returns all that was found, and the
    report's data.

    `record`: the digest of the issue's record, from which all of it is made; `before`: see
    deliver/report; `last`: the last build of the day.
    """
    options = Options(works.jobs)
    printing = (issue, options, folder)
    printed = works.do(Step("print", 1, (record,), ScreenSink().print, arguments=printing))
    pdf = printed.files[0]
    with works.beside(Step("read back", 1, (record,), _read_back, arguments=(issue, pdf))) as read:
        drawing = (issue, pdf, THUMBNAIL_WIDTH, works)
        pictures = works.do(Step("thumbnails", 1, (record,), page_pictures, arguments=drawing))
        found = read()
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
    return findings, data


def _read_back(issue: Issue, pdf: Path) -> tuple[Finding, ...]:
    from epaper.deliver.readback import read_back  # a library slow to load, for the worker alone

    return read_back(issue, pdf)
