"""`epaper deliver`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("deliver")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("target")
@click.option(
    "--known-hosts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of host keys; without it, your own known_hosts.",
)
def deliver_command(folder: Path, target: str, known_hosts: Path | None) -> None:
    """Send press files to sftp://user@host/folder or to a hot folder; run again after a cut, it
    goes on from there.

    Password or key come from EPAPER_SFTP_PASSWORD, EPAPER_SFTP_KEY (a file) or the system keyring.

    \b
    epaper deliver dist/2026-11-23/press/berliner-europe sftp://paper@press.example/in
    epaper deliver dist/2026-11-23/press/berliner-europe /mnt/hotfolder
    """
    from epaper.deliver.send import HotFolder, note_delivered, package_files, send
    from epaper.deliver.sftp import Address, connect

    files = package_files(folder)
    if target.startswith("sftp://"):
        with connect(Address.parse(target), known_hosts) as remote:
            send(files, remote, click.echo)
    else:
        send(files, HotFolder(Path(target)), click.echo)
    note_delivered(folder)
