"""What an advertiser's page may bring along: a list of what is allowed, by kind of object.

All else goes: actions, scripts, attached files, metadata, placeholders, links to other files, and
whatever nobody has thought of yet.  Names of keys after ISO 32000-1, tables 5, 30, 33, 57, 58, 75,
78 to 84, 89, 95, 96, 111 to 124, 144 and 147.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Object, Stream

PLAIN = ""  # numbers, names, texts and lists of them


def _keys(words: str, **kinds: str) -> dict[str, str]:
    return {f"/{word}": PLAIN for word in words.split()} | {f"/{k}": v for k, v in kinds.items()}


STREAM = _keys("Length Filter DL", DecodeParms="parms*")
KINDS: Mapping[str, Mapping[str, str]] = {
    "page": _keys(
        "Type MediaBox CropBox BleedBox TrimBox Rotate UserUnit",
        Resources="resources",
        Contents="stream*",
        Group="group",
    ),
    "resources": _keys(
        "",
        Font="fonts",
        XObject="placed",
        ExtGState="states",
        ColorSpace="spaces",
        Pattern="patterns",
        Shading="shadings",
    ),
    "parms": _keys(
        "Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows "
        "EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform",
        JBIG2Globals="stream",
    ),
    "stream": STREAM,
    "form": STREAM
    | _keys("Type Subtype FormType BBox Matrix", Resources="resources", Group="group"),
    "image": STREAM
    | _keys(
        "Type Subtype Width Height BitsPerComponent Intent ImageMask Decode Interpolate "
        "SMaskInData Matte",
        ColorSpace="space",
        SMask="image",
        Mask="image",
    ),
    "group": _keys("Type S I K", CS="space"),
    "state": _keys(
        "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK",
        Font="font*",
        SMask="mask",
        BG="function*",
        BG2="function*",
        UCR="function*",
        UCR2="function*",
        TR="function*",
        TR2="function*",
    ),
    "mask": _keys("Type S BC", G="form", TR="function"),
    "pattern": STREAM
    | _keys(
        "Type PatternType PaintType TilingType BBox XStep YStep Matrix",
        Resources="resources",
        Shading="shading",
        ExtGState="state",
    ),
    "shading": STREAM
    | _keys(
        "ShadingType Background BBox AntiAlias Coords Domain Extend Matrix BitsPerCoordinate "
        "BitsPerComponent BitsPerFlag Decode VerticesPerRow",
        ColorSpace="space",
        Function="function*",
    ),
    "function": STREAM
    | _keys(
        "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds",
        Functions="function*",
    ),
    "profile": STREAM | _keys("N Range", Alternate="space"),
    "calibrated": _keys("WhitePoint BlackPoint Gamma Matrix Range"),
    "colorants": _keys("Subtype", Colorants="spaces", Process="process"),
    "process": _keys("Components", ColorSpace="space"),
    "font": _keys(
        "Type Subtype Name BaseFont FirstChar LastChar Widths CIDSystemInfo DW W DW2 W2 FontBBox "
        "FontMatrix",
        FontDescriptor="descriptor",
        Encoding="encoding",
        ToUnicode="cmap",
        DescendantFonts="font*",
        CIDToGIDMap="stream",
        CharProcs="glyphs",
        Resources="resources",
        # of a CID font: plain facts
    ),
    "descriptor": _keys(
        "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent "
        "Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet",
        FontFile="program",
        FontFile2="program",
        FontFile3="program",
        CIDSet="stream",
    ),
    "program": STREAM | _keys("Length1 Length2 Length3 Subtype"),
    "encoding": STREAM
    | _keys("Type BaseEncoding Differences CMapName CIDSystemInfo WMode", UseCMap="cmap"),
    "cmap": STREAM | _keys("Type CMapName CIDSystemInfo WMode", UseCMap="cmap"),
}
MAPS = {  # dictionaries of any names, and the kind of what they hold
    "fonts": "font",
    "placed": "placed",
    "states": "state",
    "spaces": "space",
    "patterns": "pattern",
    "shadings": "shading",
    "glyphs": "stream",
}
FACTS = {"/CIDSystemInfo"}  # plain keys whose value is a dictionary of plain values
PLACED = {"/Form": "form", "/Image": "image"}


def keep_allowed(page: Object) -> None:
    """Take from a page, and from all that it leads to, every key that is not listed."""
    waiting: list[tuple[Any, str]] = [(page, "page")]
    done: set[tuple[tuple[int, int], str]] = set()
    while waiting:
        thing, kind = waiting.pop()
        mark = (thing.objgen, kind)
        if thing.objgen != (0, 0):
            if mark in done:
                continue
            done.add(mark)
        waiting += _inner(thing, kind)


def _inner(thing: Any, kind: str) -> list[tuple[Any, str]]:
    """Clean one object; what it holds, with its kind."""
    if kind == "space":
        return _space(thing)
    if kind in MAPS:
        return _map(thing, MAPS[kind])
    allowed = KINDS[kind]
    found = []
    for key in sorted(thing.keys()):
        value, inner = thing[key], allowed.get(key)
        held = None if inner is None else _held(value, inner, plain=key in FACTS)
        if held is None and key != "/Length":
            del thing[key]
        else:
            found += held or []
    return found


def _held(value: Any, kind: str, plain: bool) -> list[tuple[Any, str]] | None:
    """What a value of a listed key leads to; None where it is not of that kind and goes."""
    if kind == PLAIN:
        return [] if _is_plain(value, plain) else None
    several = kind.endswith("*")
    kind = kind.removesuffix("*")
    if several and isinstance(value, Array):
        return [(one, kind) for one in value if isinstance(one, Dictionary | Stream)]
    if kind == "space":
        return [(value, kind)] if isinstance(value, Array) else []
    if isinstance(value, Dictionary | Stream):
        return [(value, kind)]
    return [] if _is_plain(value, False) else None


def _map(thing: Any, kind: str) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = []
    for key in sorted(thing.keys()):
        value = thing[key]
        if kind == "placed":
            inner = (
                PLACED.get(str(value.get("/Subtype", ""))) if isinstance(value, Stream) else None
            )
            if inner is None:
                del thing[key]
            else:
                found.append((value, inner))
        elif kind == "space":
            found += [(value, kind)] if isinstance(value, Array) else []
        elif isinstance(value, Dictionary | Stream):
            found.append((value, kind))
        else:
            del thing[key]
    return found


def _space(space: Any) -> list[tuple[Any, str]]:
    """What the array of a colour space holds (ISO 32000-1, 8.6)."""
    if not isinstance(space, Array) or not len(space):
        return []
    head, parts = str(space[0]), list(space)
    if head == "/ICCBased":
        return [(parts[1], "profile")]
    if head in ("/CalRGB", "/CalGray", "/Lab"):
        return [(parts[1], "calibrated")]
    if head in ("/Indexed", "/I"):
        table = [(parts[3], "stream")] if isinstance(parts[3], Stream) else []
        return [(parts[1], "space"), *table] if isinstance(parts[1], Array) else [*table]
    if head == "/Pattern":
        return [(one, "space") for one in parts[1:] if isinstance(one, Array)]
    if head in ("/Separation", "/DeviceN"):
        found: list[tuple[Any, str]] = [(parts[3], "function")]
        if isinstance(parts[2], Array):
            found.append((parts[2], "space"))
        if len(parts) > 4:
            found.append((parts[4], "colorants"))
        return found
    return []


def _is_plain(value: Any, facts: bool) -> bool:
    """A number, name, text, or a list of such; where `facts`, a dictionary of such as well."""
    if isinstance(value, Stream):
        return False
    if isinstance(value, Dictionary):
        return facts and all(_is_plain(value[key], False) for key in sorted(value.keys()))
    if isinstance(value, Array):
        return all(_is_plain(one, False) for one in value)
    return True
