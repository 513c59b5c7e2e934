"""`epaper issue`: what an issue holds, and how two differ."""

from __future__ import annotations

import json
from pathlib import Path

import click

from epaper.issue.diff import IssueDiff, compare
from epaper.issue.store import read_issue
from epaper.units import counted, file_size

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group("issue")
def issue_command() -> None:
    """Look at built issues: dist/DATE/issue/, or copies of such folders."""


@issue_command.command("show")
@click.argument("folder", type=FOLDER)
def show_command(folder: Path) -> None:
    """Say what an issue holds, a line each.

    \b
    epaper issue show dist/2026-11-23/issue
    """
    issue = read_issue(folder)
    click.echo(f"{issue.title}, {counted(len(issue.pages), 'page')}, {issue.grid.name}")
    for sheet in issue.sheets:
        what = ", ".join(sheet.stories) or sheet.kind
        click.echo(f"page {sheet.number} {sheet.section}: {what}")
    kinds: dict[str, list[int]] = {}
    for asset in issue.assets.values():
        kinds.setdefault(asset.kind.value, []).append(asset.bytes)
    for kind, sizes in sorted(kinds.items()):
        click.echo(f"{counted(len(sizes), f'{kind} file')}, {file_size(sum(sizes))}")


@issue_command.command("diff")
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print the difference as JSON.")
def diff_command(before: Path, after: Path, as_json: bool) -> None:
    """Tell which pages and plates differ between two issues, and why.

    \b
    epaper issue diff dist/2026-11-23/issue /srv/yesterday/issue
    """
    difference = compare(read_issue(before), read_issue(after))
    if as_json:
        click.echo(json.dumps(difference.as_data(), ensure_ascii=False, indent=1))
        return
    for line in _lines(difference):
        click.echo(line)


def _lines(difference: IssueDiff) -> list[str]:
    lines = [str(page) for page in difference.pages]
    lines += [f"cause: {cause}" for cause in difference.causes]
    return lines or ["the issues are the same, page for page"]
