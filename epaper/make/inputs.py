"""What goes into an issue, by digest; and what of it has changed since."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from epaper.issue.issue import Input, Issue
from epaper.issue.store import RECORD
from epaper.paths import STANDING, DayPaths, names_in
from epaper.resources import shipped
from epaper.sources.withdrawn import killed_files
from epaper.units import pages_told
from epaper.words.places import SHIPPED

OUTSIDE = "shipped/"  # before the names of files that lie outside the paper's folder


@dataclass(frozen=True, slots=True)
class InputChange:
    """A file of the day that is not what it was when the issue was built."""

    path: str
    what: str  # "changed", "new" or "gone"
    slug: str = ""  # of the story in it
    pages: tuple[int, ...] = ()  # that the story stands on in the issue

    def __str__(self) -> str:
        where = ""
        if self.pages:
            where = f", on {pages_told(self.pages)}"
        return (
            f"{self.path} is {self.what}{where}"
            if self.what != "changed"
            else (f"{self.path} has changed{where}")
        )


def file_digest(path: Path) -> str:
    """SHA-256 of a file; empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def day_inputs(paths: DayPaths, digest: Callable[[Path], str] = file_digest) -> tuple[Input, ...]:
    """Every visible file of the day, the publication's, the standing matter's, and the stories
    that their senders withdrew, in the order of their paths."""
    names = _Names(paths)
    found = [_input(path, names, digest) for path in killed_files(paths.day)]
    shared = (paths.editions / "publication.yaml", *(paths.editions / STANDING).rglob("*"))
    for path in (*shared, *paths.day.rglob("*")):
        hidden = path.name.startswith(".") or names.hidden(path.parent)
        if not hidden and path.is_file():
            found.append(_input(path, names, digest))
    return _sorted(found)


def inputs_of(
    paths: DayPaths, settings: Iterable[Path], day: Sequence[Input] | None = None
) -> tuple[Input, ...]:
    """All that goes into an issue, in the order of the paths.

    `settings`: layout, words and press files and faces; those of the program itself are named as
    shipped.  `day`: the day's files as they were before they were read, so that one saved meanwhile
    counts as changed; without it as they are now.
    """
    names = _Names(paths)
    files = [_input(path, names, file_digest) for path in settings if path.is_file()]
    return _sorted([*files, *(day_inputs(paths) if day is None else day)])


def layout_of(issue: Issue, paths: DayPaths) -> str:
    """The name of the layout that went into an issue; empty for one that is not in its place."""
    went_in = {one.path for one in issue.inputs}
    names = names_in(paths.layouts)
    return next((name for name in names if _name(paths.layout(name), paths) in went_in), "")


def untouched(issue: Issue, paths: DayPaths, digest: Callable[[Path], str] = file_digest) -> bool:
    """Whether the day, read once more, would be the day that the issue was built of: every file
    that went in is as it was, none has come to the day, and none to the paper's settings since the
    record was written.  Reads no story; where it cannot tell, the answer is no."""
    before = {one.path: one.digest for one in issue.inputs}
    ours = (*paths.layouts, *paths.shops, *paths.words, paths.fonts)
    shipped_ones = (SHIPPED, shipped("fonts"))
    names = _Names(paths)
    now = {one.path: one.digest for one in day_inputs(paths, digest)}
    for folder in (*ours, *shipped_ones):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_file():
                name = names.of(path)
                if name in before:
                    now.setdefault(name, digest(path))
                elif _is_younger(path, paths.issue / RECORD):
                    return False
    return before == now


def _is_younger(path: Path, record: Path) -> bool:
    try:
        return os.stat(path).st_ctime_ns >= os.stat(record).st_ctime_ns
    except OSError:
        return True


def story_since(issue: Issue, slug: str, paths: DayPaths) -> str:
    """What became of a story's file since the issue was built; "" where it is as it was."""
    story = issue.story(slug)
    file = story.file if story else ""
    name = _of_day(issue, file)
    before = next((one.digest for one in issue.inputs if one.path == name), "")
    now = file_digest(paths.day / file)
    if not file or not before or now == before:
        return ""
    return f"{file} {'has changed' if now else 'is gone'} since the issue was built"


def changes_since(issue: Issue, now: Sequence[Input]) -> list[InputChange]:
    """The files that are not as they were, in the order of their paths."""
    before = {one.path: one.digest for one in issue.inputs}
    after = {one.path: one.digest for one in now}
    stories = {_of_day(issue, story.file): story for story in issue.stories if story.file}
    found = []
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) == after.get(path):
            continue
        what = "new" if path not in before else "gone" if path not in after else "changed"
        story = stories.get(path)
        slug, pages = (story.slug, story.pages) if story else ("", ())
        found.append(InputChange(path, what, slug, pages))
    return found


def _of_day(issue: Issue, file: str) -> str:
    """A story's file as inputs are named; standing matter lies beside the day's folder."""
    return posixpath.normpath(f"editions/{issue.date.isoformat()}/{file}")


def _sorted(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Each path once."""
    return tuple(sorted({one.path: one for one in inputs}.values(), key=lambda one: one.path))


def _input(path: Path, names: _Names, digest: Callable[[Path], str]) -> Input:
    return Input(names.of(path), digest(path))


def _name(path: Path, paths: DayPaths) -> str:
    return _Names(paths).of(path)


class _Names:
    """Files as inputs name them; links are followed once for all files of a folder."""

    def __init__(self, paths: DayPaths) -> None:
        self.editions, self.paper = paths.editions.resolve(), paths.paper
        self._named = paths.editions
        self._folders: dict[Path, str] = {}
        self._hidden: dict[Path, bool] = {}

    def of(self, path: Path) -> str:
        if path.is_symlink():
            whole = path.resolve()
            folder = self._of_folder(whole.parent)
            return f"{folder}{path.name if folder == OUTSIDE else whole.name}"
        return f"{self._of_folder(path.parent)}{path.name}"

    def hidden(self, folder: Path) -> bool:
        """Whether a folder below `editions`, or one above it there, has a point before its name."""
        if folder not in self._hidden:
            parts = folder.relative_to(self._named).parts
            self._hidden[folder] = any(part.startswith(".") for part in parts)
        return self._hidden[folder]

    def _of_folder(self, folder: Path) -> str:
        if folder not in self._folders:
            self._folders[folder] = self._told(folder.resolve())
        return self._folders[folder]

    def _told(self, whole: Path) -> str:
        for root, before in ((self.editions, "editions/"), (self.paper, "")):
            if whole.is_relative_to(root):
                within = whole.relative_to(root).as_posix()
                return before if within == "." else f"{before}{within}/"
        return OUTSIDE
