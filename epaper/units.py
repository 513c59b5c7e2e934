"""Lengths.  Inside the program every length is a float of PDF points (1/72 inch); other units are
converted here.
"""

from __future__ import annotations

POINTS_PER_MM = 72 / 25.4


def mm(value: float) -> float:
    """Millimetres to points."""
    return value * POINTS_PER_MM


def to_mm(points: float) -> float:
    """Points to millimetres, for messages and reports."""
    return points / POINTS_PER_MM
