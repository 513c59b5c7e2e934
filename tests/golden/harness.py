"""A tiny day for each case: real files in a folder, read, laid out on a small page, dumped.

The page is the shipped broadsheet's with other measures (four columns of 45 mm by default), so a
case shows the styles that a designer changes and a dump stays short enough to read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from PIL import Image
from prose import headline, prose
from reportlab.pdfgen.canvas import Canvas

from epaper.geometry import Size
from epaper.layout.design.reader import Design, load_design
from epaper.layout.design.styles import galley_style
from epaper.layout.engine import LaidOut, lay_out
from epaper.layout.makeup.compose import Composer
from epaper.layout.makeup.contents import Entry, contents_marks
from epaper.layout.makeup.kept import KeptPage
from epaper.layout.measure.tables import Shaper
from epaper.model.edition import Edition
from epaper.page.dump import dump_page
from epaper.page.marks import AdMark, Element, Fill, GlyphRun, Link, Mark, Rule
from epaper.page.page import Page
from epaper.resources import shipped
from epaper.sources.folder import read_edition
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter
from epaper.units import mm

DATE = datetime.date(2026, 1, 1)
LEADING = 10.8  # points, the shipped broadsheet's
SIZED = re.compile(r"(pictures|ads)/[a-z0-9]+-(\d+)x(\d+)\.(png|pdf)")
BODY = re.compile(r"text  (?P<x>[\d.]+),[\d.]+  \[(?P<story>[^:\]]+):(body|agate)( \d+)?\]")
HEADLINES = {  # points, for pages of four columns
    "front": [18, 24, 30, 34],
    "lead": [16, 21, 26, 30],
    "major": [15, 19, 22, 25],
    "minor": [14, 16, 18, 20],
    "small": [12.5, 13.5, 14.5, 15],
}
FURNITURE = {Element.NAMEPLATE, Element.FOLIO, Element.SECTION_HEAD, Element.ADVERTISEMENT}
FOLDED = 4  # lines of one leg that are shown as they are; of more the first and the last

Case = Callable[["House"], str]
CASES: dict[str, Case] = {}
StoryFile = tuple[str, str]  # slug, text of the file


def case(function: Case) -> Case:
    """A golden case: its name is the file's, its docstring the file's first lines."""
    assert function.__name__ not in CASES, f"two cases are called {function.__name__}"
    assert function.__doc__, f"{function.__name__} does not say what is to be seen"
    CASES[function.__name__] = function
    return function


def story(slug: str, words: int = 0, body: str = "", **fields: Any) -> StoryFile:
    """A story's file; without a body, prose of so many words that is the same for a slug."""
    front = {"section": "City", "headline": headline(slug), **fields}
    text = body or prose(words or 60, slug)
    return slug, f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True)}---\n{text}\n"


def picture(name: str, width: int, height: int, **words: Any) -> dict[str, Any]:
    """A picture of so many pixels; the harness paints it."""
    return {"file": f"pictures/{name}-{width}x{height}.png", **words}


