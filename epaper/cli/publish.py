"""`epaper publish`: the built issue on the web, or an edition taken off it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from epaper.cli.answer import answering
from epaper.cli.options import date_option, issue_options
from epaper.cli.progress import screen, watched
from epaper.errors import IssueError, UsageError, WithheldError
from epaper.issue.issue import Issue
from epaper.issue.store import read_issue
from epaper.make.request import Request
from epaper.make.since import stopped_now
from epaper.model.edition import SitePlace
from epaper.model.finding import printable
from epaper.paths import DayPaths
from epaper.site.files import purge_list, site_folder
from epaper.units import counted, pages_told


@click.command("publish", short_help="Put the built issue on the paper's site.")
@date_option
@click.option("--to", "target", help="The site's folder; without it, the publication's.")
@click.option("--withdraw", is_flag=True, help="Take the day's edition off the site instead.")
@click.option("--edition", default="", help="With --withdraw: the folder's name, of several.")
@issue_options
def publish_command(
    date: datetime.date,
    target: str | None,
    withdraw: bool,
    edition: str,
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
    epaper publish --date 2026-11-23 --to public --withdraw
    """
    from epaper.site.publish import publish_issue, withdraw_edition
    from epaper.site.settings import SiteSettings
    from epaper.work.kept import keeping
    from epaper.work.step import Works
    from epaper.work.store import Store

    with answering("publish", as_json, date) as answer:
        paths = DayPaths(date, editions, out)
        if edition and not withdraw:
            raise UsageError("--edition names what to take off a site, so it needs --withdraw")
        issue = _built(paths, withdraw and target is not None)
        own = issue.publication.site if issue else SitePlace()
        if target is None and not own.to:
            raise UsageError("where to is not said; name a folder with --to, or site: in the paper")
        if target is None:
            site = site_folder(own.to, paths.paper, editions)
        else:
            site = site_folder(target, Path(), editions)
        settings = SiteSettings(own.address, own.search)
        with watched(screen(as_json)) as run, keeping(Store(paths.store)):
            if withdraw:
                choose = _chosen(date, edition, issue)
                done = withdraw_edition(site, settings, choose, waiting=run.waiting)
            else:
                assert issue is not None  # it is read, or the command has failed
                _refuse_stopped(issue, Request(date, editions, out=out))
                works = Works(Store(paths.store), jobs, run.told)
                done = publish_issue(issue, site, settings, works, waiting=run.waiting)
        answer.own |= done.told()
        if not as_json:
            for line in published_lines(done.told()):
                click.echo(printable(line))


def _built(paths: DayPaths, may_be_missing: bool) -> Issue | None:
    try:
        return read_issue(paths.issue)
    except IssueError:
        if may_be_missing:
            return None
        raise


def _chosen(
    date: datetime.date, edition: str, issue: Issue | None
) -> Callable[[Mapping[str, Any]], str]:
    """Which edition of an index is meant: the one that was named, that of the built issue, or the
    only one of the day.  UsageError with what there is."""

    def choose(index: Mapping[str, Any]) -> str:
        from epaper.site.paper import edition_id

        names = [str(one["id"]) for one in index["editions"] if one["date"] == date.isoformat()]
        own = edition_id(issue, index) if issue else ""
        found = edition or (own if own in names else "") or (names[0] if len(names) == 1 else "")
        if found in names:
            return found
        if not names:
            raise UsageError(f"no edition of {date} stands there")
        there = ", ".join(names)
        if edition:
            raise UsageError(f"{edition} does not stand there; of {date} there are {there}")
        raise UsageError(
            f"{len(names)} editions of {date} stand there; name one with --edition: {there}"
        )

    return choose


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


def published_lines(done: Mapping[str, Any]) -> list[str]:
    """What a person is told of a publish.  `done`: as the command's document has it."""
    site = Path(done["site"])
    place = site / done["edition"]
    lines = []
    if done["new"]:
        lines.append(f"{counted(done['stories'], 'story', 'stories')} published in {place}")
    if done["withdrawn"]:
        lines.append(f"{place} is withdrawn, a notice stands at each of its addresses")
    if done["replaced"]:
        lines.append(f"{place}: {pages_told(done['replaced'])} replaced")
    lines += [f"{place}: {folder} is withdrawn, a notice stands there" for folder in done["gone"]]
    if done["purge"]:
        count = counted(len(done["purge"]), "path")
        lines.append(f"caches have to drop {count}: {purge_list(site)}")
    return lines or [f"{place} is as it was"]
