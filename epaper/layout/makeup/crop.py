"""Cropping: the part of a picture that is shown when its frame has another shape."""

from __future__ import annotations

from epaper.geometry import Rect
from epaper.model.picture import Picture

Crop = tuple[float, float, float, float]


def crop_to(picture: Picture, aspect: float) -> Crop:
    """Left, top, right, bottom shares of the largest part with this aspect, as near the focus as it
    can be.

    What `keep` names stays inside wherever the shape allows it.
    """
    width, height = 1.0, 1.0
    if aspect > picture.aspect:
        height = picture.aspect / aspect
    else:
        width = aspect / picture.aspect
    x, y = picture.focus
    left, top = _slide(x, width), _slide(y, height)
    if picture.keep:
        left = _cover(left, width, picture.keep[0], picture.keep[2])
        top = _cover(top, height, picture.keep[1], picture.keep[3])
    return round(left, 6), round(top, 6), round(left + width, 6), round(top + height, 6)


def whole_in(picture: Picture, frame: Rect) -> Rect:
    """The largest place in a frame for the whole picture: in the middle, at the head."""
    width = min(frame.width, frame.height * picture.aspect)
    return Rect(frame.x + (frame.width - width) / 2, frame.y, width, width / picture.aspect)


def _slide(focus: float, size: float) -> float:
    return min(max(focus - size / 2, 0.0), 1.0 - size)


def _cover(start: float, size: float, low: float, high: float) -> float:
    """Move a window so that low..high lies in it; centre on them when it is too small."""
    if high - low > size:
        start = (low + high - size) / 2
    else:
        start = min(max(start, high - size), low)
    return min(max(start, 0.0), 1.0 - size)
