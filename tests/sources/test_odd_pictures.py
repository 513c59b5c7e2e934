"""Pictures of kinds that telephones and laboratories make: read right, or refused by their name."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from epaper.pictures.cut import blank_picture, cut_picture
from epaper.sources.pictures import look_at

WHOLE = (0.0, 0.0, 1.0, 1.0)
# 64 x 48, red beside blue, coded in HEVC
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA"
    "AAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAADoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABo"
    "dmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEA"
    "GEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAA"
    "AwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAAB"
    "AAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAEJt"
    "ZGF0AAAANigBr1jm9Oq//+UNf/5s/IfJrL9f/sL1X7FiT/sXdUktsDUYu8ag8XIQtIGEAZNtq+SEXJaxwA=="
)


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(cut_picture(data, "x", WHOLE, (64, 48)).data)))


def test_a_telephones_heic_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(HEIC)
    found = look_at(path)
    assert (found.width, found.height, found.problems) == (64, 48, ())
    shown = pixels(HEIC)
    assert shown[24, 8][0] > shown[24, 8][2]
    assert shown[24, 56][2] > shown[24, 56][0]


def test_a_heic_that_cannot_be_read_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(HEIC[:28] + bytes(400))
    (problem,) = look_at(path).problems
    assert problem.fact == "is a HEIC file that cannot be read"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jxl", b"\xff\x0a" + bytes(60), "a JPEG XL file"),
        ("a.dng", b"II*\x00" + bytes(60), "a camera's raw file"),
        ("a.jpg", b"8BPS\x00\x01" + bytes(60), "a Photoshop file"),
        ("a.jpg", b'<?xml version="1.0"?><svg xmlns="x"/>', "an SVG drawing"),
        ("a.jpg", b"<!DOCTYPE html><html>", "a web page"),
        ("a.jpg", b"\x00\x00\x00\x18ftypmp42" + bytes(60), "a video"),
    ],
)
def test_other_files_are_refused_by_their_name(
    tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (problem,) = look_at(path).problems
    assert problem.fact == f"is {kind} that cannot be read"


def test_twelve_bits_in_sixteen_are_never_a_black_rectangle(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(np.tile(np.linspace(0, 4095, 64).astype(np.uint16), (48, 1))).save(path)
    (problem,) = look_at(path).problems
    assert "greys from 0 to 4095" in problem.fact


@pytest.mark.parametrize("most", [1.0, 255.0, 65535.0])
def test_a_ramp_of_floats_is_a_ramp(tmp_path: Path, most: float) -> None:
    path = tmp_path / "a.tif"
    ramp = np.tile(np.linspace(0, most, 64, dtype=np.float32), (48, 1))
    Image.fromarray(ramp).save(path)
    assert look_at(path).usable
    shown = pixels(path.read_bytes())
    assert shown[24, 2] < 16
    assert 120 < shown[24, 32] < 136
    assert shown[24, 61] > 240


@pytest.mark.parametrize("values", [(0, 1e6), (-5, 200), (0, 0.01), (0, float("nan")), (0, 0)])
def test_floats_without_a_known_black_and_white_are_refused(
    tmp_path: Path, values: tuple[float, float]
) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(np.array([values] * 2, dtype=np.float32)).save(path)
    found = look_at(path)
    assert not found.usable
    assert found.problems[0].rule == "greys"


def test_a_telephones_pair_of_pictures_is_no_animation(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    one, two = (Image.new("RGB", (64, 48), colour) for colour in ("red", "blue"))
    one.save(path, "MPO", save_all=True, append_images=[two])
    assert look_at(path).problems == ()
    assert cut_picture(path.read_bytes(), "a.jpg", WHOLE, (64, 48)).problems == ()


def test_a_blank_says_whose_it_is() -> None:
    cut = blank_picture("pictures/café.jpg", (900, 300), "it is damaged")
    assert (cut.width, cut.height) == (600, 200)
    ((rule, fact, _),) = cut.problems
    assert rule == "picture.blank"
    assert fact == "cannot be printed (it is damaged); a labelled blank stands in its place"
