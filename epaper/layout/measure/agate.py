"""Agate: results, markets, weather, court lists; three small lines on two lines of the page's grid.

Small type would leave the grid; so its lines are gathered by threes, and each three stand on two
grid lines.  What no leg breaks keeps its own pitch from its first line to its last, with one
distance at each kind of joint.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from epaper.layout.design.reader import Design
from epaper.layout.design.styles import agate_style
from epaper.model.story import Story
from epaper.page.marks import Element, GlyphRun, Origin, Rule
from epaper.typeset.galley import GalleyBlock, Line, Setting
from epaper.typeset.typesetter import Typesetter

WHOLE = 5  # rows at least of a table on either side of a break
MOST_WHOLE = 7  # groups of a table that is never broken
GROUP, ON = 3, 2  # lines of agate, lines of the grid that they stand on
# lines of agate from baseline to baseline, where nothing is broken
OVER_TABLE = 2.0  # to a table or a crosshead from what stands over it
UNDER_RULE = 1.5  # from a table's header, and its rule, to its first row
UNDER_TABLE = 1.5  # from a table to text
# grid lines by which the first line stands over its grid line: three are in the middle of their two
_RAISED = 0.5 * (1 - ON / GROUP)
Row = tuple[GalleyBlock, Line]


def agate_blocks(
    story: Story, design: Design, setter: Typesetter, inset: float = 0.0
) -> tuple[tuple[GalleyBlock, ...], Callable[[int, int], tuple[Line, ...]]]:
    """A story's body as blocks of grid lines, and what sets them.  `inset`: points from the
    column's edges, within a tint."""
    leading = design.grid.leading * ON / GROUP
    galley = setter.galley(story, design.grid.column - 2 * inset, agate_style(design, leading))
    groups: list[list[Row]] = []
    for index, block in enumerate(galley.blocks):
        opens = block.element is Element.CROSSHEAD or (
            block.element is Element.TABLE and block.space_before
        )
        rows: list[Row] = [(block, line) for line in galley.realise(index, 0)]
        for number, row in enumerate(rows):
            if not groups or _is_full(groups[-1]) or (opens and number == 0):
                groups.append([])
            groups[-1].append(row)
    sets = [_lines(group, leading, design.grid.leading, galley.measure) for group in groups]
    kept, headers = _kept_together(groups), _headers(groups)
    blocks = tuple(
        GalleyBlock(
            _origin(group),
            (Setting(len(lines), 0.0, ()),),
            _characters(group),
            splittable=False,
            keep_with_next=_is_header(group) or _ends_in_crosshead(group) or number in kept,
            space_before=int(number > 0 and _after_text(groups[number - 1], group)),
            give_before=1 if number and _opens(group) else 0,
            header=headers.get(number, 0),
        )
        for number, (group, lines) in enumerate(zip(groups, sets, strict=True))
    )
    return blocks, lambda block, _setting: sets[block]


def _kept_together(groups: list[list[Row]]) -> set[int]:
    """Groups that the next follows in their leg: all of a table that is not long, of a long one its
    head with WHOLE rows, and as many at its end."""
    kept: set[int] = set()
    start = 0
    while start < len(groups):
        end = start + 1
        while end < len(groups) and _is_table(groups[end]) and not _opens(groups[end]):
            end += 1
        if _is_table(groups[start]):
            last = range(start, end - 1)
            edge = math.ceil(WHOLE / GROUP)
            kept |= set(last if len(last) <= MOST_WHOLE else (*last[:edge], *last[1 - edge :]))
        start = end
    return kept


def _headers(groups: list[list[Row]]) -> dict[int, int]:
    """By group, how many groups before it the header of its table stands."""
    found: dict[int, int] = {}
    head: int | None = None
    for number, group in enumerate(groups):
        if _is_header(group):
            head = number
        elif not _is_table(group) or _opens(group):
            head = None
        elif head is not None:
            found[number] = number - head
    return found


def _is_table(group: list[Row]) -> bool:
    return group[0][0].element is Element.TABLE


