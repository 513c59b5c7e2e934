"""`epaper check`."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from epaper.cli.options import date_option, editions_option, layout_option, source_option
from epaper.day import Judgement, judge_day
from epaper.deliver.report import finding_data
from epaper.model.finding import Finding, by_severity
from epaper.paths import DayPaths
from epaper.units import counted


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
    paths = DayPaths(date, editions)
    judged = judge_day(paths, layout, source, rehearsed=True)
    findings = by_severity((*judged.findings, *_rehearsed(judged, paths)))
    stories = judged.edition.stories
    if as_json:
        click.echo(json.dumps([finding_data(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{finding.severity.name.lower()}: {finding}")
        words = sum(story.words for story in stories)
        click.echo(
            ", ".join(
                map(counted, (len(stories), words, len(findings)), ("story", "word", "finding"))
            )
        )
    judged.refuse_mistakes(told=True)


def _rehearsed(judged: Judgement, paths: DayPaths) -> tuple[Finding, ...]:
    """What the press would say of the advertisements; their results are kept where there is a
    place for them already."""
    if judged.day is None or not judged.edition.advertisements:
        return ()
    from epaper.make.rehearsal import rehearse  # slow to load, and most days need none of it
    from epaper.sources.press import USUAL_SHOP, find_press
    from epaper.work.step import Works
    from epaper.work.store import Store

    shops = judged.day.shops or (find_press(USUAL_SHOP, *paths.shops),)
    store = Store(paths.store if paths.out.is_dir() else None)
    return rehearse(judged.edition, shops, Works(store))
