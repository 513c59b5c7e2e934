"""An issue put on a site, in an order in which a run that is ended midway leaves the last whole
one: content first, then the edition in one step, then the index, the front and what is searched.

    SITE/            what a web server serves
    SITE.db          the archive, for search
    SITE.purge.txt   paths that caches have to drop, one a line, until somebody takes the file
    .SITE.work.json  what is being done, until it is done: the next run ends it
    .SITE.new/       what is being made
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from epaper.errors import OutputError, UsageError
from epaper.issue.issue import Issue
from epaper.site import disk
from epaper.site.disk import Record
from epaper.site.edition import edition_files
from epaper.site.exchange import recovered
from epaper.site.house import INDEX
from epaper.site.paper import edition_id
from epaper.site.settings import SiteSettings
from epaper.site.slugs import known_folders
from epaper.site.standing import StandingSite
from epaper.site.telling import RECORD
from epaper.site.work import Published, Work
from epaper.work.faults import FULL, fact
from epaper.work.lock import Waiting, locked
from epaper.work.step import Works


def publish_issue(
    issue: Issue, site: Path, settings: SiteSettings, works: Works, waiting: Waiting | None = None
) -> Published:
    """Write or renew an edition of a site.  Raises OutputError; the last whole site stands then."""
    with _at_work(site, settings, waiting) as (found, left):
        id = edition_id(issue, disk.read(site / INDEX))
        known = known_folders(disk.read(site / id / RECORD))
        return _with_left(
            found.put(edition_files(issue, settings, works, id=id, known=known)), left
        )


def withdraw_edition(
    site: Path,
    settings: SiteSettings,
    choose: Callable[[Record], str],
    waiting: Waiting | None = None,
) -> Published:
    """Take an edition off a site.  `choose` finds its name in the index.  Raises OutputError, and
    what `choose` raises."""
    if not (site / INDEX).is_file():
        raise UsageError(f"{site} is no site; name the folder that was published to")
    with _at_work(site, settings, waiting) as (found, left):
        return _with_left(found.withdraw(choose(disk.read(site / INDEX))), left)


@contextlib.contextmanager
def _at_work(
    site: Path, settings: SiteSettings, waiting: Waiting | None
) -> Iterator[tuple[StandingSite, Work | None]]:
    """The site, nobody else at work on it, and what an earlier run had in hand, ended."""
    beside = site.with_name(f".{site.name}.new")
    try:
        site.mkdir(parents=True, exist_ok=True)
        with locked(site.with_name(f".{site.name}.lock"), waiting):
            recovered(beside, site)
            found = StandingSite(site, beside, settings)
            try:
                yield found, found.end()
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise _refused(site, error) from error


def _refused(site: Path, error: OSError) -> OutputError:
    told = f"{error.filename or site} cannot be written ({fact(error)})"
    if error.errno in FULL:
        return OutputError(f"{told}; make room on the disk, and publish again")
    if site.exists() and not site.is_dir():
        return OutputError(
            f"{site} is a file, and a site is a folder; name another with --to or in site:, or "
            "move it away"
        )
    return OutputError(f"{told}; free it, or name another folder with --to or in site:")


def _with_left(now: Published, left: Work | None) -> Published:
    """With what was ended of an earlier run."""
    if left is None:
        return now
    purge = tuple(sorted({*now.purge, *left.purge}))
    if left.edition != now.edition:
        return replace(now, purge=purge)
    pages = tuple(sorted({*now.pages, *left.pages}))
    return replace(now, purge=purge, pages=pages, gone=tuple(sorted({*now.gone, *left.gone})))
