"""What the shell offers on Tab: days, stories, print shops, layouts, pages.  A folder that cannot
be read offers nothing; nothing is ever told here, for the shell would show it in the line.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from epaper.errors import EpaperError
from epaper.model.calendar import WORDS
from epaper.paths import DayPaths, days_in, layout_folders, names_in, shop_folders

LATEST = 7  # days that are looked through


def dates(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The days that there are, newest first, and the words for days."""
    return _items((*_days(ctx), *WORDS), incomplete)


def layouts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return _items(names_in(layout_folders(_editions(ctx))), incomplete)


def shops(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return _items(names_in(shop_folders(_editions(ctx))), incomplete, several=True)


def slugs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The stories of the day in --date; where it is not given yet, of the last day with such."""
    days = [str(ctx.params["date"])] if ctx.params.get("date") else _days(ctx)
    offered: list[CompletionItem] = []
    for day in days[:LATEST]:
        with contextlib.suppress(OSError):
            found = {path.stem for path in (_editions(ctx) / day).rglob("*.md")}
            offered = offered or _items(sorted(found), incomplete)
    return offered


def pages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The pages of the built issue of the day."""
    numbers: list[str] = []
    with contextlib.suppress(EpaperError, OSError, ValueError):
        from epaper.issue.store import read_issue  # slow to load

        paths = DayPaths(datetime.date.fromisoformat(_day(ctx)), _editions(ctx), _out(ctx))
        numbers = [str(sheet.number) for sheet in read_issue(paths.issue).sheets]
    return _items(numbers, incomplete, several=param.name == "pages")


def _items(words: Iterable[str], incomplete: str, several: bool = False) -> list[CompletionItem]:
    """Those that begin as what is typed; after a comma the next of `several`."""
    before, comma, begun = incomplete.rpartition(",") if several else ("", "", incomplete)
    given = before.split(",") if several else ()
    return [
        CompletionItem(f"{before}{comma}{word}")
        for word in words
        if word.startswith(begun) and word not in given
    ]


def _editions(ctx: click.Context) -> Path:
    return Path(ctx.params.get("editions") or "editions")


def _out(ctx: click.Context) -> Path:
    return Path(ctx.params.get("out") or "dist")


def _day(ctx: click.Context) -> str:
    date = ctx.params.get("date")
    return str(date) if date else next(iter(_days(ctx)), "0001-01-01")


def _days(ctx: click.Context) -> list[str]:
    return [date.isoformat() for date in reversed(days_in(_editions(ctx)))]
