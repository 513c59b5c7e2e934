"""What each mark is in the structure of the document (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from enum import Enum

from epaper.page.marks import AdMark, Element, Fill, GlyphRun, PictureMark, Polygon, Rule


class Role(Enum):
    """Standard structure types in use, and Artifact for what is not to be read aloud."""

    ARTIFACT = "Artifact"
    TITLE = "H1"
    HEADLINE = "H2"
    CROSSHEAD = "H3"
    PARAGRAPH = "P"
    QUOTATION = "BlockQuote"
    LIST_ITEM = "LBody"
    CAPTION = "Caption"
    FIGURE = "Figure"


_TEXT = {
    Element.NAMEPLATE: Role.TITLE,
    Element.SECTION_HEAD: Role.TITLE,
    Element.HEADLINE: Role.HEADLINE,
    Element.CROSSHEAD: Role.CROSSHEAD,
    Element.QUOTATION: Role.QUOTATION,
    Element.LIST_ITEM: Role.LIST_ITEM,
    Element.CAPTION: Role.CAPTION,
    Element.PICTURE_CREDIT: Role.CAPTION,
    Element.CHART: Role.FIGURE,
    Element.FOLIO: Role.ARTIFACT,
    Element.FURNITURE: Role.ARTIFACT,
    Element.PULL_QUOTE: Role.ARTIFACT,  # says again what the story says
}


def role_of(mark: GlyphRun | Rule | Fill | Polygon | PictureMark | AdMark) -> Role:
    """Text by its element, pictures as figures; lines and tints are decoration unless they make a
    chart.
    """
    match mark:
        case GlyphRun(origin=origin):
            return _TEXT.get(origin.element, Role.PARAGRAPH)
        case PictureMark():
            return Role.FIGURE if mark.alt else Role.ARTIFACT
        case AdMark():
            return Role.FIGURE
        case Rule() | Fill() | Polygon():
            return Role.FIGURE if mark.origin.element is Element.CHART else Role.ARTIFACT
