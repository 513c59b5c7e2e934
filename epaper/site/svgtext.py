"""Lines of type as SVG text: each ends where the printed one ends, by word and letter spaces.

A browser cannot widen letters a little, as the page's lines are justified by; a hundredth more
between letters looks the same and is what all browsers do alike.  `textLength` holds the line to
its measure should a browser shape a letter otherwise, or show it in another face meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from epaper.page.marks import SOFT_HYPHEN, GlyphRun
from epaper.site.faces import FaceSet
from epaper.site.reading import SetLine
from epaper.typeset.scripts import joins, runs_of

SEEN = 0.004  # points: less between letters is seen by nobody
SPACES = " \u00a0"  # that a browser widens by word-spacing
Attributes = Mapping[str, str]


def number(value: float, places: int = 2) -> str:
    """As short as may be."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
    return "0" if text in ("-0", "") else text


def attributes(values: Attributes) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


@dataclass(frozen=True, slots=True)
class Style:
    """What a run looks like, as attributes."""

    face: str
    size: float
    colour: str
    drawn: str = ""  # class: features

    def attributes(self, base: Style | None = None) -> dict[str, str]:
        """Those in which it differs from what it stands in."""
        found: dict[str, str] = {}
        if base is None or base.face != self.face:
            found["font-family"] = f"p-{self.face}"
        if base is None or base.size != self.size:
            found["font-size"] = number(self.size, 3)
        if base is None or base.colour != self.colour:
            found["fill"] = self.colour
        if base is None or base.drawn != self.drawn:
            found["class"] = self.drawn or ("ft" if base and base.drawn else "")
        return found


@dataclass(slots=True)
class TextSetter:
    """Sets blocks of a page; hyphens that line breaks made are drawn beside the text."""

    faces: FaceSet
    colours: Mapping[str, str]  # name -> CSS
    language: str  # of the issue
    hyphens: dict[str, list[str]] = field(default_factory=dict)  # colour -> outlines
    _outlines: dict[tuple[str, int], str] = field(default_factory=dict)

    def text(self, lines: Sequence[SetLine], more: Attributes | None = None) -> str:
        """One <text> of a block's lines, a <tspan> a line."""
        leftward = lines[0].runs[0].direction == "rtl" or any(
            run.direction == "rtl" for line in lines for run in line.runs
        )
        base = self._style(lines[0].runs[-1])
        head = dict(more or {})
        if leftward:
            head["direction"] = "rtl"
        head |= base.attributes()
        parts: list[str] = []
        for place, line in enumerate(lines):
            if place and not lines[place - 1].parted:
                parts.append("\n")
            set_line = self._leftward if leftward else self._rightward
            parts.append(set_line(line, base))
            if line.hyphenated:
                self._hyphen(line.runs[-1])
        return f"<text{attributes(head)}>{''.join(parts)}</text>"

    def _style(self, run: GlyphRun) -> Style:
        drawn = self.faces.drawn(run, run.language or self.language)
        return Style(run.face, run.size, self.colours[run.colour], drawn.name)

    def _rightward(self, line: SetLine, base: Style) -> str:
        """Each run at its own place."""
        parts: list[str] = []
        for place, (run, text) in enumerate(line.pieces):
            values = {"x": number(run.x)}
            if not place:
                values["y"] = number(run.y)
            values |= self._style(run).attributes(base) | self._spaced(run)
            body = escape(text.rstrip(" "), quote=False)
            parts.append(f"<tspan{attributes(values)}>{body}</tspan>")
            if text.endswith(" "):
                parts.append(" ")
        return "".join(parts)

    def _spaced(self, run: GlyphRun) -> dict[str, str]:
        """Word and letter spaces that make the run as wide as it is printed."""
        size, scale = run.size, run.size / self.faces.units(run.face)
        words = run.words
        natural = sum(word.width for word in words) * scale
        glyphs = sum(map(bool, (one for word in words for one in word.clusters)))
        width = run.stretch * (natural + run.tracking * glyphs)
        if run.text.endswith(SOFT_HYPHEN):  # it is drawn beside the text, or not at all
            advance = words[-1].advances[-1] * scale
            natural -= advance
            glyphs -= 1
            width -= run.stretch * (advance + run.tracking)
        gaps = len(words) - 1
        joined = any(joins(script) for script, _ in runs_of("".join(w.text for w in words)))
        letters = 0.0 if joined or not glyphs else (width - natural) / glyphs
        if abs(letters) < SEEN:
            letters = 0.0
        width += run.gap * gaps
        found: dict[str, str] = {}
        if letters:
            found["letter-spacing"] = number(letters, 3)
        if gaps:
            space = self.faces.space(run.face) * scale
            wide = sum(word.text.count("\u00a0") for word in words)
            left = width - natural - letters * (glyphs + gaps) - space * gaps
            between = left / (gaps + wide)
            if abs(between) >= SEEN / 2:
                found["word-spacing"] = number(between, 3)
        if glyphs > 1 and size:
            found["textLength"] = number(width)
            found["lengthAdjust"] = "spacingAndGlyphs" if joined else ""
        return found

    def _leftward(self, line: SetLine, base: Style) -> str:
        """A line with words that run to the left, from its right edge: its order along the line is
        the browser's matter, as it is that of UAX 9."""
        left = min(run.x for run in line.runs)
        right = max(run.x + run.width for run in line.runs)
        natural = spaces = 0.0
        gaps = 0
        for run, text in line.pieces:
            scale = run.size / self.faces.units(run.face)
            natural += sum(word.width for word in run.words) * scale
            space = self.faces.space(run.face) * scale
            count = sum(text.count(char) for char in SPACES)
            gaps += count
            spaces += count * space
        values = {"x": number(right), "y": number(line.runs[0].y)}
        if gaps:
            values["word-spacing"] = number((right - left - natural - spaces) / gaps, 3)
        values |= {"textLength": number(right - left), "lengthAdjust": "spacingAndGlyphs"}
        parts: list[str] = []
        for run, text in line.pieces:
            own = self._style(run).attributes(base)
            body = escape(text, quote=False)
            if parts and not own and not parts[-1].startswith("<"):
                parts[-1] += body
            else:
                parts.append(f"<tspan{attributes(own)}>{body}</tspan>" if own else body)
        return f"<tspan{attributes(values)}>{''.join(parts)}</tspan>"

    def _hyphen(self, run: GlyphRun) -> None:
        """Draw the hyphen at the end of a run."""
        word = run.words[-1]
        scale = run.size / self.faces.units(run.face)
        advance = run.stretch * (word.advances[-1] * scale + run.tracking)
        pen = SVGPathPen(None, ntos=number)
        x = run.x + run.width - advance
        turned = TransformPen(pen, (scale * run.stretch, 0, 0, -scale, x, run.y))
        self.faces.open(run.face).font.draw_glyph_with_pen(word.glyphs[-1], turned)
        self.hyphens.setdefault(self.colours[run.colour], []).append(pen.getCommands())

    def drawn_hyphens(self) -> str:
        """All of them so far, and none is left."""
        drawn = "".join(
            f'<path class="hyphens" aria-hidden="true" fill="{colour}" d="{"".join(outlines)}"/>'
            for colour, outlines in sorted(self.hyphens.items())
        )
        self.hyphens.clear()
        return drawn
