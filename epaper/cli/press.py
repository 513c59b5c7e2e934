"""`epaper press`."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import click

from epaper.cli.options import date_option, editions_option, jobs_option, layout_option, out_option
from epaper.errors import UsageError


@click.command("press")
@date_option
@click.option(
    "--shop",
    default="",
    help="Press settings, names or files joined by commas; without it, the publication's.",
)
@click.option(
    "--pages", default="", help="Only these pages, 1,8 or 1-4; the others stay as they are."
)
@click.option("--again", is_flag=True, help="Build the day anew first, with what has changed.")
@editions_option
@layout_option
@out_option
@jobs_option
def press_command(
    date: datetime.date,
    shop: str,
    pages: str,
    again: bool,
    editions: Path,
    layout: str,
    out: Path,
    jobs: int,
) -> None:
    """Print the built issue, the one that subscribers have, for a print shop: page files, manifest
    and proof in dist/DATE/press/SHOP/.

    What has changed in the day since the build is said and not printed; --again builds the day anew
    and prints that.

    \b
    epaper press --date 2026-11-23 --shop indian-coldset-broadsheet
    epaper press --date 2026-11-23 --pages 1,8
    """
    from epaper.build import Request
    from epaper.press import press

    pressed = press(Request(date, editions, layout, out, jobs=jobs), shop, _numbers(pages), again)
    for package in pressed.packages:
        click.echo(f"{len(package.manifest['files'])} files in {package.folder}")
        for plates in package.manifest["remake"]:
            click.echo(
                f"  page {plates['page']} version {plates['version']}: make "
                f"{', '.join(plates['change'])}; keep {', '.join(plates['keep']) or 'none'}"
            )
    for change in pressed.changed:
        click.echo(f"warning: {change}; not printed", err=True)
    if pressed.changed:
        click.echo(
            "The plates are of the issue that subscribers have; --again prints the day as it is "
            "now.",
            err=True,
        )


def _numbers(text: str) -> tuple[int, ...]:
    if not text:
        return ()
    if not re.fullmatch(r"\d+(-\d+)?(,\d+(-\d+)?)*", text):
        raise UsageError(f"--pages {text} is no list of pages; write it as 1,8 or 1-4")
    spans = [[int(n) for n in part.split("-")] for part in text.split(",")]
    return tuple(n for span in spans for n in range(span[0], span[-1] + 1))
