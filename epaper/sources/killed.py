"""Stories that their senders withdrew: the importer has moved them out of the day, and they are
told as killed, so that nobody looks for them in vain.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from pathlib import Path

from epaper.model.stop import Stop, StopKind
from epaper.model.story import Story
from epaper.settings.notes import Notes
from epaper.sources.illustrations import Gallery
from epaper.sources.story import read_story
from epaper.sources.withdrawn import WITHDRAWN, killed_files
from epaper.work.fence import GuestFault, fence


def read_killed(
    day: Path, language: str, there: Container[str]
) -> tuple[list[Story], dict[str, Notes]]:
    """The killed stories that can still be read, without pictures, and their notes by slug; none
    whose slug is `there` again.  What is wrong in their files is nobody's concern any more.
    """
    stories: list[Story] = []
    notes_of: dict[str, Notes] = {}
    for path in killed_files(day):
        if path.stem in there:
            continue
        notes = Notes(path.relative_to(day).as_posix(), path.stem)
        try:
            with fence(path.stem):
                story = read_story(path, notes, Gallery(day, ()), language)
        except GuestFault:
            continue
        if story is not None:
            stop = story.stop or Stop(StopKind.KILL)
            if stop.kind is not StopKind.KILL or not stop.reason:
                stop = Stop(StopKind.KILL, WITHDRAWN, stop.by, stop.at)
            stories.append(
                replace(
                    story,
                    stop=replace(stop, line=0),
                    pictures=(),
                    chart=None,
                    related=(),
                    with_story="",
                    must_run=False,
                )
            )
            notes_of[path.stem] = notes
    return stories, notes_of
