"""A page's skeletons laid over its news hole: how well what stands there keeps to one of them, and
pages sketched after one.

Every item may play some of the roles of a skeleton, some well and some at a pinch.  A page fits a
skeleton by the share of its area on which stands what plays the role that has its room there: one
item a room, the one that has most of it, but any number in a rail.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from epaper.layout.design.skeletons import Part, Skeleton
from epaper.layout.measure.copy import Item
from epaper.layout.measure.desk import may_dominate
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.orders import by_importance
from epaper.layout.search.stand import Stand
from epaper.model.story import Kind

CUT = 0.62  # of a page's depth: where advertisements leave less, a skeleton keeps its upper part
SHORT = 24  # lines of text of a short item
PINCH = 0.5  # of its area that counts where an item plays a role at a pinch
FIRST = "LECPrmSAsTtVQbx"  # roles in the order in which they are cast
NEEDED = "LECPrm"  # roles without which there is no such page
SHARED = "brVx"  # roles whose room several items share

Shares = NDArray[np.floating[Any]]
# an item by its key, with the edges of where it stands -> how much of each part it plays there
Played = dict[tuple[str, int, int, int, int], Shares]


@dataclass(frozen=True, slots=True)
class Sketch:
    """Items cast for a skeleton: their order, and the room of each, alone there or with others."""

    number: int  # of the skeleton among the blueprints
    order: tuple[Item, ...]
    rooms: Mapping[str, Region]  # by key
    alone: frozenset[str]  # keys
    amiss: float  # columns x lines that rooms and items differ by

    def room_name(self, key: str) -> str:
        """Names what the costs of an item are drawn to."""
        room = self.rooms[key]
        return f"{room.columns}x{room.lines if key in self.alone else 0}"


class Blueprints:
    """Skeletons bent to a news hole: their edges in its columns and lines."""

    def __init__(self, skeletons: Sequence[Skeleton], hole: Hole, lines: int) -> None:
        """lines: of the page's grid."""
        self.hole = hole
        self.skeletons = tuple(_for_hole(skeletons, hole, lines))
        self.area = max(1, sum(hole.depths))
        depth = max(hole.depths, default=0)
        most = max((len(one.parts) for one in self.skeletons), default=0)
        self.rooms = [[_room(part, one, hole) for part in one.parts] for one in self.skeletons]
        cells = np.zeros((len(self.skeletons), most, depth, hole.columns), np.float32)
        for number, rooms in enumerate(self.rooms):
            for place, room in enumerate(rooms):
                top = room.line - hole.top
                columns = slice(room.column, room.column + room.columns)
                cells[number, place, top : top + room.lines, columns] = 1
        for column, free in enumerate(hole.depths):
            cells[:, :, free:, column] = 0
        # sums over everything above and to the left, so that a rectangle's is found in four looks;
        # by line, column, skeleton and part: what is looked up at once stands together
        self.sums = np.zeros((depth + 1, hole.columns + 1, len(self.skeletons), most), np.float32)
        self.sums[1:, 1:] = cells.cumsum(axis=2).cumsum(axis=3).transpose(2, 3, 0, 1)
        self.shared = np.zeros((len(self.skeletons), most), bool)
        for number, one in enumerate(self.skeletons):
            for place, part in enumerate(one.parts):
                self.shared[number, place] = part.role in SHARED
        self.plays: dict[tuple[str, str], Shares] = {}  # by copy and tier

    def fits(self, stands: Iterable[Stand], known: Played | None = None) -> Shares:
        """Share of the hole's area where each skeleton has what stands there, from 0 to 1; `known`
        carries what each item plays from one page of the same items to the next."""
        known = {} if known is None else known
        all_played: list[Shares] = [np.zeros(self.shared.shape)]
        for stand in stands:
            name = (stand.item.key, stand.column, stand.line, stand.right, stand.foot)
            played = known.get(name)
            if played is None:
                played = known[name] = self._over(stand) * self.played(stand.item)
            all_played.append(played)
        table = np.array(all_played)  # 64 bits, as the first: summed up item by item
        kept: Shares = np.where(self.shared, table.sum(axis=0), table.max(axis=0)).sum(axis=1)
        return kept / self.area

    def _over(self, stand: Stand) -> Shares:
        """Columns x lines of each part of each skeleton that an item stands on."""
        sums, left, right = self.sums, stand.column, stand.right
        first, last = stand.line - self.hole.top, stand.foot - self.hole.top
        over: Shares = sums[last, right] - sums[first, right] - sums[last, left] + sums[first, left]
        return over

    def played(self, item: Item) -> Shares:
        """How well an item plays each part of each skeleton."""
        name = (item.copy.digest, item.ask.tier)
        if name not in self.plays:
            known = dict(roles_of(item))
            known |= {role.lower(): known[role] for role in "ST" if role in known}
            shares = np.zeros(self.shared.shape, np.float32)
            for number, one in enumerate(self.skeletons):
                for place, part in enumerate(one.parts):
                    shares[number, place] = known.get(part.role, 0.0)
            self.plays[name] = shares
        return self.plays[name]

    def sketches(self, items: Sequence[Item], areas: Mapping[str, float]) -> list[Sketch]:
        """The page sketched after each skeleton that these items can play, those first whose rooms
        suit them best.  areas: columns x lines that each item asks for, by key.
        """
        roles = {item.key: roles_of(item) for item in items}
        ranked = by_importance(items)
        found = [
            self._sketch(number, ranked, areas, roles) for number in range(len(self.skeletons))
        ]
        return sorted((one for one in found if one), key=lambda one: (one.amiss, one.number))

    def _sketch(
        self,
        number: int,
        ranked: Sequence[Item],
        areas: Mapping[str, float],
        roles: Mapping[str, Mapping[str, float]],
    ) -> Sketch | None:
        """ranked: the items by importance; roles: by key."""
        parts, rooms = self.skeletons[number].parts, self.rooms[number]
        free = [float(self._free(number, place)) for place in range(len(parts))]
        cast: dict[int, list[Item]] = {place: [] for place in range(len(parts)) if free[place]}
        left = [*ranked]
        for place in sorted(cast, key=lambda place: (FIRST.index(parts[place].role), place)):
            role = _usual(parts[place].role)
            able = [item for item in left if role in roles[item.key]]
            if not able and role in NEEDED:
                return None
            if able:
                chosen = max(able, key=lambda item: roles[item.key][role])
                cast[place].append(chosen)
                left.remove(chosen)
                free[place] -= areas[chosen.key]
        for item in left:
            own = roles[item.key]
            able_places = [p for p in cast if parts[p].role in own and parts[p].role in SHARED]
            place = max(
                able_places or cast, key=lambda p: (free[p] * own.get(parts[p].role, PINCH / 2), -p)
            )
            cast[place].append(item)
            free[place] -= areas[item.key]
        order = [(place, item) for place in sorted(cast) for item in cast[place]]
        return Sketch(
            number,
            tuple(item for _, item in order),
            {item.key: rooms[place] for place, item in order},
            frozenset(item.key for place, item in order if len(cast[place]) == 1),
            amiss=sum(map(abs, free)),
        )

    def _free(self, number: int, place: int) -> float:
        return float(self.sums[-1, -1, number, place])

    def missed(self, sketch: Sketch, key: str, columns: int, depths: Shares) -> Shares:
        """Share of the page that an item takes beyond its room in a sketch, at these depths."""
        room = sketch.rooms[key]
        wide = min(columns, room.columns)
        deep = np.minimum(depths, room.lines) if key in sketch.alone else depths
        beyond: Shares = (columns * depths - wide * deep) / self.area
        return beyond


