"""Pictures as plates: upright, cropped, no finer than the screen ruling needs, separated, cached by
content.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Name
from PIL import Image, ImageOps

from epaper.errors import PictureError
from epaper.render.pictures import MOST_PIXELS, PictureJob
from epaper.render.press_colour import Separation

VERSION = b"1"  # raise when the work on pictures changes


@dataclass(frozen=True, slots=True)
class Plates:
    """Deflated rows of 1 (gray, 255 is white) or 4 (CMYK) channels."""

    data: bytes
    width: int
    height: int
    channels: int


@dataclass(frozen=True, slots=True)
class PlateMaker:
    separation: Separation
    cache: Path | None = None

    def all(self, jobs: Sequence[tuple[PictureJob, bool]], cores: int) -> list[Plates]:
        """(picture, in colour) -> plates, several at a time.  PictureError for the first that
        cannot be used.
        """
        if cores > 1 and len(jobs) > 1:
            with ThreadPoolExecutor(cores) as pool:
                return list(pool.map(self.one, jobs))
        return [self.one(job) for job in jobs]

    def one(self, work: tuple[PictureJob, bool]) -> Plates:
        job, colour = work
        try:
            data = job.path.read_bytes()
        except OSError as error:
            raise PictureError(
                f"{job.name} cannot be read ({error.strerror}); put the file there"
            ) from error
        key = self._key(job, colour, data)
        found = self._cached(key)
        if found is None:
            found = self._make(job, colour, data)
            self._keep(key, found)
        return found

    def _key(self, job: PictureJob, colour: bool, data: bytes) -> str:
        s = self.separation
        how = repr((job.crop, job.size, job.ppi, colour, s.intent, s.limit, s.sharpen)).encode()
        digest = hashlib.sha256(VERSION + how + s.profile.read_bytes())
        digest.update(data)
        return digest.hexdigest()

    def _cached(self, key: str) -> Plates | None:
        if self.cache is None:
            return None
        try:
            raw = (self.cache / key).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(raw[32:]).digest() != raw[:32]:  # cut short or damaged: make it again
            return None
        width, height, channels = (int.from_bytes(raw[at : at + 4], "big") for at in (32, 36, 40))
        return Plates(raw[44:], width, height, channels)

    def _keep(self, key: str, plates: Plates) -> None:
        if self.cache is None:
            return
        head = b"".join(
            number.to_bytes(4, "big") for number in (plates.width, plates.height, plates.channels)
        )
        body = head + plates.data
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.cache)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            os.replace(name, self.cache / key)
        except OSError:
            return  # a cache that cannot be written costs time, not the edition

    def _make(self, job: PictureJob, colour: bool, data: bytes) -> Plates:
        try:
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise PictureError(
                        f"{job.name} has {image.width} x {image.height} pixels; send a smaller file"
                    )
                return packed(self.separation.inks(_cut(image, job), colour))
        except (Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise PictureError(
                f"{job.name} is not a picture that can be read ({error}); send the file again"
            ) from error


def _cut(image: Image.Image, job: PictureJob) -> Image.Image:
    """Upright, cropped, and no larger than wanted; the profile goes along."""
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("P", "PA", "1"):
        upright = upright.convert("RGBA" if "transparency" in image.info else "RGB")
    left, top, right, bottom = (
        e * s for e, s in zip(job.crop, (upright.width, upright.height) * 2, strict=True)
    )
    box = (max(0.0, left), max(0.0, top), min(right, upright.width), min(bottom, upright.height))
    wanted = job.wanted
    size = (
        min(wanted[0], max(1, round(box[2] - box[0]))),
        min(wanted[1], max(1, round(box[3] - box[1]))),
    )
    shown = upright.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=3.0)
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
