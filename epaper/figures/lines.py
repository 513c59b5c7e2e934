"""Lines of text as they stand on a page, put together again from its runs of glyphs."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.model.letters import ends_in_letter
from epaper.page.marks import Element, GlyphRun, Word
from epaper.page.page import Page

BODY = (Element.BODY, Element.DATELINE, Element.QUOTATION, Element.LIST_ITEM)
LAST = (Element.CREDIT, Element.JUMP_LINE, Element.READ_ALSO)  # lines at a text's end
SMALL = (Element.TABLE, Element.TABLE_HEAD, Element.AGATE, Element.AGATE_HEAD)
TEXT = (*BODY, Element.CROSSHEAD, *SMALL, *LAST)
RUN_IN = (*BODY, Element.FURNITURE)  # a dateline, its dash and the text after it are one line
CAPS, DEPTH = 0.7, 0.22  # of the size: height of capitals over the baseline, descenders below it
USUAL_SPACE = 0.25  # em, where no line shows the face's own
HYPHENS = "-\u2010"
SOFT = "\u00ad"
SAME_LINE = 0.05  # points between the baselines of one line
NEAR = 3.0  # sizes between the runs of one line


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of one element.  `gap` is the white between its words in em, 0 for a single word;
    `hyphenated`: it ends in a hyphen, the typesetter's or the word's own."""

    page: int
    story: str
    element: Element
    part: int
    x: float
    right: float
    y: float  # the baseline
    size: float
    gap: float
    hyphenated: bool

    @property
    def rect(self) -> Rect:
        """Its ink, from the top of the capitals to the foot of the descenders."""
        top = self.y - CAPS * self.size
        return Rect(self.x, top, self.right - self.x, (CAPS + DEPTH) * self.size)

    def overlaps(self, other: TextLine) -> bool:
        """Whether the two stand in one leg: over or under each other."""
        return min(self.right, other.right) - max(self.x, other.x) > 1.0


def lines_of(page: Page) -> list[TextLine]:
    """In the order of painting; runs of one line and story are joined, whatever their faces."""
    groups: list[list[GlyphRun]] = []
    for mark in page.marks:
        if not isinstance(mark, GlyphRun) or not mark.words:
            continue
        if groups and _joins(groups[-1], mark):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return [_line(page.number, runs) for runs in groups]


def _joins(runs: Sequence[GlyphRun], run: GlyphRun) -> bool:
    """Whether a run goes on with the line of the runs before it, right or left of them."""
    last = runs[-1]
    same = last.origin.story == run.origin.story and abs(last.y - run.y) < SAME_LINE
    alike = last.origin.element is run.origin.element or (
        last.origin.element in RUN_IN and run.origin.element in RUN_IN
    )
    if not (same and alike):
        return False
    left, right = min(one.x for one in runs), max(one.x + one.width for one in runs)
    apart = max(run.x - right, left - (run.x + run.width))
    return -run.size < apart < NEAR * run.size


def _line(page: int, runs: Sequence[GlyphRun]) -> TextLine:
    origin = next((r.origin for r in reversed(runs) if r.origin.element in BODY), runs[-1].origin)
    widest = max(runs, key=lambda run: len(run.words))
    return TextLine(
        page=page,
        story=origin.story,
        element=origin.element,
        part=origin.part,
        x=min(run.x for run in runs),
        right=max(run.x + run.width for run in runs),
        y=runs[0].y,
        size=max(run.size for run in runs),
        gap=_gap(widest),
        hyphenated=_ends_in_hyphen(runs[-1].words[-1]),
    )


def _gap(run: GlyphRun) -> float:
    """White between two words in em: the tracking after the last letter of a word adds to it."""
    if len(run.words) < 2:
        return 0.0
    return (run.gap + run.stretch * run.tracking) / run.size


def _ends_in_hyphen(word: Word) -> bool:
    soft = bool(word.clusters) and word.clusters[-1] == SOFT and word.advances[-1] > 0
    return soft or (word.text[-1:] in HYPHENS and ends_in_letter(word.text[:-1]))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's lines in reading order, cut where another leg or page begins."""

    pieces: tuple[tuple[TextLine, ...], ...]
    kind: tuple[str, Element] = ("", Element.BODY)  # its story, and what of it

    @property
    def lines(self) -> tuple[TextLine, ...]:
        return tuple(line for piece in self.pieces for line in piece)


def paragraphs(lines: Iterable[TextLine]) -> list[Paragraph]:
    """Of body text, over all the pages that the lines come from."""
    known: dict[tuple[str, Element, int], list[list[TextLine]]] = {}
    for line in lines:
        if line.element not in BODY:
            continue
        kind = Element.BODY if line.element is Element.DATELINE else line.element
        pieces = known.setdefault((line.story, kind, line.part), [])
        last = pieces[-1][-1] if pieces else None
        follows = (
            last is not None and last.page == line.page and last.y < line.y and last.overlaps(line)
        )
        if follows:
            pieces[-1].append(line)
        else:
            pieces.append([line])
    return [
        Paragraph(tuple(map(tuple, pieces)), (story, kind))
        for (story, kind, _), pieces in known.items()
    ]


def normal_space(found: Iterable[Paragraph]) -> float:
    """The word space of last lines, which are not spaced to the measure; em."""
    gaps = [p.lines[-1].gap for p in found if len(p.lines) > 1 and p.lines[-1].gap > 0]
    return statistics.median(gaps) if gaps else USUAL_SPACE
