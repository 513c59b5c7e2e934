"""Pictures for the screen: in sRGB or grey, no finer than needed."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

from PIL import Image

from epaper.pictures.colours import plain, to_srgb, upright
from epaper.pictures.cut import (
    FEW_COLOURS,
    JPEG_QUALITY,
    MOST_PIXELS,
    jpeg_as_it_is,
    too_large,
    unreadable,
)


@dataclass(frozen=True, slots=True)
class PictureJob:
    """A picture, all of it, at a printed size in points."""

    asset: str
    name: str
    size: tuple[float, float]
    ppi: float

    @property
    def wanted(self) -> tuple[int, int]:
        """Pixels that it needs."""
        width, height = (max(1, round(side / 72 * self.ppi)) for side in self.size)
        return width, height


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels as the file holds them: a JPEG or deflated rows, 8 bits a channel, 1 (gray) or 3 (RGB)
    channels.
    """

    data: bytes
    width: int
    height: int
    channels: int
    jpeg: bool


def screen_raster(data: bytes, job: PictureJob, *, sound: bool = False) -> Raster:
    """The picture for the screen edition.  PictureError when it is damaged, too large or of no
    known kind.  sound: all of it was read before, and need not be again."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise too_large(job.name, f"{width} x {height} pixels")
            return _copied(image, data, job, sound=sound) or _converted(image, job)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(job.name, str(error).split(",")[0]) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise unreadable(job.name, error) from error


def _copied(image: Image.Image, data: bytes, job: PictureJob, *, sound: bool) -> Raster | None:
    """The JPEG as it is, when nothing about it needs a change."""
    kept = jpeg_as_it_is(image, data, job.wanted[0], sound=sound)
    if kept is None:
        return None
    return Raster(kept, image.width, image.height, 1 if image.mode == "L" else 3, jpeg=True)


def _converted(image: Image.Image, job: PictureJob) -> Raster:
    image.draft(image.mode, job.wanted)
    shown, profile, _ = plain(upright(image))
    shown = to_srgb(shown, profile)
    # a drawing is kept without loss
    exact = image.format == "PNG" and shown.getcolors(FEW_COLOURS) is not None
    size = (min(job.wanted[0], shown.width), min(job.wanted[1], shown.height))
    if size != shown.size:
        shown, exact = shown.resize(size, Image.Resampling.LANCZOS), False
    channels = len(shown.getbands())
    if exact:
        packed = zlib.compress(shown.tobytes(), 9)
        return Raster(packed, shown.width, shown.height, channels, jpeg=False)
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return Raster(out.getvalue(), shown.width, shown.height, channels, jpeg=True)
