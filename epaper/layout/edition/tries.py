"""Front pages to search: how many stories stand on it, and how much of each before it goes on
inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.front import is_urgent
from epaper.layout.edition.parts import whole_or_cut
from epaper.layout.edition.volume import plain_brief
from epaper.layout.measure.copy import INSIDE, Item
from epaper.layout.measure.stories import columns_of_briefs, story_item
from epaper.model.story import Story
from epaper.typeset.typesetter import Typesetter

# lines of a story on the front before it jumps
FRONT_TEXT = {"front": 110, "major": 60, "minor": 48, "small": 48}
FRONT_TIERS = ("front", "major", "minor", "minor", "small")
SCALES = (1.0, 0.8, 1.25, 0.62, 1.6)  # of FRONT_TEXT
LARGE_SCALES = (2.0, 2.6, 3.3, 4.0, 4.8)  # for the only stories of a page
MORE_STORIES = (0, -1, 1, 2, 3, 4)  # than the front page should have
MANY_STEP = 2  # more, on a day that has nothing but short ones
FEW_STORIES = (3, 2, 1)  # where the others are too long to stand whole, and one may jump
FEW = 3
MUCH_LONGER = 1.4  # times its goal: from there urgent news is cut whatever others are
ANY_JUMPS = 99
BRIEFS_DAY = 3  # stories: with fewer that are no briefs a day is one of briefs
BRIEFS_APART = 2  # of them that stand as stories
LEAST_INSIDE = 6  # stories of an edition whose front page tells what else is in it


@dataclass(frozen=True, slots=True)
class FrontTry:
    """A front page to search: its items, what of them goes on inside, what stays off."""

    fronts: tuple[Item, ...]
    rests: tuple[Item, ...]  # of jumps, and whole stories that had to leave
    price: float
    # more stories go on inside than readers like: only where nothing else makes a page
    last: bool = False


@dataclass(frozen=True, slots=True)
class FrontStories:
    """What a front page is made from."""

    stories: Sequence[Story]  # the most urgent first
    of_edition: int  # stories of the whole edition
    pinned: frozenset[str]  # slugs that the editor wants there
    jumps: bool  # stories may go on inside
    share: float  # part of a full front page that advertisements leave
    alone: bool = False  # the paper may have one page


class _Cutter:
    """`whole_or_cut`, each part set once: many tries have the same stories cut at the same
    places."""

    def __init__(self, design: Design, setter: Typesetter) -> None:
        self.design, self.setter = design, setter
        self._known: dict[tuple[str, float], tuple[Item, Item | None]] = {}

    def __call__(self, item: Item, goal: float) -> tuple[Item, Item | None]:
        if (item.key, goal) not in self._known:
            cut = whole_or_cut(item, goal, self.design, self.setter)
            self._known[item.key, goal] = cut
        return self._known[item.key, goal]


def front_tries(
    day: FrontStories, design: Design, setter: Typesetter, granted: Callable[[Item], Item]
) -> list[list[FrontTry]]:
    """Front pages to search, in rounds: the next round only where the one before found nothing
    good.  `granted` puts the editor's wishes on an item.
    """
    stories = day.stories
    if sum(not plain_brief(story) for story in stories) < BRIEFS_DAY < len(stories):
        return [_brief_tries(day, design, setter, granted)]
    whole = [granted(item) for item in _with_tiers(stories, design, setter)]
    # the pinned ones are the last to leave; the order is kept otherwise
    whole.sort(key=lambda item: item.slug not in day.pinned)
    least = max(1, sum(item.slug in day.pinned for item in whole))
    base = min(len(whole), design.practice.front_stories)
    cut = _Cutter(design, setter)
    many = range(base + MORE_STORIES[-1] + MANY_STEP, len(whole) + MANY_STEP, MANY_STEP)
    counts = [*(base + more for more in MORE_STORIES), *FEW_STORIES, *many]
    clipped = list(dict.fromkeys(min(max(count, least), len(whole)) for count in counts))
    usual = design.practice.front_jumps
    rounds = []
    for most in (usual, ANY_JUMPS):
        for count in clipped:
            scales: tuple[float, ...] = SCALES if count >= min(base, FEW) else LARGE_SCALES
            if count > base + MORE_STORIES[-1]:
                scales = SCALES[:1]
            tries = [
                _try(whole, count, most=most, scale=scale, day=day, cut=cut) for scale in scales
            ]
            if most > usual:  # those of fewer jumps were tried before
                tries = [replace(one, last=True) for one in tries if _avoidable(one) > usual]
            rounds.append([_priced(one, count, base, design) for one in tries])
    if day.of_edition > len(stories):
        return rounds
    whole_ones = [  # a day of a page or so need not go on inside
        [
            _priced(_try(whole, count, usual, scale, day=day, cut=cut), count, base, design)
            for scale in LARGE_SCALES
        ]
        for count in clipped
        if count >= min(base, FEW)
    ]
    return [*whole_ones, *rounds] if day.alone else [*rounds, *whole_ones]


def _with_tiers(stories: Sequence[Story], design: Design, setter: Typesetter) -> list[Item]:
    """Each story in the tier of its place on the front page."""
    tiers = [FRONT_TIERS[min(place, len(FRONT_TIERS) - 1)] for place in range(len(stories))]
    items = (
        story_item(story, design, setter, tier) for story, tier in zip(stories, tiers, strict=True)
    )
    return [_asked(item, front=True) for item in items]


def _asked(item: Item, front: bool) -> Item:
    return replace(item, ask=replace(item.ask, front=front))


def _try(
    whole: Sequence[Item], count: int, most: int, scale: float, day: FrontStories, cut: _Cutter
) -> FrontTry:
    """The first `count` stories, at most `most` of them cut at `scale` times the usual length;
    urgent ones that are much longer are cut whatever others are."""
    fronts: list[Item] = []
    rests: list[Item] = []
    for item in whole[:count]:
        part, rest = item, None
        goal = FRONT_TEXT[item.ask.tier] * (scale * day.share)
        long = _urgent(item) and item.copy.text.lines > MUCH_LONGER * goal
        if day.jumps and (len(rests) < most or long):
            part, rest = cut(item, goal)
        fronts.append(part)
        rests += [rest] if rest else []
    inside = [INSIDE] if day.of_edition > LEAST_INSIDE else []
    off = (_asked(item, front=False) for item in whole[count:])
    return FrontTry((*fronts, *inside), (*rests, *off), 0.0)


def _urgent(item: Item) -> bool:
    return any(map(is_urgent, item.copy.stories))


def _jumps(one: FrontTry) -> int:
    return sum(item.kind == "jump" for item in one.rests)


def _avoidable(one: FrontTry) -> int:
    """Jumps of stories that need not be on the front page."""
    return sum(item.kind == "jump" and not _urgent(item) for item in one.rests)


def _priced(one: FrontTry, count: int, base: int, design: Design) -> FrontTry:
    """Each jump costs, each story more or less than the front page should have, and each urgent one
    that had to leave."""
    weights = design.weights
    gone = sum(_urgent(item) for item in one.rests if item.kind != "jump")
    price = (
        weights.jump * _jumps(one)
        + weights.front_urgent * gone
        + weights.front_few * max(0, min(base, design.practice.least_front) - count)
        + weights.front_fewer * max(0, base - count)
        + weights.front_more * max(0, count - base)
    )
    return replace(one, price=price)


def _brief_tries(
    day: FrontStories, design: Design, setter: Typesetter, granted: Callable[[Item], Item]
) -> list[FrontTry]:
    """Front pages of a day that has hardly anything but briefs: two of them as stories, columns of
    fewer and fewer.
    """
    plain = [story for story in day.stories if plain_brief(story)]
    plain.sort(key=lambda story: story.slug not in day.pinned)
    others = [story for story in day.stories if story not in plain]
    apart = [*others, *plain[: max(0, BRIEFS_APART - len(others))]]
    heads = [granted(item) for item in _with_tiers(apart, design, setter)]
    rest = [story for story in plain if story not in apart]
    inside = (INSIDE,) if day.of_edition > len(day.stories) else ()
    tries = []
    least = sum(story.slug in day.pinned for story in rest)
    for count in dict.fromkeys((*range(len(rest), least, -2), least)):
        left = rest[count:]
        rests = [
            item
            for section in dict.fromkeys(story.section for story in left)
            for item in columns_of_briefs(
                [story for story in left if story.section == section], design, setter
            )
        ]
        columns = columns_of_briefs(rest[:count], design, setter, whole=False)
        tries.append(FrontTry((*heads, *columns, *inside), tuple(rests), 0.0))
    return tries
