"""Wishes for stories that the issue before had and the day has no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from epaper.issue.issue import Issue, StoryRecord
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.units import pages_told

UNMET, FIELD = "plan.unmet", "stories."


def gone_since(
    findings: Iterable[Finding], edition: Edition, before: Issue | None
) -> tuple[Finding, ...]:
    """The findings; one of a wish for a story that is gone says where it stood in `before`."""
    there = {story.slug for story in edition.stories}
    told = []
    for finding in findings:
        slug = finding.field.removeprefix(FIELD)
        meant = finding.rule == UNMET and finding.field == FIELD + slug and slug not in there
        was = before.story(slug) if before is not None and meant else None
        told.append(finding if was is None else _gone(finding, was))
    return tuple(told)


def _gone(finding: Finding, was: StoryRecord) -> Finding:
    stood = f"it stood on {pages_told(was.pages)}" if was.pages else f"it was held ({was.reason})"
    fact = f"{was.slug} is wished for, and its file {was.file} is gone since the last build, in "
    remedy = "put the file back, or delete the wish"
    return replace(finding, message=f"{fact}which {stood}", remedy=remedy)
