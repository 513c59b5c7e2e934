"""Lines of text as they stand on a page, put together again from its runs of glyphs."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.page.marks import Element, GlyphRun
from epaper.page.page import Page

BODY = (Element.BODY, Element.DATELINE, Element.QUOTATION, Element.LIST_ITEM)
TEXT = (*BODY, Element.CROSSHEAD, Element.TABLE, Element.AGATE, Element.CREDIT, Element.JUMP_LINE)
RUN_IN = (*BODY, Element.FURNITURE)  # a dateline, its dash and the text after it are one line
CAPS, DEPTH = 0.7, 0.22  # of the size: height of capitals over the baseline, descenders below it
USUAL_SPACE = 0.25  # em, where no line shows the face's own
SOFT = "\u00ad"
SAME_LINE = 0.05  # points between the baselines of one line
NEAR = 3.0  # sizes between the runs of one line


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of one element.  `gap` is its word space in em, 0 for a single word."""

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
        last = groups[-1][-1] if groups else None
        if last is not None and _joins(last, mark):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return [_line(page.number, runs) for runs in groups]


def _joins(last: GlyphRun, run: GlyphRun) -> bool:
    same = last.origin.story == run.origin.story and abs(last.y - run.y) < SAME_LINE
    alike = last.origin.element is run.origin.element or (
        last.origin.element in RUN_IN and run.origin.element in RUN_IN
    )
    near = -run.size < run.x - (last.x + last.width) < NEAR * run.size
    return same and alike and near


def _line(page: int, runs: Sequence[GlyphRun]) -> TextLine:
    origin, size = runs[-1].origin, max(run.size for run in runs)
    widest = max(runs, key=lambda run: len(run.words))
    gap = widest.gap / widest.size if len(widest.words) > 1 else 0.0
    last = runs[-1].words[-1]
    return TextLine(
        page=page,
        story=origin.story,
        element=origin.element,
        part=origin.part,
        x=runs[0].x,
        right=runs[-1].x + runs[-1].width,
        y=runs[0].y,
        size=size,
        gap=gap,
        hyphenated=bool(last.clusters) and last.clusters[-1] == SOFT,
    )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's lines in reading order, cut where another leg or page begins."""

    pieces: tuple[tuple[TextLine, ...], ...]

    @property
    def lines(self) -> tuple[TextLine, ...]:
        return tuple(line for piece in self.pieces for line in piece)


def paragraphs(lines: Iterable[TextLine]) -> list[Paragraph]:
    """Of body text, over all the pages that the lines come from."""
    known: dict[tuple[object, ...], list[list[TextLine]]] = {}
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
    return [Paragraph(tuple(map(tuple, pieces))) for pieces in known.values()]


def normal_space(found: Iterable[Paragraph]) -> float:
    """The word space of last lines, which are set with the face's own; em."""
    gaps = [p.lines[-1].gap for p in found if len(p.lines) > 1 and p.lines[-1].gap > 0]
    return statistics.median(gaps) if gaps else USUAL_SPACE


@dataclass(frozen=True, slots=True)
class Leg:
    """Lines of one story that stand in one column."""

    lines: tuple[TextLine, ...]

    @property
    def x(self) -> float:
        return min(line.x for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return min(line.rect.y for line in self.lines)

    @property
    def foot(self) -> float:
        return max(line.y for line in self.lines)


def legs_of(lines: Iterable[TextLine], story: str) -> list[Leg]:
    """The legs of a story on one page, from left to right."""
    columns: list[list[TextLine]] = []
    for line in sorted(
        (one for one in lines if one.story == story and one.element in TEXT),
        key=lambda one: one.x - one.right,
    ):
        home = next((c for c in columns if any(line.overlaps(other) for other in c)), None)
        if home is None:
            columns.append([line])
        else:
            home.append(line)
    legs = [Leg(tuple(sorted(column, key=lambda one: one.y))) for column in columns]
    return sorted(legs, key=lambda leg: leg.x)
