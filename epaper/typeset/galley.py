"""What the typesetter hands to the layout: text in real lines, before anything stands anywhere.

A galley is a story's body set at one measure.  Every block of it (a paragraph, a crosshead, a row
of a table ...) takes a whole number of grid lines; a paragraph may have several settings, one a
line shorter or longer than its best, so that the layout can end its legs level without touching a
word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from epaper.page.marks import Element, GlyphRun, Origin, Rule
from epaper.page.style import TextStyle


@dataclass(frozen=True, slots=True)
class GalleyStyle:
    """The styles of a story's body.  Every line stands on the grid of body.leading."""

    body: TextStyle
    crosshead: TextStyle
    quotation: TextStyle
    list_item: TextStyle
    table: TextStyle
    dateline: tuple[str, ...] = (
        "smcp",
    )  # features of the run-in dateline; empty sets it as the rest
    flush: frozenset[int] = frozenset()  # paragraphs that a crosshead will stand over, by block


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: runs with x from the left edge of the measure and y from the line's baseline."""

    runs: tuple[GlyphRun, ...]
    width: float  # as printed, hanging characters left out
    hyphenated: bool = False
    # inter-word space of a justified line in em, None where it was not stretched
    gap: float | None = None
    rules: tuple[Rule, ...] = ()  # of a table; same coordinates as runs

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to break a block: so many lines, at so many demerits more than its best setting."""

    lines: int
    demerits: float
    breaks: tuple[int, ...]  # meaning known to the typesetter only


@dataclass(frozen=True, slots=True)
class GalleyBlock:
    """A block of a galley.  settings[0] is the best; the others differ by a line from it and are
    rarer.
    """

    origin: Origin
    settings: tuple[Setting, ...]
    characters: int  # as the ledger counts
    space_before: int = 0  # blank grid lines above, dropped at the head of a leg
    space_after: int = 0
    # may a leg end inside it (never leaving a widow or an orphan, which the layout sees to)
    splittable: bool = True
    keep_with_next: bool = False  # a crosshead; a list's introduction
    give_before: int = 0  # blank grid lines more that may stand above, to make legs level
    # a signature, a credit, a turn line: it stands under the last lines of its text, never at the
    # head of a leg
    closes: bool = False
    # a row of a table: so many blocks after the table's header, which stands over it once more
    # where it begins a leg
    header: int = 0

    @property
    def element(self) -> Element:
        return self.origin.element


@dataclass(frozen=True, slots=True)
class Galley:
    story: str
    measure: float
    leading: float
    blocks: tuple[GalleyBlock, ...]
    realise: Callable[
        [int, int], tuple[Line, ...]
    ]  # (block, setting) -> its lines, set on demand and cached


@dataclass(frozen=True, slots=True)
class HeadlineCut:
    """A headline cut into lines by sense and balance, for any size: widths are em of the headline's
    size.
    """

    lines: tuple[str, ...]
    widths: tuple[float, ...]
    badness: float  # 0 is a cut that a sub-editor would choose
    rise: float = 0.0  # ink over the first baseline, em: capitals, or letters with their marks
    drop: float = 0.0  # and room under the last one for what hangs there
    step: float = 0.0  # em that its lines need from one to the next, where marks stand between them

    def size_for(self, measure: float) -> float:
        """The greatest size in points at which every line fits the measure."""
        return measure / (max(self.widths) or 1.0)
