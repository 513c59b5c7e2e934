"""The contents page: every section and story with its page, a line of summary, small pictures; each
entry a link.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.layout.edition.volume import CONTENTS_HEAD
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.crop import crop_to
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, plain, rich
from epaper.page.marks import Element, Link, Mark, Origin, PictureMark, Rule
from epaper.page.page import Module
from epaper.page.spread import moved
from epaper.typeset.galley import Line

ORIGIN = Origin(Element.CONTENTS)
GROWTH = 14  # lines by which a picture may grow to fill its column
LEAST_PPI = 115.0
# columns of the grid for one of the list, lines of a summary, of a picture, between entries
WAYS = (
    (2, 3, 16, 1),
    (2, 2, 12, 1),
    (2, 2, 0, 1),
    (2, 1, 12, 1),
    (2, 1, 0, 1),
    (2, 0, 0, 1),
    (1, 2, 0, 1),
    (1, 0, 0, 1),
    (1, 0, 0, 0),
)


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
    """Whether the story's main picture has pixels enough for a frame of these points, however it
    must be cropped.
    """
    if not story.pictures:
        return False
    picture = story.pictures[0]
    shown = min(1.0, width / depth / picture.aspect)
    return picture.width * shown / (width / 72) >= LEAST_PPI


def contents_marks(
    sections: Sequence[tuple[str, Sequence[Entry]]], composer: Composer, pages: int = 1
) -> list[tuple[list[Mark], list[Module]]]:
    """The richest way to say it that fits the pages: with pictures and summaries, fewer, or heads
    alone.
    """
    grid = composer.grid
    lines = grid.lines - CONTENTS_HEAD
    texts = _Texts(composer)
    for columns, summaries, pictures, gap in WAYS:
        span = columns if grid.columns % columns == 0 else 1
        count = grid.columns // span
        flows = _flow(
            sections,
            texts,
            _Way(span, summaries, pictures, gap),
            count * pages,
            lines=lines,
            last=gap == 0,
        )
        if flows is not None:
            return [
                _draw(flows[count * page : count * (page + 1)], composer, span, lines, gap=gap)
                for page in range(pages)
            ]
    raise AssertionError("the last way takes any number of entries")


@dataclass(frozen=True, slots=True)
class _Way:
    span: int  # columns of the grid for one of the list
    summaries: int  # lines at most, about
    picture: int  # lines
    gap: int  # lines between entries


class _Texts:
    """Sets each text once for a width, however many ways are tried."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.known: dict[tuple[str, str, float], tuple[Line, ...]] = {}

    def lines(self, text: str, style: str, measure: float) -> tuple[Line, ...]:
        key = (text, style, measure)
        if key not in self.known:
            styles = self.composer.design.styles
            self.known[key] = self.composer.setter.set_text(
                rich(text), styles[style], measure, ORIGIN
            )
        return self.known[key]


def _pieces(entries: Sequence[Entry], name: str, texts: _Texts, way: _Way) -> list[_Piece]:
    composer = texts.composer
    design, setter, grid = composer.design, composer.setter, composer.grid
    measure = grid.width(way.span)
    head = setter.set_line(rich(name), design.styles["contents_section"], ORIGIN)
    rule = Rule(0, 4, measure, 4, weight=design.heavy_rule * 0.7, colour="accent", origin=ORIGIN)
    found = [_Piece((rule, *composer.put([head], 0, grid.leading * 2.1)), 3, keep=True)]
    if way.picture:
        depth = (way.picture + GROWTH) * grid.leading
        shown = next((e for e in entries if _sharp(e.story, measure, depth)), None)
        if shown:
            found.append(
                _Piece((), way.picture, shown.story, shown.page, picture=shown.story, keep=True)
            )
    for entry in entries:
        number = setter.set_line(
            rich(design.words.number(entry.page)), design.styles["contents_page"], ORIGIN
        )
        inner = measure - 22
        story = entry.story
        text = texts.lines(
            story.headline if way.gap else story.short_headline or story.headline,
            "contents_head",
            inner,
        )
        marks = composer.put([number], measure - number.width, composer.base)
        marks += composer.put(text, 0, composer.base, grid.leading)
        depth_lines = len(text)
        if way.summaries and story.kind is not Kind.BRIEF:
            words = texts.lines(summary_of(story), "contents_text", inner)
            if len(words) <= way.summaries + 1:
                marks += composer.put(
                    words, 0, composer.base + depth_lines * grid.leading, grid.leading
                )
                depth_lines += len(words)
        found.append(_Piece(tuple(marks), depth_lines, story, entry.page))
    return found


