"""`epaper plan` and `epaper explain`: what the built issue says of its pages."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from epaper.cli.answer import answering
from epaper.cli.completing import pages, slugs
from epaper.cli.options import (
    Whole,
    date_option,
    editions_option,
    issue_options,
    json_option,
    out_option,
)
from epaper.cli.showing import HELD, held_lines, show
from epaper.cli.writing import write
from epaper.errors import UsageError
from epaper.issue.data import sheet_data
from epaper.issue.explain import beside, boxes, explain, explain_page
from epaper.issue.issue import Issue, PlanSheet, StoryRecord
from epaper.issue.store import read_issue
from epaper.make.inputs import story_since
from epaper.model.finding import Severity, printable
from epaper.paths import REPORT_PAGE, DayPaths
from epaper.units import counted

ACROSS = 4  # pages side by side
THUMBNAIL_WIDTH = 360  # pixels


@click.command("plan", short_help="Draw the flatplan, or a page's runners-up.")
@date_option
@click.option("--page", type=Whole(1, 400), shell_complete=pages, help="This page alone.")
@click.option(
    "--alternatives", type=Whole(0, 8), default=0, help="So many runners-up of --page beside it."
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it as a page, with thumbnails or the runners-up drawn.",
)
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the flatplan on paper, to hang on a wall.",
)
@issue_options
def plan_command(
    date: datetime.date,
    page: int | None,
    alternatives: int,
    editions: Path,
    out: Path,
    jobs: int,
    html: Path | None,
    pdf: Path | None,
    as_json: bool,
    verbose: bool,
) -> None:
    """Draw the flatplan of the built issue as boxes, or one page with its runners-up side by side.

    \b
    epaper plan --date 2026-11-23
    epaper plan --date 2026-11-23 --page 4 --alternatives 3
    epaper plan --date 2026-11-23 --page 4 --alternatives 3 --html page-4.html
    """
    with answering("plan", as_json, date) as answer:
        if alternatives and not page:
            raise UsageError(
                "--alternatives draws the runners-up of one page; say which with --page N"
            )
        paths = DayPaths(date, editions, out)
        issue = read_issue(paths.issue)
        sheets = _chosen(issue, page)
        answer.own["pages"] = [sheet_data(sheet, alternatives) for sheet in sheets]
        if not page:
            answer.findings += issue.findings
            answer.own["held"] = [
                {"slug": story.slug, "reason": story.reason}
                for story in issue.stories
                if story.status == "held"
            ]
        told = ""
        if pdf:
            told = _hang(pdf, issue, paths, jobs)
        elif html:
            chosen = alternatives if page else 0
            told = _write(html, issue, sheets, chosen, page=page, paths=paths, jobs=jobs)
        if as_json:
            return
        if told:
            click.echo(printable(told))
            return
        _draw(issue, sheets, alternatives)
        if not page:
            _list_others(issue, verbose, str(paths.target / REPORT_PAGE))


def _chosen(issue: Issue, page: int | None) -> list[PlanSheet]:
    """The sheets to draw.  UsageError for a page that has nothing to draw."""
    if page is None:
        return list(issue.sheets)
    sheet = issue.sheet(page)
    if sheet is None or (sheet.chosen is None and sheet.kind != "locked"):
        raise UsageError(
            f"page {page} has no stories to draw; the issue has {counted(len(issue.pages), 'page')}"
        )
    if sheet.kind == "locked":
        raise UsageError(
            f"page {page} is locked in plan.yaml; take the lock away to see other layouts"
        )
    return [sheet]


def _draw(issue: Issue, sheets: Sequence[PlanSheet], alternatives: int) -> None:
    grid = issue.grid
    drawn = []
    for sheet in sheets:
        if sheet.chosen is None:
            continue
        ways = [sheet.chosen, *sheet.others[:alternatives]]
        for way in ways:
            title = f"{sheet.number} {sheet.section}"
            if way is not sheet.chosen:
                title = f"runner-up {way.rank}" if way.rank else "the best"
            modules = (*way.modules, *sheet.bookings)
            title = f"{title} {way.cost:.0f}"
            named = f"{title} {way.architecture}".rstrip()
            drawn.append((named, boxes(title, modules, grid.columns, grid.lines)))
    for start in range(0, len(drawn), ACROSS):
        row = drawn[start : start + ACROSS]
        click.echo(printable("\n".join(beside([lines for _, (lines, _) in row]))))
        for title, (_, legend) in row:
            names = ", ".join(f"{letter} {name}" for letter, name in legend.items())
            click.echo(printable(f"{title}: {names}"))
        click.echo("")


def _list_others(issue: Issue, verbose: bool, rest: str) -> None:
    """Pages without arranged stories, what is wrong, and what is held."""
    for sheet in issue.sheets:
        booked = ", ".join(module.note for module in sheet.bookings)
        if sheet.kind == "locked":
            told = f"page {sheet.number} is locked: {', '.join(sheet.stories)}"
            click.echo(printable(told))
        elif sheet.chosen is None:
            contents = "contents" if sheet.kind == "contents" else ""
            told = f"page {sheet.number}: {contents or booked or 'nothing'}"
            click.echo(printable(told))
    found = [f for f in issue.findings if f.severity > Severity.INFO and f.rule != HELD]
    for line in held_lines([_record(story) for story in issue.stories], verbose, rest):
        click.echo(line)
    show(found, verbose, rest=rest)


def _record(story: StoryRecord) -> dict[str, Any]:
    names = ("slug", "status", "reason", "remedy", "by", "at")
    return {name: getattr(story, name, "") for name in names}


def _hang(pdf: Path, issue: Issue, paths: DayPaths, jobs: int) -> str:
    from epaper.deliver.plan_paper import plan_paper

    write(pdf, plan_paper(issue, _thumbnails(issue, paths, jobs)))
    return f"{pdf}: {counted(len(issue.pages), 'page')} on paper"


def _write(
    html: Path,
    issue: Issue,
    sheets: Sequence[PlanSheet],
    alternatives: int,
    page: int | None,
    paths: DayPaths,
    jobs: int,
) -> str:
    from epaper.deliver.plan_page import plan_page, runners_up_page

    if page:
        sheet = sheets[0]
        assert sheet.chosen is not None  # _chosen saw to it
        text = runners_up_page(issue, sheet, [sheet.chosen, *sheet.others[:alternatives]])
        count = 1 + min(alternatives, len(sheet.others))
    else:
        text = plan_page(issue, _thumbnails(issue, paths, jobs))
        count = len(issue.sheets)
    write(html, text)
    return f"{html}: {counted(count, 'page')}"


def _thumbnails(issue: Issue, paths: DayPaths, jobs: int) -> dict[int, bytes]:
    """JPEGs of the pages by their numbers."""
    from epaper.sinks.thumbnails import page_pictures
    from epaper.work.step import Works
    from epaper.work.store import Store

    pictures = page_pictures(issue, None, THUMBNAIL_WIDTH, Works(Store(paths.store), jobs))
    return dict(zip((page.number for page in issue.pages), pictures, strict=True))


@click.command("explain", short_help="Say why a story or a page is where and as it is.")
@click.argument("slug", shell_complete=slugs, default="")
@click.option("--page", type=Whole(1, 400), shell_complete=pages, help="A page instead of a story.")
@date_option
@editions_option
@out_option
@json_option
def explain_command(
    slug: str, page: int | None, date: datetime.date, editions: Path, out: Path, as_json: bool
) -> None:
    """Say why a story stands where it stands in the built issue, what the next best was and what it
    would have cost; or why a page was laid out again, and what moving more pages would have won.

    \b
    epaper explain corran-bridge-lorries --date 2026-11-23
    epaper explain --page 3 --date 2026-11-23
    """
    if bool(slug) == bool(page):
        raise UsageError("name a story, or a page with --page")
    with answering("explain", as_json, date) as answer:
        paths = DayPaths(date, editions, out)
        issue = read_issue(paths.issue)
        if page:
            lines = explain_page(issue, page)
            answer.own |= {"page": page, "lines": lines}
            for line in () if as_json else lines:
                click.echo(printable(line))
            return
        lines = explain(issue, slug)
        if since := story_since(issue, slug, paths):
            lines.append(f"{since}; build again: epaper build --date {date}")
        story = issue.story(slug)
        assert story is not None  # explain saw to it
        kept = {name: value for name, value in _record(story).items() if value}
        answer.own |= {**kept, "pages": list(story.pages), "lines": lines}
        for line in () if as_json else lines:
            click.echo(printable(line))
