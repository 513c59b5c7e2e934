"""The real shapes a story can take: columns x depth, with headline, deck, pictures, breakouts.

A module of w columns holds, from the top: kicker and headline, deck, then w legs of d lines.
Pictures stand over the headline, at the head of the rightmost legs, or in columns of their own
beside the text; a chart over all columns stands under its headline.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from epaper.layout.measure.legs import Slot
from epaper.typeset.galley import HeadlineCut
from epaper.units import counted

LEAST_LEG = 4  # lines
MOST_BREAKOUTS = 2  # in a module
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
class BreakoutPlace:
    """A breakout of the copy in one leg of the module."""

    index: int
    column: int
    line: int
    lines: int


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
    breakouts: tuple[BreakoutPlace, ...]
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
    mode: str  # "none", "legs", "top", "under", "side"
    visual: int  # index of the main picture, -1 the chart, -2 none
    span: int  # its columns
    caption: int
    breakouts: tuple[BreakoutPlace, ...]  # their lines are not known yet
    # further pictures, at the foot of legs; their lines count from the foot
    extras: tuple[PicturePlace, ...]
    cost: float
    pad: int = 0  # lines of tint above and below

    @property
    def top(self) -> int:
        return self.kicker + (self.head.lines if self.head else 0) + self.deck


def breakout_columns(legs: int, mode: str, extras: Sequence[PicturePlace]) -> tuple[int, ...]:
    """The legs that breakouts stand in, the first's before the second's: about the middle, and the
    free leg farthest from it; none where every leg ends in a picture.
    """
    free = [c for c in range(legs) if not any(e.column <= c < e.column + e.columns for e in extras)]
    if not free:
        return ()
    first = free[min(len(free) - 1, max(0, len(free) // 2 - (mode == "legs")))]
    second = max(free, key=lambda column: (abs(column - first), column))
    return (first, second) if second != first else (first,)


def widest_grey(
    legs: int,
    mode: str,
    span: int,
    extras: Sequence[PicturePlace],
    breakouts: Sequence[BreakoutPlace],
) -> int:
    """The most legs side by side that nothing breaks."""
    broken = {place.column for place in breakouts}
    broken |= {c for extra in extras for c in range(extra.column, extra.column + extra.columns)}
    broken |= set(range(legs - span, legs)) if mode == "legs" else set()
    runs = itertools.groupby(range(legs), key=lambda column: column in broken)
    return max((len(list(run)) for is_broken, run in runs if not is_broken), default=0)


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
    under_head = head_line + sketch.top + air
    legs_line = under_head + (picture_lines + 1 if sketch.mode == "under" else 0)
    legs = columns - sketch.span if sketch.mode == "side" else columns
    foot = legs_line + legs_lines
    main = _main_place(sketch, columns, under_head, picture_lines)
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
    breakouts, slots = _slots(
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
        breakouts=breakouts,
        slots=slots,
        cost=cost,
        air=air,
    )


def _main_place(
    sketch: Sketch, columns: int, under_head: int, lines: int
) -> tuple[PicturePlace, ...]:
    """The main picture over the headline, under it, beside the text or at the head of the last
    legs."""
    spots = {
        "top": (0, sketch.pad),
        "side": (columns - sketch.span, 0),
        "under": (0, under_head),
        "legs": (columns - sketch.span, under_head),
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
) -> tuple[tuple[BreakoutPlace, ...], tuple[Slot, ...]]:
    """The breakouts' places, and what byline, pictures and breakouts leave of each leg."""
    places: list[BreakoutPlace] = []
    slots: list[Slot] = []
    by_column = {place.column: place for place in sketch.breakouts}
    for column in range(legs):
        top = legs_line + (sketch.byline if column == 0 else 0)
        under = sketch.mode == "legs" and column >= columns - sketch.span
        if under:
            top = legs_line + picture_lines + 1
        bottom = foot
        for extra in sketch.extras:
            if extra.column <= column < extra.column + extra.columns:
                bottom = foot - extra.lines - 1
        place = by_column.get(column)
        if place is None:
            slots.append(Slot(column, top, bottom - top, under))
            continue
        text = bottom - top - place.lines
        above = text // 2 if text >= 2 * LEAST_LEG else 0
        places.append(replace(place, line=top + above))
        if above:
            slots.append(Slot(column, top, above, under))
        slots.append(Slot(column, top + above + place.lines, text - above, under and not above))
    return tuple(places), tuple(slots)
