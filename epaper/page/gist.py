"""What a press asks of every page of the paper, whichever it prints, told without its marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.page.jumps import jumps_of
from epaper.page.marks import AdMark, GlyphRun, PictureMark
from epaper.page.page import Page


@dataclass(frozen=True, slots=True)
class Half:
    """An advertisement of which the page shows a part, one that may go on across the fold."""

    booking: str
    asset: str
    clip: Rect


@dataclass(frozen=True, slots=True)
class Gist:
    """`goals`: pages that its turn lines lead to; the others by name, each once."""

    faces: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()  # assets: pictures and advertisements
    sold: tuple[str, ...] = ()  # bookings
    goals: tuple[int, ...] = ()
    halves: tuple[Half, ...] = ()  # in the order of the marks


def gist_of(page: Page) -> Gist:
    placed = [mark for mark in page.marks if isinstance(mark, PictureMark | AdMark)]
    sold = [mark for mark in placed if isinstance(mark, AdMark)]
    return Gist(
        faces=tuple(sorted({mark.face for mark in page.marks if isinstance(mark, GlyphRun)})),
        shown=tuple(sorted({mark.asset for mark in placed})),
        sold=tuple(sorted({mark.booking for mark in sold})),
        goals=tuple(sorted({jump.goal for jump in jumps_of((page,))})),
        halves=tuple(
            Half(mark.booking, mark.asset, mark.clip) for mark in sold if mark.clip is not None
        ),
    )


def panoramas(gists: Mapping[int, Gist]) -> tuple[int, ...]:
    """The lower page number of each pair of facing pages that one advertisement runs across;
    `gists` by page number."""
    return tuple(
        number
        for number, gist in sorted(gists.items())
        if number % 2 == 0 and number + 1 in gists and _across(gist) & _across(gists[number + 1])
    )


def fold_rects(number: int, gist: Gist, wide: Iterable[int]) -> tuple[Rect, ...]:
    """The parts of a page where type may run into the fold: halves of panoramas; `wide`: as
    `panoramas` has it."""
    if number - number % 2 not in wide:
        return ()
    return tuple(half.clip for half in gist.halves)


def _across(gist: Gist) -> set[tuple[str, str]]:
    """Booking and file of the advertisements of which the page shows a part."""
    return {(half.booking, half.asset) for half in gist.halves}
