"""`epaper serve`: a day held open."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path

import click

from epaper.cli.answer import answering
from epaper.cli.options import (
    date_option,
    editions_option,
    jobs_option,
    json_option,
    layout_option,
    out_option,
    socket_option,
    source_option,
)
from epaper.cli.stopping import Stopped
from epaper.engine.place import listening
from epaper.engine.server import Engine
from epaper.make.request import Request
from epaper.model.finding import printable
from epaper.sources.folder import day_folder
from epaper.sources.known import FOLDER


@click.command("serve", short_help="Hold a day open, for builds and for a desk.")
@date_option
@editions_option
@layout_option
@source_option
@out_option
@jobs_option
@socket_option
@json_option
def serve_command(
    date: datetime.date,
    editions: Path,
    layout: str,
    source: str,
    out: Path,
    jobs: int,
    socket: Path | None,
    as_json: bool,
) -> None:
    """Hold a day open in memory until it is stopped: pages and the whole day are laid out again
    without anything being read or measured twice.  Builds of the day use it by themselves; a desk
    asks it over a local socket, one JSON object a line (docs/engine.md).

    \b
    epaper serve --date today
    epaper serve --date 2026-11-23 --socket ~/desk/socket
    """
    with answering("serve", as_json, date, on_one_line=True) as answer:
        request = Request(date, editions, layout, out, jobs=jobs, source=source)
        if source == FOLDER:  # a day with mistakes may be held open, one that is not there may not
            day_folder(editions, date)
        with listening(request.paths, socket) as (server, place):
            answer.own |= {"socket": str(place)}
            click.echo(f"epaper: {date} is held open at {printable(str(place))}", err=True)
            engine = Engine(request, server, lambda told: click.echo(f"epaper: {told}", err=True))
            with contextlib.suppress(Stopped):  # how one ends it
                engine.run()
