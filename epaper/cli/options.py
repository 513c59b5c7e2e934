"""Options that several commands share."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from epaper.cli.completing import dates, layouts
from epaper.errors import UsageError
from epaper.model.calendar import Calendar, NoDateError, is_relative
from epaper.model.signoff import SignOff

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)  # one that is there
THERE = click.Path(path_type=Path, exists=True)  # likewise, or a folder


class Whole(click.IntRange):
    """A whole number; what is none is told as one, whatever click calls its types."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            fact = f"{value!r} is no whole number from {self.min} to {self.max}"
            self.fail(fact, param, ctx)


@dataclass(frozen=True, slots=True)
class Clock:
    """The one clock of a run; a test hands its own over: `cli.main(..., obj=Clock(...))`."""

    now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now().astimezone()


def clock_of(context: click.Context | None) -> Clock:
    """The clock that was handed to the command, else the machine's."""
    return (context.find_object(Clock) if context else None) or Clock()


def _calendar(editions: Path) -> Calendar:
    from epaper.sources.calendar import read_calendar  # not for a day that is written in full

    return read_calendar(editions)


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date as 2026-11-23, or by a word, as the calendar of the paper in --editions has it."""

    name = "D"

    def __init__(self, calendar: Callable[[Path], Calendar] = _calendar) -> None:
        self.calendar = calendar

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """What stands after "Missing option '--date'."."""
        return "Write --date today, or the day as 2026-11-23."

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        editions = (ctx.params.get("editions") if ctx else None) or Path("editions")
        try:
            known = self.calendar(editions) if is_relative(str(value)) else Calendar()
            return known.date_of(str(value), clock_of(ctx).now())
        except (NoDateError, OverflowError) as error:
            self.fail(f"{error}", param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return dates(ctx, param, incomplete)


class DayWord(Day):
    """The same, kept as it was written: in a watch that runs for days, today moves on."""

    def convert(  # type: ignore[override]
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        super().convert(value, param, ctx)
        return str(value)


TWO_WORDS = '--anyway needs a name and a reason: --anyway "your name" "the reason"'
DAY_HELP = "The day: 2026-11-23, today, tomorrow, yesterday, next, +1 or -1."
date_option = click.option("--date", "date", type=Day(), required=True, help=DAY_HELP)
editions_option = click.option(
    "--editions",
    type=click.Path(path_type=Path),
    default=Path("editions"),
    show_default=True,
    is_eager=True,  # the calendar in it says what --date means
    help="Folder of the days.",
)
layout_option = click.option(
    "--layout",
    default="",
    shell_complete=layouts,
    help="broadsheet, berliner, tabloid, a layout of your own, or a file.",
)
source_option = click.option(
    "--source",
    default="folder",
    show_default=True,
    help="Where the day is read from: its folder, or a source of another package.",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Where output goes.",
)
jobs_option = click.option(
    "--jobs",
    type=Whole(1, 64),
    default=min(os.cpu_count() or 1, 8),
    show_default="cores",
    help="Processor cores to use; the result is the same with any.",
)
socket_option = click.option(
    "--socket",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The engine's socket, where it is not dist/.engine/D/socket.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON document and nothing else (docs/json.md)."
)
verbose_option = click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="Every finding with its rule and key; a traceback when something breaks.",
)


def issue_options(command: Command) -> Command:
    """--editions, --out, --jobs, --json and --verbose, for commands that work on a built issue."""
    for option in (verbose_option, json_option, jobs_option, out_option, editions_option):
        command = option(command)
    return command


def signoff_options(command: Command) -> Command:
    """--anyway and --finding, for commands that hold back what would be wrong."""
    only = click.option(
        "--finding", "only", multiple=True, metavar="KEY", help="With --anyway: for this one alone."
    )
    anyway = click.option(
        "--anyway",
        nargs=2,
        metavar="NAME REASON",
        help="Who answers for what would be wrong, and why; both are kept with the paper.",
    )
    return anyway(only(command))


def signoffs(anyway: tuple[str, str] | None, only: tuple[str, ...]) -> tuple[SignOff, ...]:
    """What the two options say."""
    if not anyway:
        if only:
            raise UsageError("--finding needs --anyway: say who answers for it, and why")
        return ()
    name, reason = (" ".join(text.split()) for text in anyway)
    if not name or not reason:
        raise UsageError(TWO_WORDS)
    return (SignOff(name, reason, only),)
