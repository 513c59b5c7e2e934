"""Pages of an issue as a file for the press: the same marks as on the screen, in inks, as PDF/X."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from epaper.issue.issue import CODE_FACE
from epaper.model.finding import Finding, by_severity
from epaper.model.press import PressSettings, Standard
from epaper.page.page import Page
from epaper.sinks.pdf.codes import face_codes
from epaper.sinks.pdf.content import Names, page_content
from epaper.sinks.pdf.embed import embed_face
from epaper.sinks.pdf.jobs import AdvertJob
from epaper.sinks.pdf.output import whole_file
from epaper.sinks.pdf.rasters import PictureJob
from epaper.sinks.press.adpress import press_form
from epaper.sinks.press.colour import for_press, press_paints
from epaper.sinks.press.intent import describe, output_intent
from epaper.sinks.press.marks import FolioCode, code_operators, margin, printer_marks
from epaper.sinks.press.plates import Plates

if TYPE_CHECKING:
    from epaper.sinks.press.printing import PressPass


@dataclass(frozen=True, slots=True)
class PressPage:
    """A page as it went into a press file."""

    number: int
    section: str
    colour: bool
    code: FolioCode


class Writer:
    """Writes a file whose pictures and advertisements the press pass has prepared."""

    def __init__(self, press: PressPass) -> None:
        self.press, self.issue, self.settings = press, press.issue, press.settings
        self.findings: list[Finding] = []  # of the file, by its own pages

    def write(self, pages: Sequence[Page], out: Path) -> tuple[PressPage, ...]:
        with pikepdf.new() as pdf:
            written = tuple(self._page(pdf, page, at) for at, page in enumerate(pages, 1))
            output_intent(pdf, self.settings, self.press.profile)
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

    def _page(self, pdf: pikepdf.Pdf, given: Page, at: int) -> PressPage:
        """`at`: which page of the file it is, from 1."""
        colours, faces = self.issue.colours, self.press.faces
        page = for_press(given, colours, self.settings)
        colour = self.settings.in_colour(page.number)
        codes = face_codes((page,), faces)
        paints = press_paints(colours, page.colours, self.settings, colour)
        placed = self.press.placed(page)
        stream = zlib.decompress(page_content(page, Names(codes, paints, placed.names)).stream)
        objects = {name: self._object(pdf, job, colour, at) for name, job in placed.jobs.items()}
        code = FolioCode.of(self.issue, page.number, content_digest(stream, objects))
        face = faces[CODE_FACE]
        slug = f"{code}  {self.settings.title}  {'CMYK' if colour else 'K'}"
        beside = "\n".join(
            (
                code_operators(code, self.settings.folio_code, page.size, face),
                printer_marks(self.settings, page.size, slug, face),
            )
        )
        fonts = Dictionary(
            {f"/{f.resource}": embed_face(pdf, f, faces[n]) for n, f in codes.items()}
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
            return plates_object(pdf, self.press.plates[job, colour])
        form, found = press_form(
            pdf, self.issue, job, self.press.adverts.get((job, colour)), page=at
        )
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


def plates_object(pdf: pikepdf.Pdf, plates: Plates) -> pikepdf.Object:
    return pdf.make_stream(
        plates.data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=plates.width,
        Height=plates.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if plates.channels == 1 else Name.DeviceCMYK,
        Filter=Name.FlateDecode,
    )
