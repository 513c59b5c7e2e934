"""Preflight of the set of pages that the files of a paper make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from epaper.model.finding import Finding, by_severity
from epaper.preflight.rules import finding
from epaper.units import counted, pages_told


def check_pages(present: Iterable[int], wanted: int, multiple: int = 1) -> tuple[Finding, ...]:
    """The set of pages: none missing, none twice, and the press's multiple."""
    counts = Counter(present)
    missing = [n for n in range(1, wanted + 1) if n not in counts]
    found = []
    if missing:
        are = "is" if len(missing) == 1 else "are"
        found.append(finding("page.missing", f"{pages_told(missing)} of {wanted} {are} missing"))
    found += [
        finding("page.double", f"page {n} is there {c} times", n)
        for n, c in sorted(counts.items())
        if c > 1
    ]
    if wanted % multiple:
        found.append(
            finding(
                "page.multiple", f"{counted(wanted, 'page')}, the press folds {multiple} at a time"
            )
        )
    return by_severity(found)
