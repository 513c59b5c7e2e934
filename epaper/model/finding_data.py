"""A finding as plain data, as reports and answers have it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from epaper.model.finding import Finding, Severity

FACTS = ("remedy", "file", "line", "field", "story", "page")  # of a finding, where it has them


def finding_of(data: Mapping[str, Any]) -> Finding:
    """A finding of a report, without its place on the page."""
    facts = {name: data[name] for name in ("rule", "message", *FACTS) if name in data}
    return Finding(severity=Severity[data["severity"].upper()], **facts)


def finding_data(finding: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {
        "key": finding.key,
        "severity": finding.severity.name.lower(),
        "rule": finding.rule,
        "message": finding.message,
    }
    for name in FACTS:
        value = getattr(finding, name)
        if value:
            data[name] = value
    if finding.rect is not None:
        r = finding.rect
        data["box"] = [round(v, 1) for v in (r.x, r.y, r.width, r.height)]
    return data
