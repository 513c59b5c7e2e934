"""Fields of text alone, with nothing for the eye to land on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.figures.boxes import illustrations, rules, sold_places
from epaper.figures.legs import Leg
from epaper.figures.lines import TEXT, TextLine
from epaper.geometry import Rect
from epaper.page.marks import Element
from epaper.page.page import Page
from epaper.units import mm

WIDEST, DEEPEST = mm(75), mm(150)  # of a field that the eye bears
LANDING = (Element.CROSSHEAD, Element.LIST_ITEM)  # text that the eye lands on
UNBROKEN = 1.6  # leadings between lines: more, and white parts them
GUTTER = mm(10)  # legs that are farther apart are two fields
LONG = mm(20)  # a shorter rule does not part anything


@dataclass(frozen=True, slots=True)
class _Strip:
    """A part of a leg with text alone in it."""

    x: float
    right: float
    top: float
    foot: float

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.top, self.right - self.x, self.foot - self.top)


def grey_fields(
    page: Page, lines: Iterable[TextLine], legs: Mapping[str, Sequence[Leg]], leading: float
) -> list[Rect]:
    """Rectangles of text wider than 75 and deeper than 150 mm, the largest first, that no headline,
    picture, quote, crosshead, list or rule breaks."""
    entries = _entries(page, lines)
    strips = [
        part
        for own in legs.values()
        for leg in own
        for strip in _strips(leg, leading)
        for part in _cut(strip, entries)
    ]
    fields = []
    while best := max(_fields(strips, entries), key=lambda rect: rect.area, default=None):
        fields.append(best)
        strips = [part for strip in strips for part in _cut(strip, [best])]
    return fields


def _entries(page: Page, lines: Iterable[TextLine]) -> list[Rect]:
    """What the eye lands on."""
    boxes = [ln.rect for ln in lines if ln.element in LANDING or ln.element not in TEXT]
    boxes += [*sold_places(page), *illustrations(page)]
    boxes += [
        Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2)
        for rule, box in rules(page)
        if rule.origin.element is not Element.TABLE and max(box.width, box.height) >= LONG
    ]
    return boxes


def _strips(leg: Leg, leading: float) -> Iterator[_Strip]:
    """The leg's text, cut where white parts its lines."""
    run: list[TextLine] = []
    for line in leg.lines:
        if run and line.y - run[-1].y > UNBROKEN * leading:
            yield _Strip(leg.x, leg.right, run[0].rect.y, run[-1].rect.bottom)
            run = []
        run.append(line)
    yield _Strip(leg.x, leg.right, run[0].rect.y, run[-1].rect.bottom)


def _cut(strip: _Strip, boxes: Iterable[Rect]) -> list[_Strip]:
    """What the boxes leave of a strip: the parts that are deep enough for a field."""
    parts = [strip]
    for box in boxes:
        if min(box.right, strip.right) - max(box.x, strip.x) <= 1:
            continue
        parts = [
            half
            for part in parts
            for half in (
                [part]
                if box.bottom <= part.top or box.y >= part.foot
                else [replace(part, foot=box.y), replace(part, top=box.bottom)]
            )
        ]
    return [part for part in parts if part.foot - part.top > DEEPEST]


def _fields(strips: Iterable[_Strip], entries: Sequence[Rect]) -> Iterator[Rect]:
    """Every field that begins with one strip and goes on over its neighbours to the right."""
    ordered = sorted(strips, key=lambda strip: (strip.x, strip.top))
    for first in ordered:
        yield from _onwards(first, ordered, entries)


def _onwards(field: _Strip, strips: Sequence[_Strip], entries: Sequence[Rect]) -> Iterator[Rect]:
    if field.right - field.x > WIDEST:
        yield field.rect
    for strip in strips:
        gutter = strip.x - field.right
        top, foot = max(field.top, strip.top), min(field.foot, strip.foot)
        if not 0 < gutter < GUTTER or foot - top <= DEEPEST:
            continue
        between = Rect(field.right, top, gutter, foot - top)
        if not any(box.overlaps(between, 1) for box in entries):
            yield from _onwards(_Strip(field.x, strip.right, top, foot), strips, entries)
