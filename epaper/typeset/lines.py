"""Broken text to Lines: pieces of words on a baseline, spaces and letters stretched to the
measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from epaper.page.marks import GlyphRun, Origin, Word
from epaper.page.style import TextStyle
from epaper.typeset.bidi import is_rightward, levels_of, order_on_line
from epaper.typeset.galley import Line
from epaper.typeset.linebreak import OFFSET, OFFSET_BITS, STRAINED, Spacing, strained
from epaper.typeset.shaping import Piece
from epaper.typeset.tokens import (
    HANG_LEFT,
    HANG_RIGHT,
    HARD_HYPHEN,
    SOFT,
    UNSIGNED,
    Token,
    TokenBook,
)

# spaces of the face, or of last lines where these are less; a line that needs more ends short
WIDEST = 2.195
Words = list[tuple[Piece, ...]]  # of one line


class End(Enum):
    """How a line ends."""

    WORD = "word"  # between two words
    HYPHEN = "hyphen"  # within a word, with a hyphen that is put there, or what stands for one
    WITHIN = "within"  # within a word, with nothing to add: an address, a written hyphen


Cut = list[tuple[Words, End]]  # a paragraph in lines


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line is fitted: gap and tracking in points, stretch of the letters as a factor."""

    gap: float
    tracking: float
    stretch: float = 1.0


def cut_lines(book: TokenBook, tokens: Sequence[Token], codes: Sequence[int]) -> Cut:
    """The words of every line, and how it ends."""
    lines: Cut = []
    kinds: dict[int, dict[int, int]] = {}  # of a token's breaks by offset
    token, offset = 0, 0
    for code in (*codes, len(tokens) << OFFSET_BITS):
        end_token, end_offset = code >> OFFSET_BITS, code & OFFSET
        words: Words = []
        end = End.WORD
        while token < end_token:
            words.append(
                book.fragment(tokens[token], offset, OFFSET, HARD_HYPHEN)
                if offset
                else tokens[token].pieces
            )
            token, offset = token + 1, 0
        if end_offset:
            known = kinds.get(token) or {one.offset: one.kind for one in tokens[token].breaks}
            if end_offset not in known:  # once for a word: it may be very long
                known = {one.offset: one.kind for one in book.split_anywhere(tokens[token])}
            kinds[token] = known
            kind = known.get(end_offset, HARD_HYPHEN)
            end = End.HYPHEN if kind in (SOFT, UNSIGNED) else End.WITHIN
            words.append(book.fragment(tokens[token], offset, end_offset, kind))
            offset = end_offset
        lines.append((words, end))
    return lines


