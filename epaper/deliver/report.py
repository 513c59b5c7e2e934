"""report.json: what was built, for scripts and for the page that people open."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epaper.issue.diff import compare
from epaper.issue.issue import Issue, PlanSheet, StoppedBooking, StoryRecord
from epaper.model.finding import Finding
from epaper.model.finding_data import finding_data
from epaper.model.signoff import Verdict
from epaper.page.page import Module, Page

NOTHING_WRONG = Verdict(())
REPORT = "report.json"
WEEK = 7  # days
SUMMARY = ("pages", "placed", "jumped", "held", "white", "error", "warning", "info", "lost")
STOPPED = ("file", "remedy", "stop", "by", "at")  # of a story, where there is anything


@dataclass(frozen=True, slots=True)
class OutputFile:
    kind: str  # "screen"
    path: str  # relative to the day's output
    pages: int
    bytes: int
    sha256: str


def output_file(kind: str, path: Path, pages: int) -> OutputFile:
    content = path.read_bytes()
    return OutputFile(
        kind, path.name, pages, len(content), sha256=hashlib.sha256(content).hexdigest()
    )


def report(
    issue: Issue,
    findings: Iterable[Finding],
    files: Sequence[OutputFile],
    timings: Mapping[str, float],
    verdict: Verdict = NOTHING_WRONG,
    before: Mapping[str, Any] | None = None,
    last: Issue | None = None,
) -> dict[str, Any]:
    """The report as plain data; docs/report.schema.json says what each key is.

    `before`: date and summary of the issue before, where there is one; `last`: the last build of
    this one."""
    data = {
        "date": issue.date.isoformat(),
        "publication": issue.publication.name,
        "edition": issue.name,
        "pages": len(issue.pages),
        "withheld": bool(verdict.wrong),
        "signed": [dataclasses.asdict(one) for one in verdict.signed],
        "files": [_plain(file) for file in files],
        "stories": [_story(story) for story in issue.stories],
        "stopped": [_stopped(booking) for booking in issue.stopped],
        "ledger": {
            name: sum(getattr(account, name) for account in issue.ledger)
            for name in ("characters_in", "placed", "held", "cut", "lost")
        },
        "findings": [finding_data(finding) for finding in findings],
        "metrics": [_metrics(issue, page) for page in issue.pages],
        "architectures": [_architecture(sheet) for sheet in issue.sheets if sheet.chosen],
        "figures": _figures(issue),
        "modules": [_module(page, module) for page in issue.pages for module in page.modules],
        "changes": _changes(last, issue) if last else None,
        "timings": {name: round(seconds, 3) for name, seconds in timings.items()},
    }
    return {**data, "summary": _summary(data), "before": dict(before) if before else None}


def _changes(last: Issue, issue: Issue) -> dict[str, Any] | None:
    """The pages that are not as the last build had them, why, and the plates that it takes; None
    where all are."""
    steady = issue.steady
    reasons = {one.page: list(one.reasons) for one in steady.moved} if steady else {}
    pages = [
        {
            "page": one.page,
            "what": one.what,
            "plates": list(one.plates),
            "reasons": reasons.get(one.page, []),
        }
        for one in compare(last, issue).pages
    ]
    return {"fresh": steady.fresh if steady else "", "pages": pages} if pages else None


def _architecture(sheet: PlanSheet) -> dict[str, Any]:
    """The skeleton that a page keeps to, and the best arrangement after another one."""
    chosen, other = sheet.chosen, sheet.next_skeleton
    assert chosen is not None
    told: dict[str, Any] = {
        "page": sheet.number,
        "skeleton": chosen.skeleton,
        "mirrored": chosen.mirrored,
        "fit": chosen.fit,
        "cost": round(chosen.cost, 2),
    }
    if other is not None:
        told["next"] = {
            "skeleton": other.skeleton,
            "mirrored": other.mirrored,
            "cost": round(other.cost, 2),
        }
    return told


def _summary(data: Mapping[str, Any]) -> dict[str, Any]:
    """The day in a few figures, to be compared with another day's."""
    states = Counter(story["status"] for story in data["stories"])
    severities = Counter(finding["severity"] for finding in data["findings"])
    white = [metric["white_share"] for metric in data["metrics"]]
    return {
        "pages": data["pages"],
        "placed": states["placed"] + states["jumped"],
        "jumped": states["jumped"],
        "held": states["held"],
        "white": round(sum(white) / len(white), 4) if white else 0.0,
        **{name: severities[name] for name in ("error", "warning", "info")},
        "lost": data["ledger"]["lost"],
    }


