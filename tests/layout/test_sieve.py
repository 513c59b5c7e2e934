"""The compiled sieve of flips against the terms: it never passes over what may be better."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from generated_day import story
from test_page_terms import HOLES, random_page

from epaper.layout.design.reader import Design
from epaper.layout.design.weights import Weights
from epaper.layout.laid_out import LaidOut
from epaper.layout.search import kernels, sieve
from epaper.layout.search.architecture import Blueprints, blueprints, skeletons_for
from epaper.layout.search.arranging import LESS
from epaper.layout.search.hole import Hole, Region
from epaper.layout.search.sieve import Sieve, Standing
from epaper.layout.search.stand import Stand
from epaper.layout.search.terms import PageTerms
from epaper.layout.search.trees import Leaf, Node, Split, flip_among, place

compiled = pytest.mark.skipif(
    kernels.next_flip is None, reason="no compiled kernel: `python hatch_build.py` makes one"
)


def random_tree(chance: random.Random, items: Sequence[int], columns: int, lines: int) -> Node:
    """Any tree of so many columns and lines: nothing asks whether the items would fill it."""
    if len(items) == 1:
        return Leaf(items[0], columns, lines)
    cut = chance.randint(1, len(items) - 1)
    stacked = columns < len(items) or chance.random() < 0.5
    wide = columns if stacked else max(cut, columns - len(items) + cut)
    net = lines - 2 * (len(items) - 1)  # without the gaps
    deep = net * cut // len(items) + 2 * (cut - 1) if stacked else lines
    return Split(
        stacked=stacked,
        first=random_tree(chance, items[:cut], wide, deep),
        second=random_tree(
            chance,
            items[cut:],
            columns if stacked else columns - wide,
            lines - deep - 2 if stacked else lines,
        ),
        columns=columns,
        lines=lines,
    )


def stands_of(page: Sequence[Stand], cut: Sequence[Region], trees: Sequence[Node]) -> list[Stand]:
    """The items of a random page where trees put them."""
    return [
        Stand(
            page[number].item,
            spot.column,
            spot.line,
            replace(
                page[number].shape,
                columns=spot.columns,
                lines=spot.lines,
                pictures=tuple(
                    replace(p, columns=min(p.columns, spot.columns))
                    for p in page[number].shape.pictures
                ),
            ),
        )
        for region, tree in zip(cut, trees, strict=True)
        for number, spot in place(tree, region.column, region.line, 2)
    ]


def cost_of(
    terms: PageTerms, plans: Blueprints, weights: Weights, stands: Sequence[Stand]
) -> tuple[dict[str, float], float]:
    found = terms.below(stands, math.inf)
    assert found is not None
    if plans.skeletons:
        found["skeleton"] = weights.skeleton * (1 - float(plans.fits(stands).max()))
    return found, sum(found.values())


@compiled
@pytest.mark.parametrize("seed", range(120))
def test_it_stops_where_a_page_costs_less_and_nowhere_else(seed: int, design: Design) -> None:
    chance = random.Random(seed)
    hole = (*HOLES, Hole(2, (66,) * 6, 2))[seed % 3]
    page = random_page(chance, hole)
    weights = design.weights
    plans = blueprints(
        skeletons_for(design.skeletons, "news") if seed % 2 else (), hole, design.grid.lines
    )
    cut = (max(chance.choice(hole.cuts()), key=lambda region: region.area),)
    trees: tuple[Node, ...] = (random_tree(chance, range(len(page)), cut[0].columns, cut[0].lines),)
    if cut[0].columns == 6 and len(page) > 1 and chance.random() < 0.4:  # two regions
        half = len(page) // 2
        left = cut[0]._replace(columns=3)
        cut = (left, cut[0]._replace(column=left.column + 3, columns=cut[0].columns - 3))
        trees = (
            random_tree(chance, range(half), 3, left.lines),
            random_tree(chance, range(half, len(page)), cut[1].columns, left.lines),
        )
    terms = PageTerms([s.item for s in page], hole, weights)
    tried = Sieve([s.item for s in page], hole, terms, plans)
    stands = stands_of(page, cut, trees)
    now, _ = cost_of(terms, plans, weights, stands)
    splits = len(page) - len(trees)
    stood = Standing(cut, trees, stands)
    assert tried.next_flip(stood, now, splits, math.inf) == splits
    for at in range(splits):
        flipped = stands_of(page, cut, flip_among(trees, at))
        _, cost = cost_of(terms, plans, weights, flipped)
        assert tried.next_flip(stood, now, at, cost + 1e-3) == at
        assert tried.next_flip(stood, now, at, cost - 1e-3) > at
    cost, kept = sum(now.values()), list[int]()
    for _ in range(3):  # rounds of flips, each kept that makes the page cost less
        for at in range(splits):
            flipped = flip_among(trees, at)
            _, trial = cost_of(terms, plans, weights, stands_of(page, cut, flipped))
            if trial < cost - LESS:
                cost, trees = trial, flipped
                kept.append(at)
    found = tried.flips(stood, now, 3, LESS)
    assert found is not None
    assert found[0] == kept
    assert found[1] == pytest.approx(cost)
    assert tried.knows(now, cost, found[1])
    assert not tried.knows(now, cost + 1.0, found[1])
    assert not tried.knows(now | {"something new": 0.0}, cost, found[1])


@compiled
def test_a_term_that_it_does_not_know_is_left_to_the_terms(
    made: Callable[..., LaidOut], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new objection in Python alone counts, compiled or not."""
    known = PageTerms.below

    def below(self: PageTerms, stands: Sequence[Stand], *rest: Any) -> dict[str, float] | None:
        found = known(self, stands, *rest)
        left = sum(7.0 * s.column for s in stands if s.shape.columns > 1)
        return found if found is None else found | {"leftwards": left}

    monkeypatch.setattr(PageTerms, "below", below)
    day = [story(n, 120 + 70 * (n % 4), urgency=1 + n % 5) for n in range(9)]
    fast = made(day, effort=3)
    monkeypatch.setattr(sieve, "next_flip", None)
    monkeypatch.setattr(sieve, "flips", None)
    assert made(day, effort=3).sheets == fast.sheets
    assert any(s.chosen and s.chosen.terms.get("leftwards") for s in fast.sheets)


