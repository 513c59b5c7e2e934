"""Rails and strips: agate of a section pinned to a page of that before its stories are searched, as
an advertisement's place is taken before.

A layout names the sections, by name or kind: `rails` for one outer column, `strips` for the foot of
all columns.  Whoever lays a page out asks three things: `pins_of` says which items are pinned and
which stay with the search, `Pin.placed` where one stands in a page's hole, `Standing.hole` what it
leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.wishes import Wishes
from epaper.layout.measure.copy import Item
from epaper.layout.measure.pinned import pinned_item, pinned_shape
from epaper.layout.search.hole import LEAST_DEPTH, Hole
from epaper.layout.search.page import PageLayout, Placed
from epaper.model.edition import Edition
from epaper.model.story import Kind, Story
from epaper.typeset.typesetter import Typesetter

NEARLY = 0.85  # of a column's depth: a rail that takes more stands from head to foot
STRIP = 0.3  # of a page's depth that a strip takes at most
LEAST_PAGE = 0.4  # of a page's depth that a strip leaves for news at least


@dataclass(frozen=True, slots=True)
class Standing:
    """A pin where it stands, and the hole that it leaves."""

    item: Item
    placed: Placed
    hole: Hole

    def on(self, layout: PageLayout) -> PageLayout:
        """A page's layout, and what the search came by besides, with the pin."""
        others = tuple(self.on(other) for other in layout.others)
        return replace(layout, placed=(*layout.placed, self.placed), others=others)


@dataclass(frozen=True, slots=True)
class Pin:
    """Agate of one section; a strip, or a rail."""

    item: Item
    strip: bool
    design: Design

    def placed(self, hole: Hole, page: int) -> Standing | None:
        """Where it stands in the hole of a page: at the foot of all columns, or in the outer one;
        None where that has no room for it."""
        return self._strip(hole) if self.strip else self._rail(hole, page)

    @property
    def area(self) -> int:
        """Columns x lines with the gap, about."""
        return self.item.copy.text.lines + self.design.grid.gap

    def _strip(self, hole: Hole) -> Standing | None:
        depth = min(hole.depths)
        if set(hole.depths) != {depth}:
            return None
        most = min(int(STRIP * self.design.grid.lines), depth - hole.gap - self._least_page)
        fitted = pinned_shape(self.item, hole.columns, most, self.design)
        if fitted is None:
            return None
        left = depth - fitted[0].lines
        placed = Placed(self.item.key, 0, hole.top + left, shape=fitted[0], filling=fitted[1])
        depths = (left - hole.gap,) * hole.columns
        return Standing(self.item, placed, replace(hole, depths=depths))

    def _rail(self, hole: Hole, page: int) -> Standing | None:
        column = 0 if page % 2 == 0 else hole.columns - 1
        depth = hole.depths[column]
        fitted = pinned_shape(self.item, 1, depth, self.design)
        if fitted is None:
            return None
        left = depth - fitted[0].lines - hole.gap
        if left < LEAST_DEPTH or fitted[0].lines >= NEARLY * depth:
            fitted = pinned_shape(self.item, 1, depth, self.design, depth=depth)
            left = 0
            if fitted is None:
                return None
        line = hole.top + depth - fitted[0].lines
        placed = Placed(self.item.key, column, line, shape=fitted[0], filling=fitted[1])
        depths = list(hole.depths)
        depths[column] = left
        return Standing(self.item, placed, replace(hole, depths=tuple(depths)))

    @property
    def _least_page(self) -> int:
        return int(LEAST_PAGE * self.design.grid.lines)


def pins_of(
    items: Sequence[Item], edition: Edition, wishes: Wishes, design: Design, setter: Typesetter
) -> tuple[tuple[Pin, ...], dict[str, tuple[Item, ...]]]:
    """The pins, one a section, and for each by its key the items that are gathered in it."""
    pins: list[Pin] = []
    gathered: dict[str, tuple[Item, ...]] = {}
    for section in edition.sections:
        names = {section.name.casefold(), section.kind}
        strip = bool(names & design.strips)
        if not (strip or names & design.rails):
            continue
        able = [item for item in items if _may(item, section.name, wishes)]
        able.sort(key=lambda item: (item.copy.urgency, item.key))
        phrases = design.words.phrases
        title = phrases.markets if strip else phrases.results
        while able:
            told = [_story(one) for one in able]
            item = pinned_item(told, title, design, setter, strip=strip)
            columns = design.grid.columns if strip else 1
            most = design.grid.lines - design.section_head_lines
            if pinned_shape(item, columns, int(STRIP * most) if strip else most, design):
                pins.append(Pin(item, strip, design))
                gathered[item.key] = tuple(able)
                break
            able.pop()  # too much for it: the last stands elsewhere on its page
    return tuple(pins), gathered


def _story(item: Item) -> Story:
    assert item.copy.story is not None  # it is a story's
    return item.copy.story


def _may(item: Item, section: str, wishes: Wishes) -> bool:
    """Plain agate of the section that nobody wished elsewhere."""
    copy, story = item.copy, item.copy.story
    if item.kind != "story" or story is None or copy.section != section:
        return False
    plain = not (copy.size or copy.visuals or copy.jump.chain or story.with_story)
    free = story.slug not in wishes.by_slug and story.slug not in wishes.with_page
    return story.kind is Kind.AGATE and plain and free


def page_of(
    pin: Pin, pages: Sequence[int], areas: Mapping[int, float], holes: Mapping[int, Hole]
) -> int:
    """The page that has most of the pin's section and has room for it; 0: none has.

    areas: columns x lines of the section, by page."""
    ranked = sorted(pages, key=lambda page: (-areas.get(page, 0.0), page))
    able = (p for p in ranked if areas.get(p, 0.0) > 0 and pin.placed(holes[p], p))
    return next(able, 0)
