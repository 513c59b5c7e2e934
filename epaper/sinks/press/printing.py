"""The press pass: what of an issue's pages is made ready for one shop, and written."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.errors import DesignError
from epaper.issue.issue import Issue
from epaper.model.finding import Finding
from epaper.model.press import PressSettings
from epaper.page.page import Page
from epaper.work.step import Works

# functions load what makes plates and what writes: where no page has changed, nothing is made
if TYPE_CHECKING:
    from epaper.sinks.pdf.jobs import AdvertJob, Placed
    from epaper.sinks.pdf.rasters import PictureJob
    from epaper.sinks.press.adpress import PressAdvert
    from epaper.sinks.press.colour import Separation
    from epaper.sinks.press.plates import Plates
    from epaper.sinks.press.writing import PressPage


class PressPass:
    """Prints pages of one issue with one shop's settings.  Pictures are prepared once, when first
    asked for.
    """

    def __init__(self, issue: Issue, settings: PressSettings, works: Works) -> None:
        if settings.profile is None:
            raise DesignError(
                f"press settings {settings.name} name no profile; add profile: to the file"
            )
        self.issue, self.settings, self.works = issue, settings, works
        self.faces = {face: issue.shelf.path(digest) for face, digest in issue.faces.items()}
        self.profile = settings.profile
        self.profile_digest = hashlib.sha256(settings.profile.read_bytes()).hexdigest()
        self.plates: dict[tuple[PictureJob, bool], Plates] = {}
        self.adverts: dict[tuple[AdvertJob, bool], PressAdvert] = {}
        self.findings: list[Finding] = []  # of the file last written, by its own pages

    @cached_property
    def separation(self) -> Separation:
        from epaper.sinks.press.colour import Separation

        how = self.settings
        return Separation(self.profile, how.intent, how.ink_limit, how.sharpen)

    def prepare(self, pages: Sequence[Page]) -> None:
        """All pictures and advertisements of the pages, on all cores."""
        with self.preparing(pages):
            pass

    @contextlib.contextmanager
    def preparing(self, pages: Sequence[Page]) -> Iterator[None]:
        """The same, and what the body does meanwhile: other processes make the plates."""
        from PIL import Image

        from epaper.sinks.pdf.blanks import is_blank
        from epaper.sinks.pdf.rasters import PictureJob
        from epaper.sinks.press.plates import plate_step

        wanted: dict[tuple[PictureJob, bool], None] = {}
        adverts: dict[tuple[AdvertJob, bool], None] = {}
        for page in pages:
            colour = self.settings.in_colour(page.number)
            for job in self.placed(page).jobs.values():
                if isinstance(job, PictureJob):
                    wanted[job, colour] = None
                elif not is_blank(job.name):
                    adverts[job, colour] = None
        Image.preinit()  # else each of the processes would load what reads pictures
        todo = [work for work in wanted if work not in self.plates]
        steps = [
            plate_step(self.issue, job, self.separation, self.profile_digest, colour=colour)
            for job, colour in todo
        ]
        self._prepare_adverts([one for one in adverts if one not in self.adverts])
        with self.works.each_beside(steps) as plates:
            yield
            self.plates.update(zip(todo, plates(), strict=True))

    def _prepare_adverts(self, todo: Sequence[tuple[AdvertJob, bool]]) -> None:
        if not todo:
            return
        from epaper.sinks.press.adpress import press_advert_step

        steps = [
            press_advert_step(
                job.asset,
                self.issue.shelf.read(job.asset),
                self.separation,
                self.settings,
                profile=self.profile_digest,
                colour=colour,
                cleaned=job.cleaned,
            )
            for job, colour in todo
        ]
        self.adverts.update(zip(todo, self.works.each(steps), strict=True))

    def write(self, pages: Sequence[Page], out: Path) -> tuple[PressPage, ...]:
        """One file with these pages.  The bytes hang on the issue and the settings alone."""
        from epaper.sinks.press.writing import Writer

        self.prepare(pages)
        writer = Writer(self)
        written = writer.write(pages, out)
        self.findings = writer.findings
        return written

    def placed(self, page: Page) -> Placed:
        from epaper.sinks.pdf.jobs import find_placed

        return find_placed(self.issue, (page,), self.settings.picture_ppi)
