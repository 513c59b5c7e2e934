"""One photograph in two files is known by its looks, and two photographs are told apart."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from epaper.model.picture import Picture
from epaper.pictures.likeness import looks_of


def photograph(seed: int, size: tuple[int, int] = (360, 240)) -> Image.Image:
    """Soft blots of many greys, as a view out of focus."""
    image = Image.new("RGB", size, "grey")
    pen = ImageDraw.Draw(image)
    for n in range(60):
        value = (n * n * 37 + seed * 101 * n) % 256
        x, y = (n * 89 * seed) % size[0], (n * 53 + seed * n * n) % size[1]
        pen.ellipse((x - 40, y - 30, x + 40, y + 30), fill=(value, (value * 3) % 256, 90))
    return image.filter(ImageFilter.GaussianBlur(6))


def looked(image: Image.Image) -> Picture:
    return Picture(Path("x"), "x", *image.size, looks=looks_of(image))


def packed(image: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out)


def test_size_and_packing_do_not_make_another_picture() -> None:
    first = photograph(3)
    small = packed(first.resize((180, 120)), 50)
    assert looked(first).looks_like(looked(small))
    assert looked(first).looks_like(looked(first.convert("L")))


@pytest.mark.parametrize("seed", [1, 2, 5, 8])
def test_other_pictures_are_others(seed: int) -> None:
    first = looked(photograph(3))
    assert first.looks
    assert not first.looks_like(looked(photograph(seed)))
    assert not first.looks_like(looked(ImageOps.mirror(photograph(3))))


def test_a_crop_is_another_picture() -> None:
    first = photograph(3)
    assert not looked(first).looks_like(looked(first.crop((0, 0, 360, 180))))


@pytest.mark.parametrize("image", [Image.new("RGB", (90, 60), "white"), Image.linear_gradient("L")])
def test_plain_pictures_are_not_known_by_their_looks(image: Image.Image) -> None:
    assert looks_of(image) == ""


def test_a_photograph_on_its_side_is_known() -> None:
    first = photograph(3)
    turned = first.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    turned.save(out, "JPEG", exif=exif)
    assert looked(first).looks_like(
        Picture(Path("x"), "x", *first.size, looks=looks_of(Image.open(out)))
    )
