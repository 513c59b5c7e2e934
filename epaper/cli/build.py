"""`epaper build`."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from epaper.build import Request, build
from epaper.cli.options import Day


@click.command("build")
@click.option("--date", "date", type=Day(), required=True, help="The day, 2026-11-23 or today.")
@click.option("--editions", type=click.Path(path_type=Path), default=Path("editions"), show_default=True,
              help="Folder of the days.")  # fmt: skip
@click.option("--layout", default="", help="broadsheet, berliner, tabloid, a layout of your own by name, or a file.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Where to write.")
@click.option("--jobs", type=click.IntRange(1, 64), default=min(os.cpu_count() or 1, 8), show_default="cores",
              help="Processor cores to use; the result is the same with any.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON and nothing else.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing unless something is wrong.")
@click.option("--verbose", "-v", is_flag=True, help="Every finding and timing; a traceback when something breaks.")
def build_command(
    date: datetime.date, editions: Path, layout: str, out: Path, jobs: int, as_json: bool, quiet: bool, verbose: bool
) -> None:
    """Build the day's edition: dist/DATE/<publication>-DATE.pdf, report.json and report.html.

    \b
    epaper build --date 2026-11-23
    epaper build --date today --layout tabloid --out /srv/out
    """
    request = Request(date, editions, layout, out, jobs)
    console = Console(stderr=True, quiet=quiet or as_json)
    if console.is_terminal and not console.quiet:
        with console.status("reading the day") as status:
            data = build(request, lambda stage, done, of: status.update(f"{stage} {done} of {of}" if of > 1 else stage))
    else:
        data = build(request)
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    elif not quiet:
        summary(data, out / date.isoformat(), console, verbose)


def summary(data: dict[str, Any], folder: Path, console: Console, verbose: bool) -> None:
    """The short table at the end of a build."""
    held = [s for s in data["stories"] if s["status"] == "held"]
    to_mind = [f for f in data["findings"] if f["severity"] != "info"]
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row("Edition", f"{data['publication']}, {data['date']}, {data['pages']} pages")
    table.add_row("Stories", f"{len(data['stories']) - len(held)} placed, {len(held)} held, "
                             f"{data['ledger']['lost']} characters lost")  # fmt: skip
    table.add_row("Findings", f"{len(to_mind)} to mind" if to_mind else "none")
    for file in data["files"]:
        table.add_row("File", f"{folder / file['path']} ({file['bytes'] / 1e6:.1f} MB)")
    table.add_row("Report", str(folder / "report.html"))
    table.add_row("Time", f"{data['timings']['total']:.1f} s")
    console.print(table)
    for finding in data["findings"] if verbose else to_mind[:12]:
        console.print(f"  {finding['severity']}: {finding['message']}", style="dim", markup=False)
    if len(to_mind) > 12 and not verbose:
        console.print(f"  and {len(to_mind) - 12} more in the report", style="dim")
    if verbose:
        for stage, seconds in data["timings"].items():
            console.print(f"  {stage}: {seconds:.2f} s", style="dim")
