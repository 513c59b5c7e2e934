"""Terms of the cost that only the whole page shows: what stands beside, above and under what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.layout.design import cost as C
from epaper.layout.measure.items import Item
from epaper.layout.measure.shapes import Shape
from epaper.layout.search.hole import Hole

RANK = {"front": 0, "lead": 0, "major": 1, "minor": 2, "small": 3}
HEADS_LEVEL = 3  # lines: headlines nearer than this in height stand side by side
NEIGHBOURS = 3  # lines between stacked modules, with one to spare
LEAST_SET_DOWN = 0.5  # of its size: a headline set smaller than that no longer fills its place
RIVAL = 0.7  # of the largest picture: a second one of that size competes with it
DOMINANT_SHARE = 0.12  # of the news hole that the largest picture should take
TOP_OF_PAGE = 60  # lines: the dominant picture belongs above


@dataclass(frozen=True, slots=True)
class Stand:
    """An item where it stands on the page's grid, in its shape."""

    item: Item
    column: int
    line: int
    shape: Shape

    @property
    def rank(self) -> tuple[int, int]:
        """How urgent it is on its page, the lead first."""
        return RANK[self.item.tier], self.item.urgency

    @property
    def right(self) -> int:
        return self.column + self.shape.columns

    @property
    def foot(self) -> int:
        return self.line + self.shape.lines


def page_terms(stands: Sequence[Stand], hole: Hole) -> dict[str, float]:
    """Cost by term; the shapes' own cost among them."""
    news = [s for s in stands if s.item.kind != "filler"]
    if not news:
        return {"shapes": sum(s.shape.cost for s in stands)}
    lead = min(news, key=lambda s: (*s.rank, s.item.key))
    order, inverted, apart, beside = _pairs(news)
    widths = [s.shape.columns for s in news]
    return {
        "shapes": sum(s.shape.cost for s in stands),
        "order": C.ORDER * order,
        "headline sizes": C.INVERTED * inverted,
        "tombstones": sum(_tombstone(a, b) for a, b in beside),
        "pictures touching": C.PICTURE_TOUCH * sum(_touch(a, b) for a, b in beside),
        "picture on advertisement": C.PICTURE_ON_AD * sum(_on_advertisement(s, hole) for s in news),
        "lead": C.LEAD_LOW * min(1.0, (lead.line - hole.top) / 12),
        "same shapes": C.SAME_SHAPE * sum(max(0, widths.count(w) - 2) for w in sorted(set(widths))),
        "dominant": _dominant(news, hole),
        "wishes": C.WISH * sum(not stands_at(s, s.item.at, hole) for s in news if s.item.at),
        "package apart": C.PACKAGE_APART * _torn(news),
        "related apart": C.RELATED_APART * apart,
    }


def _pairs(news: Sequence[Stand]) -> tuple[int, int, int, list[tuple[Stand, Stand]]]:
    """What every two stories are to each other: lines by which the more urgent stand lower, smaller
    headlines of the more urgent of a section, related ones apart, and those side by side, the left
    one first.

    One pass, for it runs over all pairs of every page that is tried.
    """
    order = inverted = apart = 0
    beside = []
    for index, a in enumerate(news):
        rank, section = a.rank, a.item.section
        for b in news[index + 1 :]:
            if rank != b.rank:
                high, low = (a, b) if rank < b.rank else (b, a)
                order += max(0, high.line - low.line)
                inverted += section == b.item.section and _larger(low, high)
            if a.right == b.column:
                beside.append((a, b))
            elif b.right == a.column:
                beside.append((b, a))
            if a.item.story and b.item.story and (a.item.story.related or b.item.story.related):
                apart += _apart(a, b)
    return order, inverted, apart, beside


def stands_at(stand: Stand, place: str, hole: Hole) -> bool:
    """Whether a story stands at the top, foot, left or right of the news hole."""
    if place == "top":
        return stand.line == hole.top
    if place == "foot":
        return all(
            stand.foot >= hole.top + hole.depths[c] for c in range(stand.column, stand.right)
        )
    return stand.column == 0 if place == "left" else stand.right == hole.columns


