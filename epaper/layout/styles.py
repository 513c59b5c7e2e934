"""The galley's styles, from a design."""

from __future__ import annotations

from epaper.layout.design import Design
from epaper.typeset.galley import GalleyStyle


def galley_style(design: Design) -> GalleyStyle:
    styles = design.styles
    return GalleyStyle(styles["body"], styles["crosshead"], styles["quotation"], styles["list_item"], styles["table"])
