"""A day opened: all of its settings read and judged before any work.

    the day's folder       stories, edition.yaml, publication.yaml, plan.yaml, wire.yaml
    layouts/NAME.yaml      how pages look
    words/LANG.yaml        what the paper itself says
    layouts/press/*.yaml   the print shops that the publication names
    fonts/fonts.yaml       the paper's own faces

`epaper check` and every build call the same function, so that no run ends late over a mistake that
was there when it began.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from epaper.errors import DesignError, EditionError, EpaperError, FontError
from epaper.layout.design.leading import led_out
from epaper.layout.design.reader import Design, read_design
from epaper.layout.edition.booking import without_a_place
from epaper.layout.rehearsal import rehearse
from epaper.model.doubles import without_doubles
from epaper.model.edition import Edition, Publication
from epaper.model.finding import Finding, Severity, by_severity, with_files
from epaper.model.press import PressSettings
from epaper.model.told import told as lines_of
from epaper.paths import DayPaths, is_path, names_in
from epaper.preflight.shops import Sheet, check_shop
from epaper.resources import shipped
from epaper.settings.notes import IN_FULL, Notes, nearest, shown, suggestion
from epaper.sources.known import FOLDER
from epaper.sources.press import press_file, read_press
from epaper.sources.readings import Readings
from epaper.sources.source import find_source
from epaper.sources.wire.rules_file import read_rules_file, rules_file
from epaper.typeset.faces import NAME as FONTS
from epaper.typeset.fonts import FontBook, read_book
from epaper.typeset.typesetter import Typesetter
from epaper.units import counted
from epaper.words.places import SHIPPED
from epaper.words.spoken import Spoken, languages_of, spoken
from epaper.work.looked import Sign, is_settled, signs_of


@dataclass(frozen=True, slots=True)
class Day:
    """What a build works from."""

    edition: Edition
    design: Design
    book: FontBook
    shops: tuple[PressSettings, ...]  # that the publication names
    settings: tuple[Path, ...]  # files of the layout, the shops and the paper's own faces
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A day as far as it can be read, and everything that is wrong with it, worst first."""

    date: datetime.date
    edition: Edition
    findings: tuple[Finding, ...]
    error: type[EpaperError] | None  # of the first kind of mistake that stops a build
    day: Day | None  # None when there is a mistake

    def refuse_mistakes(self, told: bool = False) -> None:
        """Raise the error with every mistake; only their number when they were told already."""
        if self.error is None:
            return
        mistakes = [f for f in self.findings if f.severity is Severity.ERROR]
        count = f"the day {self.date} has {counted(len(mistakes), 'mistake')}"
        lines = "\n  ".join(lines_of(mistakes, headed=False))
        error = self.error(f"{count}; mend the above" if told else f"{count}:\n  {lines}")
        error.findings = self.findings
        raise error


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands round a day's stories: words, layout, print shops and faces, with what is wrong
    in them and the files that they come from."""

    spoken: Spoken
    design: Design | None
    looks: Notes
    file: tuple[Path, ...]
    shops: tuple[PressSettings, ...]
    sheets: Sequence[Finding]
    files: Sequence[Path]
    book: FontBook
    faces: Notes  # of the list of faces


_Signs = Mapping[str, Sign | None]


class DayReadings:
    """A day as it was read, for one that is held open and read again: only what has changed is
    read.  Layout, words, shops and faces are read whole, where any of their files is another."""

    def __init__(self) -> None:
        self.stories = Readings()
        self._frame: tuple[tuple[object, ...], _Signs, _Frame] | None = None

    def frame(self, paths: DayPaths, key: tuple[object, ...], read: Callable[[], _Frame]) -> _Frame:
        """`key`: what names the files."""
        folders = [*paths.layouts, paths.paper / "words", SHIPPED, paths.fonts]
        folders.append(shipped("fonts"))
        if self._frame is not None and self._frame[0] == key:
            _, signs, frame = self._frame
            named = [*frame.file, *frame.files]
            if signs_of([*folders, *named]) == signs:
                return frame
        before = signs_of(folders)
        frame = read()
        signs = {**before, **signs_of([*frame.file, *frame.files])}
        settled = all(sign is None or is_settled(sign) for sign in signs.values())
        self._frame = (key, signs, frame) if settled else None
        return frame


def open_day(
    paths: DayPaths, layout: str = "", source: str = FOLDER, kept: DayReadings | None = None
) -> Day:
    """The day with all its settings; `layout` stands for the publication's own, `source` says
    where stories come from.

    Raises one error with every mistake, and EditionError when the day has no folder or no stories.
    """
    judged = judge_day(paths, layout, source, kept=kept)
    judged.refuse_mistakes()
    assert judged.day is not None  # else there is a mistake
    return judged.day


def judge_day(
    paths: DayPaths,
    layout: str = "",
    source: str = FOLDER,
    rehearsed: bool = False,
    kept: DayReadings | None = None,
) -> Judgement:
    """Read the day with all its settings.  Raises EditionError when it has no folder or no
    stories; every other mistake is a finding.

    `rehearsed`: every story is set by itself too, and what a build would tell of it is told; and
    the advertisements that will find no place.  kept: of the same day, read before.
    """
    kept = kept or DayReadings()
    read, findings = find_source(source, kept.stories).read(paths.editions, paths.date)
    edition, doubles = without_doubles(read)
    told_before = {finding.rule for finding in findings}
    rules = _rules(paths, edition)
    name = layout or ("" if "edition.layout" in told_before else edition.publication.layout)
    told = "edition.press" in told_before
    others = languages_of(edition)
    frame = kept.frame(
        paths,
        (name, bool(layout), *_asked(edition.publication), others, told),
        lambda: _frame(paths, name, edition.publication, others, given=bool(layout), told=told),
    )
    design, looks, book, shops = frame.design, frame.looks, frame.book, frame.shops
    faces = frame.faces.found
    if design is not None and not frame.faces.failed:
        faces = [*faces, *_unknown_faces(design, book, looks)]
        if rehearsed and not _stops(faces):
            setter = Typesetter(book, edition.publication.language)
            stories = rehearse(edition, design, setter)
            findings = (*findings, *stories, *without_a_place(edition, design))
    kinds: list[tuple[type[EpaperError], Sequence[Finding]]] = [
        (EditionError, [*findings, *doubles, *rules]),
        (
            DesignError,
            [
                *frame.spoken.findings,
                *looks.found,
                *frame.sheets,
                *_refused(shops, design, edition),
            ],
        ),
        (FontError, faces),
    ]
    told_of = {story.slug: story.file for story in edition.stories}
    everything = by_severity(with_files((one for _, found in kinds for one in found), told_of))
    error = next((kind for kind, found in kinds if _stops(found)), None)
    day = None
    if error is None and design is not None:
        settings = (*frame.file, *frame.spoken.files, *frame.files, *_own_faces(paths, book))
        day = Day(edition, design, book, shops, settings=settings, findings=everything)
    return Judgement(paths.date, edition, everything, error, day=day)


def _asked(publication: Publication) -> tuple[object, ...]:
    """What of a publication decides its frame."""
    return publication.language, publication.digits, publication.press


def _frame(
    paths: DayPaths,
    name: str,
    publication: Publication,
    others: Sequence[str],
    *,
    given: bool,
    told: bool,
) -> _Frame:
    """`others`: languages of stories; `given`: the layout's name, on the command line; `told`: see
    `_shops`."""
    words = spoken(publication.language, publication.digits, others, paths.words)
    design, looks, file = _design(paths, name, "--layout" if given else "publication", words)
    shops, sheets, files = _shops(paths, publication.press, told)
    faces = Notes(_name(paths.fonts / FONTS, paths))
    book = read_book(faces, paths.fonts, shipped("fonts"))
    return _Frame(
        spoken=words,
        design=design and led_out(design, book, publication.language),
        looks=looks,
        file=file,
        shops=shops,
        sheets=sheets,
        files=files,
        book=book,
        faces=faces,
    )


def _stops(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _rules(paths: DayPaths, edition: Edition) -> list[Finding]:
    """What is wrong with the desk's rules, where there are any."""
    file = rules_file(paths.editions, paths.day)
    if file is None:
        return []
    path, name = file
    notes = Notes(name)
    read_rules_file(path, notes, tuple(section.name for section in edition.sections))
    return notes.found


