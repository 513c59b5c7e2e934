"""A source from the web, only when asked for: http and https, public addresses, bounded in time and
size.

The name is looked up here and the connection made to the very address that was checked, so that a
second answer of the name server cannot lead elsewhere; every redirection is checked anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from epaper.addresses import masked
from epaper.errors import EpaperError, UsageError, WireError
from epaper.model.finding import on_one_line

MOST_BYTES = 32_000_000
MOST_SECONDS = 30.0
_MOST_STEPS = 5
_ADDRESS = re.compile(
    r"\s*[A-Za-z][A-Za-z0-9+.-]{1,20}:[/\\]|\s*(?:https?|file|mailto|data):", re.I
)
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?")
_SAFE = "/%:@!$&'()*+,;=~-._"
_REDIRECTIONS = {301, 302, 303, 307, 308}


def is_address(source: str) -> bool:
    """Is a source meant as an address, whether or not it is one that can be fetched?"""
    return _ADDRESS.match(source) is not None


def fetch(
    address: str, private: bool = False, most_bytes: int = MOST_BYTES, seconds: float = MOST_SECONDS
) -> bytes:
    """The bytes at an address.  Raises UsageError for an address that cannot be fetched, WireError
    when nothing comes from it.

    `private` allows addresses of this machine and network, for tests.  Messages never hold a
    password of the address.
    """
    end = time.monotonic() + seconds
    place = _place(address, UsageError)
    for _ in range(_MOST_STEPS):
        status, further, raw = _once(place, private, most_bytes, end)
        if status in _REDIRECTIONS and further:
            place = _redirected(place, further)
        elif status == 200:
            return raw
        else:
            raise WireError(f"{place.shown} answers {status}; check the address")
    raise WireError(f"{masked(address)} redirects more than {_MOST_STEPS} times")


@dataclass(frozen=True, slots=True)
class _Place:
    """An address taken apart, every part as it goes over the line."""

    secure: bool
    host: str  # ASCII, a name of another script in its IDNA form
    port: int
    path: str
    address: str

    @property
    def shown(self) -> str:
        return on_one_line(masked(self.address))


def _place(address: str, error: type[EpaperError]) -> _Place:
    """The address taken apart; `error` for one that cannot be fetched, with the reason."""
    name = on_one_line(masked(address))[:200]
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise error(f"{name} is not a web address; write it as https://host/path") from None
    if parts.scheme not in ("http", "https"):
        raise error(f"{name} is not a web address; --fetch takes http:// and https://")
    if not host:
        raise error(f"{name} names no host; write it as https://host/path")
    if parts.username is not None or parts.password is not None:
        raise error(f"{name} holds a user or a password, which is not fetched; take it out")
    if port == 0:
        raise error(f"{name} has no port that can be asked; leave it out")
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise error(f"{name} has a host name that cannot be; check the address") from None
    if not _HOST.fullmatch(ascii_host):
        raise error(f"{name} has a host name that cannot be; check the address")
    secure = parts.scheme == "https"
    path = quote(parts.path or "/", safe=_SAFE, errors="replace")
    query = "?" + quote(parts.query, safe=_SAFE + "?", errors="replace") if parts.query else ""
    return _Place(
        secure, ascii_host, port or (443 if secure else 80), path + query, address=address
    )


def _redirected(place: _Place, further: str) -> _Place:
    try:
        address = urljoin(place.address, further)
    except ValueError:
        raise WireError(f"{place.shown} leads to an address that cannot be read") from None
    return _place(address, WireError)


def _once(place: _Place, private: bool, most_bytes: int, end: float) -> tuple[int, str, bytes]:
    left = max(0.1, end - time.monotonic())
    connection = http.client.HTTPConnection(place.host, place.port, timeout=left)
    try:
        sock = socket.create_connection(
            (_public(place.host, place.port, private), place.port), timeout=left
        )
        if place.secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=place.host)
        connection.sock = sock
        connection.request(
            "GET",
            place.path,
            headers={"User-Agent": "epaper", "Accept": "*/*", "Connection": "close"},
        )
        answer = connection.getresponse()
        further = answer.headers.get("Location") or ""
        if answer.status in _REDIRECTIONS:
            return answer.status, further, b""
        return answer.status, further, _body(answer, sock, place.shown, most_bytes, end=end)
    except (OSError, http.client.HTTPException, ValueError) as error:
        words = on_one_line(masked(str(error)))[:80] or type(error).__name__
        raise WireError(f"{place.shown} cannot be fetched ({words})") from None
    finally:
        connection.close()


def _body(
    answer: http.client.HTTPResponse, sock: socket.socket, address: str, most_bytes: int, end: float
) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        left = end - time.monotonic()
        if left <= 0:
            raise WireError(f"{address} takes too long; nothing was imported")
        if answer.fp is not None:
            sock.settimeout(left)
        chunk = answer.read1(65536)
        if not chunk:
            return b"".join(parts)
        size += len(chunk)
        if size > most_bytes:
            raise WireError(f"{address} is larger than {most_bytes // 1_000_000} MB")
        parts.append(chunk)


def _public(host: str, port: int, private: bool) -> str:
    """An address of the host that may be connected to: all of them must be public."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for text in found:
        number = ipaddress.ip_address(text.split("%")[0])
        mapped = getattr(number, "ipv4_mapped", None) or number
        if not private and (not mapped.is_global or mapped.is_multicast):
            raise WireError(
                f"{host} is an address of a private network ({text}), which is not fetched"
            )
    return found[0]
