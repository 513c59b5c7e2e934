"""Blocks of an article in the order of reading, and which of them belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.issue.roles import BREAKOUTS, TABLES
from epaper.page.marks import Element
from epaper.page.structure import Block, BlockRole, Cell, GroupKind

FIRST = (Element.KICKER, Element.HEADLINE, Element.DECK, Element.BYLINE)  # of an article, so read
_PICTURES = (Element.PICTURE, Element.CAPTION, Element.PICTURE_CREDIT)
_POINTERS = (Element.CONTENTS, Element.INSIDE)
_BESIDE = (BlockRole.ASIDE, BlockRole.LINK, BlockRole.AGAIN, BlockRole.CAPTION, BlockRole.FIGURE)
Key = tuple[GroupKind, object]


def grouped(
    blocks: Sequence[Block], texts: Sequence[str]
) -> tuple[tuple[Block, ...], tuple[GroupKind, ...]]:
    """Blocks of an article, with what each says, as they were painted: what belongs together stands
    together, at the place of its first."""
    places = sorted(range(len(blocks)), key=lambda at: _rank(blocks[at].element))
    keys = _keys([blocks[at] for at in places])
    members: dict[Key | int, list[int]] = {}
    for at, key in zip(places, keys, strict=True):
        members.setdefault(at if key is None else key, []).append(at)
    found: list[Block] = []
    kinds: list[GroupKind] = []
    for one, held in members.items():
        if isinstance(one, int):
            found.append(blocks[one])
            continue
        kinds.append(one[0])
        number = len(kinds)
        if one[0] is GroupKind.TABLE:
            found += _table([blocks[at] for at in held], [texts[at] for at in held], number)
        else:
            own = (replace(blocks[at], group=number) for at in held)
            found += sorted(own, key=_in_group) if one[0] in BREAKOUTS.values() else own
    return tuple(found), tuple(kinds)


def _rank(element: Element) -> int:
    return FIRST.index(element) if element in FIRST else len(FIRST)


def _in_group(block: Block) -> int:
    return block.part


def _keys(blocks: Sequence[Block]) -> list[Key | None]:
    """Of the group of each block; None for one by itself."""
    keys: list[Key | None] = []
    run = 0  # counts what text parts: one list or table from the next
    last: Block | None = None
    for block in blocks:
        element = block.element
        key: Key | None = None
        if element in BREAKOUTS:
            own = Element.POINTS if element is Element.POINTS_TITLE else element
            key = BREAKOUTS[element], own
        elif element in _PICTURES:
            key = GroupKind.FIGURE, block.part
        elif block.role is BlockRole.FIGURE:
            key = GroupKind.FIGURE, (element, len(keys))
        elif element in _POINTERS and block.role in (BlockRole.CAPTION, BlockRole.LINK):
            run += block.role is BlockRole.CAPTION
            key = GroupKind.CONTENTS, (element, run)
        elif block.role not in _BESIDE:
            run += last is None or _parts(last, block)
            last = block
            if block.role is BlockRole.LIST_ITEM:
                key = GroupKind.LIST, run
            elif element in TABLES:
                key = GroupKind.TABLE, run
        keys.append(key)
    return keys


def _parts(last: Block, block: Block) -> bool:
    """Whether one list or table ends between two blocks of text."""
    if last.role is not block.role:
        return True
    new = block.element is Element.TABLE_HEAD and last.part != block.part
    return new or block.role not in (BlockRole.LIST_ITEM, BlockRole.CELL)


def _table(blocks: Sequence[Block], texts: Sequence[str], group: int) -> list[Block]:
    """Cells row by row.  The first column names the rows where it has words in each and the table
    has a heading."""
    rows = {part: row for row, part in enumerate(sorted({block.part for block in blocks}))}
    cells = []
    for block, text in zip(blocks, texts, strict=True):
        heads = "column" if block.element is Element.TABLE_HEAD else ""
        cells.append((Cell(rows[block.part], block.cell.column if block.cell else 0, heads), text))
    first = [text for cell, text in cells if not cell.column and not cell.heading]
    named = any(cell.heading for cell, _ in cells) and all(map(_has_letters, first))
    made = []
    for block, (cell, _) in zip(blocks, cells, strict=True):
        heading = cell.heading or ("row" if named and not cell.column else "")
        made.append(replace(block, group=group, cell=replace(cell, heading=heading)))
    return sorted(made, key=lambda one: (one.cell.row, one.cell.column) if one.cell else (0, 0))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
