"""`epaper preflight`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from epaper.cli.answer import answering
from epaper.cli.completing import shops
from epaper.cli.options import FILE, editions_option, json_option, verbose_option
from epaper.cli.showing import show, tally
from epaper.cli.writing import write
from epaper.errors import PreflightError
from epaper.model.finding import Finding, Severity, printable
from epaper.model.press import PressSettings, Standard
from epaper.paths import shop_folders
from epaper.units import counted


@click.command("preflight", short_help="Check PDF files for the press.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--shop",
    shell_complete=shops,
    default="",
    help="Press settings by name or file; without it, newspaper practice.",
)
@editions_option
@click.option(
    "--standard",
    type=click.Choice(["x-1a", "x-4"]),
    help="Check against this standard, whatever the shop.",
)
@json_option
@verbose_option
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it with the spots marked, as a page for the browser or, FILE.pdf, on paper.",
)
def preflight_command(
    files: tuple[Path, ...],
    shop: str,
    editions: Path,
    standard: str,
    as_json: bool,
    verbose: bool,
    report: Path | None,
) -> None:
    """Check PDF files, ours or an advertiser's, for the press.

    A shop is looked for in layouts/press/ beside the folder of the days, then among the shipped.

    \b
    epaper preflight dist/2026-11-23/press/*/*.pdf
    epaper preflight advert.pdf --shop berliner-europe --report report.html
    """
    from epaper.preflight.foreign import check_foreign
    from epaper.sources.press import find_press

    with answering("preflight", as_json) as answer:
        settings = find_press(shop, *shop_folders(editions)) if shop else PressSettings()
        if standard:
            settings = replace(settings, standard=Standard(standard))
        found = {str(file): check_foreign(file, settings) for file in files}
        named = [replace(one, file=name) for name, all_of in found.items() for one in all_of]
        answer.findings += named
        answer.own["files"] = [_told(name, all_of) for name, all_of in found.items()]
        if not as_json:
            show(named, verbose)
            for name, all_of in found.items():
                told = tally(all_of) if all_of else "fit to print"
                click.echo(f"{printable(name)}: {told}")
        if report is not None:
            _write(report, found, files)
        bad = [one for one in answer.own["files"] if not one["fit"]]
        if bad:
            count = counted(len(files), "file")
            of = f"{len(bad)} of {count} are" if len(files) > 1 else "the file is"
            raise PreflightError(f"{of} not fit for the press; mend what is named as an error")


def _told(name: str, findings: Sequence[Finding]) -> dict[str, Any]:
    errors = sum(one.severity is Severity.ERROR for one in findings)
    return {"file": name, "fit": not errors, "errors": errors, "warnings": len(findings) - errors}


def _write(report: Path, found: Mapping[str, Sequence[Finding]], files: Sequence[Path]) -> None:
    """On paper or as a page.  OutputError when it cannot be written."""
    from epaper.preflight.paper import as_paper
    from epaper.preflight.report import as_page

    shown = {printable(name): all_of for name, all_of in found.items()}
    places = {printable(str(file)): file for file in files}
    if report.suffix.lower() == ".pdf":
        names = ", ".join(printable(file.name) for file in files)
        write(report, as_paper(names, shown, places))
    else:
        write(report, as_page(shown, places))
