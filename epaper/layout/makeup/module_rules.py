"""Hairlines between the modules of a page, across and down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from epaper.layout.design.reader import Design
from epaper.page.marks import Mark, Rule


def rule_over(line: int, design: Design, rise: float) -> float:
    """Where a rule stands over what begins at a line of the grid."""
    return design.grid.y(line) - (design.grid.gap / 2) * design.grid.leading + rise * 0.6


def module_rules(
    modules: Sequence[tuple[int, int, int, int]],
    design: Design,
    rise: float,
    drawn: Iterable[Mark] = (),
) -> list[Mark]:
    """Hairlines between modules, given as (column, line, columns, lines) on the page's grid; none
    where what begins under it has a rule of its own at its head among what is `drawn`."""
    grid = design.grid
    marks: list[Mark] = []
    top = min((line for _, line, _, _ in modules), default=0)
    heads: dict[int, set[int]] = {}  # line -> columns of the modules that begin there
    for column, line, columns, _ in modules:
        if line > top:
            heads.setdefault(line, set()).update(range(column, column + columns))
    ruled = [mark for mark in drawn if isinstance(mark, Rule) and mark.y0 == mark.y1]
    for line, columns_here in sorted(heads.items()):
        y = rule_over(line, design, rise)
        near = [rule for rule in ruled if y - 1 < rule.y0 < y + grid.gap * grid.leading]
        bare = {c for c in columns_here if not any(_over(c, rule, design) for rule in near)}
        for first, last in _runs(sorted(bare)):  # one line over modules side by side
            x = grid.x(first)
            marks.append(
                Rule(
                    x,
                    y,
                    x + grid.width(last - first + 1),
                    y,
                    weight=design.module_rule,
                    colour="rule",
                )
            )
    for edge in range(1, grid.columns):
        covered: set[int] = set()
        for column, line, columns, lines in modules:
            if edge in (column, column + columns):
                covered |= set(range(line, line + lines))
        for first, last in _runs(sorted(covered)):
            x = grid.x(edge) - grid.gutter / 2
            marks.append(
                Rule(
                    x,
                    grid.y(first) + rise,
                    x,
                    grid.y(last + 1) - rise * 0.8,
                    weight=design.column_rule,
                    colour="rule",
                )
            )
    return marks


def _over(column: int, rule: Rule, design: Design) -> bool:
    """Whether a rule runs over all of a column, or of the tint in it."""
    x, least = design.grid.x(column), 0.9 * design.grid.column
    return min(rule.x1, x + design.grid.column) - max(rule.x0, x) >= least


def _runs(lines: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for line in lines:
        if found and line == found[-1][1] + 1:
            found[-1] = (found[-1][0], line)
        else:
            found.append((line, line))
    return found
