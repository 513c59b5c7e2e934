"""The preflight report on paper: what is wrong with each file, and where on the page."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from epaper.geometry import Rect, Size
from epaper.model.finding import Finding, Severity
from epaper.paperwork.faces import BOLD, ITALIC, REGULAR, text_width
from epaper.paperwork.sheet import A4, AMBER, BLACK, DARK, LIGHT, RED, WHITE, Ink, Sheets
from epaper.paperwork.spots import (
    INKS,
    PICTURE,
    TAG,
    PagePicture,
    draw_picture,
    draw_tag,
    picture_size,
)
from epaper.paperwork.words import shortened, wrapped
from epaper.units import counted, mm, to_mm

TEXT = 9.0
LEADING = 11.5
INDENT = 2 * TAG  # of a finding's words
GAP = mm(6)  # between columns


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file with what was found; pictures by the page of the file, from 1, as findings count."""

    name: str
    findings: tuple[Finding, ...]
    pictures: Mapping[int, PagePicture] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        return sum(f.severity is severity for f in self.findings)


def preflight_report(
    title: str, files: Sequence[CheckedFile], answers: Mapping[str, str] | None = None
) -> bytes:
    """The report as a PDF of A4 sheets: a summary of all files, then each one with findings, page
    by page.  Findings are numbered through the report, in their lists and on the pictures.

    `answers`: what a person is to know of a finding, by its key.
    """
    report = _Report(Sheets(A4, f"Preflight: {title}"), answers or {})
    report.summary(title, files)
    for file in files:
        if file.findings:
            report.file(file)
    return report.sheets.pdf()


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding's words, broken to a column."""

    message: tuple[str, ...]
    remedy: tuple[str, ...]
    answer: tuple[str, ...]

    @classmethod
    def of(cls, finding: Finding, width: float, answer: str) -> _Told:
        room = width - INDENT
        message = wrapped(finding.message, room, REGULAR, TEXT)
        remedy = wrapped(finding.remedy, room, ITALIC, TEXT)
        return cls(tuple(message), tuple(remedy), tuple(wrapped(answer, room, BOLD, TEXT)))

    @property
    def height(self) -> float:
        lines = len(self.message) + len(self.remedy) + len(self.answer)
        return (1 + lines) * LEADING + 5


