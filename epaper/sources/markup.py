"""A story's Markdown into blocks of rich text.  What has no place in print is noted; its text is
kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from epaper.model.text import (
    Block,
    Crosshead,
    Emphasis,
    ListBlock,
    Paragraph,
    Quotation,
    RichText,
    Span,
    Table,
    plain,
)
from epaper.settings.notes import Notes, shown
from epaper.settings.textfile import clean, note_controls, visible
from epaper.sources.typography import typographic_rich

_MOST_NESTING = 60
MOST_COUNTED = 99  # a list that begins with a greater number is none
# No indented code (it is an indented paragraph), no underlined headings ("Text" over "---" is an
# accident), no link definitions (they vanish from the text), no HTML blocks (their text would not
# be seen).
_MARKDOWN = (
    MarkdownIt("commonmark", {"maxNesting": _MOST_NESTING})
    .enable(["table", "strikethrough"])
    .disable(["code", "lheading", "reference", "html_block"])
)
_EMPHASIS = {
    (False, False): Emphasis.ROMAN,
    (True, False): Emphasis.ITALIC,
    (False, True): Emphasis.BOLD,
    (True, True): Emphasis.BOLD_ITALIC,
}
_MARKUP = re.compile(r"<[A-Za-z/!]")
_RULE = "story.markup"


def read_markup(text: str, language: str, notes: Notes, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of a body; `first_line` is the line of the file that the text starts on."""
    tokens = _MARKDOWN.parse(text)
    reader = _Reader(tokens, language, notes, first_line)
    if any(token.level >= _MOST_NESTING - 1 for token in tokens):
        notes.error(
            "story.nesting",
            f"lists or quotations nested {_MOST_NESTING} deep",
            "write it flatter",
            first_line,
        )
    return tuple(reader.blocks())


def read_inline(text: str, language: str, notes: Notes, line: int = 0) -> RichText:
    """One line of Markdown, such as a caption, as rich text."""
    tokens = _MARKDOWN.parseInline(" ".join(text.split()))
    return _Reader([], language, notes, line).rich(tokens[0], line)


def _counts(numbers: list[int]) -> bool:
    """Do the numbers of an ordered list count its items?  Markdown would count on from the first
    whatever the others are; years ("1984. That was the year") and gaps are the writer's own.
    """
    if numbers[:1] > [MOST_COUNTED]:
        return False
    alike = all(number == numbers[0] for number in numbers)  # "1." before each: count for me
    return alike or numbers == list(range(numbers[0], numbers[0] + len(numbers)))


