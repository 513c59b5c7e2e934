"""`epaper day`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from epaper.cli.answer import answering
from epaper.cli.options import Day, editions_option, json_option
from epaper.model.finding import printable
from epaper.sources.next_day import Begun, begin_day


@click.command("day", short_help="Begin the next publishing day from the last one.")
@click.argument("date", type=Day(), required=False, default=None)
@editions_option
@json_option
def day_command(date: datetime.date | None, editions: Path, as_json: bool) -> None:
    """Begin the next publishing day: its folder with the settings of the last one, the number one
    more, standing items and standing advertisements.

    Without DATE it is the day after the last one there, by `days:` in publication.yaml. Nothing is
    overwritten. The news, and plan.yaml, stay where they are.
    """
    with answering("day", as_json, date) as answer:
        begun = begin_day(editions, date)
        answer.date = begun.date
        answer.own |= {
            "folder": str(begun.folder),
            "number": begun.number,
            "stories": [*begun.stories],
            "standing": [*begun.standing],
            "ended": [*begun.ended],
        }
        if not as_json:
            for line in _told(begun):
                click.echo(printable(line))


def _told(begun: Begun) -> list[str]:
    day = f"{begun.date} ({begun.date:%A})"
    numbered = f", {begun.number}" if begun.number else ""
    lines = [f"{begun.folder} is begun: {day}{numbered}, from {begun.last}"]
    for what, names in (
        ("standing items", begun.stories),
        ("advertisements", begun.standing),
        ("advertisements left behind", begun.ended),
    ):
        if names:
            lines.append(f"  {what}: {', '.join(names)}")
    if not begun.appears:
        lines.append(f"  note: {begun.date:%A} is no day of the paper (days: in publication.yaml)")
    lines.append(
        f"put stories into it (epaper import FILES --date {begun.date}), then: "
        f"epaper build --date {begun.date}"
    )
    return lines