class _Report:
    """Draws from top to bottom; `y` is where the next thing stands."""

    def __init__(self, sheets: Sheets, answers: Mapping[str, str]) -> None:
        self.sheets, self.answers = sheets, answers
        self.inner = sheets.inner
        self.y = self.inner.y
        self.numbers = itertools.count(1)

    def summary(self, title: str, files: Sequence[CheckedFile]) -> None:
        sheets, inner = self.sheets, self.inner
        errors, warnings = (
            sum(file.count(severity) for file in files)
            for severity in (Severity.ERROR, Severity.WARNING)
        )
        sheets.text(inner.x, self.y + 8, "PREFLIGHT", size=9, name=BOLD, ink=DARK)
        self.y += mm(12)
        for line in wrapped(title, inner.width, BOLD, 20):
            sheets.text(inner.x, self.y, line, size=20, name=BOLD)
            self.y += 24
        verdict, ink = (
            (f"Not fit to print: {counted(errors, 'error')}, {counted(warnings, 'warning')}", RED)
            if errors
            else (f"Fit to print, {counted(warnings, 'warning')}", BLACK)
        )
        band = Rect(inner.x, self.y - 8, inner.width, mm(11))
        sheets.box(band, fill=ink)
        sheets.text(band.x + mm(3), band.y + mm(7.2), verdict, size=14, name=BOLD, ink=WHITE)
        self.y = band.bottom + mm(7)
        for file in files:
            self._room(LEADING * 1.4)
            told, ink = _told(file)
            room = inner.width - text_width(told, BOLD, TEXT) - mm(4)
            name = shortened(file.name, room, REGULAR, TEXT)
            sheets.text(inner.x, self.y + TEXT, name, size=TEXT)
            sheets.text(
                inner.right, self.y + TEXT, told, size=TEXT, name=BOLD, ink=ink, align="right"
            )
            sheets.rule(inner.x, self.y + TEXT + 4, inner.right, self.y + TEXT + 4, weight=0.25)
            self.y += LEADING * 1.4

    def file(self, file: CheckedFile) -> None:
        by_page = {
            page: [(next(self.numbers), f) for f in file.findings if f.page == page]
            for page in sorted({f.page for f in file.findings})
        }
        pictures = {
            page: file.pictures[page]
            for page, numbered in by_page.items()
            if page in file.pictures and any(f.rect is not None for _, f in numbered)
        }
        first = pictures.get(min(by_page))
        self._room(mm(19) + (picture_size(first.size).height if first else mm(20)))
        self._file_heading(file)
        for page, numbered in by_page.items():
            self._page(file, page, numbered, pictures.get(page))

    def _file_heading(self, file: CheckedFile) -> None:
        self.y += mm(7)
        band = Rect(self.inner.x, self.y, self.inner.width, mm(8))
        self.sheets.box(band, fill=LIGHT)
        told, ink = _told(file)
        room = band.width - text_width(told, BOLD, 10) - mm(10)
        base = band.y + mm(5.4)
        name = shortened(file.name, room, BOLD, 10)
        self.sheets.text(band.x + mm(3), base, name, size=10, name=BOLD)
        self.sheets.text(band.right - mm(3), base, told, size=10, name=BOLD, ink=ink, align="right")
        self.y = band.bottom + mm(4)

    def _page(
        self,
        file: CheckedFile,
        page: int,
        numbered: Sequence[tuple[int, Finding]],
        picture: PagePicture | None,
    ) -> None:
        """The findings of a page, beside its picture where they are to be seen on it; what does
        not fit goes on in two columns on the next sheets.
        """
        inner = self.inner
        shown = picture_size(picture.size) if picture else Size(0.0, 0.0)
        self._room(max(shown.height, mm(20)))
        top, sheet = self.y, self.sheets.count
        column = Rect(inner.x, top, inner.width, 0)
        if picture:
            place = Rect(inner.x, top, shown.width, shown.height)
            draw_picture(self.sheets, place, picture, numbered)
            left = inner.x + PICTURE.width + GAP
            column = Rect(left, top, inner.right - left, 0)
        heading = f"Page {page}" if page else "The file"
        self.sheets.text(column.x, self.y + 9, heading, size=10, name=BOLD)
        self.y += mm(5.5)
        half = (inner.width - GAP) / 2
        for number, finding in numbered:
            answer = self.answers.get(finding.key, "")
            told = _Told.of(finding, column.width, answer)
            if self.y + told.height > inner.bottom:
                if self.sheets.count > sheet and column.x == inner.x:
                    column = Rect(inner.x + half + GAP, inner.y, half, 0)
                else:
                    self.sheets.new()
                    column = Rect(inner.x, inner.y, half, 0)
                    again = f"{file.name}, {heading[0].lower()}{heading[1:]}, goes on"
                    line = shortened(again, inner.width, BOLD, 8)
                    self.sheets.text(inner.x, inner.y + 8, line, size=8, name=BOLD, ink=DARK)
                self.y = inner.y + mm(5.5)
                told = _Told.of(finding, column.width, answer)
            self._finding(number, finding, told, column)
        if self.sheets.count == sheet:
            self.y = max(self.y, top + shown.height)
        elif column.x > inner.x:
            self.y = inner.bottom  # both columns are in use
        self.y += mm(4)

    def _finding(self, number: int, finding: Finding, told: _Told, column: Rect) -> None:
        ink = INKS[finding.severity]
        x = column.x + INDENT
        draw_tag(self.sheets, column.x, self.y, number, ink=ink)
        base = self.y + 8.5
        kind = finding.severity.name.lower()
        self.sheets.text(x, base, kind, size=TEXT, name=BOLD, ink=ink)
        start = x + text_width(kind + "  ", BOLD, TEXT)
        rule = f"{finding.rule}{_where(finding)}"
        line = shortened(rule, column.right - start, REGULAR, 8)
        self.sheets.text(start, base, line, size=8, ink=DARK)
        parts = ((REGULAR, told.message), (ITALIC, told.remedy), (BOLD, told.answer))
        for name, lines in parts:
            for line in lines:
                base += LEADING
                self.sheets.text(x, base, line, size=TEXT, name=name)
        self.y += told.height

    def _room(self, needed: float) -> None:
        """A new sheet where so much does not fit on this one."""
        if self.y + needed > self.inner.bottom and self.y > self.inner.y:
            self.sheets.new()
            self.y = self.inner.y


def _where(finding: Finding) -> str:
    if finding.rect is None:
        return ""
    return f", {to_mm(finding.rect.x):.0f} mm from the left, {to_mm(finding.rect.y):.0f} mm down"


def _told(file: CheckedFile) -> tuple[str, Ink]:
    errors, warnings = file.count(Severity.ERROR), file.count(Severity.WARNING)
    counts = [(errors, "error"), (warnings, "warning"), (file.count(Severity.INFO), "note")]
    told = ", ".join(counted(number, what) for number, what in counts if number)
    return told or "fit to print", RED if errors else AMBER if warnings else BLACK
