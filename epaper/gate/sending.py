"""A file of the site as an answer: whole or in part, packed or in pieces (RFC 9110, 13 and 14)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from epaper.gate.folder import Folder, Sent
from epaper.gate.ranges import asked_range

FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=0, must-revalidate"
PRIVATE = "private, max-age=0, must-revalidate"
NEVER = "no-store"


def answer_with(folder: Folder, sent: Sent, request: Request, cache: str) -> Response:
    """`cache`: for how long what is not named by its content may be kept."""
    headers = {
        "ETag": f'"{sent.tag}"',
        "Cache-Control": FOREVER if sent.forever else cache,
        "Vary": "Accept-Encoding, Cookie" if cache == PRIVATE else "Accept-Encoding",
    }
    asked = request.headers.get("if-none-match", "")
    if sent.tag in {one.strip().removeprefix("W/").strip('"') for one in asked.split(",")}:
        return Response(status_code=304, headers=headers)
    span = asked_range(request.headers, sent.tag, sent.size)
    if span == ():
        headers["Content-Range"] = f"bytes */{sent.size}"
        return Response(status_code=416, headers=headers)
    if span is not None:
        first, last = span
        headers["Content-Range"] = f"bytes {first}-{last}/{sent.size}"
        return _in_parts(sent, headers, first, last=last + 1, status=206)
    data, form = folder.packed(sent, request.headers.get("accept-encoding", ""))
    if form:
        headers["Content-Encoding"] = form
        return Response(data, headers=headers, media_type=sent.kind)
    headers["Accept-Ranges"] = "bytes"
    return _in_parts(sent, headers, 0, last=sent.size, status=200)


def _in_parts(
    sent: Sent, headers: dict[str, str], first: int, *, last: int, status: int
) -> Response:
    if sent.data is not None:
        data = sent.data[first:last]
        return Response(data, status, headers=headers, media_type=sent.kind)
    headers["Content-Length"] = str(last - first)
    parts = sent.parts(first, last)
    return StreamingResponse(parts, status, headers=headers, media_type=sent.kind)
