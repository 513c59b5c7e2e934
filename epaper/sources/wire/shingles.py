"""What of the comparison of texts is compiled, where it is there."""

from __future__ import annotations

from epaper.work.compiled import compiled as loaded
from epaper.work.compiled import compiled_line

VERSION = 1  # of _shingles.c

compiled = loaded("epaper.sources.wire._shingles", VERSION)


def shingles_line() -> str:
    return compiled_line("comparison of wire texts", compiled, "copies found")
