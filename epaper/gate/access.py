"""The access file: keys and what they open.  It is for the server's eyes alone, so nobody else may
read it, and it never lies in the site."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from epaper.errors import DesignError, OutputError, UsageError
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes
from epaper.settings.reader import read_fields

LEAST_KEY = 32  # bytes
_HEX = re.compile("(?:[0-9a-fA-F]{2}){32,64}")
DAYS = (1, 400)
REQUESTS, BURST, PROXIES = (1, 100_000), (1, 1_000_000), (0, 8)  # bounds of settings
_FILE = """\
# Who may read the e-paper.  Keep this file secret (mode 600) and out of the site's folder.
# The last key signs; passes signed with the others are still taken, until the key is deleted.
keys:
  {name}: {key}
first_page: free        # or subscribers
shared: free            # articles that a subscriber shares; or subscribers
link_days: 3            # within which a link that was sent has to be used, once
cookie_days: 31         # for which a device stays signed in
devices: 3              # of one subscriber at a time
"""


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider that knows the subscribers; `claim`: where it names the editions
    of one, empty where whoever signs in may read everything."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """`keys`: by id, the last of them signs.  `free_page`, `free_shares`: page 1 of every edition,
    and shared articles, need no pass.  `addresses`: from which one device is seen within an hour.
    `requests`, `burst`: pages a second, and at once, of one address, behind which an office or the
    customers of a telephone company may read; a reader's browser fetches an edition whole, some 100
    pages of it.  `proxies`: servers in front of this one that name the address of the reader.
    `https`: cookies are for that alone."""

    keys: Mapping[str, bytes]
    free_page: bool = True
    free_shares: bool = True
    link_days: int = 3
    cookie_days: int = 31
    devices: int = 3
    addresses: int = 8
    requests: int = 100
    burst: int = 5000
    proxies: int = 0
    https: bool = True
    provider: Provider | None = None

    @property
    def signer(self) -> tuple[str, bytes]:
        name = list(self.keys)[-1]
        return name, self.keys[name]


OPEN = Access({})  # a paper without subscribers


def read_access(path: Path, site: Path | None = None) -> Access:
    """The settings of an access file.  UsageError where others may read it or it lies in the site,
    DesignError with every mistake in it."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        remedy = "epaper pass --new-keys FILE makes one"
        raise UsageError(f"{path} cannot be read ({error.strerror}); {remedy}") from error
    if stat.S_IMODE(mode) & 0o077 and os.name == "posix":
        raise UsageError(f"{path} holds keys and others may read it; chmod 600 {path}")
    if site is not None and path.resolve().is_relative_to(site.resolve()):
        raise UsageError(f"{path} holds keys and lies in the site; move it out of {site}")
    notes = Notes(path.name)
    file = read_fields(path, notes)
    access = _read(file) if file is not None else OPEN
    notes.stop(DesignError)
    return access


def store_of(keys: Path) -> Path:
    """Where used passes and devices are kept: beside the access file, under a name that is no
    site's archive."""
    return keys.with_suffix(".passes.db")


def new_access(path: Path) -> None:
    """Make an access file with one key.  UsageError where it is there already."""
    key = secrets.token_hex(LEAST_KEY)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(_FILE.format(name="k1", key=key))
    except FileExistsError as error:
        told = f"{path} is there already; name another file, keys are never replaced"
        raise UsageError(told) from error
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror})") from error


def _read(file: Fields) -> Access:
    usual = OPEN
    access = Access(
        keys=_keys(file),
        free_page=_free(file, "first_page"),
        free_shares=_free(file, "shared"),
        link_days=file.whole("link_days", usual.link_days, *DAYS),
        cookie_days=file.whole("cookie_days", usual.cookie_days, *DAYS),
        devices=file.whole("devices", usual.devices, 1, 1000),
        addresses=file.whole("addresses", usual.addresses, 1, 1000),
        requests=file.whole("requests", usual.requests, *REQUESTS),
        burst=file.whole("burst", usual.burst, *BURST),
        proxies=file.whole("proxies", usual.proxies, *PROXIES),
        https=file.flag("https", usual.https),
        provider=_provider(file),
    )
    file.finish()
    return access


def _free(file: Fields, name: str) -> bool:
    return file.choice(name, ("free", "subscribers"), "free") == "free"


def _keys(file: Fields) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name, text in file.texts_by_name("keys").items():
        if not _HEX.fullmatch(text) or not (name.isascii() and name.isalnum()):
            remedy = f"{2 * LEAST_KEY} hexadecimal digits are needed, under a name of letters"
            file.wrong(f"keys.{name}", "this is no key", remedy)
        else:
            found[name] = bytes.fromhex(text)
    if not found:
        file.wrong("keys", "there are no keys", "epaper pass --new-keys FILE makes a file with one")
    return found


def _provider(file: Fields) -> Provider | None:
    part = file.inner("openid")
    if part is None:
        return None
    part.need("issuer", "client_id", "client_secret")
    provider = Provider(
        issuer=part.word("issuer").rstrip("/"),
        client_id=part.word("client_id"),
        client_secret=part.word("client_secret"),
        claim=part.word("claim"),
    )
    part.finish()
    return provider
