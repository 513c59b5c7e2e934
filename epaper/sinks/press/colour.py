"""House colours as a press prints them, and pictures through the press profile."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFilter

from epaper.errors import DesignError
from epaper.model.press import PressSettings
from epaper.page.marks import GlyphRun, Mark, Polygon
from epaper.page.page import Page
from epaper.page.style import Colour
from epaper.pictures.inks import total_ink
from epaper.sinks.pdf.colour import BUILT_IN, Paint
from epaper.sinks.pdf.numbers import num

OVERPRINT, KNOCK_OUT = "/GSo gs", "/GSk gs"  # graphics states of every press page
SMALL = " in two inks"  # what is added to the name of a colour for type too small for more
SMALLEST = " in black"  # likewise for type too small for two
Inks = NDArray[np.uint8]


def black_of(cmyk: tuple[float, float, float, float]) -> float:
    """The black that stands for a colour on a black-only page (weights of ISO 32000-1, 10.3.3)."""
    cyan, magenta, yellow, black = cmyk
    return min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black)


def two_inks(cmyk: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The two strongest inks of a colour: small type in more would never be in register."""
    kept = sorted(range(4), key=lambda i: (-cmyk[i], i))[:2]
    a, b, c, d = (share if i in kept else 0.0 for i, share in enumerate(cmyk))
    return a, b, c, d


def press_paint(cmyk: tuple[float, float, float, float], limit: float) -> Paint:
    """100 % K overprints; everything else knocks out.  Colours above the ink limit lose the surplus
    of C, M and Y.
    """
    total, black = sum(cmyk), cmyk[3]
    if total * 100 > limit:
        share = max(0.0, limit / 100 - black) / max(total - black, 1e-9)
        cmyk = (cmyk[0] * share, cmyk[1] * share, cmyk[2] * share, black)
    state = OVERPRINT if cmyk == (0, 0, 0, 1) else KNOCK_OUT
    numbers = " ".join(num(share) for share in cmyk)
    return Paint(f"{state} {numbers} k", f"{state} {numbers} K")


def press_paints(
    colours: Mapping[str, Colour], used: frozenset[str], settings: PressSettings, colour: bool
) -> dict[str, Paint]:
    """Paints by name.  DesignError for a colour that nobody defined."""
    known = {**BUILT_IN, **colours}
    paints = {}
    for name in sorted(used):
        base = name.removesuffix(SMALL).removesuffix(SMALLEST)
        if base not in known:
            raise DesignError(f"there is no colour called {base}; add it to the layout's colours")
        cmyk = known[base].cmyk
        if not colour or name.endswith(SMALLEST):
            cmyk = (0.0, 0.0, 0.0, black_of(cmyk))
        elif name != base:
            cmyk = two_inks(cmyk)
        paints[name] = press_paint(cmyk, settings.ink_limit)
    return paints


def for_press(page: Page, colours: Mapping[str, Colour], settings: PressSettings) -> Page:
    """The page with small type of many inks put in two, smaller type in black, and filled outlines
    taken apart.
    """
    known = {**BUILT_IN, **colours}
    inks = {name: sum(share > 0 for share in colour.cmyk) for name, colour in known.items()}
    marks: list[Mark] = []
    for mark in page.marks:
        if (
            isinstance(mark, GlyphRun)
            and mark.size < settings.smallest_type_two_inks
            and inks.get(mark.colour, 0) > 1
        ):
            marks.append(replace(mark, colour=mark.colour + SMALLEST))
        elif (
            isinstance(mark, GlyphRun)
            and mark.size < settings.smallest_type_many_inks
            and inks.get(mark.colour, 0) > 2
        ):
            marks.append(replace(mark, colour=mark.colour + SMALL))
        elif (
            isinstance(mark, Polygon) and mark.fill and mark.stroke
        ):  # each overprints or knocks out by itself
            marks += [replace(mark, stroke=""), replace(mark, fill="")]
        else:
            marks.append(mark)
    return replace(page, marks=tuple(marks))


