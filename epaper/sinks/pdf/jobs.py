"""Pictures and advertisements of an issue: what is to be placed, named and counted once each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from epaper.issue.issue import Issue
from epaper.page.marks import AdMark, PictureMark
from epaper.page.page import Page
from epaper.sinks.pdf.blanks import is_blank
from epaper.sinks.pdf.rasters import PictureJob

PDF = "application/pdf"


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
