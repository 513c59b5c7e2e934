"""Pictures and advertisements of a document: named, prepared once each, put in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name

from epaper.model.finding import Finding
from epaper.page.marks import AdMark, PictureMark
from epaper.page.page import Document
from epaper.render.adverts import advert_form, is_pdf
from epaper.render.pictures import PictureJob, Raster, screen_raster

WHOLE = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class AdvertJob:
    """A page of an advertiser's PDF at a printed size in points."""

    path: Path
    booking: str
    size: tuple[float, float]


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

    def add_to(self, pdf: pikepdf.Pdf) -> tuple[dict[str, pikepdf.Object], list[Finding]]:
        """XObjects by name, and what was found wrong while they were made."""
        objects = {name: image_object(pdf, raster) for name, raster in self.rasters.items()}
        findings = [finding for raster in self.rasters.values() for finding in raster.findings]
        for name, job in self.adverts.items():
            objects[name], found = advert_form(pdf, job.path, job.size, job.booking)
            findings += found
        return objects, findings


def find_placed(document: Document, ppi: float) -> Placed:
    """Names drawn from what is shown, so that a page kept from an earlier build keeps its bytes."""
    names: dict[PictureMark | AdMark, str] = {}
    jobs: dict[str, PictureJob | AdvertJob] = {}
    by_job: dict[PictureJob | AdvertJob, str] = {}
    for page in document.pages:
        for mark in page.marks:
            if isinstance(mark, PictureMark | AdMark) and mark not in names:
                job = _job(mark, ppi)
                if job not in by_job:
                    by_job[job] = _name(job, jobs)
                names[mark] = name = by_job[job]
                jobs[name] = job
    return Placed(names, jobs)


def _name(job: PictureJob | AdvertJob, taken: Mapping[str, object]) -> str:
    shown = (job.name, job.crop) if isinstance(job, PictureJob) else (job.booking,)
    digest = hashlib.blake2b(repr((*shown, job.size)).encode(), digest_size=5).hexdigest()
    name = f"X{digest}"
    while name in taken:  # two files of one name, shown alike
        name += "x"
    return name


def _job(mark: PictureMark | AdMark, ppi: float) -> PictureJob | AdvertJob:
    size = (round(mark.rect.width, 2), round(mark.rect.height, 2))
    if isinstance(mark, PictureMark):
        return PictureJob(mark.path, mark.name, mark.crop, size, ppi)
    if is_pdf(mark.path):
        return AdvertJob(mark.path, mark.booking, size)
    return PictureJob(mark.path, mark.path.name, WHOLE, size, ppi)


def load_placed(placed: Placed, jobs: int) -> Loaded:
    """Prepare the pictures, several at a time.  PictureError for the first that cannot be used."""
    pictures = {name: job for name, job in placed.jobs.items() if isinstance(job, PictureJob)}
    adverts = {name: job for name, job in placed.jobs.items() if isinstance(job, AdvertJob)}
    if jobs > 1 and len(pictures) > 1:
        with ThreadPoolExecutor(jobs) as pool:
            rasters = list(pool.map(screen_raster, pictures.values()))
    else:
        rasters = [screen_raster(job) for job in pictures.values()]
    return Loaded(dict(zip(pictures, rasters, strict=True)), adverts)


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
