"""`epaper press`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from epaper.cli.answer import answering
from epaper.cli.completing import pages, shops
from epaper.cli.options import (
    FILE,
    date_option,
    issue_options,
    layout_option,
    signoff_options,
    signoffs,
)
from epaper.cli.progress import screen, watched
from epaper.cli.showing import show
from epaper.errors import UsageError
from epaper.make.request import Request
from epaper.model.finding import Finding, Severity, printable
from epaper.model.signoff import unknown_key
from epaper.press import Package, Pressed, press
from epaper.units import counted, page_list

_PAGES = re.compile(r"\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)*")


@click.command("press", short_help="Print the built issue for a print shop.")
@date_option
@click.option(
    "--shop",
    default="",
    shell_complete=shops,
    help="Press settings, names or files joined by commas; without it, the publication's.",
)
@click.option(
    "--pages",
    default="",
    shell_complete=pages,
    help="Only these pages, 1,8 or 1-4; the others stay as they are.",
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
@layout_option
@issue_options
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
    as_json: bool,
    verbose: bool,
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
    with answering("press", as_json, date) as answer:
        by = signoffs(anyway, only)
        request = Request(date, editions, layout, out, jobs=jobs, signoffs=by)
        with watched(screen(as_json)) as run:
            pressed = press(
                replace(request, waiting=run.waiting),
                shop,
                _numbers(pages),
                again,
                signoffs=by,
                key=key,
                progress=run.told,
            )
        found = pressed_findings(pressed)
        answer.findings += [*found, *(one for p in pressed.packages for one in _waiting(p))]
        answer.own |= {
            "packages": [_package(package) for package in pressed.packages],
            "changed": list(map(str, pressed.changed)),
            "unknown": list(pressed.unknown),
        }
        if not as_json:
            for package in pressed.packages:
                for line in _lines(package):
                    click.echo(line)
            show(found, verbose, err=True)
        pressed.refuse_waiting()


def pressed_findings(pressed: Pressed) -> list[Finding]:
    """What a person is to look at beside the pages that wait."""
    remedy = "not printed: the plates are of the issue that subscribers have; --again builds anew"
    changed = [
        Finding(Severity.WARNING, "press.changed", str(change), remedy)
        for change in pressed.changed
    ]
    return [*changed, *map(unknown_key, pressed.unknown)]


def _package(package: Package) -> dict[str, Any]:
    """What the answer says of a package: the manifest's words."""
    manifest = package.manifest
    facts = {name: manifest[name] for name in ("shop", "waiting", "signed", "remake")}
    files = [entry["name"] for entry in manifest["files"]]
    return {"folder": str(package.folder), **facts, "files": files}


def _waiting(package: Package) -> Iterator[dict[str, Any]]:
    """Findings that make pages wait, with the keys that sign for them."""
    shop = package.manifest["shop"]
    for entry in package.manifest["waiting"]:
        for one in entry["findings"]:
            facts = {name: one[name] for name in ("key", "rule", "remedy", "page") if one[name]}
            yield {"severity": "error", "message": one["found"], **facts, "shop": shop}


def _lines(package: Package) -> Iterator[str]:
    from epaper.sinks.press.manifest import pages_text

    manifest = package.manifest
    count = counted(len(manifest["files"]), "file") if manifest["files"] else "no file"
    pages = [page for file in manifest["files"] for page in file["pages"]]
    told = f": page{'s' if len(pages) > 1 else ''} {page_list(pages)}" if pages else ""
    yield printable(f"{count} for the press in {package.folder}{told}")
    for one in manifest["signed"]:
        told = f"  {pages_text(one['pages'])}, {one['key']}: {one['name']} signed, {one['reason']}"
        yield printable(told)
    alike: dict[tuple[int, str, str], list[int]] = {}
    for plates in manifest["remake"]:
        change, keep = (", ".join(plates[name]) for name in ("change", "keep"))
        alike.setdefault((plates["version"], change, keep), []).append(plates["page"])
    for (version, change, keep), numbers in alike.items():
        where = f"page{'s' if len(numbers) > 1 else ''} {page_list(numbers)}, version {version}"
        yield printable(f"  {where}: make {change}; keep {keep or 'none'}")


def _new_key(context: click.Context, file: Path | None) -> None:
    if file is None:
        return
    from epaper.sinks.press.seal import new_key

    public = new_key(file)
    click.echo(printable(f"{file} is the paper's secret; give {public} to the print shop"))
    context.exit()


def _numbers(text: str) -> tuple[int, ...]:
    """The pages of a list such as 1,8 or 1-4; none, which stands for all, for no list alone."""
    if not text:
        return ()
    spans: list[list[int]] = []
    if _PAGES.fullmatch(text):
        spans = [[int(n) for n in part.split("-")] for part in text.split(",")]
    if not spans or any(span[0] > span[-1] for span in spans):
        raise UsageError(f"--pages {text} is no list of pages; write it as 1,8 or 1-4")
    return tuple(n for span in spans for n in range(span[0], span[-1] + 1))
