"""How much ink lies where: the page painted as four plates at 72 dots an inch."""

from __future__ import annotations

import math

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from epaper.pictures.inks import total_ink
from epaper.preflight.content import Box, Shown
from epaper.preflight.inks import Ink, Pixels

Plates = NDArray[np.uint8]


class Sheet:
    """Plates C M Y K and one for all spot inks together; row 0 is the top of the page."""

    def __init__(self, box: Box) -> None:
        self.left, self.top = box[0], box[3]
        self.width = max(1, min(8000, math.ceil(box[2] - box[0])))
        self.height = max(1, min(8000, math.ceil(box[3] - box[1])))
        self.plates: Plates = np.zeros((self.height, self.width, 5), np.uint8)

    def window(self, box: Box) -> tuple[slice, slice] | None:
        """The pixels whose middle lies in the box."""
        x0, x1 = (max(0, min(self.width, round(x - self.left))) for x in (box[0], box[2]))
        y0, y1 = (max(0, min(self.height, round(self.top - y))) for y in (box[3], box[1]))
        return (slice(y0, y1), slice(x0, x1)) if x1 > x0 and y1 > y0 else None

    def paint(self, shown: Shown) -> None:
        place = self.window(shown.box)
        if place is None or shown.ink.family == "pattern":
            return
        mask = self._mask(shown, place) if not _upright(shown) else None
        colour = _levels(shown.ink)
        keeps = shown.overprint and (shown.mode == 1 or shown.ink.family == "spot")
        for plate, level in enumerate(colour):
            if keeps and level == 0:
                continue
            target = self.plates[place[0], place[1], plate]
            if mask is None:
                target[...] = level
            else:
                target[mask] = level

    def _mask(self, shown: Shown, place: tuple[slice, slice]) -> NDArray[np.bool_]:
        rows, columns = place
        image = Image.new("1", (columns.stop - columns.start, rows.stop - rows.start))
        draw = ImageDraw.Draw(image)
        for shape in shown.polygons:
            points = [(x - self.left - columns.start, self.top - y - rows.start) for x, y in shape]
            if len(points) > 2:
                draw.polygon(points, fill=1)
        return np.asarray(image)

    def place(self, shown: Shown, pixels: Pixels) -> None:
        """A picture, sampled down; turned pictures by their box."""
        whole = _whole(shown)
        place, full = self.window(shown.box), self.window(whole)
        if place is None or full is None:
            return
        size = (full[1].stop - full[1].start, full[0].stop - full[0].start)
        turned = pixels[:: -1 if shown.matrix[3] < 0 else 1, :: -1 if shown.matrix[0] < 0 else 1]
        image = Image.fromarray(np.ascontiguousarray(turned), "CMYK").resize(
            size, Image.Resampling.BOX
        )
        rows = slice(place[0].start - full[0].start, place[0].stop - full[0].start)
        columns = slice(place[1].start - full[1].start, place[1].stop - full[1].start)
        target = self.plates[place]
        target[..., :4] = np.asarray(image)[rows, columns]
        target[..., 4] = 0

    def total(self) -> NDArray[np.float32]:
        """Per cent of ink by pixel."""
        return np.asarray(
            total_ink(self.plates).astype(np.float32) * np.float32(100 / 255), np.float32
        )


def worst_pixel(pixels: Pixels) -> float:
    """Per cent of ink of a picture's heaviest pixel."""
    return float(total_ink(pixels).max() * (100 / 255)) if pixels.size else 0.0


def _levels(ink: Ink) -> list[int]:
    spots = min(1.0, sum(share for _, share in ink.spots))
    return [round(255 * max(0.0, min(1.0, share))) for share in (*ink.cmyk, spots)]


def _upright(shown: Shown) -> bool:
    return (
        all(
            len(s) in (4, 5)
            and len({round(x, 2) for x, _ in s}) == 2
            and len({round(y, 2) for _, y in s}) == 2
            for s in shown.polygons
        )
        and len(shown.polygons) == 1
    )


def _whole(shown: Shown) -> Box:
    m = shown.matrix
    xs, ys = [m[4], m[4] + m[0] + m[2]], [m[5], m[5] + m[1] + m[3]]
    return min(xs), min(ys), max(xs), max(ys)


def page_box(page: pikepdf.Page) -> Box:
    values = [float(v) for v in page.trimbox]
    left, bottom, right, top = values
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
