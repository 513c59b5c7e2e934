"""The galley's styles, from a design."""

from __future__ import annotations

from epaper.layout.design import Design
from epaper.typeset.galley import GalleyStyle


def galley_style(design: Design) -> GalleyStyle:
    names = ("body", "crosshead", "quotation", "list_item", "table")
    return GalleyStyle(*(design.styles[name] for name in names))
