"""The contents page: every section and story with its page, a line of summary, small pictures; each entry a link."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.layout.compose import Composer
from epaper.layout.crop import crop_to
from epaper.layout.furniture import shift
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, plain, rich
from epaper.page.marks import Element, Link, Mark, Origin, PictureMark, Rule
from epaper.page.page import Module

ORIGIN = Origin(Element.CONTENTS)
HEAD_LINES = 5  # of the page's own heading
GROWTH = 14  # lines by which a picture may grow to fill its column
LEAST_PPI = 115.0


@dataclass(frozen=True, slots=True)
class Entry:
    story: Story
    page: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something of fixed depth in a column; `stretch` may take more lines (a picture)."""

    marks: tuple[Mark, ...]
    lines: int
    story: Story | None = None
    page: int = 0
    picture: Story | None = None
    keep: bool = False  # not at a column's foot


def summary_of(story: Story) -> str:
    """The editor's summary, else the deck, else the first sentence, whole."""
    if story.summary or story.deck:
        return story.summary or story.deck
    first = next((plain(b.text) for b in story.body if isinstance(b, Paragraph)), "")
    for end in (". ", "! ", "? ", ".\u201d "):
        if end in first:
            return first.split(end)[0] + end.strip()
    return first


def _sharp(story: Story, width: float, depth: float) -> bool:
    """Whether the story's main picture has pixels enough for a frame of these points, however it must be cropped."""
    if not story.pictures:
        return False
    picture = story.pictures[0]
    shown = min(1.0, width / depth / picture.aspect)
    return picture.width * shown / (width / 72) >= LEAST_PPI


def contents_marks(
    sections: Sequence[tuple[str, Sequence[Entry]]], composer: Composer, title: str = "Contents"
) -> tuple[list[Mark], list[Module]]:
    """The richest way to say it that fits the page: with pictures and summaries, fewer, or heads alone."""
    grid = composer.grid
    lines = grid.lines - HEAD_LINES
    for columns, summaries, pictures in ((2, 3, 16), (2, 2, 12), (2, 2, 0), (2, 0, 0), (1, 2, 0), (1, 0, 0)):
        span = columns if grid.columns % columns == 0 else 1
        count = grid.columns // span
        flows = _flow(sections, composer, span, summaries, pictures, count, lines)
        if flows is not None:
            return _draw(flows, composer, span, lines, title)
    flows = _flow(sections, composer, 1, 0, 0, grid.columns, lines, most=grid.columns * lines)
    return _draw(flows or [], composer, 1, lines, title)


def _pieces(
    entries: Sequence[Entry], name: str, composer: Composer, span: int, summaries: int, picture: int
) -> list[_Piece]:
    design, setter, grid = composer.design, composer.setter, composer.grid
    measure = grid.width(span)
    head = setter.set_line(rich(name), design.styles["contents_section"], ORIGIN)
    rule = Rule(0, 4, measure, 4, design.heavy_rule * 0.7, "accent", ORIGIN)
    found = [_Piece((rule, *composer.put([head], 0, grid.leading * 2.1)), 3, keep=True)]
    shown = next((e for e in entries if _sharp(e.story, measure, (picture + GROWTH) * grid.leading)), None)
    shown = shown if picture else None
    if shown:
        found.append(_Piece((), picture, shown.story, shown.page, shown.story))
    for entry in entries:
        number = setter.set_line(rich(str(entry.page)), design.styles["contents_page"], ORIGIN)
        inner = measure - 22
        text = setter.set_text(rich(entry.story.headline), design.styles["contents_head"], inner, ORIGIN)
        marks = composer.put([number], measure - number.width, composer.base)
        marks += composer.put(text, 0, composer.base, grid.leading)
        depth = len(text)
        if summaries and entry.story.kind is not Kind.BRIEF:
            words = setter.set_text(rich(summary_of(entry.story)), design.styles["contents_text"], inner, ORIGIN)
            if len(words) <= summaries + 1:
                marks += composer.put(words, 0, composer.base + depth * grid.leading, grid.leading)
                depth += len(words)
        found.append(_Piece(tuple(marks), depth, entry.story, entry.page))
    return found


