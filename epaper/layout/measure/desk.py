"""The picture desk's rules: how large a picture may be shown, and where."""

from __future__ import annotations

import math

from epaper.layout.design.styles import is_news_of_a_death
from epaper.layout.measure.copy import Copy, Item
from epaper.model.picture import Picture, PictureRole
from epaper.model.story import Kind, Story

ANY_COLUMNS = 99
UPRIGHT = 1.0  # width over height of a picture that may be of one person
PORTRAIT_COLUMNS = 2  # of one person at most; one is liked
CUT_OUT = 0.9  # of its sides that a cut-out's frame has at least; it stands whole in that
ALL_FACES = 0.92  # of a side: from there faces reach from edge to edge, and their air gives way
WIDE_COLUMNS = 2  # of a picture that wants columns at least


def most_columns(picture: Picture, story: Story | None) -> int:
    """Columns that a picture may take: one where it does not show the matter, and where an obituary
    has no face to show; two for a portrait."""
    if not picture.shows_matter or (_is_obituary(story) and not picture.shows_face):
        return 1
    return PORTRAIT_COLUMNS if picture.is_portrait else ANY_COLUMNS


def aspects(picture: Picture) -> tuple[float, float]:
    """Least and most width over height that a picture may be shown in: no crop runs through a
    face, and a cut-out has none but what the grid's lines ask for."""
    across = down = CUT_OUT if picture.role is PictureRole.CUT_OUT else 0.0
    heads = picture.heads
    if heads:
        wide = max(x + w for x, _, w, _ in heads) - min(x for x, *_ in heads)
        tall = max(y + h for _, y, _, h in heads) - min(y for _, y, *_ in heads)
        across, down = (
            max(least, min(ALL_FACES, share)) for least, share in ((across, wide), (down, tall))
        )
    return picture.aspect * across, picture.aspect / down if down else math.inf


def least_columns(picture: Picture) -> int:
    return WIDE_COLUMNS if picture.role is PictureRole.WIDE else 1


def allowed(item: Item) -> list[int]:
    """The item's pictures that may stand on its page, in the editor's order: a stand-in never
    stands on page 1, a speaker's face stands in the quote, a teaser in the skybox, an obituary
    shows a face or nothing."""
    faces = item.copy.faces
    return [
        index
        for index, picture in enumerate(item.copy.pictures)
        if index not in faces
        and picture.role is not PictureRole.TEASER
        and (picture.may_front or not item.ask.front)
        and not faceless(picture, item.copy.story)
    ]


def faceless(picture: Picture, story: Story | None) -> bool:
    """Whether it is an obituary's picture that shows no face: one that is upright and has no other
    role may be of somebody, whom nobody looked for."""
    if not _is_obituary(story) or picture.shows_face:
        return False
    return picture.role is not PictureRole.PLAIN or picture.stand_in or picture.aspect > UPRIGHT


def may_dominate(copy: Copy, index: int) -> bool:
    """Whether a picture may be the one that is seen first on a page; index -1 is a chart."""
    return index < 0 or most_columns(copy.pictures[index], copy.story) == ANY_COLUMNS


def is_quiet_obituary(story: Story | None) -> bool:
    """An obituary that is no urgent news: its headline is never as large as that of a lead."""
    return story is not None and _is_obituary(story) and not is_news_of_a_death(story)


def _is_obituary(story: Story | None) -> bool:
    return story is not None and story.kind is Kind.OBITUARY
