"""Small pages of marks with and without a fault: no typesetter, no layout, no faces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from epaper.figures.figures import StoryRank, edition_figures
from epaper.figures.record import EditionFigures, PageFigures
from epaper.geometry import Rect, Size
from epaper.page.marks import AdMark, Element, GlyphRun, Mark, Origin, PictureMark, Word
from epaper.page.page import Module, Page
from epaper.page.spread import moved, moved_rect

LEADING = 10.0
SIZE = 8.0  # of the text
GAP = 2.0  # the normal word space, 0.25 em
MEASURE = 100.0
COLUMNS = (40.0, 150.0, 260.0)  # left edges; gutters of 10 points
AREA = Rect(40, 40, 320, 620)
RANKS = {
    "bridge": StoryRank(2, "City"),
    "ferry": StoryRank(4, "City"),
    "harvest": StoryRank(5, "Nation"),
}


def word(text: str) -> Word:
    return Word(text, (1,) * len(text), (500,) * len(text), tuple(text), 500 * len(text))


def line(text: str, x: float, y: float, element: Element = Element.BODY, **more: Any) -> GlyphRun:
    """A line of `width` from x; `story` and `part` say whose it is."""
    origin = Origin(element, more.pop("story", "bridge"), more.pop("part", 0))
    usual = {"size": SIZE, "gap": GAP, "width": MEASURE, "face": "serif"} | more
    return GlyphRun(x, y, words=tuple(map(word, text.split(" "))), origin=origin, **usual)


def paragraph(places: Sequence[tuple[float, float]], part: int = 0, **more: Any) -> list[GlyphRun]:
    """A line at each place (x, baseline); the last is short, the others fill the measure."""
    lines = [line("some words of text", x, y, part=part, **more) for x, y in places]
    return [*lines[:-1], replace(lines[-1], width=MEASURE / 2)]


def leg(x: float, top: float, count: int, part: int = 0, **more: Any) -> list[GlyphRun]:
    """A paragraph of `count` lines in one leg, its first baseline at `top`."""
    return paragraph([(x, top + LEADING * i) for i in range(count)], part, **more)


def headline(text: str, x: float, y: float, size: float = 24, **more: Any) -> GlyphRun:
    return line(text, x, y, Element.HEADLINE, **({"size": size} | more))


def picture(rect: Rect, name: str = "boats.jpg", story: str = "bridge", part: int = 0) -> Mark:
    origin = Origin(Element.PICTURE, story, part)
    return PictureMark(rect, "0" * 64, name, (0, 0, 1, 1), (800, 600), "", origin)


def advertisement(rect: Rect) -> Mark:
    return AdMark(rect, "1" * 64, "A-17", Origin(Element.ADVERTISEMENT))


def page(marks: Sequence[Mark], number: int = 2, **more: Any) -> Page:
    """Of the section City, with a type area of 320 x 620 points."""
    usual = {"size": Size(400, 700), "section": "City", "type_area": AREA} | more
    return Page(number=number, marks=tuple(marks), **usual)


def story_module(rect: Rect, story: str = "bridge", kind: str = "story") -> Module:
    return Module(rect, story, kind)


def figures(
    *pages: Page, stories: Mapping[str, StoryRank] = RANKS, leading: float = LEADING
) -> EditionFigures:
    return edition_figures(pages, leading=leading, stories=stories)


def counted(marks: Sequence[Mark], **more: Any) -> PageFigures:
    """The figures of a page that is an edition by itself."""
    return figures(page(marks, **more)).pages[0]


def spots(found: PageFigures, what: str) -> list[Rect]:
    return [spot.rect for spot in found.spots if spot.what == what]


def moved_page(one: Page, dx: float, dy: float) -> Page:
    """The page with all that is on it, its type area too, somewhere else."""
    modules = tuple(replace(m, rect=moved_rect(m.rect, dx, dy)) for m in one.modules)
    area = moved_rect(one.type_area, dx, dy) if one.type_area else None
    marks = tuple(moved(mark, dx, dy) for mark in one.marks)
    return replace(one, marks=marks, modules=modules, type_area=area)
