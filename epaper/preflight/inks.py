"""Colours and picture pixels as shares of ink, decoded from the file itself."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

from epaper.adverts.facts import spot_names
from epaper.adverts.pictures import filters_of

Pixels = NDArray[np.uint8]  # height x width x 4: C M Y K, 255 is full ink
FAMILIES = {
    "/DeviceGray": "gray",
    "/G": "gray",
    "/CalGray": "gray",
    "/DeviceRGB": "rgb",
    "/RGB": "rgb",
    "/CalRGB": "rgb",
    "/Lab": "lab",
    "/DeviceCMYK": "cmyk",
    "/CMYK": "cmyk",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour: process shares 0..1 where known, spot inks by name; `family` is the colour space's
    kind.
    """

    family: str = "gray"  # gray, rgb, cmyk, lab, spot, pattern
    cmyk: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    spots: tuple[tuple[str, float], ...] = ()

    @property
    def total(self) -> float:
        """Per cent of ink."""
        return 100 * (sum(self.cmyk) + sum(share for _, share in self.spots))

    @property
    def count(self) -> int:
        return sum(share > 0.004 for share in (*self.cmyk, *(s for _, s in self.spots)))

    @property
    def black_only(self) -> bool:
        return self.cmyk[3] > 0.004 and max(self.cmyk[:3]) <= 0.004 and not self.spots

    @property
    def white(self) -> bool:
        return self.family != "pattern" and self.count == 0


WHITE = Ink(cmyk=(0, 0, 0, 0))


def family(space: Any) -> str:
    """The kind of a colour space; ICC profiles by their number of channels."""
    if isinstance(space, pikepdf.Name):
        return FAMILIES.get(str(space), "pattern" if space == "/Pattern" else "")
    if not isinstance(space, pikepdf.Array) or not len(space):
        return ""
    head = str(space[0])
    if head == "/ICCBased":
        return {1: "gray", 3: "rgb", 4: "cmyk"}.get(int(space[1].get("/N", 0)), "")
    if head in ("/Indexed", "/I"):
        return family(space[1])
    if head in ("/Separation", "/DeviceN"):
        return "spot"
    return FAMILIES.get(head, "pattern" if head == "/Pattern" else "")


def ink_of(space: Any, values: list[float]) -> Ink:
    kind = family(space)
    if kind == "spot":
        names = spot_names(space)
        process = dict(zip(names, values, strict=False))
        if names == ("All",):
            return Ink("spot", tuple(values[:1] * 4))  # type: ignore[arg-type]
        cmyk = tuple(process.pop(n, 0.0) for n in ("Cyan", "Magenta", "Yellow", "Black"))
        process.pop("None", None)
        return Ink("spot", cmyk, tuple(sorted(process.items())))  # type: ignore[arg-type]
    if kind == "gray" and values:
        return Ink(kind, (0, 0, 0, 1 - values[0]))
    if kind == "cmyk" and len(values) == 4:
        return Ink(kind, (values[0], values[1], values[2], values[3]))
    if kind == "rgb" and len(values) == 3:
        return Ink(kind, (1 - values[0], 1 - values[1], 1 - values[2], 0))
    return Ink(kind or "pattern", (0, 0, 0, 0))


def first_ink(space: Any) -> Ink:
    """The colour after `cs`: black, or full ink of a spot (ISO 32000-1, 8.6.8)."""
    kind = family(space)
    start = {"gray": [0.0], "rgb": [0.0] * 3, "cmyk": [0.0, 0.0, 0.0, 1.0]}
    return ink_of(space, start.get(kind, [1.0] * max(1, len(spot_names(space)))))


# what decoding a picture that is damaged may raise: its packing, its table of colours, its samples
UNDECODED = (
    zlib.error,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    pikepdf.PdfError,
    pikepdf.DependencyError,  # a packing that needs a program to be read
)


def known_inks(image: pikepdf.Object) -> Pixels | None:
    """As `picture_inks`; None also for a picture that cannot be decoded."""
    try:
        return picture_inks(image)
    except UNDECODED:
        return None


def picture_inks(image: pikepdf.Object) -> Pixels | None:
    """A picture's pixels as inks; None when they cannot be known (RGB, JPEG 2000, masks, odd
    depths).  Raises one of UNDECODED for a picture that is damaged.
    """
    space = image.get("/ColorSpace")
    kind, names = family(space), spot_names(space)
    width, height = int(image.Width), int(image.Height)
    if (
        image.get("/ImageMask", False)
        or kind not in ("gray", "cmyk", "spot")
        or width * height > 200_000_000
    ):
        return None
    channels = {"gray": 1, "cmyk": 4}.get(kind, len(names))
    indexed = isinstance(space, pikepdf.Array) and str(space[0]) in ("/Indexed", "/I")
    raw = _samples(image, width, height, 1 if indexed else channels)
    if raw is None:
        return None
    if indexed:
        table = space[3].read_bytes() if isinstance(space[3], pikepdf.Stream) else bytes(space[3])
        colours = np.frombuffer(table[: len(table) // channels * channels], np.uint8).reshape(
            -1, channels
        )
        raw = colours[np.minimum(raw[..., 0], len(colours) - 1)]
    decode = [float(v) for v in image.get("/Decode", [])]
    if not indexed and len(decode) >= 2 and decode[0] > decode[1]:
        raw = 255 - raw
    out = np.zeros((height, width, 4), np.uint8)
    if kind == "cmyk":
        return np.ascontiguousarray(raw)
    if kind == "gray":
        out[..., 3] = 255 - raw[..., 0]
        return out
    places = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
    for at, name in enumerate(names):
        out[..., places.get(name, 3)] = raw[..., at]
    return out


def _samples(image: pikepdf.Object, width: int, height: int, channels: int) -> Pixels | None:
    filters = filters_of(image)
    if filters and filters[-1] in ("/DCTDecode", "/DCT"):
        data = image.read_raw_bytes()
        if len(filters) == 2 and filters[0] == "/FlateDecode":
            data = zlib.decompress(data)
        try:
            with Image.open(io.BytesIO(data)) as opened:
                pixels = np.asarray(opened)
                if opened.mode == "CMYK":
                    # Pillow turns CMYK round, marked as Adobe's or not; PDF takes the samples as
                    # they are
                    pixels = 255 - pixels
        except (OSError, ValueError):
            return None
        shaped = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)
        return shaped if shaped.shape == (height, width, channels) else None
    bits = int(image.get("/BitsPerComponent", 8))
    try:
        data = image.read_bytes()
    except (pikepdf.PdfError, pikepdf.DependencyError):
        return None
    if bits == 1 and channels == 1:
        rows = np.unpackbits(
            np.frombuffer(data, np.uint8)[: (width + 7) // 8 * height].reshape(height, -1), axis=1
        )
        return (rows[:, :width, None] * 255).astype(np.uint8)
    if bits != 8 or len(data) < width * height * channels:
        return None
    return np.frombuffer(data, np.uint8)[: width * height * channels].reshape(
        height, width, channels
    )
