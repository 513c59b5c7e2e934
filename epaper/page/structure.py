"""The structure of an edition: Section > Article > Block > marks, in the order of reading.

An article is a story over all its pages, its jump joined; a block is a headline, a paragraph, a
picture.  Whoever needs the order (tags, article view, search) reads this tree; nobody makes
another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from epaper.page.marks import Element


class BlockRole(StrEnum):
    """What a block is to a reader, whatever its look."""

    TITLE = "title"  # the paper's name, a section's heading
    HEADLINE = "headline"
    CROSSHEAD = "crosshead"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    LIST_ITEM = "list item"
    CELL = "cell"  # of a table
    CAPTION = "caption"  # of a picture, and whom it is owed to; a heading in the contents
    FIGURE = "figure"
    LINK = "link"  # words that lead somewhere, with the area over them
    ASIDE = "aside"  # a line of what stands out of the text: a pull quote, a number, points
    AGAIN = "again"  # what the page says again where a story goes on


class GroupKind(StrEnum):
    """What blocks that follow each other are together."""

    FIGURE = "figure"  # a picture or chart with its caption and credit
    TABLE = "table"  # of cells
    LIST = "list"  # of list items
    QUOTE = "quote"  # words, and who said them
    NUMBER = "number"  # a figure, and what it counts
    POINTS = "points"  # a list
    TIMELINE = "timeline"  # a list
    CONTENTS = "contents"  # a heading, and links


@dataclass(frozen=True, slots=True)
class Span:
    """Marks `first` to `last` (not included) of a page, counted from 0 in the order of painting."""

    page: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place in its table, from 0; `heading`: it names its "column" or its "row"."""

    row: int
    column: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article; it may go on in another leg or on another page.

    `group` counts the article's groups from 1, 0 is a block by itself; the blocks of a group follow
    each other.
    """

    role: BlockRole
    element: Element
    spans: tuple[Span, ...]
    part: int = 0  # which paragraph or picture of its story, from 0
    language: str = ""  # a BCP 47 tag
    direction: str = "ltr"  # or "rtl"
    alt: str = ""  # of a figure
    group: int = 0
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A story, or what a page has beside stories (then `story` is empty)."""

    story: str  # slug
    headline: str
    blocks: tuple[Block, ...]
    groups: tuple[GroupKind, ...] = ()  # the first is that of the blocks whose `group` is 1

    def kind_of(self, block: Block) -> GroupKind | None:
        return self.groups[block.group - 1] if block.group else None

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(sorted({span.page for block in self.blocks for span in block.spans}))


@dataclass(frozen=True, slots=True)
class SectionContent:
    """A section with its articles; without a name what belongs to no section."""

    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    sections: tuple[SectionContent, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """All blocks in the order of reading; their places in it are their numbers."""
        for section in self.sections:
            for article in section.articles:
                yield from article.blocks

    def owners(self, page: int) -> dict[int, int]:
        """The number of the block that each mark of a page belongs to; a mark without one is
        decoration.
        """
        found: dict[int, int] = {}
        for number, block in enumerate(self.blocks()):
            for span in block.spans:
                if span.page == page:
                    found |= dict.fromkeys(range(span.first, span.last), number)
        return found
