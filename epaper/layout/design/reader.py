"""The one reader of layouts/*.yaml: what a designer decides, as frozen data in points and grid
lines.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from epaper.errors import DesignError
from epaper.geometry import Rect, Size
from epaper.model.edition import START_WORDS
from epaper.page.style import Colour, TextStyle
from epaper.units import mm
from epaper.words.reader import words_for
from epaper.words.words import Words

TIERS = ("front", "lead", "major", "minor", "small")
MOVED = {"briefs_title": "in_brief", "inside_title": "inside"}  # from layouts to words
LENGTH_KEYS = ("size", "leading", "tracking", "first_indent", "left_indent")
STYLE_KEYS = tuple(f for f in TextStyle.__dataclass_fields__ if f != "name")
NEEDED_STYLES = (
    "body crosshead quotation list_item table kicker headline headline_feature headline_opinion "
    "deck deck_narrow byline "
    "byline_role credit caption picture_credit pull_quote pull_quote_by brief_head briefs_title "
    "jump_line folio folio_number "
    "section_head nameplate dateline_strip tagline contents_section contents_head contents_text "
    "contents_page "
    "inside_head chart_title chart_label body_opinion byline_opinion box headline_box agate "
    "agate_head"
).split()


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
    scale: Mapping[str, tuple[float, ...]]  # tier -> headline size by columns, from 1
    widths: Mapping[str, tuple[int, ...]]  # tier -> columns that suit it, best first
    headline_leading: float
    opinion_kinds: tuple[str, ...]
    feature_kinds: tuple[str, ...]
    column_rule: float
    module_rule: float
    heavy_rule: float
    nameplate_lines: int
    section_head_lines: int
    folio_baseline: float
    contents_page: int
    section_starts: Mapping[
        str, str
    ]  # by a section's name or kind, in lower case; see layout/sections
    effort: int  # orders of its stories that are tried for a page: more time, better pages
    words: Words  # what the paper itself says, in the publication's language


def load_design(path: Path, words: Words | None = None) -> Design:
    """Read a layout file, for a paper that says `words`, or the English ones.

    Raises DesignError naming file and key.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = sorted(p.stem for p in path.parent.glob("*.yaml")) if path.parent.is_dir() else []
        raise DesignError(
            f"layout {path.name} is not in {path.parent}; there are {', '.join(known) or 'none'}"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DesignError(f"{path.name} cannot be read: {error}; mend the file") from error
    if not isinstance(raw, dict):
        raise DesignError(f"{path.name} holds no settings; start from a copy of broadsheet.yaml")
    try:
        return _design(raw, path, words or words_for("en"))
    except (TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise DesignError(
            f"{path.name}: {error}; compare the value with the shipped layouts"
        ) from error


def _need(table: Mapping[str, Any], key: str, path: Path, inside: str = "") -> Any:
    if key not in table:
        near = difflib.get_close_matches(key, [str(k) for k in table], 1)
        hint = f"; did you mean {key} by {near[0]}" if near else "; add it"
        raise DesignError(f"{path.name}: {inside}{key} is missing{hint}")
    return table[key]


def _design(raw: Mapping[str, Any], path: Path, words: Words) -> Design:
    for key, phrase in MOVED.items():
        if key in raw:
            raise DesignError(
                f"{path.name}: {key} is not a setting of a layout; "
                f"write phrases.{phrase} in words/{words.language}.yaml"
            )
    headlines = _need(raw, "headlines", path)
    widths = _need(raw, "widths", path)
    rules = _need(raw, "rules", path)
    grid = _grid(_need(raw, "page", path), path)
    return Design(
        name=str(raw.get("name", path.stem)),
        grid=grid,
        colours=_colours(_need(raw, "colours", path), path),
        styles=_styles(_need(raw, "styles", path), path),
        scale={t: _scale(_need(headlines, t, path, "headlines."), grid.columns) for t in TIERS},
        widths={
            t: tuple(w for w in map(int, _need(widths, t, path, "widths.")) if w <= grid.columns)
            for t in TIERS
        },
        headline_leading=float(headlines.get("leading", 1.04)),
        opinion_kinds=tuple(headlines.get("opinion_kinds", ())),
        feature_kinds=tuple(headlines.get("feature_kinds", ())),
        column_rule=float(_need(rules, "column_pt", path, "rules.")),
        module_rule=float(_need(rules, "module_pt", path, "rules.")),
        heavy_rule=float(_need(rules, "heavy_pt", path, "rules.")),
        nameplate_lines=int(
            _need(_need(raw, "nameplate", path), "depth_lines", path, "nameplate.")
        ),
        section_head_lines=int(raw.get("section_head_lines", 5)),
        folio_baseline=mm(float(_need(_need(raw, "folio", path), "baseline_mm", path, "folio."))),
        contents_page=int(raw["page"].get("contents_page", 2)),
        section_starts=_section_starts(raw.get("section_starts") or {}, path),
        effort=max(1, int(raw.get("effort", 12))),
        words=words,
    )


def _section_starts(raw: Mapping[str, Any], path: Path) -> dict[str, str]:
    starts = {str(name).casefold(): str(start) for name, start in raw.items()}
    for name, start in starts.items():
        if start not in START_WORDS and not start.isdecimal():
            raise DesignError(
                f"{path.name}: section_starts.{name} is {start}; allowed are "
                f"{', '.join(START_WORDS)} or a page number"
            )
    return starts


def _scale(values: list[float], columns: int) -> tuple[float, ...]:
    sizes = [float(v) for v in values]
    return tuple((sizes + [sizes[-1]] * columns)[:columns])


def _grid(page: Mapping[str, Any], path: Path) -> Grid:
    width, height = (mm(float(v)) for v in _need(page, "trim_mm", path, "page."))
    area = _need(page, "type_area_mm", path, "page.")
    left, top, area_width, area_height = (
        mm(float(_need(area, k, path, "page.type_area_mm.")))
        for k in ("left", "top", "width", "height")
    )
    leading = float(_need(page, "leading_pt", path, "page."))
    lines = int(area_height / leading + 1e-6)
    if lines < 1 or int(_need(page, "columns", path, "page.")) < 1:
        raise DesignError(
            f"{path.name}: the type area holds no line or no column; check type_area_mm and columns"
        )
    if left + area_width > width or top + area_height > height:
        raise DesignError(
            f"{path.name}: the type area does not fit the trim; make it smaller or move it"
        )
    return Grid(
        Size(width, height),
        Rect(left, top, area_width, lines * leading),
        int(_need(page, "columns", path, "page.")),
        mm(float(_need(page, "gutter_mm", path, "page."))),
        leading,
        lines,
        int(page.get("module_gap_lines", 2)),
    )


def _colours(raw: Mapping[str, Any], path: Path) -> dict[str, Colour]:
    found = {}
    for name, value in raw.items():
        try:
            c, m, y, k = (float(v) for v in value["cmyk"])
            red, green, blue = (
                (float(v) for v in value["rgb"]) if "rgb" in value else _screen(c, m, y, k)
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DesignError(
                f"{path.name}: colours.{name} wants cmyk: four shares and rgb: three shares"
            ) from error
        found[str(name)] = Colour(
            str(name), (c, m, y, k), (red, green, blue), str(value.get("spot", ""))
        )
    return found


def _screen(c: float, m: float, y: float, k: float) -> tuple[float, float, float]:
    return (1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k)


def _styles(raw: Mapping[str, Any], path: Path) -> dict[str, TextStyle]:
    found = {}
    for name, value in raw.items():
        for key in value:
            if key not in STYLE_KEYS:
                near = difflib.get_close_matches(key, STYLE_KEYS, 1)
                hint = f"did you mean {near[0]}" if near else "allowed are " + ", ".join(STYLE_KEYS)
                raise DesignError(f"{path.name}: styles.{name}.{key} is not a setting; {hint}")
        settings: dict[str, Any] = {k: tuple(v) if k == "features" else v for k, v in value.items()}
        settings |= {k: float(settings[k]) for k in LENGTH_KEYS if k in settings}
        try:
            found[str(name)] = TextStyle(name=str(name), **settings)
        except TypeError as error:
            raise DesignError(
                f"{path.name}: styles.{name} wants at least face, size and leading"
            ) from error
    for name in NEEDED_STYLES:
        _need(found, name, path, "styles.")
    return found
