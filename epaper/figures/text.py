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
SLACK = 0.1  # points; the grid is known to a tenth


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines that are set in a way that trips the eye."""

    lines: int
    loose: tuple[TextLine, ...]
    wide: tuple[TextLine, ...]
    hyphenated: int
    ladders: tuple[TextLine, ...]  # the last line of each
    spaces: tuple[float, ...]  # of justified lines, in units of the normal space


def setting(found: Iterable[Paragraph], page: int, normal: float) -> Setting:
    """Of the lines on one page; last lines of paragraphs are set with natural spaces."""
    wide: list[TextLine] = []
    ladders: list[TextLine] = []
    spaces: list[float] = []
    here: list[TextLine] = []
    slack: list[TextLine] = []
    for paragraph in found:
        run = 0
        whole = paragraph.lines
        ragged = _is_ragged(whole)
        for line in whole:
            run = run + 1 if line.hyphenated else 0
            if line.page != page:
                continue
            here.append(line)
            if run == LADDER:
                ladders.append(line)
            if ragged or line is whole[-1] or not line.gap:
                continue
            spaces.append(line.gap / normal)
            if line.gap > LOOSE:
                slack.append(line)
            if line.gap > WIDE * normal:
                wide.append(line)
    return Setting(
        lines=len(here),
        loose=tuple(slack),
        wide=tuple(wide),
        hyphenated=sum(line.hyphenated for line in here),
        ladders=tuple(ladders),
        spaces=tuple(spaces),
    )


def _is_ragged(lines: Sequence[TextLine]) -> bool:
    """Whether every line has one and the same word space: set ragged, not to the measure."""
    gaps = [line.gap for line in lines if line.gap]
    return len(gaps) > 2 and max(gaps) - min(gaps) < SAME_GAP


def widows(found: Iterable[Paragraph]) -> list[TextLine]:
    """Last lines of paragraphs that stand alone at the head of a leg."""
    return [p.pieces[-1][0] for p in found if len(p.pieces) > 1 and len(p.pieces[-1]) == 1]


def orphans(found: Iterable[Paragraph]) -> list[TextLine]:
    """First lines of paragraphs that stand alone at the foot of a leg."""
    return [p.pieces[0][0] for p in found if len(p.pieces) > 1 and len(p.pieces[0]) == 1]


def grid_phase(lines: Iterable[TextLine], leading: float) -> float | None:
    """Where the baseline grid lies: the distance from it, below one leading, that most body lines
    have."""
    phases = Counter(round(line.y % leading, 1) for line in lines if line.element in BODY)
    return phases.most_common(1)[0][0] if phases else None


def off_grid(lines: Iterable[TextLine], leading: float, phase: float | None) -> list[TextLine]:
    """Body lines whose baseline is not a whole number of leadings from the grid's."""
    if phase is None:
        return []
    found: dict[tuple[str, float, float], TextLine] = {}
    for line in lines:
        rest = (line.y - phase) % leading
        if line.element in BODY and min(rest, leading - rest) > SLACK:
            found[line.story, round(line.y, 2), round(line.x, 2)] = line
    return list(found.values())


def spread(spaces: Sequence[float]) -> float:
    """Standard deviation of word spaces in units of the normal one."""
    return statistics.pstdev(spaces) if len(spaces) > 1 else 0.0
