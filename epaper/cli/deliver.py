"""`epaper deliver`."""

from __future__ import annotations

from pathlib import Path

import click

from epaper.addresses import masked
from epaper.cli.answer import answering
from epaper.cli.completing import shops
from epaper.cli.options import FILE, editions_option, json_option
from epaper.cli.showing import show
from epaper.model.finding import Finding, Severity, printable


@click.command("deliver", short_help="Send a press package to the print shop.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("target")
@click.option(
    "--known-hosts", type=FILE, help="SFTP: file of host keys; without it, your own known_hosts."
)
@click.option(
    "--ca",
    type=FILE,
    help="FTP with TLS: the shop's own certificate (PEM), the only one then trusted.",
)
@click.option(
    "--insecure", is_flag=True, help="Let plain FTP send password and pages in the clear."
)
@click.option(
    "--temporary-name",
    default="",
    metavar="PATTERN",
    help="Of files while they are sent: suffix, prefix, none or such as part-{name}; without it, "
    "as the shop's settings say.",
)
@click.option(
    "--shop",
    shell_complete=shops,
    default="",
    help="Press settings, a name or file; else the package's.",
)
@editions_option
@json_option
def deliver_command(
    folder: Path,
    target: str,
    known_hosts: Path | None,
    ca: Path | None,
    insecure: bool,
    temporary_name: str,
    shop: str,
    editions: Path,
    as_json: bool,
) -> None:
    """Send press files by SFTP, FTP with TLS or plain FTP, or to a hot folder; run again after a
    cut, it goes on from there.

    Password or key come from EPAPER_SFTP_PASSWORD, EPAPER_SFTP_KEY (a file), EPAPER_FTP_PASSWORD,
    the system keyring, or are asked for. ftps:// is TLS at port 21, and from the first byte at port
    990. Old versions are taken away at the target; SHA256SUMS comes last.

    \b
    epaper deliver dist/2026-11-23/press/berliner-europe sftp://paper@press.example/in
    epaper deliver dist/2026-11-23/press/berliner-europe ftps://paper@press.example:990/in
    epaper deliver dist/2026-11-23/press/berliner-europe /mnt/hotfolder
    """
    from epaper.deliver.errand import Errand, deliver
    from epaper.deliver.handover import Voice
    from epaper.paths import shop_folders

    with answering("deliver", as_json) as answer:
        said: list[str] = []
        answer.own |= {"folder": str(folder), "target": masked(target), "said": said}

        def say(message: str) -> None:
            said.append(message)
            if not as_json:
                click.echo(printable(message))

        def warn(message: str) -> None:
            finding = Finding(Severity.WARNING, "deliver.told", message)
            answer.findings.append(finding)
            if not as_json:
                show([finding], err=True)

        errand = Errand(
            target,
            temporary_name=temporary_name,
            shop=shop,
            shops=shop_folders(editions),
            known_hosts=known_hosts,
            ca=ca,
            insecure=insecure,
        )
        deliver(folder, errand, Voice(say, warn))
