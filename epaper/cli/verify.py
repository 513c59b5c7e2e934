"""`epaper verify`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from epaper.cli.options import FILE, date_option, out_option
from epaper.errors import UsageError, VerifyError
from epaper.paths import DayPaths
from epaper.units import counted

WITHOUT = "boxes, fonts, the intent and what is painted over the page are not compared"


@click.command("verify")
@click.argument("files", nargs=-1, required=True, type=FILE)
@date_option
@click.option(
    "--manifest", type=FILE, help="What was sent; without it, the manifest beside the first file."
)
@click.option(
    "--key", type=FILE, help="The paper's public key: the manifest is to be signed with it."
)
@out_option
def verify_command(
    files: tuple[Path, ...], date: datetime.date, manifest: Path | None, key: Path | None, out: Path
) -> None:
    """Read press files back: no stale, swapped, changed, foreign, cut or missing page, no jump into
    nowhere, and the text of the built issue where there is one.

    \b
    epaper verify dist/2026-11-23/press/berliner-europe/*.pdf --date 2026-11-23
    epaper verify in/*.pdf --date 2026-11-23 --manifest in/manifest.json --key courier.pub
    """
    from epaper.deliver.verify import check_manifest, verify
    from epaper.issue.store import has_issue, read_issue
    from epaper.sinks.press.manifest import MANIFEST, REPORT_PAPER, TICKET, read_manifest
    from epaper.sinks.press.seal import SIGNATURE, public_key

    files = tuple(file for file in files if file.name not in (TICKET, REPORT_PAPER))
    if not files:
        raise UsageError("no page is among the files; give the package's page files")
    built = DayPaths(date, out=out).issue
    place = manifest or files[0].parent / MANIFEST
    told = read_manifest(place.parent, place.name)
    if told:
        check_manifest(told)
        if SIGNATURE in told and not key:
            click.echo("warning: the manifest is signed; --key says whether by the paper", err=True)
    elif manifest:
        raise VerifyError(f"{manifest} is no manifest; take it from the package again")
    else:
        click.echo(f"warning: there is no {place}; {WITHOUT}", err=True)
    issue = read_issue(built) if has_issue(built) else None
    seal = public_key(key) if key else None
    found = verify(files, f"{date:%Y%m%d}", told or None, issue, key=seal)
    for finding in found:
        click.echo(f"{finding.rule} {finding}")
    if found:
        raise VerifyError(
            f"{counted(len(found), 'thing is', 'things are')} wrong with "
            f"{counted(len(files), 'file')}; do not plate {'it' if len(files) == 1 else 'them'}"
        )
    click.echo(f"{counted(len(files), 'file is a page', 'files are pages')} of {date}")
