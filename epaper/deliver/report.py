"""report.json: what was built, for scripts and for the page that people open."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epaper.deliver.ledger import Account
from epaper.layout.engine import LaidOut
from epaper.layout.makeup.metrics import PageMetrics
from epaper.model.edition import Edition
from epaper.model.finding import Finding


@dataclass(frozen=True, slots=True)
class OutputFile:
    kind: str  # "screen"
    path: str  # relative to the day's output
    pages: int
    bytes: int
    sha256: str


def output_file(kind: str, path: Path, pages: int) -> OutputFile:
    content = path.read_bytes()
    return OutputFile(kind, path.name, pages, len(content), hashlib.sha256(content).hexdigest())


def report(
    edition: Edition,
    laid: LaidOut,
    ledger: Sequence[Account],
    off_grid: Mapping[int, int],
    findings: Iterable[Finding],
    files: Sequence[OutputFile],
    timings: Mapping[str, float],
) -> dict[str, Any]:
    """The report as plain data; docs/report.schema.json says what each key is."""
    stories = {story.slug: story for story in edition.stories}
    measured = {metrics.page: metrics for metrics in laid.metrics}
    return {
        "date": edition.date.isoformat(),
        "publication": edition.publication.name,
        "edition": edition.name,
        "pages": len(laid.document.pages),
        "files": [_plain(file) for file in files],
        "stories": [
            {
                "slug": p.slug,
                "section": stories[p.slug].section,
                "headline": stories[p.slug].headline,
                "urgency": stories[p.slug].urgency,
                "words": stories[p.slug].words,
                "pages": list(p.pages),
                "status": p.status,
                "reason": p.reason,
                "cut": dict(laid.cut.get(p.slug, {})),
            }
            for p in laid.placements
        ],
        "ledger": {
            "characters_in": sum(a.characters_in for a in ledger),
            "placed": sum(a.placed for a in ledger),
            "held": sum(a.held for a in ledger),
            "cut": sum(a.cut for a in ledger),
            "lost": sum(a.lost for a in ledger),
        },
        "findings": [finding_data(f) for f in findings],
        "metrics": [
            _metrics(measured.get(page.number), page.number, off_grid[page.number])
            for page in laid.document.pages
        ],
        "modules": [
            {
                "page": page.number,
                "story": m.story,
                "kind": m.kind,
                "note": m.note,
                "box": [round(v, 1) for v in (m.rect.x, m.rect.y, m.rect.width, m.rect.height)],
            }
            for page in laid.document.pages
            for m in page.modules
        ],
        "timings": {name: round(seconds, 3) for name, seconds in timings.items()},
    }


def _metrics(measured: PageMetrics | None, page: int, off_grid: int) -> dict[str, Any]:
    """A page's figures; a page without stories (contents, house advertisement) has no text to
    count.
    """
    counts = ("lines", "loose_lines", "hyphenated_lines", "widows", "orphans")
    return {
        "page": page,
        "white_share": measured.white_share if measured else 0.0,
        **{name: getattr(measured, name) if measured else 0 for name in counts},
        "off_grid_lines": off_grid,
        "cost": {name: round(value, 2) for name, value in measured.cost.items()}
        if measured
        else {},
        "bound": round(measured.bound, 2) if measured else 0.0,
        "gap": round(sum(measured.cost.values()) - measured.bound, 2) if measured else 0.0,
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {
        "severity": finding.severity.name.lower(),
        "rule": finding.rule,
        "message": finding.message,
    }
    for name in ("remedy", "file", "line", "field", "story", "page"):
        value = getattr(finding, name)
        if value:
            data[name] = value
    return data


def _plain(file: OutputFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in OutputFile.__dataclass_fields__}


def write_json(data: Mapping[str, Any], path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