def _flow(
    sections: Sequence[tuple[str, Sequence[Entry]]],
    texts: _Texts,
    way: _Way,
    count: int,
    lines: int,
    last: bool,
) -> list[list[_Piece]] | None:
    """Pieces in columns, filled to about the same depth, or None when they do not fit.

    A section that goes on in the next column has its heading there again.
    """
    parts = [_pieces(entries, name, texts, way) for name, entries in sections]
    heads = [part[0] for part in parts for _ in part]
    pieces = [piece for part in parts for piece in part]
    total = sum(p.lines + way.gap for p in pieces)
    if total > count * (lines - 4) and not last:
        return None
    goal = min(lines, math.ceil(total / count) + 2)
    while True:
        columns: list[list[_Piece]] = [[]]
        used = 0
        for i, piece in enumerate(pieces):
            led = i > 0 and pieces[i - 1].keep  # it stays with what is above it
            need = _depth_kept(pieces[i:], way.gap)
            if used and not led and used + need > goal and len(columns) < count:
                columns.append([])
                used = 0
                if piece is not heads[i]:
                    columns[-1].append(heads[i])
                    used = heads[i].lines + way.gap
            columns[-1].append(piece)
            used += piece.lines + way.gap
        if used - way.gap <= lines:
            return columns
        if goal >= lines:
            return columns if last else None
        goal += 1


def _depth_kept(pieces: Sequence[_Piece], gap: int) -> int:
    """Lines of the first piece, and of all that must stand in its column with it."""
    kept = next((i for i, piece in enumerate(pieces) if not piece.keep), len(pieces) - 1)
    return sum(piece.lines for piece in pieces[: kept + 1]) + kept * gap


def _draw(
    flows: list[list[_Piece]], composer: Composer, span: int, lines: int, gap: int
) -> tuple[list[Mark], list[Module]]:
    grid, design = composer.grid, composer.design
    marks: list[Mark] = []
    title = rich(design.words.phrases.contents)
    head = composer.setter.set_line(title, design.styles["section_head"], ORIGIN)
    marks += composer.put([head], grid.type_area.x, grid.y(CONTENTS_HEAD) - 1.6 * grid.leading)
    for index, flow in enumerate(flows):
        free = lines - sum(p.lines + gap for p in flow) + gap
        pictures = sum(p.picture is not None for p in flow)
        grown = min(free, pictures * GROWTH)
        free -= grown
        at = float(CONTENTS_HEAD)
        gaps = max(len(flow) - 1, 1)
        air = min(free / gaps, 4.0)
        for piece in flow:
            depth = piece.lines
            if piece.picture:
                share = grown // pictures
                depth += share
                marks += _picture(
                    piece.picture,
                    piece.page,
                    index * span,
                    at,
                    span=span,
                    lines=depth,
                    composer=composer,
                )
            x, y = grid.x(index * span), grid.y(at)
            marks += [moved(mark, x, y) for mark in piece.marks]
            if piece.story and not piece.picture:
                area = Rect(x, y, grid.width(span), depth * grid.leading)
                marks.append(
                    Link(
                        area,
                        design.words.story_on_page(piece.story.headline, piece.page),
                        piece.page,
                        origin=Origin(Element.CONTENTS, piece.story.slug),
                    )
                )
            at += depth + gap + (air if piece.picture or not piece.keep else 0)
    for edge in range(span, grid.columns, span):
        x = grid.x(edge) - grid.gutter / 2
        marks.append(
            Rule(
                x,
                grid.y(CONTENTS_HEAD),
                x,
                grid.y(grid.lines),
                weight=design.column_rule,
                colour="rule",
                origin=ORIGIN,
            )
        )
    rect = grid.rect(0, 0, grid.columns, grid.lines)
    return marks, [Module(rect, "", "contents", f"{sum(map(len, flows))} entries")]


def _picture(
    story: Story, page: int, column: int, at: float, span: int, lines: int, composer: Composer
) -> list[Mark]:
    grid, picture = composer.grid, story.pictures[0]
    rect = Rect(
        grid.x(column),
        grid.y(at) + composer.rise,
        grid.width(span),
        (lines - 1) * grid.leading + composer.cap,
    )
    crop = crop_to(picture, rect.width / rect.height)
    origin = Origin(Element.CONTENTS, "", 0)
    mark = PictureMark(
        rect,
        picture.digest,
        picture.name,
        crop,
        pixels=(picture.width, picture.height),
        alt=picture.alt or story.headline,
        origin=origin,
    )
    return [
        mark,
        Link(
            rect,
            composer.design.words.story_on_page(story.headline, page),
            page,
            origin=Origin(Element.CONTENTS, story.slug),
        ),
    ]
