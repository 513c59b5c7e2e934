"""Glyph runs as text-showing operators (ISO 32000-1, 9.4).

A glyph moves the pen by ((width - adjustment / 1000) * size + tracking) * stretch.  Kerning and the space between words
are adjustments, so that words land where the typesetter put them whatever the font's own widths are.
"""

from __future__ import annotations

from collections.abc import Mapping

from epaper.page.marks import GlyphRun, Word
from epaper.render.codes import FaceCodes
from epaper.render.numbers import num


class TextSetter:
    """Turns runs into TJ operators.  Words are turned once each; it holds on to them, so their ids stay theirs."""

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
                    parts.append(_risen(word, face, run.size))
                    continue
                found = cache[id(word)] = (word, _fragment(word, face))
            parts.append(found[1])
        end = face.space if run.space_after else ""
        return f"[<{self._space(run, face).join(parts)}{end}>]TJ" if len(parts) > 1 else f"[<{''.join(parts)}{end}>]TJ"

    @staticmethod
    def _space(run: GlyphRun, face: FaceCodes) -> str:
        """What parts two words: the space glyph, and an adjustment that makes it `gap` wide as printed."""
        em = 1000 / run.size
        if face.space:
            return f"{face.space}>{num(face.space_width - (run.gap / run.stretch - run.tracking) * em)}<"
        return f">{num(-run.gap / run.stretch * em)}<"


def _fragment(word: Word, face: FaceCodes) -> str:
    """The inside of a TJ array without its first and last angle bracket: codes, and kerning between them."""
    scale = 1000 / face.units_per_em
    codes, widths = face.codes, face.widths
    if not word.offsets:
        parts = []
        for pair, advance in zip(zip(word.glyphs, word.clusters, strict=True), word.advances, strict=True):
            parts.append(f"{codes[pair]:04x}")
            kern = widths[pair[0]] - advance * scale
            if abs(kern) >= 0.0005:
                parts.append(f">{num(kern)}<")
        return "".join(parts)
    return _moved(word, face, None)


def _risen(word: Word, face: FaceCodes, size: float) -> str:
    """A word with glyphs off the baseline; rises are in points, so it is made for one size."""
    return _moved(word, face, size / face.units_per_em)


def _moved(word: Word, face: FaceCodes, rise_scale: float | None) -> str:
    """A fragment in which glyphs are moved sideways (adjustment before and after) and up (Ts)."""
    scale = 1000 / face.units_per_em
    parts = []
    rows = zip(word.glyphs, word.clusters, word.advances, word.offsets, strict=True)
    carried = 0.0
    for glyph, cluster, advance, (right, up) in rows:
        before = carried - right * scale
        if abs(before) >= 0.0005:
            parts.append(f">{num(before)}<")
        if up and rise_scale is not None:
            parts.append(f">]TJ {num(up * rise_scale)} Ts[<{face.codes[glyph, cluster]:04x}>]TJ 0 Ts[<")
        else:
            parts.append(f"{face.codes[glyph, cluster]:04x}")
        carried = right * scale + face.widths[glyph] - advance * scale
    if abs(carried) >= 0.0005:
        parts.append(f">{num(carried)}<")
    return "".join(parts)
