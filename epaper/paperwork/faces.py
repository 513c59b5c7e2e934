"""The shipped faces as reportlab's: the sans for all words, and others for characters it has
not."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from epaper.errors import FontError
from epaper.paperwork.shaped import is_shaped, shaped
from epaper.resources import shipped

REGULAR, BOLD, ITALIC = "sans", "sans-bold", "sans-italic"
FALLBACKS = ("fallback-latin", "fallback-symbols", "fallback-symbols-2", "fallback-math")
SCRIPTS = ("devanagari", "bengali", "tamil", "naskh")  # of names of advertisers and sections
JOINERS = "\u200c\u200d"
OWN = "epaper-"  # how reportlab knows the faces


@lru_cache(maxsize=16)
def face(name: str) -> TTFont:
    """A shipped face by its id, known to reportlab as "epaper-ID".  FontError when it is gone."""
    path = shipped("fonts") / f"{name}.ttf"
    try:
        font = TTFont(f"{OWN}{name}", str(path))
    except (TTFError, OSError) as error:
        raise FontError(
            f"font file {path.name} cannot be used ({error}); put back the shipped fonts"
        ) from error
    pdfmetrics.registerFont(font)
    return font


def pieces(text: str, name: str) -> tuple[tuple[str, str], ...]:
    """The text in stretches of (font name, text), each in the first face that has its characters.

    A character that no face has shows as the empty box of the face that was asked for.  Marks stay
    with their letters, and spaces with words of one face on both sides of them.
    """
    fonts = [_font_for(char, name) for char in text]
    for at in range(1, len(text)):
        if unicodedata.category(text[at])[0] == "M" or text[at] in JOINERS:
            fonts[at] = fonts[at - 1]
    for at in range(1, len(text) - 1):
        if text[at] == " " and fonts[at - 1] == fonts[at + 1]:
            fonts[at] = fonts[at - 1]
    found: list[tuple[str, str]] = []
    for font, char in zip(fonts, text, strict=True):
        if found and found[-1][0] == font:
            found[-1] = (font, found[-1][1] + char)
        else:
            found.append((font, char))
    return tuple(found)


@lru_cache(maxsize=4096)
def _font_for(char: str, name: str) -> str:
    scripts = [f"{script}-bold" if name == BOLD else script for script in SCRIPTS]
    others = (*scripts, *FALLBACKS) if is_shaped(char) else (*FALLBACKS, *scripts)
    for candidate in (name, *others):
        font = face(candidate)
        if ord(char) in font.face.charToGlyph:
            return str(font.fontName)
    return str(face(name).fontName)


def part_width(font: str, part: str, size: float) -> float:
    """Points that a stretch of `pieces` takes, as printed."""
    if is_shaped(part):
        return shaped(part, font.removeprefix(OWN))[1] * size
    return float(pdfmetrics.stringWidth(part, font, size))


@lru_cache(maxsize=8192)  # lines are broken word by word, and findings repeat each other
def text_width(text: str, name: str, size: float) -> float:
    """Points, as printed."""
    return sum(part_width(font, part, size) for font, part in pieces(text, name))
