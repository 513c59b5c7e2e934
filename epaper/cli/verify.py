"""`epaper verify`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from epaper.cli.answer import answering
from epaper.cli.options import FILE, THERE, date_option, json_option, out_option, verbose_option
from epaper.cli.showing import show
from epaper.errors import UsageError, VerifyError
from epaper.model.finding import Finding, Severity
from epaper.paths import DayPaths
from epaper.units import counted

WITHOUT = "boxes, fonts, the intent and what is painted over the page are not compared"


@click.command("verify", short_help="Read press files back: are they the right pages?")
@click.argument("files", nargs=-1, required=True, type=THERE)
@date_option
@click.option(
    "--manifest", type=FILE, help="What was sent; without it, the manifest beside the first file."
)
@click.option(
    "--key", type=FILE, help="The paper's public key: the manifest is to be signed with it."
)
@out_option
@json_option
@verbose_option
def verify_command(
    files: tuple[Path, ...],
    date: datetime.date,
    manifest: Path | None,
    key: Path | None,
    out: Path,
    as_json: bool,
    verbose: bool,
) -> None:
    """Read press files back: no stale, swapped, changed, foreign, cut or missing page, no jump into
    nowhere, and the text of the built issue where there is one.  A folder stands for its PDFs.

    \b
    epaper verify dist/2026-11-23/press/berliner-europe --date 2026-11-23
    epaper verify in/*.pdf --date 2026-11-23 --manifest in/manifest.json --key courier.pub
    """
    from epaper.deliver.verify import verify
    from epaper.issue.store import has_issue, read_issue
    from epaper.sinks.press.manifest import REPORT_PAPER, TICKET
    from epaper.sinks.press.seal import public_key

    with answering("verify", as_json, date) as answer:
        given = (one for file in files for one in _pages_in(file))
        files = tuple(file for file in given if file.name not in (TICKET, REPORT_PAPER))
        if not files:
            raise UsageError("no page is among the files; give the package's page files")
        answer.own["files"] = list(map(str, files))
        manifest_data, notes = _manifest(files[0].parent, manifest, key)
        built = DayPaths(date, out=out).issue
        issue = read_issue(built) if has_issue(built) else None
        seal = public_key(key) if key else None
        found = verify(files, f"{date:%Y%m%d}", manifest_data, issue, key=seal)
        answer.findings += [*found, *notes]
        if not as_json:
            show(found, verbose)
            show(notes, verbose, err=True)
        if found:
            things = f"{counted(len(found), 'thing')} {'is' if len(found) == 1 else 'are'} wrong"
            raise VerifyError(f"{things} with {counted(len(files), 'file')}; do not plate them")
        if not as_json:
            told = "it is of" if len(files) == 1 else "they are of"
            click.echo(f"{counted(len(files), 'file')} read back: {told} {date}, as printed")


def _pages_in(place: Path) -> list[Path]:
    """A file, or the PDFs in a folder."""
    return sorted(place.glob("*.pdf")) if place.is_dir() else [place]


def _manifest(
    beside: Path, named: Path | None, key: Path | None
) -> tuple[dict[str, Any] | None, list[Finding]]:
    """What was sent, and what a person is to know of it.  VerifyError for one that is none."""
    from epaper.deliver.verify import check_manifest
    from epaper.sinks.press.manifest import MANIFEST, read_manifest
    from epaper.sinks.press.seal import SIGNATURE

    place = named or beside / MANIFEST
    data = read_manifest(place.parent, place.name)
    if data:
        check_manifest(data)
        signed = SIGNATURE in data and not key
        told = ("verify.unread", f"{place} is signed", "--key says whether by the paper")
        return data, [Finding(Severity.WARNING, *told)] if signed else []
    if named:
        raise VerifyError(f"{named} is no manifest; take it from the package again")
    told = ("verify.alone", f"there is no {place}: {WITHOUT}", "take it from the package")
    return None, [Finding(Severity.WARNING, *told)]
