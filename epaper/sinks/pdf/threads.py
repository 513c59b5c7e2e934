"""Articles as threads (ISO 32000-1, 12.4.3): a story leg by leg, for reading on a small screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from epaper.geometry import Rect
from epaper.issue.issue import Issue
from epaper.page.marks import GlyphRun
from epaper.page.page import Page
from epaper.page.structure import Article, BlockRole

RISE, FALL = 0.9, 0.3  # of the size: a line's top and foot about its baseline
PASSED = (BlockRole.FIGURE, BlockRole.CAPTION, BlockRole.AGAIN, BlockRole.ASIDE)
NEAR = 2.5  # sizes between the runs of one line
BACK = 1.0  # sizes that a line may stand over the one before it in the same leg


@dataclass(slots=True)
class Leg:
    page: int
    left: float
    top: float
    right: float
    foot: float

    def takes(self, page: int, rect: Rect) -> bool:
        """Whether a line goes on with it: under its last, no column beside it."""
        beside = min(self.right, rect.right) - max(self.left, rect.x) < min(rect.width, 6.0) / 2
        return page == self.page and not beside and rect.y > self.foot - rect.height - BACK


def legs_of(article: Article, pages: dict[int, Page]) -> list[Leg]:
    """Where an article's text stands, in the order of reading."""
    legs: list[Leg] = []
    for page, rect in _lines(article, pages):
        if legs and legs[-1].takes(page, rect):
            leg = legs[-1]
            leg.left, leg.right = min(leg.left, rect.x), max(leg.right, rect.right)
            leg.top, leg.foot = min(leg.top, rect.y), max(leg.foot, rect.bottom)
        else:
            right, foot = rect.right, rect.bottom
            legs.append(Leg(page, rect.x, rect.y, right=right, foot=foot))
    return legs


def _lines(article: Article, pages: dict[int, Page]) -> Iterator[tuple[int, Rect]]:
    """Its lines, the runs of one joined whichever way they follow each other."""
    open_line: tuple[int, Rect] | None = None
    for page, run in _runs(article, pages):
        top = run.y - RISE * run.size
        rect = Rect(run.x, top, run.width, (RISE + FALL) * run.size)
        if open_line and open_line[0] == page and _goes_on(open_line[1], rect, run.size):
            rect = _joined(open_line[1], rect)
        elif open_line:
            yield open_line
        open_line = page, rect
    if open_line:
        yield open_line


def _goes_on(line: Rect, rect: Rect, size: float) -> bool:
    apart = max(rect.x - line.right, line.x - rect.right)
    return abs(rect.bottom - line.bottom) < size / 2 and apart < NEAR * size


def _joined(one: Rect, other: Rect) -> Rect:
    left, top = min(one.x, other.x), min(one.y, other.y)
    right, foot = max(one.right, other.right), max(one.bottom, other.bottom)
    return Rect(left, top, right - left, foot - top)


def _runs(article: Article, pages: dict[int, Page]) -> Iterator[tuple[int, GlyphRun]]:
    for block in article.blocks:
        if block.role in PASSED:
            continue
        for span in block.spans:
            marks = pages[span.page].marks[span.first : span.last] if span.page in pages else ()
            for mark in marks:
                if isinstance(mark, GlyphRun) and mark.words:
                    yield span.page, mark


def add_threads(pdf: pikepdf.Pdf, issue: Issue, targets: Sequence[pikepdf.Object]) -> None:
    """A thread for each story, a bead for each leg; the last leads back to the first."""
    pages = {page.number: page for page in issue.pages}
    where = {page.number: target for page, target in zip(issue.pages, targets, strict=True)}
    threads = Array()
    held: dict[int, list[pikepdf.Object]] = {}  # beads by page
    for section in issue.structure.sections:
        for article in section.articles:
            legs = legs_of(article, pages) if article.story else []
            if not legs:
                continue
            title = Dictionary(Title=String(article.headline or article.story))
            thread = pdf.make_indirect(Dictionary(Type=Name.Thread, I=title))
            beads = [_bead(pdf, leg, pages[leg.page], where[leg.page]) for leg in legs]
            for leg, bead, after in zip(legs, beads, [*beads[1:], beads[0]], strict=True):
                bead.N, after.V = after, bead
                held.setdefault(leg.page, []).append(bead)
            beads[0].T = thread
            thread.F = beads[0]
            threads.append(thread)
    for number, found in held.items():
        where[number].B = Array(found)
    if len(threads):
        pdf.Root.Threads = pdf.make_indirect(threads)


def _bead(pdf: pikepdf.Pdf, leg: Leg, page: Page, target: pikepdf.Object) -> pikepdf.Object:
    height = page.size.height
    edges = (leg.left, height - leg.foot, leg.right, height - leg.top)
    box = Array([round(edge, 2) for edge in edges])
    return pdf.make_indirect(Dictionary(Type=Name.Bead, P=target, R=box))
