"""`epaper check`."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from epaper.cli.options import date_option, editions_option, layout_option, source_option
from epaper.day import judge_day
from epaper.deliver.report import finding_data
from epaper.paths import DayPaths


@click.command("check", short_help="Report every mistake of the day, build nothing.")
@date_option
@editions_option
@layout_option
@source_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--verbose", "-v", is_flag=True, help="A traceback when something breaks.")
def check_command(
    date: datetime.date, editions: Path, layout: str, source: str, as_json: bool, verbose: bool
) -> None:
    """Read the day and all its settings and report every mistake, without building anything.

    \b
    epaper check --date today
    epaper check --date 2026-11-23 --json | jq '.[].message'
    """
    judged = judge_day(DayPaths(date, editions), layout, source, rehearsed=True)
    findings, stories = judged.findings, judged.edition.stories
    if as_json:
        click.echo(json.dumps([finding_data(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{finding.severity.name.lower()}: {finding}")
        words = sum(story.words for story in stories)
        click.echo(f"{len(stories)} stories, {words:,} words, {len(findings)} findings")
    judged.refuse_mistakes(told=True)
