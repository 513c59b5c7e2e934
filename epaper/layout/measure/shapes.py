"""The real shapes a story can take: columns x depth, with what headline, deck, pictures and quote.

A module of w columns holds, from the top: kicker and headline, deck, then w legs of d lines.
Pictures stand over the headline, at the head of the rightmost legs, or in columns of their own
beside the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.layout.measure.items import Head
from epaper.layout.measure.legs import Slot

LEAST_LEG = 4


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
        parts = [f"{self.columns} columns x {self.lines} lines"]
        if self.head:
            parts.append(f"head {self.head.size:g} pt in {len(self.head.cut.lines)}")
        parts += [
            f"{'chart' if p.index < 0 else 'picture'} {p.columns} x {p.lines}"
            for p in self.pictures
        ]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Plan:
    """A family of shapes before the depth is fixed: `mode` says where the main picture stands."""

    head: Head | None
    kicker: int
    deck: int
    byline: int
    mode: str  # "none", "legs", "top", "side"
    visual: int  # index of the main picture, -1 the chart, -2 none
    span: int  # its columns
    caption: int
    quote: int  # lines, 0 for none
    extras: tuple[
        PicturePlace, ...
    ]  # further pictures, at the foot of legs; line counts from the foot
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


def build_shape(plan: Plan, w: int, depth: int, d: int, h: int, price: float, air: int) -> Shape:
    """Slots and places of a plan once its depths are known."""
    head_line = plan.pad + (h + 1 if plan.mode == "top" else 0)
    legs_line = head_line + plan.top + air
    legs = w - plan.span if plan.mode == "side" else w
    pictures: list[PicturePlace] = []
    if plan.mode == "top":
        pictures.append(PicturePlace(plan.visual, 0, plan.pad, plan.span, h, plan.caption))
    elif plan.mode == "side":
        pictures.append(PicturePlace(plan.visual, legs, 0, plan.span, h, plan.caption))
    elif plan.mode == "legs":
        pictures.append(
            PicturePlace(plan.visual, w - plan.span, legs_line, plan.span, h, plan.caption)
        )
    foot = legs_line + d
    for e in plan.extras:
        pictures.append(
            PicturePlace(e.index, e.column, foot - e.lines, e.columns, e.lines, e.caption)
        )
    quote: Slot | None = None
    slots: list[Slot] = []
    column = quote_column(legs, plan.mode, plan.extras)
    for c in range(legs):
        top = legs_line + (plan.byline if c == 0 else 0)
        if plan.mode == "legs" and c >= w - plan.span:
            top = legs_line + h + 1
        bottom = foot
        for e in plan.extras:
            if e.column <= c < e.column + e.columns:
                bottom = foot - e.lines - 1
        if plan.quote and c == column and bottom - top - plan.quote >= 2 * LEAST_LEG:
            above = (bottom - top - plan.quote) // 2
            quote = Slot(c, top + above, plan.quote)
            slots.append(Slot(c, top, above))
            slots.append(Slot(c, top + above + plan.quote, bottom - top - above - plan.quote))
        elif plan.quote and c == column:
            quote = Slot(c, top, plan.quote)
            slots.append(Slot(c, top + plan.quote, bottom - top - plan.quote))
        else:
            slots.append(Slot(c, top, bottom - top))
    return Shape(
        w,
        depth,
        plan.head,
        head_line,
        legs,
        plan.kicker,
        plan.deck,
        plan.byline,
        legs_line,
        tuple(pictures),
        quote,
        tuple(slots),
        price,
        air,
    )
