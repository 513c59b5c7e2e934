"""`epaper new`."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import click

from epaper.cli.answer import answering
from epaper.cli.options import Day, json_option
from epaper.cli.showing import typed
from epaper.model.calendar import Calendar
from epaper.model.finding import printable
from epaper.model.scripts import is_language, is_tag
from epaper.resources import shipped
from epaper.sources.new import new_paper


def _language(context: click.Context, option: click.Parameter, tag: str) -> str:
    if not tag or (is_tag(tag) and is_language(tag)):
        return tag
    raise click.BadParameter(f"{tag!r} is no language; write a tag such as en-GB, de or hi")


@click.command("new", short_help="Make a paper's folder to start from.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("newspaper"))
@click.option("--name", default="The Daily Example", show_default=True, help="The paper's name.")
@click.option(
    "--date",
    "date",
    type=Day(lambda _: Calendar()),
    default="today",
    show_default=True,
    help="The first day, 2026-11-23, today or tomorrow.",
)
@click.option(
    "--language",
    default="",
    metavar="TAG",
    callback=_language,
    help="The paper's language, such as en-GB, hi or ur; by its name's letters where not given.",
)
@json_option
def new_command(folder: Path, name: str, date: datetime.date, language: str, as_json: bool) -> None:
    """Make a paper's folder: publication settings, layouts to change, and a first day to build.

    \b
    epaper new mypaper --name "The Example"
    epaper new mypaper --name "दैनिक उदाहरण" --language mr
    """
    with answering("new", as_json) as answer:
        new_paper(folder, name, date, language)
        layouts = folder / "layouts"
        layouts.mkdir(exist_ok=True)
        for source in sorted(shipped("layouts").glob("*.yaml")):
            shutil.copyfile(source, layouts / source.name)
        answer.own |= {"folder": str(folder), "day": date.isoformat()}
        if not as_json:
            there = f"{typed('cd', folder)} && {typed('epaper', 'build', '--date', date)}"
            click.echo(f"{printable(str(folder))} is ready; build it with: {there}")