def report_before(out: Path, date: datetime.date) -> dict[str, Any] | None:
    """Date and summary of the last issue before `date` in the same folder of output, a week back
    at most; None where there is none.  That day's report is among what this one is made of."""
    for days in range(1, WEEK + 1):
        earlier = (date - datetime.timedelta(days=days)).isoformat()
        try:
            told = json.loads((out / earlier / REPORT).read_text("utf-8"))["summary"]
            figures = {name: told[name] + 0 for name in SUMMARY}
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return {"date": earlier, "summary": figures}
    return None


def _story(story: StoryRecord) -> dict[str, Any]:
    names = ("slug", "section", "headline", "urgency", "words", "status", "reason")
    facts = {name: getattr(story, name) for name in names}
    more = {name: told for name in STOPPED if (told := getattr(story, name))}
    return {**facts, "pages": list(story.pages), "cut": dict(story.cut), **more}


def _stopped(booking: StoppedBooking) -> dict[str, Any]:
    names = ("booking", "advertiser", "stop", "reason", "by", "at", "file", "line", "remedy")
    return {name: told for name in names if (told := getattr(booking, name))}


def _module(page: Page, module: Module) -> dict[str, Any]:
    rect = module.rect
    return {
        "page": page.number,
        "story": module.story,
        "kind": module.kind,
        "note": module.note,
        "box": [round(v, 1) for v in (rect.x, rect.y, rect.width, rect.height)],
    }


def _metrics(issue: Issue, page: Page) -> dict[str, Any]:
    """A page's figures, counted on the page, and what the layout says of its cost."""
    sheet = issue.sheet(page.number)
    chosen = sheet.chosen if sheet else None
    terms = chosen.terms if chosen else {}
    bound = sheet.bound if sheet else 0.0
    counted = _counted(issue, page.number)
    return {
        "page": page.number,
        "size": [round(page.size.width, 1), round(page.size.height, 1)],
        **counted,
        "cost": {name: round(value, 2) for name, value in terms.items()},
        "bound": round(bound, 2),
        "gap": round(sum(terms.values()) - bound, 2) if chosen else 0.0,
    }


COUNTS = (  # of a page, in the order of the report
    "white_share",
    "lines",
    "loose_lines",
    "wide_lines",
    "short_lines",
    "hyphenated_lines",
    "ladders",
    "widows",
    "orphans",
    "off_grid_lines",
    "uneven_legs",
    "uneven_lines",
    "space_sd",
    "tombstones",
    "importance_wrong",
    "heading_wrong",
    "grey_fields",
    "without_entry",
    "stretched_joints",
)


def _counted(issue: Issue, number: int) -> dict[str, Any]:
    """What was counted on a page, and where."""
    figures = issue.figures.pages if issue.figures else ()
    one = next((page for page in figures if page.page == number), None)
    if one is None:
        return {**dict.fromkeys(COUNTS, 0), "headline_sizes": [], "spots": []}
    return {
        **{name: getattr(one, name) for name in COUNTS},
        "headline_sizes": list(one.headline_sizes),
        "spots": [
            {"what": spot.what, "box": [round(v, 1) for v in (r.x, r.y, r.width, r.height)]}
            for spot in one.spots
            for r in (spot.rect,)
        ],
    }


def _figures(issue: Issue) -> dict[str, Any]:
    """What was counted over the whole edition."""
    figures = issue.figures
    if figures is None:
        return {}
    return {
        "space_sd": figures.space_sd,
        "normal_space": figures.normal_space,
        "headline_sizes": list(figures.headline_sizes),
        "sizes_by_urgency": {str(u): list(s) for u, s in figures.sizes_by_urgency.items()},
        "small_steps": figures.small_steps,
        "pictures_twice": list(figures.pictures_twice),
        "joints": {
            name: [round(v, 2) for v in (joint.least, joint.median, joint.most)]
            for name, joint in figures.joints.items()
        },
    }


def _plain(file: OutputFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in OutputFile.__dataclass_fields__}


def write_json(data: Mapping[str, Any], path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
