"""The order in which marks are painted: that in which they are read, but along a line with words
that run to the left from left to right, as nearly all programs write such lines and viewers expect
them.  What is read aloud is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from epaper.page.marks import GlyphRun, Mark

SAME_LINE = 0.01  # points
PARTED = 0.05  # of the size: two runs so far apart have a space between them


def painted(marks: Sequence[Mark]) -> Iterator[tuple[int, Mark]]:
    """The marks with their numbers, in the order of painting."""
    line: list[tuple[int, GlyphRun]] = []
    for number, mark in enumerate(marks):
        if line and not _goes_on(line[-1][1], mark):
            yield from _from_the_left(line)
            line = []
        if isinstance(mark, GlyphRun):
            line.append((number, mark))
        else:
            yield number, mark
    yield from _from_the_left(line)


def _goes_on(run: GlyphRun, mark: Mark) -> bool:
    return (
        isinstance(mark, GlyphRun)
        and mark.origin.whole == run.origin.whole
        and abs(mark.y - run.y) < SAME_LINE
    )


def _from_the_left(line: list[tuple[int, GlyphRun]]) -> Iterator[tuple[int, GlyphRun]]:
    if not any(run.direction == "rtl" for _, run in line):
        yield from line
        return
    ordered = sorted(line, key=lambda one: one[1].x)
    for (number, run), following in zip(ordered, [*ordered[1:], None], strict=True):
        gap = following[1].x - run.x - run.width if following else 0.0
        yield number, replace(run, space_after=gap > PARTED * run.size)
