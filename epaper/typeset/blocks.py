"""A story's body as blocks ready to break: tokens, indents, alignment, what stands before and
after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from epaper.model.story import Story
from epaper.model.text import (
    Block,
    Crosshead,
    Emphasis,
    ListBlock,
    Paragraph,
    Quotation,
    RichText,
    Table,
    block_texts,
    plain,
)
from epaper.page.marks import Element, Origin
from epaper.page.style import TextStyle
from epaper.typeset.galley import GalleyStyle
from epaper.typeset.shaping import Look
from epaper.typeset.tokens import Token, TokenBook

DATELINE_ROLE, FURNITURE_ROLE = 1, 2
BULLET = "•"
LETTER_GIVE = 2  # blank lines more that may stand over the next letter's crosshead
SIGNATURE_WORDS = 14  # at most


def first_parts(story: Story) -> tuple[int, ...]:
    """For each block of a story's body the number of its first piece in the galley, by which
    origins name it: a quotation has a piece for each paragraph, a list for each item, and a
    dateline is a piece of its own where the text does not begin with a paragraph."""
    part = int(bool(story.dateline and story.body and not isinstance(story.body[0], Paragraph)))
    parts = []
    for block in story.body:
        parts.append(part)
        pieces = block_texts(block) if isinstance(block, Quotation | ListBlock) else (block,)
        part += len(pieces)
    return tuple(parts)


def is_signature(text: RichText, following: Block | None) -> bool:
    """Who wrote the letter above: a short paragraph that begins with a name set apart from the
    text, or with a dash, and is no sentence, nor words all set apart that may head what follows."""
    words = plain(text)
    if not words or len(words.split()) > SIGNATURE_WORDS:
        return False
    if len(text) == 1 and "," not in words and isinstance(following, Paragraph):
        return False
    begins = text[0].emphasis is not Emphasis.ROMAN or words[0] in "—–"
    return begins and (words[-1].isalnum() or words[-1] == ")")


def _names_source(text: RichText) -> bool:
    """Who said what is quoted: a last paragraph that is short and no sentence."""
    words = plain(text).strip()
    return 0 < len(words.split()) <= SIGNATURE_WORDS and (words[-1].isalnum() or words[-1] == ")")


@dataclass(slots=True)
class Job:
    """One block to set.  Lengths in points."""

    element: Element
    style: TextStyle
    book: TokenBook
    tokens: list[Token]
    left: float = 0.0
    right: float = 0.0
    indent: float = 0.0  # of the first line, on top of left
    marker: list[Token] = field(
        default_factory=list
    )  # a bullet or number hung to the left of the first line
    space_before: int = 0
    space_after: int = 0
    keep_with_next: bool = False
    give_before: int = 0
    closes: bool = False
    table: Table | None = None

    def origins(self, slug: str, part: int) -> tuple[Origin, ...]:
        """Origins by role."""
        return (
            Origin(self.element, slug, part),
            Origin(Element.DATELINE, slug, part),
            Origin(Element.FURNITURE, slug, part),
        )


class JobMaker:
    """Turns a story into jobs; token books come from the typesetter, which keeps them."""

    def __init__(
        self, books: Callable[[TextStyle, str], TokenBook], small_caps: Callable[[Look], Look]
    ) -> None:
        self.books, self.small_caps = books, small_caps

    def jobs(self, story: Story, style: GalleyStyle) -> Iterator[Job]:
        flush, signed = True, False
        pending = self._dateline(story, style) if story.dateline else []
        for index, block in enumerate(story.body):
            following = story.body[index + 1] if index + 1 < len(story.body) else None
            if pending and not isinstance(block, Paragraph):
                yield self._text(Element.BODY, style.body, pending, story)
                pending = []
            match block:
                case Paragraph(text):
                    job = self._text(Element.BODY, style.body, pending, story, text=text)
                    pending = []
                    begins = flush or index in style.flush
                    job.indent = 0.0 if begins else style.body.first_indent
                    job.keep_with_next = isinstance(following, ListBlock)
                    closes = index > 0 and not flush and not signed
                    job.closes = closes and is_signature(text, following)
                    yield job
                case Crosshead(text):
                    job = self._text(Element.CROSSHEAD, style.crosshead, [], story, text=text)
                    job.space_before, job.keep_with_next = (1 if index else 0), True
                    job.give_before = LETTER_GIVE if signed else 0
                    yield job
                case Quotation(paragraphs):
                    yield from self._quotation(paragraphs, style, story)
                case ListBlock():
                    yield from self._list(block, style, story)
                case Table():
                    yield Job(
                        Element.TABLE,
                        style.table,
                        self.books(style.table, story.language),
                        [],
                        table=block,
                    )
            flush = isinstance(block, Crosshead)
            signed = isinstance(block, Paragraph) and is_signature(block.text, following)
        if pending:
            yield self._text(Element.BODY, style.body, pending, story)

    def _text(
        self,
        element: Element,
        style: TextStyle,
        before: list[Token],
        story: Story,
        text: RichText = (),
    ) -> Job:
        book = self.books(style, story.language)
        return Job(element, style, book, before + book.tokens(text), left=style.left_indent)

    def _dateline(self, story: Story, style: GalleyStyle) -> list[Token]:
        """The dateline's words in small capitals and the dash, which is the house's and not the
        editor's.
        """
        book = self.books(style.body, story.language)
        look = book.looks[0]
        if "smcp" in style.dateline:
            look = self.small_caps(look)
        extra = tuple(
            feature
            for feature in style.dateline
            if feature not in look.features and feature != "smcp"
        )
        look = replace(look, features=look.features + extra)
        dateline, furniture = (
            book.add_look(look, DATELINE_ROLE),
            book.add_look(book.looks[0], FURNITURE_ROLE),
        )
        # a place is not parted
        tokens = [
            book[((dateline, word),)]._replace(breaks=())
            for word in story.dateline.split(" ")
            if word
        ]
        return [*tokens, book[((furniture, "—"),)]]

    def _quotation(
        self, paragraphs: tuple[RichText, ...], style: GalleyStyle, story: Story
    ) -> Iterator[Job]:
        for number, text in enumerate(paragraphs):
            job = self._text(Element.QUOTATION, style.quotation, [], story, text=text)
            job.left = style.quotation.left_indent or style.body.size
            job.right = job.left
            job.indent = style.quotation.first_indent if number else 0.0
            job.space_before = 0 if number else 1
            last = number == len(paragraphs) - 1
            job.space_after = 1 if last else 0
            job.closes = last and number > 0 and _names_source(text)
            yield job

    def _list(self, block: ListBlock, style: GalleyStyle, story: Story) -> Iterator[Job]:
        look = style.list_item
        book = self.books(look, story.language)
        furniture = book.add_look(book.looks[0], FURNITURE_ROLE)
        last = block.start + len(block.items) - 1
        widest = book[((furniture, f"{last}." if block.ordered else BULLET),)]
        hanging = max(
            look.left_indent,
            (widest.width + book.space * (1.4 if block.ordered else 2)) * look.size,
        )
        for number, text in enumerate(block.items, block.start):
            job = self._text(Element.LIST_ITEM, look, [], story, text=text)
            job.left = hanging
            job.marker = [book[((furniture, f"{number}." if block.ordered else BULLET),)]]
            yield job
