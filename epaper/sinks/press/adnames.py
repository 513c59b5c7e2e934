"""Findings of press pages that lie in an advertisement, under the booking's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from epaper.geometry import Rect
from epaper.issue.issue import Issue
from epaper.model.finding import Finding
from epaper.page.marks import AdMark
from epaper.page.page import Page
from epaper.sinks.pdf.blanks import booked_by
from epaper.sinks.press.adpress import INK
from epaper.units import to_mm


def named_by_booking(
    findings: Iterable[Finding], pages: Sequence[Page], issue: Issue
) -> Iterator[Finding]:
    """The findings of a file that has `pages`, whose numbers count from 1; those in the space of an
    advertisement say whose it is, of which file, and where in it they are."""
    for finding in findings:
        mark = _under(finding, pages)
        if mark is None or finding.rect is None:
            yield finding
            continue
        x, y = finding.rect.x - mark.rect.x, finding.rect.y - mark.rect.y
        file = issue.assets[mark.asset].name
        where = (
            f"{max(0.0, to_mm(x)):.0f} mm from its left, {max(0.0, to_mm(y)):.0f} mm from its top"
        )
        message = f"{booked_by(issue, mark.booking)}: {file}, {where}: {finding.message}"
        yield replace(finding, message=message)


def inked_adverts(
    findings: Iterable[Finding], pages: Sequence[Page], issue: Issue
) -> list[list[Rect]]:
    """By page of the file, where advertisements stand whose own findings tell of too much ink."""
    heavy = {(one.page, one.file) for one in findings if one.rule == INK}
    return [
        [
            mark.clip or mark.rect
            for mark in page.marks
            if isinstance(mark, AdMark) and (at, issue.assets[mark.asset].name) in heavy
        ]
        for at, page in enumerate(pages, 1)
    ]


def _under(finding: Finding, pages: Sequence[Page]) -> AdMark | None:
    """The advertisement in which the middle of the finding's place lies."""
    if finding.rect is None or not 1 <= finding.page <= len(pages):
        return None
    x = finding.rect.x + finding.rect.width / 2
    y = finding.rect.y + finding.rect.height / 2
    for mark in pages[finding.page - 1].marks:
        if isinstance(mark, AdMark):
            shown = mark.clip or mark.rect
            if shown.x <= x <= shown.right and shown.y <= y <= shown.bottom:
                return mark
    return None
