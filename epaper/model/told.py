"""Findings in words, for a terminal: severity, place, fact, remedy, in one order; those of one kind
share a line.

    error: bridge.md:3:urgency: there is no urgency 12; write 1 to 9
    error, 26 times: a.md:4:haedline, b.md:4:haedline, c.md:4:haedline and 23 more: there is no ...
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from epaper.model.finding import Finding, Severity, by_severity, printable
from epaper.units import to_mm

NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
FIRST = 3  # places of a kind that are named
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def told(findings: Iterable[Finding], whole: bool = False, headed: bool = True) -> list[str]:
    """A line a kind, worst first; `whole`: a line a finding, with its rule and key.  `headed`: with
    the severity, where what goes before does not say it."""
    ordered = by_severity(findings)
    if whole:
        return [f"{_line([finding])} [{finding.rule} {finding.key}]" for finding in ordered]
    return [_line(alike, headed) for alike in by_kind(ordered)]


def by_kind(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings that say the same of different places, together, in the order of the first ones."""
    kinds: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(_kind(finding), []).append(finding)
    return list(kinds.values())


def place(finding: Finding, alone: bool = True) -> str:
    """Where it is: file, line and field, page, story where there is no file.

    `alone`: also how far from the page's corner; without the page and story that the fact names.
    """
    where = [":".join(p for p in (finding.file, str(finding.line or ""), finding.field) if p)]
    if finding.page and not (alone and _said(f"page {finding.page}", finding)):
        where.append(f"page {finding.page}")
    if finding.story and not finding.file and not (alone and _said(finding.story, finding)):
        where.append(finding.story)
    if finding.rect is not None and alone:
        x, y = to_mm(finding.rect.x), to_mm(finding.rect.y)
        where.append(f"{x:.0f} mm from the left, {y:.0f} mm from the top")
    return ", ".join(part for part in where if part)


def _said(name: str, finding: Finding) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", finding.message) is not None


def _kind(finding: Finding) -> tuple[object, ...]:
    """The same for findings that say the same of different places: names and figures count for
    nothing."""
    text = f"{finding.message}; {finding.remedy}"
    for name in sorted({finding.file, finding.story, _stem(finding.file)} - {""}, key=len)[::-1]:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "*", text)
    return finding.severity, finding.rule, finding.field, FIGURE.sub("#", text)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _line(alike: Sequence[Finding], headed: bool = True) -> str:
    """Findings of one kind on one line."""
    first = alike[0]
    fact = first.message
    if len({one.message for one in alike}) > 1:
        fact = f"for example, {fact}"
    head, where = [NAMES[first.severity]] if headed else [], place(first)
    if len(alike) > 1:
        where = _places(alike)
        head.append(f"{len(alike)} times")
    text = ": ".join(part for part in (", ".join(head), where, fact) if part)
    return printable(f"{text}; {first.remedy}" if first.remedy else text)


def _places(alike: Sequence[Finding]) -> str:
    """The first places, and how many more; pages of one file together."""
    files = {one.file for one in alike}
    if len(files) == 1 and all(one.page and not one.line for one in alike):
        pages = list(dict.fromkeys(str(one.page) for one in alike))
        places = [*filter(None, files), f"page{'s' if len(pages) > 1 else ''} {pages[0]}"]
        return _some([", ".join(places), *pages[1:]])
    return _some(list(dict.fromkeys(filter(None, (place(one, alone=False) for one in alike)))))


def _some(names: Sequence[str]) -> str:
    more = len(names) - FIRST
    if more > 1:
        return f"{', '.join(names[:FIRST])} and {more} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
