"""Shades of advertisements in inks (ISO 32000-1, 8.7.4.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from epaper.sinks.press.functions import value_of
from epaper.sinks.press.inkspaces import Cmyk, InkSpaces, RefusedError, kind_of

STEPS = 256  # colours along a shade
GRID = 33  # along each side of a shade over an area
BY_FUNCTION, ALONG = 1, (2, 3)


def convert_shade(pdf: pikepdf.Pdf, shade: Any, inks: InkSpaces) -> bool:
    """Put a shade in CMYK where its space has to be converted, or where it has too much ink;
    whether that was done.  RefusedError for one whose corners have colours of their own."""
    space = shade.ColorSpace
    if not inks.converts(space) and kind_of(space) != "cmyk":
        return False
    kind, function = int(shade.ShadingType), shade.get("/Function")
    if function is None:
        if not inks.converts(space):
            return False  # a mesh in CMYK: its ink is measured on the page
        raise RefusedError("has a mesh of colours that cannot be converted to inks")
    if kind == BY_FUNCTION:
        domain = [float(v) for v in shade.get("/Domain", [0, 1, 0, 1])]
        sizes: tuple[int, ...] = (GRID, GRID)
    else:
        domain = _along(shade, kind)
        sizes = (STEPS,)
    given = [tuple(value_of(function, point)) for point in _points(domain, sizes)]
    wanted = inks.along(space, given)
    if not inks.converts(space) and _same(given, wanted):
        return False
    shade.Function = _table(pdf, wanted, domain, sizes)
    if "/Background" in shade:
        behind = tuple(float(v) for v in shade.Background)
        shade.Background = Array([float(v) for v in inks.inks(space, behind)])
    shade.ColorSpace = Name.DeviceCMYK
    return True


def _along(shade: Any, kind: int) -> list[float]:
    if kind in ALONG:
        return [float(v) for v in shade.get("/Domain", [0, 1])]
    decode = [float(v) for v in shade.Decode]
    return decode[4:6]


def _points(domain: list[float], sizes: tuple[int, ...]) -> Iterator[tuple[float, ...]]:
    """The grid's points, the first input running fastest."""
    axes = [
        np.linspace(low, high, size).tolist()
        for low, high, size in zip(domain[::2], domain[1::2], sizes, strict=True)
    ]
    if len(axes) == 1:
        yield from ((x,) for x in axes[0])
    else:
        yield from ((x, y) for y in axes[1] for x in axes[0])


def _same(given: list[tuple[float, ...]], wanted: list[Cmyk]) -> bool:
    """Whether the shade's own colours are those that are wanted."""
    return all(
        abs(a - b) < 0.002
        for one, inks in zip(given, wanted, strict=True)
        for a, b in zip(one, inks, strict=False)
    )


def _table(
    pdf: pikepdf.Pdf, colours: list[Cmyk], domain: list[float], sizes: tuple[int, ...]
) -> Stream:
    data = np.rint(np.clip(np.asarray(colours), 0, 1) * 255).astype(np.uint8).tobytes()
    return pdf.make_stream(
        data,
        Dictionary(
            FunctionType=0,
            Domain=Array(domain),
            Range=Array([0, 1] * 4),
            Size=Array(list(sizes)),
            BitsPerSample=8,
        ),
    )
