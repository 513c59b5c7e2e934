"""A picture cut to the part that a page shows: upright, no finer than any printer of it asks for.

It keeps its kind of colour and its profile, so that the screen and every press can do with it what
they would have done with the editor's file.  A JPEG that needs no change is copied as it is.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from epaper.errors import PictureError
from epaper.pictures.colours import is_srgb, is_turned, is_upright, plain, upright
from epaper.pictures.heif import FORMAT, ready_for
from epaper.pictures.jpegfile import pixels_only

MOST_PIXELS = 100_000_000
JPEG_QUALITY = 85
CMYK_QUALITY = 92  # four channels, and inks are not mixed again
BLANK_SIDE = 600  # pixels of a blank at most
COPY_SHARE = 1.3  # a JPEG up to this many times the wanted size is not worth packing again
ONE_PICTURE = ("MPO", FORMAT)  # telephones put previews and depth beside it
FEW_COLOURS = 64  # drawings with no more colours stay sharp, packed without loss unless that costs
LOSSLESS_COST = 2  # times the bytes of a JPEG
JPEG, PNG = "image/jpeg", "image/png"

Crop = tuple[float, float, float, float]  # left, top, right, bottom shares of the upright picture


@dataclass(frozen=True, slots=True)
class CutPicture:
    """`problems` are rule, fact and remedy of what was wrong with the file."""

    data: bytes
    media_type: str
    width: int
    height: int
    problems: tuple[tuple[str, str, str], ...] = ()


def cut_picture(data: bytes, name: str, crop: Crop, wanted: tuple[int, int]) -> CutPicture:
    """The part `crop` of a picture file, at most `wanted` pixels wide and high.

    PictureError when it is damaged, too large or of no known kind; `name` is for its message.
    """
    ready_for(data)
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise too_large(name, f"{width} x {height} pixels")
            return _copied(image, data, crop, wanted) or _cut(image, crop, wanted)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(name, str(error).split(",")[0]) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise unreadable(name, error) from error


def too_large(name: str, fact: str) -> PictureError:
    return PictureError(
        f"{name} is too large ({fact}), {MOST_PIXELS:,} pixels at most; send a smaller file"
    )


def unreadable(name: str, error: Exception) -> PictureError:
    fact = str(error).split("<")[0].strip() or "damaged file"
    return PictureError(f"{name} is not a picture that can be read ({fact}); send the file again")


def _copied(
    image: Image.Image, data: bytes, crop: Crop, wanted: tuple[int, int]
) -> CutPicture | None:
    """The JPEG as it is, when nothing about it needs a change."""
    whole = all(abs(edge - full) < 1e-4 for edge, full in zip(crop, (0, 0, 1, 1), strict=True))
    kept = jpeg_as_it_is(image, data, wanted[0]) if whole else None
    return CutPicture(kept, JPEG, image.width, image.height) if kept is not None else None


def jpeg_as_it_is(
    image: Image.Image, data: bytes, width: int, *, sound: bool = False
) -> bytes | None:
    """The JPEG in `data` without what is not for print, where nothing else needs a change for a
    place that wants so many pixels; None where something does.  sound: it was read to its end
    before."""
    fits = image.width <= width * COPY_SHARE or image.width <= 64
    if image.format != "JPEG" or image.mode not in ("L", "RGB") or not fits:
        return None
    if not is_upright(image) or not is_srgb(image):
        return None
    kept = pixels_only(data)
    if kept is not None and not sound:
        image.load()  # a damaged file must not be passed on
    return kept


def _cut(image: Image.Image, crop: Crop, wanted: tuple[int, int]) -> CutPicture:
    problems: list[tuple[str, str, str]] = []
    if getattr(image, "n_frames", 1) > 1 and image.format not in ONE_PICTURE:
        fact = "has several frames, the first is printed"
        problems.append(("picture.frames", fact, "send a still"))
    shares = (crop[2] - crop[0], crop[3] - crop[1])
    room = [
        max(1, round(pixels / max(share, 1e-6)))
        for pixels, share in zip(wanted, shares, strict=True)
    ]
    image.draft(image.mode, (room[1], room[0]) if is_turned(image) else (room[0], room[1]))
    turned = upright(image)
    few = turned.mode in ("1", "P") and turned.getcolors(FEW_COLOURS) is not None
    shown, profile, fault = plain(turned)
    if fault:
        problems.append(("picture.profile", fault, "save it as sRGB with its profile"))
    left, top, right, bottom = (
        edge * side for edge, side in zip(crop, (shown.width, shown.height) * 2, strict=True)
    )
    box = (max(0.0, left), max(0.0, top), min(right, shown.width), min(bottom, shown.height))
    size = (
        min(wanted[0], max(1, round(box[2] - box[0]))),
        min(wanted[1], max(1, round(box[3] - box[1]))),
    )
    if size != shown.size or box != (0, 0, *shown.size):
        shown = shown.resize(size, Image.Resampling.LANCZOS, box)
    packed, kind = _packed(shown, profile, few)
    return CutPicture(packed, kind, shown.width, shown.height, problems=tuple(problems))


def _packed(image: Image.Image, profile: bytes, few: bool) -> tuple[bytes, str]:
    quality = CMYK_QUALITY if image.mode == "CMYK" else JPEG_QUALITY
    jpeg = io.BytesIO()
    image.save(jpeg, "JPEG", quality=quality, optimize=True, icc_profile=profile or None)
    if few and len(zlib.compress(image.tobytes(), 9)) <= LOSSLESS_COST * jpeg.tell():
        exact = io.BytesIO()
        image.save(exact, "PNG", compress_level=9)
        return exact.getvalue(), PNG
    return jpeg.getvalue(), JPEG


def blank_picture(name: str, wanted: tuple[int, int], reason: str) -> CutPicture:
    """A labelled blank of the wanted shape for a picture that cannot be cut: frame, cross, name."""
    share = min(1.0, BLANK_SIDE / max(wanted))
    width, height = (max(8, round(side * share)) for side in wanted)
    image = Image.new("L", (width, height), 235)
    pen = ImageDraw.Draw(image)
    pen.line((0, 0, width, height), fill=190)
    pen.line((0, height, width, 0), fill=190)
    pen.rectangle((0, 0, width - 1, height - 1), outline=90)
    label = name.encode("ascii", "replace").decode()
    pen.text((6, 6), label, fill=0, font=ImageFont.load_default_imagefont())
    packed = io.BytesIO()
    image.save(packed, "PNG")
    fact = f"cannot be printed ({reason}); a labelled blank stands in its place"
    problem = ("picture.blank", fact, "send the file again")
    return CutPicture(packed.getvalue(), PNG, width, height, problems=(problem,))
