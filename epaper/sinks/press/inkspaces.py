"""Colour spaces of advertisements worked out as inks, and which of them a press cannot take."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageCms

from epaper.adverts.facts import spot_names
from epaper.model.press import PressSettings
from epaper.sinks.press.colour import Inks, Separation, limited, rgb_inks
from epaper.sinks.press.functions import value_of

Cmyk = tuple[float, float, float, float]
GREY = ("/DeviceGray", "/G", "/CalGray")
RGB = ("/DeviceRGB", "/RGB", "/CalRGB")
CMYK = ("/DeviceCMYK", "/CMYK")
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
MOST_COLOURS = 60_000
LIGHT = (0.3, 0.59, 0.11)  # what C, M and Y take of the light (ISO 32000-1, 10.3.3)


class RefusedError(ValueError):
    """The advertisement cannot be made fit for the press; the message says what of it."""


@dataclass(slots=True)
class InkSpaces:
    """What becomes of colours on a colour page, or on one with black ink alone."""

    separation: Separation
    settings: PressSettings
    colour: bool
    known: dict[tuple[bytes, tuple[float, ...]], Cmyk] = field(default_factory=dict)

    def converts(self, space: Any) -> bool:
        """Whether paint in this space has to become plain CMYK (or grey)."""
        kind, base = kind_of(space), base_of(space)
        if base is not None:
            return self.converts(base)
        if kind in ("rgb", "lab"):
            return True
        if kind == "cmyk" and not self.colour:
            return True
        if kind in ("grey", "cmyk"):
            return not isinstance(space, Name)  # by a profile: numbers stay, the profile goes
        if kind == "spot":
            names = spot_names(space)
            if names in (("All",), ("Black",), ("None",)):
                return False
            if not self.colour:
                return True
            spots = set(names) - {*PROCESS, "None"}
            return any(self.settings.spot(name) == "process" for name in spots)
        return False

    def inks(self, space: Any, values: tuple[float, ...]) -> Cmyk:
        """A colour as shares of ink, within the limit; black alone on a black page.  RefusedError
        for a space that nobody knows."""
        return self.within(self._inks(space, values))

    def within(self, cmyk: Cmyk) -> Cmyk:
        if not self.colour:
            return 0.0, 0.0, 0.0, grey_of(cmyk)
        surplus = sum(cmyk) - self.separation.limit / 100
        if surplus <= 0:
            return cmyk
        share = max(0.0, 1 - surplus / max(1e-9, sum(cmyk[:3])))
        # rounded down: the file has three places, and the limit holds to the last
        c, m, y = (math.floor(part * share * 1000) / 1000 for part in cmyk[:3])
        return c, m, y, min(cmyk[3], 1.0)

    def _inks(self, space: Any, values: tuple[float, ...]) -> Cmyk:
        match kind_of(space):
            case "grey":
                return 0.0, 0.0, 0.0, 1 - _share(values[0])
            case "cmyk":
                c, m, y, k = (_share(v) for v in values[:4])
                return c, m, y, k
            case "rgb":
                return self._rgb(values, profile_of(space))
            case "lab":
                return self._rgb(_lab_rgb(values), b"")
            case "spot":
                return self._inks(space[2], tuple(value_of(space[3], values)))
            case "palette":
                base, table = palette(space)
                entry = table[min(max(int(values[0]), 0), len(table) - 1)]
                return self._inks(base, entry_values(base, entry))
        raise RefusedError("has a colour space that is not known")

    def _rgb(self, values: tuple[float, ...], profile: bytes) -> Cmyk:
        key = (profile, values)
        if key not in self.known:
            red, green, blue = (_share(v) for v in values[:3])
            self.known[key] = rgb_inks((red, green, blue), self.separation, profile)
        return self.known[key]

    def along(self, space: Any, colours: list[tuple[float, ...]]) -> list[Cmyk]:
        """The colours of a shade, which have to stay smooth: all are converted alike, by one
        picture, where single colours that are grey go to black alone."""
        kind = kind_of(space)
        if kind not in ("rgb", "lab"):
            return [self.inks(space, one) for one in colours]
        plain = [_lab_rgb(one) for one in colours] if kind == "lab" else colours
        row = np.rint(np.clip(np.asarray(plain, np.float32), 0, 1) * 255).astype(np.uint8)
        made = self.pixels(Name.DeviceRGB if kind == "lab" else space, row[None])
        if made.ndim == 2:
            return [(0.0, 0.0, 0.0, float(black) / 255) for black in made[0]]
        return [(c / 255, m / 255, y / 255, k / 255) for c, m, y, k in made[0].tolist()]

    def pixels(self, space: Any, samples: NDArray[np.uint8]) -> Inks:
        """Samples (height x width x channels, 255 is 1.0, or the number of a palette's entry) as
        inks: height x width x 4, or height x width of black alone."""
        kind = kind_of(space)
        if kind == "palette":
            base, table = palette(space)
            entries = np.asarray(table, np.uint8)
            return self.pixels(base, entries[np.minimum(samples[..., 0], len(entries) - 1)])
        if kind == "grey":
            return 255 - samples[..., 0]
        if kind == "cmyk":
            if self.colour:
                return limited(np.ascontiguousarray(samples), self.separation.limit)
            return _black(samples)
        if kind == "rgb":
            image = Image.fromarray(np.ascontiguousarray(samples))
            if profile := profile_of(space):
                image.info["icc_profile"] = profile
            return self.separation.inks(image, self.colour)
        return self._by_colours(space, samples)

    def _by_colours(self, space: Any, samples: NDArray[np.uint8]) -> Inks:
        """Every colour once: tints and Lab, which are few, or few pictures have them."""
        height, width, channels = samples.shape
        colours, where = np.unique(samples.reshape(-1, channels), axis=0, return_inverse=True)
        if len(colours) > MOST_COLOURS:  # each is worked out by itself
            raise RefusedError("has a picture in inks of its own that cannot be converted")
        inks = [self.inks(space, entry_values(space, tuple(map(int, one)))) for one in colours]
        table = np.rint(np.asarray(inks, np.float32).reshape(-1, 4) * 255).astype(np.uint8)
        out = table[where.reshape(-1)].reshape(height, width, 4)
        return out if self.colour else np.ascontiguousarray(out[..., 3])


def grey_of(cmyk: Cmyk) -> float:
    """The black that looks as dark: paint under black is no lighter than the black alone."""
    colours = sum(share * weight for share, weight in zip(cmyk[:3], LIGHT, strict=True))
    return 1 - (1 - colours) * (1 - cmyk[3])


def kind_of(space: Any) -> str:
    """grey, rgb, cmyk, lab, spot, palette, pattern; empty for what is not known."""
    if isinstance(space, Name):
        head = str(space)
    elif isinstance(space, Array) and len(space):
        head = str(space[0])
    else:
        return ""
    if head == "/ICCBased":
        return {1: "grey", 3: "rgb", 4: "cmyk"}.get(int(space[1].get("/N", 0)), "")
    kinds = {"/Lab": "lab", "/Separation": "spot", "/DeviceN": "spot", "/Pattern": "pattern"}
    if head in ("/Indexed", "/I"):
        return "palette"
    if head in GREY:
        return "grey"
    if head in RGB:
        return "rgb"
    return "cmyk" if head in CMYK else kinds.get(head, "")


def base_of(space: Any) -> Any | None:
    """What a palette or a pattern without colours of its own stands on."""
    if kind_of(space) in ("palette", "pattern") and isinstance(space, Array) and len(space) > 1:
        return space[1]
    return None


def channels_of(space: Any) -> int:
    match kind_of(space):
        case "cmyk":
            return 4
        case "rgb" | "lab":
            return 3
        case "spot":
            return len(spot_names(space))
    return 1


def first_values(space: Any) -> tuple[float, ...]:
    """The colour that a space begins with (ISO 32000-1, 8.6.8)."""
    match kind_of(space):
        case "cmyk":
            return 0.0, 0.0, 0.0, 1.0
        case "spot":
            return (1.0,) * len(spot_names(space))
    return (0.0,) * channels_of(space)


def profile_of(space: Any) -> bytes:
    """The profile of an ICC colour space; of others none."""
    if isinstance(space, Array) and str(space[0]) == "/ICCBased" and isinstance(space[1], Stream):
        return bytes(space[1].read_bytes())
    return b""


def palette(space: Any) -> tuple[Any, list[tuple[int, ...]]]:
    """The base of an indexed space, and its entries as bytes."""
    base, given = space[1], space[3]
    data = given.read_bytes() if isinstance(given, Stream) else bytes(given)
    count = channels_of(base)
    entries = [tuple(data[i : i + count]) for i in range(0, len(data) - count + 1, count)]
    if not entries:
        raise RefusedError("has a palette without colours")
    return base, entries


def entry_values(space: Any, entry: tuple[int, ...]) -> tuple[float, ...]:
    """Bytes as values of a space; Lab has ranges of its own."""
    if kind_of(space) != "lab":
        return tuple(byte / 255 for byte in entry)
    low_a, high_a, low_b, high_b = lab_range(space)
    light, a, b = (byte / 255 for byte in entry)
    return light * 100, low_a + a * (high_a - low_a), low_b + b * (high_b - low_b)


def lab_range(space: Any) -> tuple[float, float, float, float]:
    facts = space[1] if len(space) > 1 and isinstance(space[1], Dictionary) else Dictionary()
    low_a, high_a, low_b, high_b = (float(v) for v in facts.get("/Range", [-100, 100, -100, 100]))
    return low_a, high_a, low_b, high_b


def _lab_rgb(values: tuple[float, ...]) -> tuple[float, ...]:
    light, a, b = values
    packed = [round(min(max(light, 0), 100) * 2.55)]
    packed += [round(min(max(v, -128), 127)) & 255 for v in (a, b)]
    turned = ImageCms.applyTransform(
        Image.frombytes("LAB", (1, 1), bytes(packed)),
        ImageCms.buildTransform(
            ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
        ),
    )
    assert turned is not None
    return tuple(byte / 255 for byte in turned.tobytes())


def _black(samples: NDArray[np.uint8]) -> Inks:
    shares = samples.astype(np.float32) / 255
    light = (1 - shares[..., :3] @ np.asarray(LIGHT, np.float32)) * (1 - shares[..., 3])
    black: Inks = np.rint((1 - light) * 255).astype(np.uint8)
    return black


def _share(value: float) -> float:
    return min(max(float(value), 0.0), 1.0)
