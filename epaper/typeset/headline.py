"""Headlines cut into lines: balanced and by sense, for every number of lines; never hyphenated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.typeset.clearance import clear_step
from epaper.typeset.galley import HeadlineCut
from epaper.typeset.scripts import INDIC, runs_of
from epaper.typeset.sense import IN_QUOTE, break_cost, capitals_are_names, quote_depths
from epaper.typeset.tokens import Token, TokenBook

RAGGED = 5.0  # weight of the squared difference of a line from the even length
SHORT_LAST = 1.0  # a last line of one short word
# em from line to line of letters that hang from a head line: where the deepest and the tallest of
# a face ask for more, `clearance` sees whether they meet
MOST_STEP = 1.2
SHORT = 0.45  # below this share of the widest line


def cut_headline(text: str, book: TokenBook, max_lines: int) -> tuple[HeadlineCut, ...]:
    """The best cut for each number of lines from 1; fewer when the headline has fewer words."""
    words = [word for word in text.split(" ") if word]
    if not words:
        return ()
    tokens = [book[word] for word in words]
    edges = [0.0]
    for token in tokens:
        edges.append(edges[-1] + token.width + book.space)
    costs = _break_costs(words, book.looks[0].language)
    rise, drop, step = _ink(tokens, book)
    cuts = []
    for lines in range(1, min(max_lines, len(words)) + 1):
        ends, badness = _best(edges, costs, lines, book.space)
        starts = [0, *ends[:-1]]
        spans = list(zip(starts, ends, strict=True))
        widths = tuple(edges[end] - edges[start] - book.space for start, end in spans)
        cut = HeadlineCut(
            tuple(" ".join(words[start:end]) for start, end in spans),
            widths,
            badness,
            rise=rise,
            drop=drop,
            step=step,
        )
        cuts.append(_roomy(cut, [tokens[start:end] for start, end in spans], book) if step else cut)
    return tuple(cuts)


def _roomy(cut: HeadlineCut, lines: Sequence[Sequence[Token]], book: TokenBook) -> HeadlineCut:
    """A cut with room for the tallest of its first line, the deepest of its last, and what meets
    between its lines, where they are beyond the usual ones of their script."""
    first, last = ([book.shaper.ink(token.pieces) for token in lines[at]] for at in (0, -1))
    return replace(
        cut,
        rise=max(cut.rise, *(rise for rise, _ in first)),
        drop=max(cut.drop, *(drop for _, drop in last)),
        step=max(cut.step, clear_step(lines, book)),
    )


def _ink(tokens: Sequence[Token], book: TokenBook) -> tuple[float, float, float]:
    """Rise and drop of the faces of the words, and the step of lines between which marks stand;
    em."""
    fonts = book.shaper.book
    pieces = [piece for token in tokens for piece in token.pieces]
    marked = {piece.face for piece in pieces if any(one for one, _ in runs_of(piece.word.text))}
    stacked = [one for face in sorted(marked) if (one := fonts.metrics(face)).stacks]
    own = fonts.metrics(book.looks[0].face)
    both = [(one.rise / one.units_per_em, one.drop / one.units_per_em) for one in (own, *stacked)]
    rise, drop = max(rise for rise, _ in both), max(drop for _, drop in both)
    step = rise + drop if stacked else 0.0
    hanging = all(fonts.script(face) in INDIC for face in marked)
    return rise, drop, min(step, MOST_STEP) if hanging else step


def _break_costs(words: list[str], language: str) -> list[float]:
    """The cost of a line's end after each word but the last."""
    names = capitals_are_names(words)
    quoted = quote_depths(words)
    return [
        break_cost(words[index], words[index + 1], names and index > 0, language)
        + (IN_QUOTE if quoted[index] else 0.0)
        for index in range(len(words) - 1)
    ]


def _best(
    edges: Sequence[float], costs: Sequence[float], lines: int, space: float
) -> tuple[list[int], float]:
    """Ends (word counts) of the lines of the best cut, and its badness."""
    count = len(edges) - 1
    even = (edges[count] - lines * space) / lines or 1.0  # words without width: any length
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for line in range(1, lines + 1):
        layer: dict[int, tuple[float, int]] = {}
        for end in range(line, count - (lines - line) + 1):
            if line == lines and end != count:
                continue
            options = []
            for start, (total, _) in best[-1].items():
                if start >= end:
                    continue
                width = edges[end] - edges[start] - space
                cost = RAGGED * (width / even - 1) ** 2
                if line < lines:
                    cost += costs[end - 1]
                elif lines > 1 and end - start == 1 and width < SHORT * even * 1.3:
                    cost += SHORT_LAST
                options.append((total + cost, start))
            if options:
                layer[end] = min(options)
        best.append(layer)
    ends, at = [count], count
    badness = best[lines][count][0]
    for line in range(lines, 1, -1):
        at = best[line][at][1]
        ends.append(at)
    return ends[::-1], max(0.0, badness)
