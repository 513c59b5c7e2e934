"""What one build of a day leaves to the next in the same process: files as they were read, the last
issue, and all that was measured.

Nothing of it changes a result; a build without it reads and measures everything.
"""

from __future__ import annotations

from pathlib import Path

from epaper.day import Day, DayReadings
from epaper.issue.issue import Issue
from epaper.issue.store import RECORD, has_issue, read_issue
from epaper.layout.measure.copyfit import Copyfitter
from epaper.make.inputs import file_digest
from epaper.typeset.typesetter import Typesetter
from epaper.work.looked import Sign, sign_of

MOST_WHOLES = 4  # times the day's stories: versions of stories that stay measured
FEW = 200  # stories
MOST_SEARCHES = 4000  # of pages, those that were tried among them


class Memory:
    """`lasting`: it outlives a build, and keeps the searches of pages as well."""

    def __init__(self, lasting: bool = False) -> None:
        self.lasting = lasting
        self.readings = DayReadings()
        self._issue: tuple[Path, Sign | None, Issue] | None = None
        self._fitter: Copyfitter | None = None

    def digest(self, path: Path) -> str:
        """As `file_digest` has it."""
        return self.readings.stories.looked.of("digest", path, lambda: file_digest(path))

    def last(self, folder: Path) -> Issue | None:
        """The issue in a folder, where there is one."""
        record = folder.resolve() / RECORD
        sign = sign_of(record)
        if self._issue is not None and self._issue[:2] == (record, sign):
            return self._issue[2]
        if not has_issue(folder):
            return None
        issue = read_issue(folder)
        self._issue = record, sign, issue
        return issue

    def fitter(self, day: Day) -> Copyfitter:
        """What measures the day's stories.

        Letters that no face has are told when a text is set: where any were told of, all is set
        anew, with the words that are measured already.
        """
        language, known = day.edition.publication.language, self._fitter
        setter = known.setter if known is not None else None
        if setter is None or (setter.book, setter.language) != (day.book, language):
            setter = Typesetter(day.book, language)
        elif setter.findings:
            setter = setter.cleared()
        most = MOST_WHOLES * len(day.edition.stories) + FEW
        fits = known is not None and (known.design, known.setter) == (day.design, setter)
        if known is None or not fits or len(known.wholes) > most:
            known = self._fitter = Copyfitter(day.design, setter)
        if self.lasting and (known.searched is None or len(known.searched) > MOST_SEARCHES):
            known.searched = {}
        return known
