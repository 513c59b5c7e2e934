"""Pictures that stand in a content stream itself (ISO 32000-1, 8.9.7), with their keys in full."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

KEYS = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/D": "/Decode",
    "/DP": "/DecodeParms",
    "/F": "/Filter",
    "/H": "/Height",
    "/IM": "/ImageMask",
    "/I": "/Interpolate",
    "/W": "/Width",
}
SPACES = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
FILTERS = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}


def inline_facts(image: pikepdf.PdfInlineImage, resources: Any) -> dict[str, Any]:
    """The picture's keys as those of a picture by name have them; a colour space that the
    resources name stands in full."""
    whole = image.unparse()
    head = whole[whole.index(b"BI") + 2 : whole.index(b"ID")]
    given = pikepdf.Object.parse(b"<<" + head + b">>")
    facts = {KEYS.get(key, key): given[key] for key in sorted(given.keys())}
    if "/ColorSpace" in facts:
        facts["/ColorSpace"] = _space(facts["/ColorSpace"], resources)
    packing = facts.get("/Filter")
    names = list(packing) if isinstance(packing, Array) else [packing] if packing else []
    facts["/Filter"] = Array([Name(FILTERS.get(str(one), str(one))) for one in names])
    for key in ("/Length", "/L"):
        facts.pop(key, None)
    return facts


def _space(space: Any, resources: Any) -> Any:
    known = resources.get("/ColorSpace") if isinstance(resources, Dictionary) else None
    known = known if isinstance(known, Dictionary) else Dictionary()

    def named(name: Any) -> Any:
        if not isinstance(name, Name):
            return name
        return known[str(name)] if str(name) in known else Name(SPACES.get(str(name), str(name)))

    if isinstance(space, Array) and len(space) > 1:
        return Array([Name.Indexed, named(space[1]), *list(space)[2:]])
    return named(space)
