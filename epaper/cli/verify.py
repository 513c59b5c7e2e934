"""`epaper verify`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from epaper.cli.options import date_option, out_option
from epaper.errors import VerifyError
from epaper.paths import DayPaths


@click.command("verify")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@date_option
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What was sent; without it, the manifest beside the first file.",
)
@out_option
def verify_command(
    files: tuple[Path, ...], date: datetime.date, manifest: Path | None, out: Path
) -> None:
    """Read press files back: no stale, swapped, foreign, cut or missing page, no jump into nowhere,
    and the text of the built issue where there is one.

    \b
    epaper verify dist/2026-11-23/press/berliner-europe/*.pdf --date 2026-11-23
    """
    from epaper.deliver.verify import verify
    from epaper.issue.store import has_issue, read_issue
    from epaper.sinks.press.manifest import read_manifest

    built = DayPaths(date, out=out).issue

    found = verify(
        files,
        f"{date:%Y%m%d}",
        read_manifest(manifest.parent if manifest else files[0].parent) or None,
        read_issue(built) if has_issue(built) else None,
    )
    for finding in found:
        click.echo(f"{finding.rule} {finding}")
    if found:
        raise VerifyError(
            f"{len(found)} things are wrong with {len(files)} files; do not plate them"
        )
    click.echo(f"{len(files)} files are the pages of {date}")
