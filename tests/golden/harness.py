"""A tiny day for each case: real files in a folder, read, laid out on a small page, dumped.

The page is the shipped broadsheet's with other measures (four columns of 45 mm by default), so a
case shows the styles that a designer changes and a dump stays short enough to read.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from dayfiles import StoryFile, make_files, story, write_settings
from showing import LEADING, show

from epaper.geometry import Size
from epaper.issue.issue import Issue, LockedPage
from epaper.issue.shelf import Shelf
from epaper.layout.design.reader import Design, load_design
from epaper.layout.design.styles import galley_style
from epaper.layout.engine import lay_out
from epaper.layout.laid_out import LaidOut
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.contents import contents_marks
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.entries import Entry
from epaper.layout.measure.listing import Frame
from epaper.make.issue import issue_of
from epaper.model.edition import Edition
from epaper.page.dump import dump_page
from epaper.page.marks import Link, Mark
from epaper.page.page import Page
from epaper.resources import shipped
from epaper.sources.folder import read_edition
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm
from epaper.work.step import Works

DATE = datetime.date(2026, 1, 1)
HEADLINES = {  # points, for pages of four columns
    "ladder": [12.5, 15, 18, 21, 25, 30, 35],
    "front": [18, 25, 30, 35],
    "lead": [18, 21, 25, 30],
    "major": [15, 18, 21, 25],
    "minor": [15, 18, 18, 21],
    "small": [12.5, 15, 15, 15],
}

Case = Callable[["House"], str]
CASES: dict[str, Case] = {}


def case(function: Case) -> Case:
    """A golden case: its name is the file's, its docstring the file's first lines."""
    assert function.__name__ not in CASES, f"two cases are called {function.__name__}"
    assert function.__doc__, f"{function.__name__} does not say what is to be seen"
    CASES[function.__name__] = function
    return function


FRONT = (  # three stories of two sections that fill the front page
    story("quay", words=90, urgency=1),
    story("pier", words=90, urgency=1),
    story("treaty", words=90, urgency=1, section="World"),
)


@dataclass(frozen=True)
class House:
    """Lays small days out.  `folder` is the case's own."""

    book: FontBook
    folder: Path

    def design(
        self,
        columns: int = 4,
        lines: int = 30,
        effort: int = 6,
        contents_page: int = 0,
        styles: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Design:
        """The broadsheet with columns of 45 mm and so many lines, its largest type made smaller."""
        raw = yaml.safe_load((shipped("layouts") / "broadsheet.yaml").read_text("utf-8"))
        width = columns * 45 + (columns - 1) * 4
        height = lines * LEADING / mm(1) + 0.1
        raw["page"] |= {
            "trim_mm": [width + 20, height + 30],
            "type_area_mm": {"left": 10, "top": 20, "width": width, "height": height},
            "columns": columns,
            "gutter_mm": 4,
            "contents_page": contents_page,
        }
        raw |= {"effort": effort, "section_head_lines": 4, "section_starts": {}}
        raw["headlines"] |= HEADLINES
        for tier, widths in raw["widths"].items():
            raw["widths"][tier] = [w for w in widths if w <= columns] or [columns]
        raw["folio"]["baseline_mm"] = 14
        raw["nameplate"]["depth_lines"] = 6
        raw["styles"]["nameplate"] |= {"size": 30, "leading": 32}
        raw["styles"]["section_head"] |= {"size": 20, "leading": 22}
        for name, changes in (styles or {}).items():
            raw["styles"][name] |= changes
        raw.pop("skeletons", None)  # they are drawn for the layout's own columns
        path = self.folder / "small.yaml"
        path.write_text(yaml.safe_dump(raw), encoding="utf-8")
        return load_design(path)

    def read(
        self, *stories: StoryFile, plan: Mapping[str, Any] | None = None, **settings: Any
    ) -> Edition:
        """The day's folder written and read; a mistake in it fails the case."""
        day = self.folder / DATE.isoformat()
        publication = {"name": "The Test", "code": "TST", "language": "en-GB"}
        write_settings(day / "edition.yaml", {"publication": publication, "pages": 1, **settings})
        if plan:
            write_settings(day / "plan.yaml", plan)
        for slug, text in stories:
            (day / f"{slug}.md").write_text(text, encoding="utf-8")
            make_files(day, text)
        make_files(day, (day / "edition.yaml").read_text("utf-8"))
        edition, findings = read_edition(self.folder, DATE)
        expected = ("ad.file", "picture.alt")  # a faulty file is a case of its own
        odd = [str(finding) for finding in findings if finding.rule not in expected]
        assert not odd, odd
        return edition

    def galley(
        self,
        file: StoryFile,
        measure: float = mm(45),
        styles: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> str:
        """A story's body alone, its best setting line by line at a measure in points."""
        edition, design = self.read(file), self.design(styles=styles)
        setter, story_read = Typesetter(self.book, edition.publication.language), edition.stories[0]
        galley = setter.galley(story_read, measure, galley_style(design, story_read))
        marks: list[Mark] = []
        y = 0.0
        for number, block in enumerate(galley.blocks):
            y += block.space_before * LEADING if number else 0.0
            for line in galley.realise(number, 0):
                y += LEADING
                marks += [replace(run, y=run.y + y) for run in line.runs]
                marks += [replace(rule, y0=rule.y0 + y, y1=rule.y1 + y) for rule in line.rules]
            y += block.space_after * LEADING
        return dump_page(Page(1, Size(measure, y), story_read.section, tuple(marks)))

    def alone(self, file: StoryFile, columns: int = 3, lines: int = 36, **day: Any) -> str:
        """The dump of a page that one story has to itself."""
        laid = self.lay_out(file, design=self.design(columns=columns, lines=lines), **day)
        return show(laid)

    def turned(self, file: StoryFile, design: Design) -> str:
        """The dump of a page of an Urdu paper that one story has to itself."""
        publication = {"name": "آزمائش", "code": "TST", "language": "ur"}
        return show(self.lay_out(file, design=design, publication=publication))

    def inside(self, *stories: StoryFile, **day: Any) -> LaidOut:
        """Two pages, the first taken by other stories: page 2 is left for these."""
        return self.lay_out(*FRONT, *stories, **{"pages": 2, **day})

    def contents(
        self, *stories: StoryFile, pages: int = 1, lines: int = 30, columns: int = 4
    ) -> str:
        """The contents of a day alone, three stories a page from page 4 on; without its links."""
        edition, design = self.read(*stories), self.design(lines=lines)
        entries: dict[str, list[Entry]] = {}
        for number, one in enumerate(edition.stories):
            entries.setdefault(one.section, []).append(Entry(one, 4 + number // 3))
        composer = Composer(design, Copyfitter(design, Typesetter(self.book)))
        frames = [Frame(2 + place, 0, 0, columns, lines) for place in range(pages)]
        drawn = contents_marks(list(entries.items()), composer, frames)
        made = [
            Page(number, design.grid.trim, "Contents", _without_links(marks), tuple(modules))
            for number, (marks, modules) in enumerate(drawn, 2)
        ]
        return "\n".join(map(dump_page, made))

    def lay_out(
        self,
        *stories: StoryFile,
        design: Design | None = None,
        locked: Mapping[int, LockedPage] | None = None,
        **day: Any,
    ) -> LaidOut:
        """A day laid out; `day` holds settings of edition.yaml, and `plan`."""
        edition = self.read(*stories, **day)
        setter = Typesetter(self.book, edition.publication.language)
        return lay_out(edition, design or self.design(), setter, locked=locked)

    def issue(self, *stories: StoryFile, **day: Any) -> Issue:
        """A day laid out and kept as an issue in the case's folder."""
        edition, design = self.read(*stories, **day), self.design()
        laid = lay_out(edition, design, Typesetter(self.book, edition.publication.language))
        shelf = Shelf(self.folder / "shelf")
        return issue_of(edition, design, laid, book=self.book, shops=(), shelf=shelf, works=Works())


def _without_links(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if not isinstance(mark, Link))
