"""Widths of text and whether a font is in the file."""

from __future__ import annotations

import struct
from typing import Any


class FontMeasure:
    """Glyph widths in thousandths of an em by code."""

    def __init__(self, font: Any) -> None:
        self.wide = font.get("/Subtype") == "/Type0"
        self.widths: dict[int, float] = {}
        self.default = 500.0
        self._measured: dict[bytes, tuple[tuple[int, ...], float]] = {}
        if self.wide:
            self._composite(font.DescendantFonts[0])
        else:
            first = int(font.get("/FirstChar", 0))
            factor = (
                1000 * abs(float(font.FontMatrix[0])) if font.get("/Subtype") == "/Type3" else 1.0
            )
            self.widths = {
                first + at: float(w) * factor for at, w in enumerate(font.get("/Widths", []))
            }

    def _composite(self, inner: Any) -> None:
        self.default = float(inner.get("/DW", 1000))
        rows = list(inner.get("/W", []))
        at = 0
        while at + 1 < len(rows):
            start = int(rows[at])
            try:
                listed = [float(w) for w in rows[at + 1]]
                self.widths.update((start + i, w) for i, w in enumerate(listed))
                at += 2
            except TypeError:
                width = float(rows[at + 2])
                self.widths.update(
                    dict.fromkeys(range(start, min(int(rows[at + 1]), 65535) + 1), width)
                )
                at += 3

    def measured(self, data: bytes) -> tuple[tuple[int, ...], float]:
        """The codes of a string, and the width of all; words come again and again."""
        known = self._measured.get(data)
        if known is None:
            codes = (
                struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])
                if self.wide
                else tuple(data)
            )
            known = self._measured[data] = codes, sum(map(self.width, codes))
        return known

    def width(self, code: int) -> float:
        return self.widths.get(code, self.default)


def embedded(font: Any) -> bool:
    """Type 3 fonts are drawn in the file; others need their program in it."""
    if font.get("/Subtype") == "/Type3":
        return True
    inner = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else font
    descriptor = inner.get("/FontDescriptor", {})
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