@compiled
def test_what_does_not_belong_together_is_refused(design: Design) -> None:
    hole = Hole(0, (40,) * 4, 2)
    page = [s for s in random_page(random.Random(4), HOLES[0]) if s.item.kind != "filler"][:2]
    items = [s.item for s in page]
    terms = PageTerms(items, hole, Weights())
    plans = blueprints((), hole, 40)
    tree = Split(stacked=True, first=Leaf(0, 4, 19), second=Leaf(1, 4, 19), columns=4, lines=40)
    cut = (Region(0, 0, 4, 40),)
    tried = Sieve(items, hole, terms, plans)
    stands = stands_of(page, cut, (tree,))
    now = terms.below(stands, math.inf)
    assert now is not None
    assert tried.next_flip(Standing(cut, (tree,), stands), now, 0, 0.0) == 1
    assert tried._page is not None
    kernel = kernels.next_flip
    assert kernel is not None
    found, nodes, modules, pictures = tried._page
    fixed = (tried._related, tried._depths, plans.sums, plans.shared, tried._plays)
    right = [tried._rules, found, nodes, modules, pictures, *fixed]
    assert kernel(*right, at=0, limit=1e9) == 0
    deep = nodes.copy()
    deep[2, 2] = 90  # lines of the first leaf
    wrong = [
        (0, tried._rules[:-1]),
        (1, found[1:]),
        (2, nodes[1:]),  # no region
        (2, nodes[:-1]),  # no tree
        (2, np.concatenate([nodes, nodes])),  # more leaves than modules
        (2, deep),  # beyond the page
        (3, modules[:1]),
        (3, modules + 5),  # items and pictures beyond the tables
        (5, np.array([[0.0, 9.0]])),
        (6, tried._depths[:3]),
        (9, tried._plays[:, :, :0].repeat(2, axis=0)[:1]),
        (7, plans.sums.astype(float)),
    ]
    for number, table in wrong:
        with pytest.raises((ValueError, TypeError)):
            kernel(*right[:number], table, *right[number + 1 :], at=0, limit=1e9)
