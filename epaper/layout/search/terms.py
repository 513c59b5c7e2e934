"""Terms of the cost that only the whole page shows: what stands beside, above and under what."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epaper.layout.design.weights import Weights
from epaper.layout.measure.copy import Item
from epaper.layout.measure.desk import may_dominate
from epaper.layout.search.hole import Hole
from epaper.layout.search.orders import package_of
from epaper.layout.search.stand import Stand, neighbours, rank_of, stands_at, touching_pictures
from epaper.model.breakout import BreakoutKind

HEADS_LEVEL = 3  # lines: headlines nearer than this in height stand side by side
SECOND = ("headline_people", "headline_box")  # styles of the family that is not the news's
MOST_OF_A_KIND = 2  # proposed breakouts of a page
MOST_NUMBERS = 1  # likewise: a second big number takes the first one's weight
CLEAR = 1.5  # a lead's headline to the next largest: two steps of a ladder
USUAL_WIDTHS = 2  # modules of one width that a page may have
# of the terms, those that depend on shapes alone and not on where they stand
PLACELESS = ("shapes", "headline sizes", "lead's size", "same shapes", "breakouts")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the terms ask of an item on every page that is tried."""

    rank: int  # how urgent it is among the page's items, 0 first; the same for equals
    is_news: bool
    pad: int
    second: bool  # its headline is set in the second family
    dominates: Mapping[int, bool]  # by the index of a picture, -1 the chart


