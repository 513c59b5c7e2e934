"""`epaper verify`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from epaper.cli.options import Day
from epaper.errors import VerifyError


@click.command("verify")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--date", "date", type=Day(), required=True, help="The day, 2026-11-23 or today.")
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What was sent; without it, the manifest beside the first file.",
)
def verify_command(files: tuple[Path, ...], date: datetime.date, manifest: Path | None) -> None:
    """Read press files back: no stale, swapped, foreign, cut or missing page, and no jump into
    nowhere.

    \b
    epaper verify dist/2026-11-23/press/berliner-europe/*.pdf --date 2026-11-23
    """
    from epaper.deliver.verify import verify
    from epaper.sinks.press.manifest import read_manifest

    found = verify(
        files,
        f"{date:%Y%m%d}",
        read_manifest(manifest.parent if manifest else files[0].parent) or None,
    )
    for finding in found:
        click.echo(f"{finding.rule} {finding}")
    if found:
        raise VerifyError(
            f"{len(found)} things are wrong with {len(files)} files; do not plate them"
        )
    click.echo(f"{len(files)} files are the pages of {date}")
