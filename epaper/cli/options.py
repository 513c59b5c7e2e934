"""Options that several commands share."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from epaper.errors import UsageError
from epaper.model.signoff import SignOff

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)  # one that is there


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date as 2026-11-23, or "today"."""

    name = "D"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        if value == "today":
            return datetime.date.today()
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no date; write it as 2026-11-23, or today", param, ctx)


date_option = click.option(
    "--date", "date", type=Day(), required=True, help="The day, 2026-11-23 or today."
)
editions_option = click.option(
    "--editions",
    type=click.Path(path_type=Path),
    default=Path("editions"),
    show_default=True,
    help="Folder of the days.",
)
layout_option = click.option(
    "--layout", default="", help="broadsheet, berliner, tabloid, a layout of your own, or a file."
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
    type=click.IntRange(1, 64),
    default=min(os.cpu_count() or 1, 8),
    show_default="cores",
    help="Processor cores to use; the result is the same with any.",
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
        raise UsageError('--anyway needs a name and a reason: --anyway "your name" "the reason"')
    return (SignOff(name, reason, only),)
