"""Options that several commands share."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click


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
