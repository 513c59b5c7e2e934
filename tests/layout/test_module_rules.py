"""Hairlines between modules, and the rules that modules bring along."""

from __future__ import annotations

import pytest

from epaper.layout.design.reader import Design
from epaper.layout.makeup.module_rules import module_rules
from epaper.page.marks import Rule

RISE = 2.0


def hairlines(design: Design, *drawn: Rule) -> list[tuple[float, float]]:
    """From where to where they run, over three modules beside one another under a wide one."""
    boxes = [(0, 0, 3, 20), (0, 22, 1, 10), (1, 22, 1, 10), (2, 22, 1, 10)]
    marks = module_rules(boxes, design, RISE, drawn)
    flat = [m for m in marks if isinstance(m, Rule) and m.y0 == m.y1]
    return [(round(m.x0, 3), round(m.x1, 3)) for m in flat]


def columns(design: Design, first: int, last: int) -> tuple[float, float]:
    return round(design.grid.x(first), 3), round(design.grid.x(last) + design.grid.column, 3)


def rule(design: Design, first: int, last: int, line: float = 22) -> Rule:
    x0, x1 = columns(design, first, last)
    y = design.grid.y(0) + line * design.grid.leading + RISE
    return Rule(x0, y, x1, y, weight=2.0)


def test_one_hairline_runs_over_modules_side_by_side(design: Design) -> None:
    assert hairlines(design) == [columns(design, 0, 2)]


@pytest.mark.parametrize(
    ("ruled", "left"), [((0, 0), [(1, 2)]), ((1, 1), [(0, 0), (2, 2)]), ((0, 2), [])]
)
def test_none_runs_over_a_rule_of_what_begins_there(
    ruled: tuple[int, int], left: list[tuple[int, int]], design: Design
) -> None:
    assert hairlines(design, rule(design, *ruled)) == [columns(design, *one) for one in left]


def test_a_rule_within_a_module_or_a_part_of_its_width_takes_none_away(design: Design) -> None:
    over, far = rule(design, 0, 2, line=18), rule(design, 0, 2, line=26)
    short = rule(design, 0, 0)
    half = Rule(short.x0, short.y0, (short.x0 + short.x1) / 2, short.y1, weight=1.0)
    assert hairlines(design, over, far, half) == [columns(design, 0, 2)]