class PageTerms:
    """The terms of all pages that are tried for some items in a hole; what does not depend on where
    the items stand is found once, for the pages are many."""

    def __init__(self, items: Sequence[Item], hole: Hole, weights: Weights) -> None:
        self.hole, self.weights = hole, weights
        ranks = sorted({rank_of(item) for item in items})
        self.facts = {item.key: _facts(item, ranks.index(rank_of(item))) for item in items}
        news = [item for item in items if item.kind != "filler"]
        self.lead = min((*rank_of(item), item.key) for item in news)[-1] if news else ""
        self.wished = [(item.key, item.ask.at) for item in news if item.ask.at]
        self.related = _related(news)
        self.packages = _packages(news)
        self.deepest = max(hole.depths, default=0)
        self.is_uneven = any(depth < self.deepest for depth in hole.depths)

    def _of_shapes(
        self, stands: Sequence[Stand]
    ) -> tuple[dict[str, float], list[Stand], list[int]]:
        """What the shapes cost by themselves; the news, and how urgent each piece of it is."""
        facts = self.facts
        news = [s for s in stands if facts[s.item.key].is_news]
        ranks = [facts[s.item.key].rank for s in news]
        return {"shapes": sum(s.shape.cost for s in stands)}, news, ranks

    def placeless(self, stands: Sequence[Stand]) -> dict[str, float]:
        """The terms that hang on shapes alone, wherever these stand."""
        weights = self.weights
        terms, news, ranks = self._of_shapes(stands)
        if not news:
            return terms
        lead = next(s for s in news if s.item.key == self.lead)
        as_large = sum(_as_large(s, lead) for s in news if s is not lead)
        inverted = weights.inverted * _inverted(news, ranks)
        terms["headline sizes"] = inverted + weights.equal_to_lead * as_large
        terms["lead's size"] = weights.near_lead * _near(news, lead)
        terms["same shapes"] = weights.same_shape * _alike(news)
        terms["breakouts"] = weights.same_breakout * _of_one_kind(news)
        return terms

    def below(
        self, stands: Sequence[Stand], limit: float, placeless: Mapping[str, float] | None = None
    ) -> dict[str, float] | None:
        """Cost by term, the shapes' own cost among them; None as soon as the terms found cost
        `limit`, for none is less than nothing.  The order of the terms is that in which they are
        added up, and the cheap ones come first.  placeless: of these shapes, where it is known.
        """
        facts, weights = self.facts, self.weights
        terms, news, ranks = self._of_shapes(stands)
        if not news:
            return terms
        terms["order"] = weights.order * _order(news, ranks)
        if sum(terms.values()) >= limit:
            return None
        by_key = {s.item.key: s for s in news}
        lead = by_key[self.lead]
        anywhere = self.placeless(stands) if placeless is None else placeless
        terms["headline sizes"] = anywhere["headline sizes"]
        terms["lead's size"] = anywhere["lead's size"]
        top = self.hole.top
        terms["white under heads"] = weights.air_under * sum(
            s.shape.air for s in news if s.line == top and not facts[s.item.key].pad
        )
        beside = _beside(news)
        terms["tombstones"] = sum(_tombstone(a, b, weights) for a, b in beside)
        second = [s for s in news if facts[s.item.key].second and s.shape.head]
        terms["voices"] = weights.same_voice * _like_neighbours(second)
        if sum(terms.values()) >= limit:
            return None
        terms["pictures touching"] = weights.picture_touch * sum(
            touching_pictures(a, b) for a, b in beside
        )
        terms["picture on advertisement"] = weights.picture_on_ad * self._on_advertisements(news)
        terms["lead"] = weights.lead_low * min(1.0, (lead.line - top) / weights.lead_depth)
        terms["same shapes"] = anywhere["same shapes"]
        terms["dominant"] = self._dominant(news)
        terms["breakouts"] = anywhere["breakouts"]
        terms["wishes"] = weights.wish * sum(
            not stands_at(by_key[key], at, self.hole) for key, at in self.wished
        )
        terms["package apart"] = weights.package_apart * sum(
            _away([s for s in news if s.item.key in package]) for package in self.packages
        )
        terms["related apart"] = weights.related_apart * sum(
            not neighbours(by_key[a], by_key[b]) for a, b in self.related
        )
        return terms

    def _on_advertisements(self, news: Sequence[Stand]) -> int:
        """Pictures that stand on an advertisement with no text between."""
        if not self.is_uneven:
            return 0
        return sum(_on_advertisement(s, self.hole, self.deepest) for s in news)

    def _dominant(self, news: Sequence[Stand]) -> float:
        """Each page wants one picture, in its upper half, that is seen first, and that shows its
        matter; or else a quote, number or points."""
        areas = sorted(
            (
                (p.columns * p.lines, s.line + p.line, self.facts[s.item.key].dominates[p.index])
                for s in news
                for p in s.shape.pictures
            ),
            reverse=True,
        )
        if not any(able for *_, able in areas):
            return self._without_dominant(news)
        if not areas[0][2]:
            return self.weights.wrong_dominant
        low = areas[0][1] - self.hole.top > self.weights.upper_page
        return self._of_dominant([area for area, *_ in areas], low)

    def _without_dominant(self, news: Sequence[Stand]) -> float:
        entry = any(s.shape.breakouts for s in news)
        return self.weights.no_picture * (self.weights.entry_instead if entry else 1.0)

    def _of_dominant(self, areas: Sequence[int], low: bool) -> float:
        """areas: columns x lines of the page's pictures, the largest first."""
        weights, hole = self.weights, max(1, self.hole.area())
        rival = len(areas) > 1 and areas[1] > weights.rival * areas[0]
        small = weights.small_dominant * max(0.0, 1 - areas[0] / hole / weights.dominant_share)
        beyond = (max(0.0, area / hole / weights.most_dominant - 1) for area in areas)
        large = weights.large_dominant * sum(beyond)
        return small + large + (weights.no_dominant if rival or low else 0.0)

    def dominant_by_place(self, news: Sequence[Stand]) -> tuple[float, float, float]:
        """The dominant picture's term wherever these stand: where it stands high, where low, and
        where another of its size, that cannot dominate, stands lower."""
        pictures = [(s.item.key, p) for s in news for p in s.shape.pictures]
        if not any(self.facts[key].dominates[p.index] for key, p in pictures):
            return (self._without_dominant(news),) * 3
        areas = sorted((p.columns * p.lines for _, p in pictures), reverse=True)
        high, low = self._of_dominant(areas, low=False), self._of_dominant(areas, low=True)
        return high, low, self.weights.wrong_dominant


def _facts(item: Item, rank: int) -> _Facts:
    copy = item.copy
    home = not item.ask.label  # a guest's picture is not what the page is seen by first
    able = range(-1, len(copy.pictures))
    dominates = {index: home and may_dominate(copy, index) for index in able}
    style = copy.headline.style
    story = copy.story
    second = style is not None and style.name in SECOND
    second = second and story is not None and not (story.standing or story.size)
    return _Facts(rank, item.kind != "filler", copy.pad, second=second, dominates=dominates)


def _related(news: Sequence[Item]) -> list[tuple[str, str]]:
    """Pairs of items, by key, whose stories the editor calls related."""
    related = {
        frozenset((item.slug, slug))
        for item in news
        for story in item.copy.stories
        if item.slug
        for slug in story.related
    }
    return [
        (a.key, b.key)
        for a, b in itertools.combinations(news, 2)
        if frozenset((a.slug, b.slug)) in related
    ]


