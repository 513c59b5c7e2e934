"""`epaper press`."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import click

from epaper.cli.options import (
    FILE,
    date_option,
    editions_option,
    jobs_option,
    layout_option,
    out_option,
    signoff_options,
    signoffs,
)
from epaper.errors import UsageError
from epaper.units import counted


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
@signoff_options
@click.option(
    "--key",
    type=FILE,
    help="The paper's secret key, to sign the manifest with; else the one of EPAPER_PRESS_KEY.",
)
@click.option(
    "--new-key",
    type=click.Path(path_type=Path, dir_okay=False),
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, file: _new_key(context, file),
    metavar="FILE",
    help="Make a key: the secret one in FILE, the print shop's in FILE.pub; nothing else is done.",
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
    anyway: tuple[str, str] | None,
    only: tuple[str, ...],
    key: Path | None,
    again: bool,
    editions: Path,
    layout: str,
    out: Path,
    jobs: int,
) -> None:
    """Print the built issue, the one that subscribers have, for a print shop: page files, manifest
    and proof in dist/DATE/press/SHOP/.

    A page with errors waits, and the others are released; --anyway releases it on somebody's word.

    What has changed in the day since the build is said and not printed; --again builds the day anew
    and prints that.

    \b
    epaper press --date 2026-11-23 --shop indian-coldset-broadsheet
    epaper press --date 2026-11-23 --pages 1,8
    epaper press --date 2026-11-23 --pages 7 --anyway "R. Nair" "client insists" --finding 4f09ac
    """
    from epaper.build import Request
    from epaper.press import press
    from epaper.sinks.press.manifest import pages_text

    by = signoffs(anyway, only)
    request = Request(date, editions, layout, out, jobs=jobs, signoffs=by)
    pressed = press(request, shop, _numbers(pages), again, signoffs=by, key=key)
    for package in pressed.packages:
        click.echo(f"{counted(len(package.manifest['files']), 'file')} in {package.folder}")
        for one in package.manifest["signed"]:
            click.echo(f"  {pages_text(one['pages'])}, {one['key']}: {one['name']} signed")
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
    for unknown in pressed.unknown:
        click.echo(f"warning: no finding has the key {unknown}; nobody signed for it", err=True)
    pressed.refuse_waiting()


def _new_key(context: click.Context, file: Path | None) -> None:
    if file is None:
        return
    from epaper.sinks.press.seal import new_key

    public = new_key(file)
    click.echo(f"{file} is the paper's secret; give {public} to the print shop")
    context.exit()


def _numbers(text: str) -> tuple[int, ...]:
    if not text:
        return ()
    if not re.fullmatch(r"\d+(-\d+)?(,\d+(-\d+)?)*", text):
        raise UsageError(f"--pages {text} is no list of pages; write it as 1,8 or 1-4")
    spans = [[int(n) for n in part.split("-")] for part in text.split(",")]
    return tuple(n for span in spans for n in range(span[0], span[-1] + 1))
