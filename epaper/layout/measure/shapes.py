"""The real shapes a story can take: columns x depth, with what headline, deck, pictures and quote.

A module of w columns holds, from the top: kicker and headline, deck, then w legs of d lines.
Pictures stand over the headline, at the head of the rightmost legs, or in columns of their own
beside the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from epaper.layout.measure.legs import Slot
from epaper.typeset.galley import HeadlineCut
from epaper.units import counted

LEAST_LEG = 4  # lines
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Costs = Floats  # by depth in lines, infinite where there is no shape of that depth


@dataclass(frozen=True, slots=True)
class Head:
    """A headline at a size: its lines of the grid and what is wrong with it."""

    cut: HeadlineCut
    size: float  # points
    lines: int  # grid lines that the module keeps for it, the space under it included
    cost: float
    needed: int = 0  # of these lines, those that it takes where it was set down; 0: all

    @property
    def spare(self) -> int:
        """Lines that the module keeps and the headline does not take."""
        return self.lines - self.needed if self.needed else 0


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A picture (or, index -1, the chart) in the module: its block with caption, in columns and
    lines.
    """

    index: int
    column: int
    line: int
    columns: int
    lines: int  # with the caption
    caption: int  # lines of it that are caption


@dataclass(frozen=True, slots=True)
class Shape:
    columns: int
    lines: int
    head: Head | None
    head_line: int  # where the kicker or headline begins
    head_columns: int
    kicker: int  # lines
    deck: int
    byline: int
    legs_line: int
    pictures: tuple[PicturePlace, ...]
    quote: Slot | None
    slots: tuple[Slot, ...]
    cost: float
    air: int = 0  # blank lines at the headline, within the module

    @property
    def note(self) -> str:
        parts = [f"{counted(self.columns, 'column')} x {counted(self.lines, 'line')}"]
        if self.head:
            parts.append(f"head {self.head.size:g} pt in {len(self.head.cut.lines)}")
        parts += [
            f"{'chart' if p.index < 0 else 'picture'} {p.columns} x {p.lines}"
            for p in self.pictures
        ]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A shape before its depth is fixed: `mode` says where the main picture stands."""

    head: Head | None
    kicker: int
    deck: int
    byline: int
    mode: str  # "none", "legs", "top", "side"
    visual: int  # index of the main picture, -1 the chart, -2 none
    span: int  # its columns
    caption: int
    quote: int  # lines, 0 for none
    # further pictures, at the foot of legs; their lines count from the foot
    extras: tuple[PicturePlace, ...]
    cost: float
    pad: int = 0  # lines of tint above and below

    @property
    def top(self) -> int:
        return self.kicker + (self.head.lines if self.head else 0) + self.deck


def quote_column(legs: int, mode: str, extras: Sequence[PicturePlace]) -> int:
    """The leg that the pull quote stands in, about the middle; -1 where every one ends in a
    picture.
    """
    free = [c for c in range(legs) if not any(e.column <= c < e.column + e.columns for e in extras)]
    return free[min(len(free) - 1, max(0, len(free) // 2 - (mode == "legs")))] if free else -1


@dataclass(slots=True)
class Shapes:
    """All shapes of an item at one width: parallel arrays sorted by depth, then cost."""

    sketches: list[Sketch] = field(default_factory=list)
    depth: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    cost: Floats = field(default_factory=lambda: np.zeros(0))
    sketch: Whole = field(default_factory=lambda: np.zeros(0, np.int64))  # place in `sketches`
    legs: Whole = field(default_factory=lambda: np.zeros(0, np.int64))  # depth of the legs
    picture: Whole = field(default_factory=lambda: np.zeros(0, np.int64))  # and of its block
    air: Whole = field(default_factory=lambda: np.zeros(0, np.int64))

    def shape(self, place: int, columns: int) -> Shape:
        """The shape at a place of the arrays."""
        return build_shape(
            self.sketches[self.sketch[place]],
            columns=columns,
            lines=int(self.depth[place]),
            legs_lines=int(self.legs[place]),
            picture_lines=int(self.picture[place]),
            cost=float(self.cost[place]),
            air=int(self.air[place]),
        )


def build_shape(
    sketch: Sketch,
    *,
    columns: int,
    lines: int,
    legs_lines: int,
    picture_lines: int,
    cost: float,
    air: int,
) -> Shape:
    """Slots and places of a sketch once its depths are known."""
    head_line = sketch.pad + (picture_lines + 1 if sketch.mode == "top" else 0)
    legs_line = head_line + sketch.top + air
    legs = columns - sketch.span if sketch.mode == "side" else columns
    foot = legs_line + legs_lines
    main = _main_place(sketch, columns, legs_line, picture_lines)
    extras = [
        PicturePlace(
            index=extra.index,
            column=extra.column,
            line=foot - extra.lines,
            columns=extra.columns,
            lines=extra.lines,
            caption=extra.caption,
        )
        for extra in sketch.extras
    ]
    quote, slots = _slots(
        sketch, columns, legs=legs, legs_line=legs_line, foot=foot, picture_lines=picture_lines
    )
    return Shape(
        columns=columns,
        lines=lines,
        head=sketch.head,
        head_line=head_line,
        head_columns=legs,
        kicker=sketch.kicker,
        deck=sketch.deck,
        byline=sketch.byline,
        legs_line=legs_line,
        pictures=(*main, *extras),
        quote=quote,
        slots=slots,
        cost=cost,
        air=air,
    )


def _main_place(
    sketch: Sketch, columns: int, legs_line: int, lines: int
) -> tuple[PicturePlace, ...]:
    """The main picture over the headline, beside the text or at the head of the last legs."""
    spots = {
        "top": (0, sketch.pad),
        "side": (columns - sketch.span, 0),
        "legs": (columns - sketch.span, legs_line),
    }
    if sketch.mode not in spots:
        return ()
    column, line = spots[sketch.mode]
    return (
        PicturePlace(
            index=sketch.visual,
            column=column,
            line=line,
            columns=sketch.span,
            lines=lines,
            caption=sketch.caption,
        ),
    )


def _slots(
    sketch: Sketch, columns: int, legs: int, legs_line: int, foot: int, picture_lines: int
) -> tuple[Slot | None, tuple[Slot, ...]]:
    """The quote's place, and what byline, pictures and quote leave of each leg."""
    quote: Slot | None = None
    slots: list[Slot] = []
    quoted = quote_column(legs, sketch.mode, sketch.extras) if sketch.quote else -1
    for column in range(legs):
        top = legs_line + (sketch.byline if column == 0 else 0)
        if sketch.mode == "legs" and column >= columns - sketch.span:
            top = legs_line + picture_lines + 1
        bottom = foot
        for extra in sketch.extras:
            if extra.column <= column < extra.column + extra.columns:
                bottom = foot - extra.lines - 1
        if column != quoted:
            slots.append(Slot(column, top, bottom - top))
            continue
        text = bottom - top - sketch.quote
        above = text // 2 if text >= 2 * LEAST_LEG else 0
        quote = Slot(column, top + above, sketch.quote)
        if above:
            slots.append(Slot(column, top, above))
        slots.append(Slot(column, top + above + sketch.quote, text - above))
    return quote, tuple(slots)
