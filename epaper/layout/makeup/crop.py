"""Cropping: the part of a picture that is shown when its frame has another shape."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.geometry import Rect
from epaper.model.picture import DEFAULT_FOCUS, Picture

Crop = tuple[float, float, float, float]
Span = tuple[float, float]  # from, to


FACES_AT = 0.4  # of the frame's depth, where faces stand
LOOKING_ROOM = 0.08  # of the frame's width by which a face that looks aside stands off its middle
HEAD_ROOM = 1.15  # times a head with its hair and chin: what a small picture of it shows
UPRIGHT = 0.9  # width over height: such a picture mostly shows somebody, head up


def crop_to(picture: Picture, aspect: float) -> Crop:
    """Left, top, right, bottom shares of the largest part with this aspect, as near the focus as it
    can be.

    What `keep` names and the faces stay inside wherever the shape allows it.  Without a focus the
    faces are in the middle, a single one with room to look; without faces an upright picture loses
    of its foot.
    """
    width, height = 1.0, 1.0
    if aspect > picture.aspect:
        height = picture.aspect / aspect
    else:
        width = aspect / picture.aspect
    (x, across), (y, down) = _aim(picture)
    left, top = _slide(x, width, across), _slide(y, height, down)
    heads, faces = (
        [*([picture.keep] if picture.keep else []), *((x, y, x + w, y + h) for x, y, w, h in boxes)]
        for boxes in (picture.heads, picture.faces)
    )
    left, top = (
        _around(
            start, size, *([(box[axis], box[axis + 2]) for box in kept] for kept in (heads, faces))
        )
        for axis, start, size in ((0, left, width), (1, top, height))
    )
    return round(left, 6), round(top, 6), round(left + width, 6), round(top + height, 6)


def _aim(picture: Picture) -> tuple[tuple[float, float], tuple[float, float]]:
    """Across and down: the share of the picture to aim at, and the share of the frame where that is
    to stand."""
    x, y = picture.focus
    if picture.focus != DEFAULT_FOCUS:
        return (x, 0.5), (y, 0.5)
    if picture.faces:
        lefts, tops = ([face[axis] for face in picture.faces] for axis in (0, 1))
        rights, feet = ([f[axis] + f[axis + 2] for f in picture.faces] for axis in (0, 1))
        room = {"left": LOOKING_ROOM, "right": -LOOKING_ROOM}.get(picture.gaze, 0.0)
        middle = (min(lefts) + max(rights)) / 2, (min(tops) + max(feet)) / 2
        return (middle[0], 0.5 + room), (middle[1], FACES_AT)
    if picture.aspect < UPRIGHT or picture.is_portrait:
        return (x, 0.5), (0.0, 0.0)
    return (x, 0.5), (y, 0.5)


def face_crop(picture: Picture, aspect: float) -> Crop:
    """The head of the largest face with a little round it, in this aspect; as `crop_to` has it
    where no face is known or it fills the picture."""
    if not picture.heads:
        return crop_to(picture, aspect)
    left, top, across, down = picture.heads[0]
    # in shares of the picture's width and height, as large as needed and as the picture lets it
    height = max(down * HEAD_ROOM, across * HEAD_ROOM * picture.aspect / aspect)
    height = min(height, 1.0, picture.aspect / aspect)
    width = height * aspect / picture.aspect
    x = min(max(left + across / 2 - width / 2, 0.0), 1.0 - width)
    y = min(max(top + down / 2 - height / 2, 0.0), 1.0 - height)
    return round(x, 6), round(y, 6), round(x + width, 6), round(y + height, 6)


def whole_in(picture: Picture, frame: Rect) -> Rect:
    """The largest place in a frame for the whole picture: in the middle, at the head."""
    width = min(frame.width, frame.height * picture.aspect)
    return Rect(frame.x + (frame.width - width) / 2, frame.y, width, width / picture.aspect)


def _slide(focus: float, size: float, at: float) -> float:
    """Where a window of that size begins to have the focus at that share of it."""
    return min(max(focus - size * at, 0.0), 1.0 - size)


def _around(start: float, size: float, wide: Sequence[Span], bare: Sequence[Span]) -> float:
    """A window moved so that all the wide spans lie in it; where they do not fit, the bare ones,
    the first before the others, and those that do not fit beside them are left."""
    if not wide:
        return start
    low, high = min(begins for begins, _ in wide), max(ends for _, ends in wide)
    if high - low > size:
        low, high = bare[0]
        for begins, ends in bare[1:]:
            lower, higher = min(low, begins), max(high, ends)
            if higher - lower <= size:
                low, high = lower, higher
    return _cover(start, size, low, high)


def _cover(start: float, size: float, low: float, high: float) -> float:
    """Move a window so that low..high lies in it; centre on them when it is too small."""
    if high - low > size:
        start = (low + high - size) / 2
    else:
        start = min(max(start, high - size), low)
    return min(max(start, 0.0), 1.0 - size)
