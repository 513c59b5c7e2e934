"""The flatplan: which stories stand on which page in which shape, and which are held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.volume import Held
from epaper.layout.measure.copy import Item
from epaper.layout.measure.listing import Frame
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.model.finding import Finding


@dataclass(frozen=True, slots=True)
class PlannedPage:
    number: int
    section: str
    items: tuple[Item, ...]
    layout: PageLayout
    hole: Hole
    opening: bool = False  # the section starts here, under its own heading
    titles: tuple[str, ...] = ()  # sections in that heading, in its order
    sections: tuple[str, ...] = ()  # that the page is kept for; none: for any


@dataclass(frozen=True, slots=True)
class Flatplan:
    pages: tuple[PlannedPage, ...]
    contents: tuple[int, ...]  # pages that have nothing else
    held: tuple[Held, ...]
    page_count: int
    dummy: Dummy
    findings: tuple[Finding, ...] = ()
    # columns x lines that each story asks for which was measured for the inside pages, by slug
    needs: Mapping[str, float] = field(default_factory=dict)
    kept: tuple[Held, ...] = ()  # standing matter for another day
    rail: Frame | None = None  # what the contents take of a page of news
    # pages of the parts of long stories, those on pages that stand among them, by story and part
    parts: dict[tuple[str, int], int] = field(default_factory=dict)
    # kept pages: the stories on each
    locked: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
