"""The sheet that a chart is drawn on: marks, and labels that never touch each other.

A label is measured before it is set; where its box would touch another's or leave the sheet, it is
not set, and whoever asked puts it elsewhere, shortens it or leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from epaper.geometry import Rect
from epaper.layout.design.reader import Design
from epaper.model.text import rich
from epaper.page.marks import Fill, GlyphRun, Mark, Origin, Polygon, Rule
from epaper.page.style import TextStyle
from epaper.typeset.typesetter import Typesetter

# that tell apart in grey as well, the last one within an outline
COLOURS = ("accent", "black", "rule", "tint")
ASCENT, DESCENT = 0.76, 0.24  # of a label's size, over and under its baseline
AIR = 1.0  # points between the boxes of two labels
ELLIPSIS = "…"


@dataclass(slots=True)
class Sheet:
    """Points of the page; `frame`: where labels may stand."""

    frame: Rect
    design: Design
    setter: Typesetter
    origin: Origin
    marks: list[Mark] = field(default_factory=list)
    taken: list[Rect] = field(default_factory=list)

    @property
    def style(self) -> TextStyle:
        return self.design.styles["chart_label"]

    def figure(self, value: float) -> str:
        return self.design.words.figure(value)

    def width(self, text: str) -> float:
        return self.setter.width(text, self.style)

    def widest(self, texts: Iterable[str]) -> float:
        return max(map(self.width, texts), default=0.0)

    def shortened(self, text: str, room: float) -> str:
        """The text, or as much of it as the room holds with an ellipsis."""
        if self.width(text) <= room + 0.01:
            return text
        while text and self.width(text + ELLIPSIS) > room:
            text = text[:-1].rstrip(" ,.;:-–")
        return text + ELLIPSIS if text else ""

    def wrapped(self, text: str, room: float, most: int) -> list[str]:
        """The text in lines of the room, the last of at most `most` shortened."""
        lines: list[str] = []
        words = text.split()
        while words and len(lines) < most:
            if len(lines) == most - 1:
                lines.append(self.shortened(" ".join(words), room))
                break
            taken = 1
            while taken < len(words) and self.width(" ".join(words[: taken + 1])) <= room:
                taken += 1
            lines.append(self.shortened(" ".join(words[:taken]), room))
            words = words[taken:]
        return [line for line in lines if line]

    def label(self, text: str, x: float, y: float, align: str = "left") -> bool:
        """Set a label with its baseline at y, `align` at x, if it touches no other."""
        if not text:
            return True
        style = self.style
        wide = self.width(text)
        x -= {"left": 0.0, "centre": wide / 2, "right": wide}[align]
        if wide > self.frame.width + 0.01:
            return False
        x = max(self.frame.x, min(x, self.frame.right - wide))
        box = Rect(x, y - ASCENT * style.size, wide, (ASCENT + DESCENT) * style.size)
        if box.y < self.frame.y - 0.01 or box.bottom > self.frame.bottom + 0.01:
            return False
        if any(_touch(box, other) for other in self.taken):
            return False
        self.taken.append(box)
        runs = self.setter.set_line(rich(text), style, self.origin).runs
        self.marks += [replace(run, x=run.x + x, y=run.y + y) for run in runs]
        return True

    def put(self, runs: Iterable[GlyphRun], x: float, y: float) -> None:
        self.marks += [replace(run, x=run.x + x, y=run.y + y) for run in runs]

    def rule(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.25) -> None:
        rule = Rule(x0, y0, x1, y1, weight=weight, colour="rule", origin=self.origin)
        self.marks.append(rule)

    def block(self, x: float, y: float, width: float, height: float, series: int) -> None:
        """A bar, a column or the key to it, in the colour of its series."""
        colour = COLOURS[series % len(COLOURS)]
        rect = Rect(x, y, max(width, 0.3), max(height, 0.3))
        self.marks.append(Fill(rect, colour, self.origin))
        if colour == "tint" and min(width, height) > 0.8:
            corners = ((x, y), (rect.right, y), (rect.right, rect.bottom), (x, rect.bottom))
            line = Polygon(corners, self.origin, stroke="black", weight=0.4)
            self.marks.append(line)

    def key(self, names: Iterable[str], y: float) -> float:
        """The names of the series with their colours, from the baseline y on; the next baseline."""
        style, x = self.style, self.frame.x
        for number, name in enumerate(names):
            name = self.shortened(name, self.frame.width - 10)
            wide = 9 + self.width(name)
            if x > self.frame.x and x + wide > self.frame.right:
                x, y = self.frame.x, y + style.leading
            self.block(x, y - 5, 6, 5, series=number)
            self.label(name, x + 9, y)
            x += wide + 12
        return y + style.leading


def _touch(a: Rect, b: Rect) -> bool:
    across = a.x < b.right + AIR and b.x < a.right + AIR
    return across and a.y < b.bottom and b.y < a.bottom
