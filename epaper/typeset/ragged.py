"""Breaking without justification: decks, captions, quotes.  Even lines, by sense, no lone last
word.
"""

from __future__ import annotations

from collections.abc import Sequence

from epaper.typeset.linebreak import OFFSET, OFFSET_BITS, Breaking, Points, find_points
from epaper.typeset.sense import break_cost
from epaper.typeset.tokens import Token, TokenBook

INNER = 0.6  # to break inside a word, in the measure of a line left empty
LONE_WORD = 0.5  # a last line of a single word
SHORT_LAST = 0.5  # a last line below this share of the measure is evened out
SENSE = 0.05  # weight of a break against the sense


def break_ragged(
    book: TokenBook, tokens: Sequence[Token], measure: float, indent: float, wide: dict[int, Token]
) -> Breaking:
    """The breaking with fewest lines, of these the most even.  measure and indent in em."""
    points = find_points(tokens, book.space, indent, wide)
    language = book.looks[0].language
    size = len(points.ends)
    best: list[tuple[int, float, int] | None] = [None] * size  # lines, cost, point before
    best[0] = (0, 0.0, 0)
    for a in range(size - 1):
        here = best[a]
        if here is None:
            continue
        for b in range(a + 1, size):
            width = points.ends[b] - points.starts[a]
            if width > measure + 1e-6:
                if width > measure + 3:
                    break
                if b > a + 1 or any(best[later] for later in range(a + 1, size)):
                    continue  # one too wide for any measure stands alone
            old = best[b]
            if old is not None and old[0] <= here[0]:
                continue  # reached in fewer lines
            fill = width / measure
            cost = _cost(points, tokens, a, b, fill=fill, language=language)
            total = (here[0] + 1, here[1] + cost, a)
            if old is None or total < old:
                best[b] = total
    codes: list[int] = []
    at = size - 1
    state = best[at]
    assert state is not None
    while state[2]:
        at = state[2]
        codes.append(points.codes[at])
        state = best[at]
        assert state is not None
    return Breaking(len(codes) + 1, 0.0, tuple(reversed(codes)))


def _cost(
    points: Points, tokens: Sequence[Token], a: int, b: int, fill: float, language: str
) -> float:
    final = b == len(points.ends) - 1
    code = points.codes[b]
    if final:
        cost = max(0.0, SHORT_LAST - fill) ** 2
        if a and points.end_words[b] == points.start_words[a] and fill < SHORT_LAST:
            cost += LONE_WORD
        return cost
    cost = (1 - fill) ** 2
    if code & OFFSET:
        return cost + INNER
    word = code >> OFFSET_BITS
    before, after = tokens[word - 1].text, tokens[word].text
    return cost + SENSE * break_cost(before, after, names=False, language=language)