def _design(
    paths: DayPaths, name: str, where: str, spoken: Spoken
) -> tuple[Design | None, Notes, tuple[Path, ...]]:
    """The design, what is wrong with it, and its file; nothing for no name.

    `where`: what names the layout, for messages.
    """
    path = paths.layout(name)
    if path.is_file():
        notes = Notes(_name(path, paths))
        design = read_design(path, notes, spoken.words)
        return design and replace(design, voices=spoken.voices), notes, (path,)
    notes = Notes(where)
    if name:
        _note_missing(notes, "layout", name, names_in(paths.layouts))
    return None, notes, ()


def _shops(
    paths: DayPaths, names: Sequence[str], told: bool
) -> tuple[tuple[PressSettings, ...], list[Finding], list[Path]]:
    """The print shops, what is wrong with them, and their files.  `told`: those that are not there
    were noted before.
    """
    shops: list[PressSettings] = []
    findings: list[Finding] = []
    files: list[Path] = []
    for name in dict.fromkeys(names):
        path = press_file(name, *paths.shops)
        notes = Notes("publication" if path is None else _name(path, paths))
        if path is None and not told:
            _note_missing(notes, "print shop", name, names_in(paths.shops))
        settings = read_press(path, notes) if path is not None else None
        findings += notes.found
        files += [path] if path is not None else []
        if settings is not None:
            shops.append(settings)
            files += [settings.profile] if settings.profile else []
    return tuple(shops), findings, files


