"""Pictures for the screen: upright, cropped, in sRGB or grey, no finer than needed."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from epaper.errors import PictureError
from epaper.model.finding import Finding, Severity
from epaper.render.jpegfile import pixels_only

MOST_PIXELS = 100_000_000
JPEG_QUALITY = 82
# a JPEG up to this many times the wanted resolution is not worth packing again
COPY_PPI_SHARE = 1.3
FEW_COLOURS = 64  # drawings with no more colours stay sharp, packed without loss unless that costs
LOSSLESS_COST = 2  # times the bytes of a JPEG
ORIENTATION = 0x0112  # EXIF tag
_SRGB = ImageCms.createProfile("sRGB")

Crop = tuple[float, float, float, float]  # left, top, right, bottom shares of the upright picture


@dataclass(frozen=True, slots=True)
class PictureJob:
    """A picture at a printed size (points) with the part of it to show."""

    path: Path
    name: str
    crop: Crop
    size: tuple[float, float]
    ppi: float

    @property
    def wanted(self) -> tuple[int, int]:
        """Pixels that the shown part needs."""
        width, height = (max(1, round(side / 72 * self.ppi)) for side in self.size)
        return width, height

    @property
    def whole(self) -> bool:
        return all(
            abs(edge - full) < 1e-4 for edge, full in zip(self.crop, (0, 0, 1, 1), strict=True)
        )


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
    findings: tuple[Finding, ...] = ()


def screen_raster(job: PictureJob) -> Raster:
    """The picture for the screen edition.  PictureError when it is missing, damaged, too large or
    of no known kind.
    """
    try:
        data = job.path.read_bytes()
    except OSError as error:
        fact = error.strerror or "it is missing"
        raise PictureError(
            f"{job.name} cannot be read ({fact}); put the file there or name another"
        ) from error
    try:
        with Image.open(io.BytesIO(data)) as image:
            _check_size(image, job)
            return _copied(image, data, job) or _converted(image, job)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(job, str(error).split(",")[0]) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        fact = str(error).split("<")[0].strip() or "damaged file"
        raise PictureError(
            f"{job.name} is not a picture that can be read ({fact}); send the file again"
        ) from error


def _check_size(image: Image.Image, job: PictureJob) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_large(job, f"{width} x {height} pixels")


def _too_large(job: PictureJob, fact: str) -> PictureError:
    return PictureError(
        f"{job.name} is too large ({fact}), {MOST_PIXELS:,} pixels at most; send a smaller file"
    )


def _copied(image: Image.Image, data: bytes, job: PictureJob) -> Raster | None:
    """The JPEG as it is, when nothing about it needs a change."""
    fits = image.width <= job.wanted[0] * COPY_PPI_SHARE or image.width <= 64
    if image.format != "JPEG" or image.mode not in ("L", "RGB") or not job.whole or not fits:
        return None
    if image.getexif().get(ORIENTATION, 1) != 1 or not _is_srgb(image):
        return None
    plain = pixels_only(data)
    if plain is None:
        return None
    image.load()  # a damaged file must not be passed on
    return Raster(plain, image.width, image.height, 1 if image.mode == "L" else 3, True)


def _is_srgb(image: Image.Image) -> bool:
    profile = image.info.get("icc_profile")
    if not profile or image.mode == "L":
        return True
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return "sRGB" in ImageCms.getProfileDescription(opened)
    except (OSError, ImageCms.PyCMSError):
        return False


def _converted(image: Image.Image, job: PictureJob) -> Raster:
    findings: list[Finding] = []
    if getattr(image, "n_frames", 1) > 1:
        findings.append(
            _finding(
                job, "picture.frames", "has several frames, the first is printed", "send a still"
            )
        )
    shares = (job.crop[2] - job.crop[0], job.crop[3] - job.crop[1])
    wanted = job.wanted
    turned = image.getexif().get(ORIENTATION, 1) >= 5
    room = [
        max(1, round(pixels / max(share, 1e-6)))
        for pixels, share in zip(wanted, shares, strict=True)
    ]
    image.draft(image.mode, (room[1], room[0]) if turned else (room[0], room[1]))
    upright = ImageOps.exif_transpose(image)
    few = upright.mode in ("1", "P") and upright.getcolors(FEW_COLOURS) is not None
    plain, fault = to_screen_colours(upright)
    if fault:
        findings.append(_finding(job, "picture.profile", fault, "save it as sRGB with its profile"))
    left, top, right, bottom = (
        edge * side for edge, side in zip(job.crop, (plain.width, plain.height) * 2, strict=True)
    )
    box = (max(0.0, left), max(0.0, top), min(right, plain.width), min(bottom, plain.height))
    size = (
        min(wanted[0], max(1, round(box[2] - box[0]))),
        min(wanted[1], max(1, round(box[3] - box[1]))),
    )
    if size != plain.size or box != (0, 0, *plain.size):
        plain = plain.resize(size, Image.Resampling.LANCZOS, box)
    return _packed(plain, few, tuple(findings))


def _finding(job: PictureJob, rule: str, fact: str, remedy: str) -> Finding:
    return Finding(Severity.WARNING, rule, f"{job.name} {fact}", remedy, file=job.name)


def to_screen_colours(image: Image.Image) -> tuple[Image.Image, str]:
    """The picture in sRGB or grey (8 bits, no alpha), and what was wrong with its profile, if
    anything.
    """
    profile = image.info.get("icc_profile")
    image = _eight_bits(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = _on_white(image)
    if image.mode in ("1", "P"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    if image.mode == "L":
        return image, ""
    if profile and profile[16:20] == b"GRAY":  # Pillow widens 16-bit grey with alpha to RGBA
        return image.convert("L"), ""
    if image.mode not in ("RGB", "CMYK", "LAB"):
        image = image.convert("RGB")
    fault = ""
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if source.profile.xcolor_space.strip() == image.mode:
                done = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
                return (done if done is not None else image.convert("RGB")), ""
            fault = (
                f"carries a {source.profile.xcolor_space.strip()} profile that does not fit its "
                f"{image.mode} pixels"
            )
        except (OSError, ImageCms.PyCMSError):
            fault = "carries a colour profile that cannot be used"
    return image.convert("RGB"), fault


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit and float greys to 8 bits; 16-bit RGB is read as 8 bits by Pillow already."""
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode in ("I", "F"):
        return image.point(lambda value: value * (1 / 257)).convert("L")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    grey = image.mode == "LA" or (image.mode == "L" and "transparency" in image.info)
    layered = image.convert("RGBA")
    ground = Image.new("RGBA", image.size, "white")
    flat = Image.alpha_composite(ground, layered)
    return flat.convert("L" if grey else "RGB")


def _packed(image: Image.Image, few: bool, findings: tuple[Finding, ...]) -> Raster:
    channels = len(image.getbands())
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    exact = zlib.compress(image.tobytes(), 9) if few else b""
    if exact and len(exact) <= LOSSLESS_COST * out.tell():
        return Raster(exact, image.width, image.height, channels, False, findings)
    return Raster(out.getvalue(), image.width, image.height, channels, True, findings)
