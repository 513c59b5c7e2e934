"""What of a picture is shown when its frame has another shape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.layout.makeup.crop import Crop, crop_to
from epaper.layout.measure.desk import aspects
from epaper.model.picture import Box, Picture, PictureRole

WIDE = Picture(Path("a"), "a", 3000, 2000)
TALL = Picture(Path("a"), "a", 2000, 3000)


def holds(crop: Crop, face: Box) -> bool:
    left, top, width, height = face
    across = crop[0] <= left + 1e-5 and left + width <= crop[2] + 1e-5
    return across and crop[1] <= top + 1e-5 and top + height <= crop[3] + 1e-5


@st.composite
def pictures_of_people(draw: st.DrawFn) -> Picture:
    shares = st.floats(0.02, 0.9)
    faces = []
    for _ in range(draw(st.integers(1, 4))):
        left, top = draw(shares), draw(shares)
        width, height = draw(st.floats(0.02, 0.3)), draw(st.floats(0.04, 0.4))
        faces.append((left, top, min(width, 1 - left), min(height, 1 - top)))
    picture = draw(st.sampled_from([WIDE, TALL]))
    focus = draw(st.sampled_from([picture.focus, (0.2, 0.8)]))
    gaze = draw(st.sampled_from(["", "left", "right"])) if len(faces) == 1 else ""
    return replace(picture, faces=tuple(faces), focus=focus, gaze=gaze)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(pictures_of_people(), st.floats(0, 1))
def test_no_crop_that_the_layout_may_ask_for_runs_through_a_face(
    picture: Picture, place: float
) -> None:
    least, most = aspects(picture)
    shown = least * (min(most, 9.0) / max(least, 0.1)) ** place if least else min(most, 9.0)
    crop = crop_to(picture, shown)
    spread = [
        max(f[axis] + f[axis + 2] for f in picture.faces) - min(f[axis] for f in picture.faces)
        for axis in (0, 1)
    ]
    if max(spread) <= 0.92:  # else faces reach from edge to edge
        assert all(holds(crop, face) for face in picture.faces)


def test_faces_stand_above_the_middle() -> None:
    crop = crop_to(replace(WIDE, faces=((0.7, 0.5, 0.1, 0.2),)), 3.0)
    assert crop == (0.0, pytest.approx(0.4), 1.0, pytest.approx(0.9))


def test_a_face_that_looks_aside_has_room_there() -> None:
    face = ((0.45, 0.3, 0.1, 0.2),)
    right, left, on = (
        crop_to(replace(WIDE, faces=face, gaze=gaze), 0.75)[0] for gaze in ("right", "left", "")
    )
    assert left < on < right


def test_the_editors_focus_comes_first_and_faces_stay_whole() -> None:
    picture = replace(WIDE, faces=((0.6, 0.3, 0.1, 0.2),), focus=(0.1, 0.5))
    left, _, right, _ = crop_to(picture, 0.75)
    assert right == pytest.approx(0.72)
    assert left == pytest.approx(0.22)


def test_of_faces_too_far_apart_the_largest_is_whole() -> None:
    large, small = (0.02, 0.3, 0.2, 0.3), (0.85, 0.3, 0.1, 0.2)
    crop = crop_to(replace(WIDE, faces=(large, small)), 0.75)
    assert holds(crop, large)
    assert not holds(crop, small)


@pytest.mark.parametrize("picture", [TALL, replace(WIDE, role=PictureRole.PORTRAIT)])
def test_without_faces_a_portrait_loses_of_its_foot(picture: Picture) -> None:
    assert crop_to(picture, picture.aspect * 2)[1] == 0.0
    assert crop_to(replace(picture, focus=(0.5, 0.9)), picture.aspect * 2)[1] == 0.5


def test_a_cut_out_is_cropped_for_the_grid_alone() -> None:
    least, most = aspects(replace(WIDE, role=PictureRole.CUT_OUT))
    assert (least, most) == (pytest.approx(1.35), pytest.approx(1.5 / 0.9))
