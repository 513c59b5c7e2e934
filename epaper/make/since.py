"""What has changed in the day since an issue was built of it.

Mostly nothing has, and the files' digests tell it in a moment; else the day is read again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from epaper.errors import EpaperError
from epaper.issue.issue import Issue
from epaper.make.inputs import (
    InputChange,
    changes_since,
    file_digest,
    inputs_of,
    layout_of,
    untouched,
)
from epaper.make.request import Request
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.sources.known import FOLDER
from epaper.work.looked import Looked


def changed_since(issue: Issue, request: Request) -> tuple[InputChange, ...]:
    """What of the day's folder and its settings has changed since the issue was built."""
    if _as_built(issue, request):
        return ()
    from epaper.day import open_day  # slow to load, and mostly nothing has changed

    layout = request.layout or layout_of(issue, request.paths)
    try:
        settings = open_day(request.paths, layout, request.source).settings
    except EpaperError:  # a day with mistakes is compared by its files alone
        only = (request.paths.layout(layout or issue.grid.name),)
        changes = changes_since(issue, inputs_of(request.paths, only))
        return tuple(c for c in changes if c.what != "gone" or c.path.startswith("editions/"))
    return tuple(changes_since(issue, inputs_of(request.paths, settings)))


def stopped_now(issue: Issue, request: Request) -> tuple[Finding, ...]:
    """What stands in the issue and may not be printed any more; nothing where the day's folder is
    no longer there to tell it."""
    if _as_built(issue, request):
        return ()
    from epaper.day import judge_day  # as above
    from epaper.make.stops import stopped_since

    layout = request.layout or layout_of(issue, request.paths)
    try:
        return stopped_since(issue, judge_day(request.paths, layout, request.source).edition)
    except EpaperError:
        if not request.paths.day.is_dir():
            return ()
        # no story is left in it: who took the last one out may have had a reason
        bare = Edition(issue.publication, issue.date, (), issue.sections)
        return stopped_since(replace(issue, bookings=()), bare)


_LOOKED = Looked()  # at files of days, before they are printed and after


def _as_built(issue: Issue, request: Request) -> bool:
    usual = not request.layout and request.source == FOLDER
    return usual and untouched(issue, request.paths, _digest)


def _digest(path: Path) -> str:
    return _LOOKED.of("sha256", path, lambda: file_digest(path))
