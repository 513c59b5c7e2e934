"""Do two files hold the same photograph?  A digest of how a picture looks, to compare.

A difference hash: the picture in nine columns and eight rows of grey, and for each of the 64
neighbours side by side one bit, whether the right one is lighter.  Size, packing and a light hand
in its colours change few of the bits; a crop or a mirror changes many, and makes another picture.
"""

from __future__ import annotations

import itertools

from PIL import Image

from epaper.pictures.colours import upright

COLUMNS, ROWS = 8, 8  # of bits
CLEAR = 3  # of 255 greys: neighbours nearer than that tell nothing
LEAST_CLEAR = 40  # of 64 neighbours: drawings on white, whose bits are much alike, have fewer
PLAINEST = 8  # bits that must be set, and not set: a mere gradient says nothing


def looks_of(image: Image.Image) -> str:
    """16 hex digits; "" for a picture too plain to be known by them, or in no greys."""
    try:
        steps = _steps(upright(image))
    except ValueError:  # a kind of pixels that has no greys
        return ""
    bits = sum((step > 0) << place for place, step in enumerate(steps))
    clear = sum(abs(step) >= CLEAR for step in steps) >= LEAST_CLEAR
    varied = PLAINEST <= bits.bit_count() <= COLUMNS * ROWS - PLAINEST
    return f"{bits:016x}" if clear and varied else ""


def _steps(image: Image.Image) -> list[int]:
    """From each of the nine greys of a row to the next."""
    small = image.convert("RGBA") if image.mode in ("P", "PA", "LA", "La") else image
    if small.mode == "RGBA":
        ground = Image.new("RGBA", small.size, "white")
        small = Image.alpha_composite(ground, small)
    grey = small.convert("L").resize((COLUMNS + 1, ROWS), Image.Resampling.BOX)
    values = grey.tobytes()
    rows = (values[at : at + COLUMNS + 1] for at in range(0, len(values), COLUMNS + 1))
    return [right - left for row in rows for left, right in itertools.pairwise(row)]