class LineSetter:
    """Makes Lines of one style; origins are indexed by the pieces' roles."""

    def __init__(self, book: TokenBook, style: TextStyle, origins: Sequence[Origin]) -> None:
        self.book, self.style, self.origins = book, style, origins
        self.size = style.size
        self.tracking = style.tracking * style.size
        self.space = book.space * style.size
        self._levels: tuple[int, ...] = ()  # of the line that is set, by its paragraph

    def of_line(self, levels: tuple[int, ...]) -> LineSetter:
        """The next line has these levels in its paragraph; none: it is one by itself."""
        self._levels = levels
        return self

    def levels(self, lines: Cut) -> list[tuple[int, ...]]:
        """The levels of a paragraph's lines; none where all its words run to the right."""
        every = (piece for words, _ in lines for word in words for piece in word)
        if not self.book.leftward and not (
            self.book.shaper.leftward and any(piece.leftward for piece in every)
        ):
            return [()] * len(lines)
        texts = [
            ([_text(part) for part in _parts(words)], end is not End.WORD) for words, end in lines
        ]
        every_text = [part for parts, _ in texts for part in parts]
        return levels_of(texts, self.book.leftward and not is_rightward(every_text))

    def natural(
        self, words: Words, left: float, end: End = End.WORD, space: float | None = None
    ) -> Line:
        """A line with its own spaces, starting at `left` points."""
        gap = self.space if space is None else space
        fit = Fit(gap, self.tracking)
        width = self._letters(words) + gap * (len(words) - 1)
        return self._line(words, left, fit, end, width=width)

    def justified(
        self, words: Words, left: float, measure: float, spacing: Spacing, end: End
    ) -> Line:
        """A line that fills `measure` points from `left`; hanging characters stand outside.  One
        of few and long words, which would gape, ends short with spaces as wide as may be."""
        first, last = words[0][0].word, words[-1][-1].word
        hang_left = _hang(first, 0, HANG_LEFT) * self._scale(words[0][0])
        hang_right = _hang(last, -1, HANG_RIGHT) * self._scale(words[-1][-1])
        target = measure + hang_left + hang_right
        letters = self._letters(words)
        glyphs = sum(piece.spaced for word in words for piece in word)
        gaps = len(words) - 1
        fit = fit_line(
            target, letters, glyphs, gaps, size=self.size, spacing=spacing, tracking=self.tracking
        )
        widest = WIDEST * min(self.space, spacing.space * self.size) - fit.stretch * (
            fit.tracking - self.tracking
        )
        if fit.gap > widest:
            width = measure - gaps * (fit.gap - widest)
            fit = replace(fit, gap=widest)
            line = self._line(words, left - hang_left, fit, end, width=width)
            return replace(line, gap=widest / self.size)
        if not gaps:
            width = (
                fit.stretch * (letters + glyphs * (fit.tracking - self.tracking))
                - hang_left
                - hang_right
            )
            return self._line(words, left - hang_left, fit, end, width=width)
        line = self._line(words, left - hang_left, fit, end, width=measure)
        return replace(line, gap=fit.gap / self.size)

    def last(self, words: Words, left: float, measure: float, spacing: Spacing) -> Line:
        """A paragraph's last line: natural spaces, closed up where it would not fit."""
        line = self.natural(words, left, space=spacing.space * self.size)
        last = words[-1][-1]
        hang = _hang(last.word, -1, HANG_RIGHT) * self._scale(last)
        if line.width - hang > measure:
            return replace(self.justified(words, left, measure, spacing, end=End.WORD), gap=None)
        first = words[0][0]
        hang = _hang(first.word, 0, HANG_LEFT) * self._scale(first)
        return self.natural(words, left - hang, space=spacing.space * self.size) if hang else line

    def aligned(self, words: Words, left: float, measure: float, end: End = End.WORD) -> Line:
        """A ragged or centred line in `measure` points from `left`."""
        width = self._letters(words) + self.space * (len(words) - 1)
        match self.style.align:
            case "right":
                left += measure - width
            case "centre":
                left += (measure - width) / 2
        return self.natural(words, left, end)

    def _line(self, words: Words, left: float, fit: Fit, end: End, *, width: float) -> Line:
        runs = self._runs(words, left, fit)
        if end is End.WITHIN:
            runs = (*runs[:-1], replace(runs[-1], goes_on=True))
        return Line(runs, width, end is End.HYPHEN and runs[-1].hyphenated)

    def _scale(self, piece: Piece) -> float:
        """Points per font unit."""
        return self.size * piece.scale / self.book.shaper.book.metrics(piece.face).units_per_em

    def _letters(self, words: Words) -> float:
        """Width in points without spaces, unstretched."""
        total = glyphs = 0.0
        for word in words:
            for piece in word:
                total += piece.width
                glyphs += piece.spaced
        return total * self.size + glyphs * self.tracking

    def _runs(self, words: Words, x: float, fit: Fit) -> tuple[GlyphRun, ...]:
        mixed = self.book.shaper.leftward and any(p.leftward for word in words for p in word)
        if mixed or self.book.leftward or any(self._levels):
            return self._mixed(words, x, fit)
        return self._rightward(words, x, fit)

    def _mixed(self, words: Words, x: float, fit: Fit) -> tuple[GlyphRun, ...]:
        """Runs in the order in which they are read; those among text that runs to the left stand
        where they are read there.  Lines that begin at the right are set here as their page's
        mirror shows them, from the left: it will be turned round."""
        parts = _parts(words)
        texts = [_text(part) for part in parts]
        leftward = self.book.leftward and not is_rightward(texts)
        order, turned = order_on_line(texts, leftward, self._levels)
        if self.book.leftward:
            order.reverse()
        at: dict[int, float] = {}
        for place in order:
            at[place] = x
            x += self._width(parts[place], fit)
        runs: list[GlyphRun] = []
        for place, part in enumerate(parts):
            if part is None:
                runs[-1] = replace(runs[-1], space_after=True)
                continue
            if turned[place] and not part.leftward:
                part = self.book.shaper.turned(part)
            width = self._width(part, fit)
            run = self._run(at[place], part, (part.word,), fit, spaced=False, width=width)
            runs.append(replace(run, direction="rtl") if part.leftward else run)
        return tuple(runs)

    def _width(self, part: Piece | None, fit: Fit) -> float:
        """Of a piece or a space, as printed."""
        if part is None:
            return fit.gap
        letters = part.width * self.size + part.spaced * fit.tracking
        return letters * fit.stretch

    def _rightward(self, words: Words, x: float, fit: Fit) -> tuple[GlyphRun, ...]:
        runs: list[GlyphRun] = []
        batch: list[Word] = []
        width = 0.0
        final = len(words) - 1
        for index, pieces in enumerate(words):
            for number, piece in enumerate(pieces):
                batch.append(piece.word)
                width += (piece.width * self.size + piece.spaced * fit.tracking) * fit.stretch
                ends_word = number == len(pieces) - 1
                follower = words[index + 1][0] if ends_word and index < final else None
                if follower is not None and _alike(piece, follower):
                    width += fit.gap
                    continue
                spaced = follower is not None
                runs.append(self._run(x, piece, tuple(batch), fit, spaced=spaced, width=width))
                x += width + (fit.gap if spaced else 0.0)
                batch, width = [], 0.0
        return tuple(runs)

    def _run(
        self, x: float, piece: Piece, words: tuple[Word, ...], fit: Fit, spaced: bool, width: float
    ) -> GlyphRun:
        return GlyphRun(
            x=x,
            y=0.0,
            face=piece.face,
            size=self.size * piece.scale,
            words=words,
            gap=fit.gap,
            origin=self.origins[piece.role],
            stretch=fit.stretch,
            tracking=fit.tracking if piece.spaced else 0.0,  # letters that join are not parted
            colour=self.style.colour,
            space_after=spaced,
            width=width,
        )