def _larger(low: Stand, high: Stand) -> bool:
    """The less urgent of two stories has the larger headline."""
    return (
        low.shape.head is not None
        and high.shape.head is not None
        and low.shape.head.size > high.shape.head.size
    )


def with_sizes_in_order(stands: Sequence[Stand]) -> list[Stand]:
    """Headlines set down to the size of a more urgent one of their section, where that is not much
    smaller.
    """
    found = list(stands)
    least: dict[str, float] = {}
    for index in sorted(range(len(found)), key=lambda i: (found[i].rank, found[i].item.key)):
        stand = found[index]
        head = stand.shape.head
        if head is None or stand.item.kind != "story":
            continue
        most = least.get(stand.item.section, head.size)
        if most < head.size and most >= head.size * LEAST_SET_DOWN:
            head = replace(head, size=most)
            found[index] = replace(stand, shape=replace(stand.shape, head=head))
        least[stand.item.section] = min(most, head.size)
    return found


def _tombstone(a: Stand, b: Stand) -> float:
    """Headlines of like size at one height side by side; headline beside headline at all costs a
    little.
    """
    if a.shape.head is None or b.shape.head is None:
        return 0.0
    if abs(a.line + a.shape.head_line - b.line - b.shape.head_line) > HEADS_LEVEL:
        return 0.0
    like = 0.86 < a.shape.head.size / b.shape.head.size < 1.17
    return C.TOMBSTONE if like else C.HEAD_BESIDE_HEAD


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
    found = 0
    for p in stand.shape.pictures:
        foot = stand.line + p.line + p.lines - hole.top
        columns = range(stand.column + p.column, stand.column + p.column + p.columns)
        found += any(hole.depths[c] < max(hole.depths) and foot >= hole.depths[c] for c in columns)
    return found


def _dominant(news: Sequence[Stand], hole: Hole) -> float:
    """Each page wants one picture, in its upper half, that is seen first."""
    areas = sorted(
        ((p.columns * p.lines, s.line + p.line) for s in news for p in s.shape.pictures),
        reverse=True,
    )
    if not areas:
        return C.NO_PICTURE
    share = areas[0][0] / max(1, hole.area())
    rival = len(areas) > 1 and areas[1][0] > RIVAL * areas[0][0]
    small = C.SMALL_DOMINANT * max(0.0, 1 - share / DOMINANT_SHARE)
    return small + (C.NO_DOMINANT if rival or areas[0][1] - hole.top > TOP_OF_PAGE else 0.0)


def _torn(news: Sequence[Stand]) -> int:
    """Parts of packages that stand away from the rest of theirs: groups of neighbours beyond the
    first.
    """
    found = 0
    packages: dict[str, list[Stand]] = {}
    for stand in news:
        if package_of(stand.item):
            packages.setdefault(package_of(stand.item), []).append(stand)
    for stands in packages.values():
        left = list(stands[1:])
        together = [stands[0]]
        for stand in together:
            touching = [other for other in left if _neighbours(stand, other)]
            together += touching
            left = [other for other in left if other not in touching]
        found += len(left)
    return found


def package_of(item: Item) -> str:
    """The slug of the main story of the package that an item may belong to."""
    return (item.story.with_story or item.slug) if item.story else ""


def _apart(a: Stand, b: Stand) -> bool:
    """Related stories that do not touch."""
    if not (a.item.story and b.item.story):
        return False
    if a.item.slug not in b.item.story.related and b.item.slug not in a.item.story.related:
        return False
    return not _neighbours(a, b)


def _neighbours(a: Stand, b: Stand) -> bool:
    """Whether two modules stand side by side or one on the other."""
    level = max(a.line, b.line) < min(a.foot, b.foot)
    over = max(a.column, b.column) < min(a.right, b.right)
    side = level and (a.right == b.column or b.right == a.column)
    stacked = over and min(abs(a.foot - b.line), abs(b.foot - a.line)) <= NEIGHBOURS
    return side or stacked