def whole_agate(
    story: Story, design: Design, setter: Typesetter
) -> tuple[tuple[GalleyBlock, ...], Callable[[int, int], tuple[Line, ...]]]:
    """A story's body as one block that no leg breaks: its rows at one pitch, joints of a kind all
    of one depth."""
    grid = design.grid.leading
    leading = grid * ON / GROUP
    galley = setter.galley(story, design.grid.column, agate_style(design, leading))
    rows = [
        (block, line)
        for index, block in enumerate(galley.blocks)
        for line in galley.realise(index, 0)
    ]
    if not rows:
        return (), lambda _block, _setting: ()
    steps = [_step(before, row) for before, row in pairwise(rows)]
    places = list(accumulate(steps, initial=0.0))
    depth = math.ceil(places[-1] * ON / GROUP - _RAISED) + 1
    lines = _hung(rows, places, depth, leading=leading, grid=grid, measure=galley.measure)
    block = GalleyBlock(
        _origin(rows), (Setting(depth, 0.0, ()),), _characters(rows), splittable=False
    )
    return (block,), lambda _block, _setting: lines


def foot_white(lines: Sequence[Line], grid: float) -> float:
    """Grid lines between the last baseline of what is set on the grid and its last line's."""
    ends = len(lines) - 1
    lowest = (n + run.y / grid for n, line in enumerate(lines) for run in line.runs)
    return ends - max(lowest, default=ends)


def _step(before: Row, row: Row) -> float:
    """Lines of agate from one row's baseline to the next one's."""
    if before[1].rules:
        return UNDER_RULE
    if before[0] is row[0] or before[0].element is Element.CROSSHEAD:
        return 1.0
    if _opens([row]):
        return OVER_TABLE
    return UNDER_TABLE if _is_table([before]) and not _is_table([row]) else 1.0


def _lines(group: list[Row], leading: float, grid: float, measure: float) -> tuple[Line, ...]:
    """The small lines of a group, hung on the baselines of the grid lines that it takes."""
    depth = 1 if len(group) == 1 else ON
    places = [float(number) for number in range(len(group))]
    return _hung(group, places, depth, leading=leading, grid=grid, measure=measure)


def _hung(
    rows: list[Row],
    places: Sequence[float],
    depth: int,
    *,
    leading: float,
    grid: float,
    measure: float,
) -> tuple[Line, ...]:
    """Rows at their places, in lines of agate from the first, as so many grid lines."""
    runs: list[list[GlyphRun]] = [[] for _ in range(depth)]
    rules: list[list[Rule]] = [[] for _ in range(depth)]
    for place, (_, line) in zip(places, rows, strict=True):
        y = place * leading - _RAISED * grid
        on = min(depth - 1, round(y / grid))
        dy = y - on * grid
        runs[on] += [replace(run, y=run.y + dy, origin=_agate(run.origin)) for run in line.runs]
        rules[on] += [replace(rule, y0=rule.y0 + dy, y1=rule.y1 + dy) for rule in line.rules]
    return tuple(Line(tuple(r), measure, rules=tuple(s)) for r, s in zip(runs, rules, strict=True))


def _is_full(group: list[Row]) -> bool:
    """After the header of a table as well: its rule needs the air of the grid's line, else it
    strikes the figures out."""
    return len(group) == GROUP or _is_header(group)


def _is_header(group: list[Row]) -> bool:
    return bool(group[-1][1].rules)


def _ends_in_crosshead(group: list[Row]) -> bool:
    """It stands over what follows, never alone at the foot of a leg."""
    return group[-1][0].element is Element.CROSSHEAD


def _opens(group: list[Row]) -> bool:
    """A crosshead, the first row of a table: white may stand above it."""
    block = group[0][0]
    return block.element is Element.CROSSHEAD or bool(block.space_before)


def _after_text(before: list[Row], group: list[Row]) -> bool:
    """A table after words that are not its crosshead, or after another: a line parts them."""
    return _is_table(group) and _opens(group) and not _ends_in_crosshead(before)


def _origin(group: list[Row]) -> Origin:
    return _agate(group[0][0].origin)


def _agate(origin: Origin) -> Origin:
    """Tables stay tables, and what the house puts in (bullets, the dash after a dateline) stays its
    own; all other text is agate, which is not on the page's grid."""
    if origin.element in (Element.TABLE, Element.TABLE_HEAD, Element.FURNITURE):
        return origin
    heads = origin.element is Element.CROSSHEAD
    return replace(origin, element=Element.AGATE_HEAD if heads else Element.AGATE)


def _characters(group: list[Row]) -> int:
    """Of the blocks that begin in the group; the ledger counts marks, this only weighs."""
    return sum(row[0].characters for row in group)
