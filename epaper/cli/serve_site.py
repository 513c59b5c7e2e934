"""`epaper serve-site`: a site with search and, where the paper has subscribers, a gate."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from epaper.cli.stopping import Stopped
from epaper.errors import OutputError, UsageError
from epaper.model.finding import printable
from epaper.site.files import archive_of

KEPT = 75  # seconds that an idle connection stays: longer than proxies and readers keep theirs
WAITING = 2048  # connections that nobody has taken up yet
EXTRA = "pip install 'epaper[site]'"


@click.command("serve-site", short_help="Serve a published site, with search and a gate.")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The archive that is searched; SITE.db beside the site without it.",
)
@click.option(
    "--keys",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The access file, of mode 600; without it everybody may read everything.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="0 takes a free one.",
)
@click.option(
    "--proxies",
    type=click.IntRange(0, 8),
    help="Servers of yours in front, whose X-Forwarded-For names the reader; else none.",
)
@click.option(
    "--requests",
    type=click.IntRange(1, 100_000),
    help="Pages a second that one address may ask for; 100 without it.",
)
@click.option(
    "--burst",
    type=click.IntRange(1, 1_000_000),
    help="Pages that one address may ask for at once; 5000 without it.",
)
@click.option("--quiet", is_flag=True, help="No line for each request.")
def serve_site_command(
    site: Path,
    database: Path | None,
    keys: Path | None,
    host: str,
    port: int,
    quiet: bool,
    **limits: int | None,
) -> None:
    """Serve the folder that `epaper publish` wrote, until it is stopped: its files, search over all
    editions, and the gate of papers with subscribers (docs/access.md).

    \b
    epaper serve-site public
    epaper serve-site public --proxies 1
    epaper serve-site public --keys access.yaml --host 0.0.0.0 --port 443
    """
    try:
        import uvicorn

        from epaper.gate.access import OPEN, read_access, store_of
        from epaper.gate.app import application, gate_of
        from epaper.gate.folder import EDITIONS
    except ImportError as error:
        raise UsageError(f"serve-site needs {error.name}; {EXTRA}") from error
    if not (site / EDITIONS).is_file():
        told = f"{printable(str(site))} is no site: it has no {EDITIONS}"
        raise UsageError(f"{told}; epaper publish --date D --to SITE makes one")
    access = read_access(keys, site) if keys is not None else OPEN
    named: dict[str, Any] = {name: told for name, told in limits.items() if told is not None}
    access = replace(access, **named)
    database = database or archive_of(site.resolve())
    store = store_of(keys) if keys is not None else None
    gate = gate_of(site, database, access, store=store, log=(lambda _: None) if quiet else _say)
    listening = _listening(host, port)
    with contextlib.suppress(KeyboardInterrupt, Stopped):  # after the last answers
        place = f"http://{host}:{listening.getsockname()[1]}/"
        _say(f"{printable(str(site))} is served at {place}")
        if gate.archive is None:
            _say(f"without search: there is no {printable(str(database))}")
        settings = uvicorn.Config(
            application(gate),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=KEPT,
            proxy_headers=False,  # whose address is whose is the gate's own matter
        )
        uvicorn.Server(settings).run(sockets=[listening])
    _say("stopped")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(WAITING)  # before it is said: who reads that may ask at once
    except OSError as error:
        found.close()
        told = f"nothing can listen at {host}, port {port} ({error.strerror}); name another --port"
        raise OutputError(told) from error
    return found


def _say(told: str) -> None:
    click.echo(f"epaper: {told}", err=True)
