"""Display text of a module, which stands outside its legs: deck, byline, breakouts, captions; set
at a width, counted in grid lines.
"""

from __future__ import annotations

import math
from dataclasses import replace

from epaper.layout.design.reader import Design
from epaper.layout.measure.breakouts import SetBreakout, set_breakout
from epaper.layout.measure.copy import Copy, Lines
from epaper.layout.measure.nested import nested_story, set_nested
from epaper.layout.measure.store import Measured
from epaper.model.breakout import BreakoutKind
from epaper.model.text import rich
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.galley import Line
from epaper.typeset.typesetter import Typesetter

WIDEST_DECK = 4  # columns
AIR = 0.35  # of a grid line under a deck or a caption
ROLE_GAP = 5.0  # points between a name and a role on its line
CREDIT_GAP = 5.0  # points between a caption and a credit on its last line
CREDIT_DEPTH = 0.8  # of a grid line


class DisplayText:
    """Sets it once for each copy and width, and keeps the result in `measured`."""

    def __init__(self, design: Design, setter: Typesetter, measured: Measured) -> None:
        self.design, self.setter, self.measured = design, setter, measured

    def deck(self, copy: Copy, columns: int) -> Lines:
        known = self.measured.copy(copy).decks
        if columns not in known:
            measure = self.design.grid.width(min(columns, WIDEST_DECK)) - 2 * copy.inset
            origin = Origin(Element.DECK, copy.slug)
            style = self.deck_style(columns)
            known[columns] = self.setter.set_text(copy.deck, style, measure, origin)
        return known[columns]

    def deck_style(self, columns: int) -> TextStyle:
        """A deck is told from its headline by size: in one column, where headlines are small, it is
        smaller too.
        """
        return deck_style(self.design, columns)

    def deck_lines(self, copy: Copy, columns: int, spare: float = 0.0) -> int:
        """Grid lines of a deck with the air under it, where its headline's block has `spare`."""
        if not copy.deck:
            return 0
        return max(1, math.ceil(self._deck_depth(copy, columns) - spare))

    def deck_rise(self, copy: Copy, columns: int, lines: int, spare: float) -> float:
        """Grid lines by which a deck of so many stands higher than the first of them, for the white
        over it to be as much too wide as the white under it."""
        under = lines - self._deck_depth(copy, columns)
        return (spare - under) / 2

    def _deck_depth(self, copy: Copy, columns: int) -> float:
        depth = len(self.deck(copy, columns)) * self.deck_style(columns).leading
        return depth / self.design.grid.leading + AIR

    def deck_fault(self, copy: Copy, columns: int, size: float) -> str:
        """Why no deck stands under a headline of `size` points over so many columns; empty where
        it may."""
        practice = self.design.practice
        if fault := deck_size_fault(self.design, columns, size):
            return fault
        lines = len(self.deck(copy, columns))
        if lines > practice.most_deck:
            return f"it has {lines} lines at its width, and {practice.most_deck} are the most"
        return ""

    def byline(self, copy: Copy) -> tuple[Lines, Lines]:
        """The author's name and role, in a column; see `role_beside`."""
        known = self.measured.copy(copy)
        if known.byline is None:
            origin = Origin(Element.BYLINE, copy.slug)
            measure = self.design.grid.column - 2 * copy.inset
            role_style = self.design.styles["byline_role"]
            name = self.setter.set_text(rich(copy.byline), self.byline_style(copy), measure, origin)
            role = self.setter.set_text(rich(copy.byline_role), role_style, measure, origin)
            known.byline = (name if copy.byline else (), role if copy.byline_role else ())
        return known.byline

    def byline_style(self, copy: Copy) -> TextStyle:
        """A columnist is named larger than a reporter."""
        opinion = copy.story is not None and copy.story.kind in self.design.opinion_kinds
        return self.design.styles["byline_opinion" if opinion else "byline"]

    def byline_lines(self, copy: Copy) -> int:
        """Grid lines of name and role."""
        name, role = self.byline(copy)
        depth = len(name) * self.byline_style(copy).leading
        below = 0 if self.role_beside(copy) else len(role)
        return math.ceil(depth / self.design.grid.leading - 0.01) + below

    def role_beside(self, copy: Copy) -> float:
        """Points from the name's beginning to a role that stands on its line; 0: it stands below,
        for there is no room, or no name."""
        name, role = self.byline(copy)
        large = self.byline_style(copy).leading > self.design.grid.leading
        if len(name) != 1 or len(role) != 1 or large:
            return 0.0
        after = name[0].width + ROLE_GAP
        fits = after + role[0].width <= self.design.grid.column - 2 * copy.inset
        return after if fits else 0.0

    def breakout(self, copy: Copy, index: int) -> SetBreakout:
        known = self.measured.copy(copy).breakouts
        if index not in known:
            breakout = copy.breakouts[index]
            if breakout.kind is BreakoutKind.NESTED:
                story = nested_story(copy, breakout.items[0].lead)
                known[index] = set_nested(story, copy, self.design, self.setter)
            else:
                known[index] = set_breakout(copy, breakout, self.design, self.setter)
        return known[index]

    def caption(self, copy: Copy, index: int, columns: int) -> Lines:
        """Of a picture; a chart, index -1, has none."""
        known = self.measured.copy(copy).captions
        if (index, columns) not in known:
            words = copy.pictures[index].caption if index >= 0 else ()
            origin = Origin(Element.CAPTION, copy.slug, max(index, 0))
            measure = self.design.grid.width(columns) - 2 * copy.inset
            style = self.design.styles["caption"]
            known[index, columns] = (
                self.setter.set_text(words, style, measure, origin) if words else ()
            )
        return known[index, columns]

    def picture_credit(self, copy: Copy, index: int, columns: int) -> tuple[Lines, float]:
        """A picture's credit; and the points from the caption's beginning to it on the caption's
        last line, 0 where it has no room there and stands below."""
        known = self.measured.copy(copy).picture_credits
        if (index, columns) not in known:
            known[index, columns] = self._picture_credit(copy, index, columns)
        return known[index, columns]

    def _picture_credit(self, copy: Copy, index: int, columns: int) -> tuple[Lines, float]:
        words = rich(copy.pictures[index].credit) if index >= 0 else ()
        if not words:
            return (), 0.0
        origin = Origin(Element.PICTURE_CREDIT, copy.slug, index)
        measure = self.design.grid.width(columns) - 2 * copy.inset
        style = replace(self.design.styles["picture_credit"], align="left")
        lines = self.setter.set_text(words, style, measure, origin)
        last = self.caption(copy, index, columns)[-1:]
        if len(lines) == 1 and last and self._reads_on(last[0]):
            beside = last[0].width + CREDIT_GAP
            if beside + lines[0].width <= measure:
                return lines, beside
        style = self.design.styles["picture_credit"]
        return self.setter.set_text(words, style, measure, origin), 0.0

    def _reads_on(self, line: Line) -> bool:
        """Whether more can follow at a line's end: it begins where it should, and so do its
        words."""
        if not line.runs or line.runs[0].x >= 1:
            return False
        odd = any(run.direction == "rtl" for run in line.runs)
        return not odd or self.setter.leftward(line.runs[0].origin.story)

    def caption_lines(self, copy: Copy, index: int, columns: int) -> int:
        """Grid lines under the picture: caption and credit with their air, none for a chart."""
        if index < 0:
            return 0
        lines = self.caption(copy, index, columns)
        below, beside = self.picture_credit(copy, index, columns)
        credit = CREDIT_DEPTH * len(below) * (not beside)
        depth = len(lines) * self.design.styles["caption"].leading / self.design.grid.leading
        return math.ceil(depth + credit + AIR) if lines or credit else 0


def deck_style(design: Design, columns: int) -> TextStyle:
    return design.styles["deck" if columns > 1 else "deck_narrow"]


def deck_size_fault(design: Design, columns: int, size: float) -> str:
    """Why a headline of `size` points is too small for a deck, which close to its size would be a
    second headline; empty where it is not."""
    practice, own = design.practice, deck_style(design, columns).size
    if size < practice.deck_from:
        least = f"{practice.deck_from:g} pt or more"
        return f"its headline has {size:g} pt, and decks stand under {least}"
    if own > practice.deck_share * size:
        most = f"{practice.deck_share * 100:g} %"
        return f"its {own:g} pt are more than {most} of its headline's {size:g} pt"
    return ""
