"""Glyph runs as text-showing operators (ISO 32000-1, 9.4).

A glyph moves the pen by ((width - adjustment / 1000) * size + tracking) * stretch.  Kerning and the
space between words are adjustments, so that words land where the typesetter put them whatever the
font's own widths are.
"""

from __future__ import annotations

from collections.abc import Mapping

from epaper.page.marks import GlyphRun, Word
from epaper.sinks.pdf.codes import FaceCodes
from epaper.sinks.pdf.numbers import num
from epaper.sinks.pdf.shown import NOTHING, shown

# thousandths of an em that a glyph may be off until the word ends: widths are rounded to 1
ROUNDING = 0.51
# in a word kept for runs of any tracking: after a code that shows nothing, which takes none
UNSEEN = "~"


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
        tracked = _kern(run.tracking * 1000 / run.size) if run.tracking else ""
        parts = []
        for word in run.words:
            found = cache.get(id(word))
            if found is None:
                found = cache[id(word)] = (word, _fragment(word, face))
            parts.append(found[1].replace(UNSEEN, tracked))
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
    scale = 1000 / face.units_per_em
    codes, widths = face.codes, face.widths
    parts = []
    ahead = 0.0  # how far the pen is past its place, in thousandths of an em
    for look, text, advance in shown(word):
        parts.append(f"{codes[look, text]:04x}")
        ahead += widths[look] - advance * scale
        if abs(ahead) > ROUNDING:
            parts.append(_kern(ahead))
            ahead = 0.0
        if look == NOTHING:
            parts.append(UNSEEN)
    return "".join(parts) + _kern(ahead)


def _kern(adjustment: float) -> str:
    """An adjustment in thousandths of an em, closing the string before it and opening the next."""
    return f">{num(adjustment)}<" if abs(adjustment) >= 0.0005 else ""
