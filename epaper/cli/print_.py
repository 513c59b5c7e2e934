"""`epaper print`: the built issue through any sink."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from epaper.cli.answer import answering
from epaper.cli.options import date_option, issue_options
from epaper.cli.showing import show
from epaper.errors import OutputError, PreflightError, UsageError
from epaper.issue.store import read_issue
from epaper.model.finding import printable
from epaper.paths import DayPaths


@click.command("print", short_help="Print the built issue once more, by any sink.")
@date_option
@click.option(
    "--sink",
    default="screen",
    show_default=True,
    help="screen, press (--set shop=NAME), or one of a package.",
)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Options of the sink.")
@click.option("--split", is_flag=True, help="A file for each section and each page as well.")
@click.option(
    "--issue",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="An issue's folder; without it, that of the day.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to print into.",
)
@issue_options
def print_command(
    date: datetime.date,
    sink: str,
    settings: tuple[str, ...],
    split: bool,
    folder: Path | None,
    target: Path,
    editions: Path,
    out: Path,
    jobs: int,
    as_json: bool,
    verbose: bool,
) -> None:
    """Print the built issue into a folder.  The issue alone decides what is printed: one that was
    copied elsewhere prints the same bytes.

    \b
    epaper print --date 2026-11-23 --to /tmp/again
    epaper print --date 2026-11-23 --to /tmp/small --split --set pictures=small
    epaper print --date 2026-11-23 --sink plain-text --to /tmp/text --set width=72
    """
    from epaper.press import shops_of
    from epaper.sinks.press.sink import PressSink
    from epaper.sinks.screen import ScreenSink
    from epaper.sinks.sink import Options, Sink, find_sink, refuse_unknown

    with answering("print", as_json, date) as answer:
        more = dict(_pair(text) for text in settings) | ({"split": "yes"} if split else {})
        paths = DayPaths(date, editions, out)
        issue = read_issue(folder or paths.issue)
        own: dict[str, Sink] = {"screen": ScreenSink()}
        if sink == "press":
            (shop, *_) = shops_of(issue, more.get("shop", ""), paths)
            own["press"] = PressSink(shop)
        chosen = find_sink(sink, own)
        refuse_unknown(chosen, more)
        try:
            target.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"{target} cannot be written ({error.strerror}); name another folder"
            ) from error
        printed = chosen.print(issue, Options(jobs, more), target)
        answer.findings += printed.findings
        answer.own["files"] = list(map(str, printed.files))
        if not as_json:
            for file in printed.files:
                click.echo(printable(str(file)))
            show(printed.findings, verbose, err=True)
        if sink == "press" and printed.findings:
            raise PreflightError("pages wait, all others are printed; mend what is named as wrong")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"--set {text} is no option; write it as name=value")
    return name, value
