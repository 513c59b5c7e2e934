"""Stories and pictures as they were read, for a day that is held open and read again: only what has
changed is read.

A story hangs on its file, and on what it found in the day's other files: pictures by their names,
and what those were.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from epaper.model.finding import Finding
from epaper.model.story import Story
from epaper.settings.notes import Notes
from epaper.sources.illustrations import Asked, Gallery
from epaper.sources.pictures import PictureFile, look_at
from epaper.sources.quotes import in_force
from epaper.sources.story import read_story
from epaper.work.looked import Looked, Sign, is_settled, sign_of


@dataclass(frozen=True, slots=True)
class _Read:
    """A story's file as it was read, with what is said of it and what it asked the gallery."""

    sign: Sign
    file: str
    language: tuple[object, ...]  # the paper's, and its own quotation marks
    story: Story | None
    found: tuple[Finding, ...]
    lines: Mapping[str, int]
    asked: tuple[Asked, ...]


class Readings:
    """`looked`: what was made of single files."""

    def __init__(self) -> None:
        self.looked = Looked()
        self._stories: dict[str, _Read] = {}

    def look(self, path: Path) -> PictureFile:
        return self.looked.of("picture", path, lambda: look_at(path))

    def story(self, path: Path, notes: Notes, gallery: Gallery, language: str) -> Story | None:
        """As `read_story` has it."""
        key, sign = os.path.abspath(path), sign_of(path)
        known = self._stories.pop(key, None)
        if known is not None and self._holds(known, sign, notes, gallery, language=language):
            notes.found, notes.lines = list(known.found), dict(known.lines)
            self._stories[key] = known
            return known.story
        spoken = (language, in_force())
        settled = is_settled(sign)  # before it is read
        gallery.asked.clear()
        story = read_story(path, notes, gallery, language)
        if sign is not None and settled:
            found, lines, asked = tuple(notes.found), dict(notes.lines), tuple(gallery.asked)
            self._stories[key] = _Read(
                sign, notes.file, spoken, story, found=found, lines=lines, asked=asked
            )
        return story

    def _holds(
        self, read: _Read, sign: Sign | None, notes: Notes, gallery: Gallery, language: str
    ) -> bool:
        """Whether a story would be read as it was; what it shows is looked at again."""
        if (read.sign, read.file, read.language) != (sign, notes.file, (language, in_force())):
            return False
        return gallery.holds(read.asked)
