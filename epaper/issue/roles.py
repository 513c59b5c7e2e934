"""What each mark is to a reader, by what it says of its origin, and the words under each link."""

from __future__ import annotations

from epaper.page.marks import (
    AdMark,
    Element,
    Fill,
    GlyphRun,
    Link,
    Mark,
    PictureMark,
    Polygon,
    Rule,
)
from epaper.page.page import Page
from epaper.page.structure import BlockRole, GroupKind

BREAKOUTS = {  # what stands out of the legs
    Element.PULL_QUOTE: GroupKind.QUOTE,
    Element.NUMBER: GroupKind.NUMBER,
    Element.POINTS_TITLE: GroupKind.POINTS,
    Element.POINTS: GroupKind.POINTS,
    Element.TIMELINE: GroupKind.TIMELINE,
    Element.PROPOSED_QUOTE: GroupKind.QUOTE,
    Element.PROPOSED_NUMBER: GroupKind.NUMBER,
    Element.PROPOSED_POINTS: GroupKind.POINTS,
}
TABLES = (Element.TABLE, Element.TABLE_HEAD)
_TEXT = {
    Element.NAMEPLATE: BlockRole.TITLE,
    Element.SECTION_HEAD: BlockRole.TITLE,
    Element.HEADLINE: BlockRole.HEADLINE,
    Element.JUMP_HEAD: BlockRole.AGAIN,
    Element.CROSSHEAD: BlockRole.CROSSHEAD,
    Element.PROPOSED: BlockRole.CROSSHEAD,
    Element.AGATE_HEAD: BlockRole.CROSSHEAD,
    Element.QUOTATION: BlockRole.QUOTATION,
    Element.LIST_ITEM: BlockRole.LIST_ITEM,
    Element.CAPTION: BlockRole.CAPTION,
    Element.PICTURE_CREDIT: BlockRole.CAPTION,
    Element.CHART: BlockRole.FIGURE,
    Element.CONTENTS: BlockRole.CAPTION,
    Element.INSIDE: BlockRole.CAPTION,
    **dict.fromkeys(TABLES, BlockRole.CELL),
    **dict.fromkeys(BREAKOUTS, BlockRole.ASIDE),
    Element.POINTS_TITLE: BlockRole.CAPTION,
}
_DECORATION = (Element.FOLIO, Element.FURNITURE)


def role_of(mark: Mark) -> BlockRole | None:
    """None for decoration: folios, rules and tints."""
    match mark:
        case GlyphRun(origin=origin):
            if origin.element in _DECORATION or not mark.words:
                return None
            return _TEXT.get(origin.element, BlockRole.PARAGRAPH)
        case PictureMark():
            return BlockRole.FIGURE
        case AdMark():
            return BlockRole.FIGURE
        case Link():
            return BlockRole.LINK
        case Rule() | Fill() | Polygon():
            return BlockRole.FIGURE if mark.origin.element is Element.CHART else None


def linked(page: Page) -> dict[int, int]:
    """By the place of a run among the page's marks, that of the link over its words; of what the
    page says to point to a story, one piece to one link."""
    links = [(at, mark) for at, mark in enumerate(page.marks) if isinstance(mark, Link)]
    found: dict[int, int] = {}
    for at, mark in enumerate(page.marks):
        if not isinstance(mark, GlyphRun) or not mark.words:
            continue
        for place, link in links:
            if mark.origin.element is link.origin.element and _covers(link, mark):
                found[at] = place
                break
    return found


def _covers(link: Link, run: GlyphRun) -> bool:
    """Whether the middle of the run's baseline lies in the link's area."""
    rect, middle = link.rect, run.x + run.width / 2
    return rect.x <= middle <= rect.right and rect.y <= run.y <= rect.bottom
