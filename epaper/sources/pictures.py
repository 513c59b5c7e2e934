"""Is a picture file fit to be printed?  Its size upright, and what is wrong with it; nothing is
kept in memory.

Size is checked before anything is decoded.  Then the whole picture is decoded once, at the lowest
resolution that the format offers, because a file cut short shows itself in no other way.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from epaper.pictures.colours import grey_scale, is_turned
from epaper.pictures.cut import MOST_PIXELS, ONE_PICTURE
from epaper.pictures.heif import FORMAT, is_heif, ready_for
from epaper.pictures.likeness import looks_of
from epaper.units import file_size
from epaper.work.kept import kept

MOST_BYTES = 200_000_000
# Never EPS, PDF or WMF: their readers start other programs.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP", "JPEG2000")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a picture: the end of a rule's name, the fact and the remedy.  Fatal: it
    cannot be used.
    """

    rule: str
    fact: str
    remedy: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class PictureFile:
    """Width and height are pixels as shown, after EXIF orientation; 0 when the file cannot be
    used."""

    width: int = 0
    height: int = 0
    problems: tuple[Problem, ...] = ()
    digest: str = ""  # sha256 of the file
    looks: str = ""  # see likeness

    @property
    def usable(self) -> bool:
        return self.width > 0 and not any(problem.fatal for problem in self.problems)


def look_at(path: Path) -> PictureFile:
    """Check one file.  Never raises for what a file holds."""
    try:
        if not path.is_file():
            return _refused(
                "missing", "is not there", "check the name, or copy the file into pictures/"
            )
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        return _refused(
            "missing", f"cannot be read ({error.strerror})", "check the file and its permissions"
        )
    if size == 0:
        return _refused("damaged", "is an empty file", "copy it again")
    if size > MOST_BYTES:
        fact = f"is {file_size(size)}, {file_size(MOST_BYTES)} is the most"
        return _refused("size", fact, "save it smaller or as JPEG")
    digest = hashlib.sha256(data).hexdigest()
    facts = digest, path.suffix.lower()
    return kept("looks", facts, lambda: _looked_at(data, path, digest))


def _looked_at(data: bytes, path: Path, digest: str) -> PictureFile:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # Pillow's remarks on odd metadata; its bomb warning, checked below
            ready_for(data)
            formats = (*FORMATS, FORMAT) if FORMAT in Image.OPEN else FORMATS
            with Image.open(io.BytesIO(data), formats=formats) as image:
                return replace(_looked(image), digest=digest)
    except Image.DecompressionBombError:
        return _refused(
            "size", f"has more than {MOST_PIXELS / 1e6:.0f} million pixels", "save it smaller"
        )
    except UnidentifiedImageError:
        if kind := "a HEIC file" if is_heif(data) else _kind(data, path):
            return _refused("format", f"is {kind} that cannot be read", "save it as JPEG")
        return _refused(
            "format",
            "is damaged or of a kind that cannot be read",
            "save it as JPEG, PNG, TIFF, WebP or AVIF",
        )
    except MemoryError:
        raise  # the machine's
    except Exception as error:
        return _refused("damaged", f"is damaged ({_reason(error)})", "copy or export it again")


_KINDS = (  # first bytes of what is sent for a picture and is none that is read
    (b"\xff\x0a", "a JPEG XL file"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL file"),
    (b"8BPS", "a Photoshop file"),
    (b"%PDF-", "a PDF file"),
    (b"%!PS", "a PostScript file"),
    (b"<svg", "an SVG drawing"),
    (b"PK\x03\x04", "an archive or office file"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
)
_RAW = set(".dng .cr2 .cr3 .nef .arw .orf .rw2 .raf .pef .srw".split())


def _kind(data: bytes, path: Path) -> str:
    """What a file that is no picture is, for people; "" where that cannot be told."""
    if path.suffix.lower() in _RAW:
        return "a camera's raw file"
    if data[4:12] in (b"ftypisom", b"ftypmp42", b"ftypqt  ", b"ftypmp41"):
        return "a video"
    head = data[:400].lstrip()
    if head.startswith(b"<?xml") and b"<svg" in data[:4000]:
        return "an SVG drawing"
    return next((name for sign, name in _KINDS if head.lower().startswith(sign.lower())), "")


def _looked(image: Image.Image) -> PictureFile:
    width, height = image.size
    if width * height > MOST_PIXELS:
        fact = f"has {width} x {height} pixels, {MOST_PIXELS / 1e6:.0f} million are the most"
        return _refused("size", fact, "save it smaller")
    problems: list[Problem] = []
    if getattr(image, "n_frames", 1) > 1 and image.format not in (*ONE_PICTURE, "TIFF"):
        problems.append(
            Problem("animated", "is animated, its first frame is used", "send a still", False)
        )
    if _foreign_profile(image):
        remedy = "export it with its own profile"
        problems.append(
            Problem(
                "profile",
                "carries a profile of another colour space, which is ignored",
                remedy,
                False,
            )
        )
    if image.format != "TIFF" and is_turned(image):
        width, height = height, width  # Pillow turns TIFF itself
    image.draft(
        "L" if image.mode in ("L", "RGB") else None, (max(1, width // 8), max(1, height // 8))
    )
    image.load()
    if grey_scale(image) is None:
        fact = f"has greys from {_range(image)}, of which none is known as black and white"
        return _refused("greys", fact, "save it with 8 or 16 bits a channel")
    return PictureFile(width, height, tuple(problems), looks=looks_of(image))


_SPACES = {
    b"RGB ": ("RGB", "RGBA", "P", "PA"),
    b"CMYK": ("CMYK",),
    b"GRAY": ("L", "LA", "1", "I;16", "I"),
}


def _foreign_profile(image: Image.Image) -> bool:
    """Does the embedded profile speak of another colour space than the picture has?"""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or len(profile) < 20 or profile[16:20] not in _SPACES:
        return False
    return image.mode not in _SPACES[profile[16:20]] and not (
        image.mode == "RGBA" and profile[16:20] == b"GRAY"
    )


def _range(image: Image.Image) -> str:
    low, high = (value for value in image.getextrema() if isinstance(value, int | float))
    return f"{low:g} to {high:g}"


def _refused(rule: str, fact: str, remedy: str) -> PictureFile:
    return PictureFile(problems=(Problem(rule, fact, remedy),))


def _reason(error: Exception) -> str:
    """The decoder's words, short and without paths."""
    words = str(error) or type(error).__name__
    return words.split(" (")[0].replace("image file is", "the file is")[:80]
