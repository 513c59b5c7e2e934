"""What is on a page beside stories: nameplate, folio, section heading, Inside box, house
advertisement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from epaper.geometry import Rect
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.teasers import EarBox, no_room
from epaper.layout.measure.listing import summary_of
from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.model.story import Story
from epaper.model.text import rich
from epaper.page.marks import Element, Fill, Link, Mark, Origin, Rule
from epaper.page.spread import moved
from epaper.page.style import TextStyle

EAR_GAP = 14.0  # points between an ear and the name
EAR_AIR = 5.0  # points between an ear and the date line
LEAST_NAME = 0.5  # of the nameplate's size in the layout: no ears make the name smaller
DESCENT = 0.22  # of a face, in em, about
MOST_POINTERS = 7  # in the inside box
FEW_POINTERS = 2  # so few are not worth the summaries that they have
SUMMARY_LINES = 4  # of an entry there
LEAST_AIR, MOST_AIR = 9.0, 20.0  # points between two entries
GAPING = 45.0  # likewise, from which longer entries are better, or white over and under them
INSIDE_TITLE = 18.0  # points from its rule to its baseline
CLEAR_OF_RULE = 6.0  # points from a rule to tall letters under it
POINTER_LINES = 2  # of a headline in it


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


def inside_box(
    entries: Sequence[tuple[Story, int]], rect: Rect, composer: Composer, pages: int
) -> list[Mark]:
    """Pointers to stories inside on a light tint: section, headline, page; of the entries, the best
    first, as many as stand evenly, in the order of their pages."""
    design, setter = composer.design, composer.setter
    origin = Origin(Element.INSIDE)
    top = rect.y + composer.rise
    box = Rect(rect.x, top, rect.width, rect.height - composer.rise * 2 + 2)
    pad = 7.0
    marks: list[Mark] = [
        Fill(box, "tint", origin),
        Rule(
            box.x, box.y, box.right, box.y, weight=design.heavy_rule, colour="accent", origin=origin
        ),
    ]
    style = design.styles["briefs_title"]
    title = setter.set_line(rich(design.words.phrases.inside), style, origin)
    metrics = setter.book.metrics(style.face)
    under = max(INSIDE_TITLE, style.size * metrics.rise / metrics.units_per_em + CLEAR_OF_RULE)
    marks += composer.put([title], box.x + pad, box.y + under)
    first = under + 8
    measure, room = rect.width - 2 * pad, box.height - first - 10
    chosen = _chosen(entries, room, measure, composer)
    # the last entry stands at the foot of the box as the first does at its head, but few ones in a
    # deep box, between which it would gape: they have as much white over and under them
    air, over = _air(chosen, room), 0.0
    if air > GAPING:
        air = over = (room - sum(one.depth for one in chosen)) / (len(chosen) + 1)
    y = begun = box.y + first + over
    for one in sorted(chosen, key=lambda one: one.page):
        if y > begun:
            rule, weight = y - air / 2, design.module_rule
            x0, x1 = box.x + pad, box.right - pad
            marks.append(Rule(x0, rule, x1, rule, weight=weight, colour="rule"))
        marks += [moved(mark, box.x + pad, y) for mark in one.marks]
        label = design.words.story_on_page(one.story.headline, one.page)
        link = Origin(Element.INSIDE, one.story.slug)
        marks.append(Link(Rect(box.x, y, box.width, one.depth), label, one.page, origin=link))
        y += one.depth + air
    return marks


@dataclass(frozen=True, slots=True)
class _Pointer:
    """An entry of the inside box, its marks from (0, 0) on; lines of its headline and of its
    summary, depth in points."""

    story: Story
    page: int
    marks: Sequence[Mark]
    lines: int
    told: int
    depth: float


def _chosen(
    entries: Sequence[tuple[Story, int]], room: float, measure: float, composer: Composer
) -> list[_Pointer]:
    """The best entries that fill the room: as many as have room, with summaries where those fill it
    better than white; all of them have one, or none.  Longer headlines stand among them where the
    short ones would stand far apart."""
    pointers = [
        [_pointer(*entry, measure, composer, tells=tells) for entry in entries]
        for tells in (False, True)
    ]
    longest = max((one.lines for one in pointers[0]), default=0)
    limits = range(POINTER_LINES, max(POINTER_LINES, longest) + 1)
    found = [_chosen_of(pointers, limit, room) for limit in limits]
    close = (chosen for chosen in found if _air(chosen, room) <= MOST_AIR)
    return next(close, min(found, key=lambda chosen: _air(chosen, room)))


def _chosen_of(pointers: Sequence[Sequence[_Pointer]], limit: int, room: float) -> list[_Pointer]:
    """The same of entries whose headlines have no more lines than `limit`; pointers: without
    summaries and with them."""
    found: list[list[_Pointer]] = []
    for tells, every in enumerate(pointers):
        brief = [p for p in every if p.lines <= limit and tells <= p.told <= SUMMARY_LINES]
        chosen: list[_Pointer] = []
        for one in brief or every:
            depth = sum(o.depth for o in (*chosen, one)) + LEAST_AIR * len(chosen)
            if len(chosen) < MOST_POINTERS and depth <= room:
                chosen.append(one)
        found.append(chosen)
    bare, told = found
    airy = _air(bare, room) > max(MOST_AIR, _air(told, room))
    worth = len(told) > FEW_POINTERS or len(told) == len(bare)
    return told if airy and told and worth else bare


def _air(chosen: Sequence[_Pointer], room: float) -> float:
    return (room - sum(one.depth for one in chosen)) / max(1, len(chosen) - 1)


def _pointer(
    story: Story, page: int, measure: float, composer: Composer, *, tells: bool
) -> _Pointer:
    design, setter, leading = composer.design, composer.setter, composer.grid.leading
    origin, words = Origin(Element.INSIDE), story.short_headline or story.headline
    text = setter.set_text(rich(words), design.styles["contents_head"], measure, origin)
    section = rich(design.words.section_on_page(story.section, page))
    where = setter.set_text(section, design.styles["kicker"], measure, origin)
    said = rich(summary_of(story, design) if tells else "")
    summary = setter.set_text(said, design.styles["contents_text"], measure, origin) if said else ()
    label, *inks = (setter.stacked(line) for line in (*where[:1], *text, *summary))
    first = max(8.0, label[0])
    top = first + max(leading * 1.1, _apart([label, *inks[:1]]))
    step = max(leading * 1.02, _apart(inks[: len(text)]))
    below = top + len(text) * step
    told = max(leading * 0.95, _apart(inks[len(text) :]))
    inner = [
        *composer.put(where[:1], 0, first),
        *composer.put(text, 0, top, step),
        *composer.put(summary, 0, below, told),
    ]
    depth = below - step + (told + leading * 0.03) * len(summary)
    depth += max(4.0, inks[-1][1] + 1.0 if inks else 0.0)
    return _Pointer(story, page, inner, lines=len(text), told=len(summary), depth=depth)


def _apart(inks: Sequence[tuple[float, float]]) -> float:
    """Points from one line to the next that letters with marks need, by rise and drop of each."""
    return max((drop + rise + 0.5 for (_, drop), (rise, _) in pairwise(inks)), default=0.0)


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
