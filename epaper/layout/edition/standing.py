"""Standing matter chosen for what a thin day leaves: weather, puzzles, a readers' picture.

It comes after fewer pages and before the paper's own advertisements; news never waits for it.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from epaper.layout.edition.volume import Held
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.stories import story_item
from epaper.model.edition import Edition
from epaper.model.story import Story

FULL = "the news fills its pages"
NO_HOLE = "no hole of the pages takes it"
TIER = "small"
FRONT_FEW, FRONT_MOST = 3, 9  # items that may help to fill page 1; more only all in full size


@dataclass(frozen=True, slots=True)
class Matter:
    """The items of a day by story, each in all its sizes, the smallest first; next in turn first.
    `wished`: slugs of those that plan.yaml puts on a page."""

    items: tuple[tuple[Item, ...], ...] = ()
    wished: frozenset[str] = frozenset()

    @property
    def every(self) -> tuple[Item, ...]:
        return tuple(item for sizes in self.items for item in sizes)

    @property
    def stories(self) -> list[Story]:
        return [story for sizes in self.items for story in sizes[-1].copy.stories]

    def without(self, slugs: Collection[str]) -> Matter:
        """Without items that stand somewhere already."""
        return replace(self, items=tuple(s for s in self.items if s[0].slug not in slugs))

    def chosen(self, over: float, fitter: Copyfitter) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """What to print, and what serves to mend pages.

        over: columns x lines that no news asks for.  As many items as fit are taken at their
        smallest, then each as large as the rest allows; a size that has no shape is none.
        """
        taken: dict[int, Item] = {}
        left = over
        able = [[one for one in sizes if fitter.has_shape(one)] for sizes in self.items]
        order = sorted(range(len(self.items)), key=lambda n: self._slug(n) not in self.wished)
        for place in order:
            smallest = next(iter(able[place] or self.items[place]))
            area = fitter.area(smallest) if able[place] else math.inf
            if area <= left or self._slug(place) in self.wished:
                taken[place] = smallest
                left -= fitter.area(smallest)
        for place in sorted(taken):
            own = fitter.area(taken[place])
            larger = [item for item in able[place] if fitter.area(item) - own <= left]
            best = max(larger, key=fitter.area, default=taken[place])
            left -= max(0.0, fitter.area(best) - own)
            taken[place] = max(best, taken[place], key=fitter.area)
        spare = [sizes[0] for n, sizes in enumerate(self.items) if n not in taken]
        return tuple(taken[place] for place in sorted(taken)), tuple(spare)

    def _slug(self, place: int) -> str:
        return self.items[place][0].slug


def standing_matter(edition: Edition, fitter: Copyfitter, wished: Collection[str] = ()) -> Matter:
    """All that may run, measured."""
    able = [
        s for s in edition.stories if s.standing and not s.hold and s.slug not in edition.barred
    ]
    return Matter(tuple(_sizes(story, fitter) for story in able), frozenset(wished))


def in_sizes(story: Story) -> tuple[Story, ...]:
    """The item as it is in each of its sizes, the shortest first."""
    assert story.standing is not None
    return tuple(replace(story, body=body) for body in story.standing.bodies)


def _sizes(story: Story, fitter: Copyfitter) -> tuple[Item, ...]:
    items = [
        story_item(one, fitter.design, setter=fitter.setter, tier=TIER) for one in in_sizes(story)
    ]
    return tuple(
        replace(item, copy=replace(item.copy, key=f"{story.slug} {size}"))
        for size, item in enumerate(items, 1)
    )


def is_standing(item: Item) -> bool:
    return item.copy.story is not None and item.copy.story.standing is not None


def kept_back(matter: Matter, printed: Collection[str], over: float) -> tuple[Held, ...]:
    """What is kept for another day, and why."""
    why = NO_HOLE if over > 0 else FULL
    return tuple((story, why) for story in matter.stories if story.slug not in printed)
