"""`epaper check`."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from epaper.build import refuse_mistakes
from epaper.cli.options import date_option, editions_option, layout_option
from epaper.deliver.report import finding_data
from epaper.layout.design.reader import load_design
from epaper.paths import DayPaths
from epaper.sources.folder import read_edition
from epaper.words.reader import read_words


@click.command("check", short_help="Report every mistake of the day, build nothing.")
@date_option
@editions_option
@layout_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--verbose", "-v", is_flag=True, help="A traceback when something breaks.")
def check_command(
    date: datetime.date, editions: Path, layout: str, as_json: bool, verbose: bool
) -> None:
    """Read the day and its layout and report every mistake, without building anything.

    \b
    epaper check --date today
    epaper check --date 2026-11-23 --json | jq '.[].message'
    """
    edition, findings = read_edition(editions, date)
    paths = DayPaths(date, editions)
    words, told = read_words(edition.publication.language, paths.words)
    load_design(paths.layout(layout or edition.publication.layout), words)
    findings = (*findings, *told)
    if as_json:
        click.echo(json.dumps([finding_data(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{finding.severity.name.lower()}: {finding}")
        count = sum(story.words for story in edition.stories)
        click.echo(f"{len(edition.stories)} stories, {count:,} words, {len(findings)} findings")
    refuse_mistakes(date, findings, told=True)
