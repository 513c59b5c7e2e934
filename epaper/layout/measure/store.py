"""What has been measured, so that nothing is measured twice: of a copy whatever is asked of it, and
of an item, which is a copy and what is asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from epaper.layout.measure.breakouts import SetBreakout
from epaper.layout.measure.copy import Ask, Copy, Item, Lines
from epaper.layout.measure.legs import Filling, Slot
from epaper.layout.measure.shapes import Costs, Head, Shape, Shapes


@dataclass(slots=True)
class CopyMeasures:
    """Of a copy."""

    decks: dict[int, Lines] = field(default_factory=dict)  # by columns
    byline: tuple[Lines, Lines] | None = None  # name, role
    breakouts: dict[int, SetBreakout] = field(default_factory=dict)  # by their place in the copy
    # with the points from the caption's beginning, 0 below it
    picture_credits: dict[tuple[int, int], tuple[Lines, float]] = field(default_factory=dict)
    captions: dict[tuple[int, int], Lines] = field(default_factory=dict)  # by picture, columns
    fillings: dict[tuple[tuple[Slot, ...], int, bool], Filling | None] = field(
        default_factory=dict
    )  # by slots, lines of white let through, and whether strictly


@dataclass(slots=True)
class ItemMeasures:
    """Of a copy and what is asked of it."""

    heads: dict[int, tuple[Head, ...]] = field(default_factory=dict)  # by columns
    shapes: dict[int, Shapes] = field(default_factory=dict)
    costs: dict[int, Costs] = field(default_factory=dict)
    fitted: dict[tuple[int, int], tuple[Shape, Filling] | None] = field(
        default_factory=dict
    )  # by columns, lines
    area: float = 0.0  # 0: not measured yet


class Measured:
    """One for an edition: of a design and a typesetter."""

    def __init__(self) -> None:
        self._copies: dict[Copy, CopyMeasures] = {}
        self._plain: dict[Ask, Ask] = {}  # without its label
        self._items: dict[tuple[Copy, Ask], ItemMeasures] = {}

    def copy(self, copy: Copy) -> CopyMeasures:
        if copy not in self._copies:
            self._copies[copy] = CopyMeasures()
        return self._copies[copy]

    def item(self, item: Item) -> ItemMeasures:
        ask = item.ask
        if ask.label and item.copy.kicker:  # it stands on the kicker's line and changes nothing
            plain = self._plain.get(ask)
            if plain is None:
                plain = self._plain[ask] = replace(ask, label="")
            ask = plain
        key = (item.copy, ask)
        if key not in self._items:
            self._items[key] = ItemMeasures()
        return self._items[key]
