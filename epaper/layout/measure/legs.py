"""Filling legs: which setting each block takes so that the text fills every slot to the line.

A slot is a run of grid lines in one column that text may fill; a leg is one slot, or two with a
quote between.  The choice is a dynamic programme over blocks whose state is (slot, line in it): the
same idea as a paragraph's total fit, a level up.  Never a widow, an orphan, a crosshead at the foot
of a leg, or at the head of one a signature or a credit without two lines of its text; blank lines
above crossheads and credit lines may stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.layout.design.weights import Weights
from epaper.page.marks import Element
from epaper.typeset.galley import GalleyBlock

MIN_PART = 2  # lines of a paragraph on either side of a break
UNDER_CROSSHEAD = 3  # lines of text in its leg: fewer have their price
BEAM = 24


@dataclass(frozen=True, slots=True)
class Slot:
    column: int  # in the module, from 0
    line: int  # first grid line, from the module's top
    lines: int
    under: bool = False  # a picture stands over it


@dataclass(frozen=True, slots=True)
class LegPart:
    """Lines first..last-1 of a block (at a setting), standing from `line` of a slot; `again`: of a
    table's header, over its rows in a further leg."""

    block: int
    setting: int
    first: int
    last: int
    slot: int
    line: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    parts: tuple[LegPart, ...]
    cost: float
    white: int  # blank lines left at the end


Reached = tuple[int, int]  # slot, lines used in it
# what will be a LegPart, in the order of its fields: far more are tried than stand in the end
Run = tuple[int, int, int, int, int, int, bool]
Way = tuple[float, Reached | None, tuple[Run, ...]]  # cost so far, where from, by what
DEMERITS = 8e-6  # cost of a demerit of a paragraph's setting
MOST_DEMERITS = 1e6


def fill_legs(
    blocks: Sequence[GalleyBlock],
    slots: Sequence[Slot],
    weights: Weights,
    most_white: int = 0,
    strict: bool = False,
) -> Filling | None:
    """The best exact filling, or one at most `most_white` lines short in the last slots; None when
    there is none.  strict: no crosshead stands right under a picture's caption.
    """
    if not blocks and not slots:
        return Filling((), 0.0, 0)  # a cartoon
    return _Filler(blocks, slots, weights, most_white, strict=strict).fill()


