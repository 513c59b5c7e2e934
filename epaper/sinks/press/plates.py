"""Pictures as plates: upright, cropped, no finer than the screen ruling needs, separated, cached by
content.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageCms

from epaper.issue.issue import Issue
from epaper.pictures.colours import upright
from epaper.pictures.cut import MOST_PIXELS, too_large, unreadable
from epaper.sinks.pdf.rasters import PictureJob
from epaper.sinks.press.colour import Separation
from epaper.work.step import Keep, Step

VERSION = 2  # raise when the work on pictures changes


@dataclass(frozen=True, slots=True)
class Plates:
    """Deflated rows of 1 (gray, 255 is white) or 4 (CMYK) channels."""

    data: bytes
    width: int
    height: int
    channels: int


def plate_step(
    issue: Issue, job: PictureJob, separation: Separation, profile: str, colour: bool
) -> Step[Plates]:
    """The step that makes a picture's plates; `profile` is the digest of the press profile."""
    how = (job.size, job.ppi, colour, separation.intent, separation.limit, separation.sharpen)
    return Step(
        name="plates",
        version=VERSION,
        inputs=(job.asset, profile, how),
        make=_made,
        arguments=(issue, job, separation, colour),
        keep=Keep(_to_bytes, _from_bytes),
    )


def _made(issue: Issue, job: PictureJob, separation: Separation, colour: bool) -> Plates:
    data = issue.shelf.read(job.asset)
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise too_large(job.name, f"{image.width} x {image.height} pixels")
            return packed(separation.inks(_sized(image, job), colour))
    except (
        Image.DecompressionBombError,
        ImageCms.PyCMSError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
    ) as error:
        raise unreadable(job.name, error) from error


def _to_bytes(plates: Plates) -> bytes:
    sizes = (plates.width, plates.height, plates.channels)
    return b"".join(size.to_bytes(4, "big") for size in sizes) + plates.data


def _from_bytes(data: bytes) -> Plates:
    width, height, channels = (int.from_bytes(data[at : at + 4], "big") for at in (0, 4, 8))
    return Plates(data[12:], width, height, channels)


def _sized(image: Image.Image, job: PictureJob) -> Image.Image:
    """Upright and no larger than wanted; the profile goes along."""
    profile = image.info.get("icc_profile")
    shown = upright(image)
    if shown.mode in ("P", "PA", "1"):
        shown = shown.convert("RGBA" if "transparency" in image.info else "RGB")
    size = (min(job.wanted[0], shown.width), min(job.wanted[1], shown.height))
    if size != shown.size:
        shown = shown.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if profile:
        shown.info["icc_profile"] = profile
    return shown


def packed(inks: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Plates:
    if inks.ndim == 2:
        return Plates(
            zlib.compress(np.ascontiguousarray(255 - inks).tobytes(), 6),
            inks.shape[1],
            inks.shape[0],
            1,
        )
    return Plates(
        zlib.compress(np.ascontiguousarray(inks).tobytes(), 6), inks.shape[1], inks.shape[0], 4
    )
