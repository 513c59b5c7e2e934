"""Where in its leg a breakout stands: moved up or down from the middle to the end of a paragraph,
out of quotations, away from the sentence that it repeats.

What the search found stays: the module, its legs and their depth; only the text is filled anew
about the breakout.  Prices are in lines, like all costs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from epaper.layout.measure.copy import Copy
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.legs import Filling, LegPart, Slot, fill_legs
from epaper.layout.measure.shapes import LEAST_LEG, BreakoutPlace, Shape
from epaper.layout.search.page import Placed
from epaper.model.breakout import BreakoutKind
from epaper.page.marks import Element

IN_SENTENCE, IN_PARAGRAPH = 7.0, 3.0  # it parts a sentence, or two of one paragraph
IN_WORD = 20.0  # it parts a word
IN_QUOTATION = 14.0  # it parts a block quotation
AFTER_COLON = 5.0  # it parts what is said from who says it
AWAY = 10  # lines from the sentence that it repeats
NEAR_BEFORE, NEAR_AFTER = 1.0, 0.6  # a line less than that, over the sentence or under it
BESIDE = 6.0  # it stands beside the sentence, in the next leg
OFF_MIDDLE = 0.08  # a line away from the middle of its leg
STEP = 1  # lines from one place that is tried to the next
REPEATED = (BreakoutKind.QUOTE, BreakoutKind.NUMBER, BreakoutKind.POINTS)  # words of the text
COMPARED = 40  # letters of a sentence by which it is found
_HYPHENS = ("-", "\u00ad")
_STOPS = (".", "!", "?", "।", "”", "’", '"')


def settled(copy: Copy, placed: Placed, fitter: Copyfitter) -> Placed:
    """The same with its breakouts where they stand best, one after the other."""
    if not placed.shape.breakouts or not placed.filling.parts:
        return placed
    settling = _Settling(copy, placed, fitter)
    places = range(len(placed.shape.breakouts))
    for index in (*places, *places[:-1]):  # those before the last once more, for it moves the text
        settling.settle(index)
    return settling.placed


class _Settling:
    """Of one module's breakouts."""

    def __init__(self, copy: Copy, placed: Placed, fitter: Copyfitter) -> None:
        self.copy, self.placed, self.fitter = copy, placed, fitter
        self.lines: dict[tuple[int, int], list[str]] = {}  # of a block at a setting
        self.letters: dict[tuple[int, int], list[str]] = {}  # of those lines

    def settle(self, index: int) -> None:
        shape, filling = self.placed.shape, self.placed.filling
        best = (self._price(shape, filling), 0)
        chosen = (shape, filling)
        for number, moved in enumerate(_moves(shape, index), start=1):
            other = fill_legs(
                self.copy.text.blocks,
                moved.slots,
                self.fitter.design.weights,
                filling.white,
                strict=any(slot.under for slot in moved.slots),
            )
            if other is None:
                continue
            price = other.cost - filling.cost + self._price(moved, other)
            if (price, number) < best:
                best, chosen = (price, number), (moved, other)
        self.placed = replace(self.placed, shape=chosen[0], filling=chosen[1])

    def _price(self, shape: Shape, filling: Filling) -> float:
        """Of all of them, for where one stands moves the text about the others."""
        return sum(self._price_of(place, shape, filling) for place in shape.breakouts)

    def _price_of(self, place: BreakoutPlace, shape: Shape, filling: Filling) -> float:
        leg = [n for n, slot in enumerate(shape.slots) if slot.column == place.column]
        if len(leg) < 2:
            return 0.0
        above, below = (shape.slots[n].lines for n in leg)
        price = OFF_MIDDLE * abs(above - below) / 2
        price += self._parting(leg[0], filling)
        breakout = self.copy.breakouts[place.index]
        if breakout.kind in REPEATED:
            price += sum(self._nearness(i.words, place, shape, filling) for i in breakout.items)
        return price

    def _parting(self, slot: int, filling: Filling) -> float:
        """What it parts: the end of one slot from the beginning of the next."""
        over = [part for part in filling.parts if part.slot == slot]
        under = [part for part in filling.parts if part.slot == slot + 1]
        if not over or not under:
            return 0.0
        last, first = over[-1], under[0]
        blocks = self.copy.text.blocks
        quoted = all(blocks[part.block].element is Element.QUOTATION for part in (last, first))
        price = IN_QUOTATION if quoted else 0.0
        end = self._text(last)[last.last - 1].rstrip()
        if last.block == first.block:
            if end.endswith(_HYPHENS):
                return price + IN_WORD
            return price + (IN_PARAGRAPH if end.endswith(_STOPS) else IN_SENTENCE)
        return price + AFTER_COLON * end.endswith(":")

    def _nearness(self, words: str, place: BreakoutPlace, shape: Shape, filling: Filling) -> float:
        """How near it stands to the lines of the legs that have the same words."""
        price = 0.0
        top, foot = place.line, place.line + place.lines
        for column, lines in self._repeated(words, shape, filling):
            first, last = lines
            if column == place.column:
                over = last < top
                gap = top - last - 1 if over else first - foot
                price += (NEAR_AFTER if over else NEAR_BEFORE) * max(0, AWAY - gap)
            elif abs(column - place.column) == 1 and first < foot and last >= top:
                price += BESIDE
        return price

    def _repeated(
        self, words: str, shape: Shape, filling: Filling
    ) -> Iterator[tuple[int, tuple[int, int]]]:
        """Legs and lines of the module, first and last, where these words stand in the text."""
        letters = _letters(words)
        for part in filling.parts:
            lines = self._letters_of(part)
            start = "".join(lines).find(letters[:COMPARED])
            if start < 0 or not letters:
                continue
            ends = list(itertools.accumulate(map(len, lines)))
            first = next(n for n, end in enumerate(ends) if end > start)
            last = next((n for n, end in enumerate(ends) if end >= start + len(letters)), first)
            first, last = max(first, part.first), min(last, part.last - 1)
            if first <= last:
                slot = shape.slots[part.slot]
                at = slot.line + part.line - part.first
                yield slot.column, (at + first, at + last)

    def _letters_of(self, part: LegPart) -> list[str]:
        """Of the lines of a block at its setting; asked for at every place that is tried."""
        key = (part.block, part.setting)
        if key not in self.letters:
            self.letters[key] = [_letters(line) for line in self._text(part)]
        return self.letters[key]

    def _text(self, part: LegPart) -> list[str]:
        """A block's lines at its setting."""
        key = (part.block, part.setting)
        if key not in self.lines:
            found = self.copy.text.realise(*key)
            self.lines[key] = [line.text for line in found]
        return self.lines[key]


def _moves(shape: Shape, index: int) -> Iterator[Shape]:
    """The shape with a breakout elsewhere in its leg, the nearest places first; none where the leg
    is too short for text over it and under it."""
    place = shape.breakouts[index]
    leg = [slot for slot in shape.slots if slot.column == place.column]
    if len(leg) != 2:
        return
    over, under = leg
    room = over.lines + under.lines
    places = range(LEAST_LEG, room - LEAST_LEG + 1, STEP)
    for above in sorted(places, key=lambda lines: (abs(lines - over.lines), lines)):
        if above == over.lines:
            continue
        line = over.line + above
        slots: Sequence[Slot] = (
            replace(over, lines=above),
            replace(under, line=line + place.lines, lines=room - above),
        )
        kept = list(shape.slots)
        kept[kept.index(over) : kept.index(over) + 2] = slots
        breakouts = list(shape.breakouts)
        breakouts[index] = replace(place, line=line)
        yield replace(shape, slots=tuple(kept), breakouts=tuple(breakouts))


def _letters(text: str) -> str:
    """Without what a line's end may add or take."""
    return "".join(filter(str.isalnum, text.casefold()))
