"""`epaper build`."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from epaper.build import Request
from epaper.cli.options import (
    date_option,
    editions_option,
    jobs_option,
    layout_option,
    out_option,
    signoff_options,
    signoffs,
    source_option,
)
from epaper.cli.stopping import heeding
from epaper.errors import WithheldError
from epaper.model.finding import printable
from epaper.press import produce
from epaper.units import counted, file_size

SHOWN = 12  # lines below the table; the rest is in the report
HELD = "layout.held"  # shown with the stories


@click.command("build", short_help="Build the day's edition: the PDF and its report.")
@date_option
@editions_option
@layout_option
@source_option
@out_option
@jobs_option
@signoff_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON and nothing else.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing unless something is wrong.")
@click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="Every finding and timing; a traceback when something breaks.",
)
def build_command(
    date: datetime.date,
    editions: Path,
    layout: str,
    source: str,
    out: Path,
    jobs: int,
    anyway: tuple[str, str] | None,
    only: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the day's edition: dist/DATE/<publication>-DATE.pdf, report.json and report.html.

    \b
    epaper build --date 2026-11-23
    epaper build --date today --layout tabloid --out /srv/out
    """
    by = signoffs(anyway, only)
    request = Request(date, editions, layout, out, jobs=jobs, source=source, signoffs=by)
    console = Console(stderr=True, quiet=quiet or as_json)
    try:
        data = _produced(request, console)
    except WithheldError as error:
        if as_json:
            click.echo(json.dumps(error.report, ensure_ascii=False, indent=1))
        raise
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    elif not quiet:
        summary(data, out / date.isoformat(), console, verbose)


def _produced(request: Request, console: Console) -> dict[str, Any]:
    if not console.is_terminal or console.quiet:
        return produce(request, heeding(lambda _stage, _done, _of: None))
    with console.status("reading the day") as status:
        return produce(
            request, heeding(lambda stage, done, of: status.update(_progress(stage, done, of)))
        )


def _progress(stage: str, done: int, of: int) -> str:
    return f"{stage} {done} of {of}" if of > 1 else stage


def summary(data: dict[str, Any], folder: Path, console: Console, verbose: bool) -> None:
    """The short table at the end of a build."""
    held = [s for s in data["stories"] if s["status"] == "held"]
    findings = [f for f in data["findings"] if verbose or f["severity"] != "info"]
    stories = (
        f"{len(data['stories']) - len(held)} placed, {len(held)} held, "
        f"{counted(data['ledger']['lost'], 'character')} lost"
    )
    rows = [
        ("Edition", f"{data['publication']}, {data['date']}, {counted(data['pages'], 'page')}"),
        ("Stories", stories),
        ("Findings", str(len(findings)) if findings else "none to mind"),
        *(("Signed", f"{s['name']}, {s['reason']}: {s['message']}") for s in data["signed"]),
        ("Time", f"{data['timings']['total']:.1f} s"),
        ("Report", str(folder / "report.html")),
    ]
    rows += [
        ("File", f"{folder / file['path']} ({file_size(file['bytes'])})") for file in data["files"]
    ]
    for name, value in rows:
        console.print(f"{name:9} {value}", markup=False, highlight=False, soft_wrap=True)
    lines = [f"held: {story['slug']}, {story['reason']}" for story in held]
    lines += [
        f"{finding['severity']}: {finding['message']}"
        for finding in findings
        if finding["rule"] != HELD
    ]
    for line in map(printable, lines if verbose else lines[:SHOWN]):
        console.print("  " + line, style="dim", markup=False, highlight=False, soft_wrap=True)
    if len(lines) > SHOWN and not verbose:
        console.print(f"  and {len(lines) - SHOWN} more in the report", style="dim")
    for stage, seconds in data["timings"].items() if verbose else ():
        console.print(f"  {stage}: {seconds:.2f} s", style="dim", highlight=False)
