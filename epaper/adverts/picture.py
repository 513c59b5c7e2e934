"""Pictures of an advertisement, and whether two of them look the same.

The measure: distance in Lab (CIE 1976), of pictures at about 2 pixels a millimetre softened a
little, so that the edges of type, which every program draws its own way, do not count.  Two
pictures differ visibly where more than `SHARE` of the area, and more than `LEAST` square
millimetres, is further apart than `FAR`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFilter

LONGEST = 560  # pixels of a picture's longer side
FINEST = 1.0  # pixels a point
SOFT = 1.5  # pixels
FAR = 24.0  # Lab units: another colour for anybody; small shifts of a conversion are below
SHARE = 0.003
LEAST = 4.0  # square millimetres
POINT = 25.4 / 72  # mm

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """An advertisement as it shows: its trim, upright, in sRGB; `scale`: pixels a point."""

    image: Image.Image
    scale: float

    @property
    def empty(self) -> bool:
        """Nothing but white."""
        return all(low >= 254 for low, _ in self.image.getextrema())  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Difference:
    """`share` of the area that is far off; `place`: left, top, width, height in mm of all of it."""

    share: float
    area: float  # square millimetres
    worst: float
    place: Box

    @property
    def visible(self) -> bool:
        return self.share > SHARE and self.area > LEAST

    def __str__(self) -> str:
        left, top, width, height = self.place
        return (
            f"{self.share * 100:.1f} % of it, {left:.0f} mm from its left and {top:.0f} mm from "
            f"its top, {width:.0f} x {height:.0f} mm"
        )


SAME = Difference(0.0, 0.0, 0.0, (0.0, 0.0, 0.0, 0.0))


def sight(data: bytes, trim: Sequence[float] = ()) -> Sight:
    """The first page as it prints, annotations and layers as they are for print.

    `trim` (left, bottom, right, top in the page's units): where the file itself does not crop to
    it.  pypdfium2.PdfiumError for what it cannot read.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        if document.get_formtype() == pypdfium2.raw.FORMTYPE_ACRO_FORM:
            document.init_forms()
        page = document[0]
        if trim:
            page.set_cropbox(*trim)
            page.close()
            page = document[0]
        side = max(page.get_width(), page.get_height(), 1.0)
        scale = min(FINEST, LONGEST / side)
        bitmap = page.render(scale=scale, optimize_mode="print")
        image = bitmap.to_pil().convert("RGB")
        page.close()
    finally:
        document.close()
    return Sight(image, scale)


def difference(wanted: Sequence[Image.Image], got: Sight, light_only: bool = False) -> Difference:
    """How far a picture is from the nearest of those that it may look like, pixel by pixel.

    `light_only`: black and white count, not colour.
    """
    if any(one.size == got.image.size and one.tobytes() == got.image.tobytes() for one in wanted):
        return SAME
    shown = _lab(got.image)
    distances = []
    for one in wanted:
        fitted = one if one.size == got.image.size else one.resize(got.image.size)
        apart = _lab(fitted) - shown
        if light_only:
            apart = apart[..., :1]
        distances.append(np.sqrt((apart * apart).sum(axis=2)))
    apart = np.minimum.reduce(distances)
    far = apart > FAR
    share = float(far.mean()) if far.size else 0.0
    pixel = POINT / got.scale
    place = (0.0, 0.0, 0.0, 0.0)
    if far.any():
        rows, columns = np.flatnonzero(far.any(axis=1)), np.flatnonzero(far.any(axis=0))
        place = (
            float(columns[0] * pixel),
            float(rows[0] * pixel),
            float((columns[-1] - columns[0] + 1) * pixel),
            float((rows[-1] - rows[0] + 1) * pixel),
        )
    area = float(far.sum()) * pixel * pixel
    return Difference(share, area, float(apart.max(initial=0)), place)


def _lab(image: Image.Image) -> NDArray[np.float32]:
    soft = image.filter(ImageFilter.GaussianBlur(SOFT))
    turned = ImageCms.applyTransform(soft, _to_lab())
    assert turned is not None
    values = np.asarray(turned).astype(np.float32)
    values[..., 0] *= 100 / 255
    values[..., 1:] = np.where(values[..., 1:] > 127, values[..., 1:] - 256, values[..., 1:])
    return values


@lru_cache(maxsize=1)
def _to_lab() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
