"""`epaper issue`: what an issue holds, and how two differ."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.answer import answering
from epaper.cli.options import json_option
from epaper.issue.diff import IssueDiff, compare
from epaper.issue.store import read_issue
from epaper.model.finding import printable
from epaper.units import counted, file_size

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group("issue", short_help="Say what issues hold, and how two differ.")
def issue_command() -> None:
    """Look at built issues: dist/DATE/issue/, or copies of such folders."""


@issue_command.command("show")
@click.argument("folder", type=FOLDER)
@json_option
def show_command(folder: Path, as_json: bool) -> None:
    """Say what an issue holds, a line each.

    \b
    epaper issue show dist/2026-11-23/issue
    """
    with answering("issue show", as_json) as answer:
        issue = read_issue(folder)
        answer.date = issue.date
        kinds: dict[str, list[int]] = {}
        for asset in issue.assets.values():
            kinds.setdefault(asset.kind.value, []).append(asset.bytes)
        answer.own |= {
            "title": issue.title,
            "layout": issue.grid.name,
            "pages": [
                {"page": s.number, "section": s.section, "kind": s.kind, "stories": [*s.stories]}
                for s in issue.sheets
            ],
            "files": {
                kind: {"files": len(sizes), "bytes": sum(sizes)}
                for kind, sizes in sorted(kinds.items())
            },
        }
        if as_json:
            return
        click.echo(f"{issue.title}, {counted(len(issue.pages), 'page')}, {issue.grid.name}")
        for sheet in issue.sheets:
            what = ", ".join(sheet.stories) or sheet.kind
            name = f"page {sheet.number} {sheet.section}".strip()
            click.echo(printable(f"{name}: {what}"))
        for kind, sizes in sorted(kinds.items()):
            click.echo(f"{counted(len(sizes), f'{kind} file')}, {file_size(sum(sizes))}")


@issue_command.command("diff")
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER)
@json_option
def diff_command(before: Path, after: Path, as_json: bool) -> None:
    """Tell which pages and plates differ between two issues, and why.

    \b
    epaper issue diff dist/2026-11-23/issue /srv/yesterday/issue
    """
    with answering("issue diff", as_json) as answer:
        ours, theirs = read_issue(before), read_issue(after)
        answer.date = theirs.date
        difference = compare(ours, theirs)
        answer.own |= difference.as_data()
        for line in () if as_json else _lines(difference):
            click.echo(printable(line))


def _lines(difference: IssueDiff) -> list[str]:
    lines = [str(page) for page in difference.pages]
    lines += [f"cause: {cause}" for cause in difference.causes]
    return lines or ["the issues are the same, page for page"]
