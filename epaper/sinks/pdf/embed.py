"""Fonts in the file: the glyphs in use, as a composite font with our own codes (ISO 32000-1,
9.7)."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name

from epaper.errors import FontError
from epaper.sinks.pdf.codes import FaceCodes, in_order, open_font
from epaper.sinks.pdf.drawn import with_drawn
from epaper.sinks.pdf.numbers import num
from epaper.sinks.pdf.shown import Drawn, Look

# What a PDF viewer does not read from an embedded TrueType font program (ISO 32000-1, 9.9).
_UNUSED_TABLES = (
    "BASE DSIG GDEF GPOS GSUB JSTF LTSH MATH OS/2 PCLT STAT VDMX cmap gasp hdmx kern meta name "
    "post".split()
)
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6  # font descriptor flags, ISO 32000-1, table 123


def embed_face(pdf: pikepdf.Pdf, codes: FaceCodes, path: Path) -> pikepdf.Object:
    """A Type0 font with exactly the glyphs of `codes`.  FontError when the file holds no TrueType
    outlines.
    """
    font = open_font(path)
    program, places = _subset(font.face, codes, path)
    name = f"/{_tag(program, codes)}+{_postscript_name(font.face, codes.face)}"
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(name),
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, font, name, program)),
        DW=1000,
        W=_widths(codes),
        CIDToGIDMap=pdf.make_stream(_glyph_map(codes, places)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(name),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(to_unicode(codes)),
        )
    )


def _subset(face: hb.Face, codes: FaceCodes, path: Path) -> tuple[bytes, Mapping[Look, int]]:
    """The font program with the glyphs in use and our own, and the number of each look in it."""
    if "glyf" not in face.table_tags:
        raise FontError(
            f"font file {path.name} has no TrueType outlines; convert it to .ttf or use another "
            "font"
        )
    looks = list(dict.fromkeys(look for look, _ in codes.codes))
    wanted = hb.SubsetInput()
    wanted.flags = (
        hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    wanted.glyph_set.update({look for look in looks if isinstance(look, int)})
    drawn = [look for look in looks if isinstance(look, Drawn)]
    wanted.glyph_set.update({glyph for look in drawn for glyph, _, _ in look.parts})
    wanted.drop_table_tag_set.update(
        {int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES}
    )
    plan = hb.SubsetPlan(face, wanted)
    places: dict[Look, int] = dict(plan.old_to_new_glyph_mapping.items())
    program = bytes(plan.execute().blob.data)
    if not drawn:
        return program, places
    program, own = with_drawn(program, drawn, places)
    return program, {**places, **own}


def _tag(program: bytes, codes: FaceCodes) -> str:
    """Six capitals drawn from the content (ISO 32000-1, 9.6.4): the same subset always bears the
    same name.
    """
    digest = hashlib.sha256(program + repr(sorted(codes.codes, key=in_order)).encode()).digest()
    return "".join(string.ascii_uppercase[byte % 26] for byte in digest[:6])


def _postscript_name(face: hb.Face, fallback: str) -> str:
    name = face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or fallback
    return (
        "".join(char for char in name if char.isascii() and (char.isalnum() or char in "-_"))
        or fallback
    )


def _descriptor(pdf: pikepdf.Pdf, font: hb.Font, name: str, program: bytes) -> Dictionary:
    """Measures are thousandths of an em; StemV is a guess from the weight, as nothing in TrueType
    tells it.
    """
    scale = 1000 / font.face.upem
    extents = font.get_font_extents("ltr")
    tag = hb.OTMetricsTag
    head = font.face.reference_table("head").data
    box = [int.from_bytes(head[at : at + 2], "big", signed=True) * scale for at in (36, 38, 40, 42)]
    slant = font.get_style_value(hb.StyleTag.SLANT_ANGLE)
    weight = font.get_style_value(hb.StyleTag.WEIGHT)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(name),
        Flags=_SYMBOLIC | (_ITALIC if slant else 0),
        FontBBox=Array([round(edge) for edge in box]),
        ItalicAngle=round(slant),
        Ascent=round(extents.ascender * scale),
        Descent=round(extents.descender * scale),
        CapHeight=round(font.get_metric_position_with_fallback(tag.CAP_HEIGHT) * scale),
        StemV=round(10 + 220 * (weight - 50) / 900),
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )


def _widths(codes: FaceCodes) -> pikepdf.Object:
    """The W array: a list of widths for each run of codes (ISO 32000-1, 9.7.4.3)."""
    parts: list[str] = []
    last = -1
    for (look, _), code in codes.codes.items():
        width = num(codes.widths[look])
        if code == last + 1:
            parts[-1] += f" {width}"
        else:
            parts.append(f"{code} [{width}")
        last = code
    return pikepdf.Object.parse(f"[{''.join(part + ']' for part in parts)}]".encode())


def _glyph_map(codes: FaceCodes, places: Mapping[Look, int]) -> bytes:
    numbers = [0] * (max(codes.codes.values(), default=0) + 1)
    for (look, _), code in codes.codes.items():
        numbers[code] = places[look]
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def to_unicode(codes: FaceCodes) -> bytes:
    """The map from codes to text (ISO 32000-1, 9.10.3)."""
    lines = [
        f"<{code:04x}> <{text.encode('utf-16-be').hex()}>"
        for (_, text), code in codes.codes.items()
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
""".encode("ascii")
