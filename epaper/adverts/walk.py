"""All that paints on an advertiser's page: its content and whatever that may draw, each once.

Forms, tiling patterns, glyphs of Type 3 fonts and groups of soft masks have content and resources
of their own, within each other to any depth (ISO 32000-1, 7.8, 8.7.3, 9.6.5, 11.6.5.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

MOST_CONTENTS = 20_000  # content streams of one page


class Kind(StrEnum):
    PAGE = "page"
    FORM = "form"
    TILE = "pattern"
    GLYPH = "glyph"
    MASK = "soft mask"


@dataclass(frozen=True, slots=True)
class Painter:
    """Something with a content stream.  `owner` is the page or the stream, `resources` those that
    its content names (a glyph without any uses those of its page)."""

    owner: Any
    resources: Any
    kind: Kind

    def data(self) -> bytes:
        """Its content, unpacked; a page's parts joined by a line end."""
        if isinstance(self.owner, Stream):
            return bytes(self.owner.read_bytes())
        contents = self.owner.get("/Contents")
        parts = list(contents) if isinstance(contents, Array) else [contents]
        return b"\n".join(part.read_bytes() for part in parts if isinstance(part, Stream))

    def instructions(self) -> list[Any]:
        source = self.owner if isinstance(self.owner, Stream) else pikepdf.Page(self.owner)
        return list(pikepdf.parse_content_stream(source))

    def rewrite(self, pdf: pikepdf.Pdf, instructions: list[Any]) -> None:
        data = pikepdf.unparse_content_stream(instructions)
        if isinstance(self.owner, Stream):
            self.owner.write(data)
        else:
            self.owner.Contents = pdf.make_stream(data)


def painters(page: pikepdf.Page) -> Iterator[Painter]:
    """The page first, then all that it can draw.  ValueError where there is no end of it."""
    start = page.obj.get("/Resources")
    if not isinstance(start, Dictionary):
        start = Dictionary()
    yield from painters_from(Painter(page.obj, start, Kind.PAGE))


def painters_from(first: Painter) -> Iterator[Painter]:
    """A painter, then all that it can draw."""
    waiting = [first]
    known: set[tuple[tuple[int, int], Kind]] = set()
    count = 0
    while waiting:
        painter = waiting.pop(0)
        count += 1
        if count > MOST_CONTENTS:
            raise ValueError(f"more than {MOST_CONTENTS} parts")
        yield painter
        for inner in _drawn(painter):
            mark = (inner.owner.objgen, inner.kind)
            if mark not in known:
                known.add(mark)
                waiting.append(inner)


def _drawn(painter: Painter) -> Iterator[Painter]:
    resources = painter.resources
    for thing in values(resources, "/XObject"):
        if isinstance(thing, Stream) and thing.get("/Subtype") == "/Form":
            yield Painter(thing, _own(thing, resources), Kind.FORM)
    for thing in values(resources, "/Pattern"):
        if isinstance(thing, Stream):
            yield Painter(thing, _own(thing, resources), Kind.TILE)
    for font in values(resources, "/Font"):
        if isinstance(font, Dictionary) and font.get("/Subtype") == "/Type3":
            glyphs = font.get("/CharProcs")
            for glyph in glyphs.values() if isinstance(glyphs, Dictionary) else ():
                if isinstance(glyph, Stream):
                    yield Painter(glyph, _own(font, resources), Kind.GLYPH)
    for state in states_of(resources):
        mask = state.get("/SMask")
        group = mask.get("/G") if isinstance(mask, Dictionary) else None
        if isinstance(group, Stream):
            yield Painter(group, _own(group, resources), Kind.MASK)


def states_of(resources: Any) -> list[Any]:
    """Graphics states that the resources name, those of shading patterns among them."""
    found = [state for state in values(resources, "/ExtGState") if isinstance(state, Dictionary)]
    for pattern in values(resources, "/Pattern"):
        if isinstance(pattern, Dictionary) and isinstance(pattern.get("/ExtGState"), Dictionary):
            found.append(pattern.ExtGState)
    return found


def values(resources: Any, kind: str) -> list[Any]:
    """What the resources have of a kind, in the order of the names."""
    named = resources.get(kind) if isinstance(resources, Dictionary) else None
    if not isinstance(named, Dictionary):
        return []
    return [named[key] for key in sorted(named.keys())]


def images(painter: Painter) -> Iterator[Any]:
    """The images among the painter's resources, with their masks."""
    for thing in values(painter.resources, "/XObject"):
        if isinstance(thing, Stream) and thing.get("/Subtype") == "/Image":
            yield thing
            for key in ("/SMask", "/Mask"):
                if isinstance(thing.get(key), Stream):
                    yield thing[key]


def shadings(painter: Painter) -> Iterator[Any]:
    """Shadings that the resources name, and those of patterns."""
    yield from (
        s for s in values(painter.resources, "/Shading") if isinstance(s, Dictionary | Stream)
    )
    for pattern in values(painter.resources, "/Pattern"):
        shading = pattern.get("/Shading") if isinstance(pattern, Dictionary) else None
        if isinstance(shading, Dictionary | Stream):
            yield shading


def spaces(page: pikepdf.Page) -> Iterator[Any]:
    """Every colour space that the page can paint in, as it stands: names and arrays."""
    for painter in painters(page):
        yield from values(painter.resources, "/ColorSpace")
        yield from spaces_drawn(painter)
        group = painter.owner.get("/Group")
        if isinstance(group, Dictionary) and "/CS" in group:
            yield group.CS


def spaces_drawn(painter: Painter) -> Iterator[Any]:
    """The colour spaces of a painter's pictures and shades."""
    for thing in (*images(painter), *shadings(painter)):
        if "/ColorSpace" in thing:
            yield thing.ColorSpace


def blends(page: pikepdf.Page) -> bool:
    """Whether anything on the page is seen through another thing: blend modes, opacity, soft
    masks."""
    for painter in painters(page):
        if any(_see_through(state) for state in states_of(painter.resources)):
            return True
        if any("/SMask" in image or int(image.get("/SMaskInData", 0)) for image in images(painter)):
            return True
    return False


def overprints(page: pikepdf.Page) -> bool:
    """Whether any graphics state lets paint overprint."""
    return any(
        bool(state.get("/OP", False)) or bool(state.get("/op", False))
        for painter in painters(page)
        for state in states_of(painter.resources)
    )


def _see_through(state: Any) -> bool:
    mode = state.get("/BM", Name.Normal)
    modes = [str(one) for one in mode] if isinstance(mode, Array) else [str(mode)]
    if modes and modes[0] not in ("/Normal", "/Compatible"):
        return True
    if float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1:
        return True
    return isinstance(state.get("/SMask"), Dictionary)


def _own(holder: Any, outer: Any) -> Any:
    """A holder's own resources, else those of what draws it."""
    own = holder.get("/Resources")
    return own if isinstance(own, Dictionary) else outer
