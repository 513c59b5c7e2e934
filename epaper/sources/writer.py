"""Stories as the files that `sources.folder` reads: the way back, for importers.

What is written here is read back as the same story, provided that its text is right type already;
straight quotes and the like are set right when they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from epaper.model.text import (
    Block,
    Crosshead,
    Emphasis,
    ListBlock,
    Paragraph,
    Quotation,
    RichText,
    Table,
)
from epaper.settings.textfile import usual
from epaper.sources.front_matter import front_matter

_ACTIVE = re.compile(r"[\\`*_\[\]<>&|~]")
_SIGNS = b"\\`*_[]<>&|~"
_NUMBER = re.compile(r"(\d+)([.)])")
_MARKS = {Emphasis.ITALIC: "*", Emphasis.BOLD: "**", Emphasis.BOLD_ITALIC: "***"}


def story_markdown(front: Mapping[str, object], body: str) -> str:
    """A story's file from its fields, by the names of the front matter, and its body in Markdown.

    Empty texts, empty lists and None are left out; 0 and False stay.  Values are texts, numbers,
    flags, and lists and mappings of them.
    """
    kept = {
        name: value
        for name, value in front.items()
        if value is not None and value not in ("", (), [], {})
    }
    fields = front_matter({str(name): _plain(value) for name, value in kept.items()})
    return f"---\n{fields}---\n\n{body.strip()}\n"


def _plain(value: object) -> object:
    """Only what YAML has: tuples become lists, names that are enums become texts."""
    if type(value) is str:
        return value
    match value:
        case Mapping():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case bool() | int() | float():
            return value
        case str():
            return str(value)
        case Iterable():
            return [_plain(inner) for inner in value]
        case _:
            return str(value)


def markdown_escape(text: str) -> str:
    """Any text as one paragraph of Markdown that is read as these very characters (white space runs
    are one space).
    """
    return _line_start(_passive(text))


def _passive(text: str) -> str:
    """The text with a backslash before every sign of Markdown."""
    raw = text.encode("utf-8", "surrogatepass")  # whose bytes are faster to look through
    holds = len(raw.translate(None, _SIGNS)) != len(raw)
    return _ACTIVE.sub(r"\\\g<0>", text) if holds else text


def _line_start(text: str) -> str:
    """The text on one line, without a beginning that would make it a heading or a list."""
    spaced = "  " not in text and usual(text)  # no space but single ones
    line = text.strip(" ") if spaced else " ".join(text.split())
    if line[:1].isalpha():
        return line
    if number := _NUMBER.match(line):
        return f"{number.group(1)}\\{line[number.end(1) :]}"
    return f"\\{line}" if line[:1] in tuple("#+-=:") else line


def rich_markdown(text: RichText) -> str:
    """Rich text as Markdown.  Spaces move out of the emphasis, where Markdown wants them; small
    capitals are lost.
    """
    parts: list[str] = []
    for span in text:
        mark = _MARKS.get(span.emphasis, "")
        inner = span.text.strip()
        if not mark or not inner:
            parts.append(_passive(span.text))
            continue
        start = span.text.index(inner)
        before, after = span.text[:start], span.text[start + len(inner) :]
        parts += (before, mark, _passive(inner), mark, after)
    return _line_start("".join(parts))


def blocks_markdown(blocks: Iterable[Block]) -> str:
    """A body as Markdown, blocks parted by empty lines."""
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return rich_markdown(text)
        case Crosshead(text):
            return f"## {rich_markdown(text)}"
        case Quotation(paragraphs):
            return "\n>\n".join(f"> {rich_markdown(text)}" for text in paragraphs)
        case ListBlock(items, ordered, start):
            marks = (f"{start + place}." if ordered else "-" for place in range(len(items)))
            return "\n".join(
                f"{mark} {rich_markdown(text)}" for mark, text in zip(marks, items, strict=True)
            )
        case Table(header, rows, aligns):
            rules = [
                "---:" if align == "right" else ":---:" if align == "centre" else "---"
                for align in aligns
            ]
            cells = [
                [rich_markdown(cell) for cell in row]
                for row in (header or [()] * len(aligns), *rows)
            ]
            lines = [cells[0], rules, *cells[1:]]
            return "\n".join("| " + " | ".join(line) + " |" for line in lines)
