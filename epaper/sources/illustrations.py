"""The pictures and the chart that a story's front matter lists."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from collections.abc import Sequence as Row
from dataclasses import replace
from pathlib import Path

from epaper.model.picture import DEFAULT_FOCUS, Box, Chart, Picture, PictureRole, Series, Values
from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown, suggestion
from epaper.settings.yamltree import Mapping, Scalar, Sequence
from epaper.sources.markup import read_inline
from epaper.sources.names import composed
from epaper.sources.pictures import PictureFile, look_at
from epaper.sources.typography import typographic
from epaper.units import counted

_CHARTS = ("bar", "column", "line", "stacked", "shares")
_ACROSS = {"left": 0.2, "right": 0.8}
_DOWN = {"top": 0.2, "upper": 0.2, "bottom": 0.8, "lower": 0.8}
MOST_SERIES = 4  # colours that readers tell apart, in grey as well
LEAST_VALUE, MOST_VALUE = 1e-6, 1e15  # of a chart's largest
_MIDDLE = {"centre", "center", "middle"}


Asked = tuple[str, str, Path, object]  # find, look or names; of what; the answer


class Gallery:
    """The picture files of a day; each is looked at once, however many stories use it."""

    def __init__(
        self, day: Path, files: Row[str] = (), look: Callable[[Path], PictureFile] = look_at
    ) -> None:
        """files: all of the day's, from its folder; look: what a file is."""
        self._look = look
        self.day = day
        self.files = files
        self.root = day.resolve()
        self.seen: dict[Path, PictureFile] = {}
        self.asked: list[Asked] = []  # since somebody emptied it

    def find(self, name: str, story_folder: Path) -> Path | None:
        """The file's place, from the day's folder or the story's; None when it lies outside the
        day's folder.
        """
        found = self._found(name, story_folder)
        self.asked.append(("find", name, story_folder, found))
        return found

    def holds(self, asked: Row[Asked]) -> bool:
        """Would all that was asked once be answered so again?"""
        for what, name, folder, answer in asked:
            now: object = None
            if what == "find":
                now = self._found(name, folder)
            elif what == "look":
                now = self.look(folder)
            else:
                now = self.names()
            if now != answer:
                return False
        return True

    def _found(self, name: str, story_folder: Path) -> Path | None:
        folders = dict.fromkeys((self.day, story_folder))
        places = [(folder / name).resolve() for folder in folders]
        inside = [place for place in places if place.is_relative_to(self.root)]
        there = next((place for place in inside if os.path.isfile(place)), None)
        return there or self._otherwise_written(inside) or (inside[0] if inside else None)

    def _otherwise_written(self, places: list[Path]) -> Path | None:
        """A file whose name differs in its Unicode form alone: é in one character or in two, which
        depends on the system that it comes from."""
        for place in places:
            wanted = composed(place.relative_to(self.root).as_posix())
            for name in self.files:
                if composed(name) == wanted:
                    return (self.day / name).resolve()
        return None

    def look(self, path: Path) -> PictureFile:
        if path not in self.seen:
            self.seen[path] = self._look(path)
        self.asked.append(("look", "", path, self.seen[path]))
        return self.seen[path]

    def names(self) -> list[str]:
        """All picture files of the day, as a story would name them."""
        names = sorted(name for name in self.files if name.startswith("pictures/"))
        self.asked.append(("names", "", self.day, names))
        return names


def read_pictures(
    fields: Fields, gallery: Gallery, story_folder: Path, language: str
) -> tuple[Picture, ...]:
    """The story's pictures that can be printed; every other one is noted and the story runs without
    it.
    """
    found: list[Picture] = []
    for entry in fields.entries("pictures"):
        if isinstance(entry, Scalar):
            words: Fields | None = None
            name, line = fields.cleaned(entry, "pictures"), entry.line
        else:
            words, name, line = entry, entry.text("file"), entry.line("file")
            if not name:
                words.wrong(
                    "file",
                    "a picture names no file",
                    "write file: pictures/name.jpg",
                    "picture.missing",
                )
        if (
            picture := _picture(
                words,
                name,
                line,
                gallery,
                folder=story_folder,
                language=language,
                notes=fields.notes,
            )
        ) is not None:
            found.append(picture)
    return tuple(found)


