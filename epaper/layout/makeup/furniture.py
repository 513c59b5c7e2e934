"""What is on a page beside stories: nameplate, folio, section heading, house advertisement."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.geometry import Rect
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.teasers import EarBox, no_room
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.model.text import rich
from epaper.page.marks import Element, Fill, Mark, Origin, Rule
from epaper.page.spread import moved
from epaper.page.style import TextStyle

EAR_GAP = 14.0  # points between an ear and the name
EAR_AIR = 5.0  # points between an ear and the date line
LEAST_NAME = 0.5  # of the nameplate's size in the layout: no ears make the name smaller
DESCENT = 0.22  # of a face, in em, about


def nameplate(
    edition: Edition, composer: Composer, ears: Sequence[EarBox] = ()
) -> tuple[list[Mark], list[Finding]]:
    """Name as wide as the page allows between the ears, tagline, and the date line between rules;
    fills the design's depth.  Ears for which it leaves no room are told."""
    design, grid, setter = composer.design, composer.grid, composer.setter
    origin = Origin(Element.NAMEPLATE)
    style = design.styles["nameplate"]
    area = grid.type_area
    name, tagline = edition.publication.name, edition.publication.tagline
    top = area.y - 18  # page 1 has no folio: the nameplate takes its place
    strip_top = area.y + (design.nameplate_lines - 2.9) * grid.leading
    ears, findings = _fitting(ears, edition, composer, strip_top - top - EAR_AIR)
    room = area.width - _beside(ears, style)
    size = min(style.size, style.size * room * 0.98 / max(setter.width(name, style), 1))
    cut = setter.headline_cuts(name, style, 1)[0]
    lines = setter.set_headline(cut, style, size, area.width, origin=origin)
    metrics = setter.book.metrics(style.face)
    cap = size * metrics.rise / metrics.units_per_em
    free = strip_top - top - (14 if tagline else 0)
    deep = size * metrics.drop / metrics.units_per_em if metrics.stacks else 0.0
    baseline = top + (free + cap - deep) / 2
    marks = composer.put(lines, area.x, baseline, size)
    if tagline:
        marks += composer.put(
            setter.set_text(rich(tagline), design.styles["tagline"], area.width, origin),
            area.x,
            strip_top - 8,
            12,
        )
    marks += _date_strip(edition, composer, strip_top)
    depth = max((box.depth for box in ears), default=0.0)  # of both, so that they are level
    y = min(baseline - (cap + depth) / 2, strip_top - EAR_AIR - depth)
    right = area.right
    for box in sorted(ears, key=lambda box: box.ear.side != "right"):
        at_left = box.ear.side == "left" and style.align == "centre"
        x = area.x if at_left else right - box.width
        right -= box.width + EAR_GAP
        marks += [moved(mark, x, y) for mark in box.marks]
        foot = y + depth
        marks.append(Rule(x, foot, x + box.width, foot, weight=design.module_rule))
    return marks, findings


def _beside(ears: Sequence[EarBox], style: TextStyle) -> float:
    """Points that ears take from the name's line.  Where it is centred, one ear takes as much from
    both sides, so that the name keeps its place in the middle; where it is not, they stand beside
    one another at the right."""
    widths = [box.width + EAR_GAP for box in ears]
    return 2 * max(widths, default=0.0) if style.align == "centre" else sum(widths)


def _fitting(
    ears: Sequence[EarBox], edition: Edition, composer: Composer, depth: float
) -> tuple[list[EarBox], list[Finding]]:
    """The ears that fit a depth and leave the name large enough, and what is said of the others."""
    design, width = composer.design, composer.setter.width
    fitting = [box for box in ears if box.depth <= depth]
    findings = [
        no_room(box.ear, "it is deeper than the nameplate", "say less in it")
        for box in ears
        if box.depth > depth
    ]
    room, publication = composer.grid.type_area.width, edition.publication
    style = design.styles["nameplate"]
    name = width(publication.name, style)
    tagline = width(publication.tagline, design.styles["tagline"])
    between = room - _beside(fitting, style)
    if fitting and (between < LEAST_NAME * name or between < tagline):
        why = "the name" if between < LEAST_NAME * name else "the tagline"
        remedy = "shorten it or take the ears out of the settings"
        return [], findings + [
            no_room(box.ear, f"{why} leaves no room for it", remedy) for box in fitting
        ]
    return fitting, findings


def _date_strip(edition: Edition, composer: Composer, top: float) -> list[Mark]:
    design, setter, area = composer.design, composer.setter, composer.grid.type_area
    style, origin = design.styles["dateline_strip"], Origin(Element.NAMEPLATE)
    height = 15.0
    marks: list[Mark] = [
        Rule(area.x, top, area.right, top, weight=design.heavy_rule * 0.6, origin=origin),
        Rule(
            area.x, top + height, area.right, top + height, weight=design.module_rule, origin=origin
        ),
    ]
    y = top + height / 2 + style.size * 0.36
    words, place = design.words, edition.publication.place
    left = words.row(edition.name, words.written(edition.number))
    right = words.row(edition.publication.website, words.written(edition.price))
    middle = words.dated(place, edition.date) if place else words.date(edition.date)
    for text, share in ((left, 0.0), (middle, 0.5), (right, 1.0)):
        if text:
            line = setter.set_line(rich(text), style, origin)
            marks += composer.put([line], area.x + share * (area.width - line.width), y)
    return marks


