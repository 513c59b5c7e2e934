"""How many pages the edition has, and which of them take news."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.volume import WORDS_A_LINE, contents_pages, in_multiples
from epaper.layout.measure.copy import Item
from epaper.model.edition import Edition
from epaper.model.story import Story

FEW_PAGES = 4  # a front page, the contents, and two pages of what they list
FEW_STORIES = 3  # need no contents page
DISPLAY_SHARE = 1.35  # times its text: what a story takes with headline and pictures


@dataclass(frozen=True, slots=True)
class Pagination:
    """Pages 1 to `pages`; the front page, the contents and what is taken are not for the news
    inside."""

    pages: int
    contents: tuple[int, ...]
    taken: frozenset[int]  # kept from an earlier build

    @property
    def barred(self) -> frozenset[int]:
        """Pages that carry no advertisements."""
        return frozenset((*self.contents, *self.taken))

    @property
    def inside(self) -> tuple[int, ...]:
        """The pages behind the front page that are free."""
        return tuple(n for n in range(2, self.pages + 1) if n not in self.barred)

    def news_pages(self, dummy: Dummy, design: Design) -> list[int]:
        """Those of them on which the advertisements leave room for news."""
        return [n for n in self.inside if dummy.hole(n, 0, design).cuts()]

    def with_room_for_parts(self, inside: Sequence[Item], edition: Edition) -> Pagination:
        """Pages enough for each part of a long story to have one of its own."""
        jumps = [item.copy.jump for item in inside if item.copy.jump.chain]
        begun = {jump.chain for jump in jumps if not jump.part}
        parts = max((jump.part + (jump.chain in begun) for jump in jumps), default=0)
        least = len({1, *self.barred}) + parts
        return replace(self, pages=max(self.pages, in_multiples(least, edition.pages)))

    def with_more(self, edition: Edition) -> Pagination:
        """As many pages more as the press prints at once, within the budget."""
        budget = edition.pages
        return replace(self, pages=min(self.pages + budget.multiple, budget.most))


def pages_of_contents(
    running: Sequence[Story], edition: Edition, design: Design, *, taken: frozenset[int]
) -> tuple[int, ...]:
    """The pages of the contents: as many as the entries ask for, none for a very small day, and
    none in a paper of so few pages that they would take the room of the stories.
    """
    first, grid = design.contents_page, design.grid
    if not first or edition.pages.most < FEW_PAGES:
        return ()
    if len(running) <= FEW_STORIES and not taken:
        return ()
    need = max(1.0, sum(story.words for story in running) / WORDS_A_LINE * DISPLAY_SHARE)
    share = min(1.0, edition.pages.most * grid.columns * grid.lines / need)
    count = contents_pages(math.ceil(len(running) * share), design)
    return tuple(range(first, first + count))
