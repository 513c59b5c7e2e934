"""The readers' PDF read back before it is released: another library says what is in it, and turn
lines have to lead where they say."""

from __future__ import annotations

import contextlib
from pathlib import Path

from epaper.issue.codec import page_digest
from epaper.issue.issue import Issue
from epaper.model.finding import Finding, Severity
from epaper.page.jumps import (
    Jump,
    jumps_of,
    misprinted,
    one_way,
    stories_over_pages,
    unlinked,
    unsaid,
)
from epaper.sinks.pdf.ways import with_ways
from epaper.witness.jumps import witness_jumps
from epaper.witness.reading import FAULTS, WitnessFile
from epaper.witness.witness import witness


def read_back(issue: Issue, pdf: Path) -> tuple[Finding, ...]:
    """Everything in which the file is not the issue, and jumps that do not arrive."""
    stories = stories_over_pages(issue.structure)
    pages = with_ways(issue).pages
    digests = {page.number: page_digest(page) for page in pages}
    title, language = issue.title, issue.language
    file: Path | WitnessFile = pdf
    with contextlib.suppress(*FAULTS):  # else each reader says so
        file = WitnessFile(pdf)
    return (
        *witness(file, pages, issue.outline, title=title, language=language, digests=digests),
        *witness_jumps(file, stories.items()),
        *jump_findings(issue),
    )


def jump_findings(issue: Issue) -> list[Finding]:
    """Turn lines of the issue's pages: each is a link, leads where it says, and is taken up."""
    jumps = jumps_of(issue.pages)
    stories = stories_over_pages(issue.structure)
    found = [
        _told(
            "jump.unlinked", f"a turn {one.what} of {one.story} stands alone", one.page, one.story
        )
        for one in unlinked(issue.pages)
    ]
    for rule, wrong, fact in (
        ("jump.silent", unsaid(jumps, stories), "goes on, and its page does not say so"),
        ("jump.one-way", one_way(jumps), "is not taken up there"),
        ("jump.misprinted", misprinted(jumps), "names another page"),
    ):
        found += [_jump(rule, jump, fact) for jump in wrong]
    return found


def _jump(rule: str, jump: Jump, fact: str) -> Finding:
    message = f"{jump.story}, from page {jump.page} to page {jump.goal}, {fact}"
    return _told(rule, message, jump.page, jump.story)


def _told(rule: str, message: str, page: int, story: str) -> Finding:
    return Finding(Severity.ERROR, rule, message, "report it", story=story, page=page)