def _refused(
    shops: Sequence[PressSettings], design: Design | None, edition: Edition
) -> Iterator[Finding]:
    """What the shops would refuse of every paper in this layout."""
    if design is None:
        return
    sizes = {style.name: style.size for style in design.styles.values()}
    sheet = Sheet(design.name, design.grid.trim, design.grid.type_area, sizes)
    for shop in shops:
        yield from check_shop(shop, sheet, edition)


def _note_missing(notes: Notes, kind: str, name: str, known: Sequence[str]) -> None:
    remedy = "check the path" if is_path(name) else suggestion(name, known)
    notes.error("file.missing", f"there is no {kind} {shown(name, IN_FULL)}", remedy)


def _own_faces(paths: DayPaths, book: FontBook) -> list[Path]:
    """The paper's list of faces and its files, where it has any."""
    if paths.fonts.resolve() == shipped("fonts").resolve():
        return []
    files = (paths.fonts / FONTS, *(book.path(face) for face in book.faces))
    return [file for file in files if file.is_relative_to(paths.fonts) and file.is_file()]


def _unknown_faces(design: Design, book: FontBook, looks: Notes) -> Iterator[Finding]:
    """Faces that the layout names and nobody has."""
    named = (
        (face, f"styles.{style.name}.{field}")
        for style in design.styles.values()
        for field, face in (("face", style.face), ("small_face", style.small_face))
        if face and face not in book
    )
    for face, field in named:
        near = nearest(face, (*book.families, *book.faces))
        remedy = f"add it to fonts/{FONTS}, or use {', '.join(book.families)}"
        yield Finding(
            Severity.ERROR,
            "font.face",
            f"there is no face {shown(face)}",
            f"did you mean {near!r}?" if near else remedy,
            file=looks.file,
            line=looks.lines.get(field, 0),
            field=field,
        )


def _name(path: Path, paths: DayPaths) -> str:
    """A settings file as messages name it: from the paper's folder."""
    whole = path.resolve()
    if whole.is_relative_to(paths.paper):
        return whole.relative_to(paths.paper).as_posix()
    root = shipped("layouts").resolve().parent
    return f"{whole.relative_to(root)} (shipped)" if whole.is_relative_to(root) else str(path)
