"""RGB and spot inks within what a page paints with: shades, patterns, drawn glyphs, soft masks,
inline pictures, and whatever those draw in turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from epaper.adverts.facts import PROCESS, is_rgb, sets_rgb
from epaper.adverts.inline import inline_facts
from epaper.adverts.walk import Kind, Painter, painters, painters_from, shadings, spaces_drawn
from epaper.geometry import Rect
from epaper.model.finding import Finding
from epaper.model.press import PressSettings
from epaper.preflight.content import Box, Met, cut, page_content
from epaper.preflight.coverage import page_box
from epaper.preflight.inks import spot_names
from epaper.preflight.rules import finding


def check_within(page: pikepdf.Page, number: int, settings: PressSettings) -> Iterator[Finding]:
    """`number`: of the page in its file, from 1.  Raises what damaged objects raise."""
    if not _has_any(page):
        return
    met: list[Met] = []
    for _ in page_content(page, met):
        pass
    trim = page_box(page)
    said: set[tuple[str, str]] = set()
    for one in met:
        for rule, fact in _wrong(one, settings):
            if (rule, fact) not in said:
                said.add((rule, fact))
                yield finding(rule, fact, number, _place(one.box, trim))


def _has_any(page: pikepdf.Page) -> bool:
    """Whether there is anything to look into: most pages have nothing of the kind."""
    for painter in painters(page):
        if painter.kind not in (Kind.PAGE, Kind.FORM) or next(shadings(painter), None) is not None:
            return True
        owner = painter.owner
        contents = owner if isinstance(owner, Stream) else owner.get("/Contents")
        parts = list(contents) if isinstance(contents, Array) else [contents]
        if any(isinstance(part, Stream) and b"BI" in part.read_bytes() for part in parts):
            return True
    return False


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