@dataclass(frozen=True, slots=True)
class Separation:
    """How pictures become inks."""

    profile: Path
    intent: str  # "perceptual" or "relative"
    limit: float  # per cent
    sharpen: int  # per cent; 0 is none

    def inks(self, image: Image.Image, colour: bool) -> Inks:
        """Height x width x 4, or height x width of K alone for greys and for pages without colour;
        255 is full ink.
        """
        profile = image.info.get("icc_profile") or b""
        plain = flat(image)
        if not colour or is_grey(plain):
            grey = (
                plain.convert("L") if plain.mode != "CMYK" else _to_rgb(plain, profile).convert("L")
            )
            return 255 - np.asarray(self._sharp(grey))
        if plain.mode == "CMYK" and not profile:
            return limited(np.asarray(plain), self.limit)
        converter = _transform(
            profile if _fits(profile, plain.mode) else b"", plain.mode, self.profile, self.intent
        )
        converted = ImageCms.applyTransform(self._sharp(plain), converter)
        assert converted is not None
        return limited(np.asarray(converted), self.limit)

    def _sharp(self, image: Image.Image) -> Image.Image:
        if not self.sharpen or image.mode == "CMYK":
            return image
        return image.filter(ImageFilter.UnsharpMask(radius=1.0, percent=self.sharpen, threshold=2))


def flat(image: Image.Image) -> Image.Image:
    """L, RGB or CMYK; what is transparent lies on white."""
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        over = image.convert("RGBA")
        white = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(white, over).convert("RGB")
    if image.mode.startswith(("I;16", "I")):
        wide = np.asarray(image).astype(np.float32)
        return Image.fromarray(
            (wide / (257 if wide.max(initial=0) > 255 else 1)).clip(0, 255).astype(np.uint8)
        )
    return image.convert("L" if image.mode == "1" else "RGB")


def is_grey(image: Image.Image) -> bool:
    """Every pixel within 2 levels of neutral."""
    if image.mode == "L":
        return True
    if image.mode == "CMYK":
        return not np.asarray(image)[..., :3].any()
    red, green, blue = (np.asarray(channel) for channel in image.split())
    most, least = (
        together(together(red, green), blue) for together in (np.maximum, np.minimum)
    )  # a whole channel at a time, which takes a fifth of the time
    return bool((most - least).max(initial=0) <= 2)


def limited(inks: Inks, limit: float) -> Inks:
    """The same with no pixel above the limit: C, M and Y give way in proportion, K stays."""
    total = total_ink(inks)
    most = int(limit * 255 / 100)
    over = total > most
    if not over.any():
        return inks
    out = inks.copy()
    dark = out[over].astype(np.float32)
    room = np.maximum(0, most - dark[:, 3])
    dark[:, :3] = np.floor(dark[:, :3] * (room / np.maximum(dark[:, :3].sum(axis=1), 1))[:, None])
    out[over] = dark.astype(np.uint8)
    return out


def rgb_inks(
    rgb: tuple[float, float, float], separation: Separation, profile: bytes = b""
) -> tuple[float, float, float, float]:
    """One RGB colour of an advertisement, by its profile or in sRGB, as ink shares; neutral ones go
    to black alone."""
    if max(rgb) - min(rgb) < 0.01:
        return 0.0, 0.0, 0.0, round(1 - rgb[0], 3)
    pixel = Image.new("RGB", (1, 1), tuple(round(255 * max(0.0, min(1.0, share))) for share in rgb))
    if profile:
        pixel.info["icc_profile"] = profile
    inks = replace(separation, sharpen=0).inks(pixel, True)
    if inks.ndim == 2:  # as good as grey
        return 0.0, 0.0, 0.0, round(float(inks[0, 0]) / 255, 3)
    c, m, y, k = (round(float(v) / 255, 3) for v in inks[0, 0])
    return c, m, y, k


def _fits(profile: bytes, mode: str) -> bool:
    return len(profile) > 128 and profile[16:20] == {
        "RGB": b"RGB ",
        "CMYK": b"CMYK",
        "L": b"GRAY",
    }.get(mode)


@lru_cache(maxsize=64)
def _transform(source: bytes, mode: str, target: Path, intent: str) -> ImageCms.ImageCmsTransform:
    given = (
        ImageCms.ImageCmsProfile(io.BytesIO(source)) if source else ImageCms.createProfile("sRGB")
    )
    wanted = (
        ImageCms.Intent.PERCEPTUAL
        if intent == "perceptual"
        else ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if intent == "relative" else ImageCms.Flags.NONE
    # not by its path: the library goes on reading the file, and workers would share its place in it
    inks = ImageCms.ImageCmsProfile(io.BytesIO(target.read_bytes()))
    return ImageCms.buildTransform(given, inks, mode, "CMYK", wanted, flags)


def _to_rgb(image: Image.Image, profile: bytes) -> Image.Image:
    if not _fits(profile, "CMYK"):
        return image.convert("RGB")
    converted = ImageCms.profileToProfile(
        image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    return converted if converted is not None else image.convert("RGB")
