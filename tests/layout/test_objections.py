"""Each weight of the flatplan by itself: all others at nothing, it bites on what it is for and not
on its neighbour."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from layout_samples import block, load

from epaper.layout.design.weights import Weights
from epaper.layout.edition.assign import PILE, Load, Objections, PageRoom, assignment_of
from epaper.layout.edition.sections import divide
from epaper.layout.measure.legs import Slot, fill_legs
from epaper.page.marks import Element

ROOM = 100.0
LIMITS = {"overfull": 1.12, "crowd": 9, "foreign_pages": 4, "urgent": 3}
Pages = dict[int, list[Load]]


def only(*names: str) -> Weights:
    """Every weight at nothing but these; limits as they are."""
    usual = Weights()
    nothing: dict[str, float] = {field.name: 0 for field in fields(Weights)}
    kept = {name: getattr(usual, name) for name in (*names, *LIMITS)}
    return Weights(**nothing | kept)  # type: ignore[arg-type]


def cost(
    pages: Pages, weights: Weights, avoid: str = "", own: int | None = None, closed: bool = False
) -> float:
    """Of these loads on pages 3 to 7, sections 0 and 1 on 3 to 5 and 6 to 7; page 4 avoids a topic,
    and belongs to section `own`, which may be `closed` to others."""
    rooms = {n: PageRoom(n, ROOM) for n in range(3, 8)}
    sections = frozenset() if own is None else frozenset({own})
    rooms[4] = replace(rooms[4], avoid=frozenset({avoid}), sections=sections)
    objections = Objections(
        rooms=rooms,
        reach={0: frozenset({3, 4, 5}), 1: frozenset({6, 7})},
        target=dict.fromkeys(rooms, 50.0),
        weights=weights,
        closed=sections if closed else frozenset(),
    )
    placed = [(one, number) for number, loads in pages.items() for one in loads]
    shared = assignment_of(objections, placed)
    loads = [one for one, _ in placed]
    return sum(objections.page(n, shared.tally(n)) for n in pages) + shared.torn(
        loads, shared.homes
    )


BITES: list[tuple[tuple[str, ...], Pages, Pages, dict[str, object]]] = [
    (("fullness",), {3: [load(0, 90.0)]}, {3: [load(0, 50.0)]}, {}),
    (("overfull_page",), {3: [load(0, 120.0)]}, {3: [load(0, 110.0)]}, {}),
    (("overfull_share", "fullness"), {3: [load(0, 150.0)]}, {3: [load(0, 50.0)]}, {}),
    (("leaderless",), {3: [load(0, leads=False)]}, {3: [load(0)]}, {}),
    (("grey_page",), {3: [load(0, pictures=False)]}, {3: [load(0)]}, {}),
    (("crowded",), {3: [load(n) for n in range(10)]}, {3: [load(n) for n in range(9)]}, {}),
    (("foreign",), {6: [load(0)]}, {5: [load(0)]}, {}),
    (("reserved",), {4: [load(0)]}, {3: [load(0)]}, {"own": 1}),
    (("opinion_guest",), {4: [load(0)]}, {3: [load(0)]}, {"own": 1, "closed": True}),
    (("later",), {4: [load(0, urgency=2)]}, {4: [load(0, urgency=7)]}, {}),
    (
        ("unrelated",),
        {3: [load(0, related=frozenset({"item-01"}))], 4: [load(1)]},
        {3: [load(0, related=frozenset({"item-01"})), load(1)]},
        {},
    ),
    (
        ("package",),
        {3: [load(0, group="fire")], 4: [load(1, group="fire")]},
        {3: [load(0, group="fire"), load(1, group="fire")]},
        {},
    ),
    (
        ("part_order",),
        {4: [load(0, chain="long")], 3: [load(1, chain="long", part=1)]},
        {3: [load(0, chain="long")], 4: [load(1, chain="long", part=1)]},
        {},
    ),
    (
        ("topic",),
        {4: [load(0, topics=frozenset({"crash"}))]},
        {3: [load(0, topics=frozenset({"crash"}))]},
        {"avoid": "crash"},
    ),
    (("held",), {PILE: [load(0)]}, {3: [load(0)]}, {}),
    (("urgent_held",), {PILE: [load(0, urgency=3)]}, {PILE: [load(0, urgency=4)]}, {}),
    (("pinned",), {4: [load(0, page=3)]}, {3: [load(0, page=3)]}, {}),
    (("pinned",), {3: [load(0, off=frozenset({3}))]}, {4: [load(0, off=frozenset({3}))]}, {}),
    (("pinned",), {PILE: [load(0, must_run=True)]}, {PILE: [load(0)]}, {}),
]


@pytest.mark.parametrize(("names", "bad", "good", "more"), BITES)
def test_an_objection_bites(
    names: tuple[str, ...], bad: Pages, good: Pages, more: dict[str, object]
) -> None:
    weights = only(*names)
    assert cost(good, weights, **more) == pytest.approx(0.0)  # type: ignore[arg-type]
    assert cost(bad, weights, **more) > 0.5  # type: ignore[arg-type]
    assert cost(bad, only(), **more) == pytest.approx(0.0)  # type: ignore[arg-type]


def test_a_guest_is_minded_more_the_farther_and_the_more_urgent_it_is() -> None:
    weights = only("foreign", "foreign_urgent")
    near, far = (cost({number: [load(0, section=1)]}, weights) for number in (5, 3))
    urgent = cost({5: [load(0, section=1, urgency=2)]}, weights)
    assert 0 < near < far
    assert near < urgent


@pytest.mark.parametrize(
    ("name", "starts", "numbers", "wanted"),
    [
        ("wrong_number", {1: "5"}, (2, 3, 4, 5), {5}),
        ("wrong_hand", {1: "right-hand page"}, (3, 4, 5, 6), {5, 6}),
        ("no_page", {1: "new page"}, (3, 4), {4}),
    ],
)
def test_rules_of_sections_bite(
    name: str, starts: dict[int, str], numbers: tuple[int, ...], wanted: set[int]
) -> None:
    need = {0: 100.0, 1: 0.5 if name == "no_page" else 300.0}
    rooms = dict.fromkeys(numbers, ROOM)

    def pages(weights: Weights) -> set[int]:
        division = divide(starts, need, rooms, weights)
        return {number for number, sections in division.pages.items() if sections == {1}}

    others = {"no_page"} - {name}  # else a section without a page costs nothing
    assert pages(only(name, *others)) == wanted
    assert pages(only(*others)) != wanted


CROSSHEAD = block(1, element=Element.CROSSHEAD, space_before=1, keep_with_next=True)


def test_a_crosshead_at_the_head_of_a_leg() -> None:
    blocks = [block(6), CROSSHEAD, block(5)]
    slots = [Slot(0, 0, 6), Slot(1, 0, 6)]
    costs = [fill_legs(blocks, slots, weights) for weights in (only("crosshead_high"), only())]
    assert costs[0] is not None
    assert costs[1] is not None
    assert costs[0].cost - costs[1].cost == pytest.approx(Weights().crosshead_high)


def test_a_crosshead_with_two_lines_under_it_at_the_foot_of_a_leg() -> None:
    blocks = [block(4), CROSSHEAD, block(6)]
    for foot, price in ((2, Weights().crosshead_low), (3, 0.0)):
        slots = [Slot(0, 0, 6 + foot), Slot(1, 0, 6 - foot)]
        filled = fill_legs(blocks, slots, only("crosshead_low"))
        assert filled is not None
        assert filled.cost == pytest.approx(price)


def test_three_lines_under_a_crosshead_where_they_can_be_had() -> None:
    """A paragraph a line shorter is the lesser evil."""
    blocks = [block(5, 4), CROSSHEAD, block(6, 7)]
    filled = fill_legs(blocks, [Slot(0, 0, 9), Slot(1, 0, 4)], Weights())
    assert filled is not None
    assert [part.last - part.first for part in filled.parts if part.slot == 0] == [4, 1, 3]


def test_more_air_over_a_crosshead() -> None:
    blocks = [block(6), CROSSHEAD, block(5)]
    costs = [fill_legs(blocks, [Slot(0, 0, lines)], only("crosshead_air")) for lines in (13, 14)]
    assert costs[0] is not None
    assert costs[1] is not None
    assert costs[0].cost == 0.0
    assert costs[1].cost == pytest.approx(Weights().crosshead_air)
