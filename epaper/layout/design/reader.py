"""The one reader of layouts/*.yaml: what a designer decides, as frozen data in points and grid
lines.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from epaper.errors import DesignError
from epaper.geometry import Rect, Size
from epaper.layout.design.looks import read_colours, read_styles
from epaper.layout.design.practice import Practice
from epaper.layout.design.settings import read_settings
from epaper.layout.design.skeletons import Skeleton, read_skeletons
from epaper.layout.design.weights import Replate, Weights
from epaper.model.edition import START_WORDS
from epaper.model.story import Kind
from epaper.page.style import Colour, TextStyle
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown, suggestion
from epaper.settings.reader import note_missing, read_fields
from epaper.settings.scalars import MOST_PAGES, page_of
from epaper.units import counted, mm, to_mm
from epaper.words.reader import words_for
from epaper.words.words import Words, main_part

PROPOSED = ("pull quote", "number", "points", "crosshead")
LEAST_STEP = 1.15  # of one size of the ladder to the next
TIERS = ("front", "lead", "major", "minor", "small")
BOX_KINDS = (Kind.FACTBOX.value, Kind.AGATE.value)
MOST_COLUMNS = 24
CONTENTS = ("auto", "rail", "page")  # forms of the contents
MOVED = {"briefs_title": "in_brief", "inside_title": "inside"}  # to words files


@dataclass(frozen=True, slots=True)
class Grid:
    """The page's grid: columns across, lines down.  Line i's cell begins at top + i * leading."""

    trim: Size
    type_area: Rect
    columns: int
    gutter: float
    leading: float
    lines: int
    gap: int  # lines between modules

    @property
    def column(self) -> float:
        return (self.type_area.width - (self.columns - 1) * self.gutter) / self.columns

    def width(self, columns: int) -> float:
        return columns * self.column + (columns - 1) * self.gutter

    def x(self, column: int) -> float:
        return self.type_area.x + column * (self.column + self.gutter)

    def y(self, line: float) -> float:
        return self.type_area.y + line * self.leading

    def rect(self, column: int, line: int, columns: int, lines: int) -> Rect:
        return Rect(self.x(column), self.y(line), self.width(columns), lines * self.leading)


@dataclass(frozen=True, slots=True)
class Design:
    name: str
    grid: Grid
    colours: Mapping[str, Colour]
    styles: Mapping[str, TextStyle]
    ladder: tuple[float, ...]  # sizes of headlines in points, from the smallest
    scale: Mapping[str, tuple[float, ...]]  # tier -> rung of the ladder by columns, from 1
    widths: Mapping[str, tuple[int, ...]]  # tier -> columns that suit it, best first
    headline_leading: float
    opinion_kinds: tuple[str, ...]
    feature_kinds: tuple[str, ...]
    box_kinds: tuple[str, ...]  # under headline_box, in the second family
    column_rule: float
    module_rule: float
    heavy_rule: float
    nameplate_lines: int
    skybox_lines: int  # under the nameplate, of a page 1 that has a skybox; 0: no page has one
    section_head_lines: int
    folio_baseline: float
    contents_page: int
    contents: str  # "rail", "page", or "auto" for a rail in a paper of few pages
    skeletons: tuple[Skeleton, ...]  # page architectures; none: pages take any form
    section_starts: Mapping[str, str]  # by a section's name or kind; see edition/sections
    effort: int  # orders of its stories that are tried for a page: more time, better pages
    weights: Weights
    replate: Replate
    practice: Practice
    breakout_panels: bool  # points, numbers and timelines stand on the tint
    propose: tuple[str, ...]  # breakouts and crossheads that may be taken from a story's own text
    rails: frozenset[str]  # sections, by name or kind, whose agate stands in one outer column
    strips: frozenset[str]  # likewise at the foot of all columns
    words: Words  # what the paper itself says, in the publication's language
    # by tag, those of the other languages that the day's stories are in: what is read in their
    # text goes by them, what the paper says beside it does not
    voices: Mapping[str, Words] = field(default_factory=dict)

    def words_of(self, language: str) -> Words | None:
        """The words of a story's language; None where nobody has any."""
        if main_part(language) == main_part(self.words.language):
            return self.words
        return self.voices.get(language)


def load_design(path: Path, words: Words | None = None) -> Design:
    """Read a layout file, for a paper that says `words`, or the English ones.

    Raises DesignError with every mistake in the file.
    """
    notes = Notes(path.name)
    design = read_design(path, notes, words or words_for("en"))
    notes.stop(DesignError)
    assert design is not None  # else there is a mistake
    return design


