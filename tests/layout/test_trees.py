"""Slicing trees, the orders that are tried, and the regions of a hole."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from generated_day import story
from hypothesis import given
from hypothesis import strategies as st
from layout_samples import bare_item

from epaper.layout.design.weights import Weights
from epaper.layout.measure.copy import Item
from epaper.layout.search.cutting import INF, cheapest_trees
from epaper.layout.search.hole import LEAST_DEPTH, MOST_CUTS, Hole, Region
from epaper.layout.search.orders import (
    USUAL_MODULES,
    by_importance,
    next_order,
    orders_for,
    orders_near,
    stepped,
)
from epaper.layout.search.slicing import Choice, Slicer
from epaper.layout.search.trees import Leaf, Node, Split, flip, leaves, place, shuffled

A, B, C = Leaf(0, 2, 10), Leaf(1, 2, 20), Leaf(2, 2, 31)
TREE = Split(False, Split(True, A, B, 2, 31), C, 4, 31)  # a over b, c beside both


def keys(items: list[Item]) -> list[str]:
    return [item.key for item in items]


def test_leaves_stand_where_the_tree_puts_them() -> None:
    assert place(TREE, 1, 5, 1) == [
        (0, Region(1, 5, 2, 10)),
        (1, Region(1, 16, 2, 20)),
        (2, Region(3, 5, 2, 31)),
    ]


def test_flips_change_one_split_round() -> None:
    assert flip(TREE, 0) == Split(False, C, TREE.first, 4, 31)
    assert flip(TREE, 1) == Split(False, Split(True, B, A, 2, 31), C, 4, 31)
    assert flip(TREE, 2) == TREE


trees = st.recursive(
    st.builds(Leaf, st.integers(0, 9), st.just(2), st.just(4)),
    lambda node: st.builds(Split, st.booleans(), node, node, st.just(4), st.just(9)),
    max_leaves=8,
)


@given(trees, st.integers(0, 7))
def test_a_flip_keeps_the_leaves_and_undoes_itself(tree: Node, index: int) -> None:
    assert sorted(leaf.item for leaf in leaves(flip(tree, index))) == sorted(
        leaf.item for leaf in leaves(tree)
    )
    splits = len(leaves(tree)) - 1
    if index == 0 and splits:
        assert flip(flip(tree, 0), 0) == tree
    if index >= splits:
        assert flip(tree, index) == tree


@given(trees, st.integers(0, 99))
def test_a_tree_shuffled_keeps_its_parts_together(tree: Node, seed: int) -> None:
    order = shuffled(tree, random.Random(seed), 0.5)
    items = [leaf.item for leaf in leaves(tree)]
    assert sorted(order) == sorted(items)
    assert shuffled(tree, random.Random(seed), 0.0) == items
    assert shuffled(tree, random.Random(seed), 1.0) == items[::-1]
    if isinstance(tree, Split):
        first = sorted(leaf.item for leaf in leaves(tree.first))
        assert first in (sorted(order[: len(first)]), sorted(order[len(order) - len(first) :]))


# -- orders ----------------------------------------------------------------------------------------


def news(key: str, tier: str, urgency: int = 5, lines: int = 30, main: str = "") -> Item:
    told = replace(story(1, 60), slug=key, with_story=main)
    return bare_item(key, lines, tier, urgency=urgency, stories=(told,))


def test_the_lead_then_the_urgent_then_the_long() -> None:
    items = [
        news("short", "minor", lines=10),
        news("long", "minor", lines=80),
        news("urgent", "minor", 2),
        news("major", "major", 4),
        news("lead", "lead", 4),
    ]
    assert keys(by_importance(items)) == ["lead", "major", "urgent", "long", "short"]


def test_a_package_stands_where_its_first_story_does() -> None:
    items = [
        news("side", "small", 7, main="main"),
        news("other", "minor", 3),
        news("main", "lead", 2),
    ]
    assert keys(by_importance(items)) == ["main", "side", "other"]


def test_orders_are_of_all_items_and_the_same_every_time() -> None:
    items = [news(f"s{n}", "minor", n) for n in range(6)]
    runs = []
    for _ in range(2):
        chance = random.Random(0)
        runs.append([keys(next_order(items, turn, [], chance)) for turn in range(8)])
    assert runs[0] == runs[1]
    assert all(sorted(order) == sorted(keys(items)) for order in runs[0])
    assert runs[0][1] == ["s0", "s5", "s1", "s2", "s3", "s4"]
    assert all(order[0] == "s0" for order in runs[0])


def test_steps_are_from_the_best_so_far() -> None:
    items = [news(f"s{n}", "minor", n) for n in range(6)]
    best = [items[0], *reversed(items[1:])]
    order = keys(next_order(items, 3, best, random.Random(1)))
    moved = sum(a != b for a, b in zip(order, keys(best), strict=True))
    assert 0 <= moved < len(items) - 1


def test_a_crowded_page_gets_fewer_orders() -> None:
    counts = [orders_for(100, modules) for modules in (1, USUAL_MODULES, USUAL_MODULES + 4, 40)]
    assert counts[0] == counts[1] == 100
    assert counts[1] > counts[2] > counts[3] >= 1


# -- the hole --------------------------------------------------------------------------------------


def test_a_plain_hole_is_cut_in_one_way() -> None:
    assert Hole(3, (50, 50), 2).cuts() == ((Region(0, 3, 2, 50),),)


def test_the_fewest_parts_come_first() -> None:
    cuts = Hole(0, (90, 90, 60, 30), 2).cuts()
    sizes = [len(cut) for cut in cuts]
    assert sizes == sorted(sizes)
    assert sizes[-1] <= sizes[0] + 1
    assert len(cuts) <= MOST_CUTS


def test_strips_too_shallow_for_news_are_left() -> None:
    assert Hole(0, (90, LEAST_DEPTH - 1), 2).cuts() == ((Region(0, 0, 1, 90),),)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=5), st.integers(0, 3))
def test_the_area_counts_each_columns_last_gap(depths: list[int], gap: int) -> None:
    assert Hole(0, tuple(depths), gap).area() == sum(d + gap for d in depths if d)


# -- cutting ---------------------------------------------------------------------------------------


def slicer_of(*depths: int) -> Slicer:
    """Items of one column and one depth each, which cost nothing."""

    def choice(number: int, depth: int) -> Choice:
        def costs(columns: int) -> np.ndarray:
            table = np.full(61, np.inf)
            if columns == 1:
                table[depth] = 0.0
            return table

        return Choice((str(number), 0), costs, depth + 2.0)

    choices = [choice(number, depth) for number, depth in enumerate(depths)]
    return Slicer(choices, columns=2, lines=60, gap=2)


def test_items_go_to_the_regions_in_their_order() -> None:
    cut = (Region(0, 0, 1, 40), Region(1, 0, 1, 30))
    filled, cost = cheapest_trees(slicer_of(20, 18, 30), cut, Weights())
    assert filled is not None
    assert cost == 0.0
    assert [[leaf.item for leaf in leaves(tree)] for tree in filled] == [[0, 1], [2]]


def test_a_region_that_cannot_be_filled_costs() -> None:
    weights = Weights()
    cut = (Region(0, 0, 1, 40),)
    filled, cost = cheapest_trees(slicer_of(30), cut, weights)
    assert filled is not None
    assert filled[0].lines == 30
    assert cost == pytest.approx(weights.unfilled + 10 * weights.white_line * 0.5)


def test_every_region_wants_an_item() -> None:
    cut = (Region(0, 0, 1, 40), Region(1, 0, 1, 30))
    assert cheapest_trees(slicer_of(40), cut, Weights()) == (None, INF)


def test_a_step_moves_one_item_or_changes_two_round() -> None:
    items = [bare_item(f"item-{n}") for n in range(6)]
    for seed in range(40):
        after = stepped(items, random.Random(seed))
        assert sorted(one.key for one in after) == [one.key for one in items]
        moved = [
            (place, other)
            for place, item in enumerate(items)
            for other in [after.index(item)]
            if place != other
        ]
        swapped = len(moved) in (0, 2)
        first = min(place for place, _ in moved) if moved else 0
        assert swapped or {abs(a - b) for a, b in moved} <= {1, len(moved) - 1}, first


def test_near_a_page_a_crowded_one_gets_more_orders_than_at_first() -> None:
    for modules in (1, USUAL_MODULES, USUAL_MODULES + 4, 40):
        assert orders_near(100, modules) >= orders_for(100, modules)
    assert orders_near(100, 2 * USUAL_MODULES) == 50
