"""Pictures and advertisements of an issue: named, prepared once each, put in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Name

from epaper.adverts.cleaned import clean_page, said
from epaper.errors import IssueError
from epaper.issue.issue import Issue
from epaper.model.finding import Finding, Severity
from epaper.page.marks import AdMark, PictureMark
from epaper.page.page import Page
from epaper.sinks.pdf.adverts import advert_form
from epaper.sinks.pdf.blanks import blank_page, booked_by, is_blank
from epaper.sinks.pdf.rasters import PictureJob, Raster, screen_raster
from epaper.work.child import in_child
from epaper.work.kept import find, keep

PDF = "application/pdf"
SOUND = "sound pictures"  # what is kept of pictures that were read to their end
FIRST_PICTURES = 312_000  # bytes of page 1's pictures: with faces and links under 500,000
COARSER = (0.85, 0.75, 0.65, 0.55)  # of the resolution, tried in turn


@dataclass(frozen=True, slots=True)
class AdvertJob:
    """A page of an advertiser's PDF at a printed size in points."""

    asset: str
    name: str
    booking: str
    size: tuple[float, float]
    cleaned: bool = True  # by the build, or drawn by it; issues of old have files as they came


@dataclass(frozen=True, slots=True)
class Placed:
    """Resource names by mark; the same picture at the same size has one name and is prepared
    once."""

    names: Mapping[PictureMark | AdMark, str]
    jobs: Mapping[str, PictureJob | AdvertJob]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Pictures ready to be put in a file."""

    rasters: Mapping[str, Raster]
    adverts: Mapping[str, AdvertJob]
    broken: Mapping[str, tuple[AdvertJob, str]] = field(default_factory=dict)  # and what is wrong

    def add_to(
        self, pdf: pikepdf.Pdf, issue: Issue
    ) -> tuple[dict[str, pikepdf.Object], list[Finding]]:
        """XObjects by name, and what was found wrong while they were made."""
        objects = {name: image_object(pdf, raster) for name, raster in self.rasters.items()}
        findings: list[Finding] = []
        for name, job in self.adverts.items():
            objects[name], found = fenced_form(pdf, issue, job)
            findings += found
        for name, (job, fact) in self.broken.items():
            objects[name], told = _blank_form(pdf, issue, job, fact)
            findings.append(told)
        return objects, findings


def find_placed(issue: Issue, pages: Iterable[Page], ppi: float) -> Placed:
    """Names drawn from what is shown, so that a page kept from an earlier build keeps its bytes."""
    names: dict[PictureMark | AdMark, str] = {}
    jobs: dict[str, PictureJob | AdvertJob] = {}
    for page in pages:
        for mark in page.marks:
            if isinstance(mark, PictureMark | AdMark) and mark not in names:
                job = _job(issue, mark, ppi)
                names[mark] = name = _name(job)
                jobs[name] = job
    return Placed(names, jobs)


def _name(job: PictureJob | AdvertJob) -> str:
    shown = f"{job.asset} {job.size[0]:.2f} {job.size[1]:.2f}"
    return f"X{hashlib.blake2b(shown.encode(), digest_size=5).hexdigest()}"


def _job(issue: Issue, mark: PictureMark | AdMark, ppi: float) -> PictureJob | AdvertJob:
    size = (round(mark.rect.width, 2), round(mark.rect.height, 2))
    asset = issue.assets[mark.asset]
    if isinstance(mark, AdMark) and asset.media_type == PDF:
        cleaned = bool(asset.original) or is_blank(asset.name)
        return AdvertJob(asset.sha256, asset.name, mark.booking, size, cleaned=cleaned)
    return PictureJob(asset.sha256, asset.name, size, ppi)


def safe_data(issue: Issue, job: AdvertJob) -> bytes:
    """The advertiser's page, cleaned.  IssueError for a file that is gone, else AdvertError,
    LimitError and what damaged files raise."""
    data = issue.shelf.read(job.asset)
    return data if job.cleaned else in_child(lambda: clean_page(data).data)


def fenced_form(
    pdf: pikepdf.Pdf, issue: Issue, job: AdvertJob
) -> tuple[pikepdf.Object, tuple[Finding, ...]]:
    """The advertisement as a form, or a labelled blank where anything is wrong with it.  IssueError
    for a file that is gone."""
    who = booked_by(issue, job.booking)
    try:
        data = safe_data(issue, job)
        return advert_form(pdf, data, file=job.name, size=job.size, booking=who)
    except IssueError:
        raise
    except Exception as error:
        form, told = _blank_form(pdf, issue, job, f"cannot be placed ({said(error)})")
        return form, (told,)


def _blank_form(
    pdf: pikepdf.Pdf, issue: Issue, job: AdvertJob, fact: str
) -> tuple[pikepdf.Object, Finding]:
    who = booked_by(issue, job.booking)
    remedy = "ask for PDF/X; a labelled blank stands in its place"
    text = f"{who}: {job.name} {fact}"
    told = Finding(Severity.WARNING, "advertisement.file", text, remedy, file=job.name)
    data = blank_page(issue, job.booking, job.size, job.name)
    form, _ = advert_form(pdf, data, file=job.name, size=job.size, booking=who)
    return form, told


def load_placed(
    issue: Issue, placed: Placed, jobs: int, first: Collection[str] = frozenset()
) -> Loaded:
    """Prepare the pictures, several at a time; those named in `first` are no more together than
    FIRST_PICTURES.  PictureError for the first that cannot be used; an advertisement's that cannot
    is kept for a blank.
    """
    pictures = {name: job for name, job in placed.jobs.items() if isinstance(job, PictureJob)}
    digests = {job.asset for job in pictures.values()}
    sound = {digest for digest in digests if find(SOUND, (digest,))}
    adverts = {name: job for name, job in placed.jobs.items() if isinstance(job, AdvertJob)}

    sold = {name: mark for mark, name in placed.names.items() if isinstance(mark, AdMark)}
    broken: dict[str, tuple[AdvertJob, str]] = {}

    def raster(name: str) -> Raster | None:
        job = pictures[name]
        data = issue.shelf.read(job.asset)
        try:
            return screen_raster(data, job, sound=job.asset in sound)
        except Exception as error:
            if name not in sold:
                raise
            advert = AdvertJob(job.asset, job.name, sold[name].booking, job.size)
            broken[name] = (advert, f"cannot be shown ({said(error)})")
            return None

    if jobs > 1 and len(pictures) > 1:
        with ThreadPoolExecutor(jobs) as pool:
            found = list(pool.map(raster, pictures))
    else:
        found = [raster(name) for name in pictures]
    rasters = {name: one for name, one in zip(pictures, found, strict=True) if one is not None}
    for digest in sorted({pictures[name].asset for name in rasters} - sound):
        keep(SOUND, (digest,), True)
    for share in COARSER:
        early = [name for name in pictures if name in first and name in rasters]
        if sum(len(rasters[name].data) for name in early) <= FIRST_PICTURES:
            break
        for name in early:
            job = pictures[name]
            coarse = replace(job, ppi=job.ppi * share)
            rasters[name] = screen_raster(issue.shelf.read(job.asset), coarse)
    return Loaded(rasters, adverts, dict(sorted(broken.items())))


def image_object(pdf: pikepdf.Pdf, raster: Raster) -> pikepdf.Object:
    """An image XObject (ISO 32000-1, 8.9.5)."""
    return pdf.make_stream(
        raster.data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=raster.width,
        Height=raster.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if raster.channels == 1 else Name.DeviceRGB,
        Filter=Name.DCTDecode if raster.jpeg else Name.FlateDecode,
    )
