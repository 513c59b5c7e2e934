"""`epaper import`: agency and web stories become stories of a day."""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from epaper.addresses import masked
from epaper.cli.answer import Answer, answering, dumped
from epaper.cli.options import DAY_HELP, Clock, DayWord, clock_of
from epaper.cli.showing import show
from epaper.cli.stopping import Stopped
from epaper.errors import EpaperError, UsageError, WireError
from epaper.model.finding import Finding, Severity, on_one_line, printable
from epaper.model.told import told
from epaper.sources.calendar import read_calendar
from epaper.sources.wire.common import moment
from epaper.sources.wire.gather import Found, gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.kinds import MOST_BYTES
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.watch import DONE, FAILED, watch
from epaper.units import counted

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {
    Result.NEW: "green",
    Result.UPDATED: "cyan",
    Result.SAME: "dim",
    Result.HELD: "yellow",
    Result.KILLED: "red",
    Result.REFUSED: "red",
    Result.FAILED: "red",
}


@click.command("import", short_help="Turn agency and web stories into stories of a day.")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--date", "day", type=DayWord(), required=True, help=DAY_HELP)
@click.option(
    "--editions",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("editions"),
    show_default=True,
    is_eager=True,  # the calendar in it says what --date means
    help="The folder of the days.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Where builds are, to warn of stories that already stand on a page.",
)
@click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A further folder with picture files; `pictures` beside the source is always looked into.",
)
@click.option("--recursive", is_flag=True, help="Folders inside folders as well.")
@click.option("--encoding", default="", help="Of sources that do not say theirs.")
@click.option(
    "--fetch",
    "web",
    is_flag=True,
    help="Allow web addresses as sources (public ones; 30 s and 32 MB at most).",
)
@click.option(
    "--watch",
    "watched",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Follow a drop folder until stopped.",
)
@click.option(
    "--pause",
    type=click.FloatRange(0.05, 3600),
    default=1.0,
    show_default=True,
    help="Seconds between two looks at a watched folder.",
)
@click.option(
    "--at",
    "now",
    default="",
    help="The time that embargoes are held against, ISO 8601; now if not given.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON document (docs/json.md); with --watch, one line an item.",
)
@click.option("--quiet", "-q", is_flag=True, help="Only what was held or refused, and findings.")
@click.option("--verbose", "-v", is_flag=True, help="All items and all findings.")
@click.pass_context
def import_command(
    context: click.Context,
    sources: tuple[str, ...],
    day: str,
    editions: Path,
    out: Path,
    pictures: tuple[Path, ...],
    recursive: bool,
    encoding: str,
    web: bool,
    watched: Path | None,
    pause: float,
    now: str,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Turn wire items, feeds, saved pages and pasted text into stories and pictures of a day.

    SOURCE is a file, a folder, an archive, - for standard input, or with --fetch a web address.
    Reads ninjs, NewsML-G2, NewsML 1.2, NITF, RSS, Atom, JSON Feed, WordPress exports, HTML pages
    and web archives, Word, OpenDocument and RTF files, mails, IPTC 7901, ANPA and plain text.
    The desk's rules stand in wire.yaml beside the days or in the day.

    \b
    epaper import agency/ --date today
    epaper import --watch /srv/wire/drop --date today
    """
    clock = clock_of(context)

    def date() -> datetime.date:
        return read_calendar(editions).date_of(day, clock.now())

    with answering("import", as_json, date(), watched is not None) as answer, _what_holds():
        if bool(sources) == bool(watched):
            few, many = "give sources, or a folder to --watch", "give either sources or --watch"
            raise UsageError(many if sources else few)
        _check_encoding(encoding)
        beside = [Path(source).absolute().parent / "pictures" for source in sources]
        folders = (*pictures, *dict.fromkeys(place for place in beside if os.path.isdir(place)))

        def settings() -> Settings:
            return Settings(
                editions, date(), _now(now, clock), out, pictures=folders, encoding=encoding
            )

        if watched:
            if not quiet:
                where = f"what comes in goes to {DONE}/, the rest to {FAILED}/ with its reason"
                click.echo(printable(f"watching {watched}: {where}; Ctrl-C ends it"), err=True)
            _follow(watch(watched, settings, pause), as_json)
            return
        outcomes = import_found(settings(), _found(sources, recursive, web))
        _refuse_failed(_answered(outcomes, answer) if as_json else _show(outcomes, quiet, verbose))


@contextlib.contextmanager
def _what_holds() -> Iterator[None]:
    try:
        yield
    except (Stopped, KeyboardInterrupt) as stop:
        stop.add_note("what was told is in the day, the rest comes with the next import")
        raise


def _refuse_failed(counts: Counter[Result]) -> None:
    """WireError for items that could not be taken in; all others were, by then."""
    out = counts[Result.FAILED] + counts[Result.REFUSED]
    if not out:
        return
    items = counted(out, "item was", "items were")
    others = "nothing else came" if out == counts.total() else "all others went on"
    remedy = "the reason stands beside each; mend it, enter it by hand, or ask for it again"
    raise WireError(f"{items} not taken in, {others}; {remedy}")


def _check_encoding(name: str) -> None:
    try:
        with contextlib.suppress(UnicodeError):
            b" ".decode(name or "utf-8")
    except LookupError:
        raise UsageError(f"--encoding {name} is not known; utf-8 or windows-1252") from None


def _now(text: str, clock: Clock) -> datetime.datetime:
    found = moment(text) if text else clock.now().astimezone(datetime.UTC)
    if found is None:
        raise UsageError(f"--at {text} is no time; write it as 2026-11-23T22:00+00:00")
    return found


def _found(sources: tuple[str, ...], recursive: bool, web: bool) -> Iterator[Found]:
    for source in sources:
        if source == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
            yield Found(
                "standard input",
                raw=raw,
                reason="" if len(raw) <= MOST_BYTES else "is larger than 64 MB",
            )
        elif ":" in source and not os.path.exists(source):
            yield from _from_address(source, recursive, web)
        else:
            yield from gather([Path(source)], recursive)


def _from_address(source: str, recursive: bool, web: bool) -> Iterator[Found]:
    from epaper.sources.wire.fetch import fetch, is_address  # slow to load, as all of the net

    if not is_address(source):
        yield from gather([Path(source)], recursive)
        return
    name = on_one_line(masked(source))
    if not web and source.lower().lstrip().startswith(("http:", "https:")):
        raise UsageError(f"{name} is a web address; add --fetch to fetch it")
    yield Found(name, raw=fetch(source))


def _follow(outcomes: Iterable[Outcome], as_json: bool) -> None:
    from rich.console import Console  # slow to load, and none of it in JSON
    from rich.markup import escape

    console = Console()
    for outcome in outcomes:
        if as_json:
            click.echo(dumped(outcome.as_json()))
        else:
            colour = _COLOURS[outcome.result]
            console.print(
                f"[{colour}]{outcome.result.value:8}[/] ",
                _short(outcome),
                escape(on_one_line(outcome.reason)),
                markup=True,
                highlight=False,
            )
            show([f for f in findings_of(outcome) if f.severity is Severity.ERROR])


def _short(outcome: Outcome) -> str:
    from rich.markup import escape

    return escape(on_one_line(f"{outcome.section:10} {outcome.name[:70]}"))


def findings_of(outcome: Outcome) -> list[Finding]:
    """An item's, which name the item where they name no place."""
    named = outcome.file or outcome.slug or outcome.name[:40]
    return [f if f.file or f.story else replace(f, file=named) for f in outcome.findings]


def _answered(outcomes: Iterable[Outcome], answer: Answer) -> Counter[Result]:
    """JSON is written item by item, so a large day costs no memory."""
    counts: Counter[Result] = Counter()
    answer.rows("items")
    for outcome in outcomes:
        answer.row(outcome.as_json(), first=not counts)
        answer.findings += findings_of(outcome)
        counts[outcome.result] += 1
    answer.own["counts"] = {result.value: counts[result] for result in Result}
    return counts


def _show(outcomes: Iterable[Outcome], quiet: bool, verbose: bool) -> Counter[Result]:
    """Print what came in as it comes, the sums, and what was found, a line a kind; with `verbose`
    each under its item."""
    from rich.console import Console

    counts: Counter[Result] = Counter()
    findings: list[Finding] = []
    console = Console(soft_wrap=True, highlight=False)
    try:
        for outcome in outcomes:
            counts[outcome.result] += 1
            if (
                verbose
                or outcome.result in (Result.HELD, Result.REFUSED, Result.KILLED, Result.FAILED)
                or (not quiet and outcome.result is not Result.SAME)
            ):
                _line(console, outcome)
            found = findings_of(outcome)
            findings += found
            for line in told(found, whole=True) if verbose else ():
                click.echo(f"{'':10}{line}")
    except (EpaperError, Stopped, KeyboardInterrupt):
        if not verbose:
            show([finding for finding in findings if finding.severity > Severity.INFO])
        raise
    sums = [f"{counts[result]:,} {result.value}" for result in Result if counts[result]]
    items = f"{counted(counts.total(), 'item')}: {', '.join(sums)}"
    click.echo(items if sums else "nothing came in")
    if not verbose:
        show([finding for finding in findings if finding.severity > Severity.INFO])
    return counts


def _line(console: Console, outcome: Outcome) -> None:
    from rich.markup import escape

    where = f"{outcome.section} {outcome.urgency or ''}".strip()
    reason = f": {outcome.reason}" if outcome.reason else ""
    names = dict.fromkeys(filter(None, (outcome.slug or outcome.file, outcome.name[:80])))
    text = f"{where:12} {'  '.join(names)}{reason}"
    console.print(
        f"[{_COLOURS[outcome.result]}]{outcome.result.value:9}[/] {escape(on_one_line(text))}"
    )
