"""A source from the web, only when asked for: http and https, public addresses, bounded in time and
size.

The name is looked up here and the connection made to the very address that was checked, so that a
second answer of the name server cannot lead elsewhere; every redirection is checked anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import urljoin, urlsplit

from epaper.errors import WireError

MOST_BYTES = 32_000_000
MOST_SECONDS = 30.0
_MOST_STEPS = 5
_REDIRECTIONS = {301, 302, 303, 307, 308}


def fetch(
    address: str, private: bool = False, most_bytes: int = MOST_BYTES, seconds: float = MOST_SECONDS
) -> bytes:
    """The bytes at an address.  Raises WireError.  `private` allows addresses of this machine and
    network, for tests.
    """
    end = time.monotonic() + seconds
    for _ in range(_MOST_STEPS):
        status, place, raw = _once(address, private, most_bytes, end)
        if status in _REDIRECTIONS and place:
            address = urljoin(address, place)
        elif status == 200:
            return raw
        else:
            raise WireError(f"{address} answers {status}; check the address")
    raise WireError(f"{address} redirects more than {_MOST_STEPS} times")


def _once(address: str, private: bool, most_bytes: int, end: float) -> tuple[int, str, bytes]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WireError(f"{address} is not a web address; --fetch takes http:// and https://")
    if parts.username or parts.password:
        raise WireError("an address with a password in it is not fetched")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    left = max(0.1, end - time.monotonic())
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=left)
    try:
        sock = socket.create_connection(
            (_public(parts.hostname, port, private), port), timeout=left
        )
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
        connection.sock = sock
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(
            "GET", path, headers={"User-Agent": "epaper", "Accept": "*/*", "Connection": "close"}
        )
        answer = connection.getresponse()
        place = answer.headers.get("Location") or ""
        if answer.status in _REDIRECTIONS:
            return answer.status, place, b""
        return answer.status, place, _body(answer, sock, address, most_bytes, end=end)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise WireError(
            f"{address} cannot be fetched ({str(error)[:80] or type(error).__name__})"
        ) from None
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
