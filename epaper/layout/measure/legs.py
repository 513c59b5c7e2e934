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

from epaper.layout.design import cost as C
from epaper.typeset.galley import GalleyBlock

MIN_PART = 2  # lines of a paragraph on either side of a break
BEAM = 24


@dataclass(frozen=True, slots=True)
class Slot:
    column: int  # in the module, from 0
    line: int  # first grid line, from the module's top
    lines: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines first..last-1 of a block (at a setting), standing from `line` of a slot."""

    block: int
    setting: int
    first: int
    last: int
    slot: int
    line: int


@dataclass(frozen=True, slots=True)
class Fill:
    pieces: tuple[Piece, ...]
    cost: float
    white: int  # blank lines left at the end


State = tuple[int, int]  # slot, lines used in it
Step = tuple[float, State | None, tuple[Piece, ...]]


def fill_legs(
    blocks: Sequence[GalleyBlock], slots: Sequence[Slot], most_white: int = 0
) -> Fill | None:
    """The best exact filling, or one at most `most_white` lines short in the last slots; None when
    there is none.
    """
    if not blocks and not slots:
        return Fill((), 0.0, 0)  # a cartoon
    rows: list[dict[State, Step]] = [{(0, 0): (0.0, None, ())}]
    follows = _follows(blocks)
    for index, block in enumerate(blocks):
        row: dict[State, Step] = {}
        for state, (base, _, _) in rows[-1].items():
            for setting_index, setting in enumerate(block.settings):
                price = base + (
                    C.LOOSE_LINE + min(setting.demerits, 1e6) * 8e-6 if setting_index else 0.0
                )
                for stretch in range(_give(block) + 1):
                    foot = 0.0
                    put = _place(
                        blocks, slots, state, index, setting_index, stretch, follows[index]
                    )
                    if put is None and most_white and state[0] + 1 < len(slots):
                        left = slots[state[0]].lines - state[1]
                        if left <= most_white:
                            put = _place(
                                blocks,
                                slots,
                                (state[0] + 1, 0),
                                index,
                                setting_index,
                                stretch,
                                follows[index],
                            )
                            foot = C.PLAIN_WHITE_STEP * left
                    if put is None:
                        continue
                    end, pieces, extra = put
                    total = price + extra + foot + stretch * 0.8
                    known = row.get(end)
                    if known is None or total < known[0]:
                        row[end] = (total, state, pieces)
        if not row:
            return None
        if len(row) > BEAM:
            row = dict(sorted(row.items(), key=lambda kv: (kv[1][0], kv[0]))[:BEAM])
        rows.append(row)
    return _best(rows, slots, most_white)


def _give(block: GalleyBlock) -> int:
    """Blank lines that may be added above a block: one over a crosshead, as many as a last line
    allows.
    """
    return block.give_before or (1 if block.space_before else 0)


def _follows(blocks: Sequence[GalleyBlock]) -> list[int]:
    """Lines that must follow each block in its leg: the head of a crosshead's text, the rest of a
    table.
    """
    found = [0] * len(blocks)
    for i in range(len(blocks) - 2, -1, -1):
        if blocks[i].keep_with_next:
            after = blocks[i + 1]
            lines = after.settings[0].lines
            least = min(lines, MIN_PART) if after.splittable and not after.keep_with_next else lines
            found[i] = after.space_before + least + found[i + 1]
    return found


def _place(
    blocks: Sequence[GalleyBlock],
    slots: Sequence[Slot],
    state: State,
    index: int,
    setting: int,
    stretch: int,
    after: int,
) -> tuple[State, tuple[Piece, ...], float] | None:
    block = blocks[index]
    slot, used = state
    lines = block.settings[setting].lines
    if slot < len(slots) and used == slots[slot].lines:
        slot, used = slot + 1, 0
    if slot >= len(slots):
        return None
    room = slots[slot].lines - used
    price = 0.0
    before = block.space_before + stretch if used else 0
    if used == 0 and block.space_before and index and block.keep_with_next:
        price += 2.5  # a crosshead at the head of a leg
    if used == 0 and stretch:
        return None
    if before + lines + after <= room:
        piece = Piece(index, setting, 0, lines, slot, used + before)
        end = min(used + before + lines + block.space_after, slots[slot].lines)
        return (slot, end), (piece,), price
    if not block.splittable or block.keep_with_next:
        return None
    return _split(slots, slot, used, before, index, setting, lines, price)


def _split(
    slots: Sequence[Slot],
    slot: int,
    used: int,
    before: int,
    index: int,
    setting: int,
    lines: int,
    price: float,
) -> tuple[State, tuple[Piece, ...], float] | None:
    pieces: list[Piece] = []
    done = 0
    at = used + before
    while True:
        room = slots[slot].lines - at
        rest = lines - done
        if rest <= room:
            if rest < MIN_PART and done:
                return None
            pieces.append(Piece(index, setting, done, lines, slot, at))
            return (slot, at + rest), tuple(pieces), price
        if room < MIN_PART or rest - room < MIN_PART:
            return None
        pieces.append(Piece(index, setting, done, done + room, slot, at))
        done += room
        slot, at = slot + 1, 0
        if slot >= len(slots):
            return None


def _best(rows: list[dict[State, Step]], slots: Sequence[Slot], most_white: int) -> Fill | None:
    best: tuple[float, State, int] | None = None
    for (slot, used), (price, _, _) in rows[-1].items():
        white = slots[slot].lines - used + sum(s.lines for s in slots[slot + 1 :])
        if white > most_white:
            continue
        total = price + C.WHITE_LINE * white + C.PLAIN_WHITE_STEP * (white > 0)
        if best is None or (total, white) < (best[0], best[2]):
            best = (total, (slot, used), white)
    if best is None:
        return None
    pieces: list[Piece] = []
    state: State | None = best[1]
    for row in reversed(rows[1:]):
        assert state is not None
        _, before, put = row[state]
        pieces[:0] = put
        state = before
    return Fill(tuple(pieces), best[0], best[2])
