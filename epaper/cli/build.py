"""`epaper build`."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from epaper.cli.answer import answering
from epaper.cli.options import (
    date_option,
    editions_option,
    jobs_option,
    json_option,
    layout_option,
    out_option,
    signoff_options,
    signoffs,
    socket_option,
    source_option,
    verbose_option,
)
from epaper.cli.progress import watched
from epaper.cli.publish import published_lines
from epaper.cli.showing import HELD, STOPPED, changed_told, held_lines, listed, stopped_lines, tally
from epaper.errors import EpaperError
from epaper.make.request import Request
from epaper.model.finding import Severity, printable
from epaper.model.finding_data import finding_of
from epaper.model.told import told
from epaper.paths import REPORT_PAGE
from epaper.press import produce
from epaper.units import counted, file_size


@click.command("build", short_help="Build the day's edition: the PDF and its report.")
@date_option
@editions_option
@layout_option
@source_option
@out_option
@jobs_option
@signoff_options
@json_option
@socket_option
@click.option("--fresh", is_flag=True, help="Plan the day anew, whatever the last build had.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing unless something is wrong.")
@verbose_option
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
    socket: Path | None,
    fresh: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the day's edition: dist/DATE/<publication>-DATE.pdf, report.json and report.html.

    \b
    epaper build --date 2026-11-23
    epaper build --date today --layout tabloid --out /srv/out
    """
    console = Console(stderr=True, quiet=quiet or as_json, highlight=False, soft_wrap=True)
    with answering("build", as_json, date) as answer:
        by = signoffs(anyway, only)
        asked = Request(
            date, editions, layout, out, jobs=jobs, source=source, signoffs=by, fresh=fresh
        )
        folder = asked.paths.target
        try:
            with watched(console) as run:
                own = replace(asked, waiting=run.waiting)
                data = produce(own, run.told, lambda told: _tell(told, quiet), socket)
        except EpaperError as error:
            if error.report is not None:
                aside = error.report["withheld"]
                summary(error.report, asked.paths.withheld if aside else folder, console, verbose)
            raise
        answer.report(data)
        summary(data, folder, console, verbose)


def _tell(told: str, quiet: bool) -> None:
    if not quiet:
        click.echo(f"epaper: {printable(told)}", err=True)


def summary(data: dict[str, Any], folder: Path, console: Console, verbose: bool) -> None:
    """What a build says at its end: a short table, every story that is held, and what was found.

    `folder`: where report and files are.
    """
    held = [story for story in data["stories"] if story["status"] == "held"]
    lost = data["ledger"]["lost"]
    on_pages = sum(story["status"] in ("placed", "jumped") for story in data["stories"])
    placed = f"{on_pages} placed, {len(held)} held"
    found = [finding_of(one) for one in data["findings"] if one["rule"] != HELD]
    signed = {one["key"] for one in data["signed"]}  # told in its row, with who and why
    told_of = [
        one
        for one in found
        if one.key not in signed and (verbose or one.severity is not Severity.INFO)
    ]
    pages = counted(data["pages"], "page")
    report = str(folder / REPORT_PAGE)
    rows = [
        (
            "Withheld" if data["withheld"] else "Edition",
            f"{data['publication']}, {data['date']}, {pages}",
        ),
        ("Stories", f"{placed}, {counted(lost, 'character')} lost" if lost else placed),
        ("Findings", tally(told_of) if told_of else "none to mind"),
        *([("Changed", changed_told(data["changes"]))] if data.get("changes") else []),
        *(("Signed", f"{s['name']}, {s['reason']}: {s['message']}") for s in data["signed"]),
        ("Time", f"{data['timings']['total']:.1f} s"),
        ("Report", report),
        *(("File", f"{folder / f['path']} ({file_size(f['bytes'])})") for f in data["files"]),
        *(("Site", line) for line in (published_lines(data["site"]) if data.get("site") else ())),
    ]
    for name, value in rows:
        console.print(f"{name:9} {printable(value)}", markup=False)
    lines = held_lines(data["stories"], verbose, report)
    lines += stopped_lines(data.get("stopped", ()))
    told_of = [one for one in told_of if one.rule != STOPPED]  # it has its line already
    if data["withheld"]:  # its errors are told at the end, with their keys
        told_of = [one for one in told_of if one.severity is not Severity.ERROR]
    lines += listed(told(told_of, verbose), verbose, report)
    for line in lines:
        console.print("  " + line, style="dim", markup=False)
    for stage, seconds in data["timings"].items() if verbose else ():
        console.print(f"  {stage}: {seconds:.2f} s", style="dim")
