"""A day held open in memory: laid out again after a change, and asked about.

What it says is of the day as it was laid out last.  Only `lay` and `build` look at the files, and
read those that have changed; only `build` writes anything.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from epaper.build import Laid, build, lay, open_whole
from epaper.engine.requests import Asked
from epaper.errors import EpaperError, UsageError
from epaper.issue.data import sheet_data, way_data
from epaper.issue.explain import explain, explain_page
from epaper.issue.issue import Issue, PlanSheet
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.one_page import lay_page
from epaper.make.issue import sketch_of
from epaper.make.memory import Memory
from epaper.make.request import Request
from epaper.model.finding import Finding
from epaper.model.finding_data import finding_data
from epaper.model.signoff import SignOff
from epaper.work.collector import collector_off
from epaper.work.step import Progress, Works
from epaper.work.store import Store

Data = dict[str, Any]
RUNNERS = 3  # runners-up that are told where nobody says how many


@dataclass(frozen=True, slots=True)
class Held:
    """The day as it was laid out last, and the issue that it would be."""

    laid: Laid
    issue: Issue
    fitter: Copyfitter


class HeldDay:
    """`request`: of which day, and where it lies."""

    def __init__(self, request: Request, progress: Progress) -> None:
        self.request, self.progress = request, progress
        self.memory = Memory(lasting=True)
        self.held: Held | None = None
        # pages that nobody has measured yet, and each with another story to lead it
        self._cold: list[tuple[int, tuple[str, ...]]] = []
        self._outdated = True  # it was never laid out, or built since

    def answer(self, asked: Asked) -> Data:
        """What a request comes to: keys of its own.  Raises EpaperError."""
        match asked.do:
            case "lay":
                return self.lay(fresh=asked.fields.get("fresh", False))
            case "build":
                return self.build(asked.fields)
            case "day":
                return self._day()
            case "page":
                return self._page(asked.fields)
            case "explain":
                return self._explain(asked.fields)
            case "runners":
                return self._runners(asked.fields)
            case "findings":
                return self._findings(asked.fields)
            case "story":
                return self._story(asked.fields["story"])
        raise UsageError(f"nothing answers {asked.do}; ask for status")

    # -- laying out --------------------------------------------------------------------------------

    def lay(self, *, fresh: bool = False) -> Data:
        """The day laid out as a build would do it now.  Where it cannot be, what was held stays."""
        request = replace(self.request, fresh=fresh)
        works = Works(Store(request.paths.store), request.jobs, self.progress)
        with collector_off():
            opened = open_whole(request, works, self.memory)
            before = self.memory.last(request.paths.issue)
            laid = lay(opened, request, works, self.memory, before=before)
            edition, design = laid.day.edition, laid.day.design
            issue = sketch_of(edition, design, laid.laid, laid.findings)
            self._hold(Held(laid, issue, self.memory.fitter(laid.day)))
        return self._laid()

    @property
    def cold(self) -> int:
        """Pages that nobody has measured yet, as they stand or led by another of their stories."""
        return len(self._cold)

    def _hold(self, held: Held) -> None:
        known = self.held is not None and self.held.fitter is held.fitter
        self.held, self._outdated = held, False
        if not known:
            pages = [sheet for sheet in held.issue.sheets if _is_arranged(sheet)]
            self._cold = [(page.number, ()) for page in pages]
            self._cold += [(page.number, (slug,)) for page in pages for slug in page.stories]

    def warm(self) -> bool:
        """Do a piece of work before anybody waits for it: lay the day out at first, and when it was
        built since, or measure what one page more is made of, and then what it would be if another
        story led it, which is asked for most; whether there is more to do."""
        held = self.held
        if not (self._outdated or self._cold):
            return False
        with contextlib.suppress(EpaperError):  # whoever asks will be told
            if self._outdated:
                self._outdated = False  # it is tried once
                self.lay()
            elif held is not None:
                number, order = self._cold.pop(0)
                with collector_off():
                    lay_page(
                        held.laid.day.edition, held.fitter, held.laid.laid, number, order=order
                    )
        return bool(self._cold)

    def _laid(self) -> Data:
        """What has come of laying it out."""
        issue, before = self._whole.issue, self._whole.laid.before
        steady = issue.steady
        moved = {one.page: list(one.reasons) for one in steady.moved} if steady else {}
        if before is None or (steady is not None and steady.fresh):
            moved = {page.number: moved.get(page.number, []) for page in issue.pages}
        return {
            "pages": len(issue.pages),
            "fresh": steady.fresh if steady else "",
            "moved": [{"page": page, "reasons": why} for page, why in sorted(moved.items())],
            "cost": round(sum(s.chosen.cost for s in issue.sheets if s.chosen), 2),
            "held": self._waiting(),
            "findings": _told(issue.findings),
        }

    def _page(self, fields: Mapping[str, Any]) -> Data:
        held, number = self._whole, fields["page"]
        with collector_off():
            found = lay_page(
                held.laid.day.edition,
                held.fitter,
                held.laid.laid,
                number,
                order=fields.get("order", ()),
                wishes=fields.get("wishes", ()),
            )
        was = held.issue.sheet(number)
        return {
            **sheet_data(found.sheet, RUNNERS),
            "before": way_data(was.chosen) if was and was.chosen else None,
            "held": [{"slug": slug, "reason": why} for slug, why in sorted(found.held.items())],
            "findings": _told(found.findings),
        }

    # -- telling -----------------------------------------------------------------------------------

    @property
    def _whole(self) -> Held:
        """What is held; the day is laid out where nothing is yet, and when it was built since."""
        if self.held is None or self._outdated:
            self.lay()
        assert self.held is not None  # else `lay` has raised
        return self.held

    def _waiting(self) -> list[Data]:
        stories = self._whole.issue.stories
        return [{"slug": s.slug, "reason": s.reason} for s in stories if s.status == "held"]

    def _day(self) -> Data:
        issue = self._whole.issue
        return {
            "title": issue.title,
            "publication": issue.publication.name,
            "layout": issue.grid.name,
            "columns": issue.grid.columns,
            "lines": issue.grid.lines,
            "pages": [sheet_data(sheet) for sheet in issue.sheets],
            "stories": [_state(story.slug, issue) for story in issue.stories],
            "held": self._waiting(),
        }

    def _explain(self, fields: Mapping[str, Any]) -> Data:
        page, slug = fields.get("page", 0), fields.get("story", "")
        if bool(page) == bool(slug):
            raise UsageError("explain takes a page or a story; name one of them")
        issue = self._whole.issue
        lines = explain_page(issue, page) if page else explain(issue, slug)
        return {"page": page, "lines": lines} if page else {**_state(slug, issue), "lines": lines}

    def _runners(self, fields: Mapping[str, Any]) -> Data:
        sheet = self._sheet(fields["page"])
        if sheet.chosen is None:
            raise UsageError(f"page {sheet.number} has no stories to arrange; ask for another")
        most = fields.get("most", RUNNERS)
        return {
            "page": sheet.number,
            "chosen": way_data(sheet.chosen),
            "runners": [way_data(way) for way in sheet.others[:most]],
        }

    def _sheet(self, number: int) -> PlanSheet:
        issue = self._whole.issue
        sheet = issue.sheet(number)
        if sheet is None:
            raise UsageError(
                f"there is no page {number}; the day has pages 1 to {len(issue.pages)}"
            )
        return sheet

    def _findings(self, fields: Mapping[str, Any]) -> Data:
        page, slug = fields.get("page", 0), fields.get("story", "")
        if page:
            self._sheet(page)
        if slug:
            explain(self._whole.issue, slug)  # or it is told that there is no such story
        found = [
            one
            for one in self._whole.issue.findings
            if (not page or one.page == page) and (not slug or one.story == slug)
        ]
        return {"findings": _told(found)}

    def _story(self, slug: str) -> Data:
        issue = self._whole.issue
        lines = explain(issue, slug)
        places = [
            {
                "page": sheet.number,
                **{
                    name: getattr(module, name)
                    for name in ("kind", "note", "column", "line", "columns", "lines")
                },
            }
            for sheet in issue.sheets
            for module in (sheet.chosen.modules if sheet.chosen else ())
            if slug in module.slugs
        ]
        return {**_state(slug, issue), "places": places, "lines": lines}

    # -- building ----------------------------------------------------------------------------------

    def build(self, fields: Mapping[str, Any]) -> Data:
        """The day built as `epaper build` does it, from where that was called.  UsageError for
        another paper."""
        if fields["date"] != self.request.date.isoformat():
            fact = f"the engine holds {self.request.date} open, not {fields['date']}"
            raise UsageError(f"{fact}; build without it")
        folder = Path(fields["folder"])
        editions, out = Path(fields["editions"]), Path(fields["out"])
        paths = self.request.paths
        for name, theirs, ours in (
            ("editions", folder / editions, paths.editions),
            ("output", folder / out, paths.out),
        ):
            if theirs.resolve() != ours.resolve():
                raise UsageError(
                    f"the engine holds the {name} folder {ours.resolve()}, not {theirs.resolve()}; "
                    "build without it"
                )
        request = Request(
            self.request.date,
            editions,
            fields.get("layout", ""),
            out,
            jobs=fields.get("jobs", self.request.jobs),
            source=fields.get("source", self.request.source),
            signoffs=tuple(SignOff(*one) for one in fields.get("signoffs", ())),
            fresh=fields.get("fresh", False),
        )
        with _within(folder):
            built = build(request, self.progress, self.memory)
        self._outdated = True
        return {"report": built.report, "shops": len(built.issue.shops)}


@contextlib.contextmanager
def _within(folder: Path) -> Iterator[None]:
    """What a build says of paths is said as from there."""
    try:
        before = os.getcwd()
        os.chdir(folder)
    except OSError as error:
        raise UsageError(
            f"the folder {folder} cannot be entered ({error.strerror}); call from another"
        ) from error
    try:
        yield
    finally:
        os.chdir(before)


def _state(slug: str, issue: Issue) -> Data:
    story = issue.story(slug)
    assert story is not None  # who asks has looked for it
    names = ("slug", "section", "headline", "urgency", "status", "reason", "remedy", "by", "at")
    told = {name: getattr(story, name) for name in names}
    kept = {name: value for name, value in told.items() if value}
    return {**kept, "pages": list(story.pages)}


def _is_arranged(sheet: PlanSheet) -> bool:
    return sheet.chosen is not None and sheet.kind != "locked"


def _told(findings: tuple[Finding, ...] | list[Finding]) -> list[Data]:
    return [finding_data(one) for one in findings]
