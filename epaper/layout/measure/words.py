"""Words of a module that stand outside its legs: deck, pull quote, captions; set at a width,
counted in grid lines.
"""

from __future__ import annotations

import math

from epaper.layout.design.reader import Design
from epaper.layout.measure.items import Item
from epaper.model.text import RichText, rich
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.galley import Line
from epaper.typeset.typesetter import Typesetter


class Words:
    """Sets them once for each item and width, and keeps the result in the item."""

    def __init__(self, design: Design, setter: Typesetter) -> None:
        self.design = design
        self.setter = setter

    def deck_text(self, item: Item, columns: int) -> tuple[Line, ...]:
        key = ("deck", columns)
        if key not in item.cache:
            style = self.deck_style(columns)
            measure = self.design.grid.width(min(columns, 4)) - 2 * item.inset
            item.cache[key] = self.setter.set_text(
                item.deck, style, measure, Origin(Element.DECK, item.slug)
            )
        return item.cache[key]  # type: ignore[return-value]

    def deck_style(self, columns: int) -> TextStyle:
        """A deck is told from its headline by size: in one column, where headlines are small, it is
        smaller too.
        """
        return self.design.styles["deck" if columns > 1 else "deck_narrow"]

    def deck_lines(self, item: Item, columns: int) -> int:
        if not item.deck:
            return 0
        style = self.deck_style(columns)
        return math.ceil(
            len(self.deck_text(item, columns)) * style.leading / self.design.grid.leading + 0.35
        )

    def byline_text(self, item: Item) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """The author's name and role, in a column."""
        if "byline" not in item.cache:
            origin, measure = (
                Origin(Element.BYLINE, item.slug),
                self.design.grid.column - 2 * item.inset,
            )
            name = self.setter.set_text(rich(item.byline), self.byline_style(item), measure, origin)
            role = self.setter.set_text(
                rich(item.byline_role), self.design.styles["byline_role"], measure, origin
            )
            item.cache["byline"] = (name if item.byline else (), role if item.byline_role else ())
        return item.cache["byline"]  # type: ignore[return-value]

    def byline_style(self, item: Item) -> TextStyle:
        """A columnist is named larger than a reporter."""
        opinion = item.story is not None and item.story.kind in self.design.opinion_kinds
        return self.design.styles["byline_opinion" if opinion else "byline"]

    def byline_lines(self, item: Item) -> int:
        """Grid lines of name and role."""
        name, role = self.byline_text(item)
        return math.ceil(
            len(name) * self.byline_style(item).leading / self.design.grid.leading - 0.01
        ) + len(role)

    def quote_text(self, item: Item) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        if "quote" not in item.cache:
            origin = Origin(Element.PULL_QUOTE, item.slug)
            measure = self.design.grid.column
            words = self.setter.set_text(
                rich(item.quote), self.design.styles["pull_quote"], measure, origin
            )
            by = self.setter.set_text(
                rich(item.quote_by), self.design.styles["pull_quote_by"], measure, origin
            )
            item.cache["quote"] = (words, by if item.quote_by else ())
        return item.cache["quote"]  # type: ignore[return-value]

    def quote_lines(self, item: Item) -> int:
        """Lines of the quote's block with a rule and air above and below."""
        words, by = self.quote_text(item)
        text = len(words) * self.design.styles["pull_quote"].leading / self.design.grid.leading
        return math.ceil(text) + len(by) + 3

    def caption_text(self, item: Item, index: int, columns: int) -> tuple[Line, ...]:
        key = ("caption", index, columns)
        if key not in item.cache:
            words: RichText = item.pictures[index].caption if index >= 0 else ()
            origin = Origin(Element.CAPTION, item.slug, max(index, 0))
            style = self.design.styles["caption"]
            item.cache[key] = (
                self.setter.set_text(
                    words, style, self.design.grid.width(columns) - 2 * item.inset, origin
                )
                if words
                else ()
            )
        return item.cache[key]  # type: ignore[return-value]

    def caption_lines(self, item: Item, index: int, columns: int) -> int:
        """Grid lines under the picture: caption and credit with their air, none for a chart."""
        if index < 0:
            return 0
        lines = self.caption_text(item, index, columns)
        credit = 0.75 if item.pictures[index].credit else 0.0
        depth = len(lines) * self.design.styles["caption"].leading / self.design.grid.leading
        return math.ceil(depth + credit + 0.35) if lines or credit else 0
