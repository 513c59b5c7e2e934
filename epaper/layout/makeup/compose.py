"""From a placed item to marks: every line of it at its place on the grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, pairwise

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.layout.makeup.captions import CAPTION_BASE, UNDER_PICTURE, deeper_by
from epaper.layout.makeup.chart import chart_marks
from epaper.layout.makeup.clearing import cleared
from epaper.layout.makeup.crop import crop_to, face_crop, whole_in
from epaper.layout.makeup.module_rules import rule_over
from epaper.layout.makeup.rails import evened
from epaper.layout.measure.breakouts import FOOT, RULE_LINE, text_base, text_cap
from epaper.layout.measure.copy import GATHERED, Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.heads import UNDER_KICKER
from epaper.layout.measure.pinned import RAIL
from epaper.layout.measure.shapes import BreakoutPlace, PicturePlace, Shape
from epaper.layout.search.page import Placed
from epaper.model.picture import PictureRole
from epaper.model.story import Kind
from epaper.model.text import rich
from epaper.page.marks import Element, Fill, GlyphRun, Link, Mark, Origin, PictureMark, Rule
from epaper.page.page import Module
from epaper.typeset.galley import Line
from epaper.work.fence import CHART, fence

LABEL_GAP = 0.3  # em between a guest's section and its kicker
# grid lines by which a headline stands lower in its block; what it leaves there is white under it
MOST_DROP = 0.5
# em of the title over briefs or a rail: its capitals, about, and from its baseline to its rule
TITLE_CAPITALS, UNDER_TITLE = 0.7, 0.28


class Composer:
    """Draws placed items; `base` is the baseline's distance from the top of a grid line's cell."""

    def __init__(self, design: Design, fitter: Copyfitter) -> None:
        self.fitter = fitter
        self.design, self.display, self.setter, self.grid = (
            design,
            fitter.display,
            fitter.setter,
            design.grid,
        )
        self.headlines = fitter.headlines
        self.listing = fitter.listing
        self.cap = text_cap(design, self.setter)
        self.base = text_base(design, self.setter)

    @property
    def rise(self) -> float:
        """From the top of a grid line's cell to the top of its capitals: where pictures and
        headlines begin.
        """
        return self.base - self.cap

    def baseline(self, line: float) -> float:
        return self.grid.y(line) + self.base

    def module(
        self, item: Item, placed: Placed, kind: str, top: int = 0
    ) -> tuple[list[Mark], Module]:
        """Marks of a placed item on a page whose news begins at line `top`."""
        with fence(item.slug):
            return self._module(item, placed, kind, top)

    def _module(self, item: Item, placed: Placed, kind: str, top: int) -> tuple[list[Mark], Module]:
        shape, column, line = placed.shape, placed.column, placed.line
        if shape.head and not item.copy.pad and (line > top or shape.head_line):
            # air stands over a headline, which belongs to its text; at the page's head it has to
            # stand under it
            shape = replace(shape, head_line=shape.head_line + shape.air, air=0)
        marks: list[Mark] = self._panel(item, shape, column, line)
        marks += self._head(item, shape, column, line)
        for place in shape.pictures:
            more = deeper_by(place, item, shape, self.display)
            marks += self._picture(item, place, column, line, more=more)
        marks += self._byline(item, shape, column, line)
        for breakout in shape.breakouts:
            marks += self._breakout(item, breakout, column, line)
        marks += self._legs(item, placed)
        rect = self.grid.rect(column, line, shape.columns, shape.lines)
        return marks, Module(rect, item.slug, kind, shape.note)

    def _panel(self, item: Item, shape: Shape, column: int, line: int) -> list[Mark]:
        """The tint under a fact box or a leader, ruled at its head; a rule over agate and standing
        items.
        """
        x, width = self.grid.x(column), self.grid.width(shape.columns)
        top, foot = self.grid.y(line) + self.rise, self.baseline(line + shape.lines - 1) + 2
        if item.copy.pad:
            return [
                Fill(Rect(x, top, width, foot - top), "tint"),
                Rule(x, top, x + width, top, weight=self.design.heavy_rule, colour="accent"),
            ]
        if item.copy.size or (
            item.copy.story and item.copy.story.kind is Kind.AGATE and item.kind == "story"
        ):
            y = rule_over(line, self.design, self.rise)
            return [Rule(x, y, x + width, y, weight=self.design.heavy_rule * 0.6)]
        return []

    def put(self, lines: Iterable[Line], x: float, y: float, step: float = 0.0) -> list[Mark]:
        """Lines with their first baseline at y, `step` points apart, clear of each other."""
        marks = self._put(lines, x, y, step)
        rightward = self.design.words.direction != "rtl"
        return marks if rightward or not step else cleared(marks, step, self.setter.book)

    def _put(self, lines: Iterable[Line], x: float, y: float, step: float) -> list[Mark]:
        marks: list[Mark] = []
        for i, line in enumerate(lines):
            marks += [replace(run, x=run.x + x, y=run.y + y + i * step) for run in line.runs]
            marks += [
                replace(r, x0=r.x0 + x, x1=r.x1 + x, y0=r.y0 + y + i * step, y1=r.y1 + y + i * step)
                for r in line.rules
            ]
        return marks

    def _head(self, item: Item, shape: Shape, column: int, line: int) -> list[Mark]:
        x, at = self.grid.x(column) + item.copy.inset, line + shape.head_line
        width = self.grid.width(shape.head_columns) - 2 * item.copy.inset
        styles = self.design.styles
        if item.kind in GATHERED:
            top = self.grid.y(at) + self.rise
            origin, style = Origin(Element.FURNITURE), styles["briefs_title"]
            metrics = self.setter.book.metrics(style.face)
            stacked = metrics.stacks / metrics.units_per_em  # letters with marks need more room
            base = top + max(TITLE_CAPITALS, metrics.rise * stacked) * style.size
            # every head under it at one distance
            y = base + max(UNDER_TITLE, metrics.drop * stacked) * style.size
            if item.kind == RAIL and len(item.copy.stories) == 1:  # it is its story's headline
                origin = Origin(Element.HEADLINE, item.copy.stories[0].slug)
                style, base, y = styles["brief_head"], self.baseline(at + 0.85), top
            words = rich(item.copy.headline.words)
            title = self.setter.set_line(words, style, origin)
            rule = Rule(x, y, x + width, y, weight=self.design.heavy_rule)
            return [rule, *self.put([title], x, base)]
        marks: list[Mark] = []
        drop = self._drop(item, shape)
        if shape.kicker:
            marks += self.put(self._kicker(item, width), x, self.baseline(at) - 1.5 + drop)
        if shape.head and item.copy.headline.style:
            element = Element.JUMP_HEAD if item.kind == "jump" else Element.HEADLINE
            size = shape.head.size
            lines = self.setter.set_headline(
                shape.head.cut,
                item.copy.headline.style,
                size,
                width,
                origin=Origin(element, item.slug),
            )
            first = (
                self.grid.y(at + shape.kicker)
                + self.rise
                + drop
                + UNDER_KICKER * bool(shape.kicker)
                + shape.head.cut.rise * size
            )
            marks += self.put(lines, x, first, self.headlines.step(shape.head.cut, size))
        if shape.deck and shape.head:
            spare = self.headlines.spare(shape.head, item)
            rise = self.display.deck_rise(item.copy, shape.head_columns, shape.deck, spare)
            top = self.grid.y(at + shape.kicker + shape.head.lines - rise)
            deck = self.display.deck(item.copy, shape.head_columns)
            leading = self.display.deck_style(shape.head_columns).leading
            marks += self.put(deck, x, top + 0.74 * leading, leading)
        return marks

    def _drop(self, item: Item, shape: Shape) -> float:
        """Points by which a headline stands lower in the whole lines of its block, so that the
        white between it and its text is about the same everywhere, and neither it nor the white
        over a headline is ever a line more than elsewhere; a deck has its own distance, and where
        air stands under a headline there is no more of it."""
        if shape.head is None or shape.deck:
            return 0.0
        spare = self.headlines.spare(shape.head, item)
        return min(1.0 if shape.air else MOST_DROP, max(0.0, spare)) * self.grid.leading

    def _kicker(self, item: Item, width: float) -> tuple[Line, ...]:
        """A guest's section and the kicker on one line, in smaller type where it is longer: no word
        of it is left out."""
        copy, style = item.copy, self.design.styles["kicker"]
        own = copy.story is not None and copy.kicker == copy.story.kicker
        kicker = (copy.kicker, Origin(Element.KICKER, item.slug if own else ""))
        label = (item.ask.label, Origin(Element.FURNITURE, item.slug))
        if copy.kicker.casefold() == item.ask.label.casefold():
            label = ("", label[1])
        elif copy.kicker and item.ask.label:
            label = (f"{item.ask.label}{self.design.words.separator.rstrip()}", label[1])
        wide = sum(self.setter.width(words, style) for words, _ in (label, kicker))
        wide += LABEL_GAP * style.size * bool(label[0] and kicker[0])
        if wide > width:
            style = replace(style, size=style.size * width / wide * 0.999)
        lines: list[Line] = []
        x = 0.0
        for words, origin in (label, kicker):
            if words:
                line = self.setter.set_line(rich(words), style, origin)
                runs = tuple(replace(run, x=run.x + x) for run in line.runs)
                lines.append(replace(line, runs=runs))
                x += self.setter.width(words, style) + LABEL_GAP * style.size
        return tuple(lines)

    def _byline(self, item: Item, shape: Shape, column: int, line: int) -> list[Mark]:
        if not shape.byline:
            return []
        x, at = self.grid.x(column) + item.copy.inset, line + shape.legs_line
        name, role = self.display.byline(item.copy)
        leading = self.display.byline_style(item.copy).leading
        beside = self.display.role_beside(item.copy)
        after = at + self.display.byline_lines(item.copy) - (0 if beside else len(role))
        first = self.baseline(after - 1) - (len(name) - 1) * leading
        return [
            *self.put(name, x, first, leading),
            *self.put(role, x + beside, self.baseline(after - bool(beside)), self.grid.leading),
        ]

    def _breakout(self, item: Item, place: BreakoutPlace, column: int, line: int) -> list[Mark]:
        """A breakout between two rules, or on a tint under one."""
        x, at = self.grid.x(column + place.column) + item.copy.inset, line + place.line
        right, y = x + self.grid.column - 2 * item.copy.inset, self.grid.y(at)
        top = y + RULE_LINE * self.grid.leading
        foot = y + (place.lines - FOOT) * self.grid.leading
        breakout = self.display.breakout(item.copy, place.index)
        weight = self.design.heavy_rule * 0.75
        marks: list[Mark] = [Rule(x, top, right, top, weight=weight, colour="accent")]
        if breakout.panel:
            marks.insert(0, Fill(Rect(x, top, right - x, foot - top), "tint"))
        if breakout.face:
            shown = item.copy.breakouts[place.index].face
            marks.append(self._face(item, shown, breakout.face.moved(x, y)))
        for put in breakout.puts:
            marks += self.put(put.lines, x + put.x, y + put.y, put.step)
        if not breakout.panel:
            weight = self.design.module_rule
            marks.append(Rule(x, foot, right, foot, weight=weight, colour="accent"))
        return marks

    def _face(self, item: Item, index: int, box: Rect) -> Mark:
        """A speaker's face in its quote."""
        assert item.copy.story is not None
        picture = item.copy.story.pictures[index]
        return PictureMark(
            box,
            picture.digest,
            picture.name,
            face_crop(picture, box.width / box.height),
            pixels=(picture.width, picture.height),
            alt=picture.alt or "",
            origin=Origin(Element.PICTURE, item.slug, index),
        )

    def _picture(
        self, item: Item, place: PicturePlace, column: int, line: int, more: int = 0
    ) -> list[Mark]:
        """A picture `more` lines deeper than its place says, over its caption and credit."""
        x, top = (
            self.grid.x(column + place.column) + item.copy.inset,
            self.grid.y(line + place.line) + self.rise,
        )
        width = self.grid.width(place.columns) - 2 * item.copy.inset
        bottom = self.baseline(line + place.line + place.lines - place.caption - 1 + more)
        rect = Rect(x, top, width, bottom - top)
        if place.index < 0:
            assert item.copy.chart is not None
            origin = Origin(Element.CHART, item.slug)
            with fence(item.slug, CHART):
                return chart_marks(item.copy.chart, rect, self.design, self.setter, origin=origin)
        picture = item.copy.pictures[place.index]
        origin = Origin(Element.PICTURE, item.slug, place.index)
        crop = crop_to(picture, rect.width / rect.height)
        # a crossword loses no square, a cut-out no edge
        if item.copy.size or picture.role is PictureRole.CUT_OUT:
            rect, crop = whole_in(picture, rect), (0.0, 0.0, 1.0, 1.0)
        marks: list[Mark] = [
            PictureMark(
                rect,
                picture.digest,
                picture.name,
                crop,
                pixels=(picture.width, picture.height),
                alt=picture.alt or "",
                origin=origin,
            )
        ]
        style = self.design.styles["caption"]
        caption = self.display.caption(item.copy, place.index, place.columns)
        y = bottom + UNDER_PICTURE * self.grid.leading + style.leading * CAPTION_BASE
        marks += self.put(caption, x, y, style.leading)
        credit, beside = self.display.picture_credit(item.copy, place.index, place.columns)
        credit_leading = self.design.styles["picture_credit"].leading
        if beside:
            return [*marks, *self.put(credit, x + beside, y + (len(caption) - 1) * style.leading)]
        y += len(caption) * style.leading - (style.leading - credit_leading) * 0.5
        return [*marks, *self.put(credit, x, y, credit_leading)]

    def _legs(self, item: Item, placed: Placed) -> list[Mark]:
        marks: list[Mark] = []
        at_slot = -1
        heads: list[int] = []  # where the marks of each head among them begin
        legs: list[int] = []  # likewise of each leg
        jump = item.copy.jump
        for part in placed.filling.parts:
            slot = placed.shape.slots[part.slot]
            if not legs or part.slot != at_slot:
                legs.append(len(marks))
            at_slot = part.slot
            x = self.grid.x(placed.column + slot.column) + item.copy.inset
            lines = item.copy.text.realise(part.block, part.setting)[part.first : part.last]
            first = placed.line + slot.line + part.line
            block = item.copy.text.blocks[part.block]
            step = self.grid.leading
            if block.origin.element is Element.HEADLINE:
                heads.append(len(marks))
            put = self._put(lines, x, self.baseline(first), step)
            marks += [set_again(mark) for mark in put] if part.again else put
            if block.origin.element in (Element.JUMP_LINE, Element.READ_ALSO):
                page = jump.page_from if jump.page_from and part.block == 0 else jump.page_to
                if block.origin.element is Element.READ_ALSO:
                    page = dict(item.copy.points_to)[block.origin.part]
                measure = self.grid.column - 2 * item.copy.inset
                rect = Rect(x, self.grid.y(first), measure, len(lines) * step)
                marks.append(
                    Link(rect, "".join(line.text for line in lines), page, origin=block.origin)
                )
        if self.design.words.direction == "rtl":
            edges, book = pairwise((*legs, len(marks))), self.setter.book
            every = (cleared(marks[a:b], self.grid.leading, book) for a, b in edges)
            marks = list(chain.from_iterable(every))
        if item.kind == RAIL and placed.shape.columns == 1 and heads[:1] == [0]:
            return evened([marks[at:end] for at, end in pairwise((*heads, len(marks)))])
        return marks


def set_again(mark: Mark) -> Mark:
    """A table's header over its further rows: furniture, read aloud once and counted once."""
    return replace(mark, origin=Origin(Element.FURNITURE)) if isinstance(mark, GlyphRun) else mark
