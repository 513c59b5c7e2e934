"""Pictures and advertisements of an issue: prepared once each, put in the file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Name

from epaper.adverts.cleaned import clean_page, said
from epaper.errors import IssueError
from epaper.issue.issue import Issue
from epaper.model.finding import Finding, Severity
from epaper.page.marks import AdMark
from epaper.sinks.pdf.adverts import advert_form
from epaper.sinks.pdf.blanks import blank_page, booked_by
from epaper.sinks.pdf.jobs import AdvertJob, Placed
from epaper.sinks.pdf.rasters import PictureJob, Raster, screen_raster
from epaper.work.child import in_child
from epaper.work.kept import find, keep

SOUND = "sound pictures"  # what is kept of pictures that were read to their end
FIRST_PICTURES = 312_000  # bytes of page 1's pictures: with faces and links under 500,000
COARSER = (0.85, 0.75, 0.65, 0.55)  # of the resolution, tried in turn


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
