"""Pictures in three widths and three formats."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

from epaper.errors import PictureError
from epaper.pictures.colours import plain, to_srgb, upright
from epaper.site.files import ContentFiles
from epaper.work.kept import kept

WIDTHS = (320, 640, 1280)  # pixels; no picture is made larger than it is
QUALITY = {"AVIF": 55, "WEBP": 74, "JPEG": 76}
ENDINGS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg"}
MORE: Mapping[str, Mapping[str, int]] = {
    "AVIF": {"speed": 8, "max_threads": 1},
    "WEBP": {"method": 4},
    "JPEG": {"optimize": 1, "progressive": 1},
}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture at one width in one format."""

    ending: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class WebPicture:
    """Paths from the site's root with their widths, the smallest first, by format; `shown` is the
    JPEG that every browser can show."""

    sources: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]  # ending -> files
    shown: str
    width: int
    height: int
    files: tuple[str, ...]

    def srcset(self, ending: str, root: str) -> str:
        files = dict(self.sources)[ending]
        return ", ".join(f"{root}{path} {width}w" for path, width in files)

    @property
    def largest(self) -> str:
        return dict(self.sources)["jpg"][-1][0]


def web_picture(data: bytes, digest: str, content: ContentFiles) -> WebPicture:
    """A picture file in all its sizes, taken in among the content."""
    made = kept("web pictures", (digest, WIDTHS, sorted(QUALITY.items())), lambda: _encoded(data))
    return taken_in(made, content)


def taken_in(made: Sequence[Encoded], content: ContentFiles) -> WebPicture:
    """What was encoded, among the content."""
    sources: dict[str, list[tuple[str, int]]] = {ending: [] for ending in ENDINGS.values()}
    sizes: dict[str, tuple[int, int]] = {}
    for one in made:
        path = content.add(one.data, one.ending)
        sources[one.ending].append((path, one.width))
        sizes[path] = one.width, one.height
    jpegs = sources["jpg"]
    shown = jpegs[min(1, len(jpegs) - 1)][0]
    width, height = sizes[shown]
    return WebPicture(
        tuple((ending, tuple(files)) for ending, files in sources.items()),
        shown,
        width,
        height,
        files=tuple(sizes),
    )


def _encoded(data: bytes) -> tuple[Encoded, ...]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            turned, profile, _ = plain(upright(image))
            whole = to_srgb(turned, profile).convert("RGB")
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureError(
            f"a picture of the issue cannot be read ({error}); build the day again"
        ) from error
    return encoded(whole)


def encoded(
    image: Image.Image, formats: tuple[str, ...] = ("AVIF", "WEBP", "JPEG")
) -> tuple[Encoded, ...]:
    widths = sorted({min(width, image.width) for width in WIDTHS})
    found: list[Encoded] = []
    for width in widths:
        height = max(1, round(image.height * width / image.width))
        small = (
            image
            if width == image.width
            else image.resize((width, height), Image.Resampling.LANCZOS)
        )
        for name in formats:
            out = io.BytesIO()
            small.save(out, name, quality=QUALITY[name], **MORE[name])
            found.append(Encoded(ENDINGS[name], width, small.height, out.getvalue()))
    return tuple(found)
