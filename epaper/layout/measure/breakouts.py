"""Breakouts set in type: what stands out of the legs, a column wide, in whole grid lines between
two rules.

Positions are points from the left and the top of the first grid line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Copy, Lines
from epaper.model.breakout import Breakout, BreakoutItem, BreakoutKind
from epaper.model.text import Emphasis, RichText, Span, rich
from epaper.page.marks import Element, Origin
from epaper.typeset.scripts import script_of
from epaper.typeset.typesetter import Typesetter

RULE_LINE = 0.8  # grid lines from the top to the rule at the head
FOOT = 0.35  # grid lines from the rule at the foot to the end
PANEL_EDGE = 5.0  # points from the edge of its tint to its text
NUMERAL = 11.0  # points kept for the numeral of a point
FACE_SHARE, FACE_LINES = 0.36, 5  # of the measure and of lines that a speaker's face takes
FACE_GAP = 7.0  # points between it and the name beside it
LEAST_SHRINK = 0.55  # of its size, for a long word
MOST_QUOTE = 5  # lines of a quote that a text offers
LEAST_FIGURE = 20.0  # points: a smaller figure is no big number
UNIT_SHARE = 0.6  # of a figure's size: a word beside it
UNIT_GAP = 0.12  # of a figure's size between the two
_FIGURE = re.compile(r"(\D*\s)?([^\d\s]*\d(?:.*\d)?[^\d\s]*)(\s\D*)?")

_ELEMENTS = {
    BreakoutKind.QUOTE: Element.PULL_QUOTE,
    BreakoutKind.NUMBER: Element.NUMBER,
    BreakoutKind.POINTS: Element.POINTS,
    BreakoutKind.TIMELINE: Element.TIMELINE,
}
_PROPOSED = {
    BreakoutKind.QUOTE: Element.PROPOSED_QUOTE,
    BreakoutKind.NUMBER: Element.PROPOSED_NUMBER,
    BreakoutKind.POINTS: Element.PROPOSED_POINTS,
}


@dataclass(frozen=True, slots=True)
class Put:
    """Lines of type, the first baseline at `y`, `step` points apart."""

    lines: Lines
    x: float
    y: float
    step: float


@dataclass(frozen=True, slots=True)
class SetBreakout:
    depth: int  # grid lines, rules and air included
    puts: tuple[Put, ...] = ()
    panel: bool = False  # it stands on a tint
    face: Rect | None = None  # of the speaker, from the left of the text and the top


def text_base(design: Design, setter: Typesetter) -> float:
    """Points from the top of a grid line's cell to its baseline."""
    body = design.styles["body"]
    return (design.grid.leading + text_cap(design, setter)) / 2 + 0.06 * body.size


def text_cap(design: Design, setter: Typesetter) -> float:
    """The height of the text's capitals in points."""
    body = design.styles["body"]
    metrics = setter.book.metrics(body.face)
    return body.size * metrics.cap_height / metrics.units_per_em


def set_breakout(copy: Copy, breakout: Breakout, design: Design, setter: Typesetter) -> SetBreakout:
    return _Setting(copy, breakout, design, setter).set()


