"""An advertisement on its way to the press: converted in a child, looked at before and after, its
ink measured as it adds up."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from epaper.adverts.cleaned import clean_page, said
from epaper.adverts.facts import fonts_not_embedded
from epaper.adverts.picture import POINT, Sight, difference, sight
from epaper.adverts.plates import NoPlatesError, mean_over_windows, total_ink
from epaper.adverts.walk import blends, overprints
from epaper.issue.issue import Issue
from epaper.model.finding import Finding, Severity
from epaper.model.press import PressSettings, Standard
from epaper.preflight.pages import PageCheck
from epaper.sinks.pdf.adverts import advert_form
from epaper.sinks.pdf.blanks import blank_page, booked_by
from epaper.sinks.pdf.jobs import AdvertJob
from epaper.sinks.press.adverts import AdvertConverter
from epaper.sinks.press.colour import Separation
from epaper.sinks.press.inkspaces import InkSpaces, RefusedError
from epaper.units import to_mm
from epaper.work.child import LimitError, in_child, is_full
from epaper.work.step import Keep, Step

VERSION = 2  # raise when the work on advertisements changes
SECONDS = 45.0  # of computing for one advertisement
SLACK = 0.5  # per cent of ink
INK = "advertisement.ink"
OF_THE_FILE = ("pdfx.boxes", "page.size", "type.near-trim")  # the paper's pages have their own


@dataclass(frozen=True, slots=True)
class Problem:
    """What a shop must not get unseen; the fact follows the file's name.  `blank`: the
    advertisement cannot be printed, a labelled blank stands in its place."""

    rule: str
    fact: str
    remedy: str
    blank: bool = False
    passing: bool = False  # another run may do better: not kept

    def finding(self, who: str, file: str, page: int = 0) -> Finding:
        remedy = (
            f"{self.remedy}; a labelled blank stands in its place" if self.blank else self.remedy
        )
        return Finding(
            Severity.ERROR, self.rule, f"{who}: {file} {self.fact}", remedy, file=file, page=page
        )


@dataclass(frozen=True, slots=True)
class PressAdvert:
    """A PDF of one page in inks; empty where a problem asks for a blank.

    `notes`: what preflight finds on the page as it was sent; on a page of the paper it finds that
    again at the size at which the advertisement stands.
    """

    data: bytes
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def blank(self) -> bool:
        return any(problem.blank for problem in self.problems)


def press_advert_step(
    asset: str,
    data: bytes,
    separation: Separation,
    settings: PressSettings,
    *,
    profile: str,
    colour: bool,
    cleaned: bool = True,
) -> Step[PressAdvert]:
    """The step that converts the advertisement `data` of digest `asset`; `profile` is the digest of
    the press profile."""
    shop = (settings.standard, settings.rgb_ads, settings.spots, settings.other_spots)
    how = (separation.intent, separation.limit, separation.sharpen, colour)
    return Step(
        name="press advertisements",
        version=VERSION,
        inputs=(asset, profile, shop, how),
        make=press_advert,
        arguments=(data, separation, settings, colour, cleaned),
        keep=Keep(_pack, _unpack),
    )


def press_advert(
    data: bytes, separation: Separation, settings: PressSettings, colour: bool, cleaned: bool = True
) -> PressAdvert:
    """Never raises for what a file holds: what goes wrong is a problem of the result.  `cleaned`:
    `data` is a page of ours already, not a file as it came."""

    def work() -> PressAdvert:
        return _made(data if cleaned else clean_page(data).data, separation, settings, colour)

    try:
        return in_child(work, SECONDS)
    except LimitError as error:
        return _refused("advertisement.limits", str(error), passing=True)
    except Exception as error:
        if is_full(error):
            raise  # of a child that does this among other things
        return _refused("advertisement.damaged", f"cannot be converted ({said(error)})")


def _made(
    data: bytes, separation: Separation, settings: PressSettings, colour: bool
) -> PressAdvert:
    """Done in the child."""
    x1a, changed = settings.standard is Standard.X1A, False
    inks = InkSpaces(replace(separation, sharpen=0), settings, colour)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        seen_through = blends(page)
        if x1a and seen_through:
            fact = "is transparent in part, which PDF/X-1a does not have"
            return _refused("advertisement.transparency", fact, "ask for a flattened file")
        if missing := fonts_not_embedded(page):
            fact = f"does not embed {', '.join(missing)}"
            remedy = "ask for the file with its fonts embedded"
            return _refused("advertisement.fonts", fact, remedy)
        if settings.rgb_ads == "convert":
            try:
                converter = AdvertConverter(pdf, inks, x1a)
                converter.page(page)
                changed = converter.changed
            except RefusedError as error:
                return _refused("advertisement.colour", str(error))
        measured = seen_through or overprints(page)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    made = out.getvalue()
    problems: list[Problem] = []
    if changed and (apart := _apart(data, made, inks)):
        return _refused("advertisement.look", apart, "ask for PDF/X in CMYK")
    if measured:
        problems += _ink(made, settings.ink_limit)
    return PressAdvert(made, tuple(problems), _notes(made, settings, colour))


def _refused(
    rule: str, fact: str, remedy: str = "ask for PDF/X", passing: bool = False
) -> PressAdvert:
    return PressAdvert(b"", (Problem(rule, fact, remedy, blank=True, passing=passing),))


def _apart(before: bytes, after: bytes, inks: InkSpaces) -> str:
    """How the advertisement looks other than it should; empty where it does not.

    It may look as before, or as before through the conversion that is meant: every colour as the
    inks that the press profile gives it, or as its black on a page without colour.
    """
    was, got = sight(before), sight(after)
    if was.image.size != got.image.size:
        return "has another shape after it is converted"
    if inks.colour:
        wanted = [was.image, *_through_inks(was.image, inks)]
    else:
        wanted = [was.image.convert("L").convert("RGB")]
    found = difference(wanted, got, light_only=not inks.colour)
    return f"looks otherwise once it is converted: {found}" if found.visible else ""


def _through_inks(image: Image.Image, inks: InkSpaces) -> list[Image.Image]:
    """The picture in the inks of the press, shown by the same program as all others."""
    made = inks.separation.inks(image, True)
    if made.ndim == 2:
        return []
    return [_ink_picture(made)]


def _ink_picture(made: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Image.Image:
    height, width = made.shape[:2]
    with pikepdf.new() as pdf:
        picture = pdf.make_stream(
            np.ascontiguousarray(made).tobytes(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceCMYK,
        )
        content = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode())
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, width, height]),
            Resources=Dictionary(XObject=Dictionary(I=picture)),
            Contents=content,
        )
        pdf.pages.append(pikepdf.Page(page))
        out = io.BytesIO()
        pdf.save(out)
    shown: Sight = sight(out.getvalue())
    return shown.image


def _notes(data: bytes, settings: PressSettings, colour: bool) -> tuple[Problem, ...]:
    """The errors that preflight finds in what the page shows, with their places."""
    alone = replace(settings, trim=None, type_to_trim=0.0, colour_pages=None if colour else ())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = list(PageCheck(pdf.pages[0], 1, alone).run())
    notes = []
    for one in found:
        if one.severity < Severity.ERROR or one.rule in OF_THE_FILE:
            continue
        place = ""
        if one.rect is not None:
            left, top = (max(0.0, to_mm(v)) for v in (one.rect.x, one.rect.y))
            place = f", {left:.0f} mm from its left and {top:.0f} mm from its top"
        notes.append(Problem(one.rule, f"has a fault{place}: {one.message}", one.remedy))
    return tuple(notes)


def _ink(data: bytes, limit: float) -> list[Problem]:
    """Where there is too much ink, or it cannot be known."""
    try:
        mean, row, column = mean_over_windows(total_ink(data))
    except NoPlatesError as error:
        fact = f"is transparent or overprints, and its ink is not known: {error}"
        remedy = "install Ghostscript, or look at its plates and sign for it"
        return [Problem("advertisement.ink-unknown", fact, remedy, passing=True)]
    if mean <= limit + SLACK:
        return []
    fact = (
        f"adds up to {mean:.0f} % ink {column * POINT:.0f} mm from its left and "
        f"{row * POINT:.0f} mm from its top, {limit:.0f} % at most"
    )
    return [Problem(INK, fact, f"ask for a file within {limit:.0f} %")]


def press_form(
    pdf: pikepdf.Pdf, issue: Issue, job: AdvertJob, made: PressAdvert | None, page: int
) -> tuple[pikepdf.Object, list[Finding]]:
    """The advertisement's form for a press page, or a labelled blank; and what somebody has to
    answer for.  `made`: what came of it, none for a blank of the build; `page`: of the file."""
    who = booked_by(issue, job.booking)
    name, size = job.name, job.size
    problems: tuple[Problem, ...]
    if made is None:
        data = issue.shelf.read(job.asset)
        problems = (Problem("advertisement.blank", "stands for it", "ask for a file that prints"),)
        name = f"a {job.name.partition(' ')[0]}"
    elif made.blank:
        data, problems = blank_page(issue, job.booking, size, name), made.problems
    else:
        data, problems = made.data, made.problems
    findings = [problem.finding(who, name, page) for problem in problems]
    try:
        form, found = advert_form(pdf, data, file=name, size=size, booking=who)
    except Exception as error:
        problem = Problem(
            "advertisement.damaged",
            f"cannot be placed ({said(error)})",
            "ask for PDF/X",
            blank=True,
        )
        findings.append(problem.finding(who, name, page))
        data = blank_page(issue, job.booking, size, name)
        form, found = advert_form(pdf, data, file=name, size=size, booking=who)
    return form, [*findings, *(replace(one, page=page) for one in found)]


def _pack(advert: PressAdvert) -> bytes | None:
    if any(problem.passing for problem in advert.problems):
        return None
    rows = [
        [[p.rule, p.fact, p.remedy, p.blank] for p in part]
        for part in (advert.problems, advert.notes)
    ]
    return json.dumps(rows).encode() + b"\n" + advert.data


def _unpack(data: bytes) -> PressAdvert:
    head, _, pdf = data.partition(b"\n")
    problems, notes = (tuple(Problem(*row) for row in rows) for rows in json.loads(head))
    return PressAdvert(pdf, problems, notes)
