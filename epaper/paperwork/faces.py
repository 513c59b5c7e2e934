"""The shipped faces as reportlab's: the sans for all words, and others for characters it has not.

Nothing is shaped here: scripts that need it are legible, not beautiful.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from epaper.errors import FontError
from epaper.resources import shipped

REGULAR, BOLD, ITALIC = "sans", "sans-bold", "sans-italic"
FALLBACKS = (
    *("fallback-latin", "fallback-symbols", "fallback-symbols-2", "fallback-math"),
    *("devanagari", "bengali", "tamil", "naskh"),  # names of advertisers and sections
)


@lru_cache(maxsize=16)
def face(name: str) -> TTFont:
    """A shipped face by its id, known to reportlab as "epaper-ID".  FontError when it is gone."""
    path = shipped("fonts") / f"{name}.ttf"
    try:
        font = TTFont(f"epaper-{name}", str(path))
    except (TTFError, OSError) as error:
        raise FontError(
            f"font file {path.name} cannot be used ({error}); put back the shipped fonts"
        ) from error
    pdfmetrics.registerFont(font)
    return font


def pieces(text: str, name: str) -> tuple[tuple[str, str], ...]:
    """The text in stretches of (font name, text), each in the first face that has its characters.

    A character that no face has shows as the empty box of the face that was asked for.
    """
    return tuple(
        (font, "".join(characters))
        for font, characters in groupby(text, key=lambda char: _font_for(char, name))
    )


@lru_cache(maxsize=4096)
def _font_for(char: str, name: str) -> str:
    for candidate in (name, *FALLBACKS):
        font = face(candidate)
        if ord(char) in font.face.charToGlyph:
            return str(font.fontName)
    return str(face(name).fontName)


def text_width(text: str, name: str, size: float) -> float:
    """Points, as printed."""
    widths = (pdfmetrics.stringWidth(part, font, size) for font, part in pieces(text, name))
    return float(sum(widths))
