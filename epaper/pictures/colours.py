"""Pixels of any kind made plain: upright, 8 bits a channel, no alpha, in sRGB for the screen."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageCms, ImageOps

DARKEST = 16.0  # of 255: no picture of greys has its lightest below it
ORIENTATION = 0x0112  # EXIF tag
_TURNED = (5, 6, 7, 8)  # its values that swap width and height
_SRGB = ImageCms.createProfile("sRGB")


def upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF orientation says."""
    return ImageOps.exif_transpose(image)


def is_turned(image: Image.Image) -> bool:
    """Whether width and height change places when it is put upright."""
    return image.getexif().get(ORIENTATION) in _TURNED


def is_upright(image: Image.Image) -> bool:
    return bool(image.getexif().get(ORIENTATION, 1) == 1)


def is_srgb(image: Image.Image) -> bool:
    """Whether its numbers can be taken for sRGB (or grey) as they stand."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode == "L":
        return True
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return "sRGB" in ImageCms.getProfileDescription(opened)
    except (OSError, ImageCms.PyCMSError):
        return False


def plain(image: Image.Image) -> tuple[Image.Image, bytes, str]:
    """The picture as L, RGB or CMYK in 8 bits on white; its profile where it has one that fits and
    is not sRGB; and what was wrong with the profile, if anything.
    """
    profile = image.info.get("icc_profile") or b""
    srgb = is_srgb(image)
    image = _eight_bits(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = _on_white(image)
    if image.mode in ("1", "P"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    if image.mode == "L":
        return image, b"", ""
    if profile[16:20] == b"GRAY":  # Pillow widens 16-bit grey with alpha to RGBA
        return image.convert("L"), b"", ""
    if image.mode not in ("RGB", "CMYK"):
        return image.convert("RGB"), b"", ""
    if not profile or srgb:
        return image, b"", ""
    try:
        space = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile.xcolor_space.strip()
    except (OSError, ImageCms.PyCMSError):
        return image, b"", "carries a colour profile that cannot be used"
    if space != image.mode:
        fact = f"carries a {space} profile that does not fit its {image.mode} pixels"
        return image, b"", fact
    return image, profile, ""


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """A plain picture in sRGB or grey; CMYK without a profile by the plain conversion."""
    if image.mode == "L":
        return image
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            done = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            return done if done is not None else image.convert("RGB")
        except (OSError, ImageCms.PyCMSError):
            pass  # told when the picture was made plain
    return image.convert("RGB")


def grey_scale(image: Image.Image) -> float | None:
    """What the greys of a picture of more than 8 bits are multiplied with to run from 0 to 255;
    None where that cannot be told, or the picture would be black.  1 for every other picture.
    """
    if image.mode not in ("I", "F") and not image.mode.startswith("I;16"):
        return 1.0
    extrema = image.getextrema()
    low, high = (float(value) for value in extrema if isinstance(value, int | float))
    if image.mode.startswith("I;16"):  # ten or twelve bits in sixteen would print black
        return 1 / 257 if high / 257 >= DARKEST else None
    if not (math.isfinite(low) and math.isfinite(high)) or low < 0:
        return None
    most = (1.0, 255.0, 65535.0) if image.mode == "F" else (255.0, 65535.0)
    scale = next((255 / one for one in most if high <= one), None)
    return scale if scale is not None and high * scale >= DARKEST else None


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit and float greys to 8 bits; 16-bit RGB is read as 8 bits by Pillow already.  ValueError
    where black and white cannot be told."""
    scale = grey_scale(image)
    if scale is None:
        raise ValueError("its greys have no known black and white")
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode in ("I", "F"):
        return image.point(lambda value: value * scale).convert("L")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    grey = image.mode == "LA" or (image.mode == "L" and "transparency" in image.info)
    layered = image.convert("RGBA")
    ground = Image.new("RGBA", image.size, "white")
    flat = Image.alpha_composite(ground, layered)
    return flat.convert("L" if grey else "RGB")
