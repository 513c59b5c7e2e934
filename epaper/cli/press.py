"""`epaper press`."""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path

import click

from epaper.cli.options import Day
from epaper.errors import UsageError


@click.command("press")
@click.option("--date", "date", type=Day(), required=True, help="The day, 2026-11-23 or today.")
@click.option(
    "--shop",
    default="",
    help="Press settings, names or files joined by commas; without it, the publication's.",
)
@click.option(
    "--pages", default="", help="Only these pages, 1,8 or 1-4; the others stay as they are."
)
@click.option(
    "--editions",
    type=click.Path(path_type=Path),
    default=Path("editions"),
    show_default=True,
    help="Folder of the days.",
)
@click.option("--layout", default="", help="A layout by name or file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Where to write.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=min(os.cpu_count() or 1, 8),
    show_default="cores",
    help="Processor cores to use; the result is the same with any.",
)
def press_command(
    date: datetime.date, shop: str, pages: str, editions: Path, layout: str, out: Path, jobs: int
) -> None:
    """Print the day's pages for a print shop: dist/DATE/press/SHOP/ with page files, manifest and
    proof.

    \b
    epaper press --date 2026-11-23 --shop indian-coldset-broadsheet
    epaper press --date 2026-11-23 --pages 1,8
    """
    from epaper.build import Request, press

    printed = press(Request(date, editions, layout, out, jobs), shop, _numbers(pages))
    for manifest, folder in printed:
        click.echo(f"{len(manifest['files'])} files in {folder}")
        for plates in manifest["remake"]:
            click.echo(
                f"  page {plates['page']} version {plates['version']}: make "
                f"{', '.join(plates['change'])}; "
                f"keep {', '.join(plates['keep']) or 'none'}"
            )


def _numbers(text: str) -> tuple[int, ...]:
    if not text:
        return ()
    if not re.fullmatch(r"\d+(-\d+)?(,\d+(-\d+)?)*", text):
        raise UsageError(f"--pages {text} is no list of pages; write it as 1,8 or 1-4")
    spans = [[int(n) for n in part.split("-")] for part in text.split(",")]
    return tuple(n for span in spans for n in range(span[0], span[-1] + 1))
