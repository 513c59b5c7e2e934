"""House colours as the operators that switch them on, for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from epaper.errors import DesignError
from epaper.page.style import Colour
from epaper.sinks.pdf.numbers import num

BUILT_IN = {"black": Colour("black", (0, 0, 0, 1)), "white": Colour("white", (0, 0, 0, 0))}


@dataclass(frozen=True, slots=True)
class Paint:
    """The operators that set a colour for filling (and text) and for stroking (ISO 32000-1,
    8.6.8)."""

    fill: str
    stroke: str


def screen_rgb(colour: Colour) -> tuple[float, float, float]:
    """Red, green, blue shares 0..1: as given, else the plain conversion of ISO 32000-1, 10.3.5."""
    if colour.rgb is not None:
        return colour.rgb
    cyan, magenta, yellow, black = colour.cmyk
    return (1 - min(1.0, cyan + black), 1 - min(1.0, magenta + black), 1 - min(1.0, yellow + black))


def screen_paint(colour: Colour) -> Paint:
    """Gray where red, green and blue are the same, so that black text is plain black; else
    DeviceRGB.
    """
    red, green, blue = (num(share) for share in screen_rgb(colour))
    if red == green == blue:
        return Paint(f"{red} g", f"{red} G")
    return Paint(f"{red} {green} {blue} rg", f"{red} {green} {blue} RG")


def screen_paints(colours: Mapping[str, Colour], used: frozenset[str]) -> dict[str, Paint]:
    """Paints for the colours that the marks name.  DesignError for one that nobody defined."""
    known = {**BUILT_IN, **colours}
    missing = sorted(used - known.keys())
    if missing:
        names = ", ".join(sorted(known))
        raise DesignError(
            f"there is no colour called {missing[0]}; add it to the layout's colours or use {names}"
        )
    return {name: screen_paint(known[name]) for name in sorted(used)}
