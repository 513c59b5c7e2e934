"""How many pages the edition has, and which of them take news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.contents_room import ContentsRoom
from epaper.layout.edition.dummy import Dummy
from epaper.layout.edition.volume import in_multiples
from epaper.layout.measure.copy import Item
from epaper.layout.measure.listing import Frame
from epaper.model.edition import Edition


@dataclass(frozen=True, slots=True)
class Pagination:
    """Pages 1 to `pages`; the front page, pages of contents and what is taken are not for the news
    inside."""

    pages: int
    room: ContentsRoom
    taken: frozenset[int]  # kept from an earlier build

    @property
    def contents(self) -> tuple[int, ...]:
        """Pages that the contents have to themselves."""
        return self.room.pages(self.pages)

    @property
    def rail(self) -> Frame | None:
        """What the contents take of a page of news."""
        rail = self.room.rail(self.pages)
        return rail if rail and rail.page not in self.taken else None

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

    def with_fewer(self, edition: Edition, least: int) -> Pagination | None:
        """As many pages fewer as the press prints at once; None below `least`, the budget or a page
        that is taken, or where the contents would have other pages."""
        budget = edition.pages
        pages = self.pages - budget.multiple
        if pages < max(1, least, budget.least, *self.taken):
            return None
        fewer = replace(self, pages=pages)
        return fewer if fewer.contents == self.contents else None

    def with_more(self, edition: Edition) -> Pagination:
        """As many pages more as the press prints at once, within the budget."""
        budget = edition.pages
        return replace(self, pages=min(self.pages + budget.multiple, budget.most))