def _picture(
    words: Fields | None,
    name: str,
    line: int,
    gallery: Gallery,
    folder: Path,
    language: str,
    notes: Notes,
) -> Picture | None:
    caption = credit = alt = ""
    focus = DEFAULT_FOCUS
    keep, role = None, PictureRole.PLAIN
    stand_in: bool | None = None
    topic = False
    faces: tuple[Box, ...] = ()
    caption_line = line
    if words is not None:
        caption, caption_line = words.text("caption"), words.line("caption")
        credit = typographic(words.text("credit"), language)
        alt = typographic(words.text("alt"), language)
        faces = _faces(words)
        focus, keep = _focus(words, focus), _keep(words)
        role = PictureRole(words.choice("role", PictureRole, PictureRole.PLAIN))
        stand_in = words.flag("stand_in") if "stand_in" in words else None
        topic = words.flag("topic")
        words.finish()
    if not name or (path := _usable(name, line, gallery, folder, notes=notes)) is None:
        return None
    if not caption and not alt:
        notes.info(
            "picture.alt",
            f"{name} has neither caption nor alt text",
            "add alt: what it shows",
            line,
            field="pictures",
        )
    file = gallery.look(path)
    text = read_inline(caption, language, notes, caption_line)
    return Picture(
        path=path,
        name=name,
        width=file.width,
        height=file.height,
        caption=text,
        credit=credit,
        alt=alt,
        focus=focus,
        keep=keep,
        digest=file.digest,
        role=role,
        stand_in=stand_in,
        topic=topic,
        looks=file.looks,
        faces=faces,
    )


def _usable(name: str, line: int, gallery: Gallery, folder: Path, notes: Notes) -> Path | None:
    """The picture's file if it can be printed; else None, and a finding says why."""
    if re.match(r"[a-z][a-z0-9+.-]+://", name, re.IGNORECASE):
        notes.warning(
            "picture.missing",
            f"{name} is an address; the story runs without it",
            "save the file in pictures/",
            line,
            field="pictures",
        )
        return None
    try:
        path = gallery.find(name, folder)
    except (OSError, ValueError):  # a NUL, a name too long, a loop of links
        path = gallery.day / "pictures" / "-"
    if path is None:
        notes.error(
            "picture.outside",
            f"{name} lies outside the day's folder",
            "copy it into pictures/",
            line,
            field="pictures",
        )
        return None
    file = gallery.look(path)
    for problem in file.problems:
        remedy = problem.remedy
        if problem.rule == "missing":
            names = gallery.names()
            remedy = suggestion(name, names, 6) if names else "copy it into pictures/"
        fact = f"{name} {problem.fact}" + ("; the story runs without it" if problem.fatal else "")
        notes.warning(f"picture.{problem.rule}", fact, remedy, line, field="pictures")
    return path if file.usable else None


def _focus(fields: Fields, default: tuple[float, float]) -> tuple[float, float]:
    value = fields.node("focus")
    if isinstance(value, Scalar):
        words = re.split(r"[\s,-]+", value.text.strip().lower())
        if all(word in _ACROSS or word in _DOWN or word in _MIDDLE for word in words):
            across = next((_ACROSS[word] for word in words if word in _ACROSS), 0.5)
            down = next((_DOWN[word] for word in words if word in _DOWN), 0.5)
            return across, down
        fields.wrong(
            "focus", f"focus is {shown(value.text)}", "write 'top left', 'right' ... or [0.3, 0.5]"
        )
    elif isinstance(value, Sequence):
        shares = fields.numbers("focus", 2)
        if shares and all(0 <= share <= 1 for share in shares):
            return shares[0], shares[1]
        if shares:
            fields.wrong(
                "focus", "focus lies outside the picture", "two shares from 0 to 1: across, down"
            )
    elif value is not None:
        fields.wrong("focus", "focus is a mapping", "write 'top left', 'right' ... or [0.3, 0.5]")
    return default


def _keep(fields: Fields) -> tuple[float, float, float, float] | None:
    shares = fields.numbers("keep", 4)
    if shares is None:
        return None
    left, top, right, bottom = shares
    if 0 <= left < right <= 1 and 0 <= top < bottom <= 1:
        return left, top, right, bottom
    fields.wrong(
        "keep",
        "keep is no part of the picture",
        "four shares from 0 to 1: [left, top, right, bottom]",
    )
    return None


