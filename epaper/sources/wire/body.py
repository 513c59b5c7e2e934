"""What the reading of a body came to, and what it tells of words that it left out or changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epaper.model.text import Block, Paragraph, Span, block_texts, plain
from epaper.settings.notes import Notes, shown
from epaper.sources.wire.item import WirePicture
from epaper.sources.wire.lines import runs
from epaper.sources.wire.pieces import lined

_FULL_LINE = re.compile(r"([^\n]{40})\n(?=(\w))")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_MOST_SHOWN = 6
_FACTS = {  # why -> rule, fact, remedy
    "struck": (
        "wire.withdrawn",
        "words struck out in the source are left out",
        "compare with the source",
    ),
    "hidden": ("wire.hidden", "words that a page hides from its readers are left out", ""),
    "formula": ("wire.formula", "a formula is left out", "write it in plain characters"),
    "footnote": ("wire.footnote", "marks of footnotes are left out", ""),
    "lifted": (
        "wire.raised",
        "raised or lowered letters for which there is no character stand on the line",
        "write them another way",
    ),
}


@dataclass(slots=True)
class Body:
    """What a text came to.  `told` holds (rule, fact, remedy) of what was not kept as it stood."""

    blocks: tuple[Block, ...] = ()
    pictures: tuple[WirePicture, ...] = ()
    links: tuple[str, ...] = ()
    told: tuple[tuple[str, str, str], ...] = ()

    @property
    def line(self) -> str:
        """All of its words on one line."""
        texts = (text for block in self.blocks for text in block_texts(block))
        return " ".join(plain(text) for text in texts if text)

    def tell(self, notes: Notes | None) -> Body:
        if notes is None:
            return self
        for rule, fact, remedy in self.told:
            note = notes.info if rule in ("wire.hidden", "wire.footnote") else notes.warning
            note(rule, fact, remedy, 0, "body")
        return self


def as_blocks(lines: Iterable[str]) -> tuple[Block, ...]:
    return tuple(Paragraph((Span(line),)) for line in lines)


def plain_body(text: str) -> Body:
    """Plain text: paragraphs are parted by empty lines, and short lines (results, verse) stay.  A
    text without an empty line has a paragraph a line, what a program wrapped is joined.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if _EMPTY_LINE.search(text):
        text = _FULL_LINE.sub(_going_on, text)
        return Body(tuple(Paragraph(line) for line in lined([(text, 0)], True) if line))
    rows = text.split("\n")
    return Body(as_blocks(" ".join(" ".join(rows[at] for at in run).split()) for run in runs(rows)))


def _going_on(line: re.Match[str]) -> str:
    """A line that is too long for verse and whose sentence goes on was wrapped by a program."""
    return line[1] + (" " if line[2].islower() else "\n")


def told_of(left: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str, str], ...]:
    """(rule, fact, remedy) for the words left out or changed, by why."""
    found: list[tuple[str, str, str]] = []
    for why, words in left.items():
        rule, fact, remedy = _FACTS[why]
        names = ", ".join(shown(word, 40) for word in words[:_MOST_SHOWN] if word)
        more = f" and {len(words) - _MOST_SHOWN} more" if len(words) > _MOST_SHOWN else ""
        found.append((rule, f"{fact}: {names}{more}" if names else fact, remedy))
    return tuple(found)
