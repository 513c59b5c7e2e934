"""All that lies in a day's folder: every file that can be read, and what is said of the rest.

Nothing is passed over in silence: a folder that cannot be opened, a link that leads nowhere or to a
folder, a name that is no UTF-8, and files that nobody reads.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from epaper.model.finding import Finding, Severity, printable
from epaper.paths import STANDING

# text that the importer takes in
STORY_KINDS = frozenset(
    ".txt .text .html .htm .xhtml .docx .odt .rtf .eml .mht .mhtml .xml .json".split()
)
OTHER_TEXTS = frozenset(".doc .pages .wpd .wps .gdoc .markdown .mdown .mkd".split())
PICTURE_KINDS = frozenset(
    ".jpg .jpeg .jpe .png .webp .avif .gif .tif .tiff .bmp .jp2 .heic .heif .svg .psd".split()
)
_PAPERS = frozenset({"readme", "credits", "license", "licence", "copying"})  # about other files
_LEAVINGS = ("~", ".tmp", ".bak", ".swp", ".part", ".ini", ".db")  # of editors and systems
LISTED = 12  # names in one finding


@dataclass(slots=True)
class Listing:
    """Visible files of a day in the order of their paths, and what is wrong with the others."""

    day: Path
    files: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    root: Path = field(init=False)  # the day's folder, links followed
    _names: dict[Path, str] = field(init=False, repr=False, compare=False)
    _wholes: dict[Path, Path] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.root = self.day.resolve()
        self._names, self._wholes = {}, {}

    @property
    def stories(self) -> list[Path]:
        return [
            path
            for path in self.files
            if path.suffix.lower() == ".md" and not self.name(path).startswith(f"{STANDING}/")
        ]

    def name(self, path: Path) -> str:
        if path not in self._names:
            self._names[path] = path.relative_to(self.day).as_posix()
        return self._names[path]

    def whole(self, path: Path) -> Path:
        """The path of a listed file, links followed: below the day's folder the file alone may be
        one, as nobody goes into those to folders."""
        if path not in self._wholes:
            linked = path.is_symlink()
            self._wholes[path] = path.resolve() if linked else self.root / self.name(path)
        return self._wholes[path]


def list_day(day: Path) -> Listing:
    """Go through a day's folder; hidden files and folders are nobody's."""
    listing = Listing(day)
    for path, fault in _walk(day):
        if fault is None:
            listing.files.append(path)
        else:
            listing.findings.append(_lost(listing.name(path), *fault))
    listing.files.sort(key=listing.name)
    return listing


_Fault = tuple[str, str]  # what is wrong, and the remedy
_RIGHTS = "check its permissions"


def _walk(folder: Path) -> Iterator[tuple[Path, _Fault | None]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield folder, (f"cannot be opened ({error.strerror}): its stories are not read", _RIGHTS)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        fault = _fault(entry)
        if fault is None and entry.is_dir():
            yield from _walk(path)
        else:
            yield path, fault


def _fault(entry: os.DirEntry[str]) -> _Fault | None:
    """Why an entry of a folder cannot be read; None when it can."""
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "has a name that is no UTF-8 and is not read", "rename it"
    try:
        kind = entry.stat().st_mode
    except OSError as error:
        what = "is a link that leads nowhere" if entry.is_symlink() else "cannot be read"
        return f"{what} ({error.strerror})", "copy the file itself, or delete it"
    if stat.S_ISDIR(kind):
        linked = "is a link to a folder, whose files are not read"
        return (linked, "copy the folder itself") if entry.is_symlink() else None
    return None if stat.S_ISREG(kind) else ("is no file and is not read", "delete it")


def _lost(name: str, fact: str, remedy: str) -> Finding:
    what = printable(name) if name != "." else "the day's folder"
    return Finding(
        Severity.ERROR, "file.unreadable", f"{what} {fact}", remedy, file=printable(name)
    )


def unread(listing: Listing, used: Collection[Path]) -> Iterator[Finding]:
    """Files that neither a story nor the settings use, each with what would take it in.

    `used`: whole paths, links followed.
    """
    pictures: list[str] = []
    for path in listing.files:
        pure = PurePosixPath(listing.name(path))
        kind = pure.suffix.lower()
        if kind == ".md" or _is_leaving(pure) or listing.whole(path) in used:
            continue
        if kind in PICTURE_KINDS and pure.parts[0] != "ads":
            pictures.append(str(pure))
        elif pure.stem.lower() not in _PAPERS:
            yield _unread(str(pure), kind, listing.day)
    if pictures:
        one = len(pictures) == 1
        named = ", ".join(pictures[:LISTED])
        more = f" and {len(pictures) - LISTED} more" if len(pictures) > LISTED else ""
        fact = f"{named}{more}: no story names {'it' if one else 'them'}"
        remedy = f"list {'it' if one else 'them'} under pictures: of a story, or delete"
        remedy += " it" if one else " them"
        yield Finding(Severity.WARNING, "picture.unused", printable(fact), remedy)


def _unread(name: str, kind: str, day: Path) -> Finding:
    """The commands are for the paper's folder, where everything is run."""
    fact = "nobody reads this file"
    date, file = day.name, "/".join((*day.parts[-2:], name))
    if name.startswith("ads/"):
        remedy = "book it: write its file, booking and size into edition.yaml, or into ads/*.yaml"
    elif kind in STORY_KINDS:
        fact = "nobody reads this file, a story would be in a file .md"
        remedy = f"take it in: epaper import {shlex.quote(file)} --date {date}"
    elif kind in OTHER_TEXTS:
        fact = "nobody reads this file, a story would be in a file .md"
        remedy = "rename it to .md"
        if not kind.startswith(".m"):
            remedy = f"save it as .docx or .txt and take that in: epaper import FILE --date {date}"
    else:
        remedy = "move it out of the day's folder"
    return Finding(Severity.WARNING, "file.unread", fact, remedy, file=printable(name))


def _is_leaving(name: PurePosixPath) -> bool:
    last = name.name.lower()
    return last.endswith(_LEAVINGS) or last.startswith(("~", "#"))
