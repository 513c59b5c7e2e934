"""How the lines of body text are set and broken."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from epaper.figures.lines import BODY, Paragraph, TextLine

LOOSE = 0.5  # em of word space from which a line reads as loose
WIDE = 2.2  # times the normal word space: a hole
LADDER = 3  # hyphens in a row
SAME_GAP = 0.0005  # em
SHORT = 1.0  # points by which a line ends short of the measure to be seen
EDGE = 3  # lines of a story on a page that end at one place make it an edge
SLACK = 0.1  # points; the grid is known to a tenth


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of body text as it was set.  `space`: its word space in units of the normal one, 0
    where the line is not spaced to the measure; `hyphens`: of the lines in a row that end with it.
    """

    line: TextLine
    space: float
    hyphens: int

    @property
    def is_loose(self) -> bool:
        return self.space > 0 and self.line.gap > LOOSE

    @property
    def is_wide(self) -> bool:
        return self.space > WIDE

    @property
    def ends_ladder(self) -> bool:
        """The third hyphen in a row; a fourth is of the same ladder."""
        return self.hyphens == LADDER


def set_lines(found: Sequence[Paragraph], normal: float) -> list[SetLine]:
    """All lines of the paragraphs.  `normal`: the word space in em."""
    ragged = _ragged(found)
    lines: list[SetLine] = []
    for paragraph in found:
        row = 0
        whole = paragraph.lines
        natural = paragraph.kind in ragged
        for line in whole:
            row = row + 1 if line.hyphenated else 0
            spaced = not natural and line is not whole[-1]
            lines.append(SetLine(line, line.gap / normal if spaced else 0.0, row))
    return lines


def ended_short(found: Sequence[Paragraph]) -> list[TextLine]:
    """Lines of justified paragraphs, the last ones left out, that end short of the measure: their
    spaces would have gaped."""
    ragged = _ragged(found)
    spaced = [line for one in found if one.kind not in ragged for line in one.lines[:-1]]
    ends: dict[tuple[object, ...], Counter[float]] = {}
    for line in spaced:
        ends.setdefault(_column(line), Counter())[round(line.right, 1)] += 1
    edges = {
        place: sorted(end for end, lines in counted.items() if lines >= EDGE)
        for place, counted in ends.items()
    }
    return [line for line in spaced if _is_short(line, edges[_column(line)])]


def _column(line: TextLine) -> tuple[object, ...]:
    """What has one measure: a quotation is narrower than the text around it."""
    return line.page, line.story, line.element


def _is_short(line: TextLine, edges: Sequence[float]) -> bool:
    """Whether the next edge is in the line's own leg, and not where it ends."""
    edge = next((edge for edge in edges if edge >= line.right - SHORT), line.right)
    return SHORT < edge - line.right < (line.right - line.x) / 2


def _ragged(found: Iterable[Paragraph]) -> set[tuple[object, ...]]:
    """Kinds of text that are set ragged: all their lines have one and the same word space."""
    gaps: dict[tuple[object, ...], list[float]] = {}
    for paragraph in found:
        spaced = (line.gap for line in paragraph.lines[:-1] if line.gap)
        gaps.setdefault(paragraph.kind, []).extend(spaced)
    return {kind for kind, g in gaps.items() if len(g) > 1 and max(g) - min(g) < SAME_GAP}


def widows(found: Iterable[Paragraph]) -> list[TextLine]:
    """Last lines of paragraphs that stand alone at the head of a leg."""
    return [p.pieces[-1][0] for p in found if len(p.pieces) > 1 and len(p.pieces[-1]) == 1]


def orphans(found: Iterable[Paragraph]) -> list[TextLine]:
    """First lines of paragraphs that stand alone at the foot of a leg."""
    return [p.pieces[0][0] for p in found if len(p.pieces) > 1 and len(p.pieces[0]) == 1]


def grid_phase(lines: Iterable[TextLine], leading: float) -> float | None:
    """Where the baseline grid lies: the distance from it, below one leading, that most body lines
    have."""
    stand = (line.y for line in lines if line.element in BODY)
    phases = Counter(round(y % leading, 1) % leading for y in stand)
    return phases.most_common(1)[0][0] if phases else None


def off_grid(lines: Iterable[TextLine], leading: float, phase: float | None) -> list[TextLine]:
    """Body lines whose baseline is not a whole number of leadings from the grid's."""
    if phase is None:
        return []
    return [
        line for line in lines if line.element in BODY and _distance(line.y, phase, leading) > SLACK
    ]


def _distance(y: float, phase: float, leading: float) -> float:
    rest = (y - phase) % leading
    return min(rest, leading - rest)


def spread(spaces: Sequence[float]) -> float:
    """Standard deviation of word spaces in units of the normal one."""
    return statistics.pstdev(spaces) if len(spaces) > 1 else 0.0
