"""`epaper serve-site`: a site with search and, where the paper has subscribers, a gate."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from epaper.errors import OutputError, UsageError
from epaper.model.finding import printable
from epaper.site.files import archive_of

KEPT = 75  # seconds that an idle connection stays: longer than proxies and readers keep theirs
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
@click.option("--quiet", is_flag=True, help="No line for each request.")
def serve_site_command(
    site: Path, database: Path | None, keys: Path | None, host: str, port: int, quiet: bool
) -> None:
    """Serve the folder that `epaper publish` wrote, until it is stopped: its files, search over all
    editions, and the gate of papers with subscribers (docs/access.md).

    \b
    epaper serve-site public
    epaper serve-site public --keys access.yaml --host 0.0.0.0 --port 443
    """
    try:
        import uvicorn

        from epaper.gate.access import OPEN, read_access, store_of
        from epaper.gate.app import application, gate_of
    except ImportError as error:
        raise UsageError(f"serve-site needs {error.name}; {EXTRA}") from error
    access = read_access(keys, site) if keys is not None else OPEN
    database = database or archive_of(site.resolve())
    store = store_of(keys) if keys is not None else None
    gate = gate_of(site, database, access, store=store, log=(lambda _: None) if quiet else _say)
    listening = _listening(host, port)
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


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        told = f"nothing can listen at {host}, port {port} ({error.strerror}); name another --port"
        raise OutputError(told) from error
    return found


def _say(told: str) -> None:
    click.echo(f"epaper: {told}", err=True)
