"""Filling legs: which setting each block takes so that the text fills every slot to the line.

A slot is a run of grid lines in one column that text may fill; a leg is one slot, or two with a
quote between.  The choice is a dynamic programme over blocks whose state is (slot, line in it): the
same idea as a paragraph's total fit, a level up.  Never a widow, an orphan, or a crosshead at the
foot or head of a leg; blank lines above crossheads may stretch by one, and those above a credit
line by two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.layout.design.weights import Weights
from epaper.typeset.galley import GalleyBlock

MIN_PART = 2  # lines of a paragraph on either side of a break
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
Way = tuple[float, Reached | None, tuple[LegPart, ...]]  # cost so far, where from, by what
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
        self.follows = _follows(blocks)

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
        block, weights = self.blocks[index], self.weights
        for number, setting in enumerate(block.settings):
            price = base
            if number:
                price += weights.loose_line + min(setting.demerits, MOST_DEMERITS) * DEMERITS
            for stretch in range(_give(block) + 1):
                foot = 0.0
                put = self._place(before, index, number, stretch)
                if put is None and self.most_white and before[0] + 1 < len(self.slots):
                    left = self.slots[before[0]].lines - before[1]
                    if left <= self.most_white:
                        put = self._place((before[0] + 1, 0), index, number, stretch)
                        foot = weights.white_foot * left
                if put is None:
                    continue
                end, parts, more = put
                total = price + more + foot + stretch * weights.crosshead_air
                known = row.get(end)
                if known is None or total < known[0]:
                    row[end] = (total, before, parts)

    def _place(
        self, before: Reached, index: int, setting: int, stretch: int
    ) -> tuple[Reached, tuple[LegPart, ...], float] | None:
        """A block at a setting with so many blank lines more above it: what it reaches, its parts
        and what their places cost; None where it does not fit."""
        block, slots = self.blocks[index], self.slots
        slot, used = before
        lines = block.settings[setting].lines
        if slot < len(slots) and used == slots[slot].lines:
            slot, used = slot + 1, 0
        if slot >= len(slots) or (used == 0 and stretch):
            return None
        above = block.space_before + stretch if used else 0
        high = used == 0 and block.space_before and index and block.keep_with_next
        if high and self.strict and slots[slot].under:
            return None
        price = self.weights.crosshead_high if high else 0.0
        if used == 0 and index and block.give_before:
            price += self.weights.sign_off_high
        room = slots[slot].lines - used
        head = self._header(index, slot) if used == 0 and block.header else ()
        above += sum(part.last for part in head)
        if above + lines + self.follows[index] <= room:
            part = LegPart(
                block=index, setting=setting, first=0, last=lines, slot=slot, line=used + above
            )
            end = min(used + above + lines + block.space_after, slots[slot].lines)
            return (slot, end), (*head, part), price
        if not block.splittable or block.keep_with_next:
            return None
        return self._split(slot, used + above, index=index, setting=setting, price=price)

    def _header(self, index: int, slot: int) -> tuple[LegPart, ...]:
        """The header of the table that goes on with a block at the head of a leg."""
        head = index - self.blocks[index].header
        lines = self.blocks[head].settings[0].lines
        return (LegPart(head, 0, first=0, last=lines, slot=slot, line=0, again=True),)

    def _split(
        self, slot: int, at: int, index: int, setting: int, price: float
    ) -> tuple[Reached, tuple[LegPart, ...], float] | None:
        """A block over several slots from line `at` of the first."""
        parts: list[LegPart] = []
        lines, done = self.blocks[index].settings[setting].lines, 0
        while slot < len(self.slots):
            room = self.slots[slot].lines - at
            rest = lines - done
            if rest <= room:
                if rest < MIN_PART and done:
                    return None
                parts.append(
                    LegPart(
                        block=index, setting=setting, first=done, last=lines, slot=slot, line=at
                    )
                )
                return (slot, at + rest), tuple(parts), price
            if room < MIN_PART or rest - room < MIN_PART:
                return None
            parts.append(
                LegPart(
                    block=index, setting=setting, first=done, last=done + room, slot=slot, line=at
                )
            )
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
        parts: list[LegPart] = []
        reached: Reached | None = best[1]
        for row in reversed(rows[1:]):
            assert reached is not None
            _, before, put = row[reached]
            parts[:0] = put
            reached = before
        return Filling(tuple(parts), best[0], best[2])


def _give(block: GalleyBlock) -> int:
    """Blank lines that may be added above a block: one over a crosshead, as many as a last line
    allows.
    """
    return block.give_before or (1 if block.space_before else 0)


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