def _packages(news: Sequence[Item]) -> list[frozenset[str]]:
    """Keys of the items of each package of which the page has more than one."""
    packages: dict[str, list[str]] = {}
    for item in news:
        name = package_of(item.copy)
        if name:
            packages.setdefault(name, []).append(item.key)
    return [frozenset(keys) for keys in packages.values() if len(keys) > 1]


def _order(news: Sequence[Stand], ranks: Sequence[int]) -> int:
    """Lines by which the more urgent of every two stories stands lower."""
    lower = 0
    lines = [s.line for s in news]
    for index, (line, rank) in enumerate(zip(lines, ranks, strict=True), 1):
        for other, its_rank in zip(lines[index:], ranks[index:], strict=True):
            if rank < its_rank and line > other:
                lower += line - other
            elif its_rank < rank and other > line:
                lower += other - line
    return lower


def _inverted(news: Sequence[Stand], ranks: Sequence[int]) -> int:
    """Pairs of which the less urgent story has the larger headline."""
    sizes = [(rank, s.shape.head.size) for s, rank in zip(news, ranks, strict=True) if s.shape.head]
    inverted = 0
    for index, (rank, size) in enumerate(sizes, 1):
        for other, its_size in sizes[index:]:
            inverted += (rank < other and size < its_size) or (other < rank and its_size < size)
    return inverted


def _beside(news: Sequence[Stand]) -> list[tuple[Stand, Stand]]:
    """Every two of which one ends in the column where the other begins, the left one first."""
    beside = []
    edges = [(s, s.column, s.right) for s in news]
    for index, (a, column, right) in enumerate(edges, 1):
        for b, its_column, its_right in edges[index:]:
            if right == its_column:
                beside.append((a, b))
            elif its_right == column:
                beside.append((b, a))
    return beside


def _alike(news: Sequence[Stand]) -> int:
    """Modules beyond those that a page may have of one width."""
    return sum(
        max(0, count - USUAL_WIDTHS) for count in Counter(s.shape.columns for s in news).values()
    )


def _of_one_kind(news: Sequence[Stand]) -> int:
    """Proposed breakouts beyond those that a page may have of one kind."""
    breakouts = (s.item.copy.breakouts[p.index] for s in news for p in s.shape.breakouts)
    kinds = Counter(breakout.kind for breakout in breakouts if breakout.proposed)
    return sum(
        max(0, count - (MOST_NUMBERS if kind is BreakoutKind.NUMBER else MOST_OF_A_KIND))
        for kind, count in kinds.items()
    )


def _as_large(stand: Stand, lead: Stand) -> bool:
    head, first = stand.shape.head, lead.shape.head
    return head is not None and first is not None and head.size == first.size


def _near(news: Sequence[Stand], lead: Stand) -> float:
    """How near the largest headline but the lead's comes to it: 1 as large, 0 two steps smaller."""
    first = lead.shape.head
    others = [s.shape.head.size for s in news if s is not lead and s.shape.head]
    if first is None or not others:
        return 0.0
    return min(1.0, max(0.0, 1.0 - math.log(first.size / max(others)) / math.log(CLEAR)))


def _tombstone(a: Stand, b: Stand, weights: Weights) -> float:
    """Headlines of like size at one height side by side; headline beside headline at all costs a
    little.
    """
    if a.shape.head is None or b.shape.head is None:
        return 0.0
    if abs(a.line + a.shape.head_line - b.line - b.shape.head_line) > HEADS_LEVEL:
        return 0.0
    ratio = a.shape.head.size / b.shape.head.size
    like = max(ratio, 1 / ratio) < weights.tombstone_ratio
    return weights.tombstone if like else weights.head_beside_head


def _like_neighbours(stands: Sequence[Stand]) -> int:
    """Pairs that touch under headlines of one size."""
    return sum(
        a.shape.head.size == b.shape.head.size and neighbours(a, b)
        for a, b in itertools.combinations(stands, 2)
        if a.shape.head and b.shape.head
    )


def _on_advertisement(stand: Stand, hole: Hole, deepest: int) -> int:
    count = 0
    for p in stand.shape.pictures:
        foot = stand.line + p.line + p.lines - hole.top
        columns = range(stand.column + p.column, stand.column + p.column + p.columns)
        count += any(hole.depths[c] < deepest and foot >= hole.depths[c] for c in columns)
    return count


def _away(stands: Sequence[Stand]) -> int:
    """Stands that no row of neighbours joins to the first."""
    left = list(stands[1:])
    together = [stands[0]]
    for stand in together:
        touching = [other for other in left if neighbours(stand, other)]
        together += touching
        left = [other for other in left if other not in touching]
    return len(left)
