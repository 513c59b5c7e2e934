"""Looks within a style: which face an emphasis, a language or small capitals are set in."""

from __future__ import annotations

from dataclasses import replace

from epaper.model.text import Emphasis
from epaper.page.style import TextStyle
from epaper.typeset.fonts import FontBook
from epaper.typeset.scripts import script_of_language
from epaper.typeset.shaping import Look, Shaper

# how the families begin that stories in Latin letters are set in where a dress has letters of
# another script for its text: their own Latin is made for words among those, and large by itself
LATIN = "serif"
LATIN_SHARE = 0.92  # of the style's size: Latin's small letters are larger than theirs


def emphasis_look(shaper: Shaper, style: TextStyle, emphasis: Emphasis, language: str = "") -> Look:
    """The look of an emphasis inside a style: italic within italic turns roman, bold stays bold.
    Letters that have no italic stand out by their weight."""
    bold, italic = "bold" in style.weight, "italic" in style.weight
    slanted = emphasis in (Emphasis.ITALIC, Emphasis.BOLD_ITALIC)
    strong = bold or emphasis in (Emphasis.BOLD, Emphasis.BOLD_ITALIC)
    face = _face(shaper, style, (strong, italic != slanted), language)
    stressed = slanted and not italic
    if stressed and not shaper.book.slanted(face):
        face = _face(shaper, style, (not bold, False), language)
    share = LATIN_SHARE if _latin_text(shaper.book, style, face, language) else 1.0
    look = Look(
        face, style.features, style.upper, scale=share, language=language, stressed=stressed
    )
    return small_caps(shaper, look) if emphasis is Emphasis.SMALL_CAPS else look


def _face(shaper: Shaper, style: TextStyle, cut: tuple[bool, bool], language: str) -> str:
    """The face for text in a language, as bold and as slanted as `cut` says, where it can be."""
    book, (bold, italic) = shaper.book, cut
    face = book.member(style.face, bold, italic)
    script = script_of_language(language)
    if script and book.script(face) != script:  # its Latin and figures are made to fit
        return book.stand_in(face, script) or face
    if language and not script and (latin := _latin(book, face)):
        return book.member(latin, bold, italic)  # a story in Latin letters
    return face


def _latin_text(book: FontBook, style: TextStyle, face: str, language: str) -> bool:
    """Whether `face` is that of a text in Latin letters where the style has one of others.  What is
    set bold, as headlines are, keeps its size."""
    if "bold" in style.weight:
        return False
    own = book.script(book.member(style.face, False, False))
    return bool(own and language) and not book.script(face) and not script_of_language(language)


def _latin(book: FontBook, face: str) -> str:
    """The family for text in Latin letters in place of a face of another script; empty where that
    has letters that serve: condensed ones, of which a dress has its headlines."""
    families = (family for family in book.helps(face) if family.startswith(LATIN))
    usual = LATIN if book.script(face) == "Arab" else ""
    latin = next(families, usual)
    return latin if latin in book else ""


def small_caps(shaper: Shaper, look: Look, all_small: bool = False) -> Look:
    """Real small capitals where the face has them, else capitals at 80 per cent."""
    if "smcp" in shaper.book.open(look.face).features:
        return replace(look, features=(*look.features, "smcp", *(("c2sc",) if all_small else ())))
    return replace(look, upper=True, scale=look.scale * 0.8)
