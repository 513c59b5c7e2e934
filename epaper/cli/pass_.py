"""`epaper pass`: links for subscribers."""

from __future__ import annotations

import time
from pathlib import Path

import click

from epaper.errors import UsageError
from epaper.gate.access import new_access, read_access, store_of
from epaper.gate.passes import Passes
from epaper.gate.places import is_edition, is_local
from epaper.gate.tokens import EVERYTHING
from epaper.model.finding import printable
from epaper.units import counted


@click.command("pass", short_help="Make a subscriber's link to the e-paper.")
@click.option(
    "--keys",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The access file that serve-site reads.",
)
@click.option("--sub", default="", help="The subscriber, by a name that says nothing to others.")
@click.option(
    "--edition",
    "editions",
    multiple=True,
    help="What it opens, 2026-11-23; may be given again. All editions without it.",
)
@click.option(
    "--days", type=click.FloatRange(0, 400), help="In which it has to be used; else link_days."
)
@click.option("--to", "address", default="/", show_default=True, help="A path of the site.")
@click.option(
    "--forget", is_flag=True, help="Sign all devices of --sub out instead; a running server obeys."
)
@click.option(
    "--new-keys",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Make an access file with a new key; nothing else is done.",
)
def pass_command(
    keys: Path | None,
    sub: str,
    editions: tuple[str, ...],
    days: float | None,
    address: str,
    forget: bool,
    new_keys: Path | None,
) -> None:
    """Make a link that opens the e-paper once, and signs the device in that opens it.

    \b
    epaper pass --new-keys access.yaml
    epaper pass --keys access.yaml --sub 4711 --to /2026-11-23/
    epaper pass --keys access.yaml --sub 4711 --forget
    """
    if new_keys is not None:
        new_access(new_keys)
        click.echo(printable(f"{new_keys} is the paper's secret; keep it out of the site"))
        return
    if keys is None or not sub:
        raise UsageError("a link needs --keys FILE and --sub NAME; --new-keys FILE makes keys")
    if forget:
        _forget(keys, sub)
        return
    _check(editions, address)
    passes = Passes(read_access(keys))
    token = passes.link(sub, editions or (EVERYTHING,), time.time(), days)
    path, *place = address.split("#", 1)
    click.echo("#".join((f"{path}{'&' if '?' in path else '?'}pass={token}", *place)))


def _check(editions: tuple[str, ...], address: str) -> None:
    """UsageError for what no site has: the link would be sent out and open nothing."""
    for edition in editions:
        if not is_edition(edition):
            remedy = "it is a date, 2026-11-23, or a folder of the site, 2026-11-23-ZONE"
            raise UsageError(f"--edition {edition} is no edition; {remedy}")
    if not is_local(address):
        remedy = "it is a path of the site, such as /2026-11-23/"
        raise UsageError(f"--to {address} leads out of the site; {remedy}")


def _forget(keys: Path, sub: str) -> None:
    passes = Passes(read_access(keys), store_of(keys))
    count = passes.forget(sub, time.time())
    passes.close()
    click.echo(f"{counted(count, 'device')} signed out")
