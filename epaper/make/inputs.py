"""What goes into an issue, by digest; and what of it has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from epaper.issue.issue import Input, Issue
from epaper.paths import DayPaths


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
            numbers = ", ".join(map(str, self.pages))
            where = f", on page{'s' if len(self.pages) > 1 else ''} {numbers}"
        return (
            f"{self.path} is {self.what}{where}"
            if self.what != "changed"
            else (f"{self.path} has changed{where}")
        )


def inputs_of(paths: DayPaths, settings: Iterable[Path]) -> tuple[Input, ...]:
    """Every visible file of the day and the settings files, in the order of their paths.

    `settings`: layout and press files; those of the program itself are named as shipped.
    """
    files = {_name(path, paths): path for path in settings if path.is_file()}
    for path in (paths.editions / "publication.yaml", *paths.day.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(paths.editions).parts)
        if path.is_file() and not hidden:
            files[_name(path, paths)] = path
    return tuple(Input(name, file_digest(files[name])) for name in sorted(files))


def file_digest(path: Path) -> str:
    """SHA-256 of a file; empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def changes_since(issue: Issue, now: Sequence[Input]) -> list[InputChange]:
    """The files that are not as they were, in the order of their paths."""
    before = {one.path: one.digest for one in issue.inputs}
    after = {one.path: one.digest for one in now}
    day = f"editions/{issue.date.isoformat()}/"
    stories = {day + story.file: story for story in issue.stories if story.file}
    found = []
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) == after.get(path):
            continue
        what = "new" if path not in before else "gone" if path not in after else "changed"
        story = stories.get(path)
        slug, pages = (story.slug, story.pages) if story else ("", ())
        found.append(InputChange(path, what, slug, pages))
    return found


def _name(path: Path, paths: DayPaths) -> str:
    whole, editions = path.resolve(), paths.editions.resolve()
    if whole.is_relative_to(editions):
        return f"editions/{whole.relative_to(editions).as_posix()}"
    if whole.is_relative_to(paths.paper):
        return whole.relative_to(paths.paper).as_posix()
    return f"shipped/{path.name}"
