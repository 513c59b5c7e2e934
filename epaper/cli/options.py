"""Options that several commands share."""

from __future__ import annotations

import datetime

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
