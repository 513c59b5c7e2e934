"""`epaper publish`: the built issue on the web."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from epaper.cli.answer import answering
from epaper.cli.options import date_option, issue_options
from epaper.cli.progress import watched
from epaper.errors import UsageError, WithheldError
from epaper.issue.issue import Issue
from epaper.issue.store import read_issue
from epaper.make.request import Request
from epaper.make.since import stopped_now
from epaper.model.finding import printable
from epaper.paths import DayPaths
from epaper.site.files import purge_list
from epaper.units import counted, pages_told

if TYPE_CHECKING:
    from epaper.site.publish import Published


@click.command("publish", short_help="Put the built issue on the paper's site.")
@date_option
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    help="The site's folder; without it, the publication's.",
)
@issue_options
def publish_command(
    date: datetime.date,
    target: Path | None,
    editions: Path,
    out: Path,
    jobs: int,
    as_json: bool,
    verbose: bool,
) -> None:
    """Write or renew an edition of a site of static files: its pages as they are printed, every
    story to be read on any screen, contents, calendar and feed (docs/site.md).  Any web server
    serves the folder; serve-site adds search and a gate.

    \b
    epaper publish --date 2026-11-23 --to public
    """
    from epaper.site.publish import publish_issue
    from epaper.site.settings import SiteSettings
    from epaper.work.kept import keeping
    from epaper.work.step import Works
    from epaper.work.store import Store

    with answering("publish", as_json, date) as answer:
        paths = DayPaths(date, editions, out)
        issue = read_issue(paths.issue)
        own = issue.publication.site
        site = target or (paths.paper / own.to if own.to else None)
        if site is None:
            raise UsageError("where to is not said; name a folder with --to, or site: in the paper")
        _refuse_stopped(issue, Request(date, editions, out=out))
        settings = SiteSettings(own.address, own.search)
        with watched(Console(stderr=True, quiet=as_json)) as run, keeping(Store(paths.store)):
            works = Works(Store(paths.store), jobs, run.told)
            done = publish_issue(issue, site, settings, works, waiting=run.waiting)
        answer.own |= {
            "edition": done.edition,
            "site": str(done.site),
            "new": done.new,
            "replaced": list(done.pages),
            "gone": list(done.gone),
            "purge": list(done.purge),
        }
        if not as_json:
            for line in published_lines(done):
                click.echo(printable(line))


def _refuse_stopped(issue: Issue, request: Request) -> None:
    """What was killed or held after the build must not be brought before readers by it.  Raises
    WithheldError."""
    found = stopped_now(issue, request)
    if not found:
        return
    told = dict.fromkeys(f"  {one.message}" for one in found)
    error = WithheldError(
        "\n".join(
            [
                f"the edition of {issue.date} is not published",
                *map(printable, told),
                f"build the day without it, then publish: epaper build --date {issue.date}",
            ]
        )
    )
    error.findings = found
    raise error


def published_lines(done: Published) -> list[str]:
    """What a person is told of a publish."""
    place = done.site / done.edition
    if done.new:
        return [f"{counted(done.stories, 'story', 'stories')} published in {place}"]
    lines = []
    if done.pages:
        lines.append(f"{place}: {pages_told(done.pages)} replaced")
    lines += [f"{place}: {folder} is withdrawn, a notice stands there" for folder in done.gone]
    if done.purge:
        count = counted(len(done.purge), "path")
        lines.append(f"caches have to drop {count}: {purge_list(done.site)}")
    return lines or [f"{place} is as it was"]