def read_design(path: Path, notes: Notes, words: Words) -> Design | None:
    """The design in a layout file; None when anything in it is wrong, which is noted."""
    if not os.path.isfile(path):
        note_missing(path, "layout", notes)
        return None
    fields = read_fields(path, notes)
    if fields is None:
        return None
    fields.need("page", "colours", "styles", "headlines", "widths", "rules", "nameplate", "folio")
    _note_moved(fields, words)
    grid, contents_page, contents = _page(fields)
    colours = read_colours(fields)
    headlines = _part(fields, "headlines")
    rules, nameplate, folio = (_part(fields, name) for name in ("rules", "nameplate", "folio"))
    ladder = _ladder(headlines)
    scale = _scale(headlines, grid.columns, ladder)
    rules.need("column_pt", "module_pt", "heavy_pt")
    nameplate.need("depth_lines")
    folio.need("baseline_mm")
    design = Design(
        name=fields.text("name", path.stem),
        grid=grid,
        colours=colours,
        styles=read_styles(fields, colours),
        ladder=ladder or _ladder_of(scale),
        scale=scale,
        widths=_widths(_part(fields, "widths"), grid.columns),
        headline_leading=headlines.number("leading", 1.04, 0.5, 3),
        opinion_kinds=headlines.choices("opinion_kinds", [kind.value for kind in Kind]),
        feature_kinds=headlines.choices("feature_kinds", [kind.value for kind in Kind]),
        box_kinds=headlines.choices("box_kinds", [kind.value for kind in Kind])
        if "box_kinds" in headlines
        else BOX_KINDS,
        column_rule=rules.number("column_pt", 0.3, 0, 20),
        module_rule=rules.number("module_pt", 0.5, 0, 20),
        heavy_rule=rules.number("heavy_pt", 2, 0, 20),
        nameplate_lines=nameplate.whole("depth_lines", 10, 1, 200),
        skybox_lines=nameplate.whole("skybox_lines", 0, 0, 60),
        section_head_lines=fields.whole("section_head_lines", 5, 1, 100),
        folio_baseline=mm(folio.number("baseline_mm", 20, 0, to_mm(grid.trim.height))),
        contents_page=contents_page,
        contents=contents,
        skeletons=read_skeletons(fields, 0 if notes.failed else grid.columns),
        section_starts=_section_starts(fields),
        effort=fields.whole("effort", 12, 1, 10_000),
        weights=read_settings(Weights(), fields, "weights"),
        replate=read_settings(Replate(), fields, "replate"),
        practice=read_settings(Practice(), fields, "practice"),
        breakout_panels=fields.flag("breakout_panels"),
        propose=fields.choices("propose", PROPOSED) if "propose" in fields else PROPOSED,
        rails=frozenset(name.casefold() for name in fields.texts("rails")),
        strips=frozenset(name.casefold() for name in fields.texts("strips")),
        words=words,
    )
    for part in (headlines, rules, nameplate, folio, fields):
        part.finish()
    return None if notes.failed else design


def _note_moved(fields: Fields, words: Words) -> None:
    """Titles were settings of a layout once."""
    for name, phrase in MOVED.items():
        if name in fields:
            remedy = f"write phrases.{phrase} in words/{words.language}.yaml"
            fields.wrong(name, f"{name} is not a setting of a layout", remedy, "field.unknown")


def _part(fields: Fields, name: str) -> Fields:
    """The fields of a part of the file; where it is missing, which is noted, none."""
    return fields.inner(name) or Fields.empty(Notes(fields.notes.file))


def _page(fields: Fields) -> tuple[Grid, int, str]:
    """The grid, the page of the contents, and their form."""
    page = _part(fields, "page")
    page.need("trim_mm", "type_area_mm", "columns", "gutter_mm", "leading_pt")
    width, height = _trim(page)
    area = _part(page, "type_area_mm")
    area.need("left", "top", "width", "height")
    left, top = area.number("left", 10, 0, width), area.number("top", 10, 0, height)
    across, down = area.number("width", 30, 1, width), area.number("height", 30, 1, height)
    area.finish()
    columns = page.whole("columns", 12, 1, MOST_COLUMNS)
    gutter = page.number("gutter_mm", 4, 0, 50)
    leading = page.number("leading_pt", 10, 4, 40)
    gap = page.whole("module_gap_lines", 2, 0, 20)
    contents_page = page.whole("contents_page", 2, 0, MOST_PAGES)
    contents = page.choice("contents", CONTENTS, "auto")
    page.finish()
    lines = int(mm(down) / leading + 1e-6)
    if lines < 1:
        remedy = "raise its height or lower leading_pt"
        page.wrong("type_area_mm", "the type area holds no line", remedy)
    if columns > (across + gutter) / (1 + gutter):
        remedy = "lower columns or gutter_mm"
        page.wrong("columns", f"columns is {columns}: each is narrower than 1 mm", remedy)
    if left + across > width or top + down > height:
        remedy = "make it smaller or move it"
        page.wrong("type_area_mm", "the type area does not fit the trim", remedy)
    type_area = Rect(mm(left), mm(top), mm(across), lines * leading)
    trim = Size(mm(width), mm(height))
    grid = Grid(trim, type_area, columns, mm(gutter), leading=leading, lines=lines, gap=gap)
    return grid, contents_page, contents


