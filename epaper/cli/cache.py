"""`epaper cache`: what is kept between runs."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.cli.answer import answering
from epaper.cli.options import json_option, out_option
from epaper.paths import store_folder
from epaper.units import counted, file_size
from epaper.work.store import LIMIT, Store


@click.group("cache", short_help="What is kept between runs: how much, and clear it.")
def cache_command() -> None:
    """What was made once is kept in dist/.store, or in the folder that EPAPER_STORE names, by all
    that went into it, so that no run makes it twice: stories as they were read, page searches,
    pictures, page streams, plates, thumbnails.  Nothing is lost with it but time; a build keeps no
    more than a limit, what was used last longest."""


@cache_command.command("show")
@out_option
@json_option
def show_command(out: Path, as_json: bool) -> None:
    """Say how much is kept, a line each.

    \b
    epaper cache show
    """
    with answering("cache show", as_json) as answer:
        folder = store_folder(out)
        held = Store(folder).held()
        total = sum(size for _, size in held.values())
        kept = {name: {"results": count, "bytes": size} for name, (count, size) in held.items()}
        answer.own |= {"folder": str(folder), "kept": kept, "bytes": total, "limit": LIMIT}
        if as_json:
            return
        for name, (count, size) in held.items():
            click.echo(f"{name.replace('-', ' ')}: {counted(count, 'result')}, {file_size(size)}")
        click.echo(f"{folder}: {file_size(total)} of {file_size(LIMIT)} at most")


@cache_command.command("clear")
@out_option
@json_option
def clear_command(out: Path, as_json: bool) -> None:
    """Take all of it away; the next run makes what it needs again.

    \b
    epaper cache clear
    """
    with answering("cache clear", as_json) as answer:
        folder = store_folder(out)
        freed = Store(folder).trim(0)
        answer.own |= {"folder": str(folder), "freed": freed}
        if not as_json:
            click.echo(f"{folder}: {file_size(freed)} freed")
