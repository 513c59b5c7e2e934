"""Slicing trees: a page of rectangles is a module, or two parts stacked, or two side by side."""

from __future__ import annotations

import random
from typing import NamedTuple

from epaper.layout.search.hole import Region


class Leaf(NamedTuple):  # made by the thousand, as the splits: a record would take longer
    item: int  # its place in the order of the items
    columns: int
    lines: int


class Split(NamedTuple):
    stacked: bool  # else side by side
    first: Node
    second: Node
    columns: int
    lines: int


Node = Leaf | Split


def leaves(node: Node) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    return leaves(node.first) + leaves(node.second)


def place(node: Node, column: int, line: int, gap: int) -> list[tuple[int, Region]]:
    """Where each item of a tree stands that has its top left at a column and line; `gap` lines
    between parts that are stacked."""
    if isinstance(node, Leaf):
        return [(node.item, Region(column, line, node.columns, node.lines))]
    first = place(node.first, column, line, gap)
    if node.stacked:
        return first + place(node.second, column, line + node.first.lines + gap, gap)
    return first + place(node.second, column + node.first.columns, line, gap)


def shuffled(node: Node, chance: random.Random, share: float) -> list[int]:
    """The items of the tree with about this share of its splits changed round: an order that has a
    tree of the same shapes."""
    if isinstance(node, Leaf):
        return [node.item]
    first, second = shuffled(node.first, chance, share), shuffled(node.second, chance, share)
    return second + first if chance.random() < share else first + second


def flip(node: Node, index: int) -> Node:
    """The tree with the parts of its index-th split (in preorder) changed round."""
    return _flip(node, index)[0]


def _flip(node: Node, index: int) -> tuple[Node, int]:
    """The tree, and the index that is left after its splits; below 0 once the split was met."""
    if isinstance(node, Leaf) or index < 0:
        return node, index
    if index == 0:
        return Split(
            stacked=node.stacked,
            first=node.second,
            second=node.first,
            columns=node.columns,
            lines=node.lines,
        ), -1
    first, left = _flip(node.first, index - 1)
    second, left = _flip(node.second, left)
    return Split(
        stacked=node.stacked, first=first, second=second, columns=node.columns, lines=node.lines
    ), left


def flip_among(trees: tuple[Node, ...], index: int) -> tuple[Node, ...]:
    """Likewise of the splits of several trees, one tree after the other."""
    flipped = [*trees]
    for number, tree in enumerate(trees):
        own = len(leaves(tree)) - 1
        if index < own:
            flipped[number] = flip(tree, index)
            break
        index -= own
    return tuple(flipped)
