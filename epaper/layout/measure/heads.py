"""The size of a headline: the one place that decides it.

At a width each cut of a headline has the sizes of the ladder near the scale's, or the size that the
editor wishes: a headline fills its measure by breaks, columns and the short headline, never by half
a point.  On a page, a headline is set down to that of a more urgent story; see search/sizes.
"""

from __future__ import annotations

import math
from dataclasses import replace

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Headline, Item
from epaper.layout.measure.desk import is_quiet_obituary
from epaper.layout.measure.shapes import Head
from epaper.layout.measure.store import Measured
from epaper.typeset.galley import HeadlineCut
from epaper.typeset.typesetter import Typesetter

USUAL_LINES = 4  # of a headline; a long one in one column takes more where nothing else fits
MOST_DEPTHS = 4  # of a headline that are tried at a width
WISHED_CUTS = 2  # likewise at the size that the editor wishes
QUOTE_LINES = 3  # by which a quote of the day may be deeper than a headline
EVEN = 1e-6
SPACE_UNDER = 4.8  # points between a headline's descenders and what follows
NEARLY = 0.12  # of a grid line: so much may a headline's block run over
# points by which a headline stands lower under a kicker: the white between them is one at all sizes
UNDER_KICKER = 1.6


class Headlines:
    """Sizes of headlines; keeps what it has computed in `measured`."""

    def __init__(self, design: Design, setter: Typesetter, measured: Measured) -> None:
        self.design, self.setter, self.measured = design, setter, measured

    def heads(self, item: Item, columns: int) -> tuple[Head, ...]:
        """The best few of an item's headline over so many columns, cheapest first."""
        known = self.measured.item(item).heads
        if columns not in known:
            known[columns] = self._heads(item, columns)
        return known[columns]

    def _heads(self, item: Item, columns: int) -> tuple[Head, ...]:
        headline, style = item.copy.headline, item.copy.headline.style
        if style is None:
            return ()
        measure = self.design.grid.width(columns) - 2 * item.copy.inset
        heads = self._wished(item, measure)
        heads = heads or self._near_the_scale(item, columns, measure)
        heads = heads or self._forced(item, headline, columns=columns, measure=measure)
        heads.sort(key=lambda head: (head.cost, head.size))
        depths = {head.lines: head for head in reversed(heads)}  # the best of each depth
        return tuple(sorted(depths.values(), key=lambda head: head.cost)[:MOST_DEPTHS])

    def _wished(self, item: Item, measure: float) -> list[Head]:
        """At the size that the editor wishes, where the measure is wide enough for it."""
        size = item.ask.head_size
        if not size:
            return []
        able = [cut for cut in item.copy.headline.cuts_at(size) if cut.size_for(measure) >= size]
        return [
            Head(cut, size, self.depth(cut, size, _over(item)), 0.0) for cut in able[:WISHED_CUTS]
        ]

    def _near_the_scale(self, item: Item, columns: int, measure: float) -> list[Head]:
        """Cuts that fill the measure at a size within the range about the scale's."""
        weights, practice = self.design.weights, self.design.practice
        scale = self._scale(item, columns)
        leads = item.ask.tier in ("front", "lead")
        most = practice.leads_headline_most if leads else practice.headline_most
        larger = weights.leads_headline_size if leads else 1.0
        most_lines = 4 if columns == 1 else 3 if columns <= 4 else 2
        if item.copy.story is not None and item.copy.story.is_quote:
            most_lines += QUOTE_LINES
        heads = []
        for size in self._rungs(scale * practice.headline_least, scale * most):
            fitting = [
                cut
                for cut in item.copy.headline.cuts_at(size)
                if len(cut.lines) <= most_lines and cut.size_for(measure) >= size - EVEN
            ]
            fewest = min((len(cut.lines) for cut in fitting), default=0)
            for cut in fitting:
                empty = 1 - max(cut.widths) * size / measure
                if len(cut.lines) > fewest and empty > 1 - practice.headline_filled:
                    continue  # more lines than it needs, all of them short
                cost = (
                    weights.headline_size * larger * math.log(size / scale) ** 2
                    + weights.headline_fill * self._white(cut, size, columns, measure)
                    + weights.headline_break * cut.badness
                )
                heads.append(Head(cut, size, self.depth(cut, size, _over(item)), cost))
        return heads

    def _white(self, cut: HeadlineCut, size: float, columns: int, measure: float) -> float:
        """Grid lines of one column that a headline's lines leave white beyond what any may: the
        same share of a measure is a hole beside large type and nothing beside small."""
        spare = self.design.weights.headline_spare
        beyond = sum(max(0.0, 1 - width * size / measure - spare) for width in cut.widths)
        return beyond * columns * size * self.design.headline_leading / self.design.grid.leading

    def _scale(self, item: Item, columns: int) -> float:
        """Points that suit the item; the rest of a story is small among the news of its page,
        however long it is, and an obituary that leads one is smaller than other leads."""
        tier = "small" if item.kind == "jump" else item.ask.tier
        if tier == "lead" and is_quiet_obituary(item.copy.story):
            tier = "major"
        return self.design.scale[tier][columns - 1]

    def _rungs(self, least: float, most: float) -> list[float]:
        """Sizes of the ladder from `least` to `most` points."""
        return [size for size in self.design.ladder if least - EVEN <= size <= most + EVEN]

    def _forced(self, item: Item, headline: Headline, columns: int, measure: float) -> list[Head]:
        """For words too long for the range, the cut of most lines, in one column of still more, at
        the largest rung that it fits, the least size of all headlines under them; none where it
        fits none, so that the story goes over more columns or is held."""
        if not headline.cuts:
            return []
        smallest = self.design.practice.headline_smallest
        sizes = sorted({smallest, *self._rungs(smallest, self._scale(item, columns))})
        most = len(headline.cuts) if columns == 1 else USUAL_LINES
        for lines in range(min(USUAL_LINES, len(headline.cuts)), most + 1):
            fitting = [
                (size, cut)
                for size in sizes
                for cut in headline.cuts_at(size)[lines - 1 : lines]
                if size <= cut.size_for(measure) + EVEN
            ]
            if fitting:
                break
        else:
            return []
        size, cut = max(fitting, key=lambda one: one[0])
        forced = self.design.weights.headline_forced
        return [Head(cut, size, self.depth(cut, size, _over(item)), forced)]

    def set_down(self, head: Head, item: Item, most: float) -> Head:
        """The headline at `most` points where it is larger, a wished size aside; as it is where it
        would no longer fill its place."""
        style = item.copy.headline.style
        if style is None or item.ask.head_size or not most < head.size:
            return head
        same = len(head.cut.lines) - 1  # cuts come by their number of lines
        cut = head.cut
        if style.at(most) is not style.at(head.size):  # set in the face for small type
            cut = item.copy.headline.cuts_at(most)[same]
        wider = max(cut.widths) * most > max(head.cut.widths) * head.size
        if wider or self.depth(cut, most, _over(item)) != head.lines:
            return head
        return replace(head, cut=cut, size=most)

    def depth(self, cut: HeadlineCut, size: float, over: float = 0.0) -> int:
        """Grid lines that a headline takes at a size in points, `over` it and the space under it
        included."""
        points = over + self._points(cut, size)
        return math.ceil(points / self.design.grid.leading - NEARLY)

    def spare(self, head: Head, item: Item) -> float:
        """Grid lines of a headline's block that neither it takes nor the white under it."""
        points = _over(item) + self._points(head.cut, head.size)
        return head.lines - points / self.design.grid.leading

    def _points(self, cut: HeadlineCut, size: float) -> float:
        lines = (len(cut.lines) - 1) * self.step(cut, size)
        return (cut.rise + cut.drop) * size + lines + SPACE_UNDER

    def step(self, cut: HeadlineCut, size: float) -> float:
        """Points from one of its lines to the next."""
        return max(self.design.headline_leading, cut.step) * size


def _over(item: Item) -> float:
    return UNDER_KICKER if item.kicker_lines else 0.0
