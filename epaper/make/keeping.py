"""An issue that is made, counted and written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from epaper.figures.figures import StoryRank, edition_figures
from epaper.figures.record import EditionFigures
from epaper.issue.codec import page_digest
from epaper.issue.issue import Issue
from epaper.issue.store import write_issue


@dataclass(frozen=True, slots=True)
class Kept:
    """What an issue came to when it was kept: its record's digest, and its figures."""

    record: str
    figures: EditionFigures


def keep_issue(issue: Issue, folder: Path, jobs: int) -> Kept:
    """Count the issue's figures and write it with them; its files are on the folder's shelf
    already.  Nothing that is printed of it asks for either, so this may be done beside."""
    figures = edition_figures(
        issue.pages,
        leading=issue.grid.leading,
        stories={one.slug: StoryRank(one.urgency, one.section) for one in issue.stories},
        digests={page.number: page_digest(page) for page in issue.pages},
        jobs=jobs,
    )
    return Kept(write_issue(replace(issue, figures=figures), folder), figures)
