"""The paper's faces for browsers: WOFF2 of the letters that are needed, and which OpenType features
a word was set with.

A face is parted: a core that is the same every day and stays in caches for a year, and what of its
letters only this edition needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import uharfbuzz as hb

from epaper.issue.issue import Issue
from epaper.page.marks import GlyphRun, Word
from epaper.typeset.fonts import Metrics, OpenFace
from epaper.typeset.shaping import shape_word

# every day's text needs these: printable ASCII, dashes and quotes; no more, for it is what a first
# visit waits for
CORE = frozenset(
    (
        *range(0x20, 0x7F),
        *(0xA0, 0xA3, 0xAD, 0xB0, 0xB7, 0xD7, 0xE9),
        *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AC, 0x2212),
    )
)
# that browsers apply by themselves, and those that a style may switch on
USUAL = (
    *("abvf", "abvm", "abvs", "akhn", "blwf", "blwm", "blws", "calt", "ccmp", "cjct", "clig"),
    *("curs", "dist", "fina", "half", "haln", "init", "isol", "kern", "liga", "locl", "mark"),
    *("med2", "medi", "mkmk", "nukt", "pref", "pres", "pstf", "psts", "rclt", "rkrf", "rlig"),
    *("rphf", "vatu", "fin2", "fin3", "rvrn"),
)
CHOSEN = ("onum", "lnum", "pnum", "tnum", "smcp", "c2sc", "sups", "subs", "ordn", "frac")
# browsers leave ligatures out of lines with letter spaces, but for those that are asked for by tag
LIGATURES = ("liga", "clig")
AS_SET = (  # with widths that are not rounded to the screen's pixels
    ".ink{text-rendering:geometricPrecision;"
    f"font-feature-settings:{','.join(map(repr, LIGATURES))}}}"
)
MOST_FEATURES = 3  # together, in a style


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a word of an issue comes out as it was set: features of OpenType, capitals."""

    features: tuple[str, ...] = ()
    upper: bool = False

    @property
    def name(self) -> str:
        """As a CSS class; empty where nothing is to be said."""
        return "-".join(("ft", *self.features, *(("upper",) if self.upper else ()))) * bool(
            self.features or self.upper
        )


@dataclass(slots=True)
class FaceSet:
    """The faces of an issue, opened."""

    issue: Issue
    _open: dict[str, OpenFace] = field(default_factory=dict)
    _drawn: dict[tuple[str, str, tuple[int, ...]], Drawn] = field(default_factory=dict)

    def open(self, face: str) -> OpenFace:
        known = self._open.get(face)
        if known is None:
            data = self.issue.shelf.read(self.issue.faces[face])
            known = self._open[face] = _opened(data)
        return known

    def units(self, face: str) -> int:
        return self.open(face).metrics.units_per_em

    def space(self, face: str) -> int:
        """The space's advance in font units."""
        font = self.open(face).font
        glyph = font.get_nominal_glyph(0x20)
        return font.get_glyph_h_advance(glyph) if glyph else 0

    def asked(self, face: str) -> tuple[str, ...]:
        """The features that its words were drawn with so far, beside the usual ones."""
        own = (drawn.features for (name, *_), drawn in self._drawn.items() if name == face)
        return tuple(sorted({feature for features in own for feature in features}))

    def rules(self) -> str:
        """Style rules of all that was drawn with features or in capitals."""
        drawn = sorted({one for one in self._drawn.values() if one.name}, key=lambda one: one.name)
        rules = [
            f".{one.name}{{"
            + (f"font-feature-settings:{_settings(one.features)};" if one.features else "")
            + ("text-transform:uppercase" if one.upper else "")
            + "}"
            for one in drawn
        ]
        plain = f".ft{{font-feature-settings:{_settings(())};text-transform:none}}"
        return "\n".join((AS_SET, plain, *rules)) + "\n"

    def drawn(self, run: GlyphRun, language: str) -> Drawn:
        """How its words are drawn as they were set; plain where nothing that we know does it."""
        for word in run.words:
            found = self._word(run.face, word, leftward=run.direction == "rtl", language=language)
            if found != Drawn():
                return found
        return Drawn()

    def _word(self, face: str, word: Word, leftward: bool, language: str) -> Drawn:
        key = (face, word.text, word.glyphs)
        known = self._drawn.get(key)
        if known is None:
            known = self._drawn[key] = self._looked_for(face, word, leftward, language)
        return known

    def _looked_for(self, face: str, word: Word, leftward: bool, language: str) -> Drawn:
        opened = self.open(face)
        able = [tag for tag in CHOSEN if tag in opened.features]
        for upper in (False, True):
            for count in range(MOST_FEATURES + 1):
                for features in combinations(able, count):
                    made = shape_word(
                        opened, word.text, features, upper, leftward=leftward, language=language
                    )
                    if made.glyphs == word.glyphs:
                        return Drawn(features, upper)
        return Drawn()


def _settings(features: Sequence[str]) -> str:
    return ",".join(f'"{feature}"' for feature in (*LIGATURES, *features))


def _opened(data: bytes) -> OpenFace:
    face = hb.Face(hb.Blob(data))
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    scripts = range(len(face.get_table_script_tags("GSUB")))
    features = {
        feature for script in scripts for feature in face.get_language_feature_tags("GSUB", script)
    }
    metrics = Metrics(face.upem, extents.ascender, extents.descender, cap_height=0, x_height=0)
    return OpenFace(font, metrics, frozenset(face.unicodes), frozenset(features))
