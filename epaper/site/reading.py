"""The text of a block as it is read: its runs in lines, lines joined, made hyphens taken out.

One text for replica, article view and search, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from epaper.page.marks import SOFT_HYPHEN, Element, GlyphRun
from epaper.page.page import Page
from epaper.page.structure import Block

SPACE = 0.15  # of the size: what is parted so far are two words
APART = 2.0  # of the size: two runs so far from each other stand in two legs


@dataclass(frozen=True, slots=True)
class SetLine:
    """Runs of one line of a page in the order in which they are read."""

    page: int
    runs: tuple[GlyphRun, ...]

    @property
    def parted(self) -> bool:
        """The word at its end goes on in the next line."""
        return self.runs[-1].parted

    @property
    def hyphenated(self) -> bool:
        """The line break made a hyphen that is seen."""
        return self.runs[-1].hyphenated

    @property
    def pieces(self) -> tuple[tuple[GlyphRun, str], ...]:
        """Each run with what it says; a space that parts it from the next is its own, and so is a
        gap as wide as one, such as that after a name in a byline."""
        following = (*self.runs[1:], None)
        return tuple(
            (run, run.text.replace(SOFT_HYPHEN, "") + (" " if _stands_off(run, after) else ""))
            for run, after in zip(self.runs, following, strict=True)
        )

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)


def _stands_off(run: GlyphRun, after: GlyphRun | None) -> bool:
    if after is None or run.space_after:
        return False
    if run.direction == after.direction == "rtl":
        return run.x - after.x - after.width > SPACE * run.size
    if "rtl" in (run.direction, after.direction):  # whichever of them stands at the left
        return False
    return after.x - run.x - run.width > SPACE * run.size


def lines_of(block: Block, pages: Mapping[int, Page], page: int = 0) -> tuple[SetLine, ...]:
    """The lines of a block; with `page` those on that page alone."""
    lines: list[SetLine] = []
    open_runs: list[GlyphRun] = []
    for span in block.spans:
        if page and span.page != page:
            continue
        for run in _runs(pages[span.page], span.first, span.last):
            if open_runs and not _goes_on(open_runs[-1], run):
                lines.append(SetLine(span.page, tuple(open_runs)))
                open_runs = []
            open_runs.append(run)
        if open_runs:
            lines.append(SetLine(span.page, tuple(open_runs)))
            open_runs = []
    return tuple(_joined(lines))


def _runs(page: Page, first: int, last: int) -> Iterator[GlyphRun]:
    for mark in page.marks[first:last]:
        if isinstance(mark, GlyphRun) and mark.words:
            yield mark


def _goes_on(run: GlyphRun, following: GlyphRun) -> bool:
    if abs(following.y - run.y) > run.size / 2:
        return False
    if run.space_after:
        return True  # runs of two directions may stand far from each other
    if "rtl" in (run.direction, following.direction):  # whichever of them stands at the left
        apart = max(run.x, following.x) - min(run.x + run.width, following.x + following.width)
        return apart < APART * run.size
    return abs(following.x - run.x - run.width) < APART * run.size


def _joined(lines: Iterable[SetLine]) -> Iterator[SetLine]:
    """A line that other marks part (a rule, another block's mark) is one line."""
    last: SetLine | None = None
    for line in lines:
        if last is None:
            last = line
        elif (
            last.page == line.page
            and last.runs[-1].space_after
            and (abs(last.runs[-1].y - line.runs[0].y) < 0.01)
        ):
            last = SetLine(line.page, (*last.runs, *line.runs))
        else:
            yield last
            last = line
    if last is not None:
        yield last


def text_of(lines: Iterable[SetLine]) -> str:
    """Lines as one text: a space between them, nothing where a word was parted."""
    text = ""
    parted = True  # before the first nothing is put
    for line in lines:
        if not parted and not text.endswith(" "):
            text += " "
        text += line.text
        parted = line.parted
    return text.strip()


def sought_text(block: Block, pages: Mapping[int, Page]) -> str:
    """For search, where a hit shows a text without its letters: the name of a byline and what its
    bearer is, set in another face, are parted by a line end."""
    text = block_text(block, pages)
    if block.element is not Element.BYLINE:
        return text
    runs = [piece for line in lines_of(block, pages) for piece in line.pieces]
    at = 0
    for (run, told), (after, _) in pairwise(runs):
        at = text.index(told.strip(), at) + len(told.strip())
        if run.face != after.face and text[at : at + 1] == " ":
            text = f"{text[:at]}\n{text[at + 1 :]}"
    return text


def block_text(block: Block, pages: Mapping[int, Page]) -> str:
    return text_of(lines_of(block, pages))