def folio(number: int, section: str, edition: Edition, composer: Composer) -> list[Mark]:
    """Page number outside, section and title, date; over a hairline, the same place on every
    page."""
    design, setter, area = composer.design, composer.setter, composer.grid.type_area
    origin, y = Origin(Element.FOLIO), design.folio_baseline
    marks: list[Mark] = [
        Rule(area.x, y + 5, area.right, y + 5, weight=design.module_rule, origin=origin)
    ]
    page = setter.set_line(rich(design.words.number(number)), design.styles["folio_number"], origin)
    title = setter.set_line(rich(edition.publication.name), design.styles["folio"], origin)
    names = setter.set_line(rich(section), design.styles["folio"], origin) if section else None
    date = setter.set_line(rich(design.words.date(edition.date)), design.styles["folio"], origin)
    right_hand = number % 2 == 1
    marks += composer.put([page], area.right - page.width if right_hand else area.x, y)
    if names:
        edge = page.width + 12
        marks += composer.put(
            [names], area.right - edge - names.width if right_hand else area.x + edge, y
        )
    marks += composer.put([title], area.x + (area.width - title.width) / 2, y)
    marks += composer.put([date], area.x if right_hand else area.right - date.width, y)
    return marks


def section_head(section: str, composer: Composer) -> list[Mark]:
    """The heading over a section's opening page: a heavy rule and the name."""
    design, setter, area = composer.design, composer.setter, composer.grid.type_area
    style, origin = design.styles["section_head"], Origin(Element.SECTION_HEAD)
    metrics = setter.book.metrics(style.face)
    cap = style.size * metrics.rise / metrics.units_per_em
    line = setter.set_line(rich(section), style, origin)
    stacked = metrics.drop / metrics.units_per_em if metrics.stacks else 0.0
    descent = style.size * max(DESCENT, stacked)
    depth = (design.section_head_lines - 1.3) * composer.grid.leading
    over = (depth - cap - descent) / 2  # as much white over its capitals as under its descenders
    y = area.y + over + cap
    return [
        Rule(
            area.x,
            area.y,
            area.right,
            area.y,
            weight=design.heavy_rule,
            colour="accent",
            origin=origin,
        ),
        *composer.put([line], area.x, y),
        Rule(
            area.x,
            area.y + depth,
            area.right,
            area.y + depth,
            weight=design.module_rule,
            origin=origin,
        ),
    ]


def house_advertisement(edition: Edition, rect: Rect, composer: Composer) -> list[Mark]:
    """What stands where nothing else does: the paper's own name and promise in a frame on a
    tint."""
    design, setter = composer.design, composer.setter
    origin, publication = Origin(Element.ADVERTISEMENT), edition.publication
    style = design.styles["section_head"]
    marks: list[Mark] = [Fill(rect, "tint", origin)]
    for inset, weight in ((0.0, design.heavy_rule), (5.0, design.module_rule)):
        marks += _frame(rect, inset, weight, origin)
    cuts = setter.headline_cuts(publication.name, style, 3)
    fits = [
        (min(cut.size_for(rect.width * 0.8), rect.height * 0.42 / len(cut.lines)), cut)
        for cut in cuts
    ]
    size, cut = max(fits, key=lambda fit: (min(fit[0], 3.2 * style.size), -len(fit[1].lines)))
    size = min(size, 3.2 * style.size)
    lines = setter.set_headline(cut, style, size, rect.width, origin=origin)
    below = [t for t in (publication.tagline, publication.website) if t] if rect.height > 90 else []
    depth = len(lines) * size + len(below) * 18
    y = rect.y + (rect.height - depth) / 2 + size * 0.82
    for line in lines:
        marks += composer.put([line], rect.x + (rect.width - line.width) / 2, y)
        y += size
    y += 18 - size * 0.78
    for text, name in zip(below, ("tagline", "inside_head"), strict=False):
        set_line = setter.set_line(rich(text), design.styles[name], origin)
        if set_line.width > rect.width - 16:
            continue  # too narrow a place for it
        marks += composer.put([set_line], rect.x + (rect.width - set_line.width) / 2, y)
        y += 18
    return marks


def _frame(rect: Rect, inset: float, weight: float, origin: Origin) -> list[Mark]:
    x0, y0, x1, y1 = rect.x + inset, rect.y + inset, rect.right - inset, rect.bottom - inset
    sides = ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
    return [Rule(*side, weight, "accent", origin) for side in sides]
