"""Total-fit line breaking after Knuth & Plass, "Breaking Paragraphs into Lines" (1981).

A shortest path over break points, kept apart by number of lines (their looseness) and by hyphens in
a row.  Letters take part of the stretch (expansion and tracking, Thanh 2000), hanging characters
are left out of the widths.  All widths are in em.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.typeset.tokens import EXPLICIT, SOFT, UNSIGNED, Token, TokenBook

# of so many points on, a paragraph is a book: its numbers of lines are too many to keep them all
LONG, MOST_STATES = 6000, 24
OFFSET_BITS = 20  # a code is a token's number and an offset in it
OFFSET = (1 << OFFSET_BITS) - 1
HYPHEN = 1.5e3  # demerits of a hyphen at a line's end
HYPHEN_PAIR = 3.0e3  # two lines in a row: the start of a ladder
MOST_IN_A_ROW = 2
PARTED = 2  # marks a line's end that is no hyphen, though its last word goes on
DEAR = 1.0e7  # a paragraph that costs so much is tried again with wider spaces
FRAGMENT_LAST = 4.0e5  # the last line begins with part of a word
FRAGMENT_ALONE = 1.0e11  # it has nothing else
PARTED_LAST = 1.0e4  # it begins with part of a word of a script that marks no division
SHORT_LAST = 2.0e5  # a last line shorter than SHORT
SHORT = 2.0
PARTED_SHORT = 4.0  # em, of one that begins with part of such a word
WORD_LAST = 6.0e3  # a last line of one word
ENDS_SHORT = 1.0e6  # a line whose spaces would gape, and which ends short of the measure instead
EM_SHORT = 5.0e6  # times the em that it is short
UNLIMITED = 1.0e9
STRAINED = 1.8  # times their stretch that spaces give where letters are strained most
FORBIDDEN = 8.0e5  # settings with more demerits than this over the best are not offered


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far a justified line may give, in em: word spaces, and letters per em of their width."""

    space: float = 0.24
    stretch: float = 0.12
    shrink: float = 0.09
    expansion: float = 0.028  # glyphs 0.972 to 1.028 times their width
    tracking: float = 0.009
    strain: float = 0.01  # tracking more, where spaces have given all of their stretch
    haste: float = 4.0  # letters give so many times as readily as spaces, up to their limits
    tolerance: float = 2.15  # widest space is space + tolerance * stretch, and the tracking


# of scripts whose letters join: nothing between letters, spaces that readers of the file still
# find.  A whole run is made narrower or wider instead, which opens no head line: 5 per cent is
# what newspapers' narrow columns take.  Their words are long, so that a space of 1.5 times its
# width (0.36 em) must cost more than a hyphen.
JOINED = Spacing(
    stretch=0.09, shrink=0.075, expansion=0.05, tracking=0.0, strain=0.0, tolerance=2.85
)
# of long words whose letters stand apart: these are spaced as far as their dailies do, and where
# they are set closer, readers of the file still find the spaces
SPACED = Spacing(
    stretch=0.09, shrink=0.02, expansion=0.06, tracking=0.032, strain=0.04, tolerance=2.85
)
# of those whose words are long as well, and seldom parted
ROOMY = {"Beng": replace(JOINED, expansion=0.055)}
# of those that have no hyphen at all, whose words give the more
UNHYPHENATED = replace(JOINED, expansion=0.065)
# of Latin text in a paper of such letters: its spaces give as little as those beside it, so that a
# page has one colour, and its letters a little less, which show it sooner
GUEST = {"stretch": JOINED.stretch, "expansion": 0.04, "tolerance": JOINED.tolerance}


@dataclass(slots=True)
class Points:
    """Break points of a paragraph in order.  Point 0 is its start, the last its end.

    A line from point a to point b is ends[b] - starts[a] wide with natural spaces, of which it has
    end_words[b] - start_words[a].  codes are a token's number << OFFSET_BITS | an offset in it.
    """

    starts: list[float]
    ends: list[float]
    start_words: list[int]
    end_words: list[int]
    start_glyphs: list[int]
    end_glyphs: list[int]
    costs: list[float]
    hyphens: list[int]  # 1: the line ends in a hyphen; PARTED: within a word, and no sign says so
    codes: list[int]


# of a point: what stands at its place in each list of Points, in their order
Row = tuple[float, float, int, int, int, int, float, int, int]


@dataclass(frozen=True, slots=True)
class Breaking:
    """One way through: codes of the ends of its lines but the last."""

    lines: int
    demerits: float
    codes: tuple[int, ...]


