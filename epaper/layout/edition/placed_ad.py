"""An advertisement on a page."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.model.advertisement import Advertisement


@dataclass(frozen=True, slots=True)
class PlacedAd:
    """An advertisement on a page's grid; `half` of a panorama is "left" or "right"."""

    ad: Advertisement
    column: int
    line: int
    columns: int
    lines: int
    rect: Rect
    half: str = ""
