"""`epaper check`."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from epaper.build import check
from epaper.cli.options import Day
from epaper.deliver.report import finding_data


@click.command("check")
@click.option("--date", "date", type=Day(), required=True, help="The day, 2026-11-23 or today.")
@click.option("--editions", type=click.Path(path_type=Path), default=Path("editions"), show_default=True,
              help="Folder of the days.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--verbose", "-v", is_flag=True, help="A traceback when something breaks.")
def check_command(date: datetime.date, editions: Path, as_json: bool, verbose: bool) -> None:
    """Read the day and report every mistake in it, without building anything."""
    edition, findings = check(editions, date)
    if as_json:
        click.echo(json.dumps([finding_data(f) for f in findings], ensure_ascii=False, indent=1))
        return
    for finding in findings:
        click.echo(f"{finding.severity.name.lower()}: {finding}")
    words = sum(story.words for story in edition.stories)
    click.echo(f"{len(edition.stories)} stories, {words:,} words, {len(findings)} findings")
