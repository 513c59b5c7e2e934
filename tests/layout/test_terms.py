"""Each objection of the page editor on a small page that it bites, and its neighbour that it does
not.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story

from epaper.layout.measure.items import Head, Item
from epaper.layout.measure.shapes import PicturePlace, Shape
from epaper.layout.search.hole import Hole
from epaper.layout.search.terms import Stand, page_terms, with_sizes_in_order
from epaper.typeset.galley import HeadlineCut

HOLE = Hole(0, (120,) * 6, 2)
CUT = (
    HeadlineCut(("A headline",), (1.0,), 0.0)
    if len(HeadlineCut.__dataclass_fields__) == 3
    else None
)


def stand(
    key: str,
    column: int,
    line: int,
    columns: int,
    lines: int,
    size: float = 30.0,
    tier: str = "minor",
    urgency: int = 5,
    pictures: tuple[PicturePlace, ...] = (),
    related: tuple[str, ...] = (),
) -> Stand:
    told = replace(story(1, 60), slug=key, related=related)
    item = Item(
        key, "story", "City", tier, urgency, (), lambda _b, _s: (), story=told, stories=(told,)
    )
    head = Head(CUT, size, 3, 0.0)  # type: ignore[arg-type]
    shape = Shape(columns, lines, head, 0, columns, 0, 0, 0, 3, pictures, None, (), 0.0)
    return Stand(item, column, line, shape)


def cost(term: str, *stands: Stand, hole: Hole = HOLE) -> float:
    return page_terms(stands, hole)[term]


def replace_at(one: Stand, place: str) -> Stand:
    return replace(one, item=replace(one.item, at=place))


def side(one: Stand, main: str) -> Stand:
    """A sidebar of another story."""
    assert one.item.story is not None
    return replace(one, item=replace(one.item, story=replace(one.item.story, with_story=main)))


LEAD = stand("lead", 0, 0, 4, 60, 46, "lead", 1)


@pytest.mark.parametrize(
    ("term", "bad", "good"),
    [
        ("lead", [replace(LEAD, line=40)], [LEAD]),
        (
            "order",
            [stand("minor", 0, 0, 3, 40), stand("major", 0, 42, 3, 40, tier="major", urgency=2)],
            [stand("major", 0, 0, 3, 40, tier="major", urgency=2), stand("minor", 0, 42, 3, 40)],
        ),
        (
            "tombstones",
            [stand("a", 0, 0, 3, 40, 30), stand("b", 3, 0, 3, 40, 30)],
            [stand("a", 0, 0, 3, 40, 30), stand("b", 3, 12, 3, 40, 30)],
        ),
        (
            "headline sizes",
            [stand("a", 0, 0, 3, 40, 24, urgency=2), stand("b", 3, 20, 3, 40, 36, urgency=5)],
            [stand("a", 0, 0, 3, 40, 36, urgency=2), stand("b", 3, 20, 3, 40, 24, urgency=5)],
        ),
        (
            "pictures touching",
            [
                stand("a", 0, 0, 3, 40, pictures=(PicturePlace(0, 1, 4, 2, 20, 2),)),
                stand("b", 3, 0, 3, 40, pictures=(PicturePlace(0, 0, 4, 2, 20, 2),)),
            ],
            [
                stand("a", 0, 0, 3, 40, pictures=(PicturePlace(0, 0, 4, 2, 20, 2),)),
                stand("b", 3, 0, 3, 40, pictures=(PicturePlace(0, 1, 4, 2, 20, 2),)),
            ],
        ),
        (
            "same shapes",
            [stand(str(n), 0, 30 * n, 2, 28) for n in range(4)],
            [stand(str(n), 0, 30 * n, n + 1, 28) for n in range(4)],
        ),
        (
            "dominant",
            [stand("a", 0, 0, 6, 118, pictures=(PicturePlace(0, 0, 70, 4, 30, 2),))],
            [stand("a", 0, 0, 6, 118, pictures=(PicturePlace(0, 0, 10, 4, 30, 2),))],
        ),
        (
            "tombstones",  # unlike sizes side by side still cost a little
            [stand("a", 0, 0, 3, 40, 30), stand("b", 3, 0, 3, 40, 50)],
            [stand("a", 0, 0, 3, 40, 30), stand("b", 3, 12, 3, 40, 50)],
        ),
        (
            "dominant",  # too small to be seen first
            [stand("a", 0, 0, 6, 118, pictures=(PicturePlace(0, 0, 10, 1, 12, 2),))],
            [stand("a", 0, 0, 6, 118, pictures=(PicturePlace(0, 0, 10, 4, 30, 2),))],
        ),
        (
            "dominant",  # a second one as large
            [
                stand("a", 0, 0, 3, 60, pictures=(PicturePlace(0, 0, 10, 3, 40, 2),)),
                stand("b", 3, 0, 3, 60, pictures=(PicturePlace(0, 0, 10, 3, 36, 2),)),
            ],
            [
                stand("a", 0, 0, 3, 60, pictures=(PicturePlace(0, 0, 10, 3, 40, 2),)),
                stand("b", 3, 0, 3, 60, pictures=(PicturePlace(0, 0, 10, 1, 12, 2),)),
            ],
        ),
        (
            "dominant",  # none at all
            [stand("a", 0, 0, 6, 118)],
            [stand("a", 0, 0, 6, 118, pictures=(PicturePlace(0, 0, 10, 4, 30, 2),))],
        ),
        (
            "wishes",
            [replace_at(stand("a", 0, 0, 3, 40), "foot")],
            [replace_at(stand("a", 0, 80, 3, 40), "foot")],
        ),
        (
            "package apart",
            [stand("a", 0, 0, 2, 40), side(stand("b", 4, 60, 2, 40), "a")],
            [stand("a", 0, 0, 2, 40), side(stand("b", 2, 0, 2, 40), "a")],
        ),
        (
            "related apart",
            [stand("a", 0, 0, 2, 40, related=("b",)), stand("b", 4, 60, 2, 40)],
            [stand("a", 0, 0, 2, 40, related=("b",)), stand("b", 2, 0, 2, 40)],
        ),
    ],
)
def test_the_term_bites(term: str, bad: list[Stand], good: list[Stand]) -> None:
    assert cost(term, *bad) > cost(term, *good)


def test_a_picture_on_an_advertisement() -> None:
    hole = Hole(0, (120, 120, 120, 60, 60, 60), 2)
    foot = PicturePlace(0, 0, 40, 3, 20, 2)
    over = stand("a", 3, 0, 3, 60, pictures=(foot,))
    away = stand("a", 3, 0, 3, 60, pictures=(replace(foot, line=20),))
    assert (
        cost("picture on advertisement", over, hole=hole)
        > cost("picture on advertisement", away, hole=hole)
        == 0
    )


def test_sizes_follow_urgency() -> None:
    urgent, other = stand("a", 0, 0, 3, 40, 26, urgency=2), stand("b", 3, 20, 3, 40, 30, urgency=5)
    set_down = with_sizes_in_order([other, urgent])
    assert [s.shape.head.size for s in set_down if s.shape.head] == [26, 26]
