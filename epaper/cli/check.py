"""`epaper check`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from epaper.cli.answer import answering
from epaper.cli.options import (
    date_option,
    editions_option,
    json_option,
    layout_option,
    source_option,
    verbose_option,
)
from epaper.cli.showing import show, tally
from epaper.day import Judgement, judge_day
from epaper.model.finding import Finding, by_severity
from epaper.paths import DayPaths
from epaper.units import counted


@click.command("check", short_help="Report every mistake of the day, build nothing.")
@date_option
@editions_option
@layout_option
@source_option
@json_option
@verbose_option
def check_command(
    date: datetime.date, editions: Path, layout: str, source: str, as_json: bool, verbose: bool
) -> None:
    """Read the day and all its settings and report every mistake, without building anything.

    \b
    epaper check --date today
    epaper check --date 2026-11-23 --json | jq '.findings[].message'
    """
    with answering("check", as_json, date) as answer:
        paths = DayPaths(date, editions)
        judged = judge_day(paths, layout, source, rehearsed=True)
        findings = by_severity((*judged.findings, *_rehearsed(judged, paths)))
        stories = judged.edition.stories
        words = sum(story.words for story in stories)
        answer.findings += findings
        answer.own |= {"stories": len(stories), "words": words}
        if not as_json:
            show(findings, verbose)
            read = f"{counted(len(stories), 'story', 'stories')}, {counted(words, 'word')}"
            read = read if stories else "no story could be read"
            click.echo(f"{date}: {read}; {tally(findings)}")
        judged.refuse_mistakes(told=True)


def _rehearsed(judged: Judgement, paths: DayPaths) -> tuple[Finding, ...]:
    """What the press would say of the advertisements; their results are kept where there is a
    place for them already."""
    if judged.day is None or not judged.edition.advertisements:
        return ()
    from epaper.make.rehearsal import rehearse  # slow to load, and most days need none of it
    from epaper.sources.press import usual_press
    from epaper.work.step import Works
    from epaper.work.store import Store

    shops = judged.day.shops or (usual_press(judged.day.design.grid.trim, *paths.shops),)
    store = Store(paths.store if paths.out.is_dir() else None)
    works, named = Works(store), bool(judged.day.shops)
    return rehearse(judged.edition, shops, works, judged.findings, named=named)