class _Filler:
    def __init__(
        self,
        blocks: Sequence[GalleyBlock],
        slots: Sequence[Slot],
        weights: Weights,
        most_white: int,
        strict: bool,
    ) -> None:
        self.strict = strict
        self.blocks, self.slots, self.weights = blocks, slots, weights
        self.most_white = most_white
        self.follows, self.bound = _follows(blocks), _bound(blocks)
        self.depths = [slot.lines for slot in slots]
        self.prices = [_prices(block, weights) for block in blocks]

    def fill(self) -> Filling | None:
        rows: list[dict[Reached, Way]] = [{(0, 0): (0.0, None, ())}]
        for index in range(len(self.blocks)):
            row: dict[Reached, Way] = {}
            for before, (base, _, _) in rows[-1].items():
                self._add_ways(row, index, before, base)
            if not row:
                return None
            if len(row) > BEAM:
                row = dict(sorted(row.items(), key=lambda way: (way[1][0], way[0]))[:BEAM])
            rows.append(row)
        return self._best(rows)

    def _add_ways(self, row: dict[Reached, Way], index: int, before: Reached, base: float) -> None:
        """Every way to set a block after what reached `before`, the cheapest kept in `row`."""
        weights, place = self.weights, self._place
        stretches = range(_give(self.blocks[index]) + 1)
        for number, price in enumerate(self.prices[index]):
            for stretch in stretches:
                foot = 0.0
                put = place(before, index, number, stretch)
                if put is None and self.most_white and before[0] + 1 < len(self.slots):
                    left = self.slots[before[0]].lines - before[1]
                    if left <= self.most_white:
                        put = place((before[0] + 1, 0), index, number, stretch)
                        foot = weights.white_foot * left
                if put is None:
                    continue
                end, parts, more = put
                total = base + price + more + foot + stretch * weights.crosshead_air
                known = row.get(end)
                if known is None or total < known[0]:
                    row[end] = (total, before, parts)

    def _place(
        self, before: Reached, index: int, setting: int, stretch: int
    ) -> tuple[Reached, tuple[Run, ...], float] | None:
        """A block at a setting with so many blank lines more above it: what it reaches, its parts
        and what their places cost; None where it does not fit."""
        block, depths = self.blocks[index], self.depths
        slot, used = before
        lines = block.settings[setting].lines
        if slot < len(depths) and used == depths[slot]:
            slot, used = slot + 1, 0
        if slot >= len(depths):
            return None
        price, above = 0.0, block.space_before + stretch
        head: tuple[Run, ...] = ()
        if used == 0:
            if stretch or self.bound[index]:
                return None
            above = 0
            if index and block.space_before and block.keep_with_next:
                if self.strict and self.slots[slot].under:
                    return None
                price = self.weights.crosshead_high
            if block.header:
                head = self._header(index, slot)
                above = head[0][3]
        if above + lines + self.follows[index] <= depths[slot] - used:
            part = (index, setting, 0, lines, slot, used + above, False)
            if block.keep_with_next and block.element is Element.CROSSHEAD:
                left = depths[slot] - used - above - lines
                price += self.weights.crosshead_low * (left < UNDER_CROSSHEAD)
            end = min(used + above + lines + block.space_after, depths[slot])
            return (slot, end), (*head, part), price
        if not block.splittable or block.keep_with_next:
            return None
        return self._split(slot, used + above, index=index, setting=setting, price=price)

    def _header(self, index: int, slot: int) -> tuple[Run, ...]:
        """The header of the table that goes on with a block at the head of a leg."""
        head = index - self.blocks[index].header
        return ((head, 0, 0, self.blocks[head].settings[0].lines, slot, 0, True),)

    def _split(
        self, slot: int, at: int, index: int, setting: int, price: float
    ) -> tuple[Reached, tuple[Run, ...], float] | None:
        """A block over several slots from line `at` of the first."""
        parts: list[Run] = []
        lines, done = self.blocks[index].settings[setting].lines, 0
        while slot < len(self.depths):
            room = self.depths[slot] - at
            rest = lines - done
            if rest <= room:
                if rest < MIN_PART and done:
                    return None
                parts.append((index, setting, done, lines, slot, at, False))
                return (slot, at + rest), tuple(parts), price
            if room < MIN_PART or rest - room < MIN_PART:
                return None
            parts.append((index, setting, done, done + room, slot, at, False))
            done += room
            slot, at = slot + 1, 0
        return None

    def _best(self, rows: list[dict[Reached, Way]]) -> Filling | None:
        """The cheapest of the ways that reach the last block, walked back."""
        slots, weights = self.slots, self.weights
        best: tuple[float, Reached, int] | None = None
        for (slot, used), (price, _, _) in rows[-1].items():
            white = slots[slot].lines - used + sum(s.lines for s in slots[slot + 1 :])
            if white > self.most_white:
                continue
            total = price + weights.white_line * white + weights.white_foot * (white > 0)
            if best is None or (total, white) < (best[0], best[2]):
                best = (total, (slot, used), white)
        if best is None:
            return None
        parts: list[Run] = []
        reached: Reached | None = best[1]
        for row in reversed(rows[1:]):
            assert reached is not None
            _, before, put = row[reached]
            parts[:0] = put
            reached = before
        return Filling(tuple(LegPart(*part) for part in parts), best[0], best[2])


def _prices(block: GalleyBlock, weights: Weights) -> list[float]:
    """What each setting of a block costs; the first, which is the best, nothing."""
    others = block.settings[1:]
    return [0.0] + [
        weights.loose_line + min(setting.demerits, MOST_DEMERITS) * DEMERITS for setting in others
    ]


def _give(block: GalleyBlock) -> int:
    """Blank lines that may be added above a block: one over a crosshead, as many as a last line
    allows.
    """
    return block.give_before or (1 if block.space_before else 0)


def _bound(blocks: Sequence[GalleyBlock]) -> list[bool]:
    """Which blocks never begin a leg: a text's closing lines, and a single line over them, so that
    MIN_PART lines stand there."""
    bound = [False] * len(blocks)
    for index in range(1, len(blocks)):
        if blocks[index].closes:
            bound[index] = True
            over = min(one.lines for one in blocks[index - 1].settings)
            bound[index - 1] |= over < MIN_PART and index > 1
    return bound


def _follows(blocks: Sequence[GalleyBlock]) -> list[int]:
    """Lines that must follow each block in its leg: the head of a crosshead's text, the rest of a
    table.
    """
    follows = [0] * len(blocks)
    for index in range(len(blocks) - 2, -1, -1):
        if blocks[index].keep_with_next:
            after = blocks[index + 1]
            lines = after.settings[0].lines
            least = min(lines, MIN_PART) if after.splittable and not after.keep_with_next else lines
            follows[index] = after.space_before + least + follows[index + 1]
    return follows