@lru_cache(maxsize=256)
def blueprints(skeletons: tuple[Skeleton, ...], hole: Hole, lines: int) -> Blueprints:
    """One set for all searches of a hole."""
    return Blueprints(skeletons, hole, lines)


def skeletons_for(skeletons: Iterable[Skeleton], page: str) -> tuple[Skeleton, ...]:
    """Those for a kind of page, else those for news."""
    able = [*skeletons]
    own = tuple(one for one in able if page in one.pages)
    return own or tuple(one for one in able if "news" in one.pages)


def _for_hole(skeletons: Sequence[Skeleton], hole: Hole, lines: int) -> list[Skeleton]:
    """With their mirror images; of shallow pages the upper parts."""
    share = max(hole.depths, default=0) / max(1, lines - hole.top)
    found: list[Skeleton] = []
    for one in skeletons:
        if one.columns != hole.columns:
            continue
        bent = one.upper(max(1, math.ceil(one.rows * share))) if share < CUT else one
        other = bent.mirror()
        found += [bent] if {*other.parts} == {*bent.parts} else [bent, other]
    return found


def _usual(role: str) -> str:
    """S for s, T for t: the second of two fields that touch."""
    return role.upper() if role in "st" else role


def _room(part: Part, skeleton: Skeleton, hole: Hole) -> Region:
    """Its edges in lines of the grid, with the rows spread over the deepest column."""
    depth = max(hole.depths)
    top = round(part.row * depth / skeleton.rows)
    foot = round((part.row + part.rows) * depth / skeleton.rows)
    return Region(part.column, hole.top + top, part.columns, foot - top)


def roles_of(item: Item) -> Mapping[str, float]:
    """The roles that an item may play, and how well, from 0 to 1."""
    copy, tier = item.copy, item.ask.tier
    if item.kind in ("inside", "filler"):
        return {"x": 1.0, "b": PINCH} if item.kind == "inside" else {"x": 1.0}
    kind = copy.story.kind if copy.story else None
    if kind is Kind.AGATE:
        return {"r": 1.0, "m": 1.0, "b": PINCH}
    if item.kind == "briefs":
        return {"b": 1.0, "V": PINCH, "x": PINCH}
    shows = any(may_dominate(copy, index) for index in range(len(copy.pictures)))
    shows = shows or copy.chart is not None
    if kind is Kind.EDITORIAL:
        return {"E": 1.0, "V": PINCH, "L": PINCH} if tier in ("lead", "front") else {"E": 1.0}
    pictured = {"C": 1.0, "P": 1.0} if shows else {}
    if tier in ("lead", "front"):
        return {"L": 1.0, **pictured}
    entry = shows or bool(copy.breakouts)
    if copy.text.lines <= SHORT and not shows:
        return {"b": 1.0, "T": 1.0, "V": 1.0, "Q": 1.0 if entry else PINCH, "x": PINCH}
    usual = {"S": 1.0, "T": 1.0, "V": PINCH, "A": 1.0 if entry else PINCH, **pictured}
    return usual if tier == "major" else {**usual, "b": PINCH, "Q": 1.0 if entry else PINCH}
