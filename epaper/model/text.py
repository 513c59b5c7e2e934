"""Text as the editor means it: spans of emphasis in paragraphs, crossheads, quotations, lists and
tables.

Text here is clean: Unicode NFC, typographic quotes, dashes and ellipses, single spaces, no control
characters.  What stands here is what is printed and what the ledger counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Emphasis(StrEnum):
    ROMAN = "roman"
    ITALIC = "italic"
    BOLD = "bold"
    BOLD_ITALIC = "bold italic"
    SMALL_CAPS = "small caps"


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    emphasis: Emphasis = Emphasis.ROMAN


RichText = tuple[Span, ...]


def rich(text: str, emphasis: Emphasis = Emphasis.ROMAN) -> RichText:
    return (Span(text, emphasis),) if text else ()


def plain(text: RichText) -> str:
    return text[0].text if len(text) == 1 else "".join([span.text for span in text])


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: RichText


@dataclass(frozen=True, slots=True)
class Crosshead:
    text: RichText


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted matter set apart from the text; a paragraph each."""

    paragraphs: tuple[RichText, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    items: tuple[RichText, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length; `aligns` has "left", "right" or "centre" for each
    column."""

    header: tuple[RichText, ...]  # empty when the table has none
    rows: tuple[tuple[RichText, ...], ...]
    aligns: tuple[str, ...]


Block = Paragraph | Crosshead | Quotation | ListBlock | Table


def block_texts(block: Block) -> tuple[RichText, ...]:
    """All the pieces of text of a block in reading order."""
    match block:
        case Paragraph(text) | Crosshead(text):
            return (text,)
        case Quotation(paragraphs):
            return paragraphs
        case ListBlock(items):
            return items
        case Table(header, rows):
            return header + tuple(cell for row in rows for cell in row)


def plain_texts(blocks: Iterable[Block]) -> list[str]:
    """The words of every piece of text of a body, in reading order."""
    found: list[str] = []
    for block in blocks:
        if type(block) is Paragraph:  # as most are
            found.append(plain(block.text))
        else:
            found += map(plain, block_texts(block))
    return found


def count_characters(text: str) -> int:
    """Characters as the ledger counts them: all but white space and soft hyphens, which lines may
    swallow.
    """
    return len("".join(text.split())) - text.count("\u00ad")
