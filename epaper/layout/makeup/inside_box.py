"""The Inside box of page 1: pointers to what else is in the paper."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.layout.makeup.compose import Composer
from epaper.layout.measure.entries import summary_of
from epaper.model.story import Story
from epaper.model.text import rich
from epaper.page.marks import Element, Fill, Link, Mark, Origin, Rule
from epaper.page.spread import moved

MOST_POINTERS = 7  # in the inside box
FEW_POINTERS = 2  # so few are not worth the summaries that they have
SUMMARY_LINES = 4  # of an entry there
LEAST_AIR, MOST_AIR = 9.0, 20.0  # points between two entries
GAPING = 45.0  # likewise, from which longer entries are better, or white over and under them
INSIDE_TITLE = 18.0  # points from its rule to its baseline
CLEAR_OF_RULE = 6.0  # points from a rule to tall letters under it
POINTER_LINES = 2  # of a headline in it

LABEL, UNDER_LABEL, FOOT = 8.0, 1.1, 4.0  # of an entry: points, leadings, points under it


def inside_box(entries: Sequence[tuple[Story, int]], rect: Rect, composer: Composer) -> list[Mark]:
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


class _Pointers:
    """The pointers to `entries` without summaries and with them, each set when it is looked at."""

    def __init__(
        self, entries: Sequence[tuple[Story, int]], measure: float, composer: Composer
    ) -> None:
        self.entries, self.measure, self.composer = entries, measure, composer
        leading = composer.grid.leading
        self.least = LABEL + leading * UNDER_LABEL + FOOT  # points that one takes at least
        self._known: dict[tuple[int, bool], _Pointer] = {}

    def __call__(self, place: int, tells: bool) -> _Pointer:
        if (place, tells) not in self._known:
            self._known[place, tells] = _pointer(
                *self.entries[place], self.measure, self.composer, tells=tells
            )
        return self._known[place, tells]

    def each(self, tells: bool) -> Iterator[_Pointer]:
        return (self(place, tells) for place in range(len(self.entries)))


def _chosen(
    entries: Sequence[tuple[Story, int]], room: float, measure: float, composer: Composer
) -> list[_Pointer]:
    """The best entries that fill the room: as many as have room, with summaries where those fill it
    better than white; all of them have one, or none.  Longer headlines stand among them where the
    short ones would stand far apart."""
    pointers, found = _Pointers(entries, measure, composer), list[list[_Pointer]]()
    for limit in itertools.count(POINTER_LINES):
        found.append(_chosen_of(pointers, limit, room))
        if _air(found[-1], room) <= MOST_AIR:
            return found[-1]
        if all(one.lines <= limit for one in pointers.each(tells=False)):
            break
    return min(found, key=lambda chosen: _air(chosen, room))


def _chosen_of(pointers: _Pointers, limit: int, room: float) -> list[_Pointer]:
    """The same of entries whose headlines have no more lines than `limit`."""
    bare = _that_fit(pointers, limit, room, tells=False)
    if _air(bare, room) <= MOST_AIR:
        return bare
    told = _that_fit(pointers, limit, room, tells=True)
    airy = _air(bare, room) > _air(told, room)
    worth = len(told) > FEW_POINTERS or len(told) == len(bare)
    return told if airy and told and worth else bare


def _that_fit(pointers: _Pointers, limit: int, room: float, *, tells: bool) -> list[_Pointer]:
    """The first that fit into the room, of those that are brief where any is."""

    def is_brief(one: _Pointer) -> bool:
        return one.lines <= limit and tells <= one.told <= SUMMARY_LINES

    wanted = is_brief if any(map(is_brief, pointers.each(tells))) else lambda _: True
    chosen: list[_Pointer] = []
    left = room
    for place in range(len(pointers.entries)):
        if len(chosen) == MOST_POINTERS or left < pointers.least:
            break
        one = pointers(place, tells)
        if wanted(one) and one.depth <= left:
            chosen.append(one)
            left -= one.depth + LEAST_AIR
    return chosen


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
    first = max(LABEL, label[0])
    top = first + max(leading * UNDER_LABEL, _apart([label, *inks[:1]]))
    step = max(leading * 1.02, _apart(inks[: len(text)]))
    below = top + len(text) * step
    told = max(leading * 0.95, _apart(inks[len(text) :]))
    inner = [
        *composer.put(where[:1], 0, first),
        *composer.put(text, 0, top, step),
        *composer.put(summary, 0, below, told),
    ]
    depth = below - step + (told + leading * 0.03) * len(summary)
    depth += max(FOOT, inks[-1][1] + 1.0 if inks else 0.0)
    return _Pointer(story, page, inner, lines=len(text), told=len(summary), depth=depth)


def _apart(inks: Sequence[tuple[float, float]]) -> float:
    """Points from one line to the next that letters with marks need, by rise and drop of each."""
    return max(
        (drop + rise + 0.5 for (_, drop), (rise, _) in itertools.pairwise(inks)), default=0.0
    )
