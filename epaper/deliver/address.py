"""Where files go: an address, read strictly, or a folder.  What is neither is refused, and no
message repeats a password.
"""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from epaper.addresses import masked
from epaper.errors import UsageError

PORTS = {"sftp": 22, "ftps": 21, "ftp": 21}
IMPLICIT = 990  # the port on which TLS begins before the first word (IANA: ftps)
KNOWN = "sftp://user@host/folder, ftps://user@host/folder, ftp://user@host/folder or a folder"

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/.*)?", re.DOTALL)
_LIKE_ONE = re.compile(  # a path with a drive is none
    r"(?![A-Za-z]:[\\/])(?:[A-Za-z][A-Za-z0-9+.-]+(?::|//)|[^./~][^/]*@|[^./~].*://)"
)
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Address:
    """`folder`: of SFTP from the root, of FTP from where the server puts the user (RFC 1738, 3.2.2:
    a leading %2F means the root); without one, where the server puts the user."""

    scheme: str  # "sftp", "ftps" or "ftp"
    user: str
    host: str
    port: int
    folder: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}://{self.user}@{self.host}:{self.port} {self.folder or '.'}"

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """UsageError, without a password, when anything in it is not as it should be."""
        found = _ADDRESS.fullmatch(text.strip())
        if found is None:
            raise _no_address(text, f"known are {KNOWN}")
        scheme, authority, path = found[1].lower(), found[2], found[3] or ""
        if scheme not in PORTS:
            raise _no_address(text, f"files are not sent by {scheme}; known are {KNOWN}")
        user, at, host = authority.rpartition("@")
        user = _decoded(text, user)
        if ":" in user or (not at and "@" in path and ":" in authority):
            raise UsageError(
                f"{_shown(text)} holds a password, which others could read in the list of "
                f"processes; leave it out and put it in EPAPER_{scheme[:4].rstrip('s').upper()}"
                "_PASSWORD or the system keyring, or type it when asked"
            )
        if not user:
            raise _no_address(text, f"it names no user; write {scheme}://user@host/folder")
        host, port = _host_and_port(text, host, PORTS[scheme])
        if re.search(r"[?#\\\s]", authority + path):
            raise _no_address(text, "write %3F for ?, %23 for #, %20 for a space, / for \\")
        return cls(scheme, user, host, port, folder=_folder(text, scheme, path))


def read_target(text: str) -> Address | Path:
    """An address, or the path of a hot folder.  UsageError for what only looks like either."""
    plain = text.strip()
    if not plain:
        raise UsageError(f"the target is empty; write {KNOWN}")
    if _ADDRESS.match(plain) and plain[1:2] != ":":
        return Address.parse(plain)
    if plain.startswith(("//", "\\\\")) and os.name != "nt":
        raise UsageError(
            f"{_shown(text)} is a share of the network; mount it and name the folder where it is "
            "mounted"
        )
    if _LIKE_ONE.match(plain):
        raise UsageError(
            f"{_shown(text)} looks like an address and is none; write {KNOWN}. For a folder of "
            "this name write ./ before it"
        )
    if "\0" in text:
        raise UsageError("a folder's name holds no zero character; look at the target")
    return Path(text)


def _host_and_port(text: str, host: str, usual: int) -> tuple[str, int]:
    name, colon, port = host.rpartition(":")
    if host.endswith("]") or not colon:
        name, port = host, ""
    if colon and not host.endswith("]") and not port:
        raise _no_address(text, "there is a colon and no port; write host:22 or host")
    if port and not (re.fullmatch(r"[0-9]{1,5}", port) and 1 <= int(port) <= 65535):
        raise _no_address(text, "its port is no number from 1 to 65535")
    if name.startswith("[") and name.endswith("]"):
        try:
            name = str(ipaddress.IPv6Address(name[1:-1]))
        except ValueError:
            raise _no_address(text, "its host is no IPv6 address") from None
    else:
        try:
            name = name if name.isascii() else name.encode("idna").decode("ascii")
        except UnicodeError:
            name = ""
        if not _HOST.fullmatch(name) or len(name) > 253:
            raise _no_address(text, "it names no host; write sftp://user@press.example/folder")
    return name.lower(), int(port) if port else usual


def _folder(text: str, scheme: str, path: str) -> str:
    """SFTP: /in is from the root, /~/in from the user's folder.  FTP: /in is from the user's."""
    folder = _decoded(text, path)
    if scheme != "sftp":
        folder = folder.removeprefix("/")
    elif folder == "/~" or folder.startswith("/~/"):
        folder = folder[3:]
    return folder.rstrip("/") or ("/" if folder else "")


def _decoded(text: str, part: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", part):
        raise _no_address(text, "a % stands alone; write %25 for it")
    try:
        plain = unquote(part, errors="strict")
    except UnicodeDecodeError:
        raise _no_address(text, "its % signs are no UTF-8") from None
    if _CONTROL.search(plain):
        raise _no_address(text, "it holds control characters")
    return plain


def _no_address(text: str, remedy: str) -> UsageError:
    return UsageError(f"{_shown(text)} is no address that files can be sent to: {remedy}")


def _shown(text: str) -> str:
    return _CONTROL.sub("?", masked(text))
