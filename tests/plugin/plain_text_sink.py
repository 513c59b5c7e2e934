"""A sink as another package would bring it: the issue as plain text, article by article.

It reads the structure and the marks, and nothing of what made them.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

from epaper.issue.issue import Issue
from epaper.page.marks import GlyphRun
from epaper.page.structure import Block
from epaper.sinks.sink import Options, Printed

USUAL_WIDTH = 72


@dataclass(frozen=True, slots=True)
class PlainText:
    name: str = "plain-text"

    def print(self, issue: Issue, options: Options, out: Path) -> Printed:
        width = int(options.more.get("width", USUAL_WIDTH))
        parts = [
            text
            for section in issue.structure.sections
            for article in section.articles
            if article.story
            for block in article.blocks
            if (text := words_of(issue, block))
        ]
        file = out / f"{issue.date}.txt"
        wrapped = (textwrap.fill(part, width) for part in parts)
        file.write_text("\n\n".join(wrapped) + "\n", encoding="utf-8")
        return Printed((file,))


def words_of(issue: Issue, block: Block) -> str:
    """The text of a block's marks; a word broken over two lines is whole again."""
    words = ""
    for span in block.spans:
        page = issue.page(span.page)
        assert page is not None
        for mark in page.marks[span.first : span.last]:
            if isinstance(mark, GlyphRun):
                words += mark.text if words.endswith("\u00ad") else f" {mark.text}"
    return " ".join(words.replace("\u00ad", "").split())


SINK = PlainText()
