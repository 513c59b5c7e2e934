"""RGB and spot inks within what a page paints with: shades, patterns, drawn glyphs, soft masks,
inline pictures, and whatever those draw in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import Dictionary, Stream

from epaper.adverts.facts import PROCESS, is_rgb, sets_rgb, spot_names
from epaper.adverts.inline import inline_facts
from epaper.adverts.walk import Kind, Painter, painters_from, spaces_drawn
from epaper.geometry import Rect
from epaper.model.finding import Finding
from epaper.model.press import PressSettings
from epaper.preflight.content import Box, Met, cut
from epaper.preflight.rules import finding


def check_within(
    met: Iterable[Met], number: int, trim: Box, settings: PressSettings
) -> Iterator[Finding]:
    """`met` on the page of this number in its file, from 1.  Raises what damaged objects raise."""
    said: set[tuple[str, str]] = set()
    for one in met:
        for rule, fact in _wrong(one, settings):
            if (rule, fact) not in said:
                said.add((rule, fact))
                yield finding(rule, fact, number, _place(one.box, trim))


def _wrong(met: Met, settings: PressSettings) -> Iterator[tuple[str, str]]:
    spaces, content = _inside(met)
    if content or any(is_rgb(space) for space in spaces):
        yield "colour.rgb", f"{_a(met.kind)} is in RGB, at least in part"
    for space in spaces:
        for name in spot_names(space):
            if name not in PROCESS and settings.spot(name) != "keep":
                yield "colour.spot", f"{_a(met.kind)} is in the spot colour {name}"


def _inside(met: Met) -> tuple[list[Any], bool]:
    """Colour spaces of pictures and shades within, and whether a content in it paints in RGB."""
    if met.kind == "inline picture":
        return [inline_facts(met.thing, met.resources).get("/ColorSpace")], False
    if met.kind == "shade":
        return [met.thing.get("/ColorSpace")], False
    shading = met.thing.get("/Shading")
    if isinstance(shading, Dictionary | Stream):
        return [shading.get("/ColorSpace")], False
    spaces: list[Any] = []
    content = False
    for first in _painters(met):
        for painter in painters_from(first):
            spaces += spaces_drawn(painter)
            content = content or sets_rgb(painter)
    return spaces, content


def _painters(met: Met) -> Iterator[Painter]:
    own = met.thing.get("/Resources")
    resources = own if isinstance(own, Dictionary) else met.resources
    if isinstance(met.thing, Stream):
        yield Painter(met.thing, resources, Kind.TILE)
        return
    glyphs = met.thing.get("/CharProcs")
    for glyph in glyphs.values() if isinstance(glyphs, Dictionary) else ():
        if isinstance(glyph, Stream):
            yield Painter(glyph, resources, Kind.GLYPH)


def _place(box: Box, trim: Box) -> Rect:
    left, foot, right, top = cut(box, trim)
    return Rect(left - trim[0], trim[3] - top, max(0.0, right - left), max(0.0, top - foot))


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