def _trim(page: Fields) -> tuple[float, float]:
    """Width and height in mm."""
    sides = page.numbers("trim_mm", 2)
    if sides is None:
        return 2000, 2000  # so that the type area is not told as well
    width, height = sides
    if not (50 <= width <= 2000 and 50 <= height <= 2000):
        remedy = "give width and height from 50 to 2000 mm"
        page.wrong("trim_mm", f"trim_mm is {width:g} x {height:g}", remedy)
        return 2000, 2000
    return width, height


def _ladder(headlines: Fields) -> tuple[float, ...]:
    """The sizes of an edition's headlines: few, and each plainly larger than the one below; empty
    where the layout names none."""
    sizes = headlines.numbers("ladder") or ()
    if not all(4 <= size <= 400 for size in sizes):
        headlines.wrong("ladder", "a size of ladder is not from 4 to 400", "write points")
    close = next((b for a, b in itertools.pairwise(sizes) if b < a * LEAST_STEP), 0.0)
    if close:
        fact = f"{close:g} in ladder is less than {LEAST_STEP:g} times the size before it"
        headlines.wrong("ladder", fact, "readers do not tell such sizes apart; leave it out")
    return sizes


def _ladder_of(scale: Mapping[str, Sequence[float]]) -> tuple[float, ...]:
    """The sizes that are named for columns, without those that are hardly larger than another."""
    ladder: list[float] = []
    for size in sorted({size for sizes in scale.values() for size in sizes}):
        if not ladder or size >= ladder[-1] * LEAST_STEP:
            ladder.append(size)
    return tuple(ladder)


def _scale(
    headlines: Fields, columns: int, ladder: Sequence[float]
) -> dict[str, tuple[float, ...]]:
    """Sizes by columns; a short list goes on with its last."""
    headlines.need(*TIERS)
    scale = {}
    for tier in TIERS:
        sizes = headlines.numbers(tier)
        if sizes and not all(4 <= size <= 400 for size in sizes):
            headlines.wrong(tier, f"a size of {tier} is not from 4 to 400", "write points")
        elif sizes and ladder and not set(sizes) <= set(ladder):
            odd = next(size for size in sizes if size not in ladder)
            rungs = ", ".join(f"{size:g}" for size in ladder)
            headlines.wrong(tier, f"{odd:g} of {tier} is no size of ladder", f"one of {rungs}")
        if sizes == ():
            remedy = "write one size in points a column"
            headlines.wrong(tier, f"{tier} has no size", remedy)
        given = list(sizes or (10.0,))
        scale[tier] = tuple((given + [given[-1]] * columns)[:columns])
    return scale


def _widths(widths: Fields, columns: int) -> dict[str, tuple[int, ...]]:
    """Columns that suit a tier and that the page has, best first."""
    widths.need(*TIERS)
    suiting = {}
    for tier in TIERS:
        numbers = widths.numbers(tier)
        fitting = tuple(int(n) for n in numbers or () if 1 <= n <= columns and n == int(n))
        if numbers is not None and not fitting:
            fact = f"no width of {tier} fits {counted(columns, 'column')}"
            widths.wrong(tier, fact, f"write columns from 1 to {columns}")
        suiting[tier] = fitting
    widths.finish()
    return suiting


def _section_starts(fields: Fields) -> dict[str, str]:
    starts = fields.texts_by_name("section_starts")
    for name, start in starts.items():
        if start not in START_WORDS and page_of(start) is None:
            place = f"section_starts.{name}"
            remedy = suggestion(start, (*START_WORDS, "a page number"))
            fields.wrong(place, f"{place} is {shown(start)}", remedy)
    return starts
