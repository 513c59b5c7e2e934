"""Words of Nastaliq moved a little, where their strokes would meet the line above.

Words of this hand hang from upper right to lower left, and a column of them has no leading at which
none ever meets one above it.  A scribe leaves room where it is wanted: the words of a line stand a
little closer or wider, its ends where they are, and one or the other hangs a little lower from the
baseline, which is the page's.  Skylines of the ink tell where: how deep the line above reaches, and
how tall the line itself stands, by strips of the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby
from math import comb

from fontTools.pens.recordingPen import RecordingPen

from epaper.page.marks import GlyphRun, Mark
from epaper.typeset.fonts import FontBook

STRIP = 0.4  # points, of a skyline
CLEAR = 0.3  # points between two strokes, at least
FARTHEST = 10  # strips that a word is moved at most
LEAST_GAP = 0.17  # em between two words
LOWER = (0.0, 0.04, 0.08, 0.12)  # em by which a word hangs lower, or higher
WORTH = 0.2  # points by which a word moved must be less deep in the line above
STEPPED = 20  # font units of one sample of an outline
CURVED = 8  # straight pieces of a curve
# ink of tall and deep words, of a line's leading: below it lines never meet
CLOSE = 0.9

# first those that are seen least
WAYS = sorted(
    ((shift, down) for shift in range(-FARTHEST, FARTHEST + 1) for down in LOWER),
    key=lambda one: (abs(one[0]) * STRIP + 8 * one[1], one),
)

INFINITE = float("inf")
Tops = dict[int, float]  # by strip, where ink begins or ends; points down the page
Word = list[GlyphRun]
Point = tuple[float, float]


def cleared(marks: Sequence[Mark], leading: float, book: FontBook) -> list[Mark]:
    """The marks of a leg from its head to its foot, as a page's mirror shows them; where its lines
    stand farther apart than the ink of its words, they are as they were."""
    runs = [mark for mark in marks if isinstance(mark, GlyphRun)]
    if not any(_is_close(run, leading, book) for run in runs):
        return list(marks)
    lines = [_words(list(group)) for _, group in groupby(runs, key=lambda run: run.y)]
    inks = _Inks(book)
    for at in range(1, len(lines)):
        lines[at] = _moved(lines[at], _feet(lines[at - 1], inks), inks)
    for at in reversed(range(len(lines) - 1)):
        above = _feet(lines[at - 1], inks) if at else {}
        below = _tops(chain.from_iterable(lines[at + 1]), inks)
        lines[at] = _lifted(lines[at], above, below, inks)
    every = chain.from_iterable(chain.from_iterable(lines))
    new = {id(run): one for run, one in zip(runs, every, strict=True)}
    return [new.get(id(mark), mark) for mark in marks]


def parted(marks: Sequence[Mark], most: float, book: FontBook) -> list[Mark]:
    """The marks of a few lines that stand on no page's grid, those that still meet the line above
    them lower with all below them, by `most` points in all."""
    runs = [mark for mark in marks if isinstance(mark, GlyphRun)]
    if not any(run.direction == "rtl" and book.metrics(run.face).stacks for run in runs):
        return list(marks)
    inks, down = _Inks(book), 0.0
    new: dict[int, GlyphRun] = {}
    above: Tops = {}
    for _, group in groupby(runs, key=lambda run: run.y):
        line = list(group)
        tops, feet = _tops(line, inks), _feet([line], inks)
        deep = (
            above[strip] + CLEAR - (top + down) for strip, top in tops.items() if strip in above
        )
        down = min(most, down + max(0.0, max(deep, default=0.0)))
        new |= {id(run): replace(run, y=run.y + down) for run in line}
        above = {strip: foot + down for strip, foot in feet.items()}
    return [new.get(id(mark), mark) for mark in marks]


def _is_close(run: GlyphRun, leading: float, book: FontBook) -> bool:
    metrics = book.metrics(run.face)
    ink = (metrics.rise + metrics.drop) / metrics.units_per_em * run.size
    return run.direction == "rtl" and metrics.stacks and ink > CLOSE * leading


def _words(line: Sequence[GlyphRun]) -> list[Word]:
    words: list[Word] = [[]]
    for run in line:
        words[-1].append(run)
        if run.space_after:
            words.append([])
    return [word for word in words if word]


def _moved(words: list[Word], above: Tops, inks: _Inks) -> list[Word]:
    """The words of a line, moved where they meet what is above as far as that makes it better."""
    tops = [_tops(word, inks) for word in words]
    order = sorted(range(len(words)), key=lambda at: _left(words[at]))
    shifts, lower = [0] * len(words), [0.0] * len(words)
    known: dict[tuple[int, int, float], float] = {}

    def deep(at: int, shift: int, down: float) -> float:
        key = (at, shift, down)
        if key not in known:
            known[key] = _meets(tops[at], above, shift, down * words[at][0].size)
        return known[key]

    met = [deep(at, 0, 0.0) for at in range(len(words))]
    for at in order:
        if not met[at]:
            continue
        best = sum(met)
        for shift, hung in WAYS:
            tried = _pushed(words, order, shifts, at=at, shift=shift)
            if tried is None:
                continue
            hanging = [*lower[:at], hung, *lower[at + 1 :]]
            after = [deep(*one) for one in zip(range(len(words)), tried, hanging, strict=True)]
            if sum(after) < best - WORTH:
                found, best = (tried, hanging, after), sum(after)
                if not after[at]:
                    break
        if best < sum(met):
            shifts, lower, met = found
    return [
        [_hung(_along(run, shift), down, inks.book) for run in word]
        for word, shift, down in zip(words, shifts, lower, strict=True)
    ]


def _along(run: GlyphRun, shift: int) -> GlyphRun:
    return replace(run, x=run.x + shift * STRIP) if shift else run


def _lifted(words: Sequence[Word], above: Tops, below: Tops, inks: _Inks) -> list[Word]:
    """The words of a line, higher where they still meet the line below and nothing above."""
    under = {strip: -top for strip, top in below.items()}
    found: list[Word] = []
    for word in words:
        feet = {strip: -foot for strip, foot in _feet([word], inks).items()}
        tops, size = _tops(word, inks), word[0].size
        now = _meets(tops, above, 0, 0.0)
        ups = [
            (_meets(feet, under, 0, up * size), up)
            for up in LOWER
            if not up or _meets(tops, above, 0, -up * size) <= now
        ]
        up = min(ups)[1]
        found.append([_hung(run, -up, inks.book) for run in word])
    return found


def _hung(run: GlyphRun, down: float, book: FontBook) -> GlyphRun:
    """A run whose letters hang `down` em lower from its baseline."""
    if not down:
        return run
    units = round(down * book.metrics(run.face).units_per_em)
    words = tuple(
        replace(
            word,
            offsets=tuple((x, y - units) for x, y in word.offsets or ((0, 0),) * len(word.glyphs)),
        )
        for word in run.words
    )
    return replace(run, words=words)


def _pushed(
    words: Sequence[Word], order: Sequence[int], shifts: Sequence[int], *, at: int, shift: int
) -> list[int] | None:
    """Shifts with that of one word set and its neighbours out of its way; None where the line has
    no room for it.  The line's first word and its last stay where they are."""
    tried = list(shifts)
    tried[at] = shift
    place = order.index(at)
    for way in (1, -1):
        for here in range(place, len(order) if way > 0 else -1, way):
            beyond = here + way
            if not 0 <= beyond < len(order):
                break
            one, other = order[here], order[beyond]
            left, right = (one, other) if way > 0 else (other, one)
            gap = _left(words[right]) - _right(words[left])
            least = min(gap, LEAST_GAP * words[one][0].size)
            over = gap + (tried[right] - tried[left]) * STRIP - least
            if over < 0:
                tried[other] += way * -int(over // STRIP)
    fixed = tried[order[0]] or tried[order[-1]]
    return None if fixed or max(map(abs, tried)) > FARTHEST else tried


def _left(word: Word) -> float:
    return min(run.x for run in word)


def _right(word: Word) -> float:
    return max(run.x + run.width for run in word)


def _meets(tops: Tops, above: Tops, shift: int, down: float) -> float:
    """How many points deep the ink of a word, so many strips along its line and points lower, is in
    that of the line above, white between them included; 0: it is clear of it."""
    deep = -INFINITE
    for strip, top in tops.items():
        foot = above.get(strip + shift)
        if foot is not None and foot - top > deep:
            deep = foot - top
    return max(0.0, deep + CLEAR - down)


def _tops(word: Iterable[GlyphRun], inks: _Inks) -> Tops:
    found: Tops = {}
    for run in word:
        for strip, top in inks.of(run)[0].items():
            found[strip] = min(top, found.get(strip, top))
    return found


def _feet(words: Iterable[Word], inks: _Inks) -> Tops:
    found: Tops = {}
    for run in chain.from_iterable(words):
        for strip, foot in inks.of(run)[1].items():
            found[strip] = max(foot, found.get(strip, foot))
    return found


class _Inks:
    """By strip the tops and the feet of runs' ink, as the page's mirror shows them; each once."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        # a run is kept with what is known of it, so that its place in memory stays its own
        self._known: dict[int, tuple[GlyphRun, Tops, Tops]] = {}

    def of(self, run: GlyphRun) -> tuple[Tops, Tops]:
        known = self._known.get(id(run))
        if known is None:
            known = self._known[id(run)] = (run, *self._seen(run))
        return known[1], known[2]

    def _seen(self, run: GlyphRun) -> tuple[Tops, Tops]:
        em = run.size / self.book.metrics(run.face).units_per_em
        pen = run.x + run.width
        tops: Tops = {}
        feet: Tops = {}
        for word in run.words:
            offsets = word.offsets or ((0, 0),) * len(word.glyphs)
            at = 0
            for glyph, advance, (right, up) in zip(
                word.glyphs, word.advances, offsets, strict=True
            ):
                start = at + right
                for x, high, low in _outline(self.book, run.face, glyph):
                    strip = int((pen - (start + x) * em * run.stretch) // STRIP)
                    top, foot = run.y - (up + high) * em, run.y - (up + low) * em
                    if top < tops.get(strip, INFINITE):
                        tops[strip] = top
                    if foot > feet.get(strip, -INFINITE):
                        feet[strip] = foot
                at += advance
            pen -= at * em * run.stretch + run.gap
        return tops, feet


@lru_cache(maxsize=8192)
def _outline(book: FontBook, face: str, glyph: int) -> tuple[tuple[int, int, int], ...]:
    """A glyph's ink by samples along its width: place, top and foot in font units."""
    pen = RecordingPen()
    book.open(face).font.draw_glyph_with_pen(glyph, pen)
    reach: dict[int, tuple[int, int]] = {}
    at = (0.0, 0.0)
    for operator, points in pen.value:
        if operator != "moveTo":
            for end in _flattened(at, points):
                _sample(at, end, reach)
                at = end
        elif points:
            at = points[0]
    return tuple((x * STEPPED, *reach[x]) for x in sorted(reach))


def _flattened(start: Point, points: Sequence[Point]) -> list[Point]:
    """The ends of the straight pieces of a curve, which may as well be a line."""
    if len(points) < 2:
        return list(points)
    controls = (start, *points)
    return [
        (
            sum(weight * one[0] for weight, one in zip(weights, controls, strict=True)),
            sum(weight * one[1] for weight, one in zip(weights, controls, strict=True)),
        )
        for weights in _weights(len(points))
    ]


@lru_cache(maxsize=8)
def _weights(order: int) -> tuple[tuple[float, ...], ...]:
    """Of the controls of a curve, at the end of each of its straight pieces."""
    parts = [number / CURVED for number in range(1, CURVED + 1)]
    return tuple(
        tuple(comb(order, at) * part**at * (1 - part) ** (order - at) for at in range(order + 1))
        for part in parts
    )


def _sample(start: Point, end: Point, reach: dict[int, tuple[int, int]]) -> None:
    """Note how far up and down a straight piece reaches, every STEPPED units of its width."""
    (x0, y0), (x1, y1) = start, end
    steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / STEPPED * 2))
    for step in range(steps + 1):
        part = step / steps
        x, y = round((x0 + (x1 - x0) * part) / STEPPED), round(y0 + (y1 - y0) * part)
        top, foot = reach.get(x, (y, y))
        reach[x] = max(top, y), min(foot, y)
