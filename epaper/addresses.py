"""Addresses as they may be shown: a password never reaches a screen, a report or a file.

What is an address's password is read generously, since a malformed address holds one as well as
a good one: whatever may be one is hidden, at the price of a path that is hidden too.
"""

from __future__ import annotations

import re

HIDDEN = "***"

_START = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:[/\\]+|[/\\]{2,})")
# the at sign and the colon, also encoded and in full width, as some tools take them
_AT = re.compile(r"[@＠﹫]|%40")
_COLON = re.compile(r"[:：﹕]|%3a", re.IGNORECASE)
_END = re.compile(r"[/\\?#]")
_SECRET = re.compile(
    r"([?&;#][^=&;#]*(?:pass|pwd|token|secret|key|auth|sig|credential)[^=&;#]*=)[^&;#\s]+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\[[0-9A-Fa-f:.%]*\]?")
_WEB = re.compile(r"\s*https?:", re.IGNORECASE)


def masked(address: str) -> str:
    """The address with `***` for its password, well-formed or not: "ftp://desk:***@host/in".

    Everything between the first colon of the authority and the last at sign counts as password
    (passwords hold slashes and at signs); without an at sign, a port that is no number; in a web
    address a name before the at sign too, which is often a token; and the values of parameters
    with a name such as token or key.
    """
    start = found.end() if (found := _START.match(address)) else 0
    head, rest = address[:start], address[start:]
    signs = list(_AT.finditer(rest))
    if signs:
        user, tail = rest[: signs[-1].start()], rest[signs[-1].start() :]
        colon = _COLON.search(user)
        if colon is not None:
            user = user[: colon.end()] + HIDDEN
        elif _WEB.match(head) and not _END.search(user):
            user = HIDDEN
        rest = user + tail
    elif head:
        end = found.start() if (found := _END.search(rest)) else len(rest)
        authority, tail = rest[:end], rest[end:]
        number = _NUMBER.match(authority)  # an IPv6 address has colons of its own
        colon = _COLON.search(authority, number.end() if number else 0)
        port = authority[colon.end() :] if colon else ""
        if colon is not None and port and not (port.isascii() and port.isdecimal()):
            rest = authority[: colon.end()] + HIDDEN + tail
    return _SECRET.sub(rf"\1{HIDDEN}", head + rest)
