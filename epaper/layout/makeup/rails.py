"""A rail of agate with one white over each of its heads.

Its lines keep a pitch of their own, so a table ends anywhere between two lines of the page's grid,
and every head that stood on the grid had another white over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from epaper.page.marks import GlyphRun, Mark
from epaper.page.spread import moved

CAPITALS = 0.7  # about their height, of a head's size


def evened(stories: Sequence[Sequence[Mark]]) -> list[Mark]:
    """The marks of a rail's stories, in order from its head: the first and the last stay where they
    are, those between stand so that the white over each is the same."""
    whites = [_top(under) - _foot(over) for over, under in pairwise(stories)]
    usual = sum(whites) / len(whites) if whites else 0.0
    marks, down = list(stories[0]) if stories else [], 0.0
    for story, white in zip(stories[1:], whites, strict=True):
        down += usual - white
        marks += [moved(mark, 0.0, down) for mark in story]
    return marks


def _top(marks: Sequence[Mark]) -> float:
    """Points from the page's top to a head's capitals."""
    return min(mark.y - CAPITALS * mark.size for mark in marks if isinstance(mark, GlyphRun))


def _foot(marks: Sequence[Mark]) -> float:
    """Points from the page's top to the last baseline."""
    return max(mark.y for mark in marks if isinstance(mark, GlyphRun))
