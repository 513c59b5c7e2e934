"""What a request asks: for which path, from where, how much of an allowance it takes."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote

from starlette.requests import Request

from epaper.gate.folder import CONTENT
from epaper.gate.limits import PAGE, WORK
from epaper.gate.tokens import LONGEST

WORKED = ("/search", "/share", "/sign-in", "/signed-in")  # what is worked out, no file that is sent
CLIMBS = "/.."  # stands for a path that no honest reader sends


def peer(request: Request) -> str:
    return request.client.host if request.client else ""


def cost_of(request: Request) -> int:
    """Of a reader's allowance.  Files named by their content cost nothing: a page has dozens, and
    whoever has one asks for it no more."""
    path = request.url.path
    if request.method in ("GET", "HEAD"):
        if path.startswith(f"/{CONTENT}/"):
            return 0
        return WORK if path in WORKED else PAGE
    return WORK


async def posted(request: Request, name: str) -> str:
    """A field of a small form; empty where it has none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > 2 * LONGEST:
            return ""
    return parse_qs(body.decode("ascii", "replace")).get(name, [""])[0]


def path_of(request: Request) -> str:
    """The path as it was sent, decoded once; CLIMBS for one that is no UTF-8 or hides a
    slash."""
    raw = request.scope.get("raw_path") or request.url.path.encode()
    raw = raw.partition(b"?")[0]
    if b"%2f" in raw.lower() or b"%5c" in raw.lower() or b"%00" in raw:
        return CLIMBS
    try:
        return unquote(raw.decode("ascii"), errors="strict")
    except (UnicodeDecodeError, ValueError):
        return CLIMBS
