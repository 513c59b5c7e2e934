"""`epaper preflight`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from epaper.cli.options import FILE, editions_option
from epaper.errors import PreflightError
from epaper.model.finding import Severity
from epaper.model.press import PressSettings, Standard
from epaper.paths import shop_folders
from epaper.units import counted


@click.command("preflight")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--shop", default="", help="Press settings by name or file; without it, newspaper practice."
)
@editions_option
@click.option(
    "--standard",
    type=click.Choice(["x-1a", "x-4"]),
    help="Check against this standard, whatever the shop.",
)
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON and nothing else.")
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
    report: Path | None,
) -> None:
    """Check PDF files, ours or an advertiser's, for the press.

    A shop is looked for in layouts/press/ beside the folder of the days, then among the shipped.

    \b
    epaper preflight dist/2026-11-23/press/*/*.pdf
    epaper preflight advert.pdf --shop berliner-europe --report report.html
    """
    from epaper.preflight import report as write
    from epaper.preflight.foreign import check_foreign
    from epaper.preflight.paper import as_paper
    from epaper.sources.press import find_press

    settings = find_press(shop, *shop_folders(editions)) if shop else PressSettings()
    if standard:
        settings = replace(settings, standard=Standard(standard))
    found = {str(file): check_foreign(file, settings) for file in files}
    click.echo(
        json.dumps(write.as_data(found), ensure_ascii=False, indent=1)
        if as_json
        else write.as_text(found)
    )
    if report is not None:
        places = {str(file): file for file in files}
        if report.suffix.lower() == ".pdf":
            report.write_bytes(as_paper(", ".join(file.name for file in files), found, places))
        else:
            report.write_text(write.as_page(found, places), encoding="utf-8")
    bad = [
        name
        for name, findings in found.items()
        if any(f.severity is Severity.ERROR for f in findings)
    ]
    if bad:
        raise PreflightError(
            f"not fit for the press: {len(bad)} of {counted(len(files), 'file')}; "
            "mend what is listed above"
        )
