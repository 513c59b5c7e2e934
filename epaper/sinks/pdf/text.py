"""Glyph runs as text-showing operators (ISO 32000-1, 9.4).

A glyph moves the pen by ((width - adjustment / 1000) * size + tracking) * stretch.  Kerning and the
space between words are adjustments, so that words land where the typesetter put them whatever the
font's own widths are.
"""

from __future__ import annotations

from collections.abc import Mapping

from epaper.page.marks import GlyphRun, Word
from epaper.sinks.pdf.codes import WORD_JOINER, FaceCodes, clusters, glyph_texts
from epaper.sinks.pdf.numbers import num

# thousandths of an em that a glyph may be off until the word ends: widths are rounded to 1
ROUNDING = 0.51


class TextSetter:
    """Turns runs into TJ operators.  Words are turned once each; it holds on to them, so their ids
    stay theirs.
    """

    def __init__(self, faces: Mapping[str, FaceCodes]) -> None:
        self.faces = faces
        self._fragments: dict[str, dict[int, tuple[Word, str]]] = {face: {} for face in faces}

    def show(self, run: GlyphRun) -> str:
        """The run's TJ operator; font, size, stretch, tracking and place are set already."""
        face = self.faces[run.face]
        cache = self._fragments[run.face]
        parts = []
        for word in run.words:
            found = cache.get(id(word))
            if found is None:
                if any(rise for _, rise in word.offsets):  # hangs on the size
                    parts.append(_special(word, glyph_texts(word), face, run.size))
                    continue
                found = cache[id(word)] = (word, _fragment(word, face))
            parts.append(found[1])
        end = face.space if run.space_after else ""
        return (
            f"[<{self._space(run, face).join(parts)}{end}>]TJ"
            if len(parts) > 1
            else f"[<{''.join(parts)}{end}>]TJ"
        )

    @staticmethod
    def _space(run: GlyphRun, face: FaceCodes) -> str:
        """What parts two words: the space glyph, and an adjustment that makes it `gap` wide as
        printed.
        """
        em = 1000 / run.size
        if face.space:
            gap = run.gap / run.stretch - run.tracking
            return f"{face.space}>{num(face.space_width - gap * em)}<"
        return f">{num(-run.gap / run.stretch * em)}<"


def _fragment(word: Word, face: FaceCodes) -> str:
    """The inside of a TJ array without its first and last angle bracket: codes, and kerning between
    them.
    """
    texts = glyph_texts(word)
    if word.offsets or WORD_JOINER in texts:
        return _special(word, texts, face, 0.0)
    scale = 1000 / face.units_per_em
    codes, widths = face.codes, face.widths
    parts = []
    ahead = 0.0  # how far the pen is past its place, in thousandths of an em
    for glyph, text, advance in zip(word.glyphs, texts, word.advances, strict=True):
        parts.append(f"{codes[glyph, text]:04x}")
        ahead += widths[glyph] - advance * scale
        if abs(ahead) > ROUNDING:
            parts.append(_kern(ahead))
            ahead = 0.0
    return "".join(parts) + _kern(ahead)


def _special(word: Word, texts: tuple[str, ...], face: FaceCodes, size: float) -> str:
    """A fragment in which glyphs are moved off their place or stand for less than a character.

    Sideways moves are adjustments before and after, rises are Ts in points at `size`.  Clusters of
    moved glyphs (a letter under an accent), or with more glyphs than characters, say what they
    stand for as ActualText (ISO 32000-1, 14.9.4).
    """
    scale = 1000 / face.units_per_em
    offsets = word.offsets or ((0, 0),) * len(word.glyphs)
    parts = []
    for start, end in clusters(word):
        shared = WORD_JOINER in texts[start:end] or (
            end - start > 1 and any(map(any, offsets[start:end]))
        )
        if shared:
            actual = ("\ufeff" + word.clusters[start]).encode("utf-16-be").hex()
            parts.append(f">]TJ /Span<</ActualText<{actual}>>>BDC [<")
        for index in range(start, end):
            glyph, (right, up) = word.glyphs[index], offsets[index]
            code = f"{face.codes[glyph, texts[index]]:04x}"
            rise = num(up * size / face.units_per_em)
            shown = code if rise == "0" else f">]TJ {rise} Ts[<{code}>]TJ 0 Ts[<"
            after = right * scale + face.widths[glyph] - word.advances[index] * scale
            parts.append(f"{_kern(-right * scale)}{shown}{_kern(after)}")
        if shared:
            parts.append(">]TJ EMC [<")
    return "".join(parts)


def _kern(adjustment: float) -> str:
    """An adjustment in thousandths of an em, closing the string before it and opening the next."""
    return f">{num(adjustment)}<" if abs(adjustment) >= 0.0005 else ""
