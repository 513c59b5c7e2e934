"""Glyphs of our own in a font program: composites of its glyphs, each at its place (OpenType, table
glyf)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from epaper.sinks.pdf.shown import Drawn, Look

_XY = 0x0002  # a flag of a component: what follows is its place


def with_drawn(
    program: bytes, drawn: Sequence[Drawn], places: Mapping[Look, int]
) -> tuple[bytes, dict[Look, int]]:
    """The font program with a glyph for each of `drawn`, and their numbers.  `places`: those of its
    own glyphs."""
    from fontTools.ttLib import TTFont  # slow to load, and seldom needed

    font = TTFont(BytesIO(program), recalcTimestamp=False)
    names = font.getGlyphOrder()
    glyphs, metrics = font["glyf"], font["hmtx"]
    numbers: dict[Look, int] = {}
    own: list[str] = []
    for number, look in enumerate(drawn, len(names)):
        name = f"own{number}"
        own.append(name)
        numbers[look] = number
        glyph = _composite([(names[places[part]], x, y) for part, x, y in look.parts])
        glyphs.glyphs[name] = glyph
        metrics[name] = (max(0, look.advance), 0)
    order = [*names, *own]
    font.setGlyphOrder(order)
    glyphs.setGlyphOrder(order)
    for name in own:
        glyph = glyphs[name]
        glyph.recalcBounds(glyphs)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
    target = BytesIO()
    font.save(target, reorderTables=None)
    return target.getvalue(), numbers


def _composite(parts: Sequence[tuple[str, int, int]]) -> Any:
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    glyph = Glyph()
    if not parts:
        return glyph
    glyph.numberOfContours = -1
    glyph.components = []
    for name, x, y in parts:
        component = GlyphComponent()
        component.glyphName, component.x, component.y = name, x, y
        component.flags = _XY
        glyph.components.append(component)
    return glyph
