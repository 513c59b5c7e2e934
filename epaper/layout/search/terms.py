"""Terms of the cost that only the whole page shows: what stands beside, above and under what."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from epaper.layout.design.weights import Weights
from epaper.layout.measure.desk import may_dominate
from epaper.layout.search.hole import Hole
from epaper.layout.search.orders import package_of
from epaper.layout.search.stand import Stand, neighbours, stands_at

HEADS_LEVEL = 3  # lines: headlines nearer than this in height stand side by side
USUAL_WIDTHS = 2  # modules of one width that a page may have


def page_terms(stands: Sequence[Stand], hole: Hole, weights: Weights) -> dict[str, float]:
    """Cost by term; the shapes' own cost among them."""
    news = [s for s in stands if s.item.kind != "filler"]
    if not news:
        return {"shapes": sum(s.shape.cost for s in stands)}
    lead = min(news, key=lambda s: (*s.rank, s.item.key))
    order, inverted, beside = _pairs(news)
    widths = [s.shape.columns for s in news]
    return {
        "shapes": sum(s.shape.cost for s in stands),
        "order": weights.order * order,
        "headline sizes": weights.inverted * inverted
        + weights.equal_to_lead * sum(_as_large(s, lead) for s in news if s is not lead),
        "white under heads": weights.air_under
        * sum(s.shape.air for s in news if s.line == hole.top and not s.item.copy.pad),
        "tombstones": sum(_tombstone(a, b, weights) for a, b in beside),
        "pictures touching": weights.picture_touch * sum(_touch(a, b) for a, b in beside),
        "picture on advertisement": weights.picture_on_ad
        * sum(_on_advertisement(s, hole) for s in news),
        "lead": weights.lead_low * min(1.0, (lead.line - hole.top) / weights.lead_depth),
        "same shapes": weights.same_shape
        * sum(max(0, widths.count(w) - USUAL_WIDTHS) for w in sorted(set(widths))),
        "dominant": _dominant(news, hole, weights),
        "wishes": weights.wish
        * sum(not stands_at(s, s.item.ask.at, hole) for s in news if s.item.ask.at),
        "package apart": weights.package_apart * _torn(news),
        "related apart": weights.related_apart * _apart(news),
    }


def _pairs(news: Sequence[Stand]) -> tuple[int, int, list[tuple[Stand, Stand]]]:
    """What every two stories are to each other: lines by which the more urgent stand lower, smaller
    headlines of the more urgent, and those side by side, the left one first.

    One pass, for it runs over all pairs of every page that is tried.
    """
    order = inverted = 0
    beside = []
    ranks = [stand.rank for stand in news]
    for index, a in enumerate(news):
        rank = ranks[index]
        for other, b in enumerate(news[index + 1 :], index + 1):
            if rank != ranks[other]:
                high, low = (a, b) if rank < ranks[other] else (b, a)
                order += max(0, high.line - low.line)
                inverted += _larger(low, high)
            if a.right == b.column:
                beside.append((a, b))
            elif b.right == a.column:
                beside.append((b, a))
    return order, inverted, beside


def _apart(news: Sequence[Stand]) -> int:
    """Pairs of stories that the editor calls related and that do not touch."""
    related = {
        frozenset((stand.item.slug, slug))
        for stand in news
        for story in stand.item.copy.stories
        if stand.item.slug
        for slug in story.related
    }
    if not related:
        return 0
    return sum(
        frozenset((a.item.slug, b.item.slug)) in related and not neighbours(a, b)
        for a, b in itertools.combinations(news, 2)
    )


def _larger(low: Stand, high: Stand) -> bool:
    """The less urgent of two stories has the larger headline."""
    return (
        low.shape.head is not None
        and high.shape.head is not None
        and low.shape.head.size > high.shape.head.size
    )


def _as_large(stand: Stand, lead: Stand) -> bool:
    head, first = stand.shape.head, lead.shape.head
    return head is not None and first is not None and head.size == first.size


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


def _touch(left: Stand, right: Stand) -> int:
    """Pairs of pictures of two stories with nothing but the gutter between."""
    return sum(
        p.column + p.columns == left.shape.columns
        and q.column == 0
        and min(left.line + p.line + p.lines, right.line + q.line + q.lines)
        > max(left.line + p.line, right.line + q.line)
        for p in left.shape.pictures
        for q in right.shape.pictures
    )


def _on_advertisement(stand: Stand, hole: Hole) -> int:
    """Pictures that stand on an advertisement with no text between."""
    count = 0
    for p in stand.shape.pictures:
        foot = stand.line + p.line + p.lines - hole.top
        columns = range(stand.column + p.column, stand.column + p.column + p.columns)
        count += any(hole.depths[c] < max(hole.depths) and foot >= hole.depths[c] for c in columns)
    return count


def _dominant(news: Sequence[Stand], hole: Hole, weights: Weights) -> float:
    """Each page wants one picture, in its upper half, that is seen first, and that shows its
    matter."""
    areas = sorted(
        (
            (p.columns * p.lines, s.line + p.line, may_dominate(s.item.copy, p.index))
            for s in news
            for p in s.shape.pictures
        ),
        reverse=True,
    )
    if not areas:
        entry = any(s.shape.breakouts for s in news)
        return weights.no_picture * (weights.entry_instead if entry else 1.0)
    if not areas[0][2]:
        return weights.no_picture if not any(able for *_, able in areas) else weights.no_dominant
    share = areas[0][0] / max(1, hole.area())
    rival = len(areas) > 1 and areas[1][0] > weights.rival * areas[0][0]
    small = weights.small_dominant * max(0.0, 1 - share / weights.dominant_share)
    shares = (area / max(1, hole.area()) for area, *_ in areas)
    large = weights.large_dominant * sum(
        max(0.0, one / weights.most_dominant - 1) for one in shares
    )
    return (
        small
        + large
        + (weights.no_dominant if rival or areas[0][1] - hole.top > weights.upper_page else 0.0)
    )


def _torn(news: Sequence[Stand]) -> int:
    """Parts of packages that stand away from the rest of theirs: groups of neighbours beyond the
    first.
    """
    packages: dict[str, list[Stand]] = {}
    for stand in news:
        name = package_of(stand.item.copy)
        if name:
            packages.setdefault(name, []).append(stand)
    return sum(_away(stands) for stands in packages.values())


def _away(stands: Sequence[Stand]) -> int:
    """Stands that no row of neighbours joins to the first."""
    left = list(stands[1:])
    together = [stands[0]]
    for stand in together:
        touching = [other for other in left if neighbours(stand, other)]
        together += touching
        left = [other for other in left if other not in touching]
    return len(left)