class _Reader:
    """Walks the flat list of Markdown tokens."""

    def __init__(self, tokens: list[Token], language: str, notes: Notes, first_line: int) -> None:
        self.tokens = tokens
        self.language = language
        self.notes = notes
        self.first_line = first_line

    def line(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            end = self.end(at)
            inside = self.tokens[at + 1 : end]
            at = end + 1
            match token.type:
                case "heading_open":
                    yield from (Crosshead(text) for text in self.texts(inside))
                case "blockquote_open":
                    if texts := tuple(self.texts(inside)):
                        yield Quotation(texts)
                case "bullet_list_open" | "ordered_list_open":
                    yield from self.list_block(token, inside)
                case "table_open":
                    yield from self.table(inside)
                case "hr":
                    self.warn(
                        "a rule (---) is left out",
                        "use a crosshead: ## and its words",
                        self.line(token),
                    )
                case "fence":
                    yield from (Paragraph(text) for text in self.texts([token]))
                case _:
                    yield from (Paragraph(text) for text in self.texts(inside))

    def end(self, at: int) -> int:
        """Where the block that starts here ends: its closing token, or itself."""
        token = self.tokens[at]
        if token.nesting != 1:
            return at
        return next(
            i for i in range(at + 1, len(self.tokens)) if self.tokens[i].level == token.level
        )

    def texts(self, tokens: list[Token]) -> Iterator[RichText]:
        """Every piece of text in these tokens, whatever it is wrapped in."""
        for token in tokens:
            if token.type == "inline":
                if text := self.rich(token, self.line(token)):
                    yield text
            elif token.type in ("fence", "code_block"):
                self.warn(
                    "a block of code is set as text", "delete the lines with ```", self.line(token)
                )
                for line in (token.info + "\n" + token.content).splitlines():
                    if text := typographic_rich((Span(line),), self.language):
                        yield text

    def list_block(self, token: Token, inside: list[Token]) -> Iterator[Block]:
        if any(inner.type.endswith("_list_open") for inner in inside):
            self.warn("a list in a list is set as one list", "write one list", self.line(token))
        items: list[RichText] = []
        numbers: list[int] = []  # as written, of an ordered list
        fresh = True
        for inner in inside:
            if inner.type == "list_item_open":
                fresh = True
                numbers += [int(inner.info)] if inner.info.isdecimal() else []
            for text in self.texts([inner]):
                if fresh or not items:
                    items.append(text)
                else:  # a second paragraph of the same item
                    items[-1] = typographic_rich((*items[-1], Span(" "), *text), self.language)
                fresh = False
        start = int(token.attrGet("start") or 1)
        ordered = token.type.startswith("ordered")
        if ordered and len(numbers) == len(items) and not _counts(numbers):
            sign = token.markup or "."
            for number, text in zip(numbers, items, strict=True):
                words = (Span(f"{number}{sign} "), *text)
                yield Paragraph(typographic_rich(words, self.language))
        elif items:
            yield ListBlock(tuple(items), ordered, start)

    def table(self, inside: list[Token]) -> Iterator[Block]:
        rows: list[list[RichText]] = []
        aligns: list[str] = []
        for before, token in pairwise(inside):
            if before.type == "tr_open":
                rows.append([])
            if before.type == "th_open":
                style = str(before.attrGet("style") or "")
                aligns.append(
                    "right" if "right" in style else "centre" if "center" in style else "left"
                )
            if before.type in ("th_open", "td_open"):
                rows[-1].append(self.rich(token, self.line(token)))
        header = tuple(rows[0]) if any(rows[0]) else ()
        yield Table(header, tuple(tuple(row) for row in rows[1:]), tuple(aligns))

    def rich(self, inline: Token, line: int) -> RichText:
        text = typographic_rich(tuple(self.spans(inline.children or [], line)), self.language)
        return text if visible(plain(text)) else ()

    def spans(self, tokens: list[Token], line: int) -> Iterator[Span]:
        italic = bold = 0
        for token in tokens:
            words = token.content
            match token.type:
                case "em_open" | "em_close":
                    italic += token.nesting
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "softbreak":
                    words = "\n"
                    line += 1
                case "hardbreak":
                    words = "\n"
                    line += 1
                    self.notes.info(
                        _RULE,
                        "a forced line break is set as a space",
                        "start a new paragraph",
                        line - 1,
                    )
                case "html_inline":
                    words = " " if token.content.lower().startswith("<br") else ""
            self.note(token, line)
            if words:
                note_controls(words, self.notes, line, "body")
                yield Span(clean(words), _EMPHASIS[italic > 0, bold > 0])

    def note(self, token: Token, line: int) -> None:
        """Warn of what cannot be printed as it was written."""
        match token.type:
            case "link_open":
                address = str(token.attrGet("href") or "")
                self.warn(
                    f"the link to {shown(address)} is left out, its text stays",
                    "write the address out if readers need it",
                    line,
                )
            case "image":
                address = str(token.attrGet("src") or "")
                self.warn(
                    f"the picture {shown(address)} in the text is left out",
                    "list it under pictures:",
                    line,
                )
            case "code_inline":
                self.warn(
                    f"code {shown(token.content)} is set as text", "delete the backticks", line
                )
            case "html_inline":
                self.warn(
                    f"HTML {shown(token.content)} is left out",
                    "use Markdown: *italic*, **bold**, ##",
                    line,
                )
            case "s_open":
                self.warn("struck-out text is set as text", "delete it", line)
            case "text" if _MARKUP.search(token.content):
                found = _MARKUP.search(token.content)
                part = token.content[found.start() :] if found else ""
                self.warn(
                    f"{shown(part, 30)} looks like HTML and is printed as it stands",
                    "check it",
                    line,
                )

    def warn(self, message: str, remedy: str, line: int) -> None:
        self.notes.warning(_RULE, message, remedy, line, field="body")
