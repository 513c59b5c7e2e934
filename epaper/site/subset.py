"""A face cut down to what it is needed for: letters, and of scripts whose letters join, the forms
that their words take.

A face of Devanagari or Nastaliq has a thousand forms for a hundred letters.  A day's words need a
few hundred of them: those that shaping puts in on its way to what is printed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import uharfbuzz as hb

from epaper.work.kept import kept

SINGLE = 1  # a rule that puts one glyph for one (OpenType, GSUB)
STEPS = ("start table", "end lookup")  # of a shaper, after which other glyphs may stand there


class Said(NamedTuple):
    """A word that a face has to show, as a browser will shape it."""

    text: str
    language: str
    leftward: bool
    features: tuple[str, ...] = ()


def woff2(
    data: bytes,
    digest: str,
    letters: frozenset[int],
    features: Sequence[str],
    words: Iterable[Said] | None = None,
) -> bytes:
    """A face with these letters and all that its features make of them, or with `words` what they
    make in these."""
    said = None if words is None else sorted(set(words))
    facts = (digest, sorted(letters), sorted(features), said)
    return kept("web faces", facts, lambda: _woff2(data, letters, features, said))


def _woff2(
    data: bytes, letters: frozenset[int], features: Sequence[str], words: Sequence[Said] | None
) -> bytes:
    from fontTools.ttLib import TTFont

    face = hb.Face(hb.Blob(data))
    forms = None if words is None else _forms(face, data, letters, features, words=words)
    font = TTFont(io.BytesIO(_cut(face, letters, features, forms)), recalcTimestamp=False)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def _cut(
    face: hb.Face,
    letters: frozenset[int],
    features: Sequence[str],
    forms: Iterable[int] | None,
    *,
    numbered: bool = False,
) -> bytes:
    """The face with what its features make of the letters, or with these glyphs beside them;
    `numbered`: glyphs keep their numbers."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(letters)
    tags = wanted.layout_feature_tag_set
    tags.clear()
    tags.update(int.from_bytes(feature.encode("ascii"), "big") for feature in features)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    if forms is not None:
        wanted.glyph_set.update(forms)
        wanted.flags |= hb.SubsetFlags.NO_LAYOUT_CLOSURE
    if numbered:
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    cut: bytes = hb.subset(face, wanted).blob.data
    return cut


def _forms(
    face: hb.Face,
    data: bytes,
    letters: frozenset[int],
    features: Sequence[str],
    *,
    words: Sequence[Said],
) -> set[int] | None:
    """The glyphs with which these words come out as with the whole face; None where those that are
    seen on the way do not do."""
    font = hb.Font(face)
    traces = {word: traced(font, word) for word in words}
    forms = {glyph for trace in traces.values() for glyph in trace.passed}

    def wrong() -> list[Trace]:
        cut = hb.Font(hb.Face(hb.Blob(_cut(face, letters, features, forms, numbered=True))))
        return [one for word, one in traces.items() if traced(cut, word).shown != one.shown]

    if failed := wrong():
        forms |= _between(data, failed)
        if wrong():
            return None
    return forms


class Trace(NamedTuple):
    """The glyphs of a shaped word, and all that stood in it at any step: a form that is printed is
    made of others, and without those the rules for it go."""

    shown: tuple[int, ...]
    passed: frozenset[int]


def traced(font: hb.Font, word: Said) -> Trace:
    found: set[int] = set()
    buffer = hb.Buffer()

    def step(told: str) -> bool:
        if told.startswith(STEPS):
            found.update(info.codepoint for info in buffer.glyph_infos or ())
        return True

    buffer.add_str(word.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if word.leftward else "ltr"
    buffer.language = word.language or "en"
    buffer.set_message_func(step)
    hb.shape(font, buffer, dict.fromkeys(word.features, True) or None)
    shown = tuple(info.codepoint for info in buffer.glyph_infos or ())
    return Trace(shown, frozenset(found.union(shown)))


def _between(data: bytes, traces: Iterable[Trace]) -> set[int]:
    """Forms that one rule puts in and another takes out again within one step, which no shaper
    tells: those between two forms of a word."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True)  # rules of other kinds are most of it
    into: dict[int, set[int]] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            single = getattr(table, "ExtSubTable", table)
            if single.LookupType == SINGLE:
                for before, after in single.mapping.items():
                    into.setdefault(font.getGlyphID(before), set()).add(font.getGlyphID(after))
    found: set[int] = set()
    for trace in traces:
        for glyph in trace.passed:
            found |= {one for one in into.get(glyph, ()) if into.get(one, set()) & trace.passed}
    return found


def unicode_range(letters: frozenset[int]) -> str:
    """As CSS has it: U+20-7E, U+2014."""
    parts: list[list[int]] = []
    for letter in sorted(letters):
        if parts and letter == parts[-1][1] + 1:
            parts[-1][1] = letter
        else:
            parts.append([letter, letter])
    return ", ".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in parts
    )


def faces_css(faces: Mapping[str, Sequence[tuple[str, frozenset[int]]]]) -> str:
    """@font-face rules: by face its files, from the place of the style sheet, with their
    letters."""
    rules = []
    for face, files in sorted(faces.items()):
        for path, letters in files:
            rules.append(
                f'@font-face{{font-family:"p-{face}";src:url("{path}") format("woff2");'
                f"font-weight:1 1000;font-display:swap;unicode-range:{unicode_range(letters)}}}"
            )
    return "\n".join(rules) + "\n"