def find_points(
    tokens: Sequence[Token], space: float, indent: float, wide: dict[int, Token]
) -> Points:
    """Break points of a paragraph whose first line is indented; `wide` has tokens to use in place
    of overlong ones.
    """
    rows: list[Row] = [(tokens[0].left - indent, 0.0, 0, 0, 0, 0, 0.0, 0, 0)]
    x, glyphs = 0.0, 0
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        if wide and index in wide:
            token = wide[index]
        width = token.width
        for inner in token.breaks:
            at, soft = glyphs + (inner.letters if token.glyphs else 0), inner.kind == SOFT
            start, end = x + width - inner.after, x + inner.before
            cost = inner.cost * inner.cost + (HYPHEN if soft else 0.0)
            code = index << OFFSET_BITS | inner.offset
            hyphen = PARTED if inner.kind == UNSIGNED else int(inner.kind != EXPLICIT)
            rows.append((start, end, index, index, at, at + soft, cost, hyphen, code))
        x += width
        glyphs += token.glyphs
        if index == last:
            break
        after = index + 1
        following = tokens[after]
        if not following.glued:
            start, end = x + space + following.left, x - token.right
            hyphen, code = int(token.text[-1:] == "-"), after << OFFSET_BITS
            rows.append((start, end, after, index, glyphs, glyphs, 0.0, hyphen, code))
        x += space
    after, end = last + 1, x - tokens[last].right
    rows.append((x, end, after, last, glyphs, glyphs, 0.0, 0, after << OFFSET_BITS))
    return Points(*map(list, zip(*rows, strict=True)))


State = tuple[
    float, int, int
]  # demerits, point before, key there; the key is lines * 3 + hyphens in a row


def total_fit(
    points: Points, measure: float, spacing: Spacing, tolerance: float
) -> dict[int, Breaking]:
    """The best breaking for every number of lines that has one within tolerance; empty when there
    is none.

    `tolerance` is the widest space as a multiple of the stretch; UNLIMITED accepts any.  No line is
    ever overfull.
    """
    starts, ends, hyphens, codes = points.starts, points.ends, points.hyphens, points.codes
    final = len(ends) - 1
    states: list[dict[int, State] | None] = [None] * (final + 1)
    states[0] = {0: (0.0, 0, 0)}
    closing: dict[int, State] = {}
    for a in range(final):
        here = states[a]
        if here is None:
            continue
        if len(here) > 1:
            most = min(here.values())[0] + FORBIDDEN
            here = {key: state for key, state in here.items() if state[0] <= most}
        if len(here) > MOST_STATES and final > LONG:
            cheapest = sorted(here.items(), key=lambda one: (one[1][0], one[0]))
            here = dict(cheapest[:MOST_STATES])
        for b, demerits in _lines_from(points, a, measure, spacing, tolerance=tolerance):
            there = states[b]
            if there is None:
                there = states[b] = {}
            hyphen = hyphens[b] == 1
            for key, state in here.items():
                run = key % 3
                total = state[0] + demerits
                if hyphen:
                    if run == MOST_IN_A_ROW:
                        if codes[a] >> OFFSET_BITS != codes[b] >> OFFSET_BITS:
                            continue  # but for a word that is longer than its lines
                        total += HYPHEN_PAIR
                        new = key + 3
                    else:
                        total += HYPHEN_PAIR if run else 0.0
                        new = key + 4
                else:
                    new = key + 3 - run
                old = there.get(new)
                if old is None or total < old[0]:
                    there[new] = (total, a, key)
        width = ends[final] - starts[a]
        gaps = points.end_words[final] - points.start_words[a]
        give = spacing.expansion * (width - gaps * spacing.space) + spacing.tracking * (
            points.end_glyphs[final] - points.start_glyphs[a]
        )
        if width - measure <= give + gaps * spacing.shrink:
            demerits = _last_line(points, a, final, width, measure=measure)
            for key, state in here.items():
                lines, total = key // 3 + 1, state[0] + demerits
                if lines not in closing or total < closing[lines][0]:
                    closing[lines] = (total, a, key)
    return {lines: _trace(points, states, lines, closing[lines]) for lines in sorted(closing)}