def advertisement(booking: str, size: str, width: int, height: int, **more: Any) -> dict[str, Any]:
    """A booking with a PDF of so many points; the harness draws it."""
    file = f"ads/{booking.lower()}-{width}x{height}.pdf"
    advertiser = f"Firm {booking}"
    return {"booking": booking, "advertiser": advertiser, "file": file, "size": size, **more}


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
        raw["folio"]["baseline_mm"] = 14
        raw["nameplate"]["depth_lines"] = 6
        raw["styles"]["nameplate"] |= {"size": 30, "leading": 32}
        raw["styles"]["section_head"] |= {"size": 20, "leading": 22}
        for name, changes in (styles or {}).items():
            raw["styles"][name] |= changes
        path = self.folder / "small.yaml"
        path.write_text(yaml.safe_dump(raw), encoding="utf-8")
        return load_design(path)

    def read(
        self, *stories: StoryFile, plan: Mapping[str, Any] | None = None, **settings: Any
    ) -> Edition:
        """The day's folder written and read; a mistake in it fails the case."""
        day = self.folder / DATE.isoformat()
        publication = {"name": "The Test", "code": "TST", "language": "en-GB"}
        _write(day / "edition.yaml", {"publication": publication, "pages": 1, **settings})
        if plan:
            _write(day / "plan.yaml", plan)
        for slug, text in stories:
            (day / f"{slug}.md").write_text(text, encoding="utf-8")
            _make_files(day, text)
        _make_files(day, (day / "edition.yaml").read_text("utf-8"))
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

    def inside(self, *stories: StoryFile, **day: Any) -> LaidOut:
        """Two pages, the first taken by other stories: page 2 is left for these."""
        return self.lay_out(*FRONT, *stories, **{"pages": 2, **day})

    def contents(self, *stories: StoryFile, pages: int = 1, lines: int = 30) -> str:
        """The contents of a day alone, three stories a page from page 4 on; without its links."""
        edition, design = self.read(*stories), self.design(lines=lines)
        entries: dict[str, list[Entry]] = {}
        for number, one in enumerate(edition.stories):
            entries.setdefault(one.section, []).append(Entry(one, 4 + number // 3))
        composer = Composer(design, Shaper(design, Typesetter(self.book)))
        drawn = contents_marks(list(entries.items()), composer, pages)
        made = [
            Page(number, design.grid.trim, "Contents", tuple(marks), tuple(modules))
            for number, (marks, modules) in enumerate(drawn, 2)
        ]
        return "\n".join(dump_page(_without_links(page)) for page in made)

    def lay_out(
        self,
        *stories: StoryFile,
        design: Design | None = None,
        kept: Mapping[int, KeptPage] | None = None,
        **day: Any,
    ) -> LaidOut:
        """A day laid out; `day` holds settings of edition.yaml, and `plan`."""
        edition = self.read(*stories, **day)
        setter = Typesetter(self.book, edition.publication.language)
        return lay_out(edition, design or self.design(), setter, kept=kept)


def show(
    laid: LaidOut,
    *pages: int,
    only: Collection[Element] = (),
    about: str = "",
    kinds: tuple[type[Mark], ...] = (),
    house: bool = False,
) -> str:
    """The dump of these pages (all of them by default), long legs folded: the stories and what
    parts them, or marks `only` of these elements, of the story it is `about`, or of these kinds.
    house: with the frame of the paper's own advertisements.
    """
    wanted = pages or tuple(page.number for page in laid.document.pages)
    reduced = [
        _reduced(page, only, about, kinds) if house else _reduced(_plain(page), only, about, kinds)
        for page in laid.document.pages
        if page.number in wanted
    ]
    return "\n".join(folded(dump_page(page)) for page in reduced if page.marks or page.modules)


def told(laid: LaidOut) -> str:
    """What became of each story, and what the desk is told."""
    lines = [
        "  ".join(t for t in (p.slug, p.status, ", ".join(map(str, p.pages)), p.reason) if t)
        for p in laid.placements
    ]
    lines += [f"{f.severity.name.lower()}  {f.rule}  {f}" for f in laid.findings]
    return "\n".join(lines) + "\n"


def folded(text: str) -> str:
    """Runs of body lines of one leg, all but the first and the last counted and not shown."""
    found: list[str] = []
    leg: list[str] = []
    for line in [*text.split("\n"), ""]:
        if leg and not _same_leg(leg[-1], line):
            found += leg if len(leg) <= FOLDED else [leg[0], f"  {len(leg) - 2} lines", leg[-1]]
            leg = []
        if BODY.match(line):
            leg.append(line)
        else:
            found.append(line)
    return "\n".join(found[:-1])


def _same_leg(before: str, line: str) -> bool:
    """Both are lines of one story that begin at about one place across the page."""
    one, other = BODY.match(before), BODY.match(line)
    return (
        one is not None
        and other is not None
        and one["story"] == other["story"]
        and abs(float(one["x"]) - float(other["x"])) < mm(20)
    )


def _without_links(page: Page) -> Page:
    return replace(page, marks=tuple(mark for mark in page.marks if not isinstance(mark, Link)))


def _plain(page: Page) -> Page:
    """The page without what is drawn in the paper's own advertisements; the modules remain."""
    own = [m.rect for m in page.modules if m.kind == "advertisement" and m.note.startswith("house")]

    def within(mark: Mark) -> bool:
        x, y = (mark.x, mark.y) if isinstance(mark, GlyphRun) else _corner(mark)
        return any(r.x - 1 <= x <= r.right + 1 and r.y - 1 <= y <= r.bottom + 1 for r in own)

    marks = tuple(
        mark
        for mark in page.marks
        if mark.origin.element is not Element.ADVERTISEMENT
        or isinstance(mark, AdMark)
        or not within(mark)
    )
    return replace(page, marks=marks)


def _corner(mark: Mark) -> tuple[float, float]:
    match mark:
        case Rule(x0, y0):
            return x0, y0
        case Fill(rect):
            return rect.x, rect.y
    raise AssertionError(f"{mark} in an advertisement")


def _reduced(
    page: Page, only: Collection[Element], about: str, kinds: tuple[type[Mark], ...]
) -> Page:
    wanted = only or (set(Element) - FURNITURE if not kinds else set(Element))
    marks = tuple(
        mark
        for mark in page.marks
        if mark.origin.element in wanted
        and (not about or mark.origin.story == about)
        and (not kinds or isinstance(mark, kinds))
    )
    modules = tuple(module for module in page.modules if not about or module.story == about)
    return replace(page, marks=marks, modules=modules)


def _write(path: Path, settings: Mapping[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    text = yaml.safe_dump(dict(settings), sort_keys=False, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def _make_files(day: Path, text: str) -> None:
    """The pictures and advertisements that a file names, as large as their names say."""
    for name in SIZED.finditer(text):
        path, size = day / name[0], (int(name[2]), int(name[3]))
        path.parent.mkdir(exist_ok=True)
        if name[4] == "png":
            Image.new("RGB", size, (90, 120, 150)).save(path)
        else:
            canvas = Canvas(str(path), pagesize=size, invariant=True)
            canvas.setStrokeColorCMYK(0, 1 if "colour" in name[0] else 0, 0, 1)
            canvas.rect(4, 4, size[0] - 8, size[1] - 8)
            canvas.save()
