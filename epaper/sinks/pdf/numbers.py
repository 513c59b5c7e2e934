"""Numbers as PDF writes them (ISO 32000-1, 7.3.3)."""

from __future__ import annotations


def num(value: float) -> str:
    """At most 3 decimals and no exponent: a thousandth of a point is finer than any device."""
    text = repr(round(float(value), 3))
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text
