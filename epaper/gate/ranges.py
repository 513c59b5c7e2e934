"""A part of a file (RFC 9110, 14): one range of bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


def asked_range(headers: Mapping[str, str], tag: str, size: int) -> tuple[int, ...] | None:
    """First and last byte; None where the whole is asked for or a range is not understood; empty
    where it lies outside."""
    found = _RANGE.fullmatch(headers.get("range", ""))
    if found is None or headers.get("if-range", tag).strip('"') != tag:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:  # the last bytes
        start, end = max(0, size - int(last)), size - 1
        return (start, end) if int(last) and size else ()
    start, end = int(first), min(int(last or size), size - 1)
    if start >= size:
        return ()
    return (start, end) if start <= end else None
