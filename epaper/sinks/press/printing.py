"""The edition's pages for a newspaper press: the same marks as on the screen, in inks, as PDF/X."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from epaper.errors import DesignError
from epaper.issue.issue import CODE_FACE, Issue
from epaper.model.finding import Finding, by_severity
from epaper.model.press import PressSettings, Standard
from epaper.page.page import Page
from epaper.sinks.pdf.blanks import is_blank
from epaper.sinks.pdf.codes import face_codes
from epaper.sinks.pdf.content import Names, page_content
from epaper.sinks.pdf.embed import embed_face
from epaper.sinks.pdf.output import whole_file
from epaper.sinks.pdf.placed import AdvertJob, Placed, find_placed
from epaper.sinks.pdf.rasters import PictureJob
from epaper.sinks.press.adpress import PressAdvert, press_advert_step, press_form
from epaper.sinks.press.colour import Separation, for_press, press_paints
from epaper.sinks.press.intent import describe, output_intent
from epaper.sinks.press.marks import FolioCode, code_operators, margin, printer_marks
from epaper.sinks.press.plates import Plates, plate_step, plates_object
from epaper.work.step import Works


@dataclass(frozen=True, slots=True)
class PressPage:
    """A page as it went into a press file."""

    number: int
    section: str
    colour: bool
    code: FolioCode


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
        self.separation = Separation(
            settings.profile, settings.intent, settings.ink_limit, settings.sharpen
        )
        self.plates: dict[tuple[PictureJob, bool], Plates] = {}
        self.adverts: dict[tuple[AdvertJob, bool], PressAdvert] = {}
        self.findings: list[Finding] = []  # of the file last written, by its own pages

    def prepare(self, pages: Sequence[Page]) -> None:
        """All pictures and advertisements of the pages, on all cores."""
        wanted: dict[tuple[PictureJob, bool], None] = {}
        adverts: dict[tuple[AdvertJob, bool], None] = {}
        for page in pages:
            colour = self.settings.in_colour(page.number)
            for job in self._placed(page).jobs.values():
                if isinstance(job, PictureJob):
                    wanted[job, colour] = None
                elif not is_blank(job.name):
                    adverts[job, colour] = None
        self._prepare_adverts([one for one in adverts if one not in self.adverts])
        todo = [work for work in wanted if work not in self.plates]
        steps = [
            plate_step(self.issue, job, self.separation, self.profile_digest, colour=colour)
            for job, colour in todo
        ]
        self.plates.update(zip(todo, self.works.each(steps), strict=True))

    def _prepare_adverts(self, todo: Sequence[tuple[AdvertJob, bool]]) -> None:
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
        self.prepare(pages)
        self.findings = []
        with pikepdf.new() as pdf:
            written = tuple(self._page(pdf, page, at) for at, page in enumerate(pages, 1))
            output_intent(pdf, self.settings, self.profile)
            describe(pdf, self.issue, self.settings, [str(page.code) for page in written])
            with whole_file(out) as temporary:
                pdf.save(
                    temporary,
                    force_version="1.4" if self.settings.standard is Standard.X1A else "1.6",
                    object_stream_mode=pikepdf.ObjectStreamMode.disable,
                    deterministic_id=True,
                )
        self.findings = list(by_severity(self.findings))
        return written

    def _placed(self, page: Page) -> Placed:
        return find_placed(self.issue, (page,), self.settings.picture_ppi)

    def _page(self, pdf: pikepdf.Pdf, given: Page, at: int) -> PressPage:
        """`at`: which page of the file it is, from 1."""
        colours = self.issue.colours
        page = for_press(given, colours, self.settings)
        colour = self.settings.in_colour(page.number)
        codes = face_codes((page,), self.faces)
        paints = press_paints(colours, page.colours, self.settings, colour)
        placed = self._placed(page)
        stream = zlib.decompress(page_content(page, Names(codes, paints, placed.names)).stream)
        objects = {name: self._object(pdf, job, colour, at) for name, job in placed.jobs.items()}
        code = FolioCode.of(self.issue, page.number, content_digest(stream, objects))
        face = self.faces[CODE_FACE]
        slug = f"{code}  {self.settings.title}  {'CMYK' if colour else 'K'}"
        beside = "\n".join(
            (
                code_operators(code, self.settings.folio_code, page.size, face),
                printer_marks(self.settings, page.size, slug, face),
            )
        )
        fonts = Dictionary(
            {f"/{f.resource}": embed_face(pdf, f, self.faces[n]) for n, f in codes.items()}
        )
        resources = Dictionary(Font=fonts, ExtGState=_states())
        if objects:
            resources.XObject = Dictionary({f"/{name}": objects[name] for name in sorted(objects)})
        contents = Array(
            [
                pdf.make_stream(zlib.compress(part, 6), Filter=Name.FlateDecode)
                for part in (stream, beside.encode("latin-1"))
                if part.strip()
            ]
        )
        pdf.pages.append(
            pikepdf.Page(
                Dictionary(
                    Type=Name.Page,
                    Resources=resources,
                    Contents=contents,
                    **_boxes(page, self.settings),
                )
            )
        )
        return PressPage(page.number, page.section, colour, code)

    def _object(
        self, pdf: pikepdf.Pdf, job: PictureJob | AdvertJob, colour: bool, at: int
    ) -> pikepdf.Object:
        if isinstance(job, PictureJob):
            return plates_object(pdf, self.plates[job, colour])
        form, found = press_form(pdf, self.issue, job, self.adverts.get((job, colour)), page=at)
        self.findings += found
        return pdf.make_indirect(form)


def content_digest(stream: bytes, objects: Mapping[str, Any]) -> str:
    """10 hex digits of a page's paint: its operators, and the pictures and advertisements that they
    place.
    """
    digest = hashlib.sha256(
        b"\n".join(line.strip() for line in stream.split(b"\n") if line.strip())
    )
    for name in sorted(objects):
        digest.update(
            name.encode() + hashlib.sha256(objects[name].read_raw_bytes()).digest()
            if objects[name].get("/Subtype") == "/Image"
            else name.encode() + hashlib.sha256(objects[name].read_bytes()).digest()
        )
    return digest.hexdigest()[:10]


def _states() -> Dictionary:
    return Dictionary(
        GSo=Dictionary(Type=Name.ExtGState, op=True, OP=True, OPM=1),
        GSk=Dictionary(Type=Name.ExtGState, op=False, OP=False, OPM=1),
    )


def _boxes(page: Page, settings: PressSettings) -> dict[str, Array]:
    width, height = round(page.size.width, 3), round(page.size.height, 3)
    out, bleed = round(margin(settings), 3), round(settings.bleed, 3)
    boxes = {
        "MediaBox": Array([-out, -out, width + out, height + out]),
        "TrimBox": Array([0, 0, width, height]),
    }
    if bleed:
        boxes["BleedBox"] = Array([-bleed, -bleed, width + bleed, height + bleed])
    return boxes
