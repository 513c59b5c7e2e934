"""What a delivery is told by the command line and the shop's settings: where to, in what manner."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from epaper.deliver.address import Address, read_target
from epaper.deliver.handover import Voice, hand_over, package_files
from epaper.deliver.target import HotFolder
from epaper.errors import UsageError
from epaper.model.press import PressSettings
from epaper.sinks.press.manifest import read_manifest
from epaper.sources.press import TEMPORARY_NAMES, find_press, press_file, temporary_pattern


@dataclass(frozen=True, slots=True)
class Errand:
    """`temporary_name`, `insecure`: over the shop's settings.  `shop`: a name or file, else the
    package's, looked for in the folders `shops`.  `ca`: certificates that TLS trusts."""

    target: str
    temporary_name: str = ""
    shop: str = ""
    shops: tuple[Path, ...] = ()
    known_hosts: Path | None = None
    ca: Path | None = None
    insecure: bool = False


def deliver(folder: Path, errand: Errand, voice: Voice) -> None:
    """Hand the package over.  UsageError before any connection for an address, an option or a way
    that cannot be; DeliveryError when it could not be handed over."""
    place = read_target(errand.target)
    settings = _settings(folder, errand)
    temporary = _temporary(settings, errand)
    _refuse_idle_options(place, errand)
    package_files(folder)  # nobody is called for a package that is not whole
    if isinstance(place, Path):
        hand_over(folder, HotFolder(place), voice, temporary)
        return
    if place.scheme == "sftp":
        from epaper.deliver.sftp import connect as by_sftp

        with by_sftp(place, errand.known_hosts) as remote:
            hand_over(folder, remote, voice, temporary)
        return
    _refuse_in_the_clear(place, settings, errand, voice)
    from epaper.deliver.ftp import connect as by_ftp

    with by_ftp(place, ca=errand.ca) as server:
        hand_over(folder, server, voice, temporary)


def _refuse_idle_options(place: Address | Path, errand: Errand) -> None:
    """What would be taken for a check that is not made."""
    scheme = place.scheme if isinstance(place, Address) else ""
    if errand.ca is not None and scheme != "ftps":
        raise UsageError("--ca is for FTP with TLS; leave it out or send to ftps://")
    if errand.known_hosts is not None and scheme != "sftp":
        raise UsageError("--known-hosts is for SFTP; leave it out or send to sftp://")


def _settings(folder: Path, errand: Errand) -> PressSettings:
    name = errand.shop or str(read_manifest(folder).get("shop", ""))
    if errand.shop or (name and press_file(name, *errand.shops)):
        return find_press(name, *errand.shops)
    return PressSettings()  # of a package that came from elsewhere


def _temporary(settings: PressSettings, errand: Errand) -> str:
    if not errand.temporary_name:
        return settings.temporary_name
    pattern = temporary_pattern(errand.temporary_name)
    if pattern is None:
        raise UsageError(
            f"--temporary-name {errand.temporary_name} cannot be used; {TEMPORARY_NAMES}"
        )
    return pattern


def _refuse_in_the_clear(
    address: Address, settings: PressSettings, errand: Errand, voice: Voice
) -> None:
    if address.scheme != "ftp":
        return
    if not (errand.insecure or settings.plain_ftp):
        raise UsageError(
            f"plain FTP sends password and pages in the clear: ask the shop for SFTP or ftps://, "
            f"or send to {address.place} all the same with --insecure (plain_ftp: yes in the "
            "shop's settings)"
        )
    voice.warn(
        f"INSECURE: plain FTP to {address.place}, anyone on the way can read the password and "
        "change the pages; ask the print shop for SFTP or FTP with TLS"
    )
