"""Small pieces of a layout, made by hand for tests of single rooms."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import replace

from generated_day import story

from epaper.layout.design.weights import Weights
from epaper.layout.edition.assign import Load
from epaper.layout.laid_out import LaidOut
from epaper.layout.measure.copy import Ask, Copy, Item, Text, text_of
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.layout.search.stand import Stand
from epaper.layout.search.terms import PageTerms
from epaper.model.edition import Edition, PageBudget, Publication, Section
from epaper.model.story import Kind, Story
from epaper.page.marks import Element, GlyphRun, Origin
from epaper.typeset.galley import GalleyBlock, Line, Setting

SHORT = replace(
    story(2, 60, urgency=6), slug="short", kind=Kind.FACTBOX, headline="How to cross", credit="Desk"
)


def block(*lines: int, element: Element = Element.BODY, **more: object) -> GalleyBlock:
    """A paragraph with a setting for each number of lines, the best first."""
    settings = tuple(Setting(count, 0.0, ()) for count in lines)
    return GalleyBlock(Origin(element, "s"), settings, 10, **more)  # type: ignore[arg-type]


def text(*blocks: GalleyBlock) -> Text:
    """Every line of it is called by its block and number."""

    def realise(number: int, setting: int) -> tuple[Line, ...]:
        return tuple(Line((), 0.0) for _ in range(blocks[number].settings[setting].lines))

    return text_of(blocks, realise)


def bare_item(
    key: str, lines: int = 30, tier: str = "minor", kind: str = "story", **more: object
) -> Item:
    """An item of one paragraph without headline and pictures."""
    told = replace(story(1, 60), slug=key)
    settings: dict[str, object] = {"section": "City", "urgency": 5, "stories": (told,)} | more
    copy = Copy(digest=key, key=key, kind=kind, text=text(block(lines)), **settings)  # type: ignore[arg-type]
    return Item(copy, Ask(tier=tier))


def load(number: int, area: float = 25.0, **more: object) -> Load:
    """One that can lead its page and has a picture."""
    settings: dict[str, object] = {"section": 0, "urgency": 5, "leads": True, "pictures": True}
    return Load(key=f"item-{number:02}", area=area, **settings | more)  # type: ignore[arg-type]


def layout(cost: float) -> PageLayout:
    """A page of that cost on which nothing stands."""
    return PageLayout((), cost, {})


def edition_of(stories: Sequence[Story], most: int = 8, **more: object) -> Edition:
    """An edition whose sections come in the order of their first story."""
    names = dict.fromkeys(one.section for one in stories)
    edition = Edition(
        publication=Publication("The Test", "TST"),
        date=datetime.date(2026, 1, 1),
        stories=tuple(stories),
        sections=tuple(Section(name) for name in names),
        pages=PageBudget(1, most, 1),
    )
    return replace(edition, **more)  # type: ignore[arg-type]


def page_terms(stands: Sequence[Stand], hole: Hole, weights: Weights) -> dict[str, float]:
    """Cost by term of one page; the shapes' own cost among them."""
    terms = PageTerms([s.item for s in stands], hole, weights).below(stands, math.inf)
    assert terms is not None  # nothing limits them
    return terms


def said(laid: LaidOut, element: Element, slug: str) -> str:
    """What the pages say of a story in one of its elements."""
    return " ".join(
        mark.text.strip()
        for page in laid.pages
        for mark in page.marks
        if isinstance(mark, GlyphRun)
        and mark.origin.element is element
        and mark.origin.story == slug
    )