def _faces(fields: Fields) -> tuple[Box, ...]:
    """The editor's boxes of faces, the largest first."""
    found = []
    for place, box in enumerate(fields.rows("faces", 4), start=1):
        left, top, width, height = box
        if min(box) >= 0 and width > 0 < height and left + width <= 1 and top + height <= 1:
            found.append((left, top, width, height))
            continue
        fields.wrong(
            "faces",
            f"face {place} is no part of the picture",
            "four shares from 0 to 1 a face: [left, top, width, height]",
        )
    return tuple(sorted(found, key=lambda face: (-face[2] * face[3], face)))


def read_face(
    fields: Fields, gallery: Gallery, story_folder: Path, language: str
) -> Picture | None:
    """The picture of a quote's speaker: a file by its name, or a picture with its words; None where
    there is none that can be printed."""
    node = fields.node("face")
    if node is None:
        return None
    words = fields.inner("face") if isinstance(node, Mapping) else None
    name = words.text("file") if words else fields.text("face")
    line = words.line("file") if words else fields.line("face")
    found = _picture(
        words, name, line, gallery, folder=story_folder, language=language, notes=fields.notes
    )
    return replace(found, role=PictureRole.MUG) if found else None


def read_chart(fields: Fields, language: str) -> Chart | None:
    """The story's chart, or None when there is none or its numbers do not fit; then a finding says
    so.
    """
    chart = fields.inner("chart")
    if chart is None:
        return None
    words = {
        name: typographic(chart.text(name), language)
        for name in ("title", "unit", "source", "note", "alt")
    }
    kind = chart.choice("kind", _CHARTS, "bar")
    labels = tuple(typographic(label, language) for label in chart.texts("labels"))
    series = _series(chart, language)
    chart.finish()
    if kind != "line" and len(series) > MOST_SERIES:
        fact = f"{len(series)} series in a chart of kind {kind}: four colours can be told apart"
        remedy = "leave some out, or write kind: line, whose lines are named at their ends"
        chart.wrong("series", fact, remedy, "chart.series")
        series = ()
    if kind == "shares" and any(value and value < 0 for one in series for value in one.values):
        remedy = "write kind: bar, or leave the value out"
        chart.wrong("values", "a share of a whole is below nought", remedy, "chart.values")
        series = ()
    if not series and not any(finding.field.startswith("chart.") for finding in chart.notes.found):
        chart.wrong("values", "the chart has no values", "write values: [1, 2, 3]", "chart.values")
    fits = all(len(one.values) == len(labels) for one in series)
    if series and not fits:
        counts = ", ".join(str(len(one.values)) for one in series)
        values = f"{counts} value" if counts == "1" else f"{counts} values"
        chart.wrong(
            "labels",
            f"{counted(len(labels), 'label')} for {values}",
            "give each value a label",
            "chart.labels",
        )
    return Chart(kind, labels=labels, series=series, **words) if series and fits else None


def _series(chart: Fields, language: str) -> tuple[Series, ...]:
    if "values" in chart:
        chart.ignore("series")
        values = _values(chart)
        return (Series("", values),) if values else ()
    found: list[Series] = []
    for entry in chart.entries("series"):
        if isinstance(entry, Scalar):
            chart.wrong(
                "series",
                f"{shown(entry.text)} has no values",
                "write - {name: ..., values: [1, 2]}",
            )
            continue
        name, values = typographic(entry.text("name"), language), _values(entry)
        entry.finish()
        if values:
            found.append(Series(name, values))
    return tuple(found)


def _values(fields: Fields) -> Values | None:
    """Values that an axis can show, None for one that nobody knows; others are noted."""
    values = fields.gapped("values")
    known = [abs(value) for value in values or () if value is not None]
    if values and not known:
        fields.wrong("values", "all values are missing", "write values: [1, 2, 3]", "chart.values")
        return None
    most = max(known, default=0.0)
    if most == 0 or LEAST_VALUE <= most <= MOST_VALUE:
        return values
    fact = f"the largest value is {most:g}, which no axis shows"
    fields.wrong("values", fact, "give the values in another unit", "chart.values")
    return None