def _lines_from(
    points: Points, a: int, measure: float, spacing: Spacing, tolerance: float
) -> list[tuple[int, float]]:
    """The points at which a line from point a can end, but the paragraph's last, and its demerits
    without those of hyphens in a row."""
    ends, costs, end_words, end_glyphs = (
        points.ends,
        points.costs,
        points.end_words,
        points.end_glyphs,
    )
    space, stretch, shrink = spacing.space, spacing.stretch, spacing.shrink
    expansion, tracking = spacing.expansion, spacing.tracking
    haste, early = spacing.haste, 1 / spacing.haste
    desperate = tolerance == UNLIMITED
    least = 0.0 if desperate else measure * (0.68 if tolerance <= spacing.tolerance else 0.5)
    start, word, glyph = points.starts[a], points.start_words[a], points.start_glyphs[a]
    edges: list[tuple[int, float]] = []
    for b in range(max(a + 1, bisect_left(ends, start + least) - 1), len(ends) - 1):
        width = ends[b] - start
        excess = measure - width
        gaps = end_words[b] - word
        glyphs = end_glyphs[b] - glyph
        give = expansion * (width - gaps * space) + tracking * glyphs
        if excess >= 0:
            ratio = excess / (haste * give + gaps * stretch + 1e-9)
            if ratio > early:
                ratio = strained(excess - give, gaps * stretch, spacing.strain * glyphs)
                if ratio > tolerance:
                    continue
                if ratio > spacing.tolerance:  # it ends short: how far is all that is seen
                    give += spacing.tolerance * gaps * stretch + spacing.strain * glyphs
                    edges.append((b, ENDS_SHORT + EM_SHORT * (excess - give) + costs[b]))
                    continue
            badness = 10 + 100 * ratio * ratio * ratio
        else:
            ratio = excess / (haste * give + gaps * shrink + 1e-9)
            if ratio < -early:
                ratio = (excess + give) / (gaps * shrink) if gaps else -50.0
                if ratio < -1:
                    if excess < -2.5:
                        break
                    continue
            badness = 10 - 100 * ratio * ratio * ratio
        edges.append((b, badness * badness + costs[b]))
    return edges


def strained(want: float, spaces: float, strain: float) -> float:
    """How many times their stretch `spaces` must give, in a line whose letters have given all:
    from once to STRAINED times their tracking gives `strain` besides.  All in the same unit."""
    if want <= spaces or not spaces:
        return want / spaces if spaces else 50.0
    if want <= STRAINED * spaces + strain:
        slope = strain / (STRAINED - 1)
        return (want + slope) / (spaces + slope)
    return (want - strain) / spaces


def _last_line(points: Points, a: int, final: int, width: float, measure: float) -> float:
    """Demerits of the paragraph's last line, which starts at point a."""
    demerits = 100.0
    if a and points.hyphens[a] == PARTED:
        demerits += PARTED_LAST
    elif a and points.codes[a] & OFFSET and points.hyphens[a]:
        alone = points.end_words[final] == points.start_words[a]
        demerits += FRAGMENT_ALONE if alone else FRAGMENT_LAST
    if a and width < (PARTED_SHORT if points.hyphens[a] == PARTED else SHORT):
        demerits += SHORT_LAST
    elif a and points.end_words[final] == points.start_words[a] and width < measure / 3:
        demerits += WORD_LAST
    return demerits


def _trace(
    points: Points, states: list[dict[int, State] | None], lines: int, end: State
) -> Breaking:
    total, at, key = end
    codes: list[int] = []
    while at:
        codes.append(points.codes[at])
        here = states[at]
        assert here is not None
        _, at, key = here[key]
    return Breaking(lines, total, tuple(reversed(codes)))


def break_paragraph(
    book: TokenBook, tokens: Sequence[Token], measure: float, indent: float, spacing: Spacing
) -> tuple[Breaking, ...]:
    """The best breaking, then those a line shorter and longer that are fit to print.  measure and
    indent in em.

    A word wider than the measure is cut where it must be; only a measure narrower than a letter
    overflows.
    """
    wide = {
        index: book.split_token(token)
        for index, token in enumerate(tokens)
        if token.width - token.left - token.right > measure * 0.9
    }
    points = find_points(tokens, spacing.space, indent, wide)
    for tolerance in (spacing.tolerance, 3 * spacing.tolerance, UNLIMITED):
        found = total_fit(points, measure, spacing, tolerance)
        if found:
            best = min(found.values(), key=lambda breaking: breaking.demerits)
            if best.demerits < DEAR or tolerance == UNLIMITED:
                break
    else:
        return (Breaking(len(points.codes) - 1, 1e12, tuple(points.codes[1:-1])),)
    others = (found.get(best.lines + 1), found.get(best.lines - 1))
    return (
        best,
        *(
            other
            for other in others
            if other is not None and other.demerits - best.demerits < FORBIDDEN
        ),
    )