class _Setting:
    """Of one breakout, line under line."""

    def __init__(self, copy: Copy, breakout: Breakout, design: Design, setter: Typesetter) -> None:
        self.breakout, self.design, self.setter = breakout, design, setter
        tinted = design.breakout_panels and breakout.kind is not BreakoutKind.QUOTE
        self.panel = tinted and not copy.inset  # no tint on a tint
        self.edge = PANEL_EDGE if self.panel else 0.0
        self.measure = design.grid.column - 2 * (copy.inset + self.edge)
        self.story = copy.story
        self.leading, self.base = design.grid.leading, text_base(design, setter)
        element = (_PROPOSED if breakout.proposed else _ELEMENTS)[breakout.kind]
        self.origin = Origin(element, copy.slug)  # `part`: a line of it, an item of a list
        self.own = Origin(Element.FURNITURE, copy.slug)  # words of the paper, not of the story

    def set(self) -> SetBreakout:
        make = {
            BreakoutKind.QUOTE: self._quote,
            BreakoutKind.NUMBER: self._number,
            BreakoutKind.POINTS: self._points,
            BreakoutKind.TIMELINE: self._timeline,
        }[self.breakout.kind]
        puts = tuple(replace(put, x=put.x + self.edge) for put in make(self.breakout.items))
        foot = max(put.y + (len(put.lines) - 1) * put.step for put in puts)
        depth = math.floor((foot - self.base) / self.leading + 0.01) + 2
        face = self._face_box() if self.breakout.face >= 0 else None
        return SetBreakout(depth, puts, self.panel, face)

    def _face_box(self) -> Rect:
        """From a little under the rule to a baseline."""
        top = (RULE_LINE + 0.5) * self.leading
        return Rect(0.0, top, FACE_SHARE * self.measure, self._baseline(FACE_LINES) - top)

    def _baseline(self, line: float) -> float:
        return self.base + line * self.leading

    def _text(self, text: RichText, style: str, x: float, y: float, *, part: int = 0) -> Put:
        """In smaller type where a word is wider than the column, down to LEAST_SHRINK."""
        set_in, measure = self.design.styles[style], self.measure - x
        origin = replace(self.origin, part=part)
        lines = self.setter.set_text(text, set_in, measure, origin)
        widest = max((line.width for line in lines), default=0.0)
        if widest > measure:
            size = set_in.size * max(LEAST_SHRINK, measure / widest * 0.999)
            lines = self.setter.set_text(text, replace(set_in, size=size), measure, origin)
        return Put(lines, x, y, set_in.leading)

    def _quote(self, items: Sequence[BreakoutItem]) -> Iterator[Put]:
        """The words large, and under them who said them."""
        item = items[0]
        if self.breakout.face >= 0:
            yield from self._quote_with_face(item)
            return
        words = self._text(rich(item.words), "pull_quote", 0.0, self._baseline(2.2))
        yield words
        if item.lead:
            after = words.y + (len(words.lines) - 1) * words.step + 1.2 * self.leading
            by = self._text(rich(item.lead), "pull_quote_by", 0.0, after, part=1)
            yield replace(by, step=self.leading)

    def _quote_with_face(self, item: BreakoutItem) -> Iterator[Put]:
        """Beside the face who it is, under both the words, and at the foot the picture's credit."""
        foot = FACE_LINES
        if item.lead:
            beside = self._face_box().right + FACE_GAP
            by = self._text(rich(item.lead), "pull_quote_by", beside, 0.0, part=1)
            foot = max(foot, len(by.lines))
            first = self._baseline(foot - len(by.lines) + 1)
            yield replace(by, y=first, step=self.leading)
        words = self._text(rich(item.words), "pull_quote", 0.0, self._baseline(foot + 2.0))
        yield words
        credit = self.story.pictures[self.breakout.face].credit if self.story else ""
        if credit:
            origin = Origin(Element.PICTURE_CREDIT, self.origin.story, self.breakout.face)
            style = self.design.styles["picture_credit"]
            lines = self.setter.set_text(rich(credit), style, self.measure, origin)
            after = words.y + (len(words.lines) - 1) * words.step + 1.1 * self.leading
            yield Put(lines, 0.0, after, style.leading)

    def _number(self, items: Sequence[BreakoutItem]) -> Iterator[Put]:
        """The figure, as large as the column lets it be and a word beside it smaller, and under it
        what it counts."""
        item, style = items[0], self.design.styles["big_number"]
        size = style.size * figure_share(item.lead, self.measure, self.design, self.setter)
        metrics = self.setter.book.metrics(style.face)
        cap = metrics.cap_height / metrics.units_per_em * size
        line = math.ceil((1.5 * self.leading + cap - self.base) / self.leading - 0.01)
        x = 0.0
        for text, share in figure_parts(item.lead):
            sized = replace(style, size=size * share)
            put = self.setter.set_line(rich(text), sized, self.origin)
            yield Put((put,), x, self._baseline(line), self.leading)
            x += put.width + UNIT_GAP * size
        low = "," in item.lead or any(map(script_of, item.lead))  # what hangs under it
        below = self._baseline(line + (2 if low else 1.3))
        told = self._text(rich(item.words), "points", 0.0, below, part=1)
        yield replace(told, step=self.leading)

    def _points(self, items: Sequence[BreakoutItem]) -> Iterator[Put]:
        """Numbered, under a title of the paper's."""
        title = self.design.styles["points_title"]
        over = self.own  # what the text says already is not told again, nor what it is
        if not self.breakout.proposed:
            over = replace(self.own, element=Element.POINTS_TITLE)
        words = self.setter.set_line(rich(self.design.words.phrases.in_short), title, over)
        yield Put((words,), 0.0, self._baseline(1.3), self.leading)
        line = 2.3
        numeral = self.design.styles["points_title"]
        for number, item in enumerate(items, start=1):
            one = rich(self.design.words.number(number))
            yield Put((self.setter.set_line(one, numeral, self.own),), 0.0, self._baseline(line), 0)
            base = self._baseline(line)
            put = self._text(rich(item.words), "points", NUMERAL, base, part=number - 1)
            yield replace(put, step=self.leading)
            line += len(put.lines)

    def _timeline(self, items: Sequence[BreakoutItem]) -> Iterator[Put]:
        """Dates in bold, run in before what happened."""
        line = 1.3
        for number, item in enumerate(items):
            text = (Span(f"{item.lead} ", Emphasis.BOLD), Span(item.words))
            put = self._text(text, "points", 0.0, self._baseline(line), part=number)
            yield replace(put, step=self.leading)
            line += len(put.lines)


def is_brief(item: BreakoutItem, design: Design, setter: Typesetter) -> bool:
    """Whether a quote that a text offers is short enough in a column to be read at a glance."""
    style = design.styles["pull_quote"]
    lines = setter.set_text(rich(item.words), style, design.grid.column, Origin(Element.PROPOSED))
    return len(lines) <= MOST_QUOTE


def is_readable(item: BreakoutItem, design: Design, setter: Typesetter) -> bool:
    """Whether a figure stands large enough in a column to be called a big number."""
    share = figure_share(item.lead, design.grid.column, design, setter)
    return design.styles["big_number"].size * share >= LEAST_FIGURE


def figure_parts(figure: str) -> tuple[tuple[str, float], ...]:
    """A figure and a word before or after it ("percent", "million"), and the share of the size in
    which each is set; a sign is of one piece with it."""
    found = _FIGURE.fullmatch(figure)
    if found is None:
        return ((figure, 1.0),)
    shares = (UNIT_SHARE, 1.0, UNIT_SHARE)
    pieces = zip(found.groups(default=""), shares, strict=True)
    return tuple((text.strip(), share) for text, share in pieces if text.strip())


def figure_share(figure: str, measure: float, design: Design, setter: Typesetter) -> float:
    """Of the size of big numbers, for it to stand in a measure with its units."""
    style, parts = design.styles["big_number"], figure_parts(figure)
    wide = sum(setter.width(text, replace(style, size=style.size * share)) for text, share in parts)
    wide += UNIT_GAP * style.size * (len(parts) - 1)
    return min(1.0, measure / wide * 0.999) if wide else 1.0