def _parts(words: Words) -> list[Piece | None]:
    """Of a line; None is the space between words."""
    parts: list[Piece | None] = []
    for number, word in enumerate(words):
        parts += [None, *word] if number else word
    return parts


def _text(part: Piece | None) -> str:
    return part.word.text if part else " "


def _alike(one: Piece, other: Piece) -> bool:
    same = one.face == other.face and one.scale == other.scale and one.role == other.role
    return same and bool(one.spaced) == bool(other.spaced)


def _hang(word: Word, index: int, shares: dict[str, float]) -> float:
    """Font units by which the glyph at a line's edge hangs out."""
    if not word.clusters or not word.clusters[index]:
        return 0.0
    char = word.clusters[index][index]
    if index and char in "’”'\"" and len(word.text) > 1 and word.text[-2] in ".,":
        return 0.7 * word.advances[index]
    return shares.get(char, 0.0) * word.advances[index]


def fit_line(
    target: float,
    letters: float,
    glyphs: int,
    gaps: int,
    size: float,
    spacing: Spacing,
    tracking: float,
) -> Fit:
    """Share a line's want or surplus between spaces and letters; the spaces take the exact rest."""
    excess = target - letters - gaps * spacing.space * size
    give = letters * spacing.expansion + glyphs * spacing.tracking * size
    spaces = gaps * size * (spacing.stretch if excess > 0 else spacing.shrink)
    ratio = max(-1.0, min(1.0, excess / (give + spaces / spacing.haste))) if give else 0.0
    stretch = round(1 + ratio * spacing.expansion, 4)
    more = ratio * spacing.tracking
    if gaps and excess - give > spaces:
        ratio = strained(excess - give, spaces, glyphs * spacing.strain * size)
        more += spacing.strain * min(1.0, (ratio - 1) / (STRAINED - 1))
    extra = round(tracking + more * size, 4)
    width = stretch * (letters + glyphs * (extra - tracking))
    gap = (target - width) / gaps if gaps else spacing.space * size
    return Fit(gap, extra, stretch)
