"""The terms of a page against a slow count over all its pairs, and what gives up early against what
does not."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import page_terms

from epaper.layout.design.weights import Weights
from epaper.layout.measure.copy import FILLER, Ask, Copy, Headline, Item
from epaper.layout.measure.desk import may_dominate
from epaper.layout.measure.shapes import Head, PicturePlace, Shape
from epaper.layout.search.hole import Hole
from epaper.layout.search.orders import package_of
from epaper.layout.search.stand import Stand, neighbours, rank_of, stands_at
from epaper.layout.search.terms import CLEAR, HEADS_LEVEL, USUAL_WIDTHS, PageTerms
from epaper.model.picture import Picture
from epaper.page.style import TextStyle
from epaper.typeset.galley import HeadlineCut

CUT = HeadlineCut(("A headline",), (1.0,), 0.0)
STYLE = TextStyle("headline", "serif-bold", 30, 31)
HOLES = (Hole(2, (60,) * 6, 2), Hole(0, (60, 60, 40, 40, 60, 60), 2))
SHOWN = Picture(Path("a"), "a", 900, 600)
PICTURES = (SHOWN, replace(SHOWN, stand_in=True))


def random_page(chance: random.Random, hole: Hole) -> list[Stand]:
    """Items anywhere on the page, one on the other if it so happens."""
    keys = [f"s{number}" for number in range(chance.randint(1, 7))]
    stands = []
    for key in keys:
        told = replace(
            story(1, 60),
            slug=key,
            related=tuple(chance.sample(keys, chance.randint(0, 1))),
            with_story=chance.choice(["", "", *keys]),
        )
        kind = chance.choice(["story", "story", "jump"])
        copy = Copy(key, key, kind, "City", chance.randint(1, 3), (told,), pad=chance.randint(0, 1))
        style = replace(STYLE, name=chance.choice([STYLE.name, "headline_people", "headline_box"]))
        copy = replace(copy, headline=Headline(key, style), pictures=PICTURES)
        ask = Ask(chance.choice(["lead", "minor", "minor"]), at=chance.choice(["", "", "foot"]))
        columns, lines = chance.randint(1, 4), chance.randint(5, 30)
        pictures = tuple(
            PicturePlace(index, 0, chance.randint(0, 4), chance.randint(1, columns), 5, 1)
            for index in chance.sample([0, 1], chance.randint(0, 2))
        )
        size = chance.choice([18.0, 20.0, 36.0])
        head = chance.choice([None, Head(CUT, size, 3, 0.0), Head(CUT, size, 3, 0.0)])
        cost, air = chance.random() * 9, chance.randint(0, 1)
        shape = Shape(columns, lines, head, 0, columns, 0, 0, 0, 3, pictures, (), (), cost, air=air)
        column = chance.randint(0, 6 - columns)
        stands.append(Stand(Item(copy, ask), column, hole.top + chance.randint(0, 9) * 3, shape))
    if chance.random() < 0.2:
        bare = Shape(1, 8, None, 0, 1, 0, 0, 0, 0, (), (), (), chance.random())
        stands.append(Stand(FILLER, 0, hole.top, bare))
    return stands


def slow(stands: list[Stand], hole: Hole, w: Weights) -> dict[str, float]:
    """The same, term by term, from what the objections say."""
    news = [s for s in stands if s.item.kind != "filler"]
    pairs = list(itertools.combinations(news, 2))
    rank = {s.item.key: rank_of(s.item) for s in news}
    lead = min(news, key=lambda s: (rank[s.item.key], s.item.key))
    ranked = [
        (a, b) if rank[a.item.key] < rank[b.item.key] else (b, a)
        for a, b in pairs
        if rank[a.item.key] != rank[b.item.key]
    ]
    size = {s.item.key: s.shape.head.size if s.shape.head else math.nan for s in news}
    beside = [
        (a, b) if a.right == b.column else (b, a)
        for a, b in pairs
        if a.right == b.column or b.right == a.column
    ]
    widths = [s.shape.columns for s in news]
    slugs = {frozenset((s.item.slug, r)) for s in news for r in s.item.copy.stories[0].related}
    return {
        "shapes": sum(s.shape.cost for s in stands),
        "order": w.order * sum(max(0, high.line - low.line) for high, low in ranked),
        "headline sizes": w.inverted
        * sum(size[low.item.key] > size[high.item.key] for high, low in ranked)
        + w.equal_to_lead
        * sum(size[s.item.key] == size[lead.item.key] for s in news if s is not lead),
        "lead's size": w.near_lead * near(lead, news),
        "white under heads": w.air_under
        * sum(s.shape.air for s in news if s.line == hole.top and not s.item.copy.pad),
        "tombstones": sum(tombstone(a, b, w) for a, b in beside),
        "voices": w.same_voice
        * sum(
            size[a.item.key] == size[b.item.key] and neighbours(a, b)
            for a, b in pairs
            if is_box(a) and is_box(b)
        ),
        "pictures touching": w.picture_touch * sum(touching(a, b) for a, b in beside),
        "picture on advertisement": w.picture_on_ad * sum(on_advertisement(s, hole) for s in news),
        "lead": w.lead_low * min(1.0, (lead.line - hole.top) / w.lead_depth),
        "same shapes": w.same_shape
        * sum(max(0, widths.count(width) - USUAL_WIDTHS) for width in set(widths)),
        "dominant": dominant(news, hole, w),
        "breakouts": 0.0,
        "wishes": w.wish
        * sum(not stands_at(s, s.item.ask.at, hole) for s in news if s.item.ask.at),
        "package apart": w.package_apart * torn(news),
        "related apart": w.related_apart
        * sum(
            frozenset((a.item.slug, b.item.slug)) in slugs and not neighbours(a, b)
            for a, b in pairs
            if a.item.slug and b.item.slug
        ),
    }


def near(lead: Stand, news: list[Stand]) -> float:
    others = [s.shape.head.size for s in news if s is not lead and s.shape.head]
    if not others or not lead.shape.head:
        return 0.0
    steps = math.log(lead.shape.head.size / max(others), CLEAR)
    return min(1.0, max(0.0, 1 - steps))


def is_box(stand: Stand) -> bool:
    style = stand.item.copy.headline.style
    return style is not None and style.name.startswith(("headline_people", "headline_box"))


def tombstone(a: Stand, b: Stand, w: Weights) -> float:
    if not a.shape.head or not b.shape.head or abs(a.line - b.line) > HEADS_LEVEL:
        return 0.0
    sizes = sorted((a.shape.head.size, b.shape.head.size))
    return w.tombstone if sizes[1] / sizes[0] < w.tombstone_ratio else w.head_beside_head


def touching(a: Stand, b: Stand) -> int:
    lines = {(p, n) for p in a.shape.pictures for n in rows(a, p)}
    right = {p for p in a.shape.pictures if p.column + p.columns == a.shape.columns}
    return sum(
        any((p, n) in lines for n in rows(b, q))
        for p in right
        for q in b.shape.pictures
        if q.column == 0
    )


def rows(stand: Stand, place: PicturePlace) -> range:
    return range(stand.line + place.line, stand.line + place.line + place.lines)


def on_advertisement(stand: Stand, hole: Hole) -> int:
    return sum(
        any(
            hole.depths[c] < max(hole.depths)
            and rows(stand, p)[-1] + 1 - hole.top >= hole.depths[c]
            for c in range(stand.column + p.column, stand.column + p.column + p.columns)
        )
        for p in stand.shape.pictures
    )


def dominant(news: list[Stand], hole: Hole, w: Weights) -> float:
    areas = sorted(
        (
            p.columns * p.lines,
            s.line + p.line,
            may_dominate(s.item.copy, p.index) and not s.item.ask.label,
        )
        for s in news
        for p in s.shape.pictures
    )[::-1]
    if not any(able for *_, able in areas):
        entry = any(s.shape.breakouts for s in news)
        return w.no_picture * (w.entry_instead if entry else 1.0)
    area, line, able = areas[0]
    if not able:
        return w.wrong_dominant
    share = area / hole.area()
    rival = len(areas) > 1 and areas[1][0] > w.rival * area
    small = w.small_dominant * max(0.0, 1 - share / w.dominant_share)
    large = w.large_dominant * max(0.0, share / w.most_dominant - 1)
    ill = rival or line - hole.top > w.upper_page
    return small + large + (w.no_dominant if ill else 0.0)


def torn(news: list[Stand]) -> int:
    """Stands of packages that no way over neighbours leads to from the first of theirs."""
    apart = 0
    for name in {package_of(s.item.copy) for s in news} - {""}:
        stands = [s for s in news if package_of(s.item.copy) == name]
        reached = stands[:1]
        for _ in stands:
            reached = [s for s in stands if s in reached or any(neighbours(s, r) for r in reached)]
        apart += len(stands) - len(reached)
    return apart


@pytest.mark.parametrize("seed", range(60))
def test_terms_are_what_a_slow_count_says(seed: int) -> None:
    chance = random.Random(seed)
    hole = HOLES[seed % 2]
    stands = random_page(chance, hole)
    found, wanted = page_terms(stands, hole, Weights()), slow(stands, hole, Weights())
    assert list(found.items()) == list(wanted.items())


@pytest.mark.parametrize("seed", range(20))
def test_a_page_is_given_up_only_where_it_costs_as_much(seed: int) -> None:
    chance = random.Random(seed)
    stands = random_page(chance, HOLES[0])
    terms = PageTerms([s.item for s in stands], HOLES[0], Weights())
    whole = page_terms(stands, HOLES[0], Weights())
    cost = sum(whole.values())
    for share in (0.1, 0.5, 0.9, 1.0, 1.1):
        below = terms.below(stands, cost * share)
        assert below == whole or (below is None and share <= 1.0)
    moved = [s._replace(column=0) for s in stands]  # what was found of the items serves every page
    assert terms.below(moved, math.inf) == page_terms(moved, HOLES[0], Weights())
