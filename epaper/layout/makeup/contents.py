"""The contents drawn: every section and story with its page and a line of summary, each entry a
link; a rail beside the news, half a page, or whole pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from epaper.geometry import Rect
from epaper.layout.makeup.clearing import parted
from epaper.layout.makeup.compose import Composer
from epaper.layout.measure.entries import Sections
from epaper.layout.measure.listing import ORIGIN, UNDER_RULE, Drawn, Filled, Frame
from epaper.layout.measure.pouring import Piece
from epaper.model.text import rich
from epaper.page.marks import Element, Link, Mark, Origin, Rule
from epaper.page.page import Module
from epaper.page.spread import moved
from epaper.work.kept import find, keep

CONTENTS = "contents"
MOST_AIR = 1.2  # lines between entries beyond their gap, where a frame is to be filled
MORE_AIR = 0.35  # lines more in one column than in the fullest, which nobody sees
CAPITALS = 0.72  # about their height, of a heading's size
CLEAR = 2.5  # points between marks on letters and a rule
AT_FOOT = 0.85  # of that size: the title of a list under news
PARTED = 0.3  # lines by which an entry's lines hang lower at most where strokes would meet


def contents_marks(
    sections: Sections, composer: Composer, frames: Sequence[Frame]
) -> tuple[Drawn, ...]:
    """The list in frames of one size, the richest way that they take, by frame; kept between runs
    where faces had every letter, for one that is missing is told when it is set."""
    told = (composer.listing.told(sections), tuple(frames))
    facts = (composer.fitter.digest, told)

    def drawn() -> tuple[Drawn, ...]:
        for known in find(CONTENTS, facts):
            return known  # type: ignore[no-any-return]
        made = tuple(_drawn(sections, composer, frames))
        if not composer.setter.findings:
            keep(CONTENTS, facts, made)
        return made

    return composer.listing.drawn.of(told, drawn)


def _drawn(sections: Sections, composer: Composer, frames: Sequence[Frame]) -> Iterator[Drawn]:
    listing = composer.listing
    found = listing.filled(sections, frames) or listing.overfull(sections, frames)
    a_frame = frames[0].columns // found.way.span
    for place, frame in enumerate(frames):
        columns = found.columns[a_frame * place : a_frame * (place + 1)]
        yield _frame(columns, found, frame, composer)


def _frame(
    columns: Sequence[Sequence[Piece]], found: Filled, frame: Frame, composer: Composer
) -> Drawn:
    grid, span = composer.grid, found.way.span
    marks = _head(frame, composer)
    common = min(_air(column, found, frame) for column in columns)
    for place, column in enumerate(columns):
        at = frame.column + place * span
        air = min(_air(column, found, frame), common + MORE_AIR)
        marks += _column(column, found, frame, at, air=air, composer=composer)
    inner = range(frame.column + span, frame.column + frame.columns, span)
    sides = [edge for edge in (frame.column, frame.column + frame.columns) if frame.rail]
    edges = [*inner, *(edge for edge in sides if 0 < edge < grid.columns)]
    for edge in edges:
        x = grid.x(edge) - grid.gutter / 2
        top = frame.line if edge in sides else frame.line + frame.head
        foot = frame.line + frame.lines
        marks.append(
            Rule(
                x,
                grid.y(top),
                x,
                grid.y(foot),
                weight=composer.design.column_rule,
                colour="rule",
                origin=ORIGIN,
            )
        )
    rect = grid.rect(frame.column, frame.line, frame.columns, frame.lines)
    entries = sum(piece.entry is not None for column in columns for piece in column)
    return tuple(marks), (Module(rect, "", "contents", f"{entries} entries"),)


def _air(pieces: Sequence[Piece], found: Filled, frame: Frame) -> float:
    """Lines between entries beyond their gap, so that a column fills the frame."""
    gap = found.way.gap
    used = sum(piece.lines + gap for piece in pieces) - gap
    after = sum(piece.entry is not None for piece in pieces[:-1])
    return min(MOST_AIR, max(0.0, frame.lines - frame.head - used) / max(after, 1))


def _head(frame: Frame, composer: Composer) -> list[Mark]:
    """The title; over a rule where news stands beside or above it."""
    grid, design = composer.grid, composer.design
    x, y = grid.x(frame.column), grid.y(frame.line)
    beside = frame.rail or frame.at_foot
    style = design.styles["contents_section" if beside else "section_head"]
    if frame.at_foot:
        style = replace(style, size=style.size * AT_FOOT)
    title, setter = rich(design.words.phrases.contents), composer.setter
    line = setter.set_line(title, style, ORIGIN)
    base = 2.0 if frame.rail else frame.head - (0.16 if frame.at_foot else 1.6)
    rise, drop = setter.stacked(line)
    if frame.at_foot and rise:  # its marks stand in the middle between two rules
        room = frame.head * grid.leading
        size = style.size * min(1.0, (room - 2 * CLEAR) / (rise + drop))
        share = size / style.size
        line = setter.set_line(title, replace(style, size=size), ORIGIN)
        base = (composer.rise + (room + (rise - drop) * share) / 2) / grid.leading
    marks = composer.put([line], x, y + base * grid.leading)
    if frame.lines < grid.lines or frame.rail:
        top = y + composer.rise
        right = x + grid.width(frame.columns)
        weight = design.heavy_rule
        marks.append(Rule(x, top, right, top, weight=weight, colour="accent", origin=ORIGIN))
    return marks


def _column(
    pieces: Sequence[Piece],
    found: Filled,
    frame: Frame,
    column: int,
    *,
    air: float,
    composer: Composer,
) -> list[Mark]:
    """One column of the list, its entries `air` lines farther apart than their gap."""
    grid, gap = composer.grid, found.way.gap
    x, at = grid.x(column), float(frame.line + frame.head)
    width = grid.width(found.way.span)
    marks: list[Mark] = []
    for piece in pieces:
        if piece.entry:
            marks += _entry(piece, x, at, width, composer=composer)
        else:
            marks += _heading(piece, x, at, width, composer=composer)
        at += piece.lines + gap + (air if piece.entry else 0)
    return marks


def _heading(piece: Piece, x: float, at: float, width: float, composer: Composer) -> list[Mark]:
    """A section's name under a rule; letters with marks stand clear of that."""
    design, y = composer.design, composer.grid.y(at) + composer.rise
    style = design.styles[piece.style]
    main = piece.style == "contents_section"
    weight = design.heavy_rule * 0.7 if main else design.module_rule
    rule = Rule(x, y, x + width, y, weight=weight, colour="accent", origin=ORIGIN)
    rise, _ = composer.setter.stacked(piece.text[0]) if piece.text else (0.0, 0.0)
    base = y + max(UNDER_RULE * composer.grid.leading + style.size * CAPITALS, rise + CLEAR)
    return [rule, *composer.put(piece.text, x, base, style.leading)]


def _entry(piece: Piece, x: float, at: float, width: float, composer: Composer) -> list[Mark]:
    """A headline, its page, its summary; all of it a link."""
    assert piece.entry is not None
    grid, design, entry = composer.grid, composer.design, piece.entry
    number = composer.setter.set_line(
        rich(design.words.number(entry.page)), design.styles["contents_page"], ORIGIN
    )
    marks = composer.put([number], width - number.width, composer.base)
    lines = (*piece.text, *piece.summary)  # the summary's words clear of the headline's as well
    put = composer.put(lines, 0, composer.base, grid.leading)
    if design.words.direction == "rtl":
        put = parted(put, PARTED * grid.leading, composer.setter.book)
    marks += put
    y = grid.y(at)
    link = Link(
        Rect(x, y, width, piece.lines * grid.leading),
        design.words.story_on_page(entry.story.headline, entry.page),
        entry.page,
        origin=Origin(Element.CONTENTS, entry.story.slug),
    )
    return [*(moved(mark, x, y) for mark in marks), link]
