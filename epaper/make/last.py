"""The last build, as far as the next one goes by it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from epaper.issue.issue import Input, Issue
from epaper.issue.locking import as_locked
from epaper.layout.changed import Before
from epaper.model.edition import Edition
from epaper.work.kept import own_code

FRESH = "it was asked for"
SETTINGS = "the layout, the edition's settings or this program have changed"


def settings_digest(edition: Edition, inputs: Sequence[Input]) -> str:
    """Of all that every page hangs on: layout, words, faces, the edition's own settings, and the
    program; not what the day brings."""
    others = (one for one in inputs if not one.path.startswith("editions/"))
    files = sorted((one.path.rpartition("/")[2], one.digest) for one in others)
    own = (
        edition.publication,
        edition.date,
        edition.sections,
        edition.pages,
        edition.jumps,
        edition.stand_ins,
        edition.printing,
        edition.number,
        edition.price,
        edition.name,
        edition.zone,
        edition.colour_pages,
    )
    return hashlib.sha256(repr((files, own, own_code())).encode()).hexdigest()


def last_build(
    issue: Issue | None,
    edition: Edition,
    settings: str,
    *,
    fresh: bool = False,
    plated: Collection[int] = (),
) -> Before | None:
    """What the next build keeps of an issue; None where nothing was built before."""
    if issue is None:
        return None
    why = FRESH if fresh else SETTINGS if issue.settings != settings else ""
    return Before(
        pages={page.number: as_locked(issue, page) for page in issue.pages},
        stories={story.slug: story for story in issue.stories},
        wishes=issue.wishes,
        page_wishes=issue.page_wishes,
        findings=issue.findings,
        plated=frozenset(plated),
        steady=issue.steady,
        fresh=why,
    )
