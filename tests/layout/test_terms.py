"""Each objection of the page editor on a small page that it bites, and its neighbour that it does
not.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import page_terms

from epaper.layout.design.reader import Design
from epaper.layout.design.weights import Weights
from epaper.layout.measure.copy import Ask, Copy, Headline, Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.heads import Headlines
from epaper.layout.measure.shapes import BreakoutPlace, Head, PicturePlace, Shape
from epaper.layout.search.hole import Hole
from epaper.layout.search.sizes import by_urgency, sizes_in_order
from epaper.layout.search.stand import Stand
from epaper.model.breakout import Breakout, BreakoutItem, BreakoutKind
from epaper.model.picture import Picture
from epaper.page.style import TextStyle
from epaper.typeset.fonts import FontBook
from epaper.typeset.galley import HeadlineCut
from epaper.typeset.typesetter import Typesetter

HOLE = Hole(0, (120,) * 6, 2)
CUT = HeadlineCut(("A headline",), (1.0,), 0.0, rise=0.64, drop=0.24)
STYLE = TextStyle("headline", "serif-bold", 30, 31)


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
    copy = Copy(key, key, "story", "City", urgency, (told,), headline=Headline(key, STYLE))
    copy = replace(copy, pictures=(Picture(Path("a"), "a", 900, 600),) * len(pictures))
    item = Item(copy, Ask(tier))
    head = Head(CUT, size, 3, 0.0)
    shape = Shape(columns, lines, head, 0, columns, 0, 0, 0, 3, pictures, (), (), 0.0)
    return Stand(item, column, line, shape)


def cost(term: str, *stands: Stand, hole: Hole = HOLE) -> float:
    return page_terms(stands, hole, Weights())[term]


def replace_at(one: Stand, place: str) -> Stand:
    return one._replace(item=replace(one.item, ask=replace(one.item.ask, at=place)))


def side(one: Stand, main: str) -> Stand:
    """A sidebar of another story."""
    assert one.item.copy.story is not None
    told = replace(one.item.copy.story, with_story=main)
    return one._replace(item=replace(one.item, copy=replace(one.item.copy, stories=(told,))))


LEAD = stand("lead", 0, 0, 4, 60, 46, "lead", 1)


@pytest.mark.parametrize(
    ("term", "bad", "good"),
    [
        ("lead", [LEAD._replace(line=40)], [LEAD]),
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
            "dominant",  # so large that hardly any news is left
            [stand("a", 0, 0, 6, 118, pictures=(PicturePlace(0, 0, 10, 6, 50, 2),))],
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


@pytest.fixture
def headlines(book: FontBook, design: Design) -> Headlines:
    return Copyfitter(design, Typesetter(book, "en-GB")).headlines


def sizes(stands: list[Stand]) -> list[float]:
    return [stand.shape.head.size for stand in stands if stand.shape.head]


def sizes_of(stands: list[Stand], headlines: Headlines) -> list[float]:
    urgency = by_urgency(stand.item for stand in stands)
    return sizes(sizes_in_order(stands, headlines, {}, urgency))


@pytest.mark.parametrize("sizes", [(18.0, 21.0), (30.0, 33.0), (30.0, 36.0)])
def test_a_tombstone_is_one_from_either_side(sizes: tuple[float, float]) -> None:
    left, right = stand("a", 0, 0, 3, 40), stand("b", 3, 0, 3, 40)
    costs = []
    for one, other in (sizes, sizes[::-1]):
        pair = [sized(left, one), sized(right, other)]
        costs.append(cost("tombstones", *pair))
    assert costs[0] == costs[1]


def sized(one: Stand, size: float) -> Stand:
    assert one.shape.head is not None
    head = replace(one.shape.head, size=size)
    return one._replace(shape=replace(one.shape, head=head))


def test_sizes_follow_urgency(headlines: Headlines) -> None:
    urgent, other = stand("a", 0, 0, 3, 40, 26, urgency=2), stand("b", 3, 20, 3, 40, 30, urgency=5)
    assert sizes_of([other, urgent], headlines) == [26, 26]


def test_a_headline_is_not_set_down_to_half_its_size(headlines: Headlines) -> None:
    urgent, other = stand("a", 0, 0, 3, 40, 14, urgency=2), stand("b", 3, 20, 3, 40, 30, urgency=5)
    assert sizes_of([other, urgent], headlines) == [30, 14]


def test_a_wished_size_is_not_set_down(headlines: Headlines) -> None:
    urgent, other = stand("a", 0, 0, 3, 40, 26, urgency=2), stand("b", 3, 20, 3, 40, 30, urgency=5)
    wished = other._replace(item=replace(other.item, ask=replace(other.item.ask, head_size=30.0)))
    assert sizes_of([wished, urgent], headlines) == [30, 26]


def test_a_headline_is_set_down_only_where_it_takes_as_many_lines(headlines: Headlines) -> None:
    """What it would leave would be white under a head."""
    urgent, other = stand("a", 0, 0, 3, 40, 16, urgency=2), stand("b", 3, 20, 3, 40, 30, urgency=5)
    assert headlines.depth(CUT, 16) < 3
    assert sizes_of([other, urgent], headlines) == [30, 16]


def test_no_headline_is_as_large_as_the_leads() -> None:
    lead = stand("a", 0, 0, 3, 40, 30, urgency=2)
    same, smaller = stand("b", 3, 20, 3, 40, 30, urgency=5), stand("b", 3, 20, 3, 40, 26, urgency=5)
    assert cost("headline sizes", lead, same) == Weights().equal_to_lead
    assert cost("headline sizes", lead, smaller) == 0


def test_a_lead_stands_a_clear_step_above_the_next() -> None:
    lead = stand("a", 0, 0, 3, 40, 30, tier="lead")
    costs = [
        cost("lead's size", lead, stand("b", 3, 20, 3, 40, size), stand("c", 0, 42, 3, 40, 18))
        for size in (36, 30, 24, 20)
    ]
    assert costs[0] == costs[1] == Weights().near_lead
    assert 0 < costs[2] < costs[1] / 2 + 1
    assert costs[3] == 0


def of_people(one: Stand) -> Stand:
    style = replace(STYLE, name="headline_people")
    copy = replace(one.item.copy, headline=Headline(one.item.key, style))
    return one._replace(item=replace(one.item, copy=copy))


def test_no_two_heads_of_the_second_family_are_alike_where_they_touch() -> None:
    first = of_people(stand("a", 0, 0, 3, 40, 23))
    below, beside = stand("b", 0, 40, 3, 40, 23), stand("c", 3, 10, 3, 40, 23)
    for other in (below, beside):
        assert cost("voices", first, of_people(other)) == Weights().same_voice
        assert cost("voices", first, other) == 0
    smaller, away = stand("b", 0, 40, 3, 40, 18), stand("b", 3, 60, 3, 40, 23)
    assert cost("voices", first, of_people(smaller)) == 0
    assert cost("voices", first, of_people(away)) == 0


def with_breakout(one: Stand, kind: BreakoutKind, proposed: bool = True) -> Stand:
    breakout = Breakout(kind, (BreakoutItem("So it is"),), proposed)
    copy = replace(one.item.copy, breakouts=(breakout,))
    shape = replace(one.shape, breakouts=(BreakoutPlace(0, 0, 20, 8),))
    return one._replace(item=replace(one.item, copy=copy), shape=shape)


def test_a_page_has_two_proposed_breakouts_of_a_kind_at_most() -> None:
    number, points = BreakoutKind.NUMBER, BreakoutKind.POINTS
    stands = [stand(key, 2 * place, 0, 2, 40) for place, key in enumerate("abc")]

    def page(*kinds: BreakoutKind, proposed: bool = True) -> float:
        some = [with_breakout(*pair, proposed) for pair in zip(stands, kinds, strict=True)]
        return cost("breakouts", *some)

    assert page(points, points, number) == 0
    assert page(number, points, number) > 0  # one big number a page
    assert page(points, points, points) == Weights().same_breakout
    assert page(number, number, number, proposed=False) == 0