def _flow(
    sections: Sequence[tuple[str, Sequence[Entry]]], composer: Composer, span: int, summaries: int, picture: int,
    count: int, lines: int, most: int = 0,
) -> list[list[_Piece]] | None:  # fmt: skip
    """Pieces in columns, filled to about the same depth, or None when they do not fit."""
    pieces = [p for name, entries in sections for p in _pieces(entries, name, composer, span, summaries, picture)]
    total = sum(p.lines + 1 for p in pieces)
    if total > count * (lines - 4) and not most:
        return None
    goal = min(lines, math.ceil(total / count) + 2)
    while True:
        columns: list[list[_Piece]] = [[]]
        used = 0
        for i, piece in enumerate(pieces):
            need = piece.lines + (pieces[i + 1].lines + 1 if piece.keep and i + 1 < len(pieces) else 0)
            if used and used + need > goal and len(columns) < count:
                columns.append([])
                used = 0
            columns[-1].append(piece)
            used += piece.lines + 1
        if used - 1 <= lines:
            return columns
        if goal >= lines:
            return columns if most else None
        goal += 1


def _draw(
    flows: list[list[_Piece]], composer: Composer, span: int, lines: int, title: str
) -> tuple[list[Mark], list[Module]]:
    grid, design = composer.grid, composer.design
    marks: list[Mark] = []
    head = composer.setter.set_line(rich(title), design.styles["section_head"], ORIGIN)
    marks += composer.put([head], grid.type_area.x, grid.y(HEAD_LINES) - 1.6 * grid.leading)
    for index, flow in enumerate(flows):
        free = lines - sum(p.lines + 1 for p in flow) + 1
        pictures = sum(p.picture is not None for p in flow)
        grown = min(free, pictures * GROWTH)
        free -= grown
        at = float(HEAD_LINES)
        gaps = max(len(flow) - 1, 1)
        air = min(free / gaps, 4.0)
        for piece in flow:
            depth = piece.lines
            if piece.picture:
                share = grown // pictures
                depth += share
                marks += _picture(piece.picture, piece.page, index * span, at, span, depth, composer)
            x, y = grid.x(index * span), grid.y(at)
            for mark in shift(piece.marks, x, y):
                if isinstance(mark, Rule):
                    mark = Rule(x + mark.x0, y + mark.y0, x + mark.x1, y + mark.y1, mark.weight, mark.colour, ORIGIN)
                marks.append(mark)
            if piece.story and not piece.picture:
                area = Rect(x, y, grid.width(span), depth * grid.leading)
                marks.append(Link(area, f"{piece.story.headline}, page {piece.page}", piece.page, origin=ORIGIN))
            at += depth + 1 + (air if not piece.keep else 0)
    for edge in range(span, grid.columns, span):
        x = grid.x(edge) - grid.gutter / 2
        marks.append(Rule(x, grid.y(HEAD_LINES), x, grid.y(grid.lines), design.column_rule, "rule", ORIGIN))
    rect = grid.rect(0, 0, grid.columns, grid.lines)
    return marks, [Module(rect, "", "contents", f"{sum(map(len, flows))} entries")]


def _picture(story: Story, page: int, column: int, at: float, span: int, lines: int, composer: Composer) -> list[Mark]:
    grid, picture = composer.grid, story.pictures[0]
    rect = Rect(grid.x(column), grid.y(at) + composer.rise, grid.width(span), (lines - 1) * grid.leading + composer.cap)
    crop = crop_to(picture, rect.width / rect.height)
    origin = Origin(Element.CONTENTS, "", 0)
    mark = PictureMark(
        rect, picture.path, picture.name, crop, (picture.width, picture.height), picture.alt or story.headline, origin
    )
    return [mark, Link(rect, f"{story.headline}, page {page}", page, origin=ORIGIN)]
